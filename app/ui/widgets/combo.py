"""A box in which one of several values is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget


class Combo(QComboBox):
    """As wide as its widest entry or, with ``least``, as that many letters; each entry carries its value as data."""

    def __init__(self, *, name: str, least: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        policies = QComboBox.SizeAdjustPolicy
        self.setSizeAdjustPolicy(
            policies.AdjustToMinimumContentsLengthWithIcon if least else policies.AdjustToContents
        )
        self.setMinimumContentsLength(least)

    def offer(self, entries: Sequence[tuple[str, object]]) -> None:
        """Offer these words and values; what was chosen stays chosen while it is offered, else it is the first."""
        kept = self.currentData()
        self.clear()
        for text, value in entries:
            self.addItem(text, value)
        self.choose(kept)

    def choose(self, value: object) -> None:
        """Choose the entry of this value, else the first."""
        self.setCurrentIndex(max(self.findData(value), 0))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """What is longer than the box ends in dots; by itself Qt cuts it in the middle of a letter. A pixel that was
        rounded away makes nothing longer."""
        super().initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room + 1
        )
