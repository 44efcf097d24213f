"""Repayment plans (还款计划): quoted while one types, kept in versions, agreed, ended. Their state is derived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection

from app.domain.commitments import PlanView
from app.domain.dates import add_months, monthly
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Agreement, Fact, Id, JsonText, PlanEnded, PlanVersion
from app.domain.money import round_half_up
from app.domain.plain_text import LONGEST_LINE, plain_text, required_text
from app.domain.plan_limits import Beyond
from app.domain.plan_progress import PlanProgress, PlanState
from app.domain.plan_record import more_text, schedule_text, terms_of
from app.domain.plans import LONGEST_MONTHS, Change, Row, Schedule, Terms, Unknown, differences, solve
from app.domain.reasons import Offer
from app.domain.rules import Rules
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.plan_approvals import Standing, check_approved, standing_of, version_of
from app.services.plan_rules import limits_of_case
from app.services.situations import Desk

STATUSES = frozenset({"draft", "proposed"})
HOW_AGREED = frozenset({"signed", "recorded_call", "message"})
"""How both sides agreed. Art. 70: what is agreed by word of mouth is recorded."""


@dataclass(frozen=True, slots=True)
class SaveVersion:
    """The next version of a case's plan. Without ``plan_id`` the plan that is open goes on, else a new one begins."""

    act: Id
    case_id: Id
    terms: Terms
    status: str = "draft"
    plan_id: Id | None = None
    note: str | None = None


class NewVersion(Protocol):
    """A command that makes the next version of a plan."""

    @property
    def act(self) -> Id: ...
    @property
    def case_id(self) -> Id: ...
    @property
    def plan_id(self) -> Id | None: ...
    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Agree:
    """Both sides agreed to one version; ``plan_version`` is the uid of its fact."""

    act: Id
    case_id: Id
    plan_version: Id
    agreed_on: date
    how: str
    recording_ref: str | None = None


