"""When to come back to a case where nothing was agreed: data in ``resources/strategies/pace.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from app.domain.codes import ResultCode
from app.domain.dates import local_date, utc_of
from app.domain.entry import Entry

Opening = Callable[[datetime], datetime | None]
"""The first moment from the given one on at which the case may be contacted; None if time alone does not help."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The habits of the desk. Times on the debtor's clock; shares of 1."""

    evening: time
    lead: timedelta
    morning: time
    promise_days: int
    pay_day_within_days: int
    later_days: int
    promise_share: Decimal
    promise_step_minor: int
    surplus_share: Decimal
    plan_periods: int
    plan_periods_small_start: int
    source: str
    as_of: date


def parse(data: Mapping[str, Any]) -> Pace:
    """The pace of a parsed TOML file. Raises ``AppError`` with the ``data_…`` codes of ``entry.py``."""
    with Entry(data) as root:
        return Pace(
            root.clock("evening"),
            timedelta(minutes=root.integer("lead_minutes")),
            root.clock("morning"),
            root.integer("promise_days"),
            root.integer("pay_day_within_days"),
            root.integer("later_days"),
            root.rate("promise_share"),
            root.integer("promise_step_minor", lowest=1),
            root.rate("surplus_share"),
            root.integer("plan_periods", lowest=1),
            root.integer("plan_periods_small_start", lowest=1),
            root.text("source"),
            root.day("as_of"),
        )


def next_try(
    result: ResultCode, now: datetime, zone: tzinfo, pace: Pace, opening: Opening
) -> datetime | None:
    """When a result brings the case back, never before ``opening``; None where a result has no next step."""
    wanted = _wanted(result, now, zone, pace)
    if wanted is None:
        return None
    opens = opening(wanted)
    if opens is None or opens <= wanted:
        return wanted
    # Not at the stroke of eight: the morning hour of the day on which it opens.
    return max(opens, utc_of(local_date(opens, zone), pace.morning, zone))


def _wanted(result: ResultCode, now: datetime, zone: tzinfo, pace: Pace) -> datetime | None:
    if result.next_days is None:
        return None
    today = local_date(now, zone)
    if result.next_days:
        return utc_of(today + timedelta(days=result.next_days), pace.morning, zone)
    if result.next_hours:
        return now + timedelta(hours=result.next_hours)
    evening = utc_of(today, pace.evening, zone)
    return evening if now + pace.lead <= evening else utc_of(today + timedelta(days=1), pace.morning, zone)
