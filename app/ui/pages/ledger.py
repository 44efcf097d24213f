"""The ledger of a case: a page over the desk. What was owed on a day and why, and what changes it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from app.domain.date_entry import parse_when
from app.domain.errors import AppError
from app.domain.facts import Id
from app.services import ledgers
from app.services.ledgers import LedgerTold, LineTold
from app.ui import theme
from app.ui.clipboard import private_clipboard
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.ledger.change_form import REVERSAL
from app.ui.ledger.change_panel import ChangePanel
from app.ui.ledger.why_panel import WhyPanel
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import DateEdit, Reading
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.pages import Page, PageHead, held, scrolled

KINDS = ("payments", "plans", "promises", "contacts", "cases", "creditors", "events", "rules")
STATEMENT = "statement"
CHANGE = 1


class LedgerPage(Page):
    """``left`` when one goes back to the desk."""

    left = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="ledger_page", parent=parent)
        self._desktop = desktop
        self._case: Id | None = None
        self.told: LedgerTold | None = None
        self.back = Button("", name="ledger_back", icon="chevron-left", keys="Esc")
        self.head = PageHead(name="ledger_head")
        self.on_label = PlainLabel(role="muted", name="ledger_on_label")
        self.on: DateEdit[date] = DateEdit("", self._read_day, desktop.explain, name="ledger_on")
        self.copy = Button("", name="ledger_copy", icon="copy")
        self.statement = Button("", name="ledger_statement", icon="file-text")
        self.why = WhyPanel(desktop)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("ledger_tabs")
        self.changing = ChangePanel(desktop)
        self._areas = (
            held(self.why, name="ledger_why_scroll"),
            scrolled(self.changing, name="ledger_change_scroll"),
        )
        for area in self._areas:
            self.tabs.addTab(area, "")
        self._lay_out()
        self._watch = Watch(self, desktop.events, KINDS, self.reload)
        self._retranslate()

    # -- the case and the day --------------------------------------------------------------------

    def open_case(self, case_id: Id) -> None:
        """Show this case as it stands today."""
        if case_id != self._case:
            self.told = None
        self._case = case_id
        self._watch.narrow(case_id)
        self.tabs.setCurrentIndex(0)
        self.on.set_text("t")
        self.reload()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def change(self, case_id: Id, kind: str, payment: Id | None) -> None:
        """Begin a change of what is owed: of a kind and about a payment where they are given."""
        self.open_case(case_id)
        self.tabs.setCurrentIndex(CHANGE)
        self.changing.begin(kind, payment)

    def reload(self) -> None:
        """Ask again for the day that is typed."""
        if self._case is not None:
            self.changing.show_case(self._case)
        if self._case is not None and self.on.value is not None:
            self._desktop.tasks.read(
                ledgers.explain,
                self._desktop.words(),
                self._case,
                self.on.value,
                owner=self,
                on_ok=self._on_told,
                on_error=self._on_refused,
                slot="ledger",
            )

    def _on_told(self, told: LedgerTold) -> None:
        if told.case_id != self._case:
            return
        self.told = told
        self._desktop.signals.case_shown.emit(told.case_id, "ledger")
        self.head.say(
            self._title(told), f"{told.name} · " + self.tr("case {number}").format(number=told.case_no)
        )
        self.why.show_ledger(told)

    def _title(self, told: LedgerTold) -> str:
        if told.on == told.today:
            return self.tr("What is owed, and why")
        return self.tr("What was owed on {day}, and why").format(day=told.on.isoformat())

    def _on_refused(self, error: AppError) -> None:
        self.on.show_error(self._desktop.explain(error))

    def _read_day(self, text: str) -> Reading[date]:
        when = parse_when(text, self._desktop.context.today(), backward=True, field="on")
        return Reading(when.day, self._desktop.words().full_day(when.day))

    # -- what is pressed -------------------------------------------------------------------------

    def copy_all(self) -> None:
        """Put figures and lines on the clipboard, for a spreadsheet or a message."""
        if self.told is not None:
            private_clipboard().copy(self.why.text())
            self._desktop.tell(self.tr("Figures and movements are on the clipboard."), "ok")

    def write_statement(self) -> None:
        """Begin the statement of account as a letter."""
        if self._case is not None:
            self._desktop.signals.letter_wanted.emit(self._case, STATEMENT, None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.tabs.currentIndex() == CHANGE:
            self._show_why()
        elif self.why.is_narrowed:
            self.why.show_all()
        else:
            self.left.emit()

    def _show_why(self) -> None:
        self.tabs.setCurrentIndex(0)
        self.why.setFocus()

    def _on_payment(self, line: LineTold) -> None:
        """A payment was opened: say where it goes, or that it bounced."""
        if self._case is not None and line.fact is not None:
            self.tabs.setCurrentIndex(CHANGE)
            self.changing.begin(REVERSAL, line.fact)

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.head, 1)
        self.column.addLayout(head)
        self.column.addWidget(in_line(self.on_label, self.on, self.copy, self.statement))
        self.column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.why)
        self.back.clicked.connect(self.left)
        self.on.changed.connect(self.reload)
        self.copy.clicked.connect(self.copy_all)
        self.statement.clicked.connect(self.write_statement)
        self.why.payment_opened.connect(self._on_payment)
        self.changing.kept.connect(self._show_why)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()
        elif event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.on.setMinimumWidth(theme.current().space(19))

    def _retranslate(self) -> None:
        self.head.say(self.tr("What is owed, and why"))
        self.back.setText(self.tr("Back"))
        self.on_label.setText(self.tr("On"))
        self.on.set_label(self.tr("On the day"))
        self.on.line.setPlaceholderText(self.tr("t, 25, 2026-03-03"))
        self.copy.setText(self.tr("Copy"))
        self.statement.setText(self.tr("Statement of account…"))
        self.tabs.setAccessibleName(self.tr("Ledger"))
        for at, title in enumerate((self.tr("Why"), self.tr("Change"))):
            self.tabs.setTabText(at, title)
            self._areas[at].setAccessibleName(title)
