"""What an own book charges by its contract: daily interest, compounding, the minimum payment and the late fee.

A contract is data of a creditor (TOML). Interest runs on principal only, never on a late or service fee
(银发〔2016〕111号). The usual card contract of China stands in ``resources/contracts/cn_card.toml``. Rates are shares
of one (``0.0005`` is 0.05 %), amounts minor units.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.allocation import PRINCIPAL
from app.domain.entry import Entry
from app.domain.errors import AppError
from app.domain.money import round_half_up

LONGEST_DUE = 27
"""A bill is judged before the next one is made, in February too."""


@dataclass(frozen=True, slots=True)
class DailyRate:
    """The interest of a day, from a day on."""

    starts_on: date
    rate: Decimal


@dataclass(frozen=True, slots=True)
class LateFee:
    """``rate`` of the unpaid part of a minimum payment (违约金), at least the floor and at most the cap.

    It is charged on the day after the due day and its ``grace_days``.
    """

    rate: Decimal
    floor_minor: int = 0
    cap_minor: int | None = None
    grace_days: int = 0

    def of(self, unpaid_minor: int) -> int:
        """The fee for an unpaid minimum; nothing unpaid, no fee."""
        if unpaid_minor <= 0:
            return 0
        fee = max(round_half_up(self.rate * unpaid_minor), self.floor_minor)
        return fee if self.cap_minor is None else min(fee, self.cap_minor)


@dataclass(frozen=True, slots=True)
class Contract:
    """``bases``: the principal that bears interest. ``cycle_day``: the day of the month on which bills are made and,
    where ``is_compounded``, unpaid interest begins to bear interest itself. ``minimum``: which share of each principal
    a bill asks for, besides all interest, all fees and what earlier bills asked for in vain."""

    rates: tuple[DailyRate, ...]
    bases: tuple[str, ...] = PRINCIPAL
    is_compounded: bool = False
    cycle_day: int = 1
    due_days: int = 20
    minimum: Mapping[str, Decimal] = field(default_factory=dict)
    late_fee: LateFee | None = None

    def rate_on(self, day: date) -> Decimal:
        """The interest of that day: nothing before the first period."""
        rate = Decimal(0)
        for period in self.rates:
            if period.starts_on <= day:
                rate = period.rate
        return rate

    def at_rate(self, daily_rate: Decimal | None) -> Contract:
        """The contract of one account with a rate of its own."""
        return self if daily_rate is None else replace(self, rates=(DailyRate(date.min, daily_rate),))


def parse(text: str) -> Contract:
    """The contract of a TOML text. Raises ``AppError``: the ``data_…`` codes, ``contract_not_toml``."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AppError("contract_not_toml", why=str(error)) from None
    with Entry(data) as entry:
        found = Contract(
            _rates(entry),
            _principal(entry, "bases"),
            entry.flag("compounded", False),
            _cycle_day(entry),
            entry.integer("due_days", 20),
            _minimum(entry),
            _late_fee(entry),
        )
        if found.due_days + (found.late_fee.grace_days if found.late_fee else 0) > LONGEST_DUE:
            raise entry.refuse("due_days", f"at most {LONGEST_DUE}, with the days of grace")
        return found


def _rates(entry: Entry) -> tuple[DailyRate, ...]:
    periods = []
    for row in entry.children("daily_rates"):
        with row:
            periods.append(DailyRate(row.day("from"), row.rate("rate")))
    if not periods or len({period.starts_on for period in periods}) < len(periods):
        raise entry.refuse("daily_rates", "a rate, and one for each day it starts on")
    return tuple(sorted(periods, key=lambda period: period.starts_on))


def _principal(entry: Entry, key: str) -> tuple[str, ...]:
    names = entry.texts(key, PRINCIPAL)
    if not set(names) <= set(PRINCIPAL) or len(set(names)) < len(names):
        raise entry.refuse(key, ", ".join(PRINCIPAL))
    return names


def _cycle_day(entry: Entry) -> int:
    day = entry.integer("cycle_day", 1, lowest=1)
    if day > 31:
        raise entry.refuse("cycle_day", "a day of the month")
    return day


def _minimum(entry: Entry) -> dict[str, Decimal]:
    if not entry.has("minimum"):
        return {}
    with entry.child("minimum") as rates:
        if not set(rates.names()) <= set(PRINCIPAL):
            raise entry.refuse("minimum", ", ".join(PRINCIPAL))
        return {name: rates.rate(name) for name in rates.names()}


def _late_fee(entry: Entry) -> LateFee | None:
    if not entry.has("late_fee"):
        return None
    with entry.child("late_fee") as fee:
        floor = fee.integer("floor_minor", 0)
        cap = fee.integer("cap_minor") if fee.has("cap_minor") else None
        if cap is not None and cap < floor:
            raise fee.refuse("cap_minor", f"≥ {floor}")
        return LateFee(fee.rate("rate"), floor, cap, fee.integer("grace_days", 0))


def toml_of(contract: Contract) -> str:
    """The contract as ``parse`` reads it."""
    rates = ", ".join(
        f'{{from = {rate.starts_on.isoformat()}, rate = "{rate.rate:f}"}}' for rate in contract.rates
    )
    lines = [
        f"daily_rates = [{rates}]",
        f"bases = [{', '.join(f'{name!r}' for name in contract.bases)}]",
        f"compounded = {'true' if contract.is_compounded else 'false'}",
        f"cycle_day = {contract.cycle_day}",
        f"due_days = {contract.due_days}",
    ]
    if contract.minimum:
        lines += ["[minimum]", *(f'{name} = "{share:f}"' for name, share in contract.minimum.items())]
    fee = contract.late_fee
    if fee is not None:
        lines += ["[late_fee]", f'rate = "{fee.rate:f}"', f"floor_minor = {fee.floor_minor}"]
        lines += [] if fee.cap_minor is None else [f"cap_minor = {fee.cap_minor}"]
        lines += [f"grace_days = {fee.grace_days}"]
    return "\n".join(lines)


def described(contract: Contract) -> dict[str, Any]:
    """The contract as plain data, for an answer in JSON."""
    fee = contract.late_fee
    return {
        "daily_rates": [
            {"from": rate.starts_on.isoformat(), "rate": str(rate.rate)} for rate in contract.rates
        ],
        "bases": list(contract.bases),
        "compounded": contract.is_compounded,
        "cycle_day": contract.cycle_day,
        "due_days": contract.due_days,
        "minimum": {name: str(rate) for name, rate in contract.minimum.items()},
        "late_fee": None
        if fee is None
        else {
            "rate": str(fee.rate),
            "floor_minor": fee.floor_minor,
            "cap_minor": fee.cap_minor,
            "grace_days": fee.grace_days,
        },
    }
