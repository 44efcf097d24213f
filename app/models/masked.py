"""The full value behind a masked one: identity number, account number, contact point, each of one case alone."""

from __future__ import annotations

from sqlalchemy import Connection

from app.domain.facts import Id
from app.models.database import rows

_VALUES = {
    "id_number": "SELECT p.id_number FROM case_file AS c JOIN person AS p ON p.id = c.person_id "
    "WHERE c.id = ? AND p.id = ?",
    "account": "SELECT number FROM account WHERE case_id = ? AND id = ?",
    "point": "SELECT p.value FROM party AS y JOIN contact_point AS p ON p.party_id = y.id "
    "WHERE y.case_id = ? AND p.id = ?",
}
FIELDS = tuple(_VALUES)


def value_of(connection: Connection, field: str, case_id: Id, row_id: Id) -> str | None:
    """The value, None where the case has no such row or nothing is kept in it."""
    found = rows(connection, _VALUES[field], (case_id, row_id))
    return found[0][0] if found else None
