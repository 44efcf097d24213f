"""The views a desk keeps by name: overwritten, never facts."""

from __future__ import annotations

from sqlalchemy import Connection


def every(connection: Connection) -> list[tuple[str, str]]:
    """(name, definition) in the order of the desk."""
    rows = connection.exec_driver_sql("SELECT name, definition FROM saved_view ORDER BY position, name")
    return [(row[0], row[1]) for row in rows]


def put(connection: Connection, name: str, definition: str) -> None:
    """Keep a view; one of the same name is overwritten at its place, a new one comes last."""
    connection.exec_driver_sql(
        "INSERT INTO saved_view (name, position, definition) "
        "VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM saved_view), ?) "
        "ON CONFLICT (name) DO UPDATE SET definition = excluded.definition",
        (name, definition),
    )


def rename(connection: Connection, name: str, new_name: str) -> None:
    """Call a view something else; it keeps its place."""
    connection.exec_driver_sql("UPDATE saved_view SET name = ? WHERE name = ?", (new_name, name))


def delete(connection: Connection, name: str) -> None:
    """Forget a view; those behind it move up."""
    connection.exec_driver_sql(
        "UPDATE saved_view SET position = position - 1 "
        "WHERE position > (SELECT position FROM saved_view WHERE name = ?)",
        (name,),
    )
    connection.exec_driver_sql("DELETE FROM saved_view WHERE name = ?", (name,))
