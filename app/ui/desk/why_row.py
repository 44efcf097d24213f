"""Why the case stands where it stands: the reason for its tier, then what gave it points."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.queue import Why
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Chip, PlainLabel


class WhyRow(QWidget):
    """Chips that are kept from case to case; more are made when a case needs more.

    What would change the sum is told below once it was asked for, and for every case after that.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        reasons = QWidget()
        self._flow = FlowLayout(reasons, gap=6)
        self._lead = PlainLabel(role="caption", name="why_lead")
        self._sum = PlainLabel(role="caption", name="why_sum")
        self.more = Button("", name="why_more", kind="link")
        self.more.setCheckable(True)
        self.outlook = PlainLabel(role="caption", wrap=True, name="why_outlook")
        self._chips: list[Chip] = []
        self._why: Sequence[Why] = ()
        self._score = 0
        for part in (self._lead, self._sum, self.more):
            self._flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(reasons)
        column.addWidget(self.outlook)
        self.more.toggled.connect(self._say)
        self._say()

    def show_why(self, why: Sequence[Why], score: int, outlook: Sequence[str]) -> None:
        """Show these reasons, what they add up to, and what would change that."""
        self._why, self._score = why, score
        while len(self._chips) < len(why):
            chip = Chip()
            self._chips.append(chip)
            self._flow.addWidget(chip)
            # What stands behind the chips stays behind them.
            for part in (self._sum, self.more):
                self._flow.removeWidget(part)
                self._flow.addWidget(part)
        for at, chip in enumerate(self._chips):
            if at < len(why):
                figure = f"{why[at].points:+d}" if at else ""
                chip.show_state(why[at].text, "" if at else "accent", figure)
            chip.setVisible(at < len(why))
        self.outlook.setText(" · ".join(outlook))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self._lead.setText(self.tr("Why here:"))
        self._sum.setText(self.tr("= {score} point(s)", "", self._score).format(score=self._score))
        self._sum.setVisible(len(self._why) > 1)
        self.more.setText(self.tr("What would change it"))
        self.more.setVisible(bool(self.outlook.text()))
        self.outlook.setVisible(self.more.isChecked() and bool(self.outlook.text()))
