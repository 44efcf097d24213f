"""The one place that reads the wall clock. Everything else gets a ``Clock``, or the moment itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Clock = Callable[[], datetime]
"""Answers the present moment as an aware datetime in UTC."""

WORK_BEGINS = time(9)
"""The time of day that a day given without one stands for."""


def system_clock() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def fixed_clock(moment: datetime) -> Clock:
    """A clock that stands still at ``moment`` (``--now``, ``--today``, tests).

    Raises ValueError for a naive moment, whose meaning would depend on the machine.
    """
    if moment.utcoffset() is None:
        raise ValueError("a fixed clock needs an aware datetime")
    in_utc = moment.astimezone(UTC)
    return lambda: in_utc


def day_clock(day: date, zone: tzinfo) -> Clock:
    """A clock that stands still at 09:00 of a day on the clocks of a zone (``--today``)."""
    return fixed_clock(datetime.combine(day, WORK_BEGINS, zone))


def practice_clock(real: Clock, reference_on: date, last_recorded: datetime, zone: tzinfo) -> Clock:
    """The real time of day on the practice store's own day.

    That day is the store's reference day as long as nothing recorded lies ahead of the clock, else the first day
    on which nothing does. So the queue is as believable after a month away as on the first day, it ages by a day
    only when practice went on, and no practised call lies in the future. Once made, the clock runs on by itself.
    """
    local, last = real().astimezone(zone), last_recorded.astimezone(zone)
    day = max(reference_on, last.date())
    if datetime.combine(day, local.time(), zone) < last:
        day += timedelta(days=1)
    shift = timedelta(days=(day - local.date()).days)
    return lambda: real() + shift
