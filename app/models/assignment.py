"""With whom cases are now, for those who give them to somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id
from app.models.database import rows
from app.models.parts import parts


class Held(NamedTuple):
    """A case and its collector, by local number; 0 is nobody."""

    case_id: bytes
    person_id: bytes
    balance_minor: int
    tier: int
    collector_no: int


_HELD = (
    "SELECT c.id, c.person_id, s.balance_minor, s.tier, s.collector_no "
    "FROM case_file AS c JOIN case_state AS s ON s.case_no = c.no"
)


def of_cases(connection: Connection, case_ids: Iterable[Id]) -> list[Held]:
    """These cases, those that are known."""
    return _read(connection, "c.id", case_ids)


def of_numbers(connection: Connection, numbers: Iterable[int]) -> list[Held]:
    """The cases of these numbers."""
    return _read(connection, "s.case_no", numbers)


def _read(connection: Connection, column: str, values: Iterable[Any]) -> list[Held]:
    found: list[Held] = []
    for part, marks in parts(values):
        found += map(Held._make, rows(connection, f"{_HELD} WHERE {column} IN ({marks})", tuple(part)))
    return found


def active_users(connection: Connection) -> list[tuple[Id, int, str]]:
    """(id, no, name) of everybody who may work cases, in the order in which they came."""
    return [
        (row[0], row[1], row[2])
        for row in rows(connection, 'SELECT id, no, name FROM "user" WHERE is_active = 1 ORDER BY no')
    ]


def names(connection: Connection) -> dict[Id, str]:
    """The name of every user there ever was."""
    return dict(rows(connection, 'SELECT id, name FROM "user"'))


def open_counts(connection: Connection, closed_tier: int) -> dict[int, int]:
    """How many open cases each collector has, by local number."""
    return dict(
        rows(
            connection,
            "SELECT collector_no, sum(cases) FROM queue_count WHERE tier < ? GROUP BY collector_no",
            (closed_tier,),
        )
    )
