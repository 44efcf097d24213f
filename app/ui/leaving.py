"""Leaving a real store: what was worked today is backed up before the window closes, and this is said meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.services.changes import Changes
from app.services.context import Context
from app.services.progress import Progress
from app.ui.desktop import Desktop


class Leaving(QObject):
    """``done`` when the window may close; ``parts`` of it rest meanwhile. Where there is no backup, the window stays
    and says why, and a second wish to close is granted, unless one went on working."""

    done = Signal()

    def __init__(self, desktop: Desktop, parts: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._desktop, self._parts, self._window = desktop, parts, parent
        self._focus: QWidget | None = None
        self._is_running, self._is_told = False, False
        self._is_over = desktop.context.is_practice
        desktop.events.changed.connect(self._on_changed)

    def grant(self) -> None:
        """Ask for no backup any more."""
        self._is_over = True

    def is_granted(self) -> bool:
        """Whether the window may close now; where it may not, the backup is on its way."""
        # A system that shuts down does not wait, and takes a window that stays for one that hangs.
        if self._is_over or self._is_told or QGuiApplication.instance().isSavingSession():
            return True
        if not self._is_running:
            self._is_running = True
            self._focus = self._window.focusWidget()
            self._rest(True)
            # Behind what is still to be written, which belongs into the backup.
            self._desktop.tasks.write(
                _back_up,
                owner=self,
                on_ok=self._on_done,
                on_error=self._on_refused,
                on_cancelled=self._on_cancelled,
                title=self.tr("Backing up before FairDue closes"),
            )
        return False

    def _on_done(self, _nothing: object) -> None:
        self._is_over = True
        self.done.emit()

    def _on_changed(self, _changes: Changes) -> None:
        self._is_told = False

    def _on_refused(self, error: AppError) -> None:
        self._stay()
        if isinstance(error, AppError):  # a bug is told as every bug is
            text = self.tr("{why} Close again to leave without a backup.")
            self._desktop.tell(text.format(why=self._desktop.explain(error)), "danger")

    def _on_cancelled(self, _nothing: object) -> None:
        self._stay()
        self._desktop.tell(self.tr("The backup was stopped. Close again to leave without a backup."), "warn")

    def _stay(self) -> None:
        self._is_running, self._is_told = False, True
        self._rest(False)
        if self._focus is not None:
            self._focus.setFocus()

    def _rest(self, is_resting: bool) -> None:
        for part in self._parts:
            part.setEnabled(not is_resting)


def _back_up(context: Context, progress: Progress) -> tuple[None, Changes]:
    """The backup of the day, where one is due, and its copy in the second place."""
    from app.services import backups, second_place

    backups.make_if_due(context, progress)
    second_place.bring(context, progress)
    return None, Changes()
