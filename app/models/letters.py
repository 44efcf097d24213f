"""Letters across all cases: their numbers, one by its number, lists of what was issued and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Fact, Id
from app.models.journal import read_facts, read_standing, undone_acts
from app.models.parts import marks, parts

_OUT_OF_REACH = ":"
"""The character after 9: no number of a series is above prefix + this."""


def last_number(connection: Connection, prefix: str) -> str | None:
    """The highest letter number that begins so and goes on in digits."""
    found: str | None = connection.exec_driver_sql(
        "SELECT max(letter_no) FROM fact_letter WHERE letter_no >= ? AND letter_no < ?",
        (prefix, prefix + _OUT_OF_REACH),
    ).scalar_one()
    return found


def by_number(connection: Connection, letter_no: str) -> Fact | None:
    """The letter with this number."""
    found = read_facts(connection, "f.seq IN (SELECT seq FROM fact_letter WHERE letter_no = ?)", (letter_no,))
    return found[0] if found else None


def by_uid(connection: Connection, uid: Id) -> Fact | None:
    """The letter of this fact."""
    found = read_facts(connection, "f.uid = ? AND f.kind = 'letter'", (uid,))
    return found[0] if found else None


def deliveries(connection: Connection, letters: Sequence[Id]) -> list[Fact]:
    """What became of these letters, in the order in which it happened."""
    found: list[Fact] = []
    for letter in letters:
        found += read_facts(
            connection, "f.seq IN (SELECT seq FROM fact_delivery WHERE target = ?)", (letter,)
        )
    return sorted(found, key=lambda fact: fact.order)


class Addressee(NamedTuple):
    """One party of a case as a letter addresses it, with the numbers the creditor knows the case by."""

    party_id: bytes
    person_id: bytes
    role: str
    name: str
    sex: str | None
    language: str | None
    id_number: str | None
    case_no: int
    customer_no: str | None
    batch_no: str | None


def addressees(connection: Connection, case_id: Id) -> list[Addressee]:
    """The parties of a case, the debtor first."""
    rows = connection.exec_driver_sql(
        "SELECT y.id, p.id, y.role, p.name, p.sex, p.language, p.id_number, c.no, c.customer_no, "
        "(SELECT b.batch_no FROM fact_placed AS q JOIN fact AS f ON f.seq = q.seq "
        "JOIN placement AS b ON b.id = q.placement_id WHERE f.case_id = c.id ORDER BY f.seq DESC LIMIT 1) "
        "FROM party AS y JOIN person AS p ON p.id = y.person_id JOIN case_file AS c ON c.id = y.case_id "
        "WHERE c.id = ? ORDER BY y.role <> 'debtor', y.id",
        (case_id,),
    )
    return [Addressee._make(row) for row in rows]


class LetterLine(NamedTuple):
    """One issued letter as stored. ``status`` is the last delivery's, None where nothing is known yet."""

    uid: bytes
    case_id: bytes
    case_no: int
    name: str
    creditor: str
    letter_no: str
    template: str
    template_version: str
    language: str
    purpose: str | None
    issued_at: int
    actor: str
    data: str
    document_digest: bytes
    status: str | None
    status_at: int | None
    tracking: str | None
    why: str | None


_LAST = (
    "SELECT {what} FROM fact_delivery AS d JOIN fact AS g ON g.seq = d.seq "
    "WHERE d.target = f.uid ORDER BY g.occurred_at DESC, g.recorded_at DESC, g.uid DESC LIMIT 1"
)
_WHAT_CAME = ", ".join(
    f"({_LAST.format(what=f'd.{name}')})" for name in ("status", "status_at", "tracking", "why")
)
_LINES = (
    "SELECT f.uid, f.case_id, c.no, p.name, k.name, l.letter_no, l.template, l.template_version, l.language, "  # noqa: S608
    f"l.purpose, f.occurred_at, u.name, l.data, l.document_digest, {_WHAT_CAME} "
    "FROM fact_letter AS l JOIN fact AS f ON f.seq = l.seq JOIN case_file AS c ON c.id = f.case_id "
    "JOIN person AS p ON p.id = c.person_id JOIN creditor AS k ON k.id = c.creditor_id "
    'JOIN "user" AS u ON u.id = f.actor WHERE l.salt IS NOT NULL'
)
_STATUS = f"coalesce(({_LAST.format(what='d.status')}), 'issued')"


class Wanted(NamedTuple):
    """Which letters of a list; None where it does not matter. ``status`` ``issued``: nothing came after it."""

    case_id: bytes | None = None
    status: str | None = None
    uids: tuple[bytes, ...] | None = None


def count(connection: Connection, wanted: Wanted) -> int:
    """How many letters of that kind there are."""
    clauses, values = _clauses(wanted)
    row = connection.exec_driver_sql(
        f"SELECT count(*) FROM fact_letter AS l JOIN fact AS f ON f.seq = l.seq WHERE l.salt IS NOT NULL{clauses}",  # noqa: S608
        values,
    )
    return int(row.scalar_one())


