"""All cases in one order, narrowed: counted and skipped on one index, only the rows of a window are joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection


class Narrowing(NamedTuple):
    """What every case of a list satisfies; None where it does not matter. Due days are proleptic ordinals.

    ``numbers`` are the only case numbers that count.
    """

    numbers: tuple[int, ...] | None = None
    tier: int | None = None
    due: tuple[int, int] | None = None
    """The first and the last value of ``due_order``."""
    collector_no: int | None = None


class CaseLine(NamedTuple):
    """One case as stored."""

    case_no: int
    case_id: bytes
    name: str
    creditor: str
    tier: int
    balance_minor: int
    currency: str
    oldest_due: int | None
    last_contact_at: int | None
    collector: str | None
    score: int
    reason: str
    reason_params: str
    next_at: int | None
    recall_on: int | None


_TAILS = {
    "name_order": "due_order {d}, collector_no {d}, case_no {d}",
    "balance_minor": "due_order {d}, collector_no {d}, case_no {d}",
    "last_contact_at": "due_order {d}, collector_no {d}, case_no {d}",
    "due_order": "collector_no {d}, case_no {d}",
}
"""The columns a list can be ordered by, each with the rest of its index: so no row of a long list is ever sorted."""
FEW = 2_000
"""Cases that are sorted in the time in which some hundred thousand are passed on an index: about a millisecond."""


def count(connection: Connection, narrowing: Narrowing) -> tuple[int, int]:
    """How many cases there are, and what they owe together."""
    clauses, values = _clauses(narrowing)
    if narrowing.numbers is None and narrowing.due is None:
        source = "coalesce(sum(cases), 0), coalesce(sum(balance_minor), 0) FROM queue_count"
    else:
        index = _index(narrowing, "balance_minor")
        source = f"count(*), coalesce(sum(balance_minor), 0) FROM case_state{index}"
    row = connection.exec_driver_sql(f"SELECT {source}{clauses}", values).one()
    return row[0], row[1]


def size(connection: Connection, narrowing: Narrowing) -> int:
    """How many cases there are. Without their balances, those due in some days are one stretch of an index."""
    if narrowing.numbers is not None or narrowing.due is None:
        return count(connection, narrowing)[0]
    clauses, values = _clauses(narrowing)
    statement = f"SELECT count(*) FROM case_state{_index(narrowing, 'due_order')}{clauses}"  # noqa: S608
    return int(connection.exec_driver_sql(statement, values).scalar_one())


def case_numbers(
    connection: Connection, narrowing: Narrowing, column: str, *, descending: bool, limit: int, offset: int
) -> list[int]:
    """The numbers of a window of the list. ``column`` is one of name_order, balance_minor, last_contact_at,
    due_order.

    The index of the order is walked until the window is full, past whatever the list leaves out. A collector's few
    cases would be walked for to the end: they are taken from the queue and sorted instead.
    """
    clauses, values = _clauses(narrowing)
    direction = "DESC" if descending else "ASC"
    index = (
        " INDEXED BY ix_case_state_queue" if _are_few(connection, narrowing) else _index(narrowing, column)
    )
    rows = connection.exec_driver_sql(
        f"SELECT case_no FROM case_state{index}{clauses} "  # noqa: S608
        f"ORDER BY {column} {direction}, {_TAILS[column].format(d=direction)} LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return list(rows.scalars())


def _index(narrowing: Narrowing, column: str) -> str:
    """The index whose order is that of the column: of the tier alone where the list is of one."""
    if narrowing.numbers is not None:
        return ""
    return f" INDEXED BY ix_case_state_{'' if narrowing.tier is None else 'tier_'}{column}"


def _are_few(connection: Connection, narrowing: Narrowing) -> bool:
    if narrowing.numbers is not None or narrowing.collector_no is None:
        return False
    return count(connection, narrowing._replace(due=None))[0] <= FEW


def lines(connection: Connection, numbers: Sequence[int]) -> list[CaseLine]:
    """These cases, in the order of the numbers."""
    marks = ", ".join("?" * len(numbers))
    rows = connection.exec_driver_sql(
        "SELECT s.case_no, c.id, p.name, d.name, s.tier, s.balance_minor, s.currency, s.oldest_due, "  # noqa: S608
        "s.last_contact_at, u.name, s.score, s.reason, s.reason_params, s.next_at, s.recall_on "
        "FROM case_state AS s JOIN case_file AS c ON c.no = s.case_no "
        "JOIN person AS p ON p.id = c.person_id JOIN creditor AS d ON d.id = c.creditor_id "
        f'LEFT JOIN "user" AS u ON u.no = s.collector_no WHERE s.case_no IN ({marks})',
        tuple(numbers),
    )
    found = {row[0]: CaseLine._make(row) for row in rows}
    return [found[number] for number in numbers if number in found]


def collectors(connection: Connection) -> list[tuple[int, str]]:
    """(no, name) of every user, in the order in which they came."""
    rows = connection.exec_driver_sql('SELECT no, name FROM "user" ORDER BY no')
    return [(row[0], row[1]) for row in rows]


def _clauses(narrowing: Narrowing) -> tuple[str, tuple[Any, ...]]:
    clauses: list[str] = []
    values: list[Any] = []
    if narrowing.numbers is not None:
        clauses.append(f"case_no IN ({', '.join('?' * len(narrowing.numbers))})")
        values += narrowing.numbers
    for name in ("tier", "collector_no"):
        value = getattr(narrowing, name)
        if value is not None:
            clauses.append(f"{name} = ?")
            values.append(value)
    if narrowing.due is not None:
        clauses.append("due_order BETWEEN ? AND ?")
        values += narrowing.due
    return f" WHERE {' AND '.join(clauses)}" if clauses else "", tuple(values)
