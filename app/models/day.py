"""Counting one user's day from the facts it left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from app.domain.moments import Id, from_ms
from app.models.reported import of_kind
from app.models.standing import UNDONE_ACT, left_standing

_LATEST_FACTS = 100
_WHEN = "f.occurred_at >= ? AND f.occurred_at < ?"
_SPAN = f"{_WHEN} AND f.actor = ?"


def results(connection: Connection, actor: Id, from_ms: int, to_ms: int) -> Sequence[tuple[str, str, str]]:
    """(result, channel, direction) of the contacts a user made in a span of time."""
    rows = connection.exec_driver_sql(
        f"SELECT c.result, c.channel, c.direction, {UNDONE_ACT} FROM fact AS f "  # noqa: S608
        f"JOIN fact_contact AS c ON c.seq = f.seq WHERE {of_kind('contact')} AND {_SPAN}",
        (from_ms, to_ms, actor),
    )
    return [(row[0], row[1], row[2]) for row in left_standing(connection, rows)]


def calls(connection: Connection, actor: Id, from_ms: int, to_ms: int) -> Sequence[int]:
    """The moments (ms) of the outbound calls a user made in a span of time."""
    rows = connection.exec_driver_sql(
        f"SELECT f.occurred_at, {UNDONE_ACT} FROM fact AS f JOIN fact_contact AS c ON c.seq = f.seq "  # noqa: S608
        f"WHERE {of_kind('contact')} AND {_SPAN} AND c.channel = 'call' AND c.direction = 'outbound'",
        (from_ms, to_ms, actor),
    )
    return [row[0] for row in left_standing(connection, rows)]


def promised(connection: Connection, actor: Id, from_ms: int, to_ms: int) -> Sequence[tuple[int, str]]:
    """(amount, currency) of the promises a user wrote down in a span of time."""
    rows = connection.exec_driver_sql(
        f"SELECT p.amount_minor, p.currency, {UNDONE_ACT} FROM fact AS f JOIN fact_promise AS p ON p.seq = f.seq "  # noqa: S608
        f"WHERE {of_kind('promise')} AND {_SPAN}",
        (from_ms, to_ms, actor),
    )
    return [(row[0], row[1]) for row in left_standing(connection, rows)]


def snoozed(connection: Connection, actor: Id | None, from_ms: int, to_ms: int) -> Sequence[str]:
    """Why cases were put off in a span of time, by one user or by all; empty where nothing was said."""
    span, values = (_SPAN, (from_ms, to_ms, actor)) if actor is not None else (_WHEN, (from_ms, to_ms))
    rows = connection.exec_driver_sql(
        f"SELECT coalesce(c.why, ''), {UNDONE_ACT} FROM fact_snooze AS c CROSS JOIN fact AS f ON f.seq = c.seq "  # noqa: S608
        f"WHERE {span}",
        values,
    )
    return [row[0] for row in left_standing(connection, rows)]


def last_recorded(connection: Connection) -> datetime:
    """When something was last written down, read from the facts that came last; 1970 in a store without any."""
    value = connection.exec_driver_sql(
        "SELECT max(recorded_at) FROM (SELECT recorded_at FROM fact ORDER BY seq DESC LIMIT ?)",
        (_LATEST_FACTS,),
    ).scalar_one()
    return from_ms(value or 0)
