"""The plan solver of an instalment agreement (个性化分期还款协议).

``solve`` finds whichever is open among instalment, number of periods, end date, down payment, waiver and balloon.
The rows repay the debt exactly, the last takes the rounding, due days are working days in strict order. The longest
term is five years (商业银行信用卡业务监督管理办法, 2011, art. 70), which is 60 monthly periods.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from app.domain.dates import Calendar
from app.domain.errors import RuleViolation
from app.domain.plan_amounts import Flow, Part, flow_of, smallest
from app.domain.plan_checks import OPEN_FIELDS, check
from app.domain.plan_days import due_days, longest, number_until
from app.domain.plan_terms import (
    LONGEST_MONTHS,
    Basis,
    Cadence,
    Change,
    Edit,
    Interest,
    Row,
    Schedule,
    Terms,
    Unknown,
    differences,
)

__all__ = [
    "LONGEST_MONTHS", "Basis", "Cadence", "Change", "Edit", "Interest", "Row", "Schedule", "Terms", "Unknown",
    "differences", "solve",
]  # fmt: skip


def solve(terms: Terms, calendar: Calendar, today: date, find: Unknown | None = None) -> Schedule:
    """The schedule of ``terms``; ``today`` is the day of the agreement, before which nothing may fall due.

    With ``find`` the down payment, waiver or balloon is found from instalment and term, which are then given.

    Raises ``RuleViolation`` with the field: ``plan_no_debt``, ``plan_waiver_negative``, ``plan_waiver_above_debt``,
    ``plan_down_negative``, ``plan_down_above_debt``, ``plan_down_without_date``, ``plan_down_in_past``,
    ``plan_balloon_negative``, ``plan_balloon_above_debt``, ``plan_first_in_past``, ``plan_first_too_late``,
    ``plan_first_before_down``, ``plan_day_impossible``, ``plan_nothing_given``, ``plan_instalment_too_small``,
    ``plan_instalment_above_debt``, ``plan_never_ends``, ``plan_no_periods``, ``plan_too_many_periods``,
    ``plan_end_before_start``, ``plan_terms_contradict``, ``plan_rate_impossible``, ``plan_rate_without_interest``,
    ``plan_interest_without_rate``, ``plan_fee_impossible``, ``plan_step_impossible``, ``plan_row_missing``,
    ``plan_row_twice``, ``plan_row_negative``, ``plan_row_above_debt``, ``plan_rows_above_debt``,
    ``plan_last_row_edited``, ``plan_row_in_past``, ``plan_row_out_of_order``, ``amount_too_large``,
    ``currency_unknown``.
    """
    if find is not None:
        terms = _with(terms, find, 0)
    check(terms, today)
    limit = longest(terms)
    until_end = number_until(terms, limit, calendar, today)
    if find is not None:
        terms = _found(terms, find, until_end, today)
        check(terms, today)
    flow = flow_of(terms)
    number = _number(terms, flow, until_end, limit)
    level = _level(terms, flow, number)
    rows = tuple(_rows(terms, flow.parts(level, number), calendar, today))
    last_on = rows[-1].due_on
    if until_end is not None and number != until_end:
        raise RuleViolation("plan_terms_contradict", "last_on", periods=number, last_on=last_on)
    solved = [name for name in OPEN_FIELDS if getattr(terms, name) is None]
    solved += [find.value] if find is not None else []
    day = None if terms.cadence is Cadence.MONTH_END else terms.day or terms.own_day
    full = replace(terms, instalment_minor=level, periods=number, last_on=last_on, day=day)
    return Schedule(full, rows, tuple(solved))


def _found(terms: Terms, find: Unknown, until_end: int | None, today: date) -> Terms:
    """The terms with the down payment, waiver or balloon that instalment and term leave."""
    level, number = terms.instalment_minor, terms.periods or until_end
    if level is None or number is None:
        raise RuleViolation("plan_nothing_given", "instalment_minor" if level is None else "periods")

    def left(amount: int) -> int:
        return flow_of(_with(terms, find, amount)).left(level, number)

    if find is Unknown.BALLOON:
        return replace(terms, balloon_minor=max(left(0), 0))
    amount = smallest(left, terms.financed_minor)
    if find is Unknown.DOWN and amount:
        return replace(terms, down_minor=amount, down_on=terms.down_on or today)
    return _with(terms, find, amount)


def _with(terms: Terms, find: Unknown, amount: int) -> Terms:
    changed: dict[str, Any] = {find.value: amount}
    return replace(terms, **changed)


def _number(terms: Terms, flow: Flow, until_end: int | None, limit: int) -> int:
    """The number of instalments: as given, as the instalment needs, as fit before the end."""
    number = terms.periods
    if number is None and terms.instalment_minor is not None:
        number = flow.number(terms.instalment_minor)
    if number is None:
        assert until_end is not None, "one of the three is given"
        number = until_end
    if number > limit:
        field = next(name for name in OPEN_FIELDS if getattr(terms, name) is not None)
        raise RuleViolation("plan_too_many_periods", field, periods=number, limit=limit)
    for edit in terms.edits:
        if edit.no > number:
            raise RuleViolation("plan_row_missing", "edits", no=edit.no)
        if edit.no == number and edit.amount_minor is not None:
            raise RuleViolation("plan_last_row_edited", "edits", no=edit.no)
    return number


def _level(terms: Terms, flow: Flow, number: int) -> int:
    """The instalment: as given if it fits the number, else as found."""
    level = terms.instalment_minor
    if level is None:
        found = flow.level(number)
        if found is None:
            if flow.fixed:
                raise RuleViolation("plan_rows_above_debt", "edits")
            raise RuleViolation("plan_instalment_too_small", "periods")
        return found
    if not flow.fits(level, number):
        raise RuleViolation("plan_terms_contradict", "periods", periods=flow.number(level))
    return level


def _rows(terms: Terms, parts: Sequence[Part], calendar: Calendar, today: date) -> Iterator[Row]:
    """The rows in order; a row of nothing is left out. Raises RuleViolation ``plan_row_out_of_order``."""
    rows = [*_down(terms, calendar), *_instalments(terms, parts, calendar, today)]
    for before, row in pairwise(rows):
        if row.due_on <= before.due_on:
            raise RuleViolation("plan_row_out_of_order", "edits", no=row.no)
    return (row for row in rows if row.amount_minor)


def _down(terms: Terms, calendar: Calendar) -> Iterator[Row]:
    """The down payment. Its day is as agreed, mostly today at the telephone: it is not moved."""
    if terms.down_minor and terms.down_on:
        is_provisional = calendar.is_provisional(terms.down_on)
        yield Row(
            0, terms.down_on, terms.down_on, terms.down_minor, terms.financed_minor, False, is_provisional
        )


def _instalments(terms: Terms, parts: Sequence[Part], calendar: Calendar, today: date) -> Iterator[Row]:
    by_hand = {edit.no: edit.due_on for edit in terms.edits if edit.due_on is not None}
    days = due_days(terms, calendar, today)
    for no, (part, (planned, due)) in enumerate(zip(parts, days, strict=False), start=1):
        day = by_hand.get(no)
        when = (due.day, planned) if day is None else (day, day)
        moved = day is None and due.moved
        provisional = due.provisional if day is None else calendar.is_provisional(day)
        yield Row(
            no, *when, part.amount_minor, part.balance_minor, moved, provisional, part.interest_minor, part.fee_minor
        )  # fmt: skip