def lines(connection: Connection, wanted: Wanted, limit: int, offset: int) -> list[LetterLine]:
    """A window of the letters, the newest first."""
    clauses, values = _clauses(wanted)
    rows = connection.exec_driver_sql(
        f"{_LINES}{clauses} ORDER BY f.occurred_at DESC, f.seq DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [LetterLine._make(row) for row in rows]


def _clauses(wanted: Wanted) -> tuple[str, tuple[Any, ...]]:
    clauses: list[str] = []
    values: list[Any] = []
    if wanted.case_id is not None:
        clauses.append("f.case_id = ?")
        values.append(wanted.case_id)
    if wanted.status is not None:
        clauses.append(f"{_STATUS} = ?")
        values.append(wanted.status)
    if wanted.uids is not None:
        clauses.append(f"f.uid IN ({', '.join('?' * len(wanted.uids))})")
        values += wanted.uids
    return "".join(f" AND {clause}" for clause in clauses), tuple(values)


def attached(connection: Connection, about: Id) -> list[Fact]:
    """The files that were attached to something and stand, in the order in which they came."""
    found = read_facts(connection, "f.seq IN (SELECT seq FROM fact_attachment WHERE about = ?)", (about,))
    undone = undone_acts(connection, [fact.act for fact in found])
    return sorted((fact for fact in found if fact.act not in undone), key=lambda fact: fact.order)


class OverdueLine(NamedTuple):
    """An open case past its due date; ``oldest_due`` is a proleptic ordinal."""

    case_no: int
    case_id: bytes
    name: str
    rule_pack: str
    oldest_due: int


def overdue(
    connection: Connection,
    tiers: Sequence[int],
    latest_due: int,
    limit: int = -1,
    among: Sequence[bytes] | None = None,
) -> list[OverdueLine]:
    """The cases of these tiers whose oldest unpaid bill fell due by a day, the oldest first: so many, or those among
    some."""
    # All are walked in their order until the limit is reached; an index of tiers would have them sorted first.
    chosen = "" if among is None else f" AND c.id IN ({marks(among)})"
    walked = " INDEXED BY ix_case_state_due_order" if among is None else ""
    rows = connection.exec_driver_sql(
        "SELECT s.case_no, c.id, p.name, k.rule_pack, s.oldest_due "  # noqa: S608
        f"FROM case_state AS s{walked} JOIN case_file AS c ON c.no = s.case_no JOIN person AS p ON p.id = c.person_id "
        "JOIN creditor AS k ON k.id = c.creditor_id "
        f"WHERE s.due_order <= ? AND s.tier IN ({marks(tiers)}){chosen} ORDER BY s.due_order, s.case_no LIMIT ?",
        (latest_due, *tiers, *(among or ()), limit),
    )
    return [OverdueLine._make(row) for row in rows]


def overdue_days(connection: Connection, tiers: Sequence[int], latest_due: int) -> Counter[int]:
    """How many of them fell due on which day: one pass over their part of an index, whose order is that of the days
    of one tier after another."""
    rows = connection.exec_driver_sql(
        "SELECT due_order, count(*) FROM case_state INDEXED BY ix_case_state_tier_due_order "  # noqa: S608
        f"WHERE tier IN ({marks(tiers)}) AND due_order <= ? GROUP BY tier, due_order",
        (*tiers, latest_due),
    )
    days: Counter[int] = Counter()
    for due_on, cases in rows:
        days[due_on] += cases
    return days


def last_told(connection: Connection, codes: Sequence[str]) -> set[bytes]:
    """The cases whose last standing reason is one of these."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT f.case_id FROM fact_reason AS r JOIN fact AS f ON f.seq = r.seq "  # noqa: S608
        f"WHERE r.code IN ({marks(codes)}) AND f.case_id IS NOT NULL",
        tuple(codes),
    )
    told: dict[bytes, Fact] = {}
    for part, asked in parts([row[0] for row in rows]):
        for fact in read_standing(connection, f"f.case_id IN ({asked}) AND f.kind = 'reason'", part):
            told[fact.case_id or b""] = fact
    return {case for case, fact in told.items() if fact.body.code in codes}


def written(connection: Connection) -> list[tuple[bytes, str, int]]:
    """Case, template and moment of the last letter of each template that was not voided."""
    rows = connection.exec_driver_sql(
        "SELECT f.case_id, l.template, max(f.occurred_at) FROM fact_letter AS l JOIN fact AS f ON f.seq = l.seq "
        "WHERE l.salt IS NOT NULL AND f.case_id IS NOT NULL AND NOT EXISTS ("
        "SELECT 1 FROM fact_delivery AS d WHERE d.target = f.uid AND d.status = 'voided') "
        "GROUP BY f.case_id, l.template"
    )
    return [(row[0], row[1], row[2]) for row in rows]
