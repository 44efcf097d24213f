"""What a file that comes in is compared with: known cases, their figures, names, phones, earlier imports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Fact, Id, from_ms, standing
from app.models.journal import read_facts, read_standing, undone_acts
from app.models.parts import parts

COLUMNS = {
    "person": ("id", "kind", "name", "pinyin", "id_type", "id_number", "sex", "birth_on", "employer"),
    "case_file": ("no", "id", "person_id", "creditor_id", "customer_no", "opened_at"),
    "account": (
        "id", "case_id", "creditor_id", "number", "product", "currency", "credit_limit_minor", "minimum_minor",
        "daily_rate", "opened_on",
    ),
    "party": ("id", "case_id", "person_id", "role", "relation"),
    "contact_point": (
        "id", "party_id", "kind", "value", "normal", "label", "source", "is_reserved", "added_at",
    ),
}  # fmt: skip
"""What a file brings of each reference table."""


def insert(connection: Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows whose values stand in the order of ``COLUMNS``."""
    if rows:
        names = COLUMNS[table]
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
            list(rows),
        )


class KnownCase(NamedTuple):
    """A case and its debtor, as far as a row is compared with them."""

    case_id: Id
    case_no: int
    person_id: Id
    customer_no: str | None
    name: str
    id_number: str | None


def known_cases(connection: Connection, case_ids: Iterable[Id]) -> dict[Id, KnownCase]:
    """The cases by id."""
    return {
        row[0]: KnownCase(*row)
        for part, marks in parts(case_ids)
        for row in connection.exec_driver_sql(
            "SELECT c.id, c.no, c.person_id, c.customer_no, p.name, p.id_number FROM case_file AS c "  # noqa: S608
            f"JOIN person AS p ON p.id = c.person_id WHERE c.id IN ({marks})",
            part,
        )
    }


def known_people(connection: Connection, people: Iterable[Id]) -> dict[Id, tuple[str, str | None]]:
    """Name and ID number of people by id."""
    return {
        row[0]: (row[1], row[2])
        for part, marks in parts(people)
        for row in connection.exec_driver_sql(
            f"SELECT id, name, id_number FROM person WHERE id IN ({marks})",  # noqa: S608
            part,
        )
    }


