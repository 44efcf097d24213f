"""What the plan editor writes down: versions, agreements, answers, changes and ends, each as one act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.domain.facts import Fact
from app.domain.moments import Id
from app.domain.plans import Terms
from app.services import drafts, plan_approvals, plan_changes, plans
from app.services.plan_approvals import Decide
from app.services.plan_changes import Change, ChangePlan
from app.services.plan_sheet import FORM, PlanSheet
from app.services.plans import Agree, EndPlan, Planned, SaveVersion, VersionRow
from app.ui.desktop import Desktop

Then = Callable[[Planned], object]


class PlanDeeds(QObject):
    """``is_saving`` from a version or agreement on until it is answered: a second Enter saves no second version."""

    def __init__(self, desktop: Desktop, parent: QObject, on_refused: Callable[[Exception], object]) -> None:
        super().__init__(parent)
        self._desktop, self._on_refused = desktop, on_refused
        self.is_saving = False

    def keep_draft(self, case_id: Id, typed: str) -> None:
        """Keep what is typed, so that it is there again."""
        self._desktop.tasks.write(drafts.keep, case_id, FORM, typed, owner=self)

    def forget_draft(self, case_id: Id) -> None:
        """What was typed is saved, or given up."""
        self._desktop.tasks.write(drafts.clear, case_id, FORM, owner=self)

    def save(self, sheet: PlanSheet, terms: Terms, note: str, then: Then) -> None:
        """The terms become the next version."""
        self._write(
            plans.save_version, SaveVersion(self._act(), sheet.case_id, terms, note=note or None), then
        )

    def change(self, sheet: PlanSheet, version: VersionRow, wanted: Change, then: Then) -> None:
        """The version in force, changed, becomes the next one."""
        self._write(
            plan_changes.change_plan, ChangePlan(self._act(), sheet.case_id, version.uid, wanted), then
        )

    def agree(self, sheet: PlanSheet, version: Id, how: str, reference: str, then: Then) -> None:
        """Both sides agreed today."""
        proof = reference.strip() or None
        self._write(plans.agree, Agree(self._act(), sheet.case_id, version, sheet.today, how, proof), then)

    def decide(
        self, sheet: PlanSheet, version: Id, why: str, then: Callable[[Fact], object], *, is_yes: bool
    ) -> None:
        """The lead's answer."""
        command = Decide(self._act(), sheet.case_id, version, is_yes, why.strip() or None)
        self._write(plan_approvals.decide, command, then)

    def end(self, sheet: PlanSheet, version: VersionRow, why: str, then: Then) -> None:
        """The plan ends."""
        self._write(plans.end, EndPlan(self._act(), sheet.case_id, version.plan_id, why), then)

    def _act(self) -> Id:
        return self._desktop.context.new_id()

    def _write(self, service: Callable[..., Any], command: object, then: Callable[..., object]) -> None:
        self.is_saving = True

        def on_ok(result: Any) -> None:
            self.is_saving = False
            then(result)

        def on_error(error: Exception) -> None:
            self.is_saving = False
            self._on_refused(error)

        self._desktop.tasks.write(service, command, owner=self, on_ok=on_ok, on_error=on_error)
