"""The column maps of creditors: how their files name their columns, chosen once at import."""

from __future__ import annotations

from sqlalchemy import Connection


def saved_map(connection: Connection, creditor: str, purpose: str) -> str | None:
    """The definition saved for a creditor's files of one purpose."""
    row = connection.exec_driver_sql(
        "SELECT definition FROM column_map WHERE creditor = ? AND purpose = ?", (creditor, purpose)
    ).first()
    return None if row is None else str(row[0])


def save_map(connection: Connection, creditor: str, purpose: str, definition: str) -> None:
    """Keep a definition; the one before is overwritten."""
    connection.exec_driver_sql(
        "INSERT INTO column_map (creditor, purpose, definition) VALUES (?, ?, ?) "
        "ON CONFLICT (creditor, purpose) DO UPDATE SET definition = excluded.definition",
        (creditor, purpose, definition),
    )
