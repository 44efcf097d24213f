"""One letter: for whom, which text, where to; what stands against it; and beside it the paper as it would be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import AppError
from app.domain.facts import Id
from app.services.changes import Changes
from app.services.departures import Departed, Sending
from app.services.given import OverrideGiven
from app.services.letters import files, issuing, sheet
from app.services.letters.drafting import DraftLetter
from app.services.letters.issuing import Issued, IssueLetter
from app.services.letters.naming import title_for
from app.services.letters.sheet import LetterSheet
from app.services.messages import said
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.letters.case_search import CaseSearch
from app.ui.letters.pdf_view import PdfView
from app.ui.letters.template_fields import TemplateFields
from app.ui.reports.sending_bar import SendingBar
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import Figure, PlainLabel
from app.ui.widgets.strips import Strip

FIRST = "reminder"
KINDS = ("payments", "plans", "holds", "promises", "contacts", "events", "templates", "creditors", "cases")
TYPED_MS = 350
WIDE = 27


class WritePanel(QWidget):
    """Every change drafts anew; the button issues only what stands on the screen."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letters_write_panel")
        self._desktop = desktop
        self._case: Id | None = None
        self._plan_version: Id | None = None
        self._sheet: LetterSheet | None = None
        self._act = desktop.context.new_id()
        self.person = Figure(name="letter_person")
        self.cases = CaseSearch(desktop, name="letter_case")
        self.template, self.language, self.address = (
            Combo(name=name, least=8) for name in ("letter_template", "letter_language", "letter_address")
        )
        self.disputed = QCheckBox()
        self.disputed.setObjectName("letter_disputed")
        self.disputed.setChecked(True)
        self.reasons = [Strip(name=f"letter_reason_{at}") for at in range(6)]
        self.why = TextField("letter_why")
        self.issue = Button("", name="letter_issue", kind="primary", icon="check")
        self.save = Button("", name="letter_save", icon="download")
        self.sending = SendingBar(desktop, "letter_save")
        self.view = PdfView(name="letter_view")
        self._choices, self.own = LabelledGrid(), TemplateFields("letter_field")
        self._amount = PlainLabel("", "strong", name="letter_amount")
        self._typing = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, KINDS, self.redraw)
        self._retranslate()

    # -- what is shown ---------------------------------------------------------------------------

    def write_to(self, case_id: Id, template: str = "", plan_version: Id | None = None) -> None:
        """Begin a letter about a case, from a template and about a version of its plan where they are named."""
        self._case, self._plan_version = case_id, plan_version
        self._act = self._desktop.context.new_id()
        self.address.clear()
        self.language.setCurrentIndex(0)
        if template and self.template.findData(template) < 0:
            self.template.addItem(template, template)  # by its name, until the titles are read
        if template:
            self.template.choose(template)
        self.own.forget()
        self.redraw()

    def redraw(self) -> None:
        """Draft what is chosen and draw it."""
        self._typing.stop()
        if self._case is not None:
            self._desktop.tasks.read(
                sheet.sheet,
                self._desktop.words(),
                self.given,
                owner=self,
                on_ok=self._on_sheet,
                on_error=self._on_no_sheet,
                slot="letter",
            )

    @property
    def given(self) -> DraftLetter:
        """What is chosen and typed."""
        assert self._case is not None
        return DraftLetter(
            self._case,
            self.template.currentData() or FIRST,
            self.language.currentData(),
            self.address.currentData(),
            leaves_out_disputed=self.disputed.isChecked(),
            fields=self.own.texts,
            plan_version=self._plan_version,
        )

    @property
    def is_drawn(self) -> bool:
        """Whether what is chosen stands on the screen."""
        return self._sheet is not None and not self._typing.isActive()

    def _on_sheet(self, found: LetterSheet) -> None:
        self._sheet = found
        made, words = found.draft, self._desktop.words()
        self._desktop.signals.case_shown.emit(made.given.case_id, "letters")
        self.person.say(made.name, self.tr("case {number}").format(number=made.case_no))
        self._amount.setText(words.money(made.owed_minor, made.currency))
        self._offer(found)
        self.own.ask(found.fields)
        self._say_reasons(found)
        instead = self._desktop.explain(found.problem) if found.problem else ""
        self.view.show_pages(found.pages, instead)
        self.why.setVisible(made.can_override)
        self.issue.setEnabled(made.is_allowed or made.can_override)
        self.save.setEnabled(bool(found.pages))

    def _on_no_sheet(self, error: AppError) -> None:
        self._sheet = None
        self.view.show_pages((), self._desktop.explain(error))
        self.issue.setEnabled(False)

    def _offer(self, found: LetterSheet) -> None:
        made = found.draft
        reader = self._desktop.words()
        titles = [(title_for(row.name, row.title, reader), row.name) for row in found.templates]
        self.template.offer(titles)
        self.template.choose(made.data.template)
        addresses = [(f"{choice.text}   {choice.owner}", choice.point_id) for choice in found.addresses]
        self.address.offer(addresses)
        self.address.choose(made.point_id)
        self.address.setEnabled(bool(addresses))
        self.disputed.setVisible(bool(made.left_out) or not self.disputed.isChecked())

    def _say_reasons(self, found: LetterSheet) -> None:
        made, language = found.draft, self._desktop.language
        told = [(said(one.code, one.params, language), "danger") for one in made.refusals]
        told += [(said(one.code, one.params, language), "warn") for one in made.warnings]
        if not told:
            told = [(self.tr("Nothing stands against this letter."), "ok")]
        for strip, (text, tone) in zip(self.reasons, told, strict=False):
            strip.say(text, tone=tone)
        for strip in self.reasons[len(told) :]:
            strip.say("")

    # -- issuing ---------------------------------------------------------------------------------

    def issue_it(self) -> None:
        """Issue what stands on the screen."""
        if self._sheet is None or self._typing.isActive():
            return
        made = self._sheet.draft
        override = OverrideGiven(self.why.text()) if made.can_override and not made.is_allowed else None
        self.issue.setEnabled(False)
        self._desktop.tasks.write(
            issuing.issue,
            IssueLetter.of(self._act, made, override),
            owner=self,
            on_ok=self._on_issued,
            on_error=self._on_refused,
        )

    def _on_issued(self, issued: Issued) -> None:
        self._act = self._desktop.context.new_id()
        self.why.set_text("")
        self._desktop.tell(self.tr("{number} was issued and kept.").format(number=issued.letter_no), "ok")
        self.redraw()

    def _on_refused(self, error: AppError) -> None:
        self._act = self._desktop.context.new_id()
        if error.code in ("override_needs_reason", "text_too_long", "text_control"):
            self.why.show_error(self._desktop.explain(error))
            self.why.setFocus()
            self.issue.setEnabled(True)
            return
        self._desktop.tell(self._desktop.explain(error), "danger")
        if self._case is not None:
            # That it was refused is on record now, and belongs into the timeline.
            self._desktop.events.changed.emit(Changes.of("attempts", cases={self._case}))
        self.redraw()

    def ask_for_purpose(self) -> None:
        """Ask what the draft is saved for."""
        self.sending.ask(self.save.text(), self.ask_for_file)

    def ask_for_file(self, sending: Sending) -> None:
        """Save the draft as a PDF where the dialog of the system says."""
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the draft"), "draft.pdf")
        if chosen:
            self.save_draft(Path(chosen), sending)

    def save_draft(self, path: Path, sending: Sending) -> None:
        """Save the draft as a PDF."""
        if self._sheet is not None:
            draft = self._sheet.draft
            self._desktop.tasks.write(
                files.save_draft, draft, path, sending, owner=self, on_ok=self._on_saved
            )

    def _on_saved(self, left: Departed) -> None:
        self.sending.tell_saved(left.paths, left.password)

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for name, field in (
            ("template", self.template),
            ("language", self.language),
            ("address", self.address),
        ):
            self._choices.add(name, field)
        form = QVBoxLayout()
        form.setSpacing(9)
        form.addWidget(self.cases)
        head = QHBoxLayout()
        head.addWidget(self.person, 1)
        head.addWidget(self._amount)
        form.addLayout(head)
        for widget in (self._choices, self.disputed, self.own, *self.reasons, self.why):
            form.addWidget(widget)
        form.addWidget(in_line(self.issue, self.save))
        form.addWidget(self.sending)
        form.addStretch()
        holder = QWidget()
        holder.setProperty("role", "page")
        form.setContentsMargins(0, 0, 10, 0)
        holder.setLayout(form)
        self.form = QScrollArea()
        self.form.setObjectName("letter_form")
        self.form.setWidgetResizable(True)
        self.form.setFrameShape(QFrame.Shape.NoFrame)
        self.form.setWidget(holder)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.form)
        row.addWidget(self.view, 1)
        self.why.setVisible(False)
        self.disputed.setVisible(False)
        self.issue.setEnabled(False)
        self.save.setEnabled(False)
        self.setFocusProxy(self.cases)
        self._breathe()

    def _connect(self) -> None:
        self.cases.chosen.connect(self._on_case)
        for combo in (self.template, self.language, self.address):
            combo.activated.connect(self._on_chosen)
        self.disputed.toggled.connect(self.redraw)
        self.issue.clicked.connect(self.issue_it)
        self.save.clicked.connect(self.ask_for_purpose)
        self._typing.timeout.connect(self.redraw)
        self.own.edited.connect(self._typing.start)

    def _on_case(self, case_id: Id, _name: str) -> None:
        self.write_to(case_id)

    def _on_chosen(self) -> None:
        if self.sender() is self.template:
            self.own.forget()
        self.redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self.form.setFixedWidth(theme.current().space(WIDE))

    def _retranslate(self) -> None:
        self.cases.set_label(self.tr("Name, phone, card…"))
        self.form.setAccessibleName(self.tr("Letter"))
        self.view.set_label(self.tr("The letter as it would be"))
        self._choices.say(
            {
                "template": self.tr("Letter"),
                "language": self.tr("Language"),
                "address": self.tr("Goes to"),
            }
        )
        languages = ((self.tr("The debtor's own"), None), ("中文", "zh"), ("English", "en"))
        self.language.offer(languages)
        self.disputed.setText(self.tr("Leave disputed accounts out"))
        self.why.set_label(self.tr("Why the rule is set aside"))
        self.why.line.setPlaceholderText(self.tr("Why the rule is set aside"))
        self.issue.setText(self.tr("Issue"))
        self.save.setText(self.tr("Save the draft…"))
        if self._case is None:
            self.person.say(self.tr("No case chosen"))
            self.view.show_pages((), self.tr("Find a case at the left, or press F9 at the desk."))