@dataclass(frozen=True, slots=True)
class EndPlan:
    """A plan is cancelled. Without a day: today."""

    act: Id
    case_id: Id
    plan_id: Id
    why: str
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A saved version, agreement or end."""

    act: Id
    case_id: Id
    plan_id: Id
    fact: Id
    version: int | None = None


def quote(rules: Rules, terms: Terms, today: date, find: Unknown | None = None) -> Schedule:
    """The schedule of terms as they are typed; nothing is read or written. ``today`` is the debtor's day.

    Raises RuleViolation at the field: the codes of ``domain.plans.solve``.
    """
    return solve(terms, rules.calendar, today, find)


def quote_for(rules: Rules, desk: Desk, terms: Terms, find: Unknown | None = None) -> Schedule:
    """As ``quote`` for a case: the debt may not be above what is owed (``plan_above_debt``)."""
    balance = desk.state.balance_minor
    if terms.debt_minor > balance:
        raise RuleViolation("plan_above_debt", "debt_minor", owed_minor=balance)
    return quote(rules, terms, desk.today, find)


def suggest(rules: Rules, desk: Desk) -> Terms | None:
    """Terms to start from; None where nothing is owed.

    The whole debt, by what the means test leaves, else over the months the reason asks for: income lost means a
    small start. The first instalment falls on the next pay day, else a month from now; later where outgoings rose.
    """
    balance = desk.state.balance_minor
    if balance <= 0:
        return None
    pace, means = rules.pace, desk.state.history.means
    today = desk.today
    pay_day = desk.state.history.pay_day
    is_later = rules.reasons.offer_of(desk.told) is Offer.LATER_DATE
    begins_on = today + timedelta(days=pace.later_days) if is_later else today
    first_on = next(monthly(begins_on, pay_day)) if pay_day else add_months(today, 1) + (begins_on - today)
    surplus = means.body.surplus_minor if means is not None else 0
    instalment = round_half_up(surplus * pace.surplus_share) if surplus > 0 else 0
    terms = Terms(balance, first_on, desk.state.currency, day=pay_day or first_on.day)
    if surplus > 0 and instalment * LONGEST_MONTHS >= balance:
        return replace(terms, instalment_minor=min(instalment, balance))
    periods = LONGEST_MONTHS if surplus > 0 else _usual_periods(rules, desk)
    return replace(terms, periods=min(periods, balance))


def _usual_periods(rules: Rules, desk: Desk) -> int:
    starts_small = rules.reasons.offer_of(desk.told) is Offer.SMALL_START
    return rules.pace.plan_periods_small_start if starts_small else rules.pace.plan_periods


def save_version(context: Context, command: SaveVersion) -> tuple[Planned, Changes]:
    """Keep the terms as the next version of the plan, as a draft or as proposed to the debtor.

    Beyond the limits of the user it is kept all the same, and waits for approval.

    Raises NotFound("case_missing"); RuleViolation: those of ``quote``, ``plan_above_debt``, ``plan_ended``,
    ``plan_status_unknown``, ``text_…``.
    """
    check_status(command.status)
    note = plain_text(command.note, "note")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            schedule = quote_for(context.rules, desk, command.terms)
            facts = keep(connection, context, desk, command, schedule, note)
    return planned(command.case_id, facts[0]), acts.changes_of(facts)


def check_status(status: str) -> None:
    """Raise RuleViolation ``plan_status_unknown``: whether a version is agreed is not for who saves it to say."""
    if status not in STATUSES:
        raise RuleViolation("plan_status_unknown", "status", status=status)


def keep(
    connection: Connection,
    context: Context,
    desk: Desk,
    command: NewVersion,
    schedule: Schedule,
    note: str | None,
) -> list[Fact]:
    """Append a schedule as the next version of a plan, with the limits of the user that it exceeds."""
    plan_id, version = _place(desk, command.plan_id, context)
    limits = limits_of_case(connection, command.case_id, context.user.role)
    beyond = limits.beyond(schedule, desk.today)
    body = _version_body(plan_id, version, command.status, schedule, note, beyond)
    entry = acts.entry(context, body, command.case_id, desk.now)
    return acts.append(connection, context, command.act, [entry])


_OPEN = frozenset(
    {PlanState.DRAFT, PlanState.PROPOSED, PlanState.AGREED, PlanState.PERFORMING, PlanState.BROKEN}
)


def _place(desk: Desk, plan_id: Id | None, context: Context) -> tuple[Id, int]:
    """Which plan the version belongs to, and its number there."""
    plans = desk.state.commitments.plans
    if plan_id is None:
        is_open = (view.fact.body.plan_id for view in reversed(plans) if view.progress.state in _OPEN)
        plan_id = next(is_open, None) or context.new_id()
    own = [view for view in plans if view.fact.body.plan_id == plan_id]
    if any(view.progress.state is PlanState.CANCELLED for view in own):
        raise RuleViolation("plan_ended")
    return plan_id, max((view.fact.body.version for view in own), default=0) + 1


def _version_body(
    plan_id: Id, version: int, status: str, schedule: Schedule, note: str | None, beyond: Sequence[Beyond]
) -> PlanVersion:
    terms, rows = schedule.terms, schedule.rows
    return PlanVersion(
        plan_id,
        version,
        status,
        terms.currency,
        terms.debt_minor,
        terms.down_minor,
        terms.down_on,
        terms.instalment_minor or rows[-1].amount_minor,
        terms.periods or len(rows),
        str(terms.cadence),
        terms.first_on,
        rows[-1].due_on,
        str(terms.holiday_rule),
        ",".join(schedule.solved),
        JsonText(schedule_text(rows)),
        terms.waived_minor or None,
        note,
        more_text(schedule),
        ",".join(each.limit for each in beyond) or None,
    )


def agree(context: Context, command: Agree) -> tuple[Planned, Changes]:
    """Mark a version as agreed: from now on collection stops while it is performed (art. 70).

    Raises NotFound: ``case_missing``, ``plan_version_missing``; RuleViolation: ``plan_how_unknown``,
    ``plan_ended``, ``plan_already_agreed``, ``plan_replaced``, ``plan_in_force``, ``agreed_in_future``,
    ``plan_first_in_past``, ``plan_above_debt``, ``plan_waits_for_approval``, ``plan_refused``, ``text_…``.
    """
    if command.how not in HOW_AGREED:
        raise RuleViolation("plan_how_unknown", "how", how=command.how)
    recording = plain_text(command.recording_ref, "recording_ref", LONGEST_LINE)
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            view = _agreeable(desk, command.plan_version, command.agreed_on)
            body = Agreement(
                view.fact.body.plan_id, command.plan_version, command.agreed_on, command.how, recording
            )
            entry = acts.entry(context, body, command.case_id, desk.now)
            facts = acts.append(connection, context, command.act, [entry])
    return planned(command.case_id, facts[0]), acts.changes_of(facts)


def _agreeable(desk: Desk, uid: Id, agreed_on: date) -> PlanView:
    view = version_of(desk, uid)
    state, plan_id = view.progress.state, view.fact.body.plan_id
    if state is PlanState.CANCELLED:
        raise RuleViolation("plan_ended")
    if state is PlanState.REPLACED:
        raise RuleViolation("plan_replaced")
    if view.agreed is not None:
        raise RuleViolation("plan_already_agreed")
    others = (each for each in desk.state.commitments.plans if each.fact.body.plan_id != plan_id)
    if any(other.progress.state.is_in_force for other in others):
        raise RuleViolation("plan_in_force")
    if agreed_on > desk.today:
        raise RuleViolation("agreed_in_future", "agreed_on", on=agreed_on)
    if view.rows[0].due_on < agreed_on:
        raise RuleViolation("plan_first_in_past", "first_on")
    if view.fact.body.debt_minor > desk.state.balance_minor:
        raise RuleViolation("plan_above_debt", "debt_minor", owed_minor=desk.state.balance_minor)
    check_approved(desk, view)
    return view


def end(context: Context, command: EndPlan) -> tuple[Planned, Changes]:
    """Cancel a plan with all its versions.

    Raises NotFound: ``case_missing``, ``plan_missing``; RuleViolation: ``plan_ended``, ``why_required``, ``text_…``.
    """
    why = required_text(command.why, "why", "why_required")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            plans = desk.state.commitments.plans
            own = [view for view in plans if view.fact.body.plan_id == command.plan_id]
            if not own:
                raise NotFound("plan_missing")
            if own[-1].progress.state is PlanState.CANCELLED:
                raise RuleViolation("plan_ended")
            ended_on = command.ended_on or desk.today
            body = PlanEnded(command.plan_id, ended_on, why)
            entry = acts.entry(context, body, command.case_id, desk.now)
            facts = acts.append(connection, context, command.act, [entry])
    return planned(command.case_id, facts[0]), acts.changes_of(facts)


def planned(case_id: Id, fact: Fact) -> Planned:
    """What came of a version, an agreement or an end."""
    return Planned(fact.act, case_id, fact.body.plan_id, fact.uid, getattr(fact.body, "version", None))


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a plan, what it changes against the one before, and how it goes."""

    uid: Id
    plan_id: Id
    no: int
    saved_at: datetime
    state: PlanState
    terms: Terms
    rows: tuple[Row, ...]
    progress: PlanProgress
    agreed_on: date | None
    how_agreed: str | None
    changes: tuple[Change, ...]
    note: str | None
    approval: Standing


def versions(desk: Desk) -> tuple[VersionRow, ...]:
    """Every version of every plan of a case, the newest last."""
    found: list[VersionRow] = []
    before: dict[Id, Terms] = {}
    for view in desk.state.commitments.plans:
        body, terms = view.fact.body, terms_of(view.fact.body, view.rows)
        old = before.get(body.plan_id)
        found.append(
            VersionRow(
                view.fact.uid,
                body.plan_id,
                body.version,
                view.fact.recorded_at,
                view.progress.state,
                terms,
                view.rows,
                view.progress,
                view.agreed.body.agreed_on if view.agreed else None,
                view.agreed.body.how if view.agreed else None,
                differences(old, terms) if old else (),
                body.note,
                standing_of(desk, view),
            )
        )
        before[body.plan_id] = terms
    return tuple(found)
