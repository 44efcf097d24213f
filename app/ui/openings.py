"""Keeping who saw which case: what the pages show is noted at once and handed over in the background."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.domain.moments import Id
from app.services import openings
from app.services.openings import Noticed, Place
from app.ui.desktop import Desktop

HAND_OVER_MS = 2_000  # no opening waits longer; a process that is killed loses those of this time at most


class Openings(QObject):
    """Hears ``case_shown``. Flicking through cases costs each key a look into a set."""

    def __init__(self, desktop: Desktop, parent: QObject) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._noticed = Noticed(desktop.context)
        self._timer = QTimer(self, interval=HAND_OVER_MS, singleShot=True)
        self._timer.timeout.connect(self.hand_over)
        desktop.signals.case_shown.connect(self._on_shown)

    def hand_over(self) -> None:
        """Keep what was noted: also before the store is closed."""
        self._timer.stop()
        taken = self._noticed.take()
        if not taken:
            return
        self._desktop.tasks.write(
            openings.keep, taken, owner=self, on_error=lambda _error: self._noticed.give_back(taken)
        )

    def _on_shown(self, case_id: Id, place: Place) -> None:
        # Not begun anew by the next one: the first of them waits no longer for it.
        if self._noticed.note(case_id, place) and not self._timer.isActive():
            self._timer.start()
