"""What is the lead's alone, as the window shows it: there for everybody, and for whoever may not do it disabled, with
the sentence that says so as tooltip and as accessible description.

One way for every button, field and command; ``app.domain.permissions`` decides, nothing else.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.domain.permissions import Deed
from app.ui.desktop import Desktop
from app.ui.widgets.labels import plain_tip

_TURNS = frozenset({QEvent.Type.EnabledChange, QEvent.Type.LanguageChange, QEvent.Type.ToolTipChange})
DEED = "deed"
"""The property of a widget that says which deed it does."""


def refusal(desktop: Desktop, deed: Deed | None) -> str:
    """Why the user may not do it; empty where they may."""
    if deed is None or desktop.context.user.may(deed):
        return ""
    from app.services.messages import said  # the sentences of all rooms: a start without a refusal needs none

    return said(f"may_not_{deed}", {}, desktop.language)


def refused(desktop: Desktop, deed: Deed | None) -> bool:
    """For what a key or a command does: say why the user may not, and whether that is so."""
    sentence = refusal(desktop, deed)
    if sentence:
        desktop.tell(sentence, "warn")
    return bool(sentence)


def offer(widget: QWidget, sentence: str) -> None:
    """Offer a widget, or disable it and say why not. Telling it the same again changes nothing."""
    widget.setEnabled(not sentence)
    widget.setAccessibleDescription(sentence)
    if widget.toolTip() != plain_tip(sentence):
        widget.setToolTip(plain_tip(sentence))


def reserve(desktop: Desktop, deed: Deed, *widgets: QWidget) -> bool:
    """Keep these, and what takes the keyboard for them, to who may do the deed, whatever else enables them; whether
    the user may."""
    may = not refusal(desktop, deed)
    for widget in (part for each in widgets for part in (each, each.focusProxy()) if part is not None):
        is_new = widget.property(DEED) is None
        widget.setProperty(DEED, str(deed))
        if is_new and not may:
            _Reserve(desktop, deed, widget).refuse()
    return may


class _Reserve(QObject):
    """Sees to it that a widget stays disabled and says why."""

    def __init__(self, desktop: Desktop, deed: Deed, widget: QWidget) -> None:
        super().__init__(widget)
        self._desktop, self._deed, self._widget = desktop, deed, widget
        widget.installEventFilter(self)

    def refuse(self) -> None:
        """Disable it, and say why in the language of now."""
        offer(self._widget, refusal(self._desktop, self._deed))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TURNS:
            self.refuse()
        return False
