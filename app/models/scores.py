"""The score as one sum in SQL: over all cases at once when a weight changed, and tried before it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.score_terms import Term
from app.models.bulk import drop_index, make_indexes
from app.models.database import rows
from app.models.parts import marks
from app.models.states import COLUMNS

QUEUE_INDEX = "ix_case_state_queue"
_SCAN_FROM = 4
"""A tier that holds more than one in so many cases is read faster by walking the table than by its index."""


_MEASURED = {
    "balance_minor": "balance_minor",
    "dpd": "({today} - oldest_due)",
    "untouched_days": "({today} - touched)",
    # Less is stronger: what is still to come has the minus sign of its thresholds.
    "days_to_recall": "({today} - recall_on)",
    "days_to_limitation": "({today} - limitation_on)",
    "broken_promises": "broken",
    "payment_chance": "chance",
    "willingness": "willingness",
    "ability": "ability",
    "reason_group": "reason_group",
}
_MOVED_AT_MOST = 12
"""Of so many cases one may change its score before the whole index is made anew."""


class Ranked(NamedTuple):
    """A case at its place under a score that is tried."""

    case_no: int
    tier: int
    score: int
    """The one that is kept."""
    tried: int
    balance_minor: int


def expression(terms: Sequence[Term], today: int) -> str:
    """The sum. ``today``: the proleptic ordinal that days past due are counted to."""
    return " + ".join(_case(term, today) for term in terms) or "0"


def _case(term: Term, today: int) -> str:
    if not term.thresholds:
        if term.source not in COLUMNS:
            raise ValueError(term.source)
        given = [(value, points) for value, points in enumerate(term.points) if value]
        whens = " ".join(f"WHEN {int(value)} THEN {int(points)}" for value, points in given)
        return (
            f"CASE {term.source} {whens} ELSE {int(term.points[0])} END"
            if whens
            else str(int(term.points[0]))
        )
    measured = _MEASURED[term.source].format(today=int(today))
    steps = sorted(zip(term.thresholds, term.points[1:], strict=True), reverse=True)
    whens = " ".join(f"WHEN {measured} >= {int(least)} THEN {int(points)}" for least, points in steps)
    return f"CASE {whens} ELSE 0 END"


def apply(connection: Connection, terms: Sequence[Term]) -> None:
    """Give every case its score by these terms; nothing else changes.

    Where many scores change, the index of the queue is made anew: sorting it is cheaper than moving that many entries.
    Every page is written then, and writing a score that stays costs less than asking each case twice.
    """
    score = expression(terms, 0)
    differs = f"WHERE score <> {score}"
    total = connection.exec_driver_sql("SELECT count(*) FROM case_state").scalar_one()
    many = total // _MOVED_AT_MOST
    found = connection.exec_driver_sql(
        f"SELECT count(*) FROM (SELECT 1 FROM case_state {differs} LIMIT ?)",  # noqa: S608
        (many + 1,),
    ).scalar_one()
    if found <= many:
        connection.exec_driver_sql(f"UPDATE case_state SET score = {score} {differs}")  # noqa: S608
        return
    index = drop_index(connection, QUEUE_INDEX)
    connection.exec_driver_sql(f"UPDATE case_state SET score = {score}")  # noqa: S608
    make_indexes(connection, [index])


def first(
    connection: Connection,
    collectors: Sequence[int],
    tiers: Sequence[tuple[int, int]],
    score: str,
    limit: int,
) -> list[Ranked]:
    """The first cases of the tiers in the order of a score that is tried, over the queues of ``collectors``;
    ``tiers``: each with its number of cases, ``score``: an ``expression``."""
    found: list[Ranked] = []
    total = connection.exec_driver_sql("SELECT coalesce(sum(cases), 0) FROM queue_count").scalar_one()
    for tier, cases in tiers:
        if len(found) >= limit:
            break
        how = "NOT INDEXED" if cases * _SCAN_FROM > total else f"INDEXED BY {QUEUE_INDEX}"
        part = rows(
            connection,
            f"SELECT case_no, tier, score, {score} AS tried, balance_minor FROM case_state {how} "  # noqa: S608
            f"WHERE collector_no IN ({marks(collectors)}) AND tier = ? ORDER BY tried DESC, tie LIMIT ?",
            (*collectors, tier, limit - len(found)),
        )
        found += map(Ranked._make, part)
    return found
