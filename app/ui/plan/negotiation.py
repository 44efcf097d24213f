"""A case in the plan editor: what is shown, what is typed, what the solver says to it, and how all that is told."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError, RuleViolation
from app.domain.moments import Id
from app.domain.plan_offers import Offer
from app.domain.plan_phrase import applied
from app.domain.plan_progress import PlanState
from app.domain.plans import Schedule, Terms, differences
from app.services import plan_changes, plan_offers, plan_sheet, plans
from app.services.plan_changes import Change
from app.services.plan_sheet import PlanSheet
from app.services.plans import VersionRow
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.plan.deeds import PlanDeeds
from app.ui.plan.starting import changes_of, fixed_of, in_sight, papers_of, settled, start_of
from app.ui.plan.state_strip import say_state, waits
from app.ui.plan.view import PlanView

KINDS = ("plans", "payments", "holds", "cases", "contacts", "reasons")
COMPLAIN_MS = 350  # a refusal of terms half typed would only flicker
DRAFT_MS = 1_500
FAILED = frozenset({PlanState.BROKEN, PlanState.CANCELLED})
"""In place of a version in these states another plan may be offered, as beside one that is only offered."""


class Negotiation(PlanView):
    """``open_case`` shows the plans of a case. Every keystroke is solved and offered upon; nothing is saved here but
    what is typed, as a draft."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self._desktop = desktop
        self._case: Id | None = None
        self.sheet: PlanSheet | None = None
        self.shown: VersionRow | None = None
        self.schedule: Schedule | None = None
        self.is_edited = False
        self._is_call = False
        self._wanted: Id | None = None
        self._refusal: RuleViolation | None = None
        self._heard = ""
        self._deeds = PlanDeeds(desktop, self, self._on_refused)
        self._complain_timer = QTimer(self, singleShot=True, interval=COMPLAIN_MS)
        self._complain_timer.timeout.connect(self._complain)
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._draft_timer.timeout.connect(self._keep_draft)
        self.form.changed.connect(self._on_edited)
        self.header.version_chosen.connect(self._on_version)
        self.offers.chosen.connect(self._take)
        self.said.changed.connect(self._on_said)
        self.changing.wanted.connect(self._preview)
        self._watch = Watch(self, desktop.events, KINDS, self._reload)

    # -- the case --------------------------------------------------------------------------------

    def open_case(self, case_id: Id, *, is_call: bool) -> None:
        """Show the plans of this case and put the focus on the instalment. ``is_call``: it is negotiated in one."""
        self.leave()
        self._is_call = is_call
        self._case, self.sheet, self.shown, self._wanted = case_id, None, None, None
        self.is_edited, self._heard = False, ""
        self.said.set_text("")
        self.ask.shut()
        self.changing.shut()
        self.means_form.shut()
        self._watch.narrow(case_id)
        self._reload()

    @property
    def saved(self) -> VersionRow | None:
        """The version in sight as it was saved; None while its terms are changed, or only suggested."""
        return None if self.is_edited else self.shown

    @property
    def is_asking(self) -> bool:
        """Whether a question stands in the place of the buttons."""
        return self.ask.isVisible() or self.changing.isVisible()

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
        self._desktop.signals.case_shown.emit(sheet.case_id, "plan")
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
        for part in (self.form, self.said):
            part.setEnabled(terms is not None)
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

    def _on_version(self, version: VersionRow | None) -> None:
        self._forget_draft()
        self._wanted = version.uid if version is not None else None
        self._show_version(version)

    # -- typing ----------------------------------------------------------------------------------

    def _on_edited(self) -> None:
        self._begin_edit()
        terms = self._typed()
        if self.sheet is not None and terms is not None:
            rows = self.schedule.rows if self.schedule is not None else ()
            self.offers.offer(self.sheet, terms, rows, is_spoken=True)
        self._say_all()

    def _on_said(self) -> None:
        """Put what the debtor says into the terms; what was not said is as the lightest offer has it."""
        sheet, said, text = self.sheet, self.said.value, self.said.text()
        start = start_of(sheet, self.shown, self._desktop.context.rules) if sheet is not None else None
        if sheet is None or said is None or start is None or text == self._heard or self.is_asking:
            return
        self._heard = text
        terms = applied(said, start, sheet.today)
        try:
            if said.is_open:
                terms = plan_offers.accepted(plan_offers.offers(sheet.ground, terms)[0])
        except RuleViolation as refusal:
            self.said.show_error(self._desktop.explain(refusal))
            return
        self.form.show_terms(sheet, terms, fixed_of(terms), self.form.note.text())
        self._on_edited()

    def _begin_edit(self) -> None:
        self.is_edited = True
        self._draft_timer.start()
        self._quote()

    def _take(self, offer: Offer) -> None:
        """Put an offer into the form. The offers stay: they rest on what was said, not on what was taken."""
        if self.sheet is None or self.is_asking or not self.form.isEnabled():
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
            self.schedule = plans.quote_for(self._desktop.context.rules, sheet.desk, terms, self.form.unknown)
        except RuleViolation as refusal:
            self.schedule, self._refusal = None, refusal
            self.table.set_stale(is_stale=True)
            self._complain_timer.start()
            return
        self.form.fill_solved(self.schedule.terms)
        self.table.show_rows(self.schedule.rows, sheet.currency)
        self.table.set_stale(is_stale=False)
        self.means.show_terms(self.schedule.terms)

    def _preview(self, change: Change | None) -> None:
        """Show what the version in force would become; nothing is written."""
        sheet, shown = self.sheet, self.shown
        if sheet is None or shown is None:
            return
        becomes = None
        try:
            if change is not None:
                becomes = plan_changes.previewed(self._desktop.context, sheet.desk, shown.uid, change)
        except RuleViolation as refusal:
            self.changing.complain(refusal)
        self.table.set_stale(is_stale=becomes is None)
        if becomes is not None:
            self.table.show_rows(becomes.rows, sheet.currency)
            self.header.show_version(shown, differences(shown.terms, becomes.terms), is_edited=True)

    def _complain(self) -> None:
        if self._refusal is not None and not self.form.complain(self._refusal):
            self._desktop.tell(self._desktop.explain(self._refusal), "danger")

    def _ready(self) -> bool:
        """Whether the terms can be saved; else the field that is wrong says why and gets the focus."""
        wrong = self.form.unreadable()
        if wrong is not None:
            self.form.show_field(wrong)
            wrong.accept()
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.schedule is None and self._refusal is not None:
            self._complain()
        return wrong is None and self.schedule is not None

    def _typed(self) -> Terms | None:
        """The terms as typed, with what the solver found."""
        terms = self.form.terms()
        return None if terms is None else settled(terms, self.schedule)

    def _keep_draft(self) -> None:
        if self._case is not None and self.is_edited:
            self._deeds.keep_draft(self._case, self.form.typed())

    def _forget_draft(self) -> None:
        self.is_edited = False
        self._draft_timer.stop()
        if self._case is not None:
            self._deeds.forget_draft(self._case)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            return  # a bug, which the crash window tells
        if self.ask.isVisible():
            self.ask.complain(self._desktop.explain(error))
        elif self.changing.isVisible() and isinstance(error, RuleViolation):
            self.changing.complain(error)
        elif not (isinstance(error, RuleViolation) and self.form.complain(error)):
            self._desktop.tell(self._desktop.explain(error), "danger")

    # -- saying ----------------------------------------------------------------------------------

    def _say_all(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        changes = changes_of(self.shown, self.schedule, is_edited=self.is_edited)
        self.header.show_version(self.shown, changes, is_edited=self.is_edited)
        saved = self.saved
        limits = sheet.ground.limits.beyond(self.schedule, sheet.today) if self.schedule is not None else ()
        beyond = [each.limit for each in limits]
        say_state(self.state, saved, self._desktop.words(), sheet.balance_minor, beyond)
        self.answer.setVisible(waits(saved))
        is_offerable = saved is None or saved.state.is_offered or saved.state in FAILED
        self.offers.setVisible(self.offers.has_any and is_offerable)
        can_end = self.shown is not None and self.shown.state not in (PlanState.CANCELLED, PlanState.REPLACED)
        self.end.setVisible(can_end)
        self.change.setVisible(saved is not None and saved.state.is_in_force)
        self.letter.setVisible(bool(papers_of(saved)))
        self.agree.setEnabled(self.is_edited or self.shown is None or self.shown.agreed_on is None)
        self.agree.setText(self.tr("Agreed in this call") if self._is_call else self.tr("Both agreed"))
        self.otherwise.setVisible(self._is_call and self.agree.isEnabled())
        self.fold_buttons()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_watch"):
            self._say_all()
            if self.changing.isVisible():
                self._preview(self.changing.change())
