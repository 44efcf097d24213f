"""Settings of the store itself, beside its facts: one text a name, overwritten."""

from __future__ import annotations

from sqlalchemy import Connection


def get(connection: Connection, name: str) -> str | None:
    """The text under a name."""
    row = connection.exec_driver_sql("SELECT value FROM store_info WHERE name = ?", (name,)).first()
    return None if row is None else str(row[0])


def put(connection: Connection, name: str, value: str) -> None:
    """Keep a text under a name."""
    connection.exec_driver_sql(
        "INSERT INTO store_info (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def drop(connection: Connection, name: str) -> None:
    """Forget what stands under a name."""
    connection.exec_driver_sql("DELETE FROM store_info WHERE name = ?", (name,))
