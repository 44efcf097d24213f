"""The limit of every start: a process with a bare window and an empty table, until it is painted."""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class Painted(QObject):
    """Ends the program after the first paint, and says when that was and how much memory it took."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.is_whole():
            # Comes when this paint is done, before any timer.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def customEvent(self, _event: QEvent) -> None:
        finish()

    def is_whole(self) -> bool:
        """Whether what is painted is what is waited for."""
        return True


def resident_kib() -> int:
    """What this process holds in memory now; the maximum of the kernel also counts the parent before the exec."""
    with Path(f"/proc/{os.getpid()}/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() // 1024


def finish() -> None:
    """Say the moment (monotonic nanoseconds) and the resident memory (KiB), and leave."""
    print(time.monotonic_ns(), resident_kib(), flush=True)
    QApplication.quit()


def main() -> None:
    """Show the window."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    table = QTableView()
    window.setCentralWidget(table)
    painted = Painted()
    table.viewport().installEventFilter(painted)
    window.resize(1280, 760)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
