"""Who did what with the data, for a lead: cases opened, numbers shown in full, files that left, and what for."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.date_entry import parse_when
from app.domain.errors import AppError
from app.domain.permissions import Deed
from app.services import access
from app.services.access import Access, AccessExported, Did, ExportAccess, Wanted
from app.services.commitment_lists import Page
from app.services.departures import Sending
from app.services.messages.access import DID
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import count_edit
from app.ui.permitted import reserve
from app.ui.reports.sending_bar import SendingBar
from app.ui.tables.paged_model import PagedModel
from app.ui.tables.rows import PageRequest
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import DateEdit, Reading
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel

USUAL_DAYS = 30
TONES = {Did.REVEALED: "warn", Did.EXPORTED: "accent"}


class AccessPanel(QWidget):
    """The list, the newest first, narrowed by days, user, case and what was done; Enter opens the case."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._wanted: Wanted | None = None
        self.intro = PlainLabel(wrap=True, name="access_intro")
        self.first_on: DateEdit[date] = DateEdit("", self._day, desktop.explain, name="access_from")
        self.last_on: DateEdit[date] = DateEdit("", self._day, desktop.explain, name="access_to")
        self.did, self.who = Combo(name="access_did"), Combo(name="access_who")
        self.case_no = count_edit(desktop.explain, "access_case")
        self.save = Button("", name="access_save", icon="download")
        self.count = PlainLabel(role="muted", name="access_count")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="access_problem")
        self.sending = SendingBar(desktop, "access")
        self.model: PagedModel[Access] = PagedModel(
            self._columns(), self._fetch, identity=lambda row: (row.at, row.did, row.case_id), parent=self
        )
        self.table: TableView[Access] = TableView(self.model, "", name="access_table")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        choices = (self.first_on, self.last_on, self.did, self.who, self.case_no)
        self._may = reserve(desktop, Deed.SEE_ACCESS, *choices, self.save)
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, ("events", "users", "imports"), self.reload)
        self._retranslate()
        self._begin()

    # -- reading ---------------------------------------------------------------------------------

    def show_case(self, case_no: int) -> None:
        """Who had this case before their eyes."""
        self.case_no.set_text(str(case_no))

    def reload(self) -> None:
        """Read the list anew, from its beginning."""
        first_on, last_on = self.first_on.value, self.last_on.value
        if not self._may or first_on is None or last_on is None or self.case_no.is_wrong:
            return
        self._wanted = Wanted(
            first_on, last_on, self.did.currentData(), self.who.currentData(), self.case_no.value
        )
        self._desktop.tasks.read(
            access.listing,
            self._desktop.words(),
            self._wanted,
            owner=self,
            on_ok=self._on_page,
            on_error=self._on_refused,
            slot="access",
        )
        self._desktop.tasks.read(access.users_of, owner=self, on_ok=self._on_users, slot="access_users")

    def _on_page(self, page: Page[Access]) -> None:
        self._complain("")
        self.model.show_count(page.total, page.rows)
        self.count.setText(self.tr("{count} entries").format(count=f"{page.total:,}"))
        self.save.setEnabled(page.total > 0)

    def _on_users(self, users: list[tuple[str, str]]) -> None:
        self.who.offer(
            [(self.tr("Anybody"), None), *((f"{name}  {number}", number) for name, number in users)]
        )

    def _fetch(self, request: PageRequest) -> None:
        if self._wanted is None:
            return
        self._desktop.tasks.read(
            access.listing,
            self._desktop.words(),
            self._wanted,
            request.offset,
            request.limit,
            owner=self,
            on_ok=lambda page: self.model.supply(request, page.rows),
            on_error=lambda _error: self.model.give_up(request),
            slot="access_page",
        )

    def _on_refused(self, error: AppError) -> None:
        self.model.show_count(0)
        self.count.setText("")
        self.save.setEnabled(False)
        self._complain(self._desktop.explain(error))

    def _complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _on_opened(self, row: Access) -> None:
        if row.case_id is not None:
            self._desktop.open_case(row.case_id)

    def _day(self, text: str) -> Reading[date]:
        when = parse_when(text, self._desktop.context.today(), backward=True)
        return Reading(when.day, self._desktop.words().full_day(when.day))

    # -- letting it out --------------------------------------------------------------------------

    def ask_for_purpose(self) -> None:
        """Ask what the list is saved for."""
        self.sending.ask(self.save.text(), self.ask_for_file)

    def ask_for_file(self, sending: Sending) -> None:
        """Write the list where the dialog of the system says."""
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the access log"), "access.xlsx")
        if chosen:
            self.save_to(Path(chosen), sending)

    def save_to(self, path: Path, sending: Sending) -> None:
        """Write the list as it is narrowed."""
        if self._wanted is None:
            return
        self._desktop.tasks.work(
            access.export,
            self._desktop.words(),
            ExportAccess(self._wanted, sending.purpose, sending.is_protected),
            path,
            owner=self,
            on_ok=self._on_saved,
            on_error=self._on_not_saved,
            title=self.tr("Writing the access log"),
        )

    def _on_saved(self, made: AccessExported) -> None:
        self.sending.tell_saved((made.path,), made.password)
        self.reload()

    def _on_not_saved(self, error: AppError) -> None:
        self._complain(self._desktop.explain(error))

    # -- look and words --------------------------------------------------------------------------

    def _begin(self) -> None:
        today = self._desktop.context.today()
        self.first_on.set_text((today - timedelta(days=USUAL_DAYS)).isoformat())
        self.last_on.set_text(today.isoformat())

    def _lay_out(self) -> None:
        self._choices = QWidget()
        flow = FlowLayout(self._choices, gap=theme.current().space(0.6))
        for part in (self.first_on, self.last_on, self.did, self.who, self.case_no):
            flow.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.save)
        self._sheet = Sheet(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        for widget in (self.intro, self._choices, self.problem):
            column.addWidget(widget)
        column.addWidget(self._sheet, 1)
        column.addLayout(foot)
        column.addWidget(self.sending)
        self.setFocusProxy(self.table)
        self.save.setEnabled(False)
        self.problem.setVisible(False)
        self._breathe()

    def _connect(self) -> None:
        for edit in (self.first_on, self.last_on, self.case_no):
            edit.changed.connect(self.reload)
        for combo in (self.did, self.who):
            combo.activated.connect(self.reload)
        self.save.clicked.connect(self.ask_for_purpose)
        self.table.row_opened.connect(self._on_opened)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_sheet"):
            self._breathe()

    def _breathe(self) -> None:
        space = theme.current().space
        self.table.setMinimumHeight(space(12))
        for edit in (self.first_on, self.last_on):
            edit.setMinimumWidth(space(15))
        self.case_no.setMinimumWidth(space(10))

    def _retranslate(self) -> None:
        self.intro.setText(
            self.tr(
                "Who opened which case, saw which number in full, let what out and for what. A case counts once a day "
                "since unlocking. Openings are kept for three years."
            )
            if self._may
            else self.tr("Only a lead sees who opened what.")
        )
        self.first_on.set_label(self.tr("From"))
        self.last_on.set_label(self.tr("To"))
        self.case_no.set_label(self.tr("Number of a case"))
        self.case_no.line.setPlaceholderText(self.tr("Number of a case"))
        chinese = self._desktop.words().is_chinese
        self.did.offer([(self.tr("Everything"), None), *((DID[did][chinese], did) for did in Did)])
        self.did.setAccessibleName(self.tr("What was done"))
        self.who.setAccessibleName(self.tr("Who"))
        self.who.offer([(self.tr("Anybody"), None)])
        self.save.setText(self.tr("Save as a file…"))
        self.table.setAccessibleName(self.tr("Access log"))
        self.model.set_columns(self._columns())

    def _columns(self) -> list[Column[Access]]:
        words = self._desktop.words()
        chinese = words.is_chinese

        def case_of(row: Access) -> str:
            return f"{row.case_no} {row.name}" if row.case_no is not None else ""

        return [
            Column(
                "at", self.tr("When"), lambda row: f"{row.at.astimezone(words.zone):%Y-%m-%d %H:%M}", ems=11
            ),
            Column("who", self.tr("Who"), lambda row: f"{row.who} {row.employee_no}", ems=8),
            Column(
                "did",
                self.tr("What was done"),
                lambda row: DID[row.did][chinese],
                tone=lambda row: TONES.get(row.did, ""),
                ems=8,
            ),
            Column("case", self.tr("Case"), case_of, ems=9),
            Column("what", self.tr("What"), lambda row: row.what, ems=12),
            Column("purpose", self.tr("Purpose"), lambda row: row.purpose, ems=14),
        ]
