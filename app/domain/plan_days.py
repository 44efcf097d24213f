"""On which days the instalments of a plan fall due: as agreed, and moved off holidays, in strict order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from app.domain.dates import (
    ONE_DAY,
    Adjusted,
    Calendar,
    HolidayRule,
    add_months,
    every_days,
    monthly,
)
from app.domain.errors import RuleViolation
from app.domain.plan_terms import LONGEST_MONTHS, Cadence, Terms

_STEP_DAYS = {Cadence.FORTNIGHTLY: 14, Cadence.WEEKLY: 7}
_MONTH_END = 31


def planned_days(terms: Terms) -> Iterator[date]:
    """The due days as agreed, before holidays; endless."""
    if terms.cadence is Cadence.MONTH_END:
        return monthly(terms.first_on, _MONTH_END)
    day = terms.day or terms.own_day
    if terms.cadence is Cadence.MONTHLY:
        return monthly(terms.first_on, day)
    first = date.fromordinal(terms.first_on.toordinal() + (day - terms.first_on.isoweekday()) % 7)
    return every_days(first, _STEP_DAYS[terms.cadence])


def longest(terms: Terms) -> int:
    """The most periods that five years hold, the term beginning one period before the first due day."""
    step = _STEP_DAYS.get(terms.cadence)
    if step is None:
        return LONGEST_MONTHS
    first = next(planned_days(terms))
    return (add_months(first, LONGEST_MONTHS) - first).days // step


def due_days(terms: Terms, calendar: Calendar, today: date) -> Iterator[tuple[date, Adjusted]]:
    """Each day as agreed and as moved, strictly increasing, after the down payment; endless."""
    earliest = terms.down_on + ONE_DAY if terms.down_minor and terms.down_on else today
    rule = HolidayRule.PRECEDING if terms.cadence is Cadence.MONTH_END else terms.holiday_rule
    days = planned_days(terms)
    while True:
        planned = next(days)
        due = calendar.adjust(planned, rule)
        if due.day < earliest:
            # Two weekly days in one long holiday, or a day moved back before today.
            due = Adjusted(calendar.next_working(earliest), True, due.provisional)
        earliest = due.day + ONE_DAY
        yield planned, due


def number_until(terms: Terms, limit: int, calendar: Calendar, today: date) -> int | None:
    """Due days up to ``terms.last_on``, at most limit + 1; None without an end. A day agreed for ``last_on`` itself
    counts even if a holiday moves it on. Raises RuleViolation ``plan_end_before_start``."""
    last_on = terms.last_on
    if last_on is None:
        return None
    number = 0
    previous = date.min
    for planned, due in islice(due_days(terms, calendar, today), limit + 1):
        if due.day > last_on and not previous < last_on == planned:
            break
        previous = due.day
        number += 1
    if number == 0:
        raise RuleViolation("plan_end_before_start", "last_on")
    return number
