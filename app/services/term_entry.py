"""The terms of a creditor as they are typed: orders of allocation, percentages, days, rates by their first day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from app.domain.allocation import COMPONENTS
from app.domain.contract import LONGEST_DUE, Contract, DailyRate
from app.domain.errors import RuleViolation
from app.domain.halfwidth import half_width
from app.services.ledger_words import COMPONENT_WORDS, percent

_NAMES = {word.casefold(): name for name, words in COMPONENT_WORDS.items() for word in (*words, name)}
_BREAKS = str.maketrans("、，；;\n", ",,,,,")
_MOST_PERCENT = Decimal(100)


def order_from(text: str, field: str) -> tuple[str, ...]:
    """An order of allocation from its words, Chinese or English, with commas between them.

    Raises RuleViolation ``order_word_unknown`` (``word``), ``order_not_whole`` (``missing``): every component once.
    """
    words = [word.strip() for word in text.translate(_BREAKS).split(",") if word.strip()]
    names = []
    for word in words:
        name = _NAMES.get(half_width(word).casefold())
        if name is None:
            raise RuleViolation("order_word_unknown", field, word=word)
        names.append(name)
    missing = [name for name in COMPONENTS if names.count(name) != 1]
    if missing:
        raise RuleViolation(
            "order_not_whole", field, missing=", ".join("/".join(COMPONENT_WORDS[n]) for n in missing)
        )
    return tuple(names)


def percent_from(text: str, field: str) -> Decimal:
    """A share from a percentage: ``0.05`` and ``0.05%`` are ``Decimal("0.0005")``.

    Raises RuleViolation ``percent_wrong``: a number from 0 to 100.
    """
    plain = half_width(text).strip().removesuffix("%").strip()
    try:
        found = Decimal(plain)
    except InvalidOperation:
        raise RuleViolation("percent_wrong", field) from None
    if not found.is_finite() or not 0 <= found <= _MOST_PERCENT:
        raise RuleViolation("percent_wrong", field)
    return found / 100


def days_from(text: str, field: str, low: int, high: int) -> int:
    """A whole number within bounds. Raises RuleViolation ``number_outside`` (``low``, ``high``)."""
    plain = half_width(text).strip()
    if not plain.isascii() or not plain.isdigit() or not low <= int(plain) <= high:
        raise RuleViolation("number_outside", field, low=low, high=high)
    return int(plain)


def rates_from(text: str, field: str) -> tuple[DailyRate, ...]:
    """Daily rates by the day they start on: ``2017-01-01 0.05%, 2025-03-01 0.04%``.

    Raises RuleViolation ``rates_wrong``, ``rates_twice`` (``on``), ``percent_wrong``.
    """
    rates: list[DailyRate] = []
    for part in (part.split() for part in half_width(text).translate(_BREAKS).split(",") if part.strip()):
        try:
            starts_on = date.fromisoformat(part[0])
            (rate,) = part[1:]
        except ValueError:
            raise RuleViolation("rates_wrong", field) from None
        if any(known.starts_on == starts_on for known in rates):
            raise RuleViolation("rates_twice", field, on=starts_on)
        rates.append(DailyRate(starts_on, percent_from(rate, field)))
    if not rates:
        raise RuleViolation("rates_wrong", field)
    return tuple(sorted(rates, key=lambda rate: rate.starts_on))


def rates_text(rates: Sequence[DailyRate]) -> str:
    """Daily rates as ``rates_from`` reads them."""
    return ", ".join(f"{rate.starts_on.isoformat()} {percent(rate.rate)}" for rate in rates)


def checked(contract: Contract) -> Contract:
    """A contract whose numbers fit each other.

    Raises RuleViolation ``cap_below_floor`` (``floor_minor``), ``due_too_late`` (``most``), ``bases_missing``.
    """
    fee = contract.late_fee
    if fee is not None and fee.cap_minor is not None and fee.cap_minor < fee.floor_minor:
        raise RuleViolation("cap_below_floor", "cap_minor", floor_minor=fee.floor_minor)
    if contract.due_days + (fee.grace_days if fee else 0) > LONGEST_DUE:
        raise RuleViolation("due_too_late", "due_days", most=LONGEST_DUE)
    if not contract.bases:
        raise RuleViolation("bases_missing", "bases")
    return contract
