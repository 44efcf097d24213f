"""The components of a balance, and the order in which a payment fills them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from app.domain.entry import Entry, Words
from app.domain.errors import AppError

PRINCIPAL = ("cash", "purchase", "instalment")
INTEREST_AND_FEES = ("interest", "compound", "late_fee", "service_fee", "legal_cost")
COMPONENTS = (*PRINCIPAL, *INTEREST_AND_FEES)


@dataclass(frozen=True, slots=True)
class AllocationRule:
    """In which order a payment is applied, by days past due **on the payment date**.

    Source of the default: 商业银行信用卡业务监督管理办法 (2011) art. 57: 1–90 days interest and fees first,
    91 days and more principal first.
    """

    late_from_dpd: int
    early: tuple[str, ...]
    late: tuple[str, ...]

    def order(self, dpd: int) -> tuple[str, ...]:
        """The components in the order in which a payment at ``dpd`` days past due fills them."""
        return self.late if dpd >= self.late_from_dpd else self.early

    def is_principal_first(self, dpd: int) -> bool:
        """Whether a payment at ``dpd`` days past due lowers the principal before anything else."""
        return self.order(dpd)[0] in PRINCIPAL


CHINESE_DEFAULT = AllocationRule(91, (*INTEREST_AND_FEES, *PRINCIPAL), (*PRINCIPAL, *INTEREST_AND_FEES))


@dataclass(frozen=True, slots=True)
class Preset:
    """A rule that creditors choose by its name, with what a person needs to trust it."""

    name: str
    words: Words
    rule: AllocationRule
    source: str
    status: str
    as_of: date


@lru_cache(maxsize=64)
def own_order(toml: str) -> AllocationRule:
    """An order that a creditor agreed on itself: ``steps`` as in ``resources/allocations.toml``.

    Raises ``AppError``: the ``data_…`` codes, ``order_not_toml``.
    """
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise AppError("order_not_toml", why=str(error)) from None
    with Entry(data) as root:
        return _rule(root)


def order_toml(rule: AllocationRule) -> str:
    """A rule as ``own_order`` reads it."""
    steps = [(0, rule.early)]
    if rule.late != rule.early:
        steps.append((rule.late_from_dpd, rule.late))
    rows = (f"{{from_dpd = {first}, order = {json.dumps(order)}}}" for first, order in steps)
    return f"steps = [{', '.join(rows)}]"


def parse(data: Mapping[str, Any]) -> dict[str, Preset]:
    """The presets of ``resources/allocations.toml``, by name. Raises ``AppError``: the ``data_…`` codes."""
    with Entry(data) as root:
        return {name: _preset(name, entry) for name, entry in root.named("allocations").items()}


def _preset(name: str, entry: Entry) -> Preset:
    with entry:
        return Preset(
            name, entry.words(), _rule(entry), entry.text("source"), entry.text("status"), entry.day("as_of")
        )


def _rule(entry: Entry) -> AllocationRule:
    steps = []
    for row in entry.children("steps"):
        with row:
            order = row.texts("order")
            if sorted(order) != sorted(COMPONENTS):
                raise row.refuse("order", "every component once")
            steps.append((row.integer("from_dpd"), order))
    if not 1 <= len(steps) <= 2 or steps[0][0] or steps[-1][0] <= 0 < len(steps) - 1:
        raise entry.refuse("steps", "one or two, the first from 0 days, rising")
    return AllocationRule(steps[-1][0], steps[0][1], steps[-1][1])
