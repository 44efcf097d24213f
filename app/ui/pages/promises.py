"""Promises and plans over all cases: due today, soon, later, kept, broken; plans with their next instalment.

An open promise is taken back here, with the reason (Delete)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from app.domain.plan_progress import PlanState
from app.domain.promises import PromiseState
from app.services import promises
from app.services.commitment_lists import DAYS, PlanRow, PromiseRow
from app.services.promises import CancelPromise
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.plan.ask_bar import AskBar
from app.ui.plan.wording import state_word
from app.ui.promises.book import SOON_DAYS, Book, Tab, read
from app.ui.promises.wording import promise_word
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import SearchBox
from app.ui.widgets.pages import Page, PageHead
from app.ui.widgets.strips import EmptyState

R = TypeVar("R", PromiseRow, PlanRow)
KINDS = ("promises", "plans", "payments", "cases", "states", "assignments")
TONES = {
    PromiseState.BROKEN: "danger",
    PromiseState.PARTLY_KEPT: "warn",
    PromiseState.KEPT: "ok",
    PlanState.BROKEN: "danger",
    PlanState.PERFORMING: "ok",
    PlanState.COMPLETED: "ok",
}


class PromisesPage(Page):
    """One table a kind; the tab says which rows. Enter opens the case."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="promises_page", parent=parent)
        self._desktop = desktop
        self._book: Book | None = None
        self.head = PageHead(name="promises_head")
        self.tabs = QTabBar()
        self.tabs.setObjectName("promises_tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for tab in Tab:
            self.tabs.addTab(tab)
        self.search = SearchBox("", name="promises_search")
        self.promises: TableModel[PromiseRow] = TableModel(
            self._promise_columns(), identity=lambda row: row.uid, parent=self
        )
        self.plans: TableModel[PlanRow] = TableModel(
            self._plan_columns(), identity=lambda row: row.uid, parent=self
        )
        self.promise_table: TableView[PromiseRow] = TableView(self.promises, "", name="promises_table")
        self.plan_table: TableView[PlanRow] = TableView(self.plans, "", name="plans_table")
        self.empty = EmptyState("calendar-check", name="promises_empty")
        self.take_back = Button("", name="promises_take_back", keys="Delete")
        self.ask = AskBar()
        self.stack = QStackedWidget()
        for content in (Sheet(self.promise_table), Sheet(self.plan_table), self.empty):
            self.stack.addWidget(content)
        for widget in (self.head, self.tabs, self.search):
            self.column.addWidget(widget)
        self.column.addWidget(self.stack, 1)
        self.column.addWidget(self.take_back, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.ask)
        self.setFocusProxy(self.tabs)
        self._connect()
        self._watch = Watch(self, desktop.events, KINDS, self.reload)
        self._retranslate()

    # -- showing ---------------------------------------------------------------------------------

    @property
    def tab(self) -> Tab:
        """The list in sight."""
        return list(Tab)[max(self.tabs.currentIndex(), 0)]

    def reload(self) -> None:
        """Read every list anew."""
        self._desktop.tasks.read(read, owner=self, on_ok=self._on_book, slot="promises")

    def _on_book(self, book: Book) -> None:
        self._book = book
        self._name_tabs()
        self._show_tab()

    def _show_tab(self) -> None:
        book, tab = self._book, self.tab
        if book is None:
            return
        if tab is Tab.PLANS:
            self.plans.show(book.plans)
        else:
            self.promises.show(book.promises[tab])
        self.stack.setCurrentIndex(2 if not book.count(tab) else 1 if tab is Tab.PLANS else 0)
        self.search.setVisible(bool(book.count(tab)))
        self._say_sum(book, tab)
        self._say_empty(tab)
        self._offer()

    def _say_sum(self, book: Book, tab: Tab) -> None:
        words = self._desktop.words()
        amounts = {
            "amount": words.money(book.sum_minor(tab), "CNY"),
            "paid": words.money(book.paid_minor(tab), "CNY"),
        }
        text = (
            self.tr("{amount} in plans, {paid} of it paid")
            if tab is Tab.PLANS
            else self.tr("{amount} promised, {paid} of it paid")
        )
        self.head.say(self.tr("Promises and plans"), text.format(**amounts) if book.count(tab) else "")

    def _say_empty(self, tab: Tab) -> None:
        self.empty.say(
            {
                Tab.TODAY: self.tr("No promise falls due today."),
                Tab.SOON: self.tr("No promise falls due in the next {days} days.").format(days=SOON_DAYS),
                Tab.LATER: self.tr("No promise falls due after that."),
                Tab.KEPT: self.tr("No promise was kept in the last {days} days.").format(days=DAYS),
                Tab.BROKEN: self.tr("No promise was broken in the last {days} days.").format(days=DAYS),
                Tab.PLANS: self.tr("There is no plan yet. Agree one on the desk with 7."),
            }[tab]
        )

    # -- what is pressed -------------------------------------------------------------------------

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self.tabs.setFocus)
        for table in (self.promise_table, self.plan_table):
            table.row_opened.connect(self._on_opened)
        self.promise_table.selectionModel().selectionChanged.connect(self._offer)
        self.take_back.clicked.connect(self.ask_why)
        self.ask.opened.connect(self._offer)
        self.ask.closed.connect(self._offer)
        self.ask.closed.connect(self.promise_table.setFocus)

    # -- taking one back -------------------------------------------------------------------------

    def _chosen(self) -> PromiseRow | None:
        """The promise that is chosen, if it is still open."""
        rows = [] if self.tab is Tab.PLANS else self.promise_table.chosen_rows
        return rows[0] if len(rows) == 1 and rows[0].state is PromiseState.OPEN else None

    def _offer(self, *_: object) -> None:
        self.take_back.setVisible(self._chosen() is not None and not self.ask.isVisible())

    def ask_why(self) -> None:
        """Ask why the chosen promise is taken back."""
        row = self._chosen()
        if row is None or self.ask.isVisible():
            return
        words = self._desktop.words()
        amount, day = words.money(row.amount_minor, row.currency), words.full_day(row.due_on)
        self.ask.ask(
            self.tr("Why is the promise of {name} taken back: {amount} by {day}?").format(
                name=row.name, amount=amount, day=day
            ),
            (),
            self.tr("a sentence for the log"),
            self.tr("Take back"),
            lambda _choice, why: self._cancel(row, why),
        )

    def _cancel(self, row: PromiseRow, why: str) -> None:
        self._desktop.tasks.write(
            promises.cancel,
            CancelPromise(self._desktop.context.new_id(), row.case_id, row.uid, why),
            owner=self,
            on_ok=lambda _done: self._on_cancelled(row),
            on_error=lambda error: self.ask.complain(self._desktop.explain(error)),
        )

    def _on_cancelled(self, row: PromiseRow) -> None:
        self.ask.shut()
        self._desktop.signals.done.emit(self.tr("{name}: promise taken back").format(name=row.name), True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.ask.isVisible():
            self.ask.shut()
        elif event.key() == Qt.Key.Key_Delete:
            self.ask_why()
        else:
            super().keyPressEvent(event)

    def _on_searched(self, text: str) -> None:
        self.promises.filter(text)
        self.plans.filter(text)

    def _on_opened(self, row: PromiseRow | PlanRow) -> None:
        self._desktop.open_case(row.case_id)

    # -- words -----------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.say(self.tr("Promises and plans"))
        self.tabs.setAccessibleName(self.tr("Promises and plans"))
        self.search.set_label(self.tr("Name, amount, day…"))
        self.promise_table.setAccessibleName(self.tr("Promises"))
        self.plan_table.setAccessibleName(self.tr("Plans"))
        self.take_back.setText(self.tr("Take back…"))
        self.promises.set_columns(self._promise_columns())
        self.plans.set_columns(self._plan_columns())
        self._name_tabs()
        self._show_tab()

    def _name_tabs(self) -> None:
        titles = {
            Tab.TODAY: self.tr("Due today"),
            Tab.SOON: self.tr("Next {days} days").format(days=SOON_DAYS),
            Tab.LATER: self.tr("Later"),
            Tab.KEPT: self.tr("Kept"),
            Tab.BROKEN: self.tr("Broken"),
            Tab.PLANS: self.tr("Plans"),
        }
        for at, tab in enumerate(Tab):
            count = self._book.count(tab) if self._book else 0
            self.tabs.setTabText(at, f"{titles[tab]} {count:,}" if count else titles[tab])

    def _money(self, minor: int | None, currency: str) -> str:
        return "—" if minor is None else self._desktop.words().money(minor, currency)

    def _sum(self, key: str, title: str, minor: Callable[[R], int | None]) -> Column[R]:
        """A column of amounts, each in the currency of its row."""
        return Column(
            key,
            title,
            lambda row: self._money(minor(row), row.currency),
            lambda row: minor(row) or 0,
            right=True,
            ems=9,
        )

    def _promise_columns(self) -> list[Column[PromiseRow]]:
        words = self._desktop.words()
        return [
            Column(
                "due", self.tr("Due"), lambda row: words.full_day(row.due_on), lambda row: row.due_on, ems=10
            ),
            Column("name", self.tr("Name"), lambda row: row.name, ems=10),
            self._sum("amount", self.tr("Promised"), lambda row: row.amount_minor),
            self._sum("paid", self.tr("Paid"), lambda row: row.paid_minor),
            Column(
                "state",
                self.tr("State"),
                lambda row: promise_word(row.state),
                tone=lambda row: TONES.get(row.state, ""),
                ems=8,
            ),
            Column(
                "late",
                self.tr("Days late"),
                lambda row: str(row.days_late) if row.days_late else "—",
                lambda row: row.days_late,
                right=True,
                ems=7,
            ),
            Column("case", self.tr("Case"), lambda row: f"{row.case_no}", lambda row: row.case_no, ems=6),
        ]

    def _plan_columns(self) -> list[Column[PlanRow]]:
        words = self._desktop.words()
        return [
            Column(
                "next_on",
                self.tr("Next instalment"),
                lambda row: words.full_day(row.next_on) if row.next_on else "—",
                lambda row: (row.next_on is None, row.next_on),
                ems=10,
            ),
            Column("name", self.tr("Name"), lambda row: row.name, ems=10),
            self._sum("next", self.tr("Amount"), lambda row: row.next_minor),
            Column(
                "overdue",
                self.tr("Overdue"),
                lambda row: self._money(row.overdue_minor or None, row.currency),
                lambda row: row.overdue_minor,
                right=True,
                tone=lambda row: "danger" if row.overdue_minor else "",
                ems=9,
            ),
            self._sum("paid", self.tr("Paid so far"), lambda row: row.paid_minor),
            self._sum("total", self.tr("In all"), lambda row: row.total_minor),
            Column(
                "state",
                self.tr("State"),
                lambda row: state_word(row.state),
                tone=lambda row: TONES.get(row.state, ""),
                ems=8,
            ),
            Column("version", self.tr("Version"), lambda row: str(row.version), ems=5),
        ]