def bearers(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """How many people bear each of these names; names of nobody are left out."""
    return {
        row[0]: row[1]
        for part, marks in parts(names)
        for row in connection.exec_driver_sql(
            f"SELECT name, count(*) FROM person WHERE name IN ({marks}) GROUP BY name",  # noqa: S608
            part,
        )
    }


def users_of(connection: Connection, normals: Iterable[str]) -> dict[str, set[Id]]:
    """The people to whom each of these numbers belongs; numbers of nobody are left out."""
    found: dict[str, set[Id]] = {}
    for part, marks in parts(normals):
        rows = connection.exec_driver_sql(
            "SELECT c.normal, y.person_id FROM contact_point AS c JOIN party AS y ON y.id = c.party_id "  # noqa: S608
            f"WHERE c.normal IN ({marks})",
            part,
        )
        for normal, person_id in rows:
            found.setdefault(normal, set()).add(person_id)
    return found


def told_of(connection: Connection, case_ids: Iterable[Id]) -> list[tuple[Id, str, str]]:
    """What these cases have already: (case, kind, normal) of the debtor's points, (case, role, name) of others."""
    found: list[tuple[Id, str, str]] = []
    for part, marks in parts(case_ids):
        for statement in (
            "SELECT y.case_id, c.kind, c.normal FROM party AS y JOIN contact_point AS c ON c.party_id = y.id "  # noqa: S608
            f"WHERE y.role = 'debtor' AND y.case_id IN ({marks})",
            "SELECT y.case_id, y.role, p.name FROM party AS y JOIN person AS p ON p.id = y.person_id "  # noqa: S608
            f"WHERE y.role <> 'debtor' AND y.case_id IN ({marks})",
        ):
            found += [(row[0], row[1], row[2]) for row in connection.exec_driver_sql(statement, part)]
    return found


def debtor_parties(connection: Connection, case_ids: Iterable[Id]) -> dict[Id, Id]:
    """The debtor's party of each case."""
    return {
        row[0]: row[1]
        for part, marks in parts(case_ids)
        for row in connection.exec_driver_sql(
            f"SELECT case_id, id FROM party WHERE role = 'debtor' AND case_id IN ({marks})",  # noqa: S608
            part,
        )
    }


def account_facts(connection: Connection, case_ids: Iterable[Id], kinds: Sequence[str]) -> list[Fact]:
    """The standing facts of some kinds of these cases, in order."""
    named = ", ".join(f"'{kind}'" for kind in kinds)
    found: list[Fact] = []
    for part, marks in parts(case_ids):
        found += read_facts(connection, f"f.case_id IN ({marks}) AND f.kind IN ({named})", part)
    return standing(found, undone_acts(connection, (fact.act for fact in found)))


def imports_of(connection: Connection, digest: bytes) -> list[Fact]:
    """The standing imports of a file with these very bytes, in order."""
    return read_standing(
        connection, "f.seq IN (SELECT seq FROM fact_imported WHERE file_digest = ?)", (digest,)
    )


class ActHeader(NamedTuple):
    """Who saved an act, when, and the kinds of its facts."""

    actor: Id
    recorded_at: datetime
    kinds: frozenset[str]


def act_header(connection: Connection, act: Id) -> ActHeader | None:
    """The header of an act; None where it has no facts."""
    rows = connection.exec_driver_sql(
        "SELECT kind, min(actor), min(recorded_at) FROM fact WHERE act = ? GROUP BY kind", (act,)
    ).all()
    if not rows:
        return None
    return ActHeader(rows[0][1], from_ms(min(row[2] for row in rows)), frozenset(row[0] for row in rows))


def cases_of_act(connection: Connection, act: Id) -> list[Id]:
    """The cases that have a fact of this act."""
    return list(
        connection.exec_driver_sql(
            "SELECT DISTINCT case_id FROM fact WHERE act = ? AND case_id IS NOT NULL", (act,)
        ).scalars()
    )


def is_mostly_new(connection: Connection, count: int) -> bool:
    """Whether so many new cases are at least half of what the store holds."""
    cases = int(connection.exec_driver_sql("SELECT count(*) FROM case_file").scalar_one())
    return 2 * count >= cases


def placements_named(
    connection: Connection, creditor_id: Id, batches: Iterable[str]
) -> dict[str, tuple[Id, str | None]]:
    """Known placements of a creditor by batch number: id and recall date (ISO)."""
    return {
        row[0]: (row[1], row[2])
        for part, marks in parts(batches)
        for row in connection.exec_driver_sql(
            f"SELECT batch_no, id, recall_on FROM placement WHERE creditor_id = ? AND batch_no IN ({marks})",  # noqa: S608
            (creditor_id, *part),
        )
    }


class SearchMaterial(NamedTuple):
    """What a case is found by."""

    case_no: int
    name: str
    numbers: tuple[str, ...]


def search_material(connection: Connection, case_ids: Iterable[Id]) -> list[SearchMaterial]:
    """Names and numbers of these cases: customer number, identity, accounts, contact points."""
    found: list[SearchMaterial] = []
    for part, marks in parts(case_ids):
        numbers: dict[Id, list[str]] = {}
        for statement in (
            f"SELECT case_id, number FROM account WHERE case_id IN ({marks}) ORDER BY number",  # noqa: S608
            "SELECT y.case_id, c.normal FROM party AS y JOIN contact_point AS c ON c.party_id = y.id "  # noqa: S608
            f"WHERE c.kind IN ('mobile', 'landline') AND y.case_id IN ({marks}) ORDER BY c.id",
        ):
            for case_id, number in connection.exec_driver_sql(statement, part):
                numbers.setdefault(case_id, []).append(number)
        found += [
            SearchMaterial(
                case.case_no,
                case.name,
                tuple(filter(None, (case.customer_no, case.id_number, *numbers.get(case.case_id, ())))),
            )
            for case in known_cases(connection, part).values()
        ]
    return found
