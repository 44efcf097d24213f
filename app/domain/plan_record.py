"""How the terms of a plan version are kept in its fact, and read back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from app.domain.dates import HolidayRule
from app.domain.facts import JsonText, json_text
from app.domain.facts.plan import PlanVersion
from app.domain.plan_terms import Basis, Cadence, Edit, Interest, Row, Schedule, Terms

_OWN_COLUMNS = 12
"""The first fields of ``Terms`` have columns of their own; so has the waiver."""

_MORE = {field.name: field.default for field in fields(Terms)[_OWN_COLUMNS:]}


def more_text(schedule: Schedule) -> JsonText | None:
    """The terms that have no column of their own and differ from what is usual, and the day on which instalments
    fall due where the rows tell another: set by hand, or all in short months. None where there is nothing of it."""
    terms = schedule.terms
    more = {
        name: _told(getattr(terms, name)) for name, usual in _MORE.items() if getattr(terms, name) != usual
    }
    if terms.day != _day(terms.cadence, schedule.rows):
        more["day"] = terms.day
    return json_text(more) if more else None


def _told(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [[edit.no, edit.amount_minor, edit.due_on and edit.due_on.isoformat()] for edit in value]
    return value


_READ: dict[str, Any] = {
    "interest": Interest,
    "yearly_rate": Decimal,
    "basis": Basis,
    "edits": lambda rows: tuple(
        Edit(no, amount, date.fromisoformat(on) if on else None) for no, amount, on in rows
    ),
}


def terms_of(body: PlanVersion, rows: Sequence[Row]) -> Terms:
    """The terms of a stored version, complete."""
    more = json.loads(body.more_terms) if body.more_terms else {}
    return Terms(
        body.debt_minor,
        body.first_on,
        body.currency,
        body.down_minor,
        body.down_on,
        body.instalment_minor,
        body.periods,
        body.last_on,
        Cadence(body.cadence),
        more.get("day") or _day(Cadence(body.cadence), rows),
        HolidayRule(body.holiday_rule),
        body.waived_minor or 0,
        **{name: _READ.get(name, int)(value) for name, value in more.items() if name in _MORE},
    )


def _day(cadence: Cadence, rows: Sequence[Row]) -> int | None:
    """The day of the month or week on which it falls due: the greatest, since short months give their last."""
    if cadence is Cadence.MONTH_END:
        return None
    planned = [row.planned_on for row in rows if row.no > 0]
    return max(on.day for on in planned) if cadence is Cadence.MONTHLY else planned[0].isoweekday()


@lru_cache(maxsize=1024)
def rows_of(schedule: str) -> tuple[Row, ...]:
    """The rows of a stored schedule; the balance after each row follows from the sums."""
    stored = json.loads(schedule)
    left = sum(row[3] - sum(row[5:]) for row in stored)
    rows = []
    for no, due_on, planned_on, amount, provisional, *charges in stored:
        interest, fee = charges or (0, 0)
        left -= amount - interest - fee
        due, planned = date.fromisoformat(due_on), date.fromisoformat(planned_on)
        rows.append(Row(no, due, planned, amount, left, due != planned, bool(provisional), interest, fee))
    return tuple(rows)


def schedule_text(rows: Sequence[Row]) -> str:
    """A schedule as the plan-version fact keeps it."""
    return json.dumps([_row_told(row) for row in rows], separators=(",", ":"))


def _row_told(row: Row) -> list[Any]:
    told = [
        row.no,
        row.due_on.isoformat(),
        row.planned_on.isoformat(),
        row.amount_minor,
        int(row.provisional),
    ]
    charges = [row.interest_minor, row.fee_minor]
    return told + charges if any(charges) else told
