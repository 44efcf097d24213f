"""How a reference row came to be what it is: the amendments that changed it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id
from app.models.database import rows


class Amended(NamedTuple):
    """One field of a row changed, at ``recorded_at`` (ms), by the user ``who``."""

    act: Id
    recorded_at: int
    who: str
    field: str
    old: str | None
    new: str | None


def of_row(connection: Connection, table: str, row: Id) -> list[Amended]:
    """Every change of a row of ``table``, the latest first."""
    found = rows(
        connection,
        "SELECT f.act, f.recorded_at, coalesce(u.name, ''), c.field, c.old, c.new FROM fact_amendment AS c "
        "JOIN fact AS f ON f.seq = c.seq LEFT JOIN user AS u ON u.id = f.actor "
        "WHERE c.table_name = ? AND c.row_id = ? ORDER BY f.seq DESC",
        (table, row),
    )
    return list(map(Amended._make, found))


def reasons(told: Iterable[Amended]) -> dict[Id, str]:
    """Why each act changed something, where that was said."""
    return {row.act: row.new or "" for row in told if row.field == "why"}
