"""Placements (委案批次) and what is returned of them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Id
from app.domain.terms import Tier
from app.models.database import rows


class PlacementLine(NamedTuple):
    """A placement; ``cases`` of it, and how many of those are open."""

    id: Id
    creditor: str
    batch_no: str
    received_on: date
    recall_on: date | None
    cases: int
    open_cases: int


_LINES = (
    "SELECT b.id, d.name, b.batch_no, b.received_on, b.recall_on, count(x.case_id), coalesce(sum(s.tier <> ?), 0) "
    "FROM placement AS b JOIN creditor AS d ON d.id = b.creditor_id "
    "LEFT JOIN (SELECT DISTINCT q.placement_id, f.case_id FROM fact_placed AS q JOIN fact AS f ON f.seq = q.seq "
    "WHERE q.placement_id IS NOT NULL) AS x ON x.placement_id = b.id "
    "LEFT JOIN case_file AS c ON c.id = x.case_id LEFT JOIN case_state AS s ON s.case_no = c.no "
)


def every(connection: Connection) -> list[PlacementLine]:
    """All placements, those first that are recalled first."""
    return _read(
        connection, "GROUP BY b.id ORDER BY b.recall_on IS NULL, b.recall_on, d.name, b.batch_no", ()
    )


def named(connection: Connection, creditor: str, batch_no: str) -> PlacementLine | None:
    """One placement by creditor and batch number."""
    found = _read(connection, "WHERE d.name = ? AND b.batch_no = ? GROUP BY b.id", (creditor, batch_no))
    return found[0] if found else None


def accounts_of(connection: Connection, placement: Id) -> list[tuple[Id, Id]]:
    """(case, account) of everything that a placement brought, in the order of the cases."""
    return rows(
        connection,
        "SELECT DISTINCT f.case_id, q.account_id, c.no FROM fact_placed AS q JOIN fact AS f ON f.seq = q.seq "
        "JOIN case_file AS c ON c.id = f.case_id WHERE q.placement_id = ? ORDER BY c.no, q.account_id",
        (placement,),
    )


def _read(connection: Connection, where: str, parameters: tuple[str, ...]) -> list[PlacementLine]:
    return [
        PlacementLine(
            row[0],
            row[1],
            row[2],
            date.fromisoformat(row[3]),
            date.fromisoformat(row[4]) if row[4] else None,
            row[5],
            row[6],
        )
        for row in rows(connection, _LINES + where, (int(Tier.CLOSED), *parameters))
    ]
