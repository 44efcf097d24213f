"""Text messages and e-mail: one read, counted, copied or sent; many as a table for a sending platform."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.facts import Id
from app.domain.identity import mask_phone
from app.domain.terms import Channel
from app.services import mailing, views
from app.services.context import Context
from app.services.departures import Sending
from app.services.letters import runs, templates, texts
from app.services.letters.drafting import DraftLetter
from app.services.letters.naming import title_for
from app.services.letters.runs import RunRequest
from app.services.letters.texts import ExportedTexts, ExportTexts, MessageText
from app.services.mailing import SendMail
from app.services.messages import said
from app.services.progress import Progress
from app.services.words import Words
from app.ui import theme
from app.ui.clipboard import private_clipboard
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.letters.case_search import CaseSearch
from app.ui.reports.sending_bar import SendingBar
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import Figure, PlainLabel
from app.ui.widgets.strips import Strip

REASONS = 4
Choices = tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]


class TextPanel(QWidget):
    """What leaves the house here is logged as a contact with its words."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._case: Id | None = None
        self._wanted = ""
        self._message: MessageText | None = None
        self._act = desktop.context.new_id()
        self.cases = CaseSearch(desktop, name="text_case")
        self.person = Figure(name="text_person")
        self.template = Combo(name="text_template")
        self.text = QPlainTextEdit()
        self.text.setObjectName("text_words")
        self.text.setReadOnly(True)
        self.length = PlainLabel("", "muted", name="text_length")
        self.reasons = [Strip(name=f"text_reason_{at}") for at in range(REASONS)]
        self.copy = Button("", name="text_copy", icon="copy")
        self.send = Button("", name="text_send", kind="primary", icon="mail")
        self.view, self.many = Combo(name="text_view"), Combo(name="text_many")
        self.export = Button("", name="text_export", icon="file-spreadsheet")
        self.sending = SendingBar(desktop, "text_export")
        self.result = PlainLabel("", wrap=True, name="text_result")
        self._one, self._table = Card(name="text_one"), Card(name="text_table")
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, ("views", "templates", "contacts", "payments"), self.reload)
        self._retranslate()

    # -- showing ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read what can be chosen anew, and the message that is shown."""
        words = self._desktop.words()
        self._desktop.tasks.read(_choices, words, owner=self, on_ok=self._on_choices, slot="choices")

    def _on_choices(self, found: Choices) -> None:
        every, sms, saved = found
        self.template.offer(every)
        self._choose_wanted()
        self.many.offer(sms)
        self.view.offer(saved)
        self.export.setEnabled(bool(saved))
        self.read()

    def write_to(self, case_id: Id, template: str = "") -> None:
        """Show a message to the debtor of a case, by this template where one is named."""
        self._case = case_id
        self._wanted = template or self._wanted
        self._choose_wanted()
        self._act = self._desktop.context.new_id()
        self.read()

    def _choose_wanted(self) -> None:
        """Choose the template that was asked for, once it is known."""
        if self._wanted and self.template.findData(self._wanted) >= 0:
            self.template.choose(self._wanted)
            self._wanted = ""

    def read(self) -> None:
        """The message as it would be sent."""
        if self._case is not None and self.template.currentData() is not None:
            given = DraftLetter(self._case, self.template.currentData())
            self._desktop.tasks.read(
                texts.text, given, owner=self, on_ok=self._on_text, on_error=self._on_no_text, slot="text"
            )

    def _on_text(self, message: MessageText) -> None:
        self._message = message
        made, language = message.draft, self._desktop.language
        self._desktop.signals.case_shown.emit(made.given.case_id, "letters")
        self.person.say(made.name, mask_phone(message.to) if made.channel is Channel.SMS else message.to)
        subject = f"{message.subject}\n\n" if message.subject else ""
        self.text.setPlainText(subject + message.text)
        counted = self.tr("{signs} signs, charged as {segments}") if made.channel is Channel.SMS else ""
        self.length.setText(counted.format(signs=message.length.characters, segments=message.length.segments))
        told = [(said(one.code, one.params, language), "danger") for one in message.refusals]
        told += [(said(one.code, one.params, language), "warn") for one in made.warnings]
        for at, strip in enumerate(self.reasons):
            strip.say(*((told[at][0], "", told[at][1]) if at < len(told) else ("",)))
        self.copy.setEnabled(made.is_allowed)
        self.send.setVisible(made.channel is Channel.EMAIL)
        self.send.setEnabled(made.is_allowed)

    def _on_no_text(self, error: AppError) -> None:
        self._message = None
        self.text.setPlainText("")
        self.reasons[0].say(self._desktop.explain(error), tone="danger")
        for button in (self.copy, self.send):
            button.setEnabled(False)

    # -- what is pressed -------------------------------------------------------------------------

    def copy_it(self) -> None:
        """Put the words on the clipboard."""
        if self._message is not None:
            private_clipboard().copy(self._message.text)
            self._desktop.tell(self.tr("Copied. Log it as a contact once it is sent."), "ok")

    def send_it(self) -> None:
        """Send the e-mail that is shown."""
        if self._message is None:
            return
        self.send.setEnabled(False)
        self._desktop.tasks.work(
            _sent,
            SendMail(self._act, self._message.draft.given),
            owner=self,
            on_ok=self._on_sent,
            on_error=self._on_refused,
            title=self.tr("Sending the e-mail"),
        )

    def _on_sent(self, _recorded: object) -> None:
        self._act = self._desktop.context.new_id()
        self._desktop.tell(self.tr("The e-mail was sent and logged."), "ok")

    def ask_for_purpose(self) -> None:
        """Ask what the table is written for."""
        self.sending.ask(self.export.text(), self.ask_for_file)

    def ask_for_file(self, sending: Sending) -> None:
        """Write the table where the dialog of the system says."""
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the messages"), "messages.xlsx")
        if chosen:
            self.export_to(Path(chosen), sending)

    def export_to(self, path: Path, sending: Sending) -> None:
        """Log the messages of the view and write the table."""
        self.export.setEnabled(False)
        self._desktop.tasks.work(
            _exported,
            self.many.currentData(),
            self.view.currentData(),
            path,
            sending,
            owner=self,
            on_ok=self._on_exported,
            on_error=self._on_refused,
            on_cancelled=self._on_cancelled,
            title=self.tr("Writing messages"),
        )

    def _on_exported(self, done: ExportedTexts) -> None:
        self.export.setEnabled(True)
        text = self.tr("{rows} messages, charged as {segments}; {skipped} cases get none.")
        self.result.setText(text.format(rows=done.rows, segments=done.segments, skipped=len(done.skipped)))
        self.sending.show_left(done.password)

    def _on_refused(self, error: AppError) -> None:
        self.export.setEnabled(self.view.count() > 0)
        self.send.setEnabled(self._message is not None and self._message.draft.is_allowed)
        self._desktop.tell(self._desktop.explain(error), "danger")

    def _on_cancelled(self, _nothing: object) -> None:
        self.export.setEnabled(True)

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        choice = QHBoxLayout()
        choice.addWidget(self.person, 1)
        choice.addWidget(self.template, 1)
        body = self._one.body
        body.setSpacing(9)
        body.addWidget(self.cases)
        body.addLayout(choice)
        body.addWidget(self.text)
        body.addWidget(self.length)
        for strip in self.reasons:
            body.addWidget(strip)
        body.addWidget(in_line(self.copy, self.send))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.view, 1)
        row.addWidget(self.many, 1)
        row.addWidget(self.export)
        self._table.body.setSpacing(9)
        self._table.body.addLayout(row)
        self._table.body.addWidget(self.result)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._one)
        column.addWidget(self._table)
        column.addWidget(self.sending)
        for button in (self.copy, self.send, self.export):
            button.setEnabled(False)
        self.send.setVisible(False)
        self.result.setVisible(False)
        self.setFocusProxy(self.cases)
        self._breathe()

    def _connect(self) -> None:
        self.cases.chosen.connect(self._on_case)
        self.template.activated.connect(self.read)
        self.copy.clicked.connect(self.copy_it)
        self.send.clicked.connect(self.send_it)
        self.export.clicked.connect(self.ask_for_purpose)

    def _on_case(self, case_id: Id, _name: str) -> None:
        self.write_to(case_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self.text.setFixedHeight(round(self.text.fontMetrics().lineSpacing() * 7.5))
        for card in (self._one, self._table):
            card.setMaximumWidth(theme.current().space(60))

    def _retranslate(self) -> None:
        self._one.set_caption(self.tr("One message"))
        self._table.set_caption(self.tr("Text messages for a saved view, as a table for a sending platform"))
        self.cases.set_label(self.tr("Name, phone, card…"))
        self.template.setAccessibleName(self.tr("Message"))
        self.text.setAccessibleName(self.tr("The message as it would be sent"))
        self.copy.setText(self.tr("Copy"))
        self.send.setText(self.tr("Send"))
        self.view.setAccessibleName(self.tr("Saved view"))
        self.view.setPlaceholderText(self.tr("Saved view"))
        self.many.setAccessibleName(self.tr("Text message"))
        self.export.setText(self.tr("Write the table…"))
        if self._case is None:
            self.person.say(self.tr("No case chosen"))


def _choices(context: Context, words: Words) -> Choices:
    """Messages and views that can be chosen, in one reading."""
    rows = templates.listing(context, "zh" if words.is_chinese else "en")
    named = [(title_for(row.name, row.title, words), row) for row in rows if row.channel != Channel.LETTER]
    every = [(title, row.name) for title, row in named]
    sms = [(title, row.name) for title, row in named if row.channel == Channel.SMS]
    saved = [(f"{one.name}  {one.cases:,}", one.name) for one in views.listing(context)]
    return every, sms, saved


def _sent(context: Context, command: SendMail, progress: Progress) -> object:
    """Send; the network and the keyring may take their time."""
    progress.report(0, 0)
    return mailing.send(context, command)


def _exported(
    context: Context, template: str, view: str, path: Path, sending: Sending, progress: Progress
) -> object:
    """The messages of a view."""
    cases = runs.cases_of(context, RunRequest(template, view))
    command = ExportTexts(
        context.new_id(),
        template,
        cases,
        path,
        purpose=sending.purpose,
        is_protected=sending.is_protected,
    )
    return texts.export(context, command, progress)
