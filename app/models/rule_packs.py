"""The rule packs of the store: each a row that is the same everywhere, changed by amendments."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id
from app.models.database import rows

TABLE = "rule_pack"


class PackLine(NamedTuple):
    """A rule pack as kept. ``used_by``: how many creditors go by it."""

    id: Id
    code: str
    toml: str
    used_by: int


def every(connection: Connection) -> list[PackLine]:
    """Every pack of the store, by its code."""
    found = rows(
        connection,
        "SELECT id, code, toml, (SELECT count(*) FROM creditor AS c WHERE c.rule_pack = p.code) "
        "FROM rule_pack AS p ORDER BY code",
    )
    return list(map(PackLine._make, found))


def put(connection: Connection, pack: Id, code: str, toml: str, at: int) -> None:
    """Add a pack, or set its text; the amendments that say so are written in the same transaction."""
    connection.exec_driver_sql(
        "INSERT INTO rule_pack (id, code, toml, adopted_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (code) DO UPDATE SET toml = excluded.toml, adopted_at = excluded.adopted_at",
        (pack, code, toml, at),
    )


def mark_states(connection: Connection, basis: str) -> None:
    """The cached states are as true on this basis (``Rules.basis``) as on that they were derived on."""
    connection.exec_driver_sql("UPDATE case_state SET rules_version = ?", (basis,))
