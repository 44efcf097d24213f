"""Working days, date series and hours on a debtor's clock.

Days are plain ``date``; moments are aware UTC ``datetime``. Nothing here knows what day it is: today and now are
parameters. Holidays are data (``resources/holidays/*.toml``), read by a service and handed in.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from itertools import chain, count
from typing import Any, NamedTuple

from app.domain.errors import RuleViolation

ONE_DAY = timedelta(days=1)
DAYS_A_YEAR = 365
"""By which daily and yearly rates are turned into each other, leap years or not."""


class HolidayRule(StrEnum):
    """What happens to a due day that is no working day (names as in ISDA business day conventions)."""

    FOLLOWING = "following"
    PRECEDING = "preceding"
    MODIFIED_FOLLOWING = "modified_following"  # following, unless that is in the next month: then preceding
    NONE = "none"


class Adjusted(NamedTuple):
    """``provisional`` (暂定): the notice for that year is not out, the day may still move."""

    day: date
    moved: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days: not a weekend unless in ``make_up_days``, and not in ``days_off``.

    ``announced``: years whose official arrangement is in the data; every other year is provisional.
    ``weekend``: weekdays off, 0 = Monday.
    """

    days_off: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()
    announced: frozenset[int] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})

    def is_working(self, day: date) -> bool:
        if day in self.make_up_days:
            return True
        return day.weekday() not in self.weekend and day not in self.days_off

    def is_provisional(self, day: date) -> bool:
        return day.year not in self.announced

    def next_working(self, day: date) -> date:
        """The first working day on or after ``day``."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def last_working(self, day: date) -> date:
        """The last working day on or before ``day``."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def adjust(self, day: date, rule: HolidayRule = HolidayRule.FOLLOWING) -> Adjusted:
        """``day`` moved by ``rule`` off a day that is no working day."""
        moved_to = self._moved(day, rule)
        provisional = self.is_provisional(day) or self.is_provisional(moved_to)
        return Adjusted(moved_to, moved_to != day, provisional)

    def _moved(self, day: date, rule: HolidayRule) -> date:
        if rule is HolidayRule.NONE:
            return day
        if rule is HolidayRule.PRECEDING:
            return self.last_working(day)
        following = self.next_working(day)
        if rule is HolidayRule.MODIFIED_FOLLOWING and following.month != day.month:
            return self.last_working(day)
        return following


def calendar_from(data: Mapping[str, Any]) -> Calendar:
    """A calendar of the tables of ``resources/holidays/<country>.toml`` as ``tomllib`` gives them.

    ``announced.<year>``: ``off`` and ``make_up`` lists of dates; ``statutory.<year>``: ``off``, used only for
    years that are not announced. Both tables may be missing.
    """
    announced: Mapping[str, Mapping[str, list[date]]] = data.get("announced", {})
    statutory: Mapping[str, Mapping[str, list[date]]] = data.get("statutory", {})
    expected = (year["off"] for name, year in statutory.items() if name not in announced)
    return Calendar(
        days_off=frozenset(
            chain.from_iterable(chain((year["off"] for year in announced.values()), expected))
        ),
        make_up_days=frozenset(chain.from_iterable(year["make_up"] for year in announced.values())),
        announced=frozenset(int(name) for name in announced),
    )


def month_day(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last day where it is shorter (31 → 30 April)."""
    return date(year, month, min(day, monthrange(year, month)[1]))


@lru_cache(maxsize=1024)
def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), clamped to the month's end: 31 January + 1 → 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    return month_day(day.year + years, month + 1, day.day)


def next_weekday(day: date, weekday: int) -> date:
    """The first ``weekday`` (0 = Monday) strictly after ``day``."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def monthly(start: date, day: int) -> Iterator[date]:
    """Day ``day`` of each month from the first one on or after ``start``; short months give their last day."""
    first = month_day(start.year, start.month, day)
    month = start.month - 1 if first >= start else start.month
    while True:
        yield month_day(start.year + month // 12, month % 12 + 1, day)
        month += 1


def every_days(start: date, step: int) -> Iterator[date]:
    """``start`` and every ``step`` days after it: 7 for weekly, 14 for fortnightly."""
    return (start + timedelta(days=step * number) for number in count())


def local_date(now: datetime, zone: tzinfo) -> date:
    """The calendar day at ``now`` on a clock in ``zone``. ``ValueError`` for a naive moment."""
    return _aware(now).astimezone(zone).date()


def day_bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The UTC moments at which the local ``day`` begins and at which the next one does (half-open)."""
    return utc_of(day, time(), zone), utc_of(day + ONE_DAY, time(), zone)


def period_bounds(first_on: date, last_on: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The UTC moments at which a period of whole days begins and ends (half-open). Raises RuleViolation
    ``period_reversed`` (last_on)."""
    if last_on < first_on:
        raise RuleViolation("period_reversed", "last_on")
    return day_bounds(first_on, zone)[0], day_bounds(last_on, zone)[1]


@lru_cache(maxsize=1024)
def utc_of(day: date, at: time, zone: tzinfo) -> datetime:
    """The UTC moment of a wall-clock time on ``day`` in ``zone``. Every case asks for the same few days."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def is_within_hours(now: datetime, zone: tzinfo, opens: time, closes: time) -> bool:
    """Whether the local time lies in [``opens``, ``closes``): 08:00:00 is in, 22:00:00 is out.

    ``closes`` not after ``opens`` means past midnight (22:00 to 06:00; 00:00 is the end of the day).
    """
    local = _aware(now).astimezone(zone).time()
    if opens < closes:
        return opens <= local < closes
    return local >= opens or local < closes


def next_opening(now: datetime, zone: tzinfo, opens: time, closes: time) -> datetime:
    """``now`` if it is within the hours, else the UTC moment at which they next begin."""
    if is_within_hours(now, zone, opens, closes):
        return now
    today = local_date(now, zone)
    opening = utc_of(today, opens, zone)
    return opening if opening > now else utc_of(today + ONE_DAY, opens, zone)


def _aware(now: datetime) -> datetime:
    if now.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return now
