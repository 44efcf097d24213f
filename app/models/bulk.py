"""Inserting very many rows: the indexes of their tables are dropped and made again in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from app.models.parts import marks

REMADE = ("person", "case_file", "contact_point", "party")
"""The tables whose indexes are in no order of arrival: names, identity numbers, phones."""


@contextmanager
def without_indexes(connection: Connection) -> Iterator[None]:
    """While the block lasts ``REMADE`` tables have no indexes but the unique ones, which check what is inserted.

    A sorted index is built several times faster than one that is added to in random order. Worth it where the rows
    to come are about as many as those that are there.
    """
    dropped = drop_indexes(connection, *REMADE)
    yield
    make_indexes(connection, dropped)


def drop_indexes(connection: Connection, *tables: str) -> list[str]:
    """Drop every index of the tables (without any: of the store) but the unique ones.

    Returns the statements that make them again.
    """
    named = f"AND tbl_name IN ({marks(tables)})" if tables else ""
    found = connection.exec_driver_sql(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%' {named}",  # noqa: S608
        tables,
    ).all()
    for name, _ in found:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return [statement for _, statement in found]


def drop_index(connection: Connection, name: str) -> str:
    """Drop one index; returns the statement that makes it again."""
    sql: str = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", (name,)
    ).scalar_one()
    connection.exec_driver_sql(f"DROP INDEX {name}")
    return sql


@contextmanager
def without_gap_check(connection: Connection) -> Iterator[None]:
    """While the block lasts no fact is asked whether its chain has a gap before it: a journal leaves none.

    The trigger reads the end of the chain for every fact, a third of what inserting one takes.
    """
    from app.models.sqlite import NO_GAPS  # which knows every kind of fact: the queue is painted without them

    found = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (NO_GAPS,)
    ).scalar_one_or_none()
    if found is not None:
        connection.exec_driver_sql(f"DROP TRIGGER {NO_GAPS}")
    yield
    if found is not None:
        connection.exec_driver_sql(found)


def make_indexes(connection: Connection, statements: Sequence[str]) -> None:
    """Make again what ``drop_indexes`` dropped."""
    for statement in statements:
        connection.exec_driver_sql(statement)
