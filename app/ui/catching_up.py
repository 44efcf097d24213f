"""Time changes what is true of a case: what a passed moment has changed is worked in beside the user's work."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.changes import Changes
from app.services.context import Context
from app.ui.desktop import Desktop

CATCH_UP_MS = 15_000  # how often a passed moment is looked for; each look is one index probe


class CatchUp(QObject):
    """Looks for passed moments once the queue stands, for the days the computer was off, and then again and again.
    ``ticked`` with every look."""

    ticked = Signal()

    def __init__(self, desktop: Desktop, parent: QObject) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._folded = 0
        self._clock = QTimer(self, interval=CATCH_UP_MS)
        self._clock.timeout.connect(self.tick)
        self._clock.start()
        desktop.signals.begun.connect(self._on_begun)

    def tick(self) -> None:
        """Look now."""
        self._folded = 0
        self._catch_up(0)
        self.ticked.emit()

    def stop(self) -> None:
        """Look no more: the window closes."""
        self._clock.stop()

    def _on_begun(self) -> None:
        if self._clock.isActive():  # else the window closes already
            self.tick()

    def _catch_up(self, done: int, size: int | None = None) -> None:
        """A slice at a time: what the user saves meanwhile comes between two of them."""
        self._desktop.tasks.write(_catch_up, done, size, owner=self, on_ok=self._on_caught_up)

    def _on_caught_up(self, told: tuple[int, int]) -> None:
        from app.services.states import FOLD_EVERY

        done, next_size = told
        if not next_size:
            return
        if done - self._folded >= FOLD_EVERY:
            self._folded = done
            self._desktop.tasks.write(_fold, owner=self)
        self._catch_up(done, next_size)


def _fold(context: Context) -> tuple[None, Changes]:
    from app.services import store

    store.fold(context)
    return None, Changes()


def _catch_up(context: Context, done: int, size: int | None) -> tuple[tuple[int, int], Changes]:
    """One slice of so many after ``done`` cases. The pages hear of all of them with the last one."""
    from app.services import states, store, weeks

    count, next_size = states.catch_up_slice(context, size)
    done += count
    if next_size:
        return (done, next_size), Changes()
    weeks.advance(context)
    store.fold(context)
    return (done, 0), Changes.of("states") if done else Changes()
