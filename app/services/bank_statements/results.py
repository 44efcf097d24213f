"""What is asked of the match of a bank statement and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from app.domain.cash_application import Hit
from app.domain.facts import Id
from app.services.bank_statements.reading import Received
from app.services.imports.columns import ColumnMap
from app.services.imports.drafts import Flag, Refused
from app.services.imports.results import Controls, Origin


class Fate(StrEnum):
    """What a line becomes. ``ASK`` is parked until a person decides."""

    SURE = "sure"
    DECIDED = "decided"
    ASK = "ask"
    PARKED = "parked"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class MatchStatement:
    """The command. What is None is found out, as in ``imports.ImportFile``.

    ``decisions``: by row of the file the case a person chose, None to park the line; they go before what is sure.
    ``digest``: of the bytes that were decided on; another file under the same name is refused then.
    """

    path: Path
    creditor: str
    column_map: ColumnMap | None = None
    encoding: str | None = None
    sheet: str | None = None
    control_count: int | None = None
    control_minor: int | None = None
    despite_controls: bool = False
    decisions: Mapping[int, Id | None] = field(default_factory=dict)
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A case beside a line: who it is, what is owed, why it may be the one. ``books_minor``: what would be booked."""

    case_id: Id
    case_no: int
    debtor: str
    accounts: tuple[str, ...]
    owed_minor: int
    score: int
    hits: tuple[Hit, ...]
    account_id: Id | None
    books_minor: int
    expected: tuple[tuple[str, int, date | None], ...]
    """Amounts that were agreed or asked for: rule, minor units, day."""


@dataclass(frozen=True, slots=True)
class LineResult:
    """One line of money in, what becomes of it, and the cases it may belong to, best first."""

    received: Received
    fate: Fate
    options: tuple[Option, ...] = ()
    case_id: Id | None = None
    """The case it is booked to."""
    booked_minor: int = 0

    @property
    def amount_minor(self) -> int:
        """What the line brought."""
        return self.received.line.amount_minor

    def decided(self, case_id: Id | None) -> LineResult:
        """The line as a person decides it: money of one of its options, or parked."""
        option = next((option for option in self.options if option.case_id == case_id), None)
        if option is None or option.books_minor <= 0:
            return replace(self, fate=Fate.PARKED, case_id=None, booked_minor=0)
        return replace(self, fate=Fate.DECIDED, case_id=case_id, booked_minor=option.books_minor)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows, and their sum in minor units."""

    count: int = 0
    minor: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """What lines come to. A line of which a part is booked adds to both sums and counts as booked; ``ask`` counts
    lines that stand among the parked."""

    booked: Tally
    parked: Tally
    ask: Tally
    duplicates: Tally

    @classmethod
    def of(cls, lines: Iterable[LineResult]) -> Sums:
        """The sums of these lines."""
        every = list(lines)
        fresh = [line for line in every if line.fate is not Fate.DUPLICATE]
        booked = [line.booked_minor for line in fresh if line.booked_minor]
        rest = sum(line.amount_minor for line in fresh) - sum(booked)
        return cls(
            Tally(len(booked), sum(booked)),
            Tally(len(fresh) - len(booked), rest),
            tally(every, Fate.ASK),
            tally(every, Fate.DUPLICATE),
        )


def tally(lines: Iterable[LineResult], fate: Fate) -> Tally:
    """How many lines have this fate, and what they brought."""
    found = [line.amount_minor for line in lines if line.fate is fate]
    return Tally(len(found), sum(found))


@dataclass(frozen=True, slots=True)
class StatementResult:
    """What a match did, or would do.

    ``booked + parked + duplicates + refused`` is the money in of the file, to the cent: a line of which only a part
    can be booked adds to both sums, and is counted where its money is booked. ``spent``: money out, left alone.
    ``sure``, ``decided`` and ``ask`` count lines; those of ``ask`` stand among the parked. ``act``: what
    ``imports.undo`` takes; None where nothing was written. ``stopped_by``: ``control_totals`` or None.
    """

    act: Id | None
    stopped_by: str | None
    origin: Origin
    creditor: str
    currency: str
    column_map: ColumnMap
    lines: tuple[LineResult, ...]
    sure: Tally
    decided: Tally
    ask: Tally
    booked: Tally
    parked: Tally
    duplicates: Tally
    refused: Tally
    spent: Tally
    controls: Controls
    refusals: tuple[Refused, ...]
    flags: tuple[Flag, ...]
    seen_before: datetime | None

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.origin.path.name

    @property
    def total_minor(self) -> int:
        """All money in that could be read."""
        return self.booked.minor + self.parked.minor + self.duplicates.minor + self.refused.minor
