"""The view of ordinary tables: whole rows, sorted by a click, copied as text."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui import theme
from app.ui.clipboard import private_clipboard
from app.ui.tables.table_model import TableModel

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


class TableView(QTableView, Generic[R]):
    """Shows a ``TableModel``. ``row_opened`` carries the row on Enter or double click; ``row_chosen`` the current one.

    Columns are sorted by a click on their title, moved and sized by dragging; ``layout_state`` keeps that.
    """

    row_opened = Signal(object)
    row_chosen = Signal(object)

    def __init__(self, model: TableModel[R], label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._table = model
        self._kept: tuple[Hashable, ...] = ()
        model.modelAboutToBeReset.connect(self._keep_chosen)
        self.setModel(model)
        model.modelReset.connect(self._choose_kept)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(True)
        self.setSortingEnabled(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.doubleClicked.connect(self._on_opened)
        self.measure()

    @property
    def chosen_rows(self) -> list[R]:
        """The rows selected, from top to bottom."""
        shown = self._table.shown
        return [shown[number] for number in self._chosen_numbers()]

    def measure(self) -> None:
        """Give rows and columns their first sizes for the text size in use."""
        look = theme.current()
        self.verticalHeader().setDefaultSectionSize(look.space(2.1))
        for number, column in enumerate(self._table.columns):
            self.setColumnWidth(number, look.space(column.ems))

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table."""
        numbers = self._chosen_numbers()
        if numbers:
            private_clipboard().copy(self._table.lines(numbers))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened()
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Typing is for the search box."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.row_chosen.emit(self._table.row(current))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.verticalHeader().setDefaultSectionSize(theme.current().space(2.1))

    def _chosen_numbers(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _keep_chosen(self) -> None:
        self._kept = tuple(map(self._table.identity, self.chosen_rows))

    def _choose_kept(self) -> None:
        """Select again what was selected before a sort, a filter or a reload."""
        if not self._kept:
            return
        kept, wanted = QItemSelection(), set(self._kept)
        for number, row in enumerate(self._table.shown):
            if self._table.identity(row) in wanted:
                index = self._table.index(number, 0)
                kept.select(index, index)
        if kept.indexes():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(kept.indexes()[0], flags.NoUpdate)
            self.selectionModel().select(kept, flags.Select | flags.Rows)

    def _on_opened(self) -> None:
        row = self._table.row(self.currentIndex())
        if row is not None:
            self.row_opened.emit(row)
