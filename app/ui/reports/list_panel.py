"""The list behind a number: the contacts, promises, payments, cases it counts. Enter opens the case, Esc goes back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from app.services import weekly_lists
from app.services.commitment_lists import Page as ListPage
from app.services.weekly_lists import Asked, Line
from app.services.words import Words
from app.ui.desktop import Desktop
from app.ui.tables.paged_model import PagedModel
from app.ui.tables.rows import PageRequest
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel


@dataclass(frozen=True, slots=True)
class Opened:
    """A number whose list is shown, and what it is called."""

    asked: Asked
    title: str


class ListPanel(QWidget):
    """``left`` when one goes back to the figures."""

    left = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._opened: Opened | None = None
        self.back = Button("", name="report_back", icon="chevron-left", keys="Esc")
        self.title = PlainLabel(role="section", elide=True, name="report_list_title")
        self.model: PagedModel[Line] = PagedModel(
            self._columns(), self._fetch, identity=lambda row: (row.case_id, row.at, row.on), parent=self
        )
        self.table: TableView[Line] = TableView(self.model, "", name="report_list")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(Sheet(self.table), 1)
        self.setFocusProxy(self.table)
        self.back.clicked.connect(self.left)
        self.table.row_opened.connect(self._on_opened)
        self._retranslate()

    def open(self, opened: Opened) -> None:
        """Show the list of a number from its beginning."""
        self._opened = opened
        self.title.setText(opened.title)
        self.model.show_count(0)
        self.reload()

    def reload(self) -> None:
        """Read the list anew."""
        if self._opened is not None:
            self._desktop.tasks.read(
                weekly_lists.behind,
                self._desktop.words(),
                self._opened.asked,
                owner=self,
                on_ok=self._on_loaded,
                slot="report_list",
            )

    def _on_loaded(self, page: ListPage[Line]) -> None:
        if self._opened is None:
            return
        self.title.setText(f"{self._opened.title} — {page.total:,}")
        self.table.setAccessibleName(self.title.text())
        self.model.show_count(page.total, page.rows)
        if page.total:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _fetch(self, request: PageRequest) -> None:
        if self._opened is None:
            return
        self._desktop.tasks.read(
            weekly_lists.behind,
            self._desktop.words(),
            self._opened.asked,
            request.offset,
            request.limit,
            owner=self,
            on_ok=lambda page: self.model.supply(request, page.rows),
            on_error=lambda _error: self.model.give_up(request),
            slot="report_list_page",
        )

    def _on_opened(self, row: Line) -> None:
        self._desktop.open_case(row.case_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.back.setText(self.tr("Back to the figures"))
        self.model.set_columns(self._columns())

    def _columns(self) -> list[Column[Line]]:
        words = self._desktop.words()
        return [
            Column("when", self.tr("When"), lambda row: _when(row, words), ems=11),
            Column("case_no", self.tr("Case"), lambda row: str(row.case_no), right=True, ems=6),
            Column("name", self.tr("Name"), lambda row: row.name, ems=9),
            Column("what", self.tr("What"), lambda row: row.text, ems=15),
            Column("amount", self.tr("Amount"), lambda row: _amount(row, words), right=True, ems=10),
            Column("collector", self.tr("Collector"), lambda row: row.collector or "—", ems=8),
        ]


def _when(row: Line, words: Words) -> str:
    if row.at is None:
        return row.on.isoformat()
    return f"{row.at.astimezone(words.zone):%Y-%m-%d %H:%M}"


def _amount(row: Line, words: Words) -> str:
    return "" if row.amount_minor is None else words.money(row.amount_minor, row.currency)
