"""Reading the queue: counts by tier, and windows of rows straight from one index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.models.database import rows


class QueueLine(NamedTuple):
    """One case of the queue as stored; names and words are added by the service."""

    case_no: int
    case_id: bytes
    person_id: bytes
    name: str
    same_names: int
    tier: int
    score: int
    balance_minor: int
    currency: str
    oldest_due: int | None
    amount_band: int
    bucket: int
    broken: int
    untouched: int
    recall: int
    limitation: int
    reason: str
    reason_params: str
    next_at: int | None
    collector_no: int


LINE = (
    "SELECT s.case_no, c.id, c.person_id, p.name, "
    "(SELECT count(*) FROM (SELECT 1 FROM person AS o WHERE o.name = p.name LIMIT 9)), "
    "s.tier, s.score, s.balance_minor, s.currency, s.oldest_due, "
    "s.amount_band, s.bucket, s.broken, s.untouched, s.recall, s.limitation, "
    "s.reason, s.reason_params, s.next_at, s.collector_no "
    "FROM {source} JOIN case_file AS c ON c.no = s.case_no JOIN person AS p ON p.id = c.person_id "
)
# The window is cut on the index alone; only its rows are joined.
_WINDOW = (
    "(SELECT case_no AS chosen FROM case_state WHERE collector_no = ? AND tier = ? "
    "ORDER BY score DESC, tie LIMIT ? OFFSET ?) JOIN case_state AS s ON s.case_no = chosen"
)
ACROSS = (
    "(SELECT case_no AS chosen FROM case_state WHERE collector_no = ? AND tier BETWEEN ? AND ? "
    "ORDER BY tier, score DESC, tie LIMIT ? OFFSET ?) JOIN case_state AS s ON s.case_no = chosen"
)


def counts(connection: Connection, collector_no: int) -> dict[int, tuple[int, int]]:
    """Cases and balance of each tier of one collector's queue."""
    rows = connection.exec_driver_sql(
        "SELECT tier, cases, balance_minor FROM queue_count WHERE collector_no = ? AND cases > 0",
        (collector_no,),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def window(connection: Connection, collector_no: int, tier: int, limit: int, offset: int) -> list[QueueLine]:
    """Rows of one tier, best first."""
    return _lines(connection, _WINDOW, (collector_no, tier, limit, offset), "s.score DESC, s.tie")


def across(
    connection: Connection, collector_no: int, tiers: tuple[int, int], limit: int, offset: int
) -> list[QueueLine]:
    """Rows of the tiers from the first to the last of ``tiers``, tier after tier, best first."""
    return _lines(connection, ACROSS, (collector_no, *tiers, limit, offset), "s.tier, s.score DESC, s.tie")


def lines_of(connection: Connection, case_numbers: Sequence[int]) -> list[QueueLine]:
    """Rows of these cases, in the order of the queue."""
    marks = ", ".join("?" * len(case_numbers))
    source = (
        f"(SELECT case_no AS chosen FROM case_state WHERE case_no IN ({marks})) "  # noqa: S608
        "JOIN case_state AS s ON s.case_no = chosen"
    )
    return _lines(connection, source, tuple(case_numbers), "s.tier, s.score DESC, s.tie")


def rank_in_tier(connection: Connection, case_no: int) -> int:
    """How many cases stand before this one in its tier."""
    return int(
        connection.exec_driver_sql(
            "SELECT count(*) FROM case_state AS s, (SELECT collector_no, tier, score, tie FROM case_state "
            "WHERE case_no = ?) AS m WHERE s.collector_no = m.collector_no AND s.tier = m.tier "
            "AND (s.score > m.score OR (s.score = m.score AND s.tie < m.tie))",
            (case_no,),
        ).scalar_one()
    )


def _lines(connection: Connection, source: str, parameters: tuple[Any, ...], order: str) -> list[QueueLine]:
    statement = f"{LINE.format(source=source)} ORDER BY {order}"
    return list(map(QueueLine._make, rows(connection, statement, parameters)))
