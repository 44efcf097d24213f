"""What is known of one person: given out as a case file, or erased for good."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from app.domain.errors import AppError, RuleViolation
from app.domain.facts import Id
from app.domain.permissions import Deed
from app.services import case_export, erasing
from app.services.case_export import CaseExported, ExportCase
from app.services.context import Context
from app.services.departures import Sending
from app.services.erasing import ErasePerson, ErasurePlan, Mention
from app.services.messages import said
from app.services.messages.erasing import counted, elsewhere
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.letters.case_search import CaseSearch
from app.ui.permitted import reserve
from app.ui.reports.sending_bar import SendingBar
from app.ui.settings.mentions_part import MentionsPart
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel


def plan_of_case(context: Context, case_id: Id, is_ordered: bool) -> tuple[ErasurePlan, tuple[Mention, ...]]:
    """What erasing the debtor of a case would do, and where others' notes name them."""
    person = erasing.person_of(context, case_id)
    return erasing.plan(context, person, is_ordered=is_ordered), erasing.mentioned(context, person)


class CaseDataForm(Card):
    """One case is found, and then exported, or looked at for erasing: what goes, what stays, what stands in the way."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="case_data", parent=parent)
        self._desktop = desktop
        self._case: Id | None = None
        self._plan: ErasurePlan | None = None
        self.search = CaseSearch(desktop, name="case_data")
        self.chosen = PlainLabel(role="strong", wrap=True, name="case_data_chosen")
        self.is_full = QCheckBox()
        self.export = Button("", name="case_data_export", icon="download")
        self.sending = SendingBar(desktop, "case_data")
        self.why = TextField("case_data_why")
        self.is_ordered = QCheckBox()
        self.look = Button("", name="case_data_look", icon="search")
        self.erase = Button("", name="case_data_erase", kind="danger", icon="trash-2")
        self.told = PlainLabel(wrap=True, name="case_data_told")
        self.mentions = MentionsPart(desktop)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="case_data_problem")
        for box, name in ((self.is_full, "full"), (self.is_ordered, "ordered")):
            box.setObjectName(f"case_data_{name}")
        reserve(desktop, Deed.EXPORT_FULL, self.is_full)
        reserve(desktop, Deed.ERASE, self.why, self.is_ordered, self.erase)
        self._lay_out()
        self._connect()
        self._retranslate()
        self._show()

    # -- choosing --------------------------------------------------------------------------------

    def choose(self, case_id: Id, name: str) -> None:
        """The case that is meant."""
        self._case, self._plan = case_id, None
        self.chosen.setText(name)
        self.told.setText("")
        self.problem.setText("")
        self.mentions.show_mentions(())
        self.sending.shut()  # what was asked for one person is not asked for the next
        self.sending.password.forget()
        self._show()

    def _show(self) -> None:
        self.export.setEnabled(self._case is not None)
        self.look.setEnabled(self._case is not None)
        self.erase.setEnabled(self._plan is not None and not self._plan.obstacles and self._case is not None)

    # -- giving out ------------------------------------------------------------------------------

    def ask_for_purpose(self) -> None:
        """Ask what the case file is written for."""
        self.sending.ask(self.export.text(), self.ask_for_folder)

    def ask_for_folder(self, sending: Sending) -> None:
        """Open the dialog of the system and write where it says."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the case file"))
        if chosen:
            self.save(Path(chosen), sending)

    def save(self, folder: Path, sending: Sending) -> None:
        """Write the case file into this folder."""
        if self._case is None:
            return
        command = ExportCase(
            self._case,
            is_full=self.is_full.isChecked(),
            purpose=sending.purpose,
            is_protected=sending.is_protected,
        )
        self._busy(True)
        self._desktop.tasks.work(
            case_export.export,
            self._desktop.words(),
            command,
            folder,
            owner=self,
            on_ok=self._on_saved,
            on_error=self._on_refused,
            on_cancelled=self._on_cancelled,
            title=self.tr("Writing the case file"),
        )

    def _on_saved(self, made: CaseExported) -> None:
        self._busy(False)
        self.sending.tell_saved(made.paths, made.password)

    # -- erasing ---------------------------------------------------------------------------------

    def _on_look(self) -> None:
        self.problem.setText("")
        self._desktop.tasks.read(
            plan_of_case,
            self._case,
            self.is_ordered.isChecked(),
            owner=self,
            on_ok=self._on_plan,
            on_error=self._on_refused,
            slot="erasure_plan",
        )

    def _on_plan(self, told: tuple[ErasurePlan, tuple[Mention, ...]]) -> None:
        plan, mentions = told
        self._plan = plan
        language = self._desktop.language
        lines = [said(each.code, each.params, language) for each in plan.obstacles]
        lines += [self.tr("Goes:"), *(f"  {line}" for line in counted(plan.goes, language))]
        stays = [*counted(plan.stays, language), *elsewhere(language)]
        lines += [self.tr("Stays:"), *(f"  {line}" for line in stays)]
        self.told.setText("\n".join(lines))
        self.mentions.show_mentions(mentions)
        self._show()

    def _on_erase(self) -> None:
        if self._plan is None:
            return
        act = self._desktop.context.new_id()
        command = ErasePerson(act, self._plan.person, self.why.text(), self.is_ordered.isChecked())
        self._busy(True)
        self._desktop.tasks.write(
            erasing.erase, command, owner=self, on_ok=self._on_erased, on_error=self._on_refused
        )

    def _on_erased(self, done: ErasurePlan) -> None:
        self._busy(False)
        count = done.goes.get("facts", 0)
        self._case = self._plan = None
        self.chosen.setText("")
        self.why.set_text("")
        self.mentions.show_mentions(())
        self.is_ordered.setChecked(False)  # what was ordered of this person is not ordered of the next
        self.told.setText(
            self.tr("Erased: the content of {count} entries. The record is whole.").format(count=f"{count:,}")
        )
        self._show()

    # -- both ------------------------------------------------------------------------------------

    def _busy(self, is_on: bool) -> None:
        self.problem.setText("")
        self._show()
        if is_on:
            for button in (self.export, self.look, self.erase):
                button.setEnabled(False)

    def _on_cancelled(self, _value: object) -> None:
        self._busy(False)

    def _on_refused(self, error: AppError) -> None:
        self._busy(False)
        sentence = self._desktop.explain(error)
        if self.sending.refuse(error):
            return
        if isinstance(error, RuleViolation) and error.field == "why":
            self.why.show_error(sentence)
            self.why.setFocus()
        else:
            self.problem.setText(sentence)

    # -- look and words --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.out = LabelledGrid()
        self.out.add("is_full", self.is_full)
        self.gone = LabelledGrid()
        self.gone.add("why", self.why)
        self.gone.add("is_ordered", self.is_ordered)
        for part in (
            self.search,
            self.chosen,
            self.out,
            in_line(self.export),
            self.sending,
            self.gone,
            in_line(self.look, self.erase),
            self.told,
            self.mentions,
            self.problem,
        ):
            if part is self.gone:
                self.body.addSpacing(theme.current().space(1))
            self.body.addWidget(part)

    def _connect(self) -> None:
        self.search.chosen.connect(self.choose)
        self.export.clicked.connect(self.ask_for_purpose)
        self.look.clicked.connect(self._on_look)
        self.erase.clicked.connect(self._on_erase)
        self.mentions.erased.connect(self._on_look)
        self.is_ordered.toggled.connect(self._on_ordered)

    def _on_ordered(self, _is_on: bool) -> None:
        self._plan = None
        self.told.setText("")
        self.mentions.show_mentions(())
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.set_caption(self.tr("What is known of one person"))
        self.search.set_label(self.tr("Find the case: name, pinyin, phone or card"))
        self.out.say({"is_full": self.tr("Personal data")})
        self.gone.say({"why": self.tr("Why erase"), "is_ordered": self.tr("Order")})
        self.is_full.setText(self.tr("Names, numbers and contents in full"))
        self.is_ordered.setText(self.tr("An authority ordered it: before the period is over"))
        self.export.setText(self.tr("Export the case file…"))
        self.look.setText(self.tr("Show what would go"))
        self.erase.setText(self.tr("Erase for good"))
