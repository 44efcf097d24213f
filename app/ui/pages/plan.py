"""The plan editor: a page over the case. Terms at the left, the schedule changing with every keystroke at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError, RuleViolation
from app.domain.facts import Fact
from app.domain.moments import Id
from app.domain.plan_offers import Offer
from app.domain.plan_progress import PlanState
from app.domain.plans import Schedule
from app.services import drafts, plan_approvals, plan_offers, plan_sheet, plans
from app.services.plan_approvals import Decide
from app.services.plan_sheet import FORM, PlanSheet
from app.services.plans import Agree, EndPlan, Planned, SaveVersion, VersionRow
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.plan.offer_row import KEYS
from app.ui.plan.questions import HOW, YES, ask_how, ask_lead, ask_why
from app.ui.plan.starting import changes_of, fixed_of, in_sight, start_of
from app.ui.plan.state_strip import say_state, waits
from app.ui.plan.view import PlanView
from app.ui.widgets.announcer import announce

KINDS = ("plans", "payments", "holds", "cases")
COMPLAIN_MS = 350  # a refusal of terms half typed would only flicker
DRAFT_MS = 1_500
OFFERABLE = frozenset({PlanState.DRAFT, PlanState.PROPOSED, PlanState.BROKEN, PlanState.CANCELLED})
"""Beside a version in these states another plan may be offered."""


class PlanEditor(PlanView):
    """``open_case`` shows the plans of a case; ``left`` when the user goes back (Esc).

    Terms are agreed in the call they were negotiated in; without a call, or otherwise, it is asked how.
    """

    left = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self._desktop = desktop
        self._case: Id | None = None
        self.sheet: PlanSheet | None = None
        self.shown: VersionRow | None = None
        self.schedule: Schedule | None = None
        self.is_edited = False
        self._is_call = False
        self._is_saving = False
        self._wanted: Id | None = None
        self._refusal: RuleViolation | None = None
        self._connect()
        self._watch = Watch(self, desktop.events, KINDS, self._reload)

    # -- the case --------------------------------------------------------------------------------

    def open_case(self, case_id: Id, *, is_call: bool) -> None:
        """Show the plans of this case and put the focus on the instalment. ``is_call``: it is negotiated in one."""
        self.leave()
        self._is_call, self._is_saving = is_call, False
        self._case, self.sheet, self.shown, self._wanted = case_id, None, None, None
        self.is_edited = False
        self.ask.shut()
        self.means_form.shut()
        self._watch.narrow(case_id)
        self._reload()

    def leave(self) -> None:
        """What is typed is kept; the next time it is there again."""
        if self._draft_timer.isActive():
            self._draft_timer.stop()
            self._keep_draft()

    def _reload(self) -> None:
        if self._case is not None:
            self._desktop.tasks.read(
                plan_sheet.sheet, self._case, owner=self, on_ok=self._on_sheet, slot="plan_sheet"
            )

    def _on_sheet(self, sheet: PlanSheet) -> None:
        if sheet.case_id != self._case:
            return
        is_first = self.sheet is None
        self.sheet = sheet
        self.header.show_sheet(sheet)
        self.means.show_means(sheet.means)
        is_nothing = sheet.suggested is None and not sheet.versions
        self.show_nothing(is_nothing=is_nothing)
        if not is_nothing and not self.is_edited:
            self._show_version(in_sight(sheet, self._wanted, self.shown))
            if is_first and sheet.draft and self.form.retype(sheet.draft):
                self._on_edited()
        elif self.is_edited:
            self._on_edited()  # the debt or the means test moved underneath what is typed
        if is_first and not is_nothing:
            self.start()

    def _show_version(self, version: VersionRow | None) -> None:
        """Show a saved version as it is, or the suggestion where there is none."""
        sheet = self.sheet
        assert sheet is not None
        self.shown, self.is_edited, self.schedule = version, False, None
        terms = start_of(sheet, version, self._desktop.context.rules)
        self.form.setEnabled(terms is not None)
        if terms is not None:
            note = version.note or "" if version is not None else ""
            self.form.show_terms(sheet, terms, fixed_of(terms), note)
        if version is None:
            self._quote()
        if terms is not None:
            rows = self.schedule.rows if self.schedule is not None else version.rows if version else ()
            self.offers.offer(sheet, terms, rows, is_spoken=version is not None)
        if version is not None:
            self.table.show_rows(version.rows, sheet.currency, version.progress)
            self.table.set_stale(is_stale=False)
            self.means.show_terms(version.terms)
        self._say_all()

    # -- typing ----------------------------------------------------------------------------------

    def _on_edited(self) -> None:
        self._begin_edit()
        terms = self.form.terms()
        if self.sheet is not None and terms is not None:
            rows = self.schedule.rows if self.schedule is not None else ()
            self.offers.offer(self.sheet, terms, rows, is_spoken=True)
        self._say_all()

    def _begin_edit(self) -> None:
        self.is_edited = True
        self._draft_timer.start()
        self._quote()

    def _take(self, offer: Offer) -> None:
        """Put an offer into the form. The offers stay: they rest on what was said, not on what was taken."""
        if self.sheet is None or self.ask.isVisible() or not self.form.isEnabled():
            return
        self.form.show_terms(
            self.sheet, plan_offers.accepted(offer), "instalment_minor", self.form.note.text()
        )
        self._begin_edit()
        self.offers.mark(offer.schedule.rows)
        self._say_all()
        self.start()

    def _quote(self) -> None:
        """Solve the terms as they stand; a refusal is said when the typing rests."""
        self._complain_timer.stop()
        self._refusal = None
        sheet, terms = self.sheet, self.form.terms()
        if sheet is None or terms is None:
            self.schedule = None
            self.table.set_stale(is_stale=True)
            return
        try:
            self.schedule = plans.quote_for(self._desktop.context.rules, sheet.desk, terms)
        except RuleViolation as refusal:
            self.schedule, self._refusal = None, refusal
            self.table.set_stale(is_stale=True)
            self._complain_timer.start()
            return
        self.form.fill_solved(self.schedule.terms)
        self.table.show_rows(self.schedule.rows, sheet.currency)
        self.table.set_stale(is_stale=False)
        self.means.show_terms(self.schedule.terms)

    def _complain(self) -> None:
        if self._refusal is not None and not self.form.complain(self._refusal):
            self._desktop.tell(self._desktop.explain(self._refusal), "danger")

    def _ready(self) -> bool:
        """Whether the terms can be saved; else the field that is wrong says why and gets the focus."""
        wrong = self.form.unreadable()
        if wrong is not None:
            wrong.accept()
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.schedule is None and self._refusal is not None:
            self._complain()
        return wrong is None and self.schedule is not None

    def _keep_draft(self) -> None:
        if self._case is not None and self.is_edited:
            self._desktop.tasks.write(drafts.keep, self._case, FORM, self.form.typed(), owner=self)

    # -- saving ----------------------------------------------------------------------------------

    def save_draft(self) -> None:
        """Keep the terms as the next version."""
        if self.shown is not None and not self.is_edited:
            self._desktop.tell(self.tr("Nothing was changed: this version is saved."), "accent")
        elif self._ready():
            self._save(self._on_saved)

    def _save(self, then: object) -> None:
        terms = self.form.terms()
        if self._case is None or terms is None or self._is_saving:
            return
        self._is_saving = True
        note = self.form.note.text().strip() or None
        command = SaveVersion(self._desktop.context.new_id(), self._case, terms, note=note)
        self._desktop.tasks.write(
            plans.save_version,
            command,
            owner=self,
            on_ok=then,  # type: ignore[arg-type]
            on_error=self._on_refused,
        )

    def _forget_draft(self) -> None:
        self.is_edited = self._is_saving = False
        self._draft_timer.stop()
        if self._case is not None:
            self._desktop.tasks.write(drafts.clear, self._case, FORM, owner=self)

    def _on_saved(self, planned: Planned) -> None:
        self._wanted = planned.fact
        self._forget_draft()
        self._say_done(self.tr("plan saved as draft, version {no}").format(no=planned.version))

    def agree_now(self) -> None:
        """Both sides agreed in this call; without one it is asked how. Unsaved terms become a version first."""
        if not self._is_call:
            self.ask_agree()
        elif self._can_agree():
            self._on_agree(HOW[0], "")

    def ask_agree(self) -> None:
        """Ask how both sides agreed."""
        if not self._can_agree():
            return
        ask_how(self.ask, self._on_agree)

    def _can_agree(self) -> bool:
        if self.ask.isVisible() or not self.agree.isEnabled() or self._is_saving:
            return False
        return (self.shown is not None and not self.is_edited) or self._ready()

    def _on_agree(self, how: str, reference: str) -> None:
        if self.shown is not None and not self.is_edited:
            self._agree(self.shown.uid, how, reference)
        else:
            self._save(lambda planned: self._agree_saved(planned, how, reference))

    def _agree_saved(self, planned: Planned, how: str, reference: str) -> None:
        self._wanted = planned.fact
        self._forget_draft()
        self._agree(planned.fact, how, reference)

    def _agree(self, version: Id, how: str, reference: str) -> None:
        if self._case is None or self.sheet is None:
            return
        self._is_saving = True
        command = Agree(
            self._desktop.context.new_id(),
            self._case,
            version,
            self.sheet.today,
            how,
            reference.strip() or None,
        )
        self._desktop.tasks.write(
            plans.agree, command, owner=self, on_ok=self._on_agreed, on_error=self._on_refused
        )

    def _on_agreed(self, _planned: Planned) -> None:
        self._is_saving = False
        self.ask.shut()
        self._say_done(self.tr("plan agreed; collection rests while it is kept"))
        self.start()

    def _test_means(self) -> None:
        if self.sheet is not None:
            self.means_form.open(self.sheet)

    def ask_answer(self) -> None:
        """Ask what the lead said to a version beyond the limits."""
        ask_lead(self.ask, self._on_answer)

    def _on_answer(self, choice: str, why: str) -> None:
        if self.shown is None or self._case is None:
            return
        command = Decide(
            self._desktop.context.new_id(), self._case, self.shown.uid, choice == YES, why.strip() or None
        )
        self._desktop.tasks.write(
            plan_approvals.decide, command, owner=self, on_ok=self._on_answered, on_error=self._on_refused
        )

    def _on_answered(self, approval: Fact) -> None:
        self.ask.shut()
        is_yes = approval.body.is_approved
        self._say_done(
            self.tr("plan approved by the lead") if is_yes else self.tr("plan refused by the lead")
        )
        self.start()

    def ask_end(self) -> None:
        """Ask why the plan is ended."""
        ask_why(self.ask, self._on_end)

    def _on_end(self, _choice: str, why: str) -> None:
        if self.shown is None or self._case is None:
            return
        command = EndPlan(self._desktop.context.new_id(), self._case, self.shown.plan_id, why)
        self._desktop.tasks.write(
            plans.end, command, owner=self, on_ok=self._on_ended, on_error=self._on_refused
        )

    def _on_ended(self, _planned: Planned) -> None:
        self.ask.shut()
        self._forget_draft()
        self._say_done(self.tr("plan ended"))
        self.start()

    def _on_refused(self, error: Exception) -> None:
        self._is_saving = False
        if not isinstance(error, AppError):
            return  # a bug, which the crash window tells
        if self.ask.isVisible():
            self.ask.complain(self._desktop.explain(error))
        elif not (isinstance(error, RuleViolation) and self.form.complain(error)):
            self._desktop.tell(self._desktop.explain(error), "danger")

    def _say_done(self, what: str) -> None:
        name = self.sheet.name if self.sheet is not None else ""
        text = self.tr("{name}: {what}").format(name=name, what=what)
        self._desktop.signals.done.emit(text, True)
        announce(self, text)

    # -- saying ----------------------------------------------------------------------------------

    def _say_all(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        changes = changes_of(self.shown, self.schedule, is_edited=self.is_edited)
        self.header.show_version(self.shown, changes, is_edited=self.is_edited)
        saved = None if self.is_edited else self.shown
        limits = sheet.ground.limits.beyond(self.schedule, sheet.today) if self.schedule is not None else ()
        beyond = [each.limit for each in limits]
        say_state(self.state, saved, self._desktop.words(), sheet.balance_minor, beyond)
        self.answer.setVisible(waits(saved))
        self.offers.setVisible(self.offers.has_any and (saved is None or saved.state in OFFERABLE))
        can_end = self.shown is not None and self.shown.state not in (PlanState.CANCELLED, PlanState.REPLACED)
        self.end.setVisible(can_end)
        self.agree.setEnabled(self.is_edited or self.shown is None or self.shown.agreed_on is None)
        self.agree.setText(self.tr("Agreed in this call") if self._is_call else self.tr("Both agreed"))
        self.otherwise.setVisible(self._is_call and self.agree.isEnabled())

    def _on_version(self, version: VersionRow | None) -> None:
        self._forget_draft()
        self._wanted = version.uid if version is not None else None
        self._show_version(version)

    # -- keys ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save_draft()
        else:
            super().keyPressEvent(event)

    def _on_back(self) -> None:
        if self.ask.isVisible():
            self.ask.shut()
            self.start()
        else:
            self.leave()
            self.left.emit()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.start()

    def _connect(self) -> None:
        self._complain_timer = QTimer(self, singleShot=True, interval=COMPLAIN_MS)
        self._complain_timer.timeout.connect(self._complain)
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._draft_timer.timeout.connect(self._keep_draft)
        self.form.changed.connect(self._on_edited)
        self.form.accepted.connect(self.save_draft)
        self.header.version_chosen.connect(self._on_version)
        self.back.clicked.connect(self._on_back)
        self.save.clicked.connect(self.save_draft)
        self.agree.clicked.connect(self.agree_now)
        self.otherwise.clicked.connect(self.ask_agree)
        self.end.clicked.connect(self.ask_end)
        self.answer.clicked.connect(self.ask_answer)
        self.offers.chosen.connect(self._take)
        self.test.clicked.connect(self._test_means)
        self.means_form.closed.connect(self.start)
        for at, keys in enumerate(KEYS):
            self._on_keys(keys, partial(self.offers.take, at))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._on_keys(keys, self.agree_now)

    def _on_keys(self, keys: str, do: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_watch"):
            self._say_all()
