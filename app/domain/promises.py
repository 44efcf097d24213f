"""Promises to pay (承诺还款): kept, partly kept or broken, by the payments that came.

A promise is kept when payments reach its amount less a tolerance on or before its day plus days of grace.
Payments are ``(day, minor)`` tuples, net of reversals, every amount above 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from operator import itemgetter

from app.domain.errors import RuleViolation
from app.domain.money import round_half_up
from app.domain.values import value

Payment = tuple[date, int]

MOST_PROMISES = 12
"""In one entry. More than a year of them is a plan."""


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    PARTLY_KEPT = "partly_kept"
    BROKEN = "broken"
    CANCELLED = "cancelled"
    REPLACED = "replaced"

    @property
    def is_breach(self) -> bool:
        """The day came and the money did not, or not all of it."""
        return self in (PromiseState.BROKEN, PromiseState.PARTLY_KEPT)


@value
class Promise:
    """``key`` is the caller's own (a fact's uid). Payments before ``made_on`` keep no promise; one about an ``account``
    (hex) is kept by what went to that account alone."""

    key: str
    amount_minor: int
    made_on: date
    due_on: date
    is_cancelled: bool = False
    is_replaced: bool = False
    account: str | None = None


@value
class PromiseOutcome:
    """``paid_minor`` with what came too late; ``days_late`` until the amount was reached, else until today, never
    below 0. ``changes_on``: the next day on which the state changes without a new fact, None if it is final."""

    key: str
    state: PromiseState
    amount_minor: int
    paid_minor: int
    paid_on: date | None
    days_late: int
    changes_on: date | None


def check_promise(amount_minor: int, due_on: date, *, owed_minor: int, today: date) -> None:
    """Refuse a promise of nothing, of more than is owed or for a day that is gone.

    Raises ``RuleViolation``: ``promise_of_nothing``, ``promise_above_debt``, ``promise_in_past``.
    """
    if amount_minor <= 0:
        raise RuleViolation("promise_of_nothing", "amount_minor")
    if amount_minor > owed_minor:
        raise RuleViolation("promise_above_debt", "amount_minor", owed_minor=owed_minor)
    if due_on < today:
        raise RuleViolation("promise_in_past", "due_on", on=due_on)


def check_promises(
    parts: Sequence[tuple[int, date]], *, open_minor: int, owed_minor: int, today: date
) -> None:
    """Refuse promises of one entry that cannot be; ``open_minor``: what other promises that stay open still lack.

    Raises ``RuleViolation``: those of ``check_promise``; ``promises_above_debt`` for all of them together;
    ``promises_too_many``; ``promises_same_day``.
    """
    if len(parts) > MOST_PROMISES:
        raise RuleViolation("promises_too_many", "amount_minor", most=MOST_PROMISES)
    for amount_minor, due_on in parts:
        check_promise(amount_minor, due_on, owed_minor=owed_minor, today=today)
    days = [due_on for _, due_on in parts]
    for due_on in days:
        if days.count(due_on) > 1:
            raise RuleViolation("promises_same_day", "due_on", on=due_on)
    total = sum(amount for amount, _ in parts) + open_minor
    if total > owed_minor:
        raise RuleViolation("promises_above_debt", "amount_minor", total_minor=total, owed_minor=owed_minor)


def promise_state(
    promise: Promise, payments: Iterable[Payment], *, tolerance_minor: int, grace_days: int, today: date
) -> PromiseOutcome:
    """The outcome of one promise by the payments that count to it (see ``promise_states``)."""
    until = promise.due_on + timedelta(days=grace_days)
    wanted = max(promise.amount_minor - tolerance_minor, 1)
    paid = in_time = 0
    paid_on = None
    for day, minor in sorted(payments):
        paid += minor
        in_time += minor if day <= until else 0
        if paid_on is None and paid >= wanted:
            paid_on = day
    is_open = in_time < wanted and today <= until
    if promise.is_cancelled or promise.is_replaced:
        state = PromiseState.CANCELLED if promise.is_cancelled else PromiseState.REPLACED
    elif in_time >= wanted:
        state = PromiseState.KEPT
    elif is_open:
        state = PromiseState.OPEN
    else:
        state = PromiseState.PARTLY_KEPT if in_time else PromiseState.BROKEN
    days_late = max((paid_on or today) - promise.due_on, timedelta()).days
    changes_on = None
    if state is PromiseState.OPEN:
        changes_on = promise.due_on if today < promise.due_on else until + timedelta(days=1)
    return PromiseOutcome(promise.key, state, promise.amount_minor, paid, paid_on, days_late, changes_on)


def promise_states(
    promises: Sequence[Promise],
    payments: Iterable[Payment],
    *,
    tolerance_minor: int,
    grace_days: int,
    today: date,
    accounts: Sequence[str | None] = (),
) -> tuple[PromiseOutcome, ...]:
    """The outcomes in the order of ``promises``. No cent of a payment counts twice. ``accounts``: where each of the
    payments went, if any promise asks for it.

    Oldest due day first among those it is in time for and that are not yet reached; what is in time for none goes
    to the oldest broken one, which it cannot mend but which it makes less late. What a promise does not need goes on
    to the next; what none needs stays with the last it reached.
    """
    standing = sorted(
        (promise for promise in promises if not (promise.is_cancelled or promise.is_replaced)),
        key=lambda promise: (promise.due_on, promise.made_on, promise.key),
    )
    counted: dict[str, list[Payment]] = {promise.key: [] for promise in promises}
    missing = {promise.key: promise.amount_minor for promise in standing}
    grace = timedelta(days=grace_days)
    names_account = any(promise.account for promise in standing)
    paid = list(payments)
    went = zip(paid, accounts or (None,) * len(paid), strict=True)
    for (day, minor), account in sorted(went, key=itemgetter(0)):
        asking = standing
        if names_account:
            asking = [promise for promise in standing if promise.account in (None, account)]
        left, takers = minor, _takers(asking, missing, day, grace, tolerance_minor)
        for number, item in enumerate(takers, start=1):
            share = left if number == len(takers) else min(left, missing[item.key])
            counted[item.key].append((day, share))
            missing[item.key] -= share
            left -= share
            if not left:
                break
    return tuple(
        promise_state(
            promise,
            counted[promise.key],
            tolerance_minor=tolerance_minor,
            grace_days=grace_days,
            today=today,
        )
        for promise in promises
    )


def _takers(
    standing: Sequence[Promise], missing: Mapping[str, int], day: date, grace: timedelta, tolerance_minor: int
) -> list[Promise]:
    """Who a payment of that day goes to: those it is in time for, then those it comes too late for."""
    short = [
        promise
        for promise in standing
        if promise.made_on <= day and missing[promise.key] > min(tolerance_minor, promise.amount_minor - 1)
    ]
    return sorted(short, key=lambda promise: day > promise.due_on + grace)


@dataclass(frozen=True, slots=True)
class Honesty:
    """What earlier promises were worth: ``kept`` of ``judged`` (open, cancelled and replaced ones are not judged).

    Whole per cent and days, rounded half up; None where nothing has been judged.
    """

    kept: int
    judged: int
    kept_percent: int | None
    average_days_late: int | None
    paid_percent: int | None


_JUDGED = frozenset({PromiseState.KEPT, PromiseState.PARTLY_KEPT, PromiseState.BROKEN})


def honesty(history: Iterable[PromiseOutcome]) -> Honesty:
    """The record of the promises that have been judged; what was paid above a promise does not count."""
    judged = [outcome for outcome in history if outcome.state in _JUDGED]
    if not judged:
        return Honesty(0, 0, None, None, None)
    kept = sum(outcome.state is PromiseState.KEPT for outcome in judged)
    promised = sum(outcome.amount_minor for outcome in judged)
    paid = sum(min(outcome.paid_minor, outcome.amount_minor) for outcome in judged)
    late = sum(outcome.days_late for outcome in judged)
    return Honesty(
        kept,
        len(judged),
        round_half_up(Decimal(100 * kept) / len(judged)),
        round_half_up(Decimal(late) / len(judged)),
        round_half_up(Decimal(100 * paid) / promised),
    )
