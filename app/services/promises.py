"""Promises to pay (承诺还款): made, one or several at once, cancelled, suggested. Whether they are kept is derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.domain.dates import HolidayRule, local_date, monthly
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Fact, Id, PromiseCancelled
from app.domain.money import round_half_up
from app.domain.plain_text import required_text
from app.domain.promises import PromiseState
from app.domain.reasons import Offer
from app.domain.rules import Rules
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.given import PromiseGiven, promise_bodies
from app.services.situations import Desk


@dataclass(frozen=True, slots=True)
class MakePromise:
    """A promise taken outside a contact: from a message or a letter."""

    act: Id
    case_id: Id
    promise: PromiseGiven


@dataclass(frozen=True, slots=True)
class CancelPromise:
    """A promise is taken back; ``promise`` is the uid of its fact."""

    act: Id
    case_id: Id
    promise: Id
    why: str


@dataclass(frozen=True, slots=True)
class Promised:
    """A saved promise with those of the same entry, or the one that was cancelled."""

    act: Id
    case_id: Id
    promise: Id
    replaced: Id | None
    further: tuple[Id, ...] = ()


def promise(context: Context, command: MakePromise) -> tuple[Promised, Changes]:
    """Save a promise, or several at once as one act; ``replaces`` says which open ones they
    take the place of.

    Raises NotFound: ``case_missing``, ``account_missing``; RuleViolation: ``promise_of_nothing``,
    ``promise_above_debt``, ``promise_in_past``, ``promises_above_debt``, ``promises_too_many``,
    ``promises_same_day``, ``date_too_far``, ``text_…``.
    """
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            made = [
                acts.entry(context, body, command.case_id, desk.now, supersedes=replaced)
                for body, replaced in promise_bodies(command.promise, desk, desk.today)
            ]
            facts = acts.append(connection, context, command.act, made)
    first, *rest = [fact for fact in facts if fact.kind == "promise"]
    done = Promised(first.act, command.case_id, first.uid, first.supersedes, tuple(fact.uid for fact in rest))
    return done, acts.changes_of(facts)


def cancel(context: Context, command: CancelPromise) -> tuple[Promised, Changes]:
    """Take an open promise back. Raises NotFound: ``case_missing``, ``promise_missing``; RuleViolation:
    ``promise_not_open``, ``why_required``, ``text_…``."""
    why = required_text(command.why, "why", "why_required")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            _require_open(desk, command.promise)
            entry = acts.entry(context, PromiseCancelled(command.promise, why), command.case_id, desk.now)
            facts = acts.append(connection, context, command.act, [entry])
    return Promised(command.act, command.case_id, command.promise, None), acts.changes_of(facts)


def _require_open(desk: Desk, uid: Id) -> None:
    view = next((view for view in desk.state.commitments.promises if view.fact.uid == uid), None)
    if view is None:
        raise NotFound("promise_missing")
    if view.outcome.state is not PromiseState.OPEN:
        raise RuleViolation("promise_not_open", state=view.outcome.state)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An amount and a day to start from, and why these: codes with what fills their words."""

    amount_minor: int
    due_on: date
    amount_why: str
    date_why: str
    params: Mapping[str, Any] = field(default_factory=dict)


def suggest(rules: Rules, desk: Desk, told: str = "") -> Suggestion | None:
    """What to propose, the strongest ground first; None where nothing is owed.

    Amount: what a broken promise still lacks; the surplus of the means test; the minimum payments; a share of the
    debt. Day: the next pay day if it is near, else in a few days; later where outgoings have risen, on the pay day
    itself where the debtor forgot or puts it off. Days are moved to working days. ``told``: the reason just told, else
    the one on file counts.
    """
    owed = desk.state.balance_minor
    if owed <= 0:
        return None
    amount, amount_why, params = _amount(rules, desk)
    due_on, date_why = _day(rules, desk, rules.reasons.offer_of(told or desk.told))
    return Suggestion(min(amount, owed), due_on, amount_why, date_why, params)


def _amount(rules: Rules, desk: Desk) -> tuple[int, str, Mapping[str, Any]]:
    promises, means = desk.state.commitments.promises, desk.state.history.means
    last = promises[-1] if promises else None
    if last is not None and last.outcome.state.is_breach:
        lacking = last.amount_minor - last.outcome.paid_minor
        if lacking > 0:
            params = {
                "amount_minor": last.amount_minor,
                "paid_minor": last.outcome.paid_minor,
                "on": last.due_on,
            }
            return lacking, "suggest_rest_of_promise", params
    if means is not None and means.body.surplus_minor > 0:
        return (
            means.body.surplus_minor,
            "suggest_surplus",
            {"on": local_date(means.occurred_at, desk.case.zone)},
        )
    minimum = _minimum(desk)
    if minimum > 0:
        return minimum, "suggest_minimum", {}
    share = round_half_up(desk.state.balance_minor * rules.pace.promise_share)
    step = rules.pace.promise_step_minor
    return -(-share // step) * step, "suggest_share", {"percent": int(rules.pace.promise_share * 100)}


def _minimum(desk: Desk) -> int:
    """The minimum payments of the open accounts: of the newest bill, else as the account says."""
    bills: dict[Id, Fact] = {
        fact.body.account_id: fact for fact in desk.case.facts if fact.kind == "statement"
    }
    given = {account.id: account.minimum_minor for account in desk.case.accounts}
    total = 0
    for account in desk.state.ledger.open_accounts:
        bill = bills.get(account.account_id)
        minimum = bill.body.minimum_minor if bill else given.get(account.account_id)
        total += min(minimum or 0, account.total_minor)
    return total


def _day(rules: Rules, desk: Desk, offer: Offer | None) -> tuple[date, str]:
    pace, today, pay_day = rules.pace, desk.today, desk.state.history.pay_day
    if offer is Offer.LATER_DATE:
        later = today + timedelta(days=pace.later_days)
        wanted = next(monthly(later, pay_day)) if pay_day else later
        return rules.calendar.adjust(wanted, HolidayRule.FOLLOWING).day, "suggest_later"
    if pay_day:
        paid_on = next(monthly(today, pay_day))
        is_near = paid_on <= today + timedelta(days=pace.pay_day_within_days)
        if is_near or offer is Offer.PAY_DAY:
            return rules.calendar.adjust(paid_on, HolidayRule.FOLLOWING).day, "suggest_pay_day"
    soon = rules.calendar.adjust(today + timedelta(days=pace.promise_days), HolidayRule.FOLLOWING)
    return soon.day, "suggest_soon"
