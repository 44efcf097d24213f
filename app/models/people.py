"""Inserting and finding reference rows: creditors, placements, people, cases, accounts, parties, points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from app.domain.moments import Id
from app.models.parts import marks, parts

Row = Mapping[str, Any]


def _insert(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        names = list(rows[0])
        listed = ", ".join(f'"{name}"' for name in names)
        connection.exec_driver_sql(
            f'INSERT INTO "{table}" ({listed}) VALUES ({marks(names)})',  # noqa: S608
            list(map(itemgetter(*names), rows)),
        )


def add_creditors(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert creditors."""
    _insert(connection, "creditor", rows)


def add_placements(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert placements (委案批次)."""
    _insert(connection, "placement", rows)


def add_people(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert people; a row without ``no`` gets the next number."""
    _insert(connection, "person", rows)


def add_cases(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert cases; ``no`` is given by the caller, see ``next_case_no``."""
    _insert(connection, "case_file", rows)


def add_accounts(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert accounts."""
    _insert(connection, "account", rows)


def add_parties(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert parties."""
    _insert(connection, "party", rows)


def add_points(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert contact points."""
    _insert(connection, "contact_point", rows)


def add_users(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert users."""
    _insert(connection, "user", rows)


_HAS_LEAD = """EXISTS (SELECT 1 FROM "user" WHERE is_active = 1 AND role = 'lead') AS has_lead"""


def acting(connection: Connection, user_id: Id | None, *, is_lead: bool) -> dict[str, Any] | None:
    """The active user with this id; without one the first, with ``is_lead`` the first lead if there is one."""
    row = (
        connection.exec_driver_sql(
            f'SELECT id, no, name, employee_no, role, {_HAS_LEAD} FROM "user" '  # noqa: S608
            "WHERE is_active = 1 AND (? IS NULL OR id = ?) ORDER BY (? AND role <> 'lead'), no LIMIT 1",
            (user_id, user_id, is_lead),
        )
        .mappings()
        .first()
    )
    return None if row is None else {**row, "has_lead": bool(row["has_lead"])}


def users(connection: Connection) -> list[Row]:
    """All users by number: no, id, name, employee_no, role, is_active."""
    return [dict(row) for row in connection.exec_driver_sql('SELECT * FROM "user" ORDER BY no').mappings()]


def set_active(connection: Connection, user_id: Id, is_active: bool) -> None:
    """Whether a user may still unlock."""
    connection.exec_driver_sql('UPDATE "user" SET is_active = ? WHERE id = ?', (is_active, user_id))


def set_user(connection: Connection, user_id: Id, name: str, role: str) -> None:
    """What a user is called, and what they may do."""
    connection.exec_driver_sql('UPDATE "user" SET name = ?, role = ? WHERE id = ?', (name, role, user_id))


def next_case_no(connection: Connection) -> int:
    """The number the next case gets in this store."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(no), 0) + 1 FROM case_file").scalar_one())


def creditor_named(connection: Connection, name: str) -> Row | None:
    """A creditor by its name."""
    rows = connection.exec_driver_sql("SELECT * FROM creditor WHERE name = ?", (name,)).mappings()
    return next((dict(row) for row in rows), None)


def creditors(connection: Connection) -> list[Row]:
    """All creditors by name."""
    return [
        dict(row) for row in connection.exec_driver_sql("SELECT * FROM creditor ORDER BY name").mappings()
    ]


def creditor_of_case(connection: Connection, case_id: Id) -> Id | None:
    """Whose case it is."""
    row = connection.exec_driver_sql("SELECT creditor_id FROM case_file WHERE id = ?", (case_id,)).first()
    return None if row is None else row[0]


def people_by_id_number(connection: Connection, numbers: Iterable[str]) -> dict[str, Id]:
    """Ids of people with these ID numbers."""
    return _pairs(connection, "SELECT id_number, id FROM person WHERE id_number IN ({})", numbers)


def cases_by_customer_no(connection: Connection, creditor_id: Id, numbers: Iterable[str]) -> dict[str, Id]:
    """Ids of the people a creditor knows by these customer numbers."""
    return _pairs(
        connection,
        "SELECT customer_no, person_id FROM case_file WHERE creditor_id = ? AND customer_no IN ({})",
        numbers,
        (creditor_id,),
    )


def cases_by_person(connection: Connection, creditor_id: Id, people: Iterable[Id]) -> dict[Id, Id]:
    """Ids of the cases of these people with this creditor."""
    return _pairs(
        connection,
        "SELECT person_id, id FROM case_file WHERE creditor_id = ? AND person_id IN ({})",
        people,
        (creditor_id,),
    )


def accounts_by_number(connection: Connection, creditor_id: Id, numbers: Iterable[str]) -> dict[str, Row]:
    """Known accounts of a creditor by number: id, case_id."""
    found: dict[str, Row] = {}
    for part, listed in parts(numbers):
        rows = connection.exec_driver_sql(
            f"SELECT number, id, case_id FROM account WHERE creditor_id = ? AND number IN ({listed})",  # noqa: S608
            (creditor_id, *part),
        ).mappings()
        found.update((row["number"], dict(row)) for row in rows)
    return found


def _pairs(
    connection: Connection, statement: str, values: Iterable[Any], first: tuple[Any, ...] = ()
) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for part, listed in parts(values):
        rows = connection.exec_driver_sql(statement.format(listed), (*first, *part))
        found.update((row[0], row[1]) for row in rows)
    return found


def count_cases(connection: Connection, case_ids: Iterable[Id]) -> int:
    """How many of these cases there are."""
    found = 0
    for part, listed in parts(case_ids):
        found += connection.exec_driver_sql(
            f"SELECT count(*) FROM case_file WHERE id IN ({listed})",  # noqa: S608
            part,
        ).scalar_one()
    return found
