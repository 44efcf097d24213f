"""What to do next on a case, in one line: the key that does it, and why that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.domain.next_action import Action, Move
from app.domain.permissions import Deed
from app.services.treatments import NextCard
from app.ui.permitted import offer
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel

DEEDS = {Move.HAND_BACK: Deed.HAND_BACK, Move.ESCALATE: Deed.SET_STAGE}
"""What only somebody who may do it can take up."""


def deed_of(action: Action) -> Deed | None:
    """What one must be allowed for this action; None for what everybody does."""
    return None if action.move is Move.ESCALATE and action.stage is None else DEEDS.get(action.move)


class NextRow(QWidget):
    """Shows a ``NextCard``; ``wanted`` asks for it to be done."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, gap=8)
        self._lead = PlainLabel(role="caption", name="next_lead")
        self.button = Button("", name="next_do", kind="link", keys="G", wraps=True)
        self.why = PlainLabel(role="caption", wrap=True, name="next_why")
        self.button.clicked.connect(self.wanted)
        for widget in (self._lead, self.button, self.why):
            flow.addWidget(widget)
        self._retranslate()

    def show_next(self, card: NextCard, refusal: str) -> None:
        """Show this; ``refusal`` is why the user may not do it, empty where they may."""
        offer(self.button, refusal)
        self.button.setText(card.text.replace("&", "&&"))
        self.why.setText(card.why)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._lead.setText(self.tr("Next:"))
