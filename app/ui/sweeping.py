"""Python's collector of cycles, held to the GUI thread.

Left alone it runs in whichever thread happens to allocate. When that is the reader and among the garbage is a widget,
Qt deletes it there, and the program falls over now and then.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1_000


class Sweeper(QObject):
    """Collects what is due, each generation by its own threshold, while the event loop has a moment."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [age for age, (count, limit) in enumerate(zip(counts, limits, strict=True)) if count > limit]
        if due:
            gc.collect(due[-1])


@contextmanager
def settled() -> Iterator[None]:
    """While it lasts, what stood when it began is not looked through again.

    That is the program itself: to look through it takes 70 ms, in which no key is answered.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
