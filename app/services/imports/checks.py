"""Single values of a row read strictly. Each refusal is a ``CellError``; see ``services/messages/imports.py``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from app.domain.errors import RuleViolation
from app.domain.identity import normalise_phone, read_id_number
from app.domain.money import CURRENCIES, format_minor
from app.files import cells
from app.files.cells import CellError, Rounded
from app.services.imports.catalogue import Value, catalogue
from app.services.imports.drafts import NO_PARTS, PART_AT, Figures, Reach

LONGEST_NUMBER = 64
LONGEST_NAME = 100
_MOST_DAYS = 36_500


_PLAIN_NUMBER = re.compile(r"[A-Za-z]{0,4}[0-9]{1,60}|[0-9]{17}[Xx]")


def number(text: str) -> str:
    """An account, customer or contract number: digits without blanks and hyphens, or letters and all as written.

    Codes: those of ``cells.digits`` but ``digits_other``, and ``text_too_long``.
    """
    if type(text) is str and _PLAIN_NUMBER.fullmatch(text):
        return text
    try:
        return cells.digits(text)
    except CellError as error:
        if error.code != "digits_other":
            raise
    return cells.plain_text(text, LONGEST_NUMBER)


_PLAIN_AMOUNT = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?")


def amount(text: str, exponent: int) -> int:
    """Minor units of a cell; most hold bare figures, the others are read by ``cells.amount_minor``."""
    match = _PLAIN_AMOUNT.fullmatch(text) if exponent == 2 and type(text) is str else None
    if match is None:
        return cells.amount_minor(text, exponent)
    return int(match[1] + (match[2] or "").ljust(2, "0"))


@lru_cache(maxsize=4096)
def day(text: str) -> date:
    """A day; codes of ``cells.date``. Files repeat a few days over and over."""
    return cells.date(text)


def days(text: str) -> int:
    """A number of days, 0 to 36,500. Codes: those of ``cells.digits``, ``days_too_many``."""
    count = int(cells.digits(text.removesuffix("天")))
    if count > _MOST_DAYS:
        raise CellError("days_too_many", text, limit=_MOST_DAYS)
    return count


def currency(text: str) -> str:
    """An ISO 4217 code for ``人民币``, ``RMB``, ``156``, ``cny``. Code: ``currency_unknown``."""
    word = text.strip()
    found = catalogue().currencies.get(word.casefold(), word.upper())
    if found not in CURRENCIES:
        raise CellError("currency_unknown", text)
    return found


def sex(text: str) -> str:
    """``male`` or ``female``. Code: ``sex_unknown``."""
    found = catalogue().sexes.get(text.strip().casefold())
    if found is None:
        raise CellError("sex_unknown", text)
    return found


def name(text: str) -> str:
    """A name of at most 100 characters. Codes of ``cells.plain_text``."""
    return cells.plain_text(text, LONGEST_NAME)


PARSERS: dict[Value, Any] = {
    Value.NUMBER: number,
    Value.TEXT: cells.plain_text,
    Value.DATE: day,
    Value.DAYS: days,
    Value.RATE: cells.decimal_rate,
    Value.PHONE: str.strip,
    Value.SEX: sex,
    Value.CURRENCY: currency,
}
"""How a cell of each kind is read; amounts depend on the currency and are not here."""


def resident_id(text: str) -> tuple[str, date, bool]:
    """A resident identity number, the birth date in it, and whether it is a man's.

    Codes: ``id_shape`` (length), ``id_rounded``, ``id_birth_date``, ``id_check_digit``.
    """
    try:
        read = read_id_number(text)
    except RuleViolation as error:
        raise CellError(error.code, text, **error.params) from None
    return read.number, read.birth_on, read.is_male


_SEPARATORS = str.maketrans(dict.fromkeys("，,;；、/|\n", " "))
_MOBILE = 11


def phones(text: str, label: str) -> tuple[list[Reach], bool]:
    """The phones in a cell, and whether all of it was understood. A cell may hold several."""
    if len(text) == _MOBILE and text[0] == "1" and text[1] in "3456789" and text.isascii() and text.isdigit():
        return [Reach("mobile", text, text, label)], True
    if isinstance(text, Rounded):
        return [], False
    whole = _phone(text, label)
    if whole is not None:
        return [whole], True
    parts = [_phone(part, label) for part in text.translate(_SEPARATORS).split() if part]
    return [part for part in parts if part is not None], bool(parts) and None not in parts


def _phone(text: str, label: str) -> Reach | None:
    normal = normalise_phone(text.strip().removesuffix(".0"))
    if normal is None:
        return None
    is_mobile = len(normal) == _MOBILE and normal[0] == "1"
    return Reach("mobile" if is_mobile else "landline", text.strip(), normal, label)


def figures(
    values: Mapping[str, Any],
    total: int | None,
    parts: Mapping[str, int],
    as_of: date | None,
    *,
    default_as_of: date,
    currency: str,
) -> Figures:
    """The figures of one account from the amounts of its row.

    ``principal`` alone stands under purchases. Amounts may not be negative; a total and components that are both
    given must agree to the minor unit. Codes: ``figures_missing``, ``figure_negative``, ``principal_does_not_add_up``
    and ``parts_do_not_add_up`` (said, sum: formatted), ``due_after_as_of``.
    """
    filled = list(NO_PARTS)
    for field, amount in parts.items():
        if field != "principal":
            filled[PART_AT[field]] = amount
    principal = parts.get("principal")
    if principal is not None:
        named = filled[PART_AT["purchase"]] + filled[PART_AT["cash"]] + filled[PART_AT["instalment"]]
        if named and named != principal:
            raise CellError("principal_does_not_add_up", **_figures_told(principal, named, currency))
        if not named:
            filled[PART_AT["purchase"]] = principal
    summed = sum(filled)
    if total is None and not parts:
        raise CellError("figures_missing")
    if (total or 0) < 0 or min(filled) < 0:
        raise CellError("figure_negative")
    if parts and total is not None and summed != total:
        raise CellError("parts_do_not_add_up", **_figures_told(total, summed, currency))
    if total is not None and not parts:
        filled[PART_AT["purchase"]] = total
    when = as_of or default_as_of
    due = values.get("oldest_due_on")
    if due is None and values.get("dpd"):
        due = when - timedelta(days=values["dpd"])
    if due is not None and due > when:
        raise CellError("due_after_as_of", due=due, as_of=when)
    return Figures(tuple(filled), when, due, bool(parts), as_of is not None)


def _figures_told(said: int, summed: int, currency: str) -> dict[str, str]:
    return {"said": format_minor(said, currency), "sum": format_minor(summed, currency)}
