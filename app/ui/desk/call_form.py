"""One call on its way to being saved: what is answered, and what the outcome still asks. No widget in here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.codes import Requirement, ResultCode
from app.domain.moments import Id
from app.services.cases import CasePanel
from app.services.contacts import RecordContact
from app.services.given import OverrideGiven, PreferenceGiven, PromiseGiven, ReasonGiven


class Step(StrEnum):
    """What the form asks next."""

    VARIANT = "variant"
    IDENTITY = "identity"
    REASON = "reason"
    PROMISE = "promise"
    CALLBACK = "callback"
    PREFERENCE = "preference"
    REMARK = "remark"


_STEPS = {
    Requirement.IDENTITY: Step.IDENTITY,
    Requirement.REASON: Step.REASON,
    Requirement.PROMISE: Step.PROMISE,
    Requirement.CALLBACK: Step.CALLBACK,
    Requirement.PREFERENCE: Step.PREFERENCE,
    Requirement.REMARK: Step.REMARK,
}


@dataclass(slots=True)
class CallForm:
    """The answers so far. ``choices`` are open while one of several results is still to be picked."""

    panel: CasePanel
    point_id: Id | None = None
    result: ResultCode | None = None
    choices: tuple[ResultCode, ...] = ()
    is_checked: bool = False
    is_identity_asked: bool = False
    reason: ReasonGiven | None = None
    promise: PromiseGiven | None = None
    callback_at: datetime | None = None
    preference: PreferenceGiven | None = None
    note: str = ""
    started_at: datetime | None = None
    account_id: Id | None = None
    """The one debt the call is about; None: all of the case."""
    override: OverrideGiven | None = None

    @property
    def is_third_person(self) -> bool:
        """Whether whatever is chosen now says that somebody else is on the line."""
        results = self.choices or ((self.result,) if self.result is not None else ())
        return bool(results) and all(result.is_third_person for result in results)

    def take_up(self, panel: CasePanel) -> None:
        """The case as it is by now; a debt that is no longer open is not called about."""
        self.panel = panel
        if self.account_id not in panel.desk.situation.accounts:
            self.account_id = None

    def offer(self, choices: tuple[ResultCode, ...]) -> None:
        """Ask which of several results it is; the first is what Enter takes."""
        self.result, self.choices = None, choices

    def begin(self, result: ResultCode) -> None:
        """This is what came of the call."""
        self.result, self.choices = result, ()

    def next_step(self) -> Step | None:
        """What is still to be asked, None when the call can be saved."""
        if self.choices:
            return Step.VARIANT
        if self.result is None:
            return None
        for requirement in self.result.requires:
            step = _STEPS.get(requirement)
            if step is not None and not self._is_answered(step):
                return step
        return None

    def _is_answered(self, step: Step) -> bool:
        return {
            Step.IDENTITY: self.is_checked or self.is_identity_asked,
            Step.REASON: self.reason is not None or self._reason_follows(),
            Step.PROMISE: self.promise is not None,
            Step.CALLBACK: self.callback_at is not None,
            Step.PREFERENCE: self.preference is not None,
            Step.REMARK: bool(self.note.strip()),
        }[step]

    def _reason_follows(self) -> bool:
        """Whether the result names the reason by itself (a dispute, an illness)."""
        return self.result is not None and self.result.reason is not None

    def forget_outcome(self) -> None:
        """Back to the ten keys; what was said of identity, reason and note stays."""
        self.result, self.choices = None, ()
        self.promise = self.callback_at = self.preference = None
        self.is_identity_asked = False

    def command(self, act: Id, now: datetime) -> RecordContact:
        """The use case that saves this call."""
        if self.result is None:
            raise ValueError("no outcome yet")
        reason = self.reason
        if reason is None and self._reason_follows() and self.panel.reason is None:
            reason = ReasonGiven(self.result.reason or "")
        return RecordContact(
            act,
            self.panel.case_id,
            self.result.code,
            self.point_id,
            started_at=self.started_at,
            ended_at=now if self.started_at else None,
            is_identity_checked=self.is_checked,
            reason=reason,
            promise=self.promise,
            callback_at=self.callback_at,
            preference=self.preference,
            note=self.note.strip() or None,
            override=self.override,
            account_id=self.account_id,
        )
