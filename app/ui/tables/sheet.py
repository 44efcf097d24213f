"""The sheet a table lies on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.tables.table_view import TableView


class Sheet(QFrame):
    """A table on the window, with a hairline around it; its columns grow with the text."""

    def __init__(self, table: TableView[Any], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._table = table
        self._em = theme.current().em
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(table)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._em != theme.current().em:
            self._em = theme.current().em
            self._table.measure()
