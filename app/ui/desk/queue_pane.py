"""The left column: which view, what to look for, the day's budget, and the queue itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum

from PySide6.QtCore import QEvent, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.services import best_hours, queue, views
from app.services.best_hours import Rates
from app.services.browse import Span
from app.services.queue import QueueRow, TierCount
from app.ui import theme
from app.ui.desk.budget_line import BudgetLine
from app.ui.desk.queue_rows import group_view, row_view
from app.ui.desk.views import VIEWS, Loaded, QueueView, Sight, load, page, view_name
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.tables.rows import GroupView, PageRequest, QueueRowView
from app.ui.tables.rows_model import RowsModel
from app.ui.tables.rows_view import RowsView
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import SearchBox
from app.ui.widgets.strips import EmptyState

AGAIN_MS = 3_000
LEAST_EMS = 4


class Otherwise(Enum):
    """What is chosen after a reading when the case that should be is not among its rows."""

    NOTHING = "the case that is shown stays, without a row"
    ITS_PLACE = "what stands where it stood"
    FIRST = "the first"


class QueuePane(QFrame):
    """Shows the queue and tells which case is chosen or opened."""

    case_chosen = Signal(object)
    case_entered = Signal()
    listed = Signal()
    """The rows were read anew: another case may follow the chosen one."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue_pane")
        self.setProperty("role", "panel")
        self._desktop = desktop
        self._counts: tuple[TierCount, ...] = ()
        self._shown: QueueView | None = None  # until the first reading says what was worked last
        self._offered: tuple[QueueView, ...] = VIEWS
        self._sought = ""
        self._case: bytes | None = None
        self._before: bytes | None = None  # what was shown when a search began
        self._otherwise = Otherwise.FIRST
        self.view = QComboBox()
        self.view.setObjectName("queue_view")
        self.view.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.search = SearchBox("", name="queue_search")
        self.budget = BudgetLine(desktop)
        self._sight = Sight()
        self._hour: int | None = None  # in which the rows were read
        self._rates: tuple[date, Rates] | None = (
            None  # of which day, and how often people answer at which hour
        )
        self.model = RowsModel(self._fetch, self._say_row, self)
        self.list = RowsView(self.model, "", name="queue_list")
        self.empty = EmptyState("circle-check", name="queue_empty")
        self.to_import = self.empty.add_action(Button("", name="queue_to_import", icon="download"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, ("queue", "cases", "states", "views"), self.reload)
        self._retranslate()

    # -- what it shows ---------------------------------------------------------------------------

    def show_view(self, at: int) -> bool:
        """Show another view, out of a search too: those every desk has, then the saved ones; False if there is none."""
        if not 0 <= at < len(self._offered):
            return False
        self.leave_search()
        self.view.setCurrentIndex(at)
        self.list.setFocus()
        return True

    def reload(self) -> None:
        """Read the counts and the first page anew. The case that is shown stays, whatever became of its row."""
        words = self._desktop.words()
        if self._sought:
            self._desktop.tasks.read(
                queue.search, words, self._sought, owner=self, on_ok=self._on_found, slot="queue"
            )
        else:
            self._desktop.tasks.read(
                load,
                words,
                self._shown,
                (self.list.current_place, self.list.current_place + 1),
                self._rates[1] if self._rates is not None else None,
                owner=self,
                on_ok=self._on_loaded,
                on_error=self._on_unread,
                slot="queue",
            )

    def notice_time(self) -> None:
        """The hour moves rows: when it turned, the queue is read anew."""
        if self._hour is not None and self._hour != self._desktop.context.now().hour:
            self._watch.mark()

    def want(self, case_id: bytes) -> None:
        """Choose this case after the next reading, if it is there."""
        self._case, self._otherwise = case_id, Otherwise.NOTHING

    def move_on(self, following: bytes | None) -> None:
        """After the next reading choose this case, else what stands where the case stood that is done."""
        self._case, self._otherwise = following, Otherwise.ITS_PLACE

    def veil(self, case_id: bytes | None) -> None:
        """Show of this case only the name."""
        self.model.veil(case_id)

    def leave_search(self) -> bool:
        """Back from what was found to the view; whether anything was searched."""
        if not self._sought:
            return False
        self.search.clear()
        self._on_search("")
        return True

    def step(self, by: int) -> bool:
        """Choose the next or the previous case."""
        return self.list.step(by)

    def neighbour(self) -> bytes | None:
        """The case after the chosen one, if it is known already."""
        return next(iter(self.neighbours(1)), None)

    def neighbours(self, most: int) -> list[bytes]:
        """The cases after the chosen one as far as they are known, at most so many."""
        found: list[bytes] = []
        place = self.list.next_place
        while len(found) < most and 0 <= place < self.model.count:
            row = self.model.row(self.model.line_of(place))
            if row is None:
                break
            found.append(row.case_id)
            place += 1
        return found

    def add_line(self, line: QWidget) -> None:
        """Show something more above the queue."""
        self._top.addWidget(line)

    # -- answers ---------------------------------------------------------------------------------

    def _on_loaded(self, loaded: Loaded) -> None:
        self._counts, self._shown, self._offered = loaded.counts, loaded.view, (*VIEWS, *loaded.saved)
        self._desktop.saved_views = tuple(view.name for view in loaded.saved)
        self._sight, self._hour = loaded.sight, self._desktop.context.now().hour
        self._name_views()
        first, last = loaded.view.tiers
        groups = [group_view(count) for count in loaded.counts if first <= count.tier <= last]
        if loaded.view.saved is not None:
            groups = [GroupView(loaded.view.name, loaded.cases)]
        self._show(groups, loaded.pages)
        self._ask_rates()

    def _ask_rates(self) -> None:
        """Once a day, after the queue is shown: how often people answer at which hour."""
        today = self._desktop.context.today()
        if self._rates is None or self._rates[0] != today:
            self._desktop.tasks.read(
                best_hours.portfolio,
                owner=self,
                on_ok=lambda rates: self._on_rates(today, rates),
                slot="rates",
            )

    def _say_row(self, row: QueueRow) -> QueueRowView:
        saved = self._shown.saved if self._shown is not None else None
        return row_view(
            row,
            self._sight.reach.get(row.case_id),
            self._sight.closed.get(row.case_id),
            saved.fields if saved is not None else (),
        )

    def _on_rates(self, today: date, rates: Rates) -> None:
        self._rates = today, rates
        self._watch.mark()

    def _on_found(self, rows: list[QueueRow]) -> None:
        title = self.tr("Found: {text}").format(text=self._sought)
        self._show([GroupView(title, len(rows))], {0: rows})

    def _show(self, groups: list[GroupView], pages: dict[int, list[QueueRow]]) -> None:
        case, otherwise = self._case, self._otherwise
        place = max(self.list.next_place - (self.list.current_place >= 0), 0)
        self._otherwise = Otherwise.NOTHING
        self.list.blockSignals(True)
        self.model.show(groups, {start: rows for start, rows in pages.items() if rows})
        self.list.blockSignals(False)
        self._stack.setCurrentWidget(self.list if self.model.count else self.empty)
        self._say_empty()
        if case is not None and self.model.line_of_id(case) is not None:
            self.list.choose_id(case)
        elif case is not None and otherwise is Otherwise.NOTHING:
            self.list.rest_at(place)
        elif not self.list.choose_place(0 if otherwise is Otherwise.FIRST else place) and not self._sought:
            self._on_row(None)
        self.listed.emit()

    def _fetch(self, request: PageRequest) -> None:
        self._desktop.tasks.read(
            page,
            self._desktop.words(),
            self._shown or VIEWS[0],
            Span(request.offset, request.limit, self.model.count),
            owner=self,
            on_ok=lambda rows: self._on_page(request, rows),
            on_error=lambda error: self._on_page_unread(request, error),
            slot="queue_page",
        )

    def _on_page(self, request: PageRequest, rows: list[QueueRow]) -> None:
        self.model.supply(request, rows)
        if self.list.current_place < 0 and self._case is not None:
            line = self.model.line_of_id(self._case)
            if line is not None:
                self.list.choose_id(self._case)

    def _on_unread(self, error: Exception) -> None:
        self._try_again(error, self._watch.mark)

    def _on_page_unread(self, request: PageRequest, error: Exception) -> None:
        self.model.give_up(request)
        self._try_again(error, self.list.viewport().update)  # painting asks for what is in sight

    def _try_again(self, error: Exception, ask: Callable[[], object]) -> None:
        """Say what kept the rows from being read and ask anew soon; of a bug its own window tells, once."""
        if isinstance(error, AppError):
            self._desktop.tell(self._desktop.explain(error), "danger")
            QTimer.singleShot(AGAIN_MS, self, ask)

    # -- words -----------------------------------------------------------------------------------

    def _say_empty(self) -> None:
        has_cases = any(count.cases for count in self._counts)
        self.to_import.setVisible(not has_cases and not self._sought)
        if self._sought:
            self.empty.say(self.tr("Nothing holds “{text}”.").format(text=self._sought))
        elif has_cases:
            self.empty.say(self.tr("Nothing left to do in this view."))
        else:
            self.empty.say(self.tr("No cases yet. Import a placement file to begin."))

    def _name_views(self) -> None:
        """Say the views: those every desk has with their counts, the saved ones, which would have to be counted."""
        names = [self._named(view) for view in self._offered]
        with QSignalBlocker(self.view):
            while self.view.count() > len(names):
                self.view.removeItem(self.view.count() - 1)
            self.view.addItems(names[self.view.count() :])
            for at, name in enumerate(names):
                self.view.setItemText(at, name)
            if self._shown is not None:
                self.view.setCurrentIndex(self._offered.index(self._shown))

    def _named(self, view: QueueView) -> str:
        name, (first, last) = view_name(view), view.tiers
        if view.saved is not None or not self._counts:
            return name
        return f"{name} {sum(count.cases for count in self._counts if first <= count.tier <= last)}"

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.view)
        head.addWidget(self.search, 1)
        self._top = QVBoxLayout()
        self._top.addLayout(head)
        self._top.addWidget(self.budget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._stack, 1)
        self._breathe()
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.view.currentIndexChanged.connect(self._on_view)
        self.search.searched.connect(self._on_search)
        self.search.left.connect(self.list.setFocus)
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.row_chosen.connect(self._on_row)
        self.list.row_opened.connect(self._on_opened)
        self.to_import.clicked.connect(self._on_to_import)

    def _on_view(self, at: int) -> None:
        before, self._shown = self._shown, self._offered[at]
        if self._shown.saved is not None or (before is not None and before.saved is not None):
            name = self._shown.name if self._shown.saved is not None else ""
            self._desktop.tasks.write(views.work_through, name, owner=self)
        self._otherwise = Otherwise.FIRST
        self.reload()

    def _on_search(self, text: str) -> None:
        if text != self._sought:
            if not self._sought:
                self._before = self._case
            self._sought = text
            self._case = None if text else self._before
            self._otherwise = Otherwise.FIRST
            self.reload()

    def _on_row(self, row: QueueRowView | None) -> None:
        self._case = row.case_id if row is not None else None
        self.case_chosen.emit(self._case)

    def _on_opened(self, _row: QueueRowView) -> None:
        self.case_entered.emit()

    def _on_to_import(self) -> None:
        self._desktop.signals.page_wanted.emit("imports")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_top"):
            self._breathe()

    def _breathe(self) -> None:
        space = theme.current().space
        self._top.setContentsMargins(space(0.8), space(0.7), space(0.8), space(0.7))
        self._top.setSpacing(space(0.5))
        self._stack.setMinimumHeight(
            space(LEAST_EMS)
        )  # what stands above keeps its height where there is little

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Queue"))
        self.view.setAccessibleName(self.tr("View"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setPlaceholderText(self.tr("Name, pinyin, phone, last digits…"))
        self.to_import.setText(self.tr("Import a file"))
        self._name_views()
