"""Changing the plan in force: a pause, a skipped instalment, arrears. Each makes its next version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain import plan_changes
from app.domain.commitments import PlanView
from app.domain.errors import RuleViolation
from app.domain.facts import Id
from app.domain.plain_text import plain_text
from app.domain.plan_changes import MakeUp, Running
from app.domain.plan_record import terms_of
from app.domain.plan_terms import Schedule
from app.services import acts, plans
from app.services.changes import Changes
from app.services.context import Context
from app.services.plan_approvals import version_of
from app.services.plans import Planned
from app.services.situations import Desk


@dataclass(frozen=True, slots=True)
class Pause:
    """Every instalment due from a day on, which may be past, is put off."""

    from_on: date
    periods: int


@dataclass(frozen=True, slots=True)
class Skip:
    """One instalment is left out and made up."""

    no: int
    how: MakeUp


@dataclass(frozen=True, slots=True)
class Arrears:
    """What was missed is made up."""

    how: MakeUp


Change = Pause | Skip | Arrears


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """Change the version in force; ``plan_version`` is the uid of its fact."""

    act: Id
    case_id: Id
    plan_version: Id
    change: Change
    status: str = "draft"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Next:
    act: Id
    case_id: Id
    plan_id: Id
    status: str


def changed(context: Context, desk: Desk, view: PlanView, change: Change) -> Schedule:
    """What a version in force becomes; nothing is written.

    Raises RuleViolation: ``plan_not_in_force`` and the codes of ``domain.plan_changes``.
    """
    if not view.progress.state.is_in_force:
        raise RuleViolation("plan_not_in_force", "plan_version")
    today = desk.today
    terms = terms_of(view.fact.body, view.rows)
    return _made(change)(Running(terms, view.rows, view.progress, context.rules.calendar, today))


def previewed(context: Context, desk: Desk, version: Id, change: Change) -> Schedule:
    """What a version in force would become. Raises as ``change_plan`` does; nothing is written."""
    return changed(context, desk, version_of(desk, version), change)


def _made(change: Change) -> Callable[[Running], Schedule]:
    if isinstance(change, Pause):
        return lambda running: plan_changes.paused(running, change.from_on, change.periods)
    if isinstance(change, Skip):
        return lambda running: plan_changes.skipped(running, change.no, change.how)
    return lambda running: plan_changes.arrears(running, change.how)


def change_plan(context: Context, command: ChangePlan) -> tuple[Planned, Changes]:
    """Keep the changed plan as its next version; it takes the place of the one in force when it is agreed.

    Raises NotFound: ``case_missing``, ``plan_version_missing``; RuleViolation: those of ``changed``,
    ``plan_status_unknown``, ``text_…``.
    """
    plans.check_status(command.status)
    note = plain_text(command.note, "note")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            view = version_of(desk, command.plan_version)
            schedule = changed(context, desk, view, command.change)
            following = _Next(command.act, command.case_id, view.fact.body.plan_id, command.status)
            facts = plans.keep(connection, context, desk, following, schedule, note)
    return plans.planned(command.case_id, facts[0]), acts.changes_of(facts)
