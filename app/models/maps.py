"""The column maps of creditors: how their files name their columns, chosen once at import."""

from __future__ import annotations

from sqlalchemy import Connection


def saved_map(connection: Connection, creditor: str, purpose: str) -> str | None:
    """The definition saved for a creditor's files of one purpose."""
    row = connection.exec_driver_sql(
        "SELECT definition FROM column_map WHERE creditor = ? AND purpose = ?", (creditor, purpose)
    ).first()
    return None if row is None else str(row[0])


def saved_names(connection: Connection, purpose: str) -> list[str]:
    """The creditors that have a map for this purpose."""
    rows = connection.exec_driver_sql(
        "SELECT creditor FROM column_map WHERE purpose = ? ORDER BY creditor", (purpose,)
    )
    return [row[0] for row in rows]


def save_map(connection: Connection, creditor: str, purpose: str, definition: str) -> None:
    """Keep a definition; the one before is overwritten."""
    connection.exec_driver_sql(
        "INSERT INTO column_map (creditor, purpose, definition) VALUES (?, ?, ?) "
        "ON CONFLICT (creditor, purpose) DO UPDATE SET definition = excluded.definition",
        (creditor, purpose, definition),
    )
