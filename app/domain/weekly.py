"""What the weekly report counts, as pure functions of result codes, promise states and buckets.

Which result counts as connected or right party is data (``resources/codes/results.toml``); an *attempt* is an outbound
contact that connected or went unanswered (collection-rules §6.5). A rate is whole per cent, rounded half up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from app.domain.codes import Connected, ResultCode
from app.domain.money import round_half_up
from app.domain.promises import PromiseState
from app.domain.terms import Bucket, Direction, HoldKind

TREND_WEEKS = 5
"""The week of the report and the four before it."""


class Figure(StrEnum):
    """One number of the report. Each is the count of a list of contacts, promises, payments …"""

    CONTACTS = "contacts"
    ATTEMPTS = "attempts"
    CONNECTED = "connected"
    RIGHT_PARTY = "right_party"
    PROMISES = "promises"
    KEPT = "kept"
    PARTLY_KEPT = "partly_kept"
    BROKEN = "broken"
    OPEN = "open"
    COLLECTED = "collected"
    PLANS = "plans"
    REASONS = "reasons"
    SKIPPED = "skipped"
    BLOCKED = "blocked"
    OVERRIDDEN = "overridden"
    AGAINST_RULE = "against_rule"
    COMPLAINTS = "complaints"


WITH_AMOUNTS = frozenset(
    {
        Figure.PROMISES, Figure.KEPT, Figure.PARTLY_KEPT, Figure.BROKEN, Figure.OPEN, Figure.COLLECTED,
        Figure.PLANS,
    }
)  # fmt: skip
"""Figures that are money as well as a count."""

PROMISE_FIGURES: Mapping[PromiseState, Figure] = {
    PromiseState.KEPT: Figure.KEPT,
    PromiseState.PARTLY_KEPT: Figure.PARTLY_KEPT,
    PromiseState.BROKEN: Figure.BROKEN,
    PromiseState.OPEN: Figure.OPEN,
}
"""What a promise that fell due counts to. One that was cancelled or replaced was not due any more."""

_WITHIN_RULES = frozenset({None, "allowed", "inbound"})


def figures_of_contact(code: ResultCode | None, direction: str, rule_check: str | None) -> tuple[Figure, ...]:
    """Everything one contact counts to. A result this version does not know is a contact and no more."""
    found = [Figure.CONTACTS]
    if code is not None:
        if direction == Direction.OUTBOUND and code.is_attempt:
            found.append(Figure.ATTEMPTS)
        if code.connected is Connected.YES:
            found.append(Figure.CONNECTED)
        if code.reached_right_party:
            found.append(Figure.RIGHT_PARTY)
        if code.hold is HoldKind.COMPLAINT:
            found.append(Figure.COMPLAINTS)
    if rule_check not in _WITHIN_RULES:
        found.append(Figure.AGAINST_RULE)
    return tuple(found)


@dataclass(slots=True)
class Counted:
    """How many, and for figures that are money how much by currency, in minor units."""

    number: int = 0
    amounts: dict[str, int] = field(default_factory=dict)

    def add(self, number: int, amount_minor: int | None = None, currency: str | None = None) -> None:
        """Count so many more; the amount is that of all of them together."""
        self.number += number
        if amount_minor is not None and currency is not None:
            self.amounts[currency] = self.amounts.get(currency, 0) + amount_minor

    def take_in(self, other: Counted) -> None:
        """Count what another counted too."""
        self.number += other.number
        for currency, amount in other.amounts.items():
            self.amounts[currency] = self.amounts.get(currency, 0) + amount


Sheet = dict[Figure, Counted]
"""The figures of one collector, or of all, in one week. A figure that is not there is none."""


def summed(sheets: Iterable[Mapping[Figure, Counted]]) -> Sheet:
    """The figures of several sheets together."""
    total: Sheet = {}
    for sheet in sheets:
        for figure, counted in sheet.items():
            total.setdefault(figure, Counted()).take_in(counted)
    return total


def number(sheet: Mapping[Figure, Counted], figure: Figure) -> int:
    """How many of a figure a sheet holds."""
    return sheet[figure].number if figure in sheet else 0


def percent(part: int, whole: int) -> int | None:
    """Whole per cent, rounded half up; None of nothing."""
    return round_half_up(Decimal(100 * part) / whole) if whole else None


def kept_percent(sheet: Mapping[Figure, Counted]) -> int | None:
    """Promises kept among those that fell due and are judged; open ones are not judged yet."""
    kept = number(sheet, Figure.KEPT)
    return percent(kept, kept + number(sheet, Figure.PARTLY_KEPT) + number(sheet, Figure.BROKEN))


def right_party_percent(sheet: Mapping[Figure, Counted]) -> int | None:
    """Contacts that reached the obligor among all that connected."""
    return percent(number(sheet, Figure.RIGHT_PARTY), number(sheet, Figure.CONNECTED))


class Move(StrEnum):
    """What became of a case between two week ends."""

    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    CLOSED = "closed"
    NEW = "new"


def move(before: Bucket | None, after: Bucket | None) -> Move:
    """How a case went from one bucket to another; None where it was not open."""
    if before is None:
        return Move.NEW
    if after is None:
        return Move.CLOSED
    return Move.WORSE if after > before else Move.SAME if after == before else Move.BETTER


Roll = dict[tuple[Bucket | None, Bucket | None], Counted]
"""Cases by the bucket they came from and the one they are in; the amount is what they owed before, of new ones now."""


@dataclass(frozen=True, slots=True)
class RollRow:
    """What became of the cases of one bucket; None: those that were not open before."""

    before: Bucket | None
    cases: int
    moves: Mapping[Move, int]

    def percent(self, where: Move) -> int | None:
        """The share of the cases that went there."""
        return percent(self.moves.get(where, 0), self.cases)


def roll_rows(roll: Mapping[tuple[Bucket | None, Bucket | None], Counted]) -> tuple[RollRow, ...]:
    """The moves of each bucket that any case came from, new cases last."""
    found: dict[Bucket | None, dict[Move, int]] = {}
    for (before, after), counted in roll.items():
        moves = found.setdefault(before, {})
        where = move(before, after)
        moves[where] = moves.get(where, 0) + counted.number
    places = sorted(found, key=lambda bucket: (bucket is None, bucket or 0))
    return tuple(RollRow(bucket, sum(found[bucket].values()), found[bucket]) for bucket in places)
