"""Reading case files: reference rows and facts of one case, or of many in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from app.domain.casefile import Account, CaseFile, Point, assembled
from app.domain.contract import Contract, parse
from app.domain.facts import Fact, Id
from app.domain.state_reads import NOT_IN_STATE, UNREAD_IN_STATE
from app.models.database import rows
from app.models.journal import read_facts, read_standing, undone_acts
from app.models.parts import marks, parts


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=64)
def _contract(text: str) -> Contract:
    return parse(text)


def load(connection: Connection, case_id: Id) -> CaseFile | None:
    """One case file, or None when there is no such case."""
    return next(iter(load_many(connection, [case_id])), None)


def load_many(connection: Connection, case_ids: Sequence[Id]) -> list[CaseFile]:
    """The case files of these cases, with what is known of their debtors from elsewhere."""
    return [case for part, _ in parts(case_ids) for case in _part(connection, part)]


def load_for_state(connection: Connection, case_ids: Sequence[Id]) -> list[CaseFile]:
    """The case files of these cases as far as a derived state depends on them: no points, no kinds and fields that it
    never reads."""
    return [case for part, _ in parts(case_ids) for case in _part(connection, part, for_state=True)]


_STATE_KINDS = f" AND f.kind NOT IN ({', '.join(repr(kind) for kind in sorted(NOT_IN_STATE))})"


def _part(connection: Connection, ids: tuple[Id, ...], *, for_state: bool = False) -> list[CaseFile]:
    cases = rows(
        connection,
        "SELECT c.id, c.person_id, coalesce(p.zone, d.zone), d.rule_pack, d.allocation, d.contract, "  # noqa: S608
        "d.tolerance_minor, d.grace_days FROM case_file AS c "
        "JOIN person AS p ON p.id = c.person_id JOIN creditor AS d ON d.id = c.creditor_id "
        f"WHERE c.id IN ({marks(ids)})",
        ids,
    )
    people = tuple({case[1] for case in cases})
    facts = read_facts(
        connection,
        f"(f.case_id IN ({marks(ids)}) OR f.person_id IN ({marks(people)})){_STATE_KINDS if for_state else ''}",
        ids + people,
        UNREAD_IN_STATE if for_state else {},
    )
    undone = undone_acts(connection, (fact.act for fact in facts))
    # A state takes its figures from the facts; only what accrues at an account's own rate asks for the account.
    accruing = tuple([case[0] for case in cases if case[5] is not None]) if for_state else ids
    accounts = _accounts(connection, accruing) if accruing else {}
    points = {} if for_state else _points(connection, ids)
    by_case, by_person = _grouped(facts)
    return [
        assembled(
            case_id,
            person_id,
            _zone(zone),
            pack,
            accounts=tuple(accounts.get(case_id, ())),
            points=tuple(points.get(case_id, ())),
            facts=_of_case(case_id, by_case.get(case_id, []), by_person.get(person_id, [])),
            undone=undone,
            allocation=allocation,
            contract=None if contract is None else _contract(contract),
            tolerance_minor=tolerance,
            grace_days=grace,
        )
        for case_id, person_id, zone, pack, allocation, contract, tolerance, grace in cases
    ]


def _grouped(facts: Iterable[Fact]) -> tuple[dict[Id, list[Fact]], dict[Id, list[Fact]]]:
    by_case: dict[Id, list[Fact]] = {}
    by_person: dict[Id, list[Fact]] = {}
    for fact in facts:
        if fact.case_id is not None:
            by_case.setdefault(fact.case_id, []).append(fact)
        if fact.person_id is not None:
            by_person.setdefault(fact.person_id, []).append(fact)
    return by_case, by_person


def _of_case(case_id: Id, own: list[Fact], of_person: list[Fact]) -> list[Fact]:
    return own + [fact for fact in of_person if fact.case_id != case_id]


def _accounts(connection: Connection, ids: tuple[Id, ...]) -> dict[Id, list[Account]]:
    accounts = rows(
        connection,
        "SELECT case_id, id, number, product, currency, credit_limit_minor, minimum_minor, daily_rate "  # noqa: S608
        f"FROM account WHERE case_id IN ({marks(ids)}) ORDER BY number",
        ids,
    )
    found: dict[Id, list[Account]] = {}
    for row in accounts:
        rate = None if row[7] is None else Decimal(row[7])
        found.setdefault(row[0], []).append(Account(row[1], row[2], row[3], row[4], row[5], row[6], rate))
    return found


def _points(connection: Connection, ids: tuple[Id, ...]) -> dict[Id, list[Point]]:
    points = rows(
        connection,
        "SELECT y.case_id, c.id, y.id, y.person_id, y.role, c.kind, c.normal, c.source, c.is_reserved "  # noqa: S608
        "FROM party AS y JOIN contact_point AS c ON c.party_id = y.id "
        f"WHERE y.case_id IN ({marks(ids)}) ORDER BY y.role <> 'debtor', c.is_reserved DESC, c.id",
        ids,
    )
    found: dict[Id, list[Point]] = {}
    for case_id, point, party, person, role, kind, normal, source, is_reserved in points:
        found.setdefault(case_id, []).append(
            Point(point, party, person, role, kind, normal, source, bool(is_reserved))
        )
    return found


def cases_of_people(connection: Connection, people: Sequence[Id]) -> list[Id]:
    """The ids of every case of these people."""
    statement = f"SELECT id FROM case_file WHERE person_id IN ({marks(people)})"  # noqa: S608
    return [case_id for (case_id,) in rows(connection, statement, tuple(people))]


def case_ids(connection: Connection, after_no: int, limit: int) -> list[tuple[int, Id]]:
    """(no, id) of the next cases in the order of their numbers, for a walk over all."""
    statement = "SELECT no, id FROM case_file WHERE no > ? ORDER BY no LIMIT ?"
    return [(no, case_id) for no, case_id in rows(connection, statement, (after_no, limit))]


def every_fact(connection: Connection, case_id: Id) -> tuple[list[Fact], frozenset[Id]]:
    """All facts of a case as they were written, undone ones too, and which of their acts are undone."""
    facts = read_facts(connection, "f.case_id = ?", (case_id,))
    return facts, undone_acts(connection, (fact.act for fact in facts))


def contacts_with(connection: Connection, numbers: Sequence[str], people: Iterable[Id]) -> list[Fact]:
    """Standing contacts on these numbers or with these people, over all cases: limits know no case."""
    owners = tuple(people)
    return read_standing(
        connection,
        f"f.seq IN (SELECT seq FROM fact_contact WHERE number IN ({marks(numbers)})) "  # noqa: S608
        f"OR (f.kind = 'contact' AND f.person_id IN ({marks(owners)}))",
        (*numbers, *owners),
    )


def sharers(connection: Connection, case_id: Id, numbers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each number: the debtors of other cases, other people, who use it too."""
    if not numbers:
        return {}
    shared = rows(
        connection,
        "SELECT DISTINCT c.normal, p.name FROM contact_point AS c "  # noqa: S608
        "JOIN party AS y ON y.id = c.party_id JOIN case_file AS o ON o.id = y.case_id "
        "JOIN person AS p ON p.id = o.person_id "
        f"WHERE c.normal IN ({marks(numbers)}) AND c.kind IN ('mobile', 'landline') AND y.case_id <> ? "
        "AND o.person_id <> (SELECT person_id FROM case_file WHERE id = ?) ORDER BY p.name",
        (*numbers, case_id, case_id),
    )
    found: dict[str, tuple[str, ...]] = {}
    for number, name in shared:
        found[number] = (*found.get(number, ()), name)
    return found


