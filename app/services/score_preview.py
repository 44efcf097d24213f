"""A score tried before it is kept: who enters and leaves the first hundred of the queue, and how the money moves.

A pure read. A queue is worked from its head, so places are told down to ``DEPTH``; whoever stands behind it is only
said to stand behind it, with no new score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.facts import Id
from app.domain.permissions import Deed
from app.domain.score_terms import terms_of
from app.domain.strategy import Strategy
from app.models import queue, scores
from app.services import budget
from app.services.context import Context
from app.services.queue import TODAY

FIRST = 100
DEPTH = 1_000
OWN, EVERYBODY = "own", "everybody"
Whose = int | str
"""Which queue is looked at: ``OWN``, ``EVERYBODY``'s as one, or that of a collector by the local number."""


@dataclass(frozen=True, slots=True)
class Mover:
    """A case that changes its place. A place is None behind ``DEPTH``, and counts from 1 over the whole queue."""

    case_id: Id
    name: str
    old_place: int | None
    new_place: int | None
    old_score: int
    new_score: int | None
    balance_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Money:
    """What the first so many cases owe together, now and then."""

    cases: int
    before_minor: int
    after_minor: int


@dataclass(frozen=True, slots=True)
class Preview:
    """``entering`` and ``leaving`` the first hundred, by their new and old places; ``moving``: how many of those that
    stay change places. ``day``: the cases that fit the day."""

    entering: tuple[Mover, ...]
    leaving: tuple[Mover, ...]
    moving: int
    first: Money
    day: Money


def preview(context: Context, wanted: Strategy, fits: int = FIRST, whose: Whose = OWN) -> Preview:
    """What a strategy would make of a queue, or of all. ``fits``: how many cases the day is enough for.

    Raises RuleViolation ``may_not_edit_strategy``: another's queue, or all, is for those who may change the points.
    """
    terms = terms_of(wanted, context.rules.strategy)
    depth = max(DEPTH, fits)
    with context.db.read() as connection:
        collectors = _collectors(connection, context, whose)
        tiers = _tiers(connection, collectors)
        before = scores.first(connection, collectors, tiers, "score", depth)
        tried = scores.expression(terms, context.today().toordinal())
        after = scores.first(connection, collectors, tiers, tried, depth)
        old, new = _places(before), _places(after)
        entering = [no for no in list(new)[:FIRST] if old.get(no, depth) >= FIRST]
        leaving = [no for no in list(old)[:FIRST] if new.get(no, depth) >= FIRST]
        scored = {row.case_no: row.tried for row in after}
        movers = _movers(connection, [*entering, *leaving], old, new, scored)
    return Preview(
        tuple(movers[no] for no in entering),
        tuple(movers[no] for no in leaving),
        sum(1 for no in list(old)[:FIRST] if new.get(no, depth) < FIRST and new[no] != old[no]),
        _money(before, after, FIRST),
        _money(before, after, fits),
    )


def for_day(context: Context, wanted: Strategy, calls_a_day: int, whose: Whose = OWN) -> Preview:
    """As ``preview``, for what fits the present day of those whose queues are looked at. ``calls_a_day``: as
    ``budget.today``, of each of them."""
    if whose == OWN:
        fits = budget.today(context, calls_a_day).fits
    else:
        with context.db.read() as connection:
            fits = budget.fits(connection, context, _collectors(connection, context, whose), calls_a_day)
    return preview(context, wanted, fits, whose)


def _collectors(connection: Connection, context: Context, whose: Whose) -> list[int]:
    if whose == OWN:
        return [context.user.no]
    context.user.require(Deed.EDIT_STRATEGY)
    return queue.collectors(connection) if whose == EVERYBODY else [int(whose)]


def _tiers(connection: Connection, collectors: Sequence[int]) -> list[tuple[int, int]]:
    """The tiers that are work now, each with its cases in these queues."""
    held: Counter[int] = Counter()
    for collector in collectors:
        for tier, (cases, _) in queue.counts(connection, collector).items():
            held[tier] += cases
    return [(tier, held[tier]) for tier in sorted(held) if TODAY[0] <= tier <= TODAY[1]]


def _places(ranked: Sequence[scores.Ranked]) -> dict[int, int]:
    """Each case's place from 0, in order."""
    return {row.case_no: place for place, row in enumerate(ranked)}


def _money(before: Sequence[scores.Ranked], after: Sequence[scores.Ranked], cases: int) -> Money:
    sums = [sum(row.balance_minor for row in ranked[:cases]) for ranked in (before, after)]
    return Money(min(cases, len(before)), *sums)


def _movers(
    connection: Connection,
    numbers: Sequence[int],
    old: dict[int, int],
    new: dict[int, int],
    scored: dict[int, int],
) -> dict[int, Mover]:
    found = {line.case_no: line for line in queue.lines_of(connection, numbers)} if numbers else {}
    return {
        no: Mover(
            line.case_id,
            line.name,
            old[no] + 1 if no in old else None,
            new[no] + 1 if no in new else None,
            line.score,
            scored.get(no),
            line.balance_minor,
            line.currency,
        )
        for no, line in found.items()
    }
