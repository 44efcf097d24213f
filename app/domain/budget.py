"""The day's budget: how many calls a collector still makes today, and over which days the rest is spread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median

from app.domain.dates import ONE_DAY, Calendar
from app.domain.values import value

PACE_DAYS = 28
"""The days before today that say how many calls a collector makes a day …"""
FEWEST_DAYS = 3
"""… where calls were made on so many of them at least."""


@value
class Portion:
    """What is worked on one working day: ``returning`` come back by themselves, ``cases`` are from the queue now."""

    on: date
    returning: int
    cases: int
    balance_minor: int


def own_pace(calls: Sequence[int]) -> int | None:
    """The median of the days on which calls were made; None while there are too few of them."""
    made = [count for count in calls if count]
    return max(round(median(made)), 1) if len(made) >= FEWEST_DAYS else None


def working_days(first: date, days: int, calendar: Calendar) -> list[date]:
    """``first``, on which somebody works whatever day it is, and the working days after it."""
    found = [first]
    while len(found) < days:
        found.append(calendar.next_working(found[-1] + ONE_DAY))
    return found


def spread(
    balances: Sequence[int], returning: Sequence[date], left_today: int, a_day: int, days: Sequence[date]
) -> list[Portion]:
    """The head of the queue (its balances, best first) over working days of ``a_day`` calls, ``left_today`` today.

    Who comes back on a day is worked on it before the rest of the queue; ``returning`` are those days, and one that
    is no working day counts to the next. Whatever comes back today stands in the queue when it does.
    """
    portions, done = [], 0
    for at, day in enumerate(days):
        back = sum(1 for on in returning if days[at - 1] < on <= day) if at else 0
        room = max((a_day if at else left_today) - back, 0)
        head = balances[done : done + room]
        done += len(head)
        portions.append(Portion(day, back, len(head), sum(head)))
    return portions
