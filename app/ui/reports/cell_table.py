"""A table of figures: cells are gone to with the arrows, and Enter or a double click opens the list behind one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from app.ui import theme
from app.ui.reports.figure_tables import FigureRow, FigureTable
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView

NAME_EMS, FIGURE_EMS = 11, 7


class CellTable(TableView[FigureRow]):
    """``list_wanted`` carries what the cell counts."""

    list_wanted = Signal(object)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        self._rows: TableModel[FigureRow] = TableModel((), identity=lambda row: row.name)
        super().__init__(self._rows, "", name=name, parent=parent)
        self._rows.setParent(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSectionsMovable(False)
        self.horizontalHeader().setStretchLastSection(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_table(self, table: FigureTable) -> None:
        """Show these figures; the cell in focus stays the same."""
        place = self.currentIndex()
        self._rows.set_columns(_columns(table.headers))
        self._rows.show(table.rows)
        self.measure()
        if self._rows.rowCount():
            row = min(max(place.row(), 0), self._rows.rowCount() - 1)
            newest = self._rows.columnCount() - 1
            column = min(max(place.column(), 1), newest) if place.isValid() else newest
            self.setCurrentIndex(self._rows.index(row, column))

    def measure(self) -> None:
        """Names as wide as they are, figures in columns of equal width that share what is left."""
        look, header = theme.current(), self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(look.space(1.9))
        for number in range(len(self._table.columns)):
            mode = (
                QHeaderView.ResizeMode.Stretch if self._is_wide else QHeaderView.ResizeMode.ResizeToContents
            )
            header.setSectionResizeMode(
                number, QHeaderView.ResizeMode.ResizeToContents if not number else mode
            )

    @property
    def _is_wide(self) -> bool:
        """Whether every column has room without scrolling."""
        needed = NAME_EMS + FIGURE_EMS * (len(self._table.columns) - 1)
        return theme.current().space(needed) <= self.viewport().width()

    @property
    def full_height(self) -> int:
        """So high that every row is in sight."""
        rows = theme.current().space(1.9) * max(self._rows.rowCount(), 1)
        return rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 12

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened()
        else:
            super().keyPressEvent(event)

    def _on_opened(self) -> None:
        index = self.currentIndex()
        row = self._rows.row(index)
        if row is not None and index.column() > 0:
            asked = row.cells[index.column() - 1].asked
            if asked is not None:
                self.list_wanted.emit(asked)


def _columns(headers: tuple[str, ...]) -> list[Column[FigureRow]]:
    names = Column[FigureRow]("name", headers[0], lambda row: row.name, ems=NAME_EMS)
    return [names, *(_figure(at, title) for at, title in enumerate(headers[1:]))]


def _figure(at: int, title: str) -> Column[FigureRow]:
    return Column(
        str(at),
        title,
        lambda row: row.cells[at].text,
        right=True,
        tone=lambda row: "accent" if row.cells[at].asked is not None else "",
        ems=FIGURE_EMS,
    )
