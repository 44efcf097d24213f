"""Our window on a store, in a process of its own, until the queue is painted with its rows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.cli.run_window import load
from benchmarks.bare_window import Painted

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


class QueuePainted(Painted):
    """Ends the program when the queue was painted and holds rows."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._list = window.page("desk").queue.list  # type: ignore[attr-defined]
        self._list.viewport().installEventFilter(self)

    def is_whole(self) -> bool:
        return self._list.current_row is not None


def main() -> None:
    """Open the store named on the command line."""
    load()
    from app import main as composition

    made = composition.window_on

    def window_on(*parts: object) -> MainWindow:
        window = made(*parts)  # type: ignore[arg-type]
        QTimer.singleShot(0, lambda: QueuePainted(window))
        return window

    composition.window_on = window_on  # type: ignore[assignment]
    composition.run(Path(sys.argv[1]), practice=True)
    QApplication.quit()


if __name__ == "__main__":
    main()
