"""Finding the cases that a line of a bank statement may belong to: by number, name, phone, card tail, promise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Id
from app.models.parts import parts


def _found(
    connection: Connection, statement: str, creditor_id: Id, values: Iterable[Any]
) -> dict[Any, set[Id]]:
    """Case ids by the first column of a statement with a place for marks."""
    found: dict[Any, set[Id]] = {}
    for part, listed in parts(values):
        for value, case_id in connection.exec_driver_sql(statement.format(listed), (creditor_id, *part)):
            found.setdefault(value, set()).add(case_id)
    return found


def by_account(connection: Connection, creditor_id: Id, numbers: Iterable[str]) -> dict[str, set[Id]]:
    """Cases by the number of an account."""
    statement = "SELECT number, case_id FROM account WHERE creditor_id = ? AND number IN ({})"
    return _found(connection, statement, creditor_id, numbers)


def by_customer(connection: Connection, creditor_id: Id, numbers: Iterable[str]) -> dict[str, set[Id]]:
    """Cases by the creditor's customer number."""
    statement = "SELECT customer_no, id FROM case_file WHERE creditor_id = ? AND customer_no IN ({})"
    return _found(connection, statement, creditor_id, numbers)


def by_case_no(connection: Connection, creditor_id: Id, numbers: Iterable[int]) -> dict[int, set[Id]]:
    """Cases by their number in this store."""
    statement = "SELECT no, id FROM case_file WHERE creditor_id = ? AND no IN ({})"
    return _found(connection, statement, creditor_id, numbers)


def by_phone(connection: Connection, creditor_id: Id, numbers: Iterable[str]) -> dict[str, set[Id]]:
    """Cases by a phone of the debtor, as normalised."""
    statement = (
        "SELECT t.normal, y.case_id FROM contact_point AS t JOIN party AS y ON y.id = t.party_id "
        "JOIN case_file AS c ON c.id = y.case_id "
        "WHERE c.creditor_id = ? AND y.role = 'debtor' AND t.normal IN ({})"
    )
    return _found(connection, statement, creditor_id, numbers)


def by_name(connection: Connection, creditor_id: Id, names: Iterable[str]) -> dict[str, set[Id]]:
    """Cases by the name of anybody in them."""
    statement = (
        "SELECT p.name, y.case_id FROM person AS p JOIN party AS y ON y.person_id = p.id "
        "JOIN case_file AS c ON c.id = y.case_id WHERE c.creditor_id = ? AND p.name IN ({})"
    )
    return _found(connection, statement, creditor_id, names)


def by_tail(connection: Connection, creditor_id: Id, tails: Iterable[str]) -> dict[str, dict[Id, str]]:
    """By the last four digits of an account number the cases, each with its debtor's name."""
    found: dict[str, dict[Id, str]] = {}
    for part, listed in parts(tails):
        rows = connection.exec_driver_sql(
            "SELECT substr(a.number, -4), a.case_id, p.name FROM account AS a "  # noqa: S608
            "JOIN case_file AS c ON c.id = a.case_id JOIN person AS p ON p.id = c.person_id "
            f"WHERE a.creditor_id = ? AND substr(a.number, -4) IN ({listed})",
            (creditor_id, *part),
        )
        for tail, case_id, name in rows:
            found.setdefault(tail, {})[case_id] = name
    return found


def by_promise(
    connection: Connection, creditor_id: Id, amounts: Iterable[int], first: date, last: date
) -> dict[int, list[tuple[Id, date]]]:
    """By amount the cases in which it was promised for one of these days, kept or not, undone or not."""
    wanted = set(amounts)
    rows = connection.exec_driver_sql(
        "SELECT p.amount_minor, h.case_id, p.due_on FROM fact_promise AS p JOIN fact AS h ON h.seq = p.seq "
        "JOIN case_file AS c ON c.id = h.case_id WHERE p.due_on BETWEEN ? AND ? AND c.creditor_id = ?",
        (first.isoformat(), last.isoformat(), creditor_id),
    )
    found: dict[int, list[tuple[Id, date]]] = {}
    for amount, case_id, due_on in rows:
        if amount in wanted:
            found.setdefault(amount, []).append((case_id, date.fromisoformat(due_on)))
    return found


class CaseFace(NamedTuple):
    """What of a case is compared with a line besides its state. ``others``: names of the other people in it;
    ``accounts``: id, number and minimum payment of each, by number."""

    case_id: Id
    case_no: int
    customer_no: str | None
    debtor: str
    others: tuple[str, ...]
    phones: frozenset[str]
    accounts: tuple[tuple[Id, str, int | None], ...]


def faces(connection: Connection, case_ids: Sequence[Id]) -> list[CaseFace]:
    """The faces of these cases."""
    found: list[CaseFace] = []
    for part, listed in parts(case_ids):
        others: dict[Id, list[str]] = {}
        for case_id, name in connection.exec_driver_sql(
            "SELECT y.case_id, p.name FROM party AS y JOIN person AS p ON p.id = y.person_id "  # noqa: S608
            f"WHERE y.role <> 'debtor' AND y.case_id IN ({listed})",
            part,
        ):
            others.setdefault(case_id, []).append(name)
        phones: dict[Id, set[str]] = {}
        for case_id, normal in connection.exec_driver_sql(
            "SELECT y.case_id, t.normal FROM party AS y JOIN contact_point AS t ON t.party_id = y.id "  # noqa: S608
            f"WHERE y.role = 'debtor' AND t.kind IN ('mobile', 'landline') AND y.case_id IN ({listed})",
            part,
        ):
            phones.setdefault(case_id, set()).add(normal)
        accounts: dict[Id, list[tuple[Id, str, int | None]]] = {}
        for case_id, *account in connection.exec_driver_sql(
            "SELECT case_id, id, number, minimum_minor FROM account "  # noqa: S608
            f"WHERE case_id IN ({listed}) ORDER BY number",
            part,
        ):
            accounts.setdefault(case_id, []).append((account[0], account[1], account[2]))
        rows = connection.exec_driver_sql(
            "SELECT c.id, c.no, c.customer_no, p.name FROM case_file AS c "  # noqa: S608
            f"JOIN person AS p ON p.id = c.person_id WHERE c.id IN ({listed})",
            part,
        )
        found += [
            CaseFace(
                row[0],
                row[1],
                row[2],
                row[3],
                tuple(others.get(row[0], ())),
                frozenset(phones.get(row[0], ())),
                tuple(accounts.get(row[0], ())),
            )
            for row in rows
        ]
    return found
