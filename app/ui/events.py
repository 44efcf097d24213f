"""News of committed changes, and the pages that wait for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.changes import Changes


class Events(QObject):
    """One for the window. ``changed`` carries a ``Changes`` after the commit, in the GUI thread."""

    changed = Signal(object)


class Watch(QObject):
    """Reloads a page when what it shows has changed: at once if it is in sight, else when it comes to sight.

    A new page starts stale, so the first showing loads it. ``reload`` is a bound method of the page.
    """

    def __init__(
        self, page: QWidget, events: Events, kinds: Iterable[str], reload: Callable[[], object]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._kinds = frozenset(kinds)
        self._reload = reload
        self._case: bytes | None = None
        self._stale = True
        events.changed.connect(self._on_changed)
        page.installEventFilter(self)

    @property
    def is_stale(self) -> bool:
        return self._stale

    def narrow(self, case: bytes | None) -> None:
        """From now on the page shows this case only; None for all."""
        self._case = case

    def mark(self) -> None:
        """Call the page stale: reload it now or when it is shown."""
        self._stale = True
        if self._page.isVisible():
            self._refresh()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._stale:
            self._refresh()
        return False

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(self._kinds, self._case):
            self.mark()

    def _refresh(self) -> None:
        self._stale = False
        self._reload()
