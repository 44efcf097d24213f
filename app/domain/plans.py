"""The plan solver: an instalment agreement without interest (个性化分期还款协议).

Given the debt, a down payment and one or two of instalment, number of periods and end date, ``solve`` finds the
rest. The rows sum to the debt exactly, the last takes the rounding, due days are working days in strict order.
The longest term is five years (商业银行信用卡业务监督管理办法, 2011, art. 70), which is 60 monthly periods.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from app.domain.dates import ONE_DAY, Adjusted, Calendar, HolidayRule, add_months, every_days, monthly
from app.domain.errors import RuleViolation
from app.domain.money import currency_of, split

LONGEST_MONTHS = 60  # art. 70: five years


class Cadence(StrEnum):
    MONTHLY = "monthly"
    FORTNIGHTLY = "fortnightly"
    WEEKLY = "weekly"


_STEP_DAYS = {Cadence.FORTNIGHTLY: 14, Cadence.WEEKLY: 7}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the two sides agree on. Of ``instalment_minor``, ``periods`` and ``last_on`` at least one is given.

    ``day``: day of the month 1–31 for monthly, weekday 1 (Monday) – 7 otherwise; None takes that of
    ``first_on``. The first due day is the first such day on or after ``first_on``.
    """

    debt_minor: int
    first_on: date
    currency: str = "CNY"
    down_minor: int = 0
    down_on: date | None = None
    instalment_minor: int | None = None
    periods: int | None = None
    last_on: date | None = None
    cadence: Cadence = Cadence.MONTHLY
    day: int | None = None
    holiday_rule: HolidayRule = HolidayRule.FOLLOWING


class Row(NamedTuple):
    """One due payment. ``no`` 0 is the down payment; ``planned_on`` is the day before holidays moved it."""

    no: int
    due_on: date
    planned_on: date
    amount_minor: int
    balance_after_minor: int
    moved: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """``terms`` with every field filled in, the rows, and the names of the fields that were ``solved``."""

    terms: Terms
    rows: tuple[Row, ...]
    solved: tuple[str, ...]

    @property
    def total_minor(self) -> int:
        return sum(row.amount_minor for row in self.rows)

    @property
    def last_minor(self) -> int:
        return self.rows[-1].amount_minor


def solve(terms: Terms, calendar: Calendar, today: date) -> Schedule:
    """The schedule of ``terms``; ``today`` is the day of the agreement, before which nothing may fall due.

    Raises ``RuleViolation`` with the field: ``plan_no_debt``, ``plan_down_negative``, ``plan_down_above_debt``,
    ``plan_down_without_date``, ``plan_down_in_past``, ``plan_first_in_past``, ``plan_first_before_down``,
    ``plan_day_impossible``, ``plan_nothing_given``, ``plan_instalment_too_small``,
    ``plan_instalment_above_debt``, ``plan_no_periods``, ``plan_too_many_periods``, ``plan_end_before_start``,
    ``plan_terms_contradict``, ``currency_unknown``.
    """
    _check(terms, today)
    debt = terms.debt_minor - terms.down_minor
    limit = _longest(terms)
    until_end = _number_until(terms, limit, calendar, today)
    number = next(
        n for n in (terms.periods, _number_for(debt, terms.instalment_minor), until_end) if n is not None
    )
    if number > limit:
        field = next(name for name in _OPEN_FIELDS if getattr(terms, name) is not None)
        raise RuleViolation("plan_too_many_periods", field, periods=number, limit=limit)
    amounts = _amounts(terms, debt, number)
    rows = tuple(_rows(terms, amounts, calendar, today))
    last_on = rows[-1].due_on
    if until_end is not None and number != until_end:
        raise RuleViolation("plan_terms_contradict", "last_on", periods=number, last_on=last_on)
    solved = tuple(name for name in _OPEN_FIELDS if getattr(terms, name) is None)
    day = terms.day or _own_day(terms)
    full = replace(
        terms, instalment_minor=terms.instalment_minor or amounts[0], periods=number, last_on=last_on, day=day
    )
    return Schedule(full, rows, solved)


_OPEN_FIELDS = ("periods", "instalment_minor", "last_on")


def _check(terms: Terms, today: date) -> None:
    """What can be said of each field before anything is solved."""
    currency_of(terms.currency)
    _refuse(terms.debt_minor <= 0, "plan_no_debt", "debt_minor")
    _refuse(terms.down_minor < 0, "plan_down_negative", "down_minor")
    _refuse(terms.down_minor >= terms.debt_minor, "plan_down_above_debt", "down_minor")
    _refuse(terms.first_on < today, "plan_first_in_past", "first_on")
    if terms.down_minor:
        if terms.down_on is None:
            raise RuleViolation("plan_down_without_date", "down_on")
        _refuse(terms.down_on < today, "plan_down_in_past", "down_on")
        _refuse(terms.first_on <= terms.down_on, "plan_first_before_down", "first_on")
    highest_day = 31 if terms.cadence is Cadence.MONTHLY else 7
    _refuse(terms.day is not None and not 1 <= terms.day <= highest_day, "plan_day_impossible", "day")
    _refuse(
        all(getattr(terms, name) is None for name in _OPEN_FIELDS), "plan_nothing_given", "instalment_minor"
    )
    _refuse(terms.periods is not None and terms.periods < 1, "plan_no_periods", "periods")
    if terms.instalment_minor is not None:
        _refuse(terms.instalment_minor < 1, "plan_instalment_too_small", "instalment_minor")
        _refuse(
            terms.instalment_minor > terms.debt_minor - terms.down_minor,
            "plan_instalment_above_debt",
            "instalment_minor",
        )


