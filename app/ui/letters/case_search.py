"""Which case a letter is about: found by name, pinyin, phone or card, as everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.services import queue
from app.services.queue import QueueRow
from app.ui.desktop import Desktop
from app.ui.widgets.fields import SearchBox

SHOWN = 8


class CaseSearch(QWidget):
    """A search whose finds stand below it. ``chosen`` carries the case and the debtor's name."""

    chosen = Signal(object, str)

    def __init__(self, desktop: Desktop, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.search = SearchBox("", name=f"{name}_search")
        self.found = QListWidget()
        self.found.setObjectName(f"{name}_found")
        self.found.setVisible(False)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self.found)
        self.setFocusProxy(self.search)
        self.search.searched.connect(self._on_searched)
        self.search.returnPressed.connect(self._on_return)
        self.found.itemActivated.connect(self._on_activated)
        self.found.itemClicked.connect(self._on_activated)

    def set_label(self, label: str) -> None:
        """Name the search."""
        self.search.set_label(label)
        self.found.setAccessibleName(label)

    def _on_searched(self, typed: str) -> None:
        if not typed:
            self.found.setVisible(False)
            return
        words = self._desktop.words()
        self._desktop.tasks.read(queue.search, words, typed, owner=self, on_ok=self._on_found, slot="cases")

    def _on_found(self, rows: list[QueueRow]) -> None:
        self.found.clear()
        words = self._desktop.words()
        for row in rows[:SHOWN]:
            amount = words.money(row.balance_minor, row.currency)
            item = QListWidgetItem(f"{row.name}   {amount}   {row.bucket}")
            item.setData(Qt.ItemDataRole.UserRole, row)
            self.found.addItem(item)
        high = sum(self.found.sizeHintForRow(at) for at in range(self.found.count()))
        self.found.setFixedHeight(high + 2 * self.found.frameWidth() + 4)
        self.found.setVisible(self.found.count() > 0)
        if self.found.count():
            self.found.setCurrentRow(0)

    def _on_return(self) -> None:
        if not self.search.is_composing and self.found.isVisible():
            self._on_activated(self.found.currentItem())

    def _on_activated(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        row: QueueRow = item.data(Qt.ItemDataRole.UserRole)
        self.found.setVisible(False)
        self.search.clear()
        self.chosen.emit(row.case_id, row.name)
