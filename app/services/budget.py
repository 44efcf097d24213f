"""The user's day in figures: calls made and left, what the head of the queue that fits them carries, the days after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from app.domain import budget as domain
from app.domain.budget import PACE_DAYS, Portion
from app.domain.dates import day_bounds, local_date
from app.domain.moments import Id, from_ms, to_ms
from app.domain.terms import Channel, Direction, Tier
from app.models import day as store
from app.models import queue
from app.services.context import Context
from app.services.queue import TODAY


@dataclass(frozen=True, slots=True)
class Budget:
    """One day. ``a_day``: calls the collector makes a day, by the own pace or as set; money in minor units.

    ``fits``: cases at the head of the queue that the calls left are enough for; ``due``: promises and instalments
    that fall due today.
    """

    on: date
    a_day: int
    is_own_pace: bool
    done: int
    left: int
    fits: int
    fits_minor: int
    to_do: int
    to_do_minor: int
    due: int

    @property
    def share(self) -> int:
        """What of a hundred of the money to work the cases that fit carry."""
        return (200 * self.fits_minor + self.to_do_minor) // (2 * self.to_do_minor) if self.to_do_minor else 0


def today(context: Context, calls_a_day: int) -> Budget:
    """The budget of the present day in the store's zone. ``calls_a_day`` 0 takes the own pace: the median of the
    days of the last four weeks on which the user called; before three such days it is ``UNTIL_KNOWN``."""
    on = context.today()
    with context.db.read() as connection:
        a_day, done = _calls(connection, context, context.user.id, calls_a_day, on)
        counts = queue.counts(connection, context.user.no)
        left = max(a_day - done, 0)
        head = queue.head(connection, context.user.no, _TIERS, left) if left else []
    work = _work(counts)
    return Budget(
        on,
        a_day,
        not calls_a_day,
        done,
        left,
        len(head),
        sum(head),
        sum(cases for cases, _ in work),
        sum(balance for _, balance in work),
        counts.get(int(Tier.DUE_TODAY), (0, 0))[0],
    )


def fits(connection: Connection, context: Context, collectors: Sequence[int], calls_a_day: int) -> int:
    """How many cases the present day is enough for in the queues of these collectors together. ``calls_a_day``: what
    each makes, 0 for the own pace of each."""
    from app.models import assignment  # the budget of one's own day needs nobody else

    on, total = context.today(), 0
    for user, no, _ in assignment.active_users(connection):
        if no in collectors:
            a_day, done = _calls(connection, context, user, calls_a_day, on)
            cases = sum(cases for cases, _ in _work(queue.counts(connection, no)))
            total += min(max(a_day - done, 0), cases)
    return total


def days(context: Context, budget: Budget, ahead: int = 5) -> list[Portion]:
    """The day of a budget and the working days after it, ``ahead`` in all: holidays left out, make-up days worked.

    What waits and comes back by then is looked up case by case: ask when somebody wants to see it.
    """
    found = domain.working_days(budget.on, ahead, context.rules.calendar)
    until = day_bounds(found[-1], context.zone)[1]
    with context.db.read() as connection:
        head = queue.head(connection, context.user.no, _TIERS, budget.left + (ahead - 1) * budget.a_day)
        moments = queue.returning(connection, context.user.no, int(Tier.WAITING), to_ms(until))
    back = [local_date(from_ms(moment), context.zone) for moment in moments]
    return domain.spread(head, back, budget.left, budget.a_day, found)


UNTIL_KNOWN = 80
"""Calls a day of somebody whose pace is not known yet: what the preferences begin with."""
_TIERS = (int(TODAY[0]), int(TODAY[1]))


def _calls(connection: Connection, context: Context, user: Id, calls_a_day: int, on: date) -> tuple[int, int]:
    """How many calls a user's day is good for, and how many were made."""
    a_day = calls_a_day or _own_pace(connection, context, user, on)
    return a_day, _calls_made(connection, context, user, on)


def _work(counts: Mapping[int, tuple[int, int]]) -> list[tuple[int, int]]:
    """Cases and balance of each tier that is work now."""
    return [counts[tier] for tier in range(_TIERS[0], _TIERS[1] + 1) if tier in counts]


def _calls_made(connection: Connection, context: Context, user: Id, on: date) -> int:
    begins, ends = (to_ms(moment) for moment in day_bounds(on, context.zone))
    made = store.results(connection, user, begins, ends)
    return sum(
        1 for _, channel, direction in made if (channel, direction) == (Channel.CALL, Direction.OUTBOUND)
    )


def _own_pace(connection: Connection, context: Context, user: Id, on: date) -> int:
    begins, ends = _pace_span(context, on)
    calls: dict[date, int] = {}
    for moment in store.calls(connection, user, to_ms(begins), to_ms(ends)):
        day = local_date(from_ms(moment), context.zone)
        calls[day] = calls.get(day, 0) + 1
    return domain.own_pace(list(calls.values())) or UNTIL_KNOWN


def _pace_span(context: Context, on: date) -> tuple[datetime, datetime]:
    begins, _ = day_bounds(on - timedelta(days=PACE_DAYS), context.zone)
    return begins, day_bounds(on, context.zone)[0]
