"""What waits for the lead: a version of a plan beyond the limits of whoever saved it, and the answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.commitments import PlanView
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Approval, Fact, Id
from app.domain.permissions import Deed
from app.domain.plain_text import plain_text, required_text
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.situations import Desk


class ApprovalState(StrEnum):
    NOT_NEEDED = "not_needed"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decide:
    """The answer to one version, ``plan_version`` being the uid of its fact.

    ``why``: always for a no; for a yes that a collector writes down it says who gave it and how.
    """

    act: Id
    case_id: Id
    plan_version: Id
    is_approved: bool
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a version stands: the limits it exceeds, and what was answered."""

    state: ApprovalState
    beyond: tuple[str, ...]
    why: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing keeps the version from being agreed: within the limits, or approved beyond them."""
        return self.state in (ApprovalState.NOT_NEEDED, ApprovalState.APPROVED)


def standing_of(desk: Desk, view: PlanView) -> Standing:
    """Whether a version waits, was approved or refused. The last answer counts."""
    beyond = tuple((view.fact.body.beyond or "").split(",")) if view.fact.body.beyond else ()
    answer = _answer(desk, view)
    if not beyond:
        return Standing(ApprovalState.NOT_NEEDED, ())
    if answer is None:
        return Standing(ApprovalState.WAITING, beyond)
    state = ApprovalState.APPROVED if answer.body.is_approved else ApprovalState.REFUSED
    return Standing(state, beyond, answer.body.why)


def _answer(desk: Desk, view: PlanView) -> Fact | None:
    answers = (
        fact
        for fact in reversed(desk.case.facts)
        if fact.kind == "approval" and fact.body.target == view.fact.uid
    )
    return next(answers, None)


def check_approved(desk: Desk, view: PlanView) -> None:
    """Raise RuleViolation ``plan_waits_for_approval`` or ``plan_refused`` where the answer is not a yes."""
    standing = standing_of(desk, view)
    if standing.state is ApprovalState.WAITING:
        raise RuleViolation("plan_waits_for_approval", "plan_version")
    if standing.state is ApprovalState.REFUSED:
        raise RuleViolation("plan_refused", "plan_version", why=standing.why)


def decide(context: Context, command: Decide) -> tuple[Fact, Changes]:
    """Keep the lead's answer. Returns the approval.

    Raises NotFound: ``case_missing``, ``plan_version_missing``; RuleViolation: ``plan_needs_no_approval``,
    ``plan_already_agreed``, ``why_required``, ``text_…``, ``may_not_approve``.
    """
    context.user.require(Deed.APPROVE)
    if context.user.is_lead and command.is_approved:
        why = plain_text(command.why, "why")
    else:
        why = required_text(command.why or "", "why", "why_required")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            _check(desk, command.plan_version)
            body = Approval(command.plan_version, command.is_approved, why)
            entry = acts.entry(context, body, command.case_id, desk.now)
            facts = acts.append(connection, context, command.act, [entry])
    return facts[0], acts.changes_of(facts)


def version_of(desk: Desk, uid: Id) -> PlanView:
    """The version of a plan of this case. Raises NotFound ``plan_version_missing``."""
    view = next((view for view in desk.state.commitments.plans if view.fact.uid == uid), None)
    if view is None:
        raise NotFound("plan_version_missing")
    return view


def _check(desk: Desk, uid: Id) -> None:
    view = version_of(desk, uid)
    if not view.fact.body.beyond:
        raise RuleViolation("plan_needs_no_approval", "plan_version")
    if view.agreed is not None:
        raise RuleViolation("plan_already_agreed", "plan_version")