def particulars(connection: Connection, case_id: Id) -> dict[str, Any] | None:
    """The reference rows the panel names: case, debtor, creditor."""
    row = (
        connection.exec_driver_sql(
            "SELECT c.no AS case_no, c.customer_no, p.id AS person_id, p.name, p.kind, p.sex, p.birth_on, "
            "p.id_number, p.employer, d.name AS creditor, d.kind AS creditor_kind, d.agency_name, "
            "d.pay_channel, d.contact_phone, d.agency_phone, d.complaint_lines, d.currency, "
            "(SELECT count(*) FROM (SELECT 1 FROM person AS o WHERE o.name = p.name LIMIT 9)) AS same_names "
            "FROM case_file AS c JOIN person AS p ON p.id = c.person_id "
            "JOIN creditor AS d ON d.id = c.creditor_id WHERE c.id = ?",
            (case_id,),
        )
        .mappings()
        .first()
    )
    return None if row is None else dict(row)


def party_names(connection: Connection, case_id: Id) -> dict[Id, tuple[str, str, str | None]]:
    """Party id → (person's name, role, relation)."""
    parties = rows(
        connection,
        "SELECT y.id, p.name, y.role, y.relation FROM party AS y JOIN person AS p ON p.id = y.person_id "
        "WHERE y.case_id = ?",
        (case_id,),
    )
    return {party: (name, role, relation) for party, name, role, relation in parties}


def parties(connection: Connection, case_id: Id) -> dict[Id, tuple[Id, str]]:
    """Party id → (person id, role)."""
    found = rows(connection, "SELECT id, person_id, role FROM party WHERE case_id = ?", (case_id,))
    return {party: (person, role) for party, person, role in found}


def point_values(connection: Connection, case_id: Id) -> dict[Id, tuple[str, str | None]]:
    """Point id → (value as it was given, label)."""
    points = rows(
        connection,
        "SELECT c.id, c.value, c.label FROM contact_point AS c JOIN party AS y ON y.id = c.party_id "
        "WHERE y.case_id = ?",
        (case_id,),
    )
    return {point: (value, label) for point, value, label in points}


def case_id_of(connection: Connection, case_no: int) -> Id | None:
    """The id of the case with this number."""
    row = connection.exec_driver_sql("SELECT id FROM case_file WHERE no = ?", (case_no,)).first()
    return None if row is None else row[0]
