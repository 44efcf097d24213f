"""Why the case stands where it stands: the reason for its tier, then what gave it points."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.services.queue import Why
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Chip, PlainLabel


class WhyRow(QWidget):
    """Chips that are kept from case to case; more are made when a case needs more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=6)
        self._lead = PlainLabel(role="caption", name="why_lead")
        self._sum = PlainLabel(role="caption", name="why_sum")
        self._chips: list[Chip] = []
        self._why: Sequence[Why] = ()
        self._score = 0
        self._flow.addWidget(self._lead)
        self._flow.addWidget(self._sum)
        self._say()

    def show_why(self, why: Sequence[Why], score: int) -> None:
        """Show these reasons and what they add up to."""
        self._why, self._score = why, score
        while len(self._chips) < len(why):
            chip = Chip()
            self._chips.append(chip)
            self._flow.addWidget(chip)
            # The sum stays last.
            self._flow.removeWidget(self._sum)
            self._flow.addWidget(self._sum)
        for at, chip in enumerate(self._chips):
            if at < len(why):
                figure = f"{why[at].points:+d}" if at else ""
                chip.show_state(why[at].text, "" if at else "accent", figure)
            chip.setVisible(at < len(why))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self._lead.setText(self.tr("Why here:"))
        self._sum.setText(self.tr("= {score} point(s)", "", self._score).format(score=self._score))
        self._sum.setVisible(len(self._why) > 1)
