"""The queue as the window and the command line show it: counts by tier, windows of rows, reasons in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.moments import Id, from_ms
from app.domain.strategy import FEATURES
from app.domain.terms import Bucket, Stage, Tier
from app.models import queue as store
from app.models import search as index
from app.models import stages
from app.models.queue import QueueLine
from app.services.case_fields import CaseRow
from app.services.context import Context
from app.services.words import Words

EVERY_TIER = (Tier.CALL_BACK, Tier.CLOSED)
TODAY = (Tier.CALL_BACK, Tier.RANKED)
"""The tiers that are work now; waiting, held and closed cases come after."""
FOUND_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Why:
    """One reason of a row: the rule, what it is worth, and the words."""

    rule: str
    points: int
    text: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case of the queue. What is said of it is worked out when it is asked for: a list reads more than it shows."""

    line: QueueLine
    words: Words = field(compare=False, repr=False)
    stage: Stage | None = None
    """The one a lead put it at; None where its age says."""
    listed: Callable[[], CaseRow] | None = field(default=None, compare=False, repr=False)
    """The case as a list shows it, in a view whose columns were picked."""

    @property
    def case_id(self) -> Id:
        return self.line.case_id

    @property
    def case_no(self) -> int:
        return self.line.case_no

    @property
    def name(self) -> str:
        return self.line.name

    @property
    def same_names(self) -> int:
        return self.line.same_names

    @property
    def tier(self) -> Tier:
        return Tier(self.line.tier)

    @property
    def score(self) -> int:
        return self.line.score

    @property
    def balance_minor(self) -> int:
        return self.line.balance_minor

    @property
    def currency(self) -> str:
        return self.line.currency

    @property
    def dpd(self) -> int:
        oldest = self.line.oldest_due
        return max(self.words.today.toordinal() - oldest, 0) if oldest is not None else 0

    @property
    def bucket(self) -> str:
        return Bucket.of(self.dpd).label

    @property
    def next_at(self) -> datetime | None:
        return from_ms(self.line.next_at) if self.line.next_at is not None else None

    @property
    def broken(self) -> int:
        """How many promises were broken."""
        return self.line.broken

    @property
    def reasons(self) -> tuple[Why, ...]:
        """Why it stands where it stands: first the one for the tier, then what gave most points."""
        return self.first_reasons(None)

    def first_reasons(self, most: int | None) -> tuple[Why, ...]:
        """The first so many reasons, or all."""
        line, words = self.line, self.words
        _, points = words.rules.strategy.score({name: getattr(line, name) for name in FEATURES})
        first: tuple[Why, ...] = ()
        if line.reason != "ranked" or not points:
            text = words.reason(line.reason, line.reason_params, line.currency, line.score)
            first = (Why(line.reason, 0, text),)
        wanted = points if most is None else points[: most - len(first)]
        return (
            *first,
            *(Why(point.rule.name, point.points, words.point(point, line.currency)) for point in wanted),
        )


@dataclass(frozen=True, slots=True)
class TierCount:
    """How many cases stand in a tier, and what they owe together."""

    tier: Tier
    title: str
    cases: int
    balance_minor: int


def counts(context: Context, words: Words) -> list[TierCount]:
    """The tiers of the user's queue that hold any case, in order."""
    with context.db.read() as connection:
        found = store.counts(connection, context.user.no)
    titles = context.rules.vocabulary.tiers
    return [
        TierCount(Tier(tier), titles[Tier(tier)].text(words.language), *found[tier]) for tier in sorted(found)
    ]


def listing(
    context: Context,
    words: Words,
    offset: int,
    limit: int,
    tiers: tuple[Tier, Tier] = EVERY_TIER,
) -> list[QueueRow]:
    """Rows ``offset`` … of the queue from the first to the last of ``tiers``, tier after tier."""
    with context.db.read() as connection:
        lines = store.across(connection, context.user.no, (int(tiers[0]), int(tiers[1])), limit, offset)
        decided = stages.decided(connection, [line.case_id for line in lines])
    return rows_of(lines, words, decided)


def search(context: Context, words: Words, typed: str) -> list[QueueRow]:
    """Cases that hold what was typed in a name, its pinyin or initials, a phone or a card; at most 200."""
    with context.db.read() as connection:
        numbers = index.find(connection, typed, FOUND_AT_MOST)
        lines = store.lines_of(connection, numbers) if numbers else []
        decided = stages.decided(connection, [line.case_id for line in lines])
    return rows_of(lines, words, decided)


def rows_of(lines: Iterable[QueueLine], words: Words, decided: Mapping[Id, Stage]) -> list[QueueRow]:
    """The lines as rows; ``decided``: the stages that leads put them at."""
    return [QueueRow(line, words, decided.get(line.case_id)) for line in lines]
