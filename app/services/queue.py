"""The queue as the window and the command line show it: counts by tier, windows of rows, reasons in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.moments import Id, from_ms
from app.domain.rules import Rules
from app.domain.terms import Bucket, Tier
from app.models import queue as store
from app.models import search as index
from app.models.queue import QueueLine
from app.services.context import Context
from app.services.words import Words

FEATURES = ("amount_band", "bucket", "broken", "untouched", "recall", "limitation")
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
    """One case of the queue. ``reasons`` begin with the one for the tier, then what gave most points."""

    case_id: Id
    case_no: int
    name: str
    same_names: int
    tier: Tier
    score: int
    reasons: tuple[Why, ...]
    balance_minor: int
    currency: str
    dpd: int
    bucket: str
    next_at: datetime | None
    broken: int
    """How many promises were broken, up to the highest step of its feature."""


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


def window(context: Context, words: Words, tier: Tier, offset: int, limit: int) -> list[QueueRow]:
    """Rows ``offset`` … of one tier, best first."""
    with context.db.read() as connection:
        lines = store.window(connection, context.user.no, int(tier), limit, offset)
    return rows_of(lines, context.rules, words)


def listing(
    context: Context,
    words: Words,
    offset: int,
    limit: int,
    tiers: tuple[Tier, Tier] = EVERY_TIER,
    reasons: int | None = None,
) -> list[QueueRow]:
    """Rows ``offset`` … of the queue from the first to the last of ``tiers``, tier after tier; each with its first
    so many ``reasons``, or with all."""
    with context.db.read() as connection:
        lines = store.across(connection, context.user.no, (int(tiers[0]), int(tiers[1])), limit, offset)
    return rows_of(lines, context.rules, words, reasons)


def search(context: Context, words: Words, typed: str) -> list[QueueRow]:
    """Cases that hold what was typed in a name, its pinyin or initials, a phone or a card; at most 200."""
    with context.db.read() as connection:
        numbers = index.find(connection, typed, FOUND_AT_MOST)
        lines = store.lines_of(connection, numbers) if numbers else []
    return rows_of(lines, context.rules, words)


def row_of(context: Context, words: Words, case_no: int) -> QueueRow | None:
    """One case as a row, None where it is not in the queue."""
    with context.db.read() as connection:
        lines = store.lines_of(connection, [case_no])
    return next(iter(rows_of(lines, context.rules, words)), None)


def position(context: Context, case_no: int) -> int:
    """How many cases stand before this one in its tier."""
    with context.db.read() as connection:
        return store.rank_in_tier(connection, case_no)


def rows_of(
    lines: Sequence[QueueLine], rules: Rules, words: Words, reasons: int | None = None
) -> list[QueueRow]:
    """Rows in words, each with its first so many reasons, or with all of them."""
    today = words.today
    return [_row(line, rules, words, today, reasons) for line in lines]


def _row(line: QueueLine, rules: Rules, words: Words, today: date, reasons: int | None) -> QueueRow:
    dpd = max(today.toordinal() - line.oldest_due, 0) if line.oldest_due is not None else 0
    return QueueRow(
        line.case_id,
        line.case_no,
        line.name,
        line.same_names,
        Tier(line.tier),
        line.score,
        _reasons(line, rules, words, reasons),
        line.balance_minor,
        line.currency,
        dpd,
        Bucket.of(dpd).label,
        from_ms(line.next_at) if line.next_at is not None else None,
        line.features[FEATURES.index("broken")],
    )


def _reasons(line: QueueLine, rules: Rules, words: Words, most: int | None) -> tuple[Why, ...]:
    _, points = rules.strategy.score(dict(zip(FEATURES, line.features, strict=True)))
    first: tuple[Why, ...] = ()
    if line.reason != "ranked" or not points:
        text = words.reason(line.reason, line.reason_params, line.currency, line.score)
        first = (Why(line.reason, 0, text),)
    wanted = points if most is None else points[: most - len(first)]
    return (
        *first,
        *(Why(point.rule.name, point.points, words.point(point, line.currency)) for point in wanted),
    )
