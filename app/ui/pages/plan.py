"""The plan editor: a page over the case. Terms at the left, the schedule changing with every keystroke at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.facts import Fact
from app.domain.moments import Id
from app.services.plan_changes import Change
from app.services.plans import Planned
from app.ui.desktop import Desktop
from app.ui.plan.negotiation import Negotiation
from app.ui.plan.offer_row import KEYS
from app.ui.plan.questions import HOW, YES, ask_by_hand, ask_how, ask_lead, ask_paper, ask_why
from app.ui.plan.schedule_card import Line
from app.ui.plan.starting import papers_of
from app.ui.widgets.announcer import announce


class PlanEditor(Negotiation):
    """Saving, agreeing, ending; ``left`` when the user goes back (Esc).

    Terms are agreed in the call they were negotiated in; without a call, or otherwise, it is asked how.
    """

    left = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self._connect()

    # -- saving ----------------------------------------------------------------------------------

    def save_draft(self) -> None:
        """Keep the terms as the next version."""
        if self.saved is not None:
            self._desktop.tell(self.tr("Nothing was changed: this version is saved."), "accent")
        elif self._ready():
            self._save(self._on_saved)

    def _save(self, then: Callable[[Planned], object]) -> None:
        terms = self._typed()
        if self.sheet is not None and terms is not None and not self._deeds.is_saving:
            self._deeds.save(self.sheet, terms, self.form.note.text().strip(), then)

    def _on_saved(self, planned: Planned) -> None:
        self._wanted = planned.fact
        self._forget_draft()
        self._say_done(self.tr("plan saved as draft, version {no}").format(no=planned.version))

    def agree_now(self) -> None:
        """Both sides agreed in this call; without one it is asked how. Unsaved terms become a version first."""
        if self.changing.isVisible():
            self._agree_change()
        elif not self._is_call:
            self.ask_agree()
        elif self._can_agree():
            self._on_agree(HOW[0], "")

    def ask_agree(self) -> None:
        """Ask how both sides agreed."""
        if self._can_agree():
            ask_how(self.ask, self._on_agree)

    def _can_agree(self) -> bool:
        if self.is_asking or not self.agree.isEnabled() or self._deeds.is_saving:
            return False
        return self.saved is not None or self._ready()

    def _on_agree(self, how: str, reference: str) -> None:
        if self.saved is not None:
            self._agree(self.saved.uid, how, reference)
        else:
            self._save(lambda planned: self._agree_saved(planned, how, reference))

    def _agree_saved(self, planned: Planned, how: str, reference: str) -> None:
        self._wanted = planned.fact
        self._forget_draft()
        self._agree(planned.fact, how, reference)

    def _agree(self, version: Id, how: str, reference: str) -> None:
        if self.sheet is not None:
            self._deeds.agree(self.sheet, version, how, reference, self._on_agreed)

    def _on_agreed(self, _planned: Planned) -> None:
        self._done(self.tr("plan agreed; collection rests while it is kept"))

    def _test_means(self) -> None:
        if self.sheet is not None:
            self.means_form.open(self.sheet)

    def ask_answer(self) -> None:
        """Ask what the lead said to a version beyond the limits."""
        ask_lead(self.ask, self._on_answer)

    def _on_answer(self, choice: str, why: str) -> None:
        if self.shown is not None and self.sheet is not None:
            self._deeds.decide(self.sheet, self.shown.uid, why, self._on_answered, is_yes=choice == YES)

    def _on_answered(self, approval: Fact) -> None:
        is_yes = approval.body.is_approved
        self._done(self.tr("plan approved by the lead") if is_yes else self.tr("plan refused by the lead"))

    def ask_end(self) -> None:
        """Ask why the plan is ended."""
        ask_why(self.ask, self._on_end)

    def _on_end(self, _choice: str, why: str) -> None:
        if self.shown is not None and self.sheet is not None:
            self._deeds.end(self.sheet, self.shown, why, self._on_ended)

    def _on_ended(self, _planned: Planned) -> None:
        self._forget_draft()
        self._done(self.tr("plan ended"))

    def _done(self, what: str) -> None:
        """What was asked is done: say so and go back to the terms."""
        self.ask.shut()
        self.changing.shut()
        self._say_done(what)
        self.start()

    def _say_done(self, what: str) -> None:
        name = self.sheet.name if self.sheet is not None else ""
        text = self.tr("{name}: {what}").format(name=name, what=what)
        self._desktop.signals.done.emit(text, True)
        announce(self, text)

    # -- the plan in force -----------------------------------------------------------------------

    def ask_change(self) -> None:
        """Ask what changes in the plan in force."""
        can = self.change.isVisible() and not self.is_asking and not self._deeds.is_saving
        if can and self.sheet is not None and self.shown is not None:
            self.changing.open(self.sheet, self.shown)

    def write_letter(self) -> None:
        """Ask which paper of the version in sight is written: the one it asks for stands first."""
        papers = papers_of(self.saved)
        if papers and self.letter.isVisible() and not self.is_asking:
            ask_paper(self.ask, papers, self._on_paper)

    def _on_paper(self, template: str, _text: str) -> None:
        if self._case is not None and self.saved is not None:
            version = self.saved.uid
            self.ask.shut()
            self.leave()
            self._desktop.signals.letter_wanted.emit(self._case, template, version)

    def _change(self, change: Change, then: Callable[[Planned], object] | None = None) -> None:
        if self.sheet is not None and self.shown is not None and not self._deeds.is_saving:
            self._deeds.change(self.sheet, self.shown, change, then or self._on_changed)

    def _agree_change(self) -> None:
        """In a call the change is agreed to at once; without one it is saved, and asked how afterwards."""
        change = self.changing.change()
        if change is None or not self._is_call:
            self.changing.accept()
        else:
            self._change(change, lambda planned: self._agree_saved(planned, HOW[0], ""))

    def _show_again(self) -> None:
        """What was only looked at makes room for the version it would change."""
        if self.sheet is not None and self.shown is not None:
            self._show_version(self.shown)

    def _on_changed(self, planned: Planned) -> None:
        self._on_saved(planned)
        self.changing.shut()
        self.start()

    # -- rows by hand ----------------------------------------------------------------------------

    def ask_row(self, line: Line) -> None:
        """Ask what an instalment should be; the others take the difference."""
        is_open = self.saved is None or self.saved.state.is_offered
        if self.sheet is None or not line.row.no or not is_open or self.is_asking:
            return
        amount = self._desktop.words().money(line.row.amount_minor, self.sheet.currency)
        day = self._desktop.words().full_day(line.row.due_on)
        ask_by_hand(self.ask, line.row.no, f"{amount} · {day}", partial(self._on_row, line.row.no))

    def _on_row(self, no: int, _choice: str, typed: str) -> None:
        before = self.form.more.edits.text()
        self.form.set_row(no, typed.strip())
        wrong = self.form.more.edits.refusal
        refusal = self._refusal
        if refusal is not None and refusal.field == "edits":
            wrong = self._desktop.explain(refusal)
        if wrong:
            self.ask.complain(wrong)
            self.form.more.edits.set_text(before)
            return
        self.ask.shut()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save_draft()
        else:
            super().keyPressEvent(event)

    def _on_back(self) -> None:
        if self.is_asking:
            self.ask.shut()
            self.changing.shut()
            self.start()
        else:
            self.leave()
            self.left.emit()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.start()

    def _connect(self) -> None:
        self.form.accepted.connect(self.save_draft)
        self.back.clicked.connect(self._on_back)
        self.save.clicked.connect(self.save_draft)
        self.agree.clicked.connect(self.agree_now)
        self.otherwise.clicked.connect(self.ask_agree)
        self.end.clicked.connect(self.ask_end)
        self.answer.clicked.connect(self.ask_answer)
        self.change.clicked.connect(self.ask_change)
        self.letter.clicked.connect(self.write_letter)
        self._on_keys("Ctrl+P", self.write_letter)
        self.changing.accepted.connect(self._change)
        self.changing.closed.connect(self._show_again)
        self._on_keys("Ctrl+R", self.ask_change)
        self.test.clicked.connect(self._test_means)
        self.means_form.closed.connect(self.start)
        self.table.table.row_opened.connect(self.ask_row)
        self.form.more.toggle.clicked.connect(self.unfold)
        self.said.accepted.connect(self.save_draft)
        self._on_keys("Ctrl+T", self.listen)
        self._on_keys("Ctrl+M", self.unfold)
        for at, keys in enumerate(KEYS):
            self._on_keys(keys, partial(self.offers.take, at))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._on_keys(keys, self.agree_now)

    def _on_keys(self, keys: str, do: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)
