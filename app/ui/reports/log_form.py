"""Exporting the contact log: which contacts, which columns, masked or in full, and what for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import AppError, RuleViolation
from app.domain.permissions import Deed
from app.services import contact_log
from app.services.browse import Collector
from app.services.contact_log import Exported
from app.services.contact_selection import ExportContacts, Filter
from app.services.departures import Sending
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid
from app.ui.permitted import reserve
from app.ui.reports.sending_bar import SendingBar
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import DateEdit, Reading
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel

FORMS = (
    ("xlsx", "XLSX", "utf-8-sig"),
    ("csv", "CSV (UTF-8)", "utf-8-sig"),
    ("csv", "CSV (GB18030)", "gb18030"),
    ("pdf", "PDF", "utf-8-sig"),
)


class LogForm(Card):
    """A form and its one button; the file is written beside the desk and may be cancelled."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="log_form", parent=parent)
        self._desktop = desktop
        self.first_on: DateEdit[date] = DateEdit("", self._day, desktop.explain, name="log_from")
        self.last_on: DateEdit[date] = DateEdit("", self._day, desktop.explain, name="log_to")
        self.collector = Combo(name="log_collector")
        self.creditor = Combo(name="log_creditor")
        self.form = Combo(name="log_format")
        self.is_full = QCheckBox()
        self.columns = QListWidget()
        self.export = Button("", name="log_export", kind="primary", icon="download")
        self.count = PlainLabel(role="muted", name="log_count")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="log_problem")
        self.sending = SendingBar(desktop, "log")
        for widget, name in ((self.is_full, "log_full"), (self.columns, "log_columns")):
            widget.setObjectName(name)
        reserve(desktop, Deed.EXPORT_FULL, self.is_full)
        self._lay_out()
        self._connect()
        self._retranslate()

    # -- filling ---------------------------------------------------------------------------------

    def show_period(self, first_on: date, last_on: date) -> None:
        """Ask for the contacts of these days."""
        self.first_on.set_text(first_on.isoformat())
        self.last_on.set_text(last_on.isoformat())
        self._ask_count()

    def show_choices(self, collectors: Sequence[Collector], creditors: Sequence[str]) -> None:
        """Whom and what the log can be narrowed to."""
        self.collector.offer(
            [(self.tr("Any collector"), None), *((each.name, each.no) for each in collectors)]
        )
        self.creditor.offer([(self.tr("Any creditor"), None), *((name, name) for name in creditors)])

    # -- asking ----------------------------------------------------------------------------------

    def command(self, sending: Sending) -> ExportContacts:
        """What the form asks for, and what it is for. Raises RuleViolation where a day cannot be read."""
        form, _, encoding = FORMS[max(self.form.currentIndex(), 0)]
        items = [self.columns.item(at) for at in range(self.columns.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        codes = tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked)
        is_all = len(ticked) == len(items)
        return ExportContacts(
            self._filter(),
            form,
            None if is_all else codes,
            self.is_full.isChecked(),
            sending.purpose,
            "gb18030" if encoding == "gb18030" else "utf-8-sig",
            sending.is_protected,
        )

    def _filter(self) -> Filter:
        first_on, last_on = self.first_on.value, self.last_on.value
        if first_on is None or last_on is None:
            raise RuleViolation("date_empty", "first_on" if first_on is None else "last_on")
        return Filter(
            first_on,
            last_on,
            None,
            self.collector.currentData(),
            self.creditor.currentData(),
        )

    def ask_for_purpose(self) -> None:
        """Ask what the log is exported for, once its days can be read."""
        self.problem.setText("")
        try:
            self._filter()
        except AppError as error:
            self._on_refused(error)
            return
        self.sending.ask(self.export.text(), self.ask_for_file)

    def ask_for_file(self, sending: Sending) -> None:
        """Open the dialog of the system and write where it says."""
        try:
            command = self.command(sending)
        except AppError as error:
            self._on_refused(error)
            return
        name = f"contacts-{command.filter.first_on}-{command.filter.last_on}.{command.form}"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the contact log"), name)
        if chosen:
            self.save(Path(chosen), command)

    def save(self, path: Path, command: ExportContacts) -> None:
        """Write the log to this file."""
        self.problem.setText("")
        self.export.setEnabled(False)
        self._desktop.tasks.work(
            contact_log.export,
            self._desktop.words(),
            command,
            path,
            owner=self,
            on_ok=self._on_saved,
            on_error=self._on_refused,
            on_cancelled=self._on_cancelled,
            title=self.tr("Exporting contacts"),
        )

    def _on_saved(self, made: Exported) -> None:
        self.export.setEnabled(True)
        text = self.tr("{rows} contacts saved as {path}")
        self._desktop.tell(text.format(rows=f"{made.totals.rows:,}", path=str(made.path)), "ok")
        self.sending.show_left(made.password)

    def _on_refused(self, error: AppError) -> None:
        self.export.setEnabled(True)
        if not self.sending.refuse(error):
            self.problem.setText(self._desktop.explain(error))

    def _on_cancelled(self, _value: object) -> None:
        self.export.setEnabled(True)

    def _ask_count(self) -> None:
        try:
            wanted = self._filter()
        except AppError:
            self.count.setText("")
            return
        self._desktop.tasks.read(
            contact_log.count,
            wanted,
            owner=self,
            on_ok=self._on_count,
            on_error=self._on_no_count,
            slot="log_count",
        )

    def _on_count(self, count: int) -> None:
        self.problem.setText("")
        self.count.setText(self.tr("{count} contacts, undone ones among them").format(count=f"{count:,}"))

    def _on_no_count(self, error: AppError) -> None:
        self.count.setText("")
        self.problem.setText(self._desktop.explain(error))

    def _day(self, text: str) -> Reading[date]:
        try:
            day = date.fromisoformat(text.strip())
        except ValueError:
            raise RuleViolation("date_not_understood", text=text) from None
        return Reading(day, self._desktop.words().full_day(day).rpartition(" ")[2])

    # -- look and words --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.grid = LabelledGrid()
        for name in ("first_on", "last_on", "collector", "creditor", "form"):
            self.grid.add(name, getattr(self, name))
        self.grid.add("is_full", self.is_full)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        self.columns_title = PlainLabel(role="muted")
        column.addWidget(self.columns_title)
        column.addWidget(self.columns, 1)
        self.columns.setMinimumHeight(theme.current().space(16))
        both = QWidget()
        flow = FlowLayout(both, gap=24, cell=theme.current().space(26), columns=2)
        flow.addWidget(self.grid)
        flow.addWidget(side)
        foot = QWidget()
        line = FlowLayout(foot, gap=12)
        line.addWidget(self.export)
        line.addWidget(self.count)
        for widget in (both, foot, self.problem, self.sending):
            self.body.addWidget(widget)
        self.body.addStretch()

    def _connect(self) -> None:
        self.export.clicked.connect(self.ask_for_purpose)
        for edit in (self.first_on, self.last_on):
            edit.changed.connect(self._ask_count)
        for combo in (self.collector, self.creditor):
            combo.activated.connect(self._ask_count)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Contact log as a file"))
        self.grid.say(
            {
                "first_on": self.tr("From"),
                "last_on": self.tr("To"),
                "collector": self.tr("Collector"),
                "creditor": self.tr("Creditor"),
                "form": self.tr("Format"),
                "is_full": self.tr("Personal data"),
            }
        )
        self.is_full.setText(self.tr("Names and numbers in full (team lead)"))
        self.columns_title.setText(self.tr("Columns"))
        self.columns.setAccessibleName(self.tr("Columns"))
        self.export.setText(self.tr("Export…"))
        self.form.offer([(name, at) for at, (_, name, _) in enumerate(FORMS)])
        self._name_columns()

    def _name_columns(self) -> None:
        names = contact_log.column_names(self._desktop.language)
        if self.columns.count() != len(names):
            self.columns.clear()
            for code, name in names:
                item = QListWidgetItem(name, self.columns)
                item.setData(Qt.ItemDataRole.UserRole, code)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            return
        for at, (_, name) in enumerate(names):
            self.columns.item(at).setText(name)
