"""Instalments set by hand as they are typed: ``3=500`` an amount, ``5=0`` skipped, ``4=@2027-03-05`` a day, or both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from app.domain.date_entry import parse_when
from app.domain.errors import RuleViolation
from app.domain.halfwidth import half_width
from app.domain.money import format_minor, parse_amount
from app.domain.plan_terms import Edit

_ROW = re.compile(r"(?P<no>[0-9]{1,4})=(?P<amount>[^@]*)(?:@(?P<day>.+))?")
_FIELD = "edits"
_BETWEEN = re.compile(r"[;\s]+")


def row_parts(text: str) -> tuple[int, str, str] | None:
    """Number, amount and day of one row as typed, either of the latter empty; None if it is no such thing."""
    found = _ROW.fullmatch(text)
    if found is None or not (found["amount"] or found["day"]):
        return None
    return int(found["no"]), found["amount"], found["day"] or ""


def parse_rows(text: str, currency: str, today: date, pay_day: int | None = None) -> tuple[Edit, ...]:
    """The rows typed, with spaces or semicolons between them, by their numbers.

    Raises RuleViolation: ``plan_row_not_understood`` (``typed``), ``amount_…``, ``date_…``.
    """
    found = []
    for typed in filter(None, _BETWEEN.split(half_width(text))):
        parts = row_parts(typed)
        if parts is None:
            raise RuleViolation("plan_row_not_understood", _FIELD, typed=typed)
        no, amount, day = parts
        found.append(
            Edit(
                no,
                parse_amount(amount, currency, field=_FIELD) if amount else None,
                parse_when(day, today, pay_day, field=_FIELD).day if day else None,
            )
        )
    return tuple(sorted(found, key=lambda edit: edit.no))


def rows_text(edits: Iterable[Edit], currency: str) -> str:
    """The rows as ``parse_rows`` reads them."""
    return " ".join(_row_text(edit, currency) for edit in edits)


def _row_text(edit: Edit, currency: str) -> str:
    amount = "" if edit.amount_minor is None else format_minor(edit.amount_minor, currency)
    return f"{edit.no}={amount}" + (f"@{edit.due_on.isoformat()}" if edit.due_on else "")
