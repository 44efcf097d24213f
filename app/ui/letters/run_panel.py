"""Letters for many: a view, a text, the list of who gets what and who does not; then the number confirmed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError, RuleViolation
from app.services.departures import Sending
from app.services.letters import run_files, runs, sheet
from app.services.letters.run_files import RunFiles
from app.services.letters.runs import BeginRun, RunList, RunRequest, RunRow, RunState
from app.services.letters.sheet import FieldAsked, RunChoices
from app.services.messages import said
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import count_edit
from app.ui.letters.template_fields import TemplateFields
from app.ui.reports.sending_bar import SendingBar
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip

KINDS = ("views", "templates", "letter_runs")
DUE = "\n"
"""Chosen in the place of a saved view, which is never called so: the cases that ask for the letter today."""


class RunPanel(QWidget):
    """Nothing is issued before the number of letters was typed; a run that stopped is offered to go on."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letters_run_panel")
        self._desktop = desktop
        self._listed: RunList | None = None
        self._open_run: RunState | None = None
        self._last: bytes | None = None
        self._asked: dict[str, tuple[FieldAsked, ...]] = {}
        self.view, self.template = Combo(name="run_view"), Combo(name="run_template")
        self.fields = TemplateFields("run_field")
        self.warned, self.disputed = QCheckBox(), QCheckBox()
        self.warned.setObjectName("run_warned")
        self.disputed.setObjectName("run_disputed")
        self.disputed.setChecked(True)
        self.list = Button("", name="run_list", icon="list")
        self.rows: TableModel[RunRow] = TableModel(
            self._columns(), identity=lambda row: row.case_id, parent=self
        )
        self.table: TableView[RunRow] = TableView(self.rows, "", name="run_table")
        self.summary = PlainLabel("", "strong", wrap=True, name="run_summary")
        self.confirmed = count_edit(desktop.explain, "run_confirmed")
        self.confirmed.line.setMinimumWidth(theme.current().space(10))
        self.go = Button("", name="run_go", kind="primary", icon="play")
        self.write_files = Button("", name="run_files", icon="folder-open")
        self.sending = SendingBar(desktop, "run_files")
        self.unfinished = Strip(name="run_unfinished")
        self.resume = Button("", name="run_resume", kind="link")
        self.give_up = Button("", name="run_give_up", kind="link")
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, KINDS, self.reload)
        self._retranslate()

    # -- showing ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the views, the templates and the runs anew."""
        self._desktop.tasks.read(
            sheet.run_choices, self._desktop.words(), owner=self, on_ok=self._on_choices, slot="choices"
        )

    def _on_choices(self, found: RunChoices) -> None:
        due = found.due
        entries = [(f"{one.name}  {one.cases:,}", one.name) for one in found.saved]
        if due:
            label = self.tr("Letters due today")
            entries.append((f"{label}  {sum(due.values()):,}", DUE))
        self.view.offer(entries)
        told = self.tr("{title}  ({count} due)")
        self.template.offer(
            [
                (
                    told.format(title=one.title, count=due[one.name]) if one.name in due else one.title,
                    one.name,
                )
                for one in found.letters
            ]
        )
        self._asked = {one.name: one.fields for one in found.letters}
        self._ask_fields()
        self.list.setEnabled(bool(entries))
        if not entries:
            self.summary.setText(
                self.tr("Save a view on the page of cases first: a run is never over everything.")
            )
        self._open_run = next((state for state in found.runs if not state.is_finished), None)
        self._say_unfinished()

    def _ask_fields(self) -> None:
        self.fields.offer(self._asked.get(self.template.currentData(), ()))

    def _say_unfinished(self) -> None:
        state = self._open_run
        self.unfinished.say(
            ""
            if state is None
            else self.tr("A run stopped: {issued} issued, {waiting} waiting.").format(
                issued=state.issued, waiting=state.waiting
            ),
            tone="warn",
        )
        for button in (self.resume, self.give_up):
            button.setVisible(state is not None)

    # -- listing ---------------------------------------------------------------------------------

    @property
    def request(self) -> RunRequest:
        """What is chosen."""
        chosen = self.view.currentData()
        return RunRequest(
            self.template.currentData() or "",
            None if chosen == DUE else chosen,
            leaves_out_disputed=self.disputed.isChecked(),
            includes_warned=self.warned.isChecked(),
            fields=self.fields.texts,
            is_due=chosen == DUE,
        )

    def list_it(self) -> None:
        """Who would get a letter, and who would not."""
        self._forget()
        self._desktop.tasks.work(
            runs.listing,
            self.request,
            owner=self,
            on_ok=self._on_listed,
            on_error=self._on_refused,
            title=self.tr("Looking at the cases"),
        )

    def _on_listed(self, listed: RunList) -> None:
        self._listed = listed
        self.rows.show(listed.rows)
        words = self._desktop.words()
        currency = listed.rows[0].currency if listed.rows else "CNY"
        text = (
            self.tr("{count} letters over {amount}; {skipped} cases get none. Type {count} to issue them.")
            if listed.count
            else self.tr("None of the {skipped} cases gets this letter.")
        )
        self.summary.setText(
            text.format(
                count=listed.count,
                amount=words.money(listed.owed_minor, currency),
                skipped=len(listed.rows) - listed.count,
            )
        )
        self.confirmed.setEnabled(listed.count > 0)
        empty = self.tr("Cases that get no letter while this is empty: {count}")
        lacking = listed.lacking(listed.request.fields)
        self.fields.complain({name: empty.format(count=f"{count:,}") for name, count in lacking.items()})
        self._offer()

    def _forget(self) -> None:
        """What is chosen changed: the list is not that of the choice any more."""
        self._listed = None
        self.rows.show([])
        self.summary.setText("")
        self.confirmed.set_text("")
        self.confirmed.setEnabled(False)
        self._offer()

    def _offer(self) -> None:
        listed = self._listed
        self.go.setEnabled(listed is not None and self.confirmed.value == listed.count and listed.count > 0)
        self.write_files.setEnabled(self._last is not None)

    # -- issuing ---------------------------------------------------------------------------------

    def issue_them(self) -> None:
        """Begin the run that was listed and confirmed."""
        if self._listed is None or self.confirmed.value is None:
            return
        self.go.setEnabled(False)
        command = BeginRun(self._desktop.context.new_id(), self._listed, self.confirmed.value)
        self._desktop.tasks.write(
            runs.begin, command, owner=self, on_ok=self._on_begun, on_error=self._on_refused
        )

    def _on_begun(self, state: RunState) -> None:
        self._go_on(state.run)

    def go_on(self) -> None:
        """Go on with the run that stopped."""
        if self._open_run is not None:
            self._go_on(self._open_run.run)

    def _go_on(self, run: bytes) -> None:
        self._last = run
        # Each letter is a transaction of its own, so the desk is not kept waiting.
        self._desktop.tasks.work(
            runs.go_on,
            run,
            owner=self,
            on_ok=self._on_done,
            on_error=self._on_refused,
            on_cancelled=self._on_cancelled,
            title=self.tr("Issuing letters"),
        )

    def give_it_up(self) -> None:
        """Leave the rest of the run that stopped unwritten."""
        if self._open_run is not None:
            self._desktop.tasks.write(runs.give_up, self._open_run.run, owner=self, on_ok=self._on_done)

    def _on_done(self, state: RunState) -> None:
        self._forget()
        text = self.tr("{issued} letters issued, {skipped} cases skipped.")
        self.summary.setText(text.format(issued=state.issued, skipped=state.skipped))
        self._last = state.run
        self._offer()
        self.reload()

    def _on_cancelled(self, _value: object) -> None:
        self._forget()
        self.reload()

    def _on_refused(self, error: AppError) -> None:
        self._offer()
        if isinstance(error, RuleViolation) and error.field == "confirmed":
            self.confirmed.show_error(self._desktop.explain(error))
        elif isinstance(error, RuleViolation) and error.field in self.fields.texts:
            self.fields.complain({error.field: self._desktop.explain(error)})
        else:
            self.summary.setText(self._desktop.explain(error))

    def ask_for_purpose(self) -> None:
        """Ask what the files of the last run are written for."""
        self.sending.ask(self.write_files.text(), self.ask_for_folder)

    def ask_for_folder(self, sending: Sending) -> None:
        """Write the files of the last run into a folder the dialog of the system names."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the letters"))
        if chosen:
            self.write_to(Path(chosen), sending)

    def write_to(self, folder: Path, sending: Sending) -> None:
        """Write each letter, the printer's file and the register into a folder."""
        if self._last is not None:
            self._desktop.tasks.work(
                partial(run_files.write, purpose=sending.purpose, is_protected=sending.is_protected),
                self._desktop.words(),
                self._last,
                folder,
                owner=self,
                on_ok=self._on_written,
                on_error=self._on_refused,
                title=self.tr("Writing files"),
            )

    def _on_written(self, files: RunFiles) -> None:
        text = self.tr("{count} letters, the printer's file and the register are in {folder}")
        self._desktop.tell(text.format(count=files.count, folder=str(files.folder)), "ok")
        self.sending.show_left(files.password)

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self.view, 2)
        choices.addWidget(self.template, 2)
        choices.addWidget(self.list)
        ticks = QHBoxLayout()
        ticks.setSpacing(18)
        ticks.addWidget(self.disputed)
        ticks.addWidget(self.warned)
        ticks.addStretch()
        for button in (self.resume, self.give_up):
            self.unfinished.row.addWidget(button)
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addWidget(self.confirmed)
        end.addWidget(self.go)
        end.addStretch(1)
        end.addWidget(self.write_files)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addWidget(self.unfinished)
        column.addLayout(choices)
        column.addWidget(self.fields)
        column.addLayout(ticks)
        column.addWidget(Sheet(self.table), 1)
        column.addWidget(self.summary)
        column.addLayout(end)
        column.addWidget(self.sending)
        self.setFocusProxy(self.view)
        self._breathe()
        self._forget()

    def _connect(self) -> None:
        self.list.clicked.connect(self.list_it)
        for combo in (self.view, self.template):
            combo.activated.connect(self._forget)
        self.template.activated.connect(self._on_template)
        self.fields.edited.connect(self._forget)
        for tick in (self.warned, self.disputed):
            tick.toggled.connect(self._forget)
        self.confirmed.changed.connect(self._offer)
        self.confirmed.accepted.connect(self._on_confirmed)
        self.go.clicked.connect(self.issue_them)
        self.write_files.clicked.connect(self.ask_for_purpose)
        self.resume.clicked.connect(self.go_on)
        self.give_up.clicked.connect(self.give_it_up)
        self.table.row_opened.connect(self._on_opened)

    def _on_template(self) -> None:
        self.fields.forget()
        self._ask_fields()

    def _on_confirmed(self) -> None:
        if self.go.isEnabled():
            self.issue_them()

    def _on_opened(self, row: RunRow) -> None:
        self._desktop.signals.case_opened.emit(row.case_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self.table.setMinimumHeight(theme.current().space(10))

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Saved view"))
        self.view.setPlaceholderText(self.tr("Saved view"))
        self.template.setAccessibleName(self.tr("Letter"))
        self.warned.setText(self.tr("Also cases a rule only warns of"))
        self.disputed.setText(self.tr("Leave disputed accounts out"))
        self.list.setText(self.tr("Show the list"))
        self.table.setAccessibleName(self.tr("Who gets a letter"))
        self.confirmed.set_label(self.tr("Number of letters"))
        self.confirmed.line.setPlaceholderText(self.tr("Number of letters"))
        self.go.setText(self.tr("Issue them"))
        self.write_files.setText(self.tr("Write files…"))
        self.resume.setText(self.tr("Go on"))
        self.give_up.setText(self.tr("Give it up"))
        with QSignalBlocker(self.table):
            self.rows.set_columns(self._columns())
        self._say_unfinished()

    def _columns(self) -> list[Column[RunRow]]:
        words = self._desktop.words()

        def told(row: RunRow) -> str:
            reasons = row.reasons or row.warnings
            return " ".join(said(one.code, one.params, words.language) for one in reasons)

        return [
            Column(
                "gets",
                self.tr("Letter"),
                lambda row: self.tr("yes") if row.is_chosen else self.tr("no"),
                tone=lambda row: "ok" if row.is_chosen else "warn",
                ems=4,
            ),
            Column("name", self.tr("Name"), lambda row: row.name, ems=6),
            Column(
                "amount",
                self.tr("Amount"),
                lambda row: words.money(row.owed_minor, row.currency),
                lambda row: row.owed_minor,
                right=True,
                ems=8,
            ),
            Column("address", self.tr("Goes to"), lambda row: " ".join(row.address.split()), ems=16),
            Column("why", self.tr("Why not"), told, tone=lambda row: "" if row.is_chosen else "warn", ems=30),
        ]
