"""Personal data: what is known of one person, who is kept until when, what goes back to creditors."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.desktop import Desktop
from app.ui.settings.case_data_form import CaseDataForm
from app.ui.settings.hand_back_card import HandBackCard
from app.ui.settings.retention_card import RetentionCard


class DataPanel(QWidget):
    """Three cards below each other."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = CaseDataForm(desktop)
        self.retention = RetentionCard(desktop)
        self.hand_back = HandBackCard(desktop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.case, self.retention, self.hand_back):
            column.addWidget(card)
        column.addStretch()
