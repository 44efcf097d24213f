"""Ordinary tables: rows in memory, sorted and filtered in the model itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.ui import theme

ROW_ROLE = Qt.ItemDataRole.UserRole

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
MIDDLE = Qt.AlignmentFlag.AlignVCenter
FORMULA_STARTS = ("=", "+", "-", "@")
NUMBER = re.compile(r"[+-]?[\d,.]+%?")


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column. ``text`` says what a row shows in it; ``order`` what it is sorted by (the text unless given).

    ``key`` names the column in saved views; ``title`` is shown; money and counts stand at the right (``right``);
    ``tone`` colours the words; ``ems`` is the width at first.
    """

    key: str
    title: str
    text: Callable[[R], str]
    order: Callable[[R], Any] | None = None
    right: bool = False
    tone: Callable[[R], str] | None = None
    ems: int = 8


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows in the order and with the filter last asked for. Rows are DTOs of a service; nothing is edited here."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        identity: Callable[[R], Hashable] = id,
        parent: QObject | None = None,
    ) -> None:
        """``identity`` tells a row from others across a reload, so that it stays selected; by default the object."""
        super().__init__(parent)
        self.identity = identity
        self._columns = tuple(columns)
        self._all: list[R] = []
        self._shown: list[R] = []
        self._needle = ""
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[R]) -> None:
        """Show these rows instead."""
        self._all = list(rows)
        self._arrange()

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns, or the same in another language."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._sorted_by = None
        self.endResetModel()

    def filter(self, text: str) -> None:
        """Show only rows in which some column holds this text, whatever its case."""
        self._needle = text.strip().casefold()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order) if 0 <= column < len(self._columns) else None
        self._arrange()

    @property
    def columns(self) -> tuple[Column[R], ...]:
        return self._columns

    @property
    def shown(self) -> Sequence[R]:
        """The rows in sight of the filter, in order."""
        return self._shown

    def row(self, index: Index) -> R | None:
        return self._shown[index.row()] if index.isValid() else None

    def lines(self, rows: Sequence[int]) -> str:
        """These rows with their titles as lines of tab-separated text, for a spreadsheet."""
        table = [[column.title for column in self._columns]]
        table += [[_cell(column.text(self._shown[row])) for column in self._columns] for row in rows]
        return "\n".join("\t".join(cells) for cells in table)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return MIDDLE | (Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft)
            case Qt.ItemDataRole.ForegroundRole if column.tone is not None and (tone := column.tone(row)):
                return QColor(theme.current().tokens.ink(tone))
            case _ if role == ROW_ROLE:
                return row
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return MIDDLE | (Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft)
        return None

    def _arrange(self) -> None:
        self.beginResetModel()
        rows = self._all
        if self._needle:
            texts = [column.text for column in self._columns]
            rows = [row for row in rows if any(self._needle in text(row).casefold() for text in texts)]
        if self._sorted_by is not None:
            column, order = self._sorted_by
            key = self._columns[column].order or self._columns[column].text
            rows = sorted(rows, key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        self._shown = list(rows)
        self.endResetModel()


def _cell(text: str) -> str:
    """Text that stays in its cell when pasted, and is not taken for a formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat[:1] in FORMULA_STARTS and not NUMBER.fullmatch(flat) else flat
