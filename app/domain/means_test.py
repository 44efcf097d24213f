"""The means test (收支表): income and outgoings by standard categories, and the surplus an instalment may use.

The categories are data in ``resources/codes/means.toml``, after the UK Standard Financial Statement. Amounts are a
month's, in minor units.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from app.domain.entry import Entry, Words, unique
from app.domain.errors import RuleViolation
from app.domain.facts import JsonText, json_text
from app.domain.money import LARGEST_MINOR, round_half_up


@dataclass(frozen=True, slots=True)
class Category:
    """One line of the form."""

    code: str
    words: Words
    is_income: bool


@dataclass(frozen=True, slots=True)
class MeansForm:
    """The lines of the form in order, and what is put aside of a surplus: a share of 1, at most so much a month."""

    categories: Mapping[str, Category]
    savings_share: Decimal
    savings_at_most: Mapping[str, int]
    source: str

    def side(self, *, is_income: bool) -> tuple[Category, ...]:
        """The lines of one side."""
        return tuple(each for each in self.categories.values() if each.is_income is is_income)

    def savings(self, left_minor: int, currency: str) -> int:
        """What is put aside for the unexpected out of what is left; nothing where nothing is, or no sum is set."""
        return min(
            round_half_up(max(left_minor, 0) * self.savings_share), self.savings_at_most.get(currency, 0)
        )


class Item(NamedTuple):
    """One line filled in."""

    code: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Means:
    """What a form adds up to; ``surplus_minor`` is what is left less savings, and below 0 if more goes than comes."""

    income_minor: int
    outgoings_minor: int
    savings_minor: int

    @property
    def surplus_minor(self) -> int:
        """What an instalment may use a month."""
        return self.income_minor - self.outgoings_minor - self.savings_minor


def parse(data: Mapping[str, Any]) -> MeansForm:
    """The form of a parsed TOML file. Raises ``AppError`` with the ``data_…`` codes of ``entry.py``."""
    with Entry(data) as root:
        source = root.text("source")
        root.day("as_of")
        rows = [*_side(root, "income", is_income=True), *_side(root, "outgoings", is_income=False)]
        with root.child("savings") as savings:
            share = savings.rate("share")
            at_most = savings.child("at_most")
            limits = {currency: at_most.integer(currency) for currency in at_most.names()}
        return MeansForm(unique(rows, "category"), share, limits, source)


def _side(root: Entry, key: str, *, is_income: bool) -> Iterable[tuple[str, Category]]:
    for entry in root.children(key):
        with entry as row:
            yield row.text("code"), Category(row.text("code"), row.words(), is_income)


def means_of(form: MeansForm, items: Sequence[Item], currency: str) -> Means:
    """What the lines add up to.

    Raises RuleViolation at the line's code: ``means_unknown``, ``means_twice``, ``amount_negative``,
    ``amount_too_large``; ``means_empty`` where no income and no outgoing is named.
    """
    if not items:
        raise RuleViolation("means_empty", "items")
    seen: set[str] = set()
    for code, amount in items:
        if code not in form.categories:
            raise RuleViolation("means_unknown", "items", category=code)
        if code in seen:
            raise RuleViolation("means_twice", code, category=code)
        if amount < 0:
            raise RuleViolation("amount_negative", code)
        if amount > LARGEST_MINOR:
            raise RuleViolation("amount_too_large", code, largest_minor=LARGEST_MINOR, currency=currency)
        seen.add(code)
    income = sum(amount for code, amount in items if form.categories[code].is_income)
    outgoings = sum(amount for code, amount in items) - income
    return Means(income, outgoings, form.savings(income - outgoings, currency))


def items_text(items: Sequence[Item]) -> JsonText:
    """The lines as the means fact keeps them."""
    return json_text([list(item) for item in items if item.amount_minor])


def items_of(text: str | None) -> tuple[Item, ...]:
    """The lines of a stored means test; none where only the sums were told."""
    return tuple(Item(str(code), int(amount)) for code, amount in json.loads(text)) if text else ()
