"""A box in which one of several values is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget


class Combo(QComboBox):
    """As wide as its widest entry; each entry carries its value as data."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def offer(self, entries: Sequence[tuple[str, object]]) -> None:
        """Offer these words and values; what was chosen stays chosen while it is offered, else it is the first."""
        kept = self.currentData()
        self.clear()
        for text, value in entries:
            self.addItem(text, value)
        self.setCurrentIndex(max(self.findData(kept), 0))
