"""All cases of the store: found, narrowed, ordered; opened on the desk by Enter. Saved views live here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.errors import AppError
from app.domain.moments import Id
from app.services import browse, views
from app.services.browse import Collector, Span, Total, View
from app.services.case_fields import CaseRow, Field
from app.services.context import Context
from app.services.views import SavedView
from app.services.words import Words
from app.ui.cases.assign_card import AssignCard
from app.ui.cases.case_table import ORDERS, columns
from app.ui.cases.column_bar import ColumnBar, showing
from app.ui.cases.filter_bar import FilterBar, is_narrowed
from app.ui.cases.view_bar import ViewBar
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.tables.paged_model import PagedModel
from app.ui.tables.rows import PAGE_ROWS, PageRequest
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.pages import Page, PageHead
from app.ui.widgets.strips import EmptyState

LEAST_TABLE = 120
"""Pixels of the table that stay in sight while cases are given away: the card above it keeps its height."""
CASE_KINDS = ("queue", "cases", "states", "assignments")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One reading of a view: its size and its first page."""

    view: View
    total: Total
    rows: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What the bars show: saved views with their counts, the number of all cases, who works them."""

    saved: tuple[SavedView, ...]
    everything: int
    collectors: tuple[Collector, ...]


def load(context: Context, words: Words, view: View) -> Loaded:
    """The size and the first page in one task."""
    total = browse.total(context, view)
    return Loaded(view, total, tuple(browse.window(context, words, view, Span(0, PAGE_ROWS, total.cases))))


def load_around(context: Context) -> Around:
    """What stands around the table."""
    everything = browse.total(context, View()).cases
    return Around(tuple(views.listing(context)), everything, tuple(browse.collectors(context)))


class CasesPage(Page):
    """Joins filters, saved views and the table."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="cases_page", parent=parent)
        self._desktop = desktop
        self.view = View()
        self._total = Total(0, 0)
        self.head = PageHead(name="cases_head")
        self.views = ViewBar(desktop)
        self.filters = FilterBar(desktop)
        self.columns = ColumnBar()
        self.giving = AssignCard(desktop)
        self.model: PagedModel[CaseRow] = PagedModel(
            columns(self.view.shown, desktop.words()),
            self._fetch,
            identity=lambda row: row.case_id,
            parent=self,
        )
        self.table: TableView[CaseRow] = TableView(self.model, "", name="cases_table")
        self.table.horizontalHeader().setSortIndicatorClearable(False)
        self.empty = EmptyState("archive", name="cases_empty")
        self.to_import = self.empty.add_action(Button("", name="cases_to_import", icon="download"))
        self.show_all = self.empty.add_action(Button("", name="cases_show_all"))
        self.stack = QStackedWidget()
        self.stack.addWidget(Sheet(self.table))
        self.stack.addWidget(self.empty)
        for widget in (self.head, self.views, self.filters, self.columns, self.giving):
            self.column.addWidget(widget)
        self.column.addWidget(self.stack, 1)
        self.stack.setMinimumHeight(LEAST_TABLE)
        self.setFocusProxy(self.table)
        self._connect()
        self._rows_watch = Watch(self, desktop.events, CASE_KINDS, self.reload)
        self._views_watch = Watch(self, desktop.events, (*CASE_KINDS, "views"), self._reload_around)
        self._retranslate()
        self._show_order()

    # -- showing ---------------------------------------------------------------------------------

    def show_view(self, view: View) -> None:
        """Show these cases in this order, from the top."""
        if view == self.view:
            return
        before, self.view = self.view, view
        self.filters.show_view(view)
        self.views.show_view(view)
        self.columns.show_view(view)
        if view.fields != before.fields:
            self._show_columns()
        self._show_order()
        self.table.scrollToTop()
        self.table.clearSelection()
        self.reload()

    def _show_columns(self) -> None:
        header = self.table.horizontalHeader()
        with QSignalBlocker(header):
            self.model.set_columns(columns(self.view.shown, self._desktop.words()))
            for number in range(header.count()):
                header.moveSection(header.visualIndex(number), number)
        self.table.measure()

    def pick_columns(self) -> None:
        """Offer the columns that the view can show."""
        self.giving.hide()
        self._give_room(is_given=True)
        self.columns.open()

    def assign(self) -> None:
        """Give the chosen cases, or all of the view, to collectors."""
        self._give_room(is_given=True)
        self.columns.hide()
        self.giving.open(self._chosen(), self.view, self._total.cases)

    def _give_room(self, *, is_given: bool) -> None:
        """While cases are given away or columns picked, the bars are out of the way; the view stays on the screen."""
        for bar in (self.views, self.filters):
            bar.setVisible(not is_given)

    def _chosen(self) -> list[Id]:
        """The cases that are chosen and were read."""
        return [row.case_id for row in self.table.chosen_rows if row is not None]

    def _on_chosen(self) -> None:
        if self.giving.isVisible():
            self.giving.show_cases(self._chosen(), self.view, self._total.cases)

    def choose_view(self, number: int) -> bool:
        """Show the saved view with this number, from 1; False if there is none."""
        return self.views.choose(number)

    def reload(self) -> None:
        """Read the view anew; what is in sight stays in sight."""
        self._desktop.tasks.read(
            load, self._desktop.words(), self.view, owner=self, on_ok=self._on_loaded, slot="cases"
        )

    def _reload_around(self) -> None:
        self._desktop.tasks.read(load_around, owner=self, on_ok=self._on_around, slot="around")

    def _on_loaded(self, loaded: Loaded) -> None:
        self._total = loaded.total
        place, height = self.table.currentIndex().row(), self.table.verticalScrollBar().value()
        self.model.show_count(loaded.total.cases, loaded.rows)
        if self.model.count:
            place = min(max(place, 0), self.model.count - 1)
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.model.index(place, 0))
            self.table.verticalScrollBar().setValue(height)
        self._show_size()
        self._on_chosen()

    def _on_around(self, around: Around) -> None:
        self.views.show_views(around.saved, around.everything)
        self.filters.show_collectors(around.collectors)

    def _fetch(self, request: PageRequest) -> None:
        self._desktop.tasks.read(
            browse.window,
            self._desktop.words(),
            self.view,
            Span(request.offset, request.limit, self._total.cases),
            owner=self,
            on_ok=lambda rows: self.model.supply(request, rows),
            on_error=lambda error: self._on_unread(request, error),
            slot="cases_page",
        )

    def _on_unread(self, request: PageRequest, error: Exception) -> None:
        """Say it, and leave the rows to be asked again when they are painted; of a bug its own window tells."""
        self.model.give_up(request)
        if isinstance(error, AppError):
            self._desktop.tell(self._desktop.explain(error), "danger")

    def _show_size(self) -> None:
        words, total = self._desktop.words(), self._total
        amount = words.money(total.balance_minor, "CNY")
        text = self.tr("{cases} · {amount} owed").format(cases=f"{total.cases:,}", amount=amount)
        self.head.say(self.tr("Cases"), text if total.cases else "")
        self.stack.setCurrentIndex(0 if total.cases else 1)
        narrowed = is_narrowed(self.view)
        self.show_all.setVisible(narrowed)
        self.to_import.setVisible(not narrowed)
        self.empty.say(
            self.tr("No case is like this.")
            if narrowed
            else self.tr("No cases yet. Import a placement file to begin.")
        )

    def _show_order(self) -> None:
        key = next(key for key, order in ORDERS.items() if order is self.view.order)
        place = self.view.shown.index(key) if key in self.view.shown else -1
        order = Qt.SortOrder.DescendingOrder if self.view.is_descending else Qt.SortOrder.AscendingOrder
        header = self.table.horizontalHeader()
        with QSignalBlocker(header):
            header.setSortIndicator(place, order)
        header.viewport().update()

    # -- what is pressed -------------------------------------------------------------------------

    def _connect(self) -> None:
        self.model.order_wanted.connect(self._on_order)
        self.filters.narrowed.connect(self.show_view)
        self.filters.search.left.connect(self.table.setFocus)
        self.views.chosen.connect(self.show_view)
        self.views.columns_wanted.connect(self.pick_columns)
        self.columns.picked.connect(self.show_view)
        self.columns.closed.connect(self._on_picked)
        self.columns.show_view(self.view)
        # Not while the header is still busy with the mouse: its columns are made anew.
        self.table.horizontalHeader().sectionMoved.connect(
            self._on_dragged, Qt.ConnectionType.QueuedConnection
        )
        self.filters.assign.clicked.connect(self.assign)
        self.giving.closed.connect(lambda: self._give_room(is_given=False))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_chosen())
        self.table.row_opened.connect(self._on_opened)
        self.to_import.clicked.connect(lambda: self._desktop.signals.page_wanted.emit("imports"))
        self.show_all.clicked.connect(self.filters.clear.click)

    def _on_order(self, key: str, descending: bool) -> None:
        order = ORDERS.get(Field(key))
        if order is None:
            self._show_order()
        else:
            self.show_view(replace(self.view, order=order, is_descending=descending))

    def _on_picked(self) -> None:
        self._give_room(is_given=False)
        self.table.setFocus()

    def _on_dragged(self) -> None:
        header = self.table.horizontalHeader()
        dragged = tuple(self.view.shown[header.logicalIndex(at)] for at in range(header.count()))
        self.show_view(showing(self.view, dragged))

    def _on_opened(self, row: CaseRow) -> None:
        self._desktop.open_case(row.case_id)

    # -- language --------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._rows_watch.mark()

    def _retranslate(self) -> None:
        self._show_columns()
        self._show_order()
        self.table.setAccessibleName(self.tr("All cases"))
        self.to_import.setText(self.tr("Import a file"))
        self.show_all.setText(self.tr("Show all"))
        self._show_size()
