"""Fields for the terms of a creditor: percentages, whole numbers, amounts, orders; an empty one may mean "as usual"."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from app.domain.money import parse_amount
from app.services import term_entry
from app.services.ledger_words import percent
from app.ui.desktop import Desktop
from app.ui.widgets.fields import MoneyEdit, ParsedEdit, Reading


def percent_edit(desktop: Desktop, name: str) -> ParsedEdit[Decimal]:
    """A field for a percentage."""

    def read(text: str) -> Reading[Decimal]:
        share = term_entry.percent_from(text, name)
        return Reading(share, "" if text.strip().endswith("%") else percent(share))

    return ParsedEdit("", read, desktop.explain, name=name)


def number_edit(desktop: Desktop, name: str, low: int, high: int) -> ParsedEdit[int]:
    """A field for a whole number within bounds."""

    def read(text: str) -> Reading[int]:
        return Reading(term_entry.days_from(text, name, low, high))

    return ParsedEdit("", read, desktop.explain, name=name)


def money_edit(desktop: Desktop, name: str, currency: Callable[[], str]) -> MoneyEdit:
    """A field for an amount in the currency of the creditor."""

    def read(text: str) -> Reading[int]:
        minor = parse_amount(text, currency(), field=name)
        return Reading(minor, desktop.words().money(minor, currency()))

    return MoneyEdit("", read, desktop.explain, name=name)


def order_edit(desktop: Desktop, name: str) -> ParsedEdit[tuple[str, ...]]:
    """A field for an order of allocation."""

    def read(text: str) -> Reading[tuple[str, ...]]:
        return Reading(term_entry.order_from(text, name))

    return ParsedEdit("", read, desktop.explain, name=name)