def _refuse(is_wrong: bool, code: str, field: str) -> None:
    if is_wrong:
        raise RuleViolation(code, field)


def _own_day(terms: Terms) -> int:
    return terms.first_on.day if terms.cadence is Cadence.MONTHLY else terms.first_on.isoweekday()


def _planned(terms: Terms) -> Iterator[date]:
    """The due days as agreed, before holidays; endless."""
    day = terms.day or _own_day(terms)
    if terms.cadence is Cadence.MONTHLY:
        return monthly(terms.first_on, day)
    first = date.fromordinal(terms.first_on.toordinal() + (day - terms.first_on.isoweekday()) % 7)
    return every_days(first, _STEP_DAYS[terms.cadence])


def _longest(terms: Terms) -> int:
    """The most periods that five years hold, the term beginning one period before the first due day."""
    step = _STEP_DAYS.get(terms.cadence)
    if step is None:
        return LONGEST_MONTHS
    first = next(_planned(terms))
    return (add_months(first, LONGEST_MONTHS) - first).days // step


def _number_for(debt: int, instalment: int | None) -> int | None:
    """Instalments needed; None without one.

    A remainder below one minor unit a period goes into the last row, not into a row of its own: 100.00 by 33.33 is
    three rows, the last 33.34.
    """
    if instalment is None:
        return None
    number, remainder = divmod(debt, instalment)
    return number if remainder < number else number + 1


def _number_until(terms: Terms, limit: int, calendar: Calendar, today: date) -> int | None:
    """Due days up to ``terms.last_on``, at most limit + 1; None without an end. A day agreed for ``last_on`` itself
    counts even if a holiday moves it on."""
    last_on = terms.last_on
    if last_on is None:
        return None
    number = 0
    previous = date.min
    for planned, due in islice(_due_days(terms, calendar, today), limit + 1):
        if due.day > last_on and not previous < last_on == planned:
            break
        previous = due.day
        number += 1
    _refuse(number == 0, "plan_end_before_start", "last_on")
    return number


def _amounts(terms: Terms, debt: int, number: int) -> tuple[int, ...]:
    """The instalments, the last taking what is left."""
    if terms.instalment_minor is None:
        level = split(debt, number)
        _refuse(level[0] < 1, "plan_instalment_too_small", "periods")
        return level
    last = debt - terms.instalment_minor * (number - 1)
    if not 1 <= last < terms.instalment_minor + number:
        needed = _number_for(debt, terms.instalment_minor)
        raise RuleViolation("plan_terms_contradict", "periods", periods=needed)
    return (terms.instalment_minor,) * (number - 1) + (last,)


def _due_days(terms: Terms, calendar: Calendar, today: date) -> Iterator[tuple[date, Adjusted]]:
    """Each day as agreed and as moved, strictly increasing, after the down payment; endless."""
    earliest = terms.down_on + ONE_DAY if terms.down_minor and terms.down_on else today
    days = _planned(terms)
    while True:
        planned = next(days)
        due = calendar.adjust(planned, terms.holiday_rule)
        if due.day < earliest:
            # Two weekly days in one long holiday, or a day moved back before today.
            due = Adjusted(calendar.next_working(earliest), True, due.provisional)
        earliest = due.day + ONE_DAY
        yield planned, due


def _rows(terms: Terms, amounts: tuple[int, ...], calendar: Calendar, today: date) -> Iterator[Row]:
    balance = terms.debt_minor
    if terms.down_minor and terms.down_on:
        # The day of the down payment is as agreed, mostly today at the telephone: it is not moved.
        balance -= terms.down_minor
        paid_down = (terms.down_minor, balance, False, calendar.is_provisional(terms.down_on))
        yield Row(0, terms.down_on, terms.down_on, *paid_down)
    days = _due_days(terms, calendar, today)
    for no, (amount, (planned, due)) in enumerate(zip(amounts, days, strict=False), start=1):
        balance -= amount
        yield Row(no, due.day, planned, amount, balance, due.moved, due.provisional)


class Change(NamedTuple):
    """One field that differs between two versions; ``old`` and ``new`` as in ``Terms``."""

    field: str
    old: object
    new: object


def differences(old: Terms, new: Terms) -> tuple[Change, ...]:
    """What the newer version changes, in the order of the fields. Pass ``schedule.terms``, which are complete."""
    pairs = ((field.name, getattr(old, field.name), getattr(new, field.name)) for field in fields(Terms))
    return tuple(Change(*pair) for pair in pairs if pair[1] != pair[2])
