"""The week of the team: figures, ageing, reasons and rules, each number with its list; the contact log as a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.weekly import Counted, Figure, number
from app.domain.weeks import Week
from app.services import browse, weekly, weekly_files, weeks
from app.services.browse import Collector
from app.services.context import Context
from app.services.departures import Sending
from app.services.imports.known import creditors
from app.services.messages.report_words import figure_word
from app.services.weekly import WeeklyReport
from app.services.weekly_files import WeeklyFiles
from app.services.weekly_lists import Asked
from app.services.weekly_sections import ACTIVITY, amount, collector_name, currencies, text_of
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.reports import figure_tables
from app.ui.reports.cell_table import CellTable
from app.ui.reports.charts import Bar, BarChart, Line, LineChart
from app.ui.reports.list_panel import ListPanel, Opened
from app.ui.reports.log_form import LogForm
from app.ui.reports.sending_bar import SendingBar
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.cards import Card
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.pages import Page, PageHead, scrolled
from app.ui.widgets.strips import EmptyState

KINDS = ("contacts", "promises", "plans", "payments", "holds", "cases", "states", "assignments", "attempts")
WEEKS_OFFERED = 26
ALL = -2
"""What the list of collectors holds for everybody together: local numbers begin at -1."""


class Tab(StrEnum):
    """The parts of the page."""

    WEEK = "week"
    AGEING = "ageing"
    REASONS = "reasons"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Loaded:
    """One reading: the report, and what the log can be narrowed to."""

    report: WeeklyReport
    collectors: tuple[Collector, ...]
    creditors: tuple[str, ...]


def load(context: Context, week: Week) -> Loaded:
    """The report and the choices in one task."""
    report = weekly.report(context, week)
    return Loaded(
        report, tuple(browse.collectors(context)), tuple(known.name for known in creditors(context))
    )


class ReportsPage(Page):
    """Chooses week and collector, shows the figures, and fills what is missing of the buckets in the background."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="reports_page", parent=parent)
        self._desktop = desktop
        self._report: WeeklyReport | None = None
        self._is_filling = False
        self._opened_from: QWidget = self
        self.week = Week.of(desktop.context.today())
        self.head = PageHead(name="reports_head")
        self.earlier = IconButton("chevron-left", "", name="report_earlier")
        self.later = IconButton("chevron-right", "", name="report_later")
        self.weeks = Combo(name="report_week")
        self.collector = Combo(name="report_collector")
        self.save_files = Button("", name="report_save", icon="download")
        self.sending = SendingBar(desktop, "report_save")
        self.tabs = QTabBar()
        self.trend = CellTable(name="report_trend")
        self.people = CellTable(name="report_people")
        self.activity = LineChart(name="report_activity")
        self.money = BarChart(name="report_money")
        self.ageing = CellTable(name="report_ageing")
        self.roll = CellTable(name="report_roll")
        self.buckets = BarChart(name="report_buckets")
        self.reasons = CellTable(name="report_reasons")
        self.reason_bars = BarChart(name="report_reason_bars")
        self.rules = CellTable(name="report_rules")
        self.skips = CellTable(name="report_skips")
        self.no_reasons = EmptyState("clipboard-list", name="report_no_reasons")
        self.log = LogForm(desktop)
        self.list = ListPanel(desktop)
        self.stack = QStackedWidget()
        self._cards: dict[str, Card] = {}
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, KINDS, self.reload)
        self._retranslate()

    # -- showing ---------------------------------------------------------------------------------

    @property
    def collector_no(self) -> int | None:
        """Whose figures are shown; None: all together."""
        chosen = self.collector.currentData()
        return None if chosen in (None, ALL) else int(chosen)

    @property
    def report(self) -> WeeklyReport | None:
        """What is shown."""
        return self._report

    def reload(self) -> None:
        """Count the week anew."""
        self._desktop.tasks.read(load, self.week, owner=self, on_ok=self._on_loaded, slot="report")

    def show_week(self, week: Week) -> None:
        """Show another week."""
        if week != self.week and week <= Week.of(self._desktop.context.today()):
            self.week = week
            self._offer_weeks()
            self.log.show_period(week.first_on, week.last_on)
            self.reload()

    def step(self, weeks_back: int) -> None:
        """Show the week so many weeks earlier."""
        self.show_week(self.week.before(weeks_back))

    def show_log(self) -> None:
        """Bring the form of the contact log to the front."""
        self.tabs.setCurrentIndex(list(Tab).index(Tab.LOG))
        self.log.first_on.setFocus()

    def _on_loaded(self, loaded: Loaded) -> None:
        self._report = loaded.report
        self._offer_collectors()
        self.log.show_choices(loaded.collectors, loaded.creditors)
        self._show()
        if loaded.report.missing and not self._is_filling:
            self._fill()

    def _fill(self) -> None:
        self._is_filling = True
        self._desktop.tasks.work(
            weeks.fill,
            weeks.needed(self.week, self._desktop.context.today()),
            owner=self,
            on_ok=self._on_filled,
            on_error=self._on_not_filled,
            on_cancelled=self._on_not_filled,
            title=self.tr("Counting the buckets of earlier weeks"),
        )

    def _on_filled(self, _count: int) -> None:
        self._is_filling = False
        self.reload()

    def _on_not_filled(self, error: AppError | None) -> None:
        self._is_filling = False
        if error is not None:
            self._desktop.tell(self._desktop.explain(error), "danger")

    def _show(self) -> None:
        report, words = self._report, self._desktop.words()
        if report is None:
            return
        running = self.tr("still running") if report.is_running else ""
        days = f"{report.week.first_on} – {report.week.last_on}"
        self.head.say(self.tr("Weekly report"), " · ".join(part for part in (days, running) if part))
        no = self.collector_no
        self.trend.show_table(figure_tables.trend(report, words, no))
        self.people.show_table(figure_tables.collectors(report, words))
        self.ageing.show_table(figure_tables.ageing(report, words))
        self.roll.show_table(figure_tables.roll(report, words))
        reasons = figure_tables.reasons(report, words, no)
        rules = figure_tables.rules(report, words, no)
        self.reasons.show_table(reasons)
        self.rules.show_table(rules)
        passed = figure_tables.skipped(report, words, no)
        self.skips.show_table(passed)
        self._cards["skips"].setVisible(bool(passed.rows))
        for card in ("reasons", "bars"):
            self._cards[card].setVisible(bool(reasons.rows))
        self._cards["rules"].setVisible(bool(rules.rows))
        self._cards["roll"].setVisible(report.roll is not None)
        self.no_reasons.setVisible(not (reasons.rows or rules.rows or passed.rows))
        self._show_charts(report)
        for table in self._tables:
            table.setFixedHeight(table.full_height)

    @property
    def _tables(self) -> tuple[CellTable, ...]:
        return self.trend, self.people, self.ageing, self.roll, self.reasons, self.rules, self.skips

    def _show_charts(self, report: WeeklyReport) -> None:
        words, language = self._desktop.words(), self._desktop.language
        sheets = report.whose(self.collector_no).sheets
        lines = []
        for figure in ACTIVITY[1:]:
            counts = tuple(number(sheet, figure) for sheet in sheets)
            lines.append(Line(figure_word(figure, language), counts, f"{counts[-1]:,}"))
        points = [str(week) for week in report.weeks]
        self.activity.show_lines(self.tr("Activity over five weeks"), points, lines)
        currency = currencies(report)[0]
        self.money.show_bars(
            self.tr("Collected in the week, {currency}").format(currency=currency),
            [
                Bar(
                    collector_name(each, words),
                    each.sheet.get(Figure.COLLECTED, Counted()).amounts.get(currency, 0),
                    text_of(amount(each.sheet, Figure.COLLECTED, currency)),
                )
                for each in report.collectors
            ],
        )
        aged = report.ageing[-1] or {}
        self.buckets.show_bars(
            self.tr("Open cases by bucket"),
            [
                Bar(bucket.label, counted.number, f"{counted.number:,}")
                for bucket, counted in sorted(aged.items())
            ],
        )
        reasons = figure_tables.reasons(report, words, self.collector_no).rows
        bars = [Bar(row.name, int(row.cells[0].text.replace(",", "")), row.cells[0].text) for row in reasons]
        self.reason_bars.show_bars(self.tr("Reasons told in the week"), bars[:12])

    # -- what is pressed -------------------------------------------------------------------------

    def _connect(self) -> None:
        self.earlier.clicked.connect(lambda: self.step(1))
        self.later.clicked.connect(lambda: self.step(-1))
        self.weeks.activated.connect(self._on_week)
        self.collector.activated.connect(self._on_collector)
        self.save_files.clicked.connect(self.ask_for_purpose)
        self.sending.opened.connect(partial(self._make_room, True))
        self.sending.closed.connect(partial(self._make_room, False))
        self.tabs.currentChanged.connect(self._show_tab)
        for table in self._tables:
            table.list_wanted.connect(self.open_list)
        self.list.left.connect(self._show_tab)

    def _on_week(self) -> None:
        self.show_week(Week.parse(self.weeks.currentData()))

    def _on_collector(self) -> None:
        self._show()

    def _show_tab(self) -> None:
        self.bar.setVisible(True)
        self.tabs.setVisible(True)
        self.stack.setCurrentIndex(max(self.tabs.currentIndex(), 0))
        if self.list.table.hasFocus() or self.list.back.hasFocus():
            self._opened_from.setFocus()

    def open_list(self, asked: Asked) -> None:
        """Show what a number counts; going back leads to the cell it was opened from."""
        if self._report is not None:
            table = self.sender()
            self._opened_from = table if isinstance(table, CellTable) else self.tabs
            self.list.open(Opened(asked, figure_tables.title_of(asked, self._report, self._desktop.words())))
            self.stack.setCurrentWidget(self.list)
            self.list.setFocus()
            # A list wants the room of what chooses the figures.
            self.bar.setVisible(False)
            self.tabs.setVisible(False)

    def ask_for_purpose(self) -> None:
        """Ask what the report is saved for."""
        self.sending.ask(self.save_files.text(), self.ask_for_folder)

    def _make_room(self, is_asking: bool) -> None:
        for part in (self.tabs, self.stack):
            part.setVisible(not is_asking)

    def ask_for_folder(self, sending: Sending) -> None:
        """Open the dialog of the system and write the files where it says."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the weekly report"))
        if chosen:
            self.save(Path(chosen), sending)

    def save(self, folder: Path, sending: Sending) -> None:
        """Write workbook and PDF of the week into this folder."""
        self.save_files.setEnabled(False)
        self._desktop.tasks.work(
            partial(weekly_files.save, purpose=sending.purpose, is_protected=sending.is_protected),
            self._desktop.words(),
            self.week,
            folder,
            owner=self,
            on_ok=self._on_saved,
            on_error=self._on_refused,
            on_cancelled=self._on_refused,
            title=self.tr("Writing the weekly report"),
        )

    def _on_saved(self, files: WeeklyFiles) -> None:
        self.save_files.setEnabled(True)
        self.sending.tell_saved(files.paths, files.password)

    def _on_refused(self, error: AppError | None) -> None:
        self.save_files.setEnabled(True)
        if error is not None:
            self._desktop.tell(self._desktop.explain(error), "danger")

    # -- look and words --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.bar = in_line(self.earlier, self.weeks, self.later, self.collector, self.save_files)
        self.tabs.setObjectName("report_tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for tab in Tab:
            self.tabs.addTab(tab)
        week = (
            ("activity", self.activity),
            ("trend", self.trend),
            ("people", self.people),
            ("money", self.money),
        )
        aged = (("ageing", self.ageing), ("buckets", self.buckets), ("roll", self.roll))
        why = (
            ("reasons", self.reasons),
            ("bars", self.reason_bars),
            ("rules", self.rules),
            ("skips", self.skips),
        )
        for tab, parts in ((Tab.WEEK, week), (Tab.AGEING, aged), (Tab.REASONS, why)):
            self.stack.addWidget(scrolled(self._column(tab, parts), name=f"report_{tab}"))
        self.stack.addWidget(scrolled(self.log, name="report_log"))
        self.stack.addWidget(self.list)
        for part in (self.head, self.bar, self.sending, self.tabs):
            self.column.addWidget(part)
        self.column.addWidget(self.stack, 1)
        self.column.addStretch()  # what is asked stays at the top while the figures give it their room
        self.setFocusProxy(self.tabs)
        self.log.show_period(self.week.first_on, self.week.last_on)

    def _column(self, tab: Tab, parts: tuple[tuple[str, QWidget], ...]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for name, part in parts:
            card = self._cards[name] = Card(name=f"report_card_{name}")
            card.body.addWidget(part)
            column.addWidget(card)
        if tab is Tab.REASONS:
            column.addWidget(self.no_reasons)
        return holder

    def _offer_weeks(self) -> None:
        newest = Week.of(self._desktop.context.today())
        offered = [newest.before(back) for back in range(WEEKS_OFFERED)]
        if self.week not in offered:
            offered.append(self.week)
        self.weeks.offer([(str(week), str(week)) for week in offered])
        self.weeks.choose(str(self.week))
        self.later.setEnabled(self.week < newest)

    def _offer_collectors(self) -> None:
        words = self._desktop.words()
        known = (
            (collector_name(each, words), each.no)
            for each in (self._report.collectors if self._report else ())
        )
        self.collector.offer([(self.tr("All collectors"), ALL), *known])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._show()

    def _retranslate(self) -> None:
        self.earlier.set_label(self.tr("The week before"))
        self.later.set_label(self.tr("The week after"))
        self.weeks.setAccessibleName(self.tr("Week"))
        self.collector.setAccessibleName(self.tr("Collector"))
        self.save_files.setText(self.tr("Save PDF and XLSX…"))
        self.tabs.setAccessibleName(self.tr("Parts of the report"))
        titles = (
            self.tr("Figures"),
            self.tr("Ageing and roll"),
            self.tr("Reasons and rules"),
            self.tr("Contact log"),
        )
        for at, title in enumerate(titles):
            self.tabs.setTabText(at, title)
        for name, title in (
            ("activity", self.tr("Activity over five weeks")),
            ("trend", self.tr("Figures by week; Enter opens the list behind a number")),
            ("people", self.tr("Collectors in this week")),
            ("money", self.tr("Collected in this week")),
            ("ageing", self.tr("Open cases by bucket at the end of each week")),
            ("buckets", self.tr("Open cases by bucket")),
            ("roll", self.tr("From bucket to bucket in this week")),
            ("reasons", self.tr("Reasons told in this week")),
            ("bars", self.tr("The most frequent reasons")),
            ("rules", self.tr("Rules that stopped an attempt, were overridden or broken")),
            ("skips", self.tr("Why cases were passed over")),
        ):
            self._cards[name].set_caption(title)
        for table, title in (
            (self.trend, self.tr("Figures by week")),
            (self.people, self.tr("Figures by collector")),
            (self.ageing, self.tr("Ageing")),
            (self.roll, self.tr("Roll between buckets")),
            (self.reasons, self.tr("Reasons")),
            (self.rules, self.tr("Rules")),
            (self.skips, self.tr("Why cases were passed over")),
        ):
            table.setAccessibleName(title)
        self.no_reasons.say(
            self.tr("No reason was told, no rule applied and no case was passed over in this week.")
        )
        self.head.say(self.tr("Weekly report"))
        self._offer_weeks()
        self._offer_collectors()
        self._show()
