"""The week of the team: figures, ageing, reasons and rules, each number with its list; the contact log as a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QTabBar, QWidget

from app.domain.errors import AppError
from app.domain.weeks import Week
from app.services import browse, weekly, weekly_files, weeks
from app.services.browse import Collector
from app.services.context import Context
from app.services.departures import Sending
from app.services.imports.known import creditors
from app.services.weekly import WeeklyReport
from app.services.weekly_files import WeeklyFiles
from app.services.weekly_lists import Asked
from app.services.weekly_sections import collector_name
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.reports import figure_tables
from app.ui.reports.cell_table import CellTable
from app.ui.reports.list_panel import ListPanel, Opened
from app.ui.reports.log_form import LogForm
from app.ui.reports.sending_bar import SendingBar
from app.ui.reports.week_sheets import AgeingSheet, FiguresSheet, ReasonsSheet, Sheet
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.pages import Page, PageHead, scrolled

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
        self.figures = FiguresSheet()
        self.ageing = AgeingSheet()
        self.reasons = ReasonsSheet()
        self.log = LogForm(desktop)
        self.list = ListPanel(desktop)
        self.stack = QStackedWidget()
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
        for sheet in self._sheets:
            sheet.show_week(report, words, self.collector_no)

    @property
    def _sheets(self) -> tuple[Sheet, ...]:
        return self.figures, self.ageing, self.reasons

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
        for sheet in self._sheets:
            for table in sheet.tables:
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
        for tab, sheet in zip((Tab.WEEK, Tab.AGEING, Tab.REASONS), self._sheets, strict=True):
            self.stack.addWidget(scrolled(sheet, name=f"report_{tab}"))
        self.stack.addWidget(scrolled(self.log, name="report_log"))
        self.stack.addWidget(self.list)
        for part in (self.head, self.bar, self.sending, self.tabs):
            self.column.addWidget(part)
        self.column.addWidget(self.stack, 1)
        self.column.addStretch()  # what is asked stays at the top while the figures give it their room
        self.setFocusProxy(self.tabs)
        self.log.show_period(self.week.first_on, self.week.last_on)

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
        self.head.say(self.tr("Weekly report"))
        self._offer_weeks()
        self._offer_collectors()
        self._show()
