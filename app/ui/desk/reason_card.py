"""The card of reasons: always in sight beside the case, outlined while an outcome asks for the reason."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.desk.reason_step import ReasonStep
from app.ui.widgets.cards import Card


class ReasonCard(Card):
    """Holds the form of the reason."""

    def __init__(self, form: ReasonStep, parent: QWidget | None = None) -> None:
        super().__init__(name="reason_card", parent=parent)
        self._asked = ""
        self.body.addWidget(form)
        self.rest()

    def ask(self, title: str) -> None:
        """Take the digits, under this title."""
        self._asked = title
        theme.set_property(self, "role", "active")
        self._say()

    def rest(self) -> None:
        """Give the digits back."""
        self._asked = ""
        theme.set_property(self, "role", "card")
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        if self._asked:
            self.set_caption(
                self.tr("{title} Digits choose, Enter keeps what is marked").format(title=self._asked)
            )
        else:
            self.set_caption(self.tr("Reason for being overdue"))
