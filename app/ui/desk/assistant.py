"""The call assistant: may I call, what to say, why the debt is overdue, what came of it, a note; saved as one act.

Digits are outcomes until a small form is open; then they fill the form, which is outlined and named, and Esc gives
them back. Nothing here waits for a dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.codes import ResultCode
from app.domain.errors import AppError, RuleViolation
from app.domain.moments import Id
from app.services import contacts, promises
from app.services.cases import CasePanel
from app.services.contacts import Recorded
from app.services.given import PreferenceGiven, PromiseGiven, ReasonGiven
from app.services.next_steps import consequences
from app.services.promises import Suggestion
from app.ui.desk.assistant_view import AssistantView
from app.ui.desk.call_form import CallForm, Step
from app.ui.desk.number_row import first_point
from app.ui.desk.skip_step import SkipGiven
from app.ui.desk.steps import StepForm
from app.ui.desktop import Desktop
from app.ui.widgets.announcer import announce
from app.ui.widgets.fields import Line, ParsedEdit


class Assistant(AssistantView):
    """Works one case at a time. ``saved`` carries what was recorded; ``identity_changed`` and ``stranger_changed``
    tell what may be shown of the debt; ``left`` gives the keys back to the queue."""

    saved = Signal(object)
    left = Signal()
    identity_changed = Signal(bool)
    stranger_changed = Signal(bool)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self._extra: Callable[[Any], object] | None = None
        self._opener: Callable[[], object] | None = None
        self._is_saving = False
        self._was_stranger = False
        self._connect()
        self._retranslate()

    # -- the case --------------------------------------------------------------------------------

    def show_case(self, panel: CasePanel, draft: str) -> None:
        """Take up a case; the same case again keeps what was begun."""
        if self.form is not None and self.form.panel.case_id == panel.case_id:
            self.form.take_up(panel)
        else:
            self.form = CallForm(panel, point_id=first_point(panel))
            self.note.show_case(panel.case_id, draft)
            self._leave_step()
            self.reason.show_case(panel)
        self.refresh()

    def show_nothing(self) -> None:
        """No case is chosen."""
        self.form = None
        self._leave_step()

    def choose_point(self, point_id: Id) -> None:
        """The call goes to this number."""
        if self.form is not None:
            self.form.point_id = point_id
            self.refresh()

    def choose_debt(self, account_id: Id | None) -> None:
        """The call is about this debt alone, or about all of the case."""
        if self.form is not None:
            self.form.account_id = account_id
            self.refresh()

    def toggle_identity(self) -> None:
        """Who is on the line was checked, or was not after all."""
        if self.form is not None:
            self.form.is_checked = not self.form.is_checked
            self.identity_changed.emit(self.form.is_checked)
            self._show_script()

    def refresh(self) -> None:
        """Say anew what the gate allows, what each key will do from now on, and what to say."""
        if self.form is None:
            return
        desk = replace(self.form.panel.desk, now=self._desktop.context.now())
        self._show_gate()
        self.pad.show_consequences(consequences(self._desktop.context, desk, self.form.point_id))
        self._show_script()
        self._tell_stranger()

    def _tell_stranger(self) -> None:
        """Somebody else may be on the line now, or is no longer."""
        if self.is_stranger != self._was_stranger:
            self._was_stranger = self.is_stranger
            self._show_gate()
            self._show_script()
            self._show_work()
            self.stranger_changed.emit(self.is_stranger)

    # -- keys ------------------------------------------------------------------------------------

    @property
    def is_asking(self) -> bool:
        """Whether a small form has the digits."""
        return self._asking is not None

    def press(self, digit: str) -> bool:
        """A digit that no field took: an outcome, or an answer to the open form."""
        if self.form is None or self._is_saving:
            return False
        if self._asking is not None:
            return self._asking.press(digit)
        return self.press_outcome(digit)

    def press_outcome(self, digit: str) -> bool:
        """Begin the outcome behind a digit."""
        if self.form is None or self._is_saving:
            return False
        key = self._desktop.context.rules.codes.key(digit)
        if key.key in ASKED_FIRST and key.variants:
            self.form.offer((key.default, *key.variants))
        else:
            self.form.begin(key.default)
        self._go_on()
        return True

    def press_variants(self, digit: str) -> bool:
        """Shift and a digit: which of the outcomes behind it."""
        if self.form is None or self._is_saving:
            return False
        key = self._desktop.context.rules.codes.key(digit)
        self.form.offer((*key.variants, key.default) if key.variants else (key.default,))
        self._go_on()
        return True

    def search_results(self) -> None:
        """Offer every result that can be chosen, by code or words."""
        if self.form is not None:
            self.form.offer(self._desktop.context.rules.codes.chosen)
            self._open_search()

    def accept(self) -> bool:
        """Enter where no field takes it; whether a form is open."""
        if self._asking is None:
            return False
        self._asking.accept()
        return True

    def back(self) -> bool:
        """Esc: from a group to the chips, from a form to the ten keys; whether there was anything to leave."""
        if self._asking is None:
            return False
        if self._asking is self.reason and self.reason.back():
            return True
        if self.form is not None:
            self.form.forget_outcome()
        self._leave_step()
        self._tell_stranger()
        return True

    def ask_text(self, title: str, placeholder: str, then: Callable[[str], object]) -> None:
        """Ask for a line of text that belongs to something else than an outcome, and hand it over."""
        self._extra = then
        self.text.ask(title, placeholder)
        self._ask(self.text, title)
        self._focus(self.text)

    def ask_choice(
        self, title: str, choices: Sequence[tuple[str, str]], then: Callable[[Any], object]
    ) -> None:
        """Ask for one of several, each a value with its words, and hand it over."""
        self._extra = then
        self.result.search.setVisible(False)
        self.result.none.setVisible(False)
        self.result.offer(title, choices)
        self._ask(self.result, title)
        self._focus(self.result)

    def ask_skip(self, then: Callable[[SkipGiven], object]) -> None:
        """Ask why the case is passed over, and until when."""
        if self.form is not None:
            self._extra = then
            self.skip.show_case(self.form.panel)
            self._ask(self.skip, self.tr("Skip this case: why, and until when?"))
            self._focus(self.skip)

    def show_refusal(self, error: AppError) -> None:
        """Say what a service refused at the open form, else in the bar of the window."""
        sentence = self._desktop.explain(error)
        field = error.field if isinstance(error, RuleViolation) else ""
        if self._asking is None or not self._asking.show_error(field, sentence):
            self._desktop.tell(sentence, "danger")

    # -- the steps -------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Ask what is missing, or save."""
        if self.form is None:
            return
        self.form.note = self.note.text()
        self._tell_stranger()
        step = self.form.next_step()
        if step is None:
            self._save()
        else:
            self._open(step)

    def _open_search(self) -> None:
        assert self.form is not None
        self._ask(self.result, self.tr("Result"), self._open_search)
        self.result.offer_results(self.form.choices, with_search=True)
        self._focus(self.result)

    def _open(self, step: Step) -> None:
        form = self.form
        assert form is not None
        if step is Step.VARIANT:
            self._ask(self.result, self.tr("Which one?"))
            self.result.offer_results(form.choices, with_search=False)
        elif step is Step.IDENTITY:
            self._ask(self.result, self.tr("Was the identity checked?"))
            self.result.search.setVisible(False)
            self.result.offer(
                self.tr("Identity"),
                [("checked", self.tr("yes, two details match")), ("unchecked", self.tr("no"))],
            )
        elif step is Step.REASON:
            self._ask(self.reason, self.tr("Why is it overdue?"))
            self.reason.show_chips()
        elif step is Step.PROMISE:
            self._ask(self.promise, self.tr("How much, and when?"))
            self.promise.show_case(form.panel, self._promise_suggested(form))
        elif step is Step.CALLBACK:
            self._ask(self.callback, self.tr("Call back when?"))
            self.callback.show_case(form.panel)
        elif step is Step.PREFERENCE:
            self._ask(self.preference, self.tr("What is wished?"))
            self.preference.start()
        else:
            self._ask(self.text, self.tr("What happened?"))
            self.text.ask(self.tr("Remark"), self.tr("a sentence for the log"))
        if self._asking is not None:
            self._focus(self._asking)
        self._opener = partial(self._open, step)
        self._show_script()  # the reason just told changes what to say

    def _promise_suggested(self, form: CallForm) -> Suggestion | None:
        """What to propose, by the reason just told."""
        told = form.reason.code if form.reason is not None else ""
        return promises.suggest(self._desktop.context.rules, form.panel.desk, told)

    def _ask(self, step: StepForm, title: str, opener: Callable[[], object] | None = None) -> None:
        self._asking, self._opener = step, opener
        if step is self.reason:
            self.reason_card.ask(title)
        else:
            self.reason_card.rest()
            self.steps.open(step, title)
        self._show_work()
        announce(self, title)

    def _focus(self, step: StepForm) -> None:
        """Keys go to the field of the form, else to its frame, which hands them on: never to a chip that may leave."""
        field = step.first_field()
        frame = self.reason_card if step is self.reason else self.steps
        (field if field is not None else frame).setFocus()

    def _leave_step(self) -> None:
        self._extra = self._asking = None
        focus = QApplication.focusWidget()
        if focus is not None and any(
            frame is focus or frame.isAncestorOf(focus) for frame in (self.steps, self.reason_card)
        ):
            self.left.emit()
        self.reason_card.rest()
        self._show_work()

    def _on_answered(self, answer: object) -> None:
        if self._extra is not None:
            then, self._extra = self._extra, None
            self._leave_step()
            then(answer)
            return
        form = self.form
        if form is None:
            return
        if isinstance(answer, ReasonGiven):
            form.reason = answer
            if self._asking is not self.reason:
                self._show_script()
                return
        elif isinstance(answer, PromiseGiven):
            form.promise = answer
        elif isinstance(answer, PreferenceGiven):
            form.preference = answer
        elif isinstance(answer, datetime):
            form.callback_at = answer
        elif answer in ("checked", "unchecked"):
            form.is_checked, form.is_identity_asked = answer == "checked", True
            self.identity_changed.emit(form.is_checked)
        elif self._asking is self.text:
            self.note.set_text(str(answer))
        else:
            form.begin(self._result(str(answer)))
        self._go_on()

    def _result(self, code: str) -> ResultCode:
        return self._desktop.context.rules.codes.get(code)

    # -- saving ----------------------------------------------------------------------------------

    def _save(self) -> None:
        form = self.form
        assert form is not None
        context = self._desktop.context
        self._is_saving = True
        self._desktop.tasks.write(
            contacts.record,
            form.command(context.new_id(), context.now()),
            owner=self,
            on_ok=self._on_saved,
            on_error=self._on_refused,
        )

    def _on_saved(self, recorded: Recorded) -> None:
        self._is_saving = False
        self.note.finish()
        self.form = None
        self._leave_step()
        self.saved.emit(recorded)

    def _on_refused(self, error: AppError) -> None:
        self._is_saving = False
        form = self.form
        if form is None:
            return
        field = error.field if isinstance(error, RuleViolation) else ""
        if field in ("amount_minor", "due_on"):
            form.promise = None
        elif field == "callback_at":
            form.callback_at = None
        if field == "note":
            form.forget_outcome()
            self._leave_step()
            self.note.show_error(self._desktop.explain(error))
        else:
            self.show_refusal(error)

    def keep_draft(self) -> None:
        """Keep what is typed, so that a change of case or the end of the window loses nothing."""
        self.note.keep_draft()

    # -- building --------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.pad.pressed.connect(self.press_outcome)
        self.debts.debt_chosen.connect(self.choose_debt)
        self.steps.answered.connect(self._on_answered)
        self.reason.answered.connect(self._on_answered)
        self.note.left.connect(self.left)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.reason.retranslate()
        self._ask_anew()
        self.refresh()

    def _ask_anew(self) -> None:
        """Ask the same in the language that is spoken now; what was typed stays. Another page's question goes."""
        if self._asking is None:
            return
        if self._opener is None:
            self._leave_step()
            return
        typed = [(line, line.text()) for line in self._asking.findChildren(Line)]
        self._opener()
        for line, text in typed:
            line.setText(text)
        for edit in self._asking.findChildren(ParsedEdit):
            edit.read_again()


ASKED_FIRST = frozenset({"4", "8"})
"""Keys whose outcome is always one of several: who answered, what is disputed."""
