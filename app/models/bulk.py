"""Inserting very many rows: the indexes of their tables are dropped and made again in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

REMADE = ("person", "case_file", "contact_point", "party")
"""The tables whose indexes are in no order of arrival: names, identity numbers, phones."""


@contextmanager
def without_indexes(connection: Connection) -> Iterator[None]:
    """While the block lasts ``REMADE`` tables have no indexes but the unique ones, which check what is inserted.

    A sorted index is built several times faster than one that is added to in random order. Worth it where the rows
    to come are about as many as those that are there.
    """
    marks = ", ".join("?" * len(REMADE))
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%' "  # noqa: S608
        f"AND tbl_name IN ({marks})",
        REMADE,
    ).all()
    for name, _ in found:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for _, statement in found:
        connection.exec_driver_sql(statement)
