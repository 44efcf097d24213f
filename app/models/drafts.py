"""Typed text that is not saved yet: one row a key, overwritten."""

from __future__ import annotations

from sqlalchemy import Connection


def put(connection: Connection, key: str, value: str, saved_at: int) -> None:
    """Keep a text under a key; what was kept before is replaced."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO draft (key, value, saved_at) VALUES (?, ?, ?)", (key, value, saved_at)
    )


def get(connection: Connection, key: str) -> str | None:
    """The text under a key."""
    row = connection.exec_driver_sql("SELECT value FROM draft WHERE key = ?", (key,)).first()
    return None if row is None else str(row[0])


def drop(connection: Connection, key: str) -> None:
    """Forget the text under a key."""
    connection.exec_driver_sql("DELETE FROM draft WHERE key = ?", (key,))


def beginning(connection: Connection, prefix: str) -> list[tuple[str, str, int]]:
    """(key, text, saved at in ms) of every key that begins so, the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT key, value, saved_at FROM draft WHERE substr(key, 1, ?) = ? ORDER BY saved_at DESC, key",
        (len(prefix), prefix),
    )
    return [(row[0], row[1], row[2]) for row in rows]
