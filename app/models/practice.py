"""What was done in a practice store since it was built: one look per kind, however large the store is."""

from __future__ import annotations

from sqlalchemy import Connection

from app.models.reported import of_kind

_BY_DAY = ("contact", "promise")  # indexed by when they happened
_NEWEST = ("agreement", "annulment", "imported")


def done_since(connection: Connection, since_ms: int) -> set[str]:
    """The kinds of facts among contact, promise, agreement, annulment, imported that came since that moment."""
    found = set()
    for kind in _BY_DAY:
        statement = f"SELECT 1 FROM fact AS f WHERE {of_kind(kind)} AND f.occurred_at >= ? LIMIT 1"  # noqa: S608
        if connection.exec_driver_sql(statement, (since_ms,)).first():
            found.add(kind)
    for kind in _NEWEST:
        statement = (
            "SELECT 1 FROM fact WHERE recorded_at >= ? AND "  # noqa: S608
            f"seq = (SELECT max(seq) FROM fact_{kind})"
        )
        if connection.exec_driver_sql(statement, (since_ms,)).first():
            found.add(kind)
    return found


def cases(connection: Connection) -> int:
    """How many cases the store holds."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM case_file").scalar_one())


def reference_on(connection: Connection) -> str | None:
    """The practice store's own day as ISO text, None where it records none."""
    row = connection.exec_driver_sql("SELECT value FROM store_info WHERE name = 'reference_on'").first()
    return None if row is None else str(row[0])
