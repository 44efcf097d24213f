"""Counting one user's day from the facts it left."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from app.domain.facts import Id

# The list of kinds is that of the partial index, word for word: only so does SQLite know that the index serves.
_SPAN = (
    "f.kind IN ('contact', 'promise', 'payment') AND f.occurred_at >= ? AND f.occurred_at < ? AND f.actor = ?"
)
_STANDS = "NOT EXISTS (SELECT 1 FROM fact_annulment AS a WHERE a.target_act = f.act)"


def results(connection: Connection, actor: Id, from_ms: int, to_ms: int) -> Sequence[tuple[str, str, str]]:
    """(result, channel, direction) of the contacts a user made in a span of time."""
    rows = connection.exec_driver_sql(
        "SELECT c.result, c.channel, c.direction FROM fact AS f JOIN fact_contact AS c ON c.seq = f.seq "  # noqa: S608
        f"WHERE f.kind = 'contact' AND {_SPAN} AND {_STANDS}",
        (from_ms, to_ms, actor),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def promised(connection: Connection, actor: Id, from_ms: int, to_ms: int) -> Sequence[tuple[int, str]]:
    """(amount, currency) of the promises a user wrote down in a span of time."""
    rows = connection.exec_driver_sql(
        "SELECT p.amount_minor, p.currency FROM fact AS f JOIN fact_promise AS p ON p.seq = f.seq "  # noqa: S608
        f"WHERE f.kind = 'promise' AND {_SPAN} AND {_STANDS}",
        (from_ms, to_ms, actor),
    )
    return [(row[0], row[1]) for row in rows]
