"""What the weekly report counts and lists, read from the facts by period. Every count has a list by the same words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id, from_ms, to_ms
from app.models.database import rows
from app.models.reported import REPORTED_KINDS, of_kind
from app.models.standing import Fallen


@dataclass(frozen=True, slots=True)
class Source:
    """How one kind is read: what stands behind the fact, what tells its rows apart, and its money."""

    kind: str
    content: str
    details: tuple[str, ...]
    amount: str = "NULL"
    currency: str = "NULL"
    also: str = ""
    values: tuple[str, ...] = ()

    @property
    def since(self) -> str:
        if self.kind not in REPORTED_KINDS:  # few of them: read from their contents
            return f"FROM {self.content} WHERE f.kind = '{self.kind}'{self.also}"
        return f"FROM fact AS f CROSS JOIN {self.content} WHERE {of_kind(self.kind)}{self.also}"


CONTACTS = Source(
    "contact",
    "fact_contact AS c ON c.seq = f.seq AND c.salt IS NOT NULL",
    ("c.channel", "c.direction", "c.result", "c.rule_check"),
)
PROMISES = Source(
    "promise",
    "fact_promise AS c ON c.seq = f.seq AND c.salt IS NOT NULL",
    (),
    "c.amount_minor",
    "c.currency",
)
REASONS = Source("reason", "fact_reason AS c ON c.seq = f.seq AND c.salt IS NOT NULL", ("c.code",))
BLOCKED = Source("blocked", "fact_blocked AS c ON c.seq = f.seq AND c.salt IS NOT NULL", ("c.rule",))
OVERRIDDEN = Source("override", "fact_override AS c ON c.seq = f.seq AND c.salt IS NOT NULL", ("c.rule",))
SKIPPED = Source(
    "snooze",
    "fact_snooze AS c CROSS JOIN fact AS f ON f.seq = c.seq AND c.salt IS NOT NULL",
    ("c.why",),
)
PLANS = Source(
    "agreement",
    "fact_agreement AS c ON c.seq = f.seq AND c.salt IS NOT NULL "
    "LEFT JOIN fact AS v ON v.uid = c.plan_version LEFT JOIN fact_plan_version AS p ON p.seq = v.seq",
    (),
    "p.debt_minor",
    "p.currency",
)


def complaints(results: Iterable[str]) -> Source:
    """Complaints that were written down otherwise than by a contact with one of these results."""
    return Source(
        "hold",
        "fact_hold AS c ON c.seq = f.seq AND c.hold_kind = 'complaint'",
        (),
        also=" AND NOT EXISTS (SELECT 1 FROM fact AS x JOIN fact_contact AS y ON y.seq = x.seq "
        "WHERE x.act = f.act AND y.result IN (SELECT value FROM json_each(?)))",
        values=(json.dumps(sorted(results)),),
    )


class CountLine(NamedTuple):
    """So many facts of one actor that are alike; the amount is that of all."""

    actor: Id
    details: tuple[Any, ...]
    number: int
    amount_minor: int | None
    currency: str | None


def counts(connection: Connection, source: Source, gone: Fallen, period: tuple[int, int]) -> list[CountLine]:
    """The facts of a kind in a period (ms, half-open), counted by actor and details."""
    details = "".join(f", {name}" for name in source.details)
    found = rows(
        connection,
        f"SELECT f.actor, {source.currency}, count(*), sum({source.amount}){details} {source.since} "
        f"AND f.occurred_at >= ? AND f.occurred_at < ?{gone.clause()} GROUP BY f.actor, {source.currency}{details}",
        (*source.values, *period, *gone.values),
    )
    return [CountLine(row[0], tuple(row[4:]), row[2], row[3], row[1]) for row in found]


class FactLine(NamedTuple):
    """One fact of a list."""

    uid: Id
    case_id: Id
    actor: Id
    occurred_at: int
    details: tuple[Any, ...]
    amount_minor: int | None
    currency: str | None


def lines(
    connection: Connection,
    source: Source,
    gone: Fallen,
    period: tuple[int, int],
    actor: Id | None,
) -> list[FactLine]:
    """The same facts one by one, in the order of time; of one actor or of all."""
    details = "".join(f", {name}" for name in source.details)
    whose = " AND f.actor = ?" if actor is not None else ""
    found = rows(
        connection,
        f"SELECT f.uid, f.case_id, f.actor, f.occurred_at, {source.amount}, {source.currency}{details} "
        f"{source.since} AND f.occurred_at >= ? AND f.occurred_at < ?{whose}{gone.clause()} "
        "ORDER BY f.occurred_at, f.uid",
        (*source.values, *period, *(() if actor is None else (actor,)), *gone.values),
    )
    return [FactLine(row[0], row[1], row[2], row[3], tuple(row[6:]), row[4], row[5]) for row in found]


class PromiseLine(NamedTuple):
    """A promise of a case in which one fell due in the period; the day as ISO text, the moment in ms."""

    case_id: Id
    uid: Id
    actor: Id
    made_at: int
    amount_minor: int
    currency: str
    due_on: str
    account_id: Id | None


class CaseTermsLine(NamedTuple):
    """By whose clock and rules the promises of a case are judged."""

    case_id: Id
    zone: str
    rule_pack: str
    tolerance_minor: int | None
    grace_days: int | None


_THESE_CASES = "f.case_id IN (SELECT unhex(value) FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class DueBook:
    """Everything by which the promises that fell due in a period are judged."""

    cases: Sequence[CaseTermsLine]
    promises: Sequence[PromiseLine]
    cancelled: frozenset[Id]
    payments: Sequence[tuple[Id, str, int]]


def due_book(connection: Connection, gone: Fallen, first: date, last: date) -> DueBook:
    """The cases with a promise for a day from ``first`` to ``last``: all their promises and payments."""
    cases = rows(
        connection,
        "SELECT c.id, coalesce(p.zone, d.zone), d.rule_pack, d.tolerance_minor, d.grace_days FROM case_file AS c "
        "JOIN person AS p ON p.id = c.person_id JOIN creditor AS d ON d.id = c.creditor_id WHERE c.id IN "
        "(SELECT f.case_id FROM fact_promise AS q JOIN fact AS f ON f.seq = q.seq WHERE q.due_on BETWEEN ? AND ?)",
        (first.isoformat(), last.isoformat()),
    )
    these = (_ids(row[0] for row in cases),)
    promises = rows(
        connection,
        "SELECT f.case_id, f.uid, f.actor, f.occurred_at, c.amount_minor, c.currency, c.due_on, c.account_id "  # noqa: S608
        "FROM fact AS f JOIN fact_promise AS c ON c.seq = f.seq AND c.salt IS NOT NULL "
        f"WHERE f.kind = 'promise' AND {_THESE_CASES}{gone.clause()}",
        (*these, *gone.values),
    )
    payments = rows(
        connection,
        "SELECT f.case_id, c.paid_on, c.amount_minor FROM fact AS f "  # noqa: S608
        "JOIN fact_payment AS c ON c.seq = f.seq AND c.salt IS NOT NULL "
        f"WHERE f.kind = 'payment' AND {_THESE_CASES} AND c.paid_on >= ?{gone.clause()}",
        (*these, _earliest(promises), *gone.values),
    )
    cancelled = rows(
        connection,
        "SELECT c.promise FROM fact_promise_cancelled AS c JOIN fact AS f ON f.seq = c.seq "  # noqa: S608
        f"WHERE c.salt IS NOT NULL{gone.clause()}",
        gone.values,
    )
    return DueBook(
        [CaseTermsLine._make(row) for row in cases],
        [PromiseLine._make(row) for row in promises],
        frozenset(row[0] for row in cancelled),
        [(row[0], row[1], row[2]) for row in payments],
    )


def _earliest(promises: Sequence[tuple[Any, ...]]) -> str:
    """The day before the first of these promises was made: what was paid earlier keeps none of them."""
    made_at = min((row[3] for row in promises), default=0)
    return (from_ms(made_at).date() - timedelta(days=1)).isoformat()


class PaymentLine(NamedTuple):
    """A payment that stands, with who works the case now (its local number); the day as ISO text."""

    uid: Id
    case_id: Id
    paid_on: str
    amount_minor: int
    currency: str
    collector_no: int


class PaymentCount(NamedTuple):
    """So many payments of one day in the cases that one collector works now; the amount is that of all."""

    paid_on: str
    collector_no: int
    currency: str
    number: int
    amount_minor: int


_PAID = (
    "FROM fact AS f CROSS JOIN fact_payment AS c ON c.seq = f.seq AND c.salt IS NOT NULL "
    "CROSS JOIN case_file AS k ON k.id = f.case_id LEFT JOIN case_state AS s ON s.case_no = k.no "
    f"WHERE {of_kind('payment')} AND f.occurred_at >= ? AND c.paid_on BETWEEN ? AND ?"
)


def _paid(first: date, last: date) -> tuple[int | str, ...]:
    """No payment is written down for a day ahead, so none of the period occurred two days before it."""
    since = datetime.combine(first, time(), UTC) - timedelta(days=2)
    return to_ms(since), first.isoformat(), last.isoformat()


def payment_counts(
    connection: Connection, gone: Fallen, first: date, last: date, but_of: Iterable[Id]
) -> list[PaymentCount]:
    """The payments for days from ``first`` to ``last`` that were not taken back, but for these cases."""
    found = rows(
        connection,
        "SELECT c.paid_on, coalesce(s.collector_no, 0), c.currency, count(*), sum(c.amount_minor) "
        f"{_PAID}{gone.clause()} AND NOT {_THESE_CASES} GROUP BY 1, 2, 3",
        (*_paid(first, last), *gone.values, _ids(but_of)),
    )
    return [PaymentCount._make(row) for row in found]


def payments(
    connection: Connection, gone: Fallen, first: date, last: date, only_of: Iterable[Id] | None = None
) -> list[PaymentLine]:
    """The same payments one by one, in the order of their days; of these cases or of all."""
    these = "" if only_of is None else f" AND {_THESE_CASES}"
    found = rows(
        connection,
        "SELECT f.uid, f.case_id, c.paid_on, c.amount_minor, c.currency, coalesce(s.collector_no, 0) "
        f"{_PAID}{gone.clause()}{these} ORDER BY c.paid_on, f.uid",
        (
            *_paid(first, last),
            *gone.values,
            *(() if only_of is None else (_ids(only_of),)),
        ),
    )
    return [PaymentLine._make(row) for row in found]


def _ids(case_ids: Iterable[Id]) -> str:
    return json.dumps([case_id.hex() for case_id in case_ids])


def handed_over(connection: Connection, gone: Fallen) -> dict[Id, list[tuple[int, Id]]]:
    """The cases that were given to a collector more than once: every (moment, collector), in order."""
    twice = rows(
        connection,
        f"SELECT f.case_id FROM fact AS f WHERE {of_kind('assignment')} GROUP BY f.case_id HAVING count(*) > 1",  # noqa: S608
    )
    found = rows(
        connection,
        "SELECT f.case_id, f.occurred_at, c.collector_id FROM fact AS f "  # noqa: S608
        "JOIN fact_assignment AS c ON c.seq = f.seq AND c.salt IS NOT NULL "
        f"WHERE f.kind = 'assignment' AND {_THESE_CASES}{gone.clause()} "
        "ORDER BY f.occurred_at, f.recorded_at, f.uid",
        (_ids(row[0] for row in twice), *gone.values),
    )
    given: dict[Id, list[tuple[int, Id]]] = {}
    for case_id, at, collector in found:
        given.setdefault(case_id, []).append((at, collector))
    return given


class UserLine(NamedTuple):
    """Somebody who works here."""

    no: int
    id: Id
    name: str
    employee_no: str
    is_active: bool


def users(connection: Connection) -> list[UserLine]:
    """Everybody, in the order in which they came."""
    found = connection.exec_driver_sql('SELECT no, id, name, employee_no, is_active FROM "user" ORDER BY no')
    return [UserLine(row[0], row[1], row[2], row[3], bool(row[4])) for row in found]


class CaseName(NamedTuple):
    """A case as a list names it."""

    case_id: Id
    case_no: int
    name: str


def case_names(connection: Connection, case_ids: Iterable[Id]) -> dict[Id, CaseName]:
    """These cases by id."""
    return _named(connection, "c.id IN (SELECT unhex(value) FROM json_each(?))", [i.hex() for i in case_ids])


def numbered(connection: Connection, case_numbers: Iterable[int]) -> dict[int, CaseName]:
    """These cases by number."""
    found = _named(connection, "c.no IN (SELECT value FROM json_each(?))", list(case_numbers))
    return {case.case_no: case for case in found.values()}


def _named(connection: Connection, where: str, values: list[Any]) -> dict[Id, CaseName]:
    found = rows(
        connection,
        f"SELECT c.id, c.no, p.name FROM case_file AS c JOIN person AS p ON p.id = c.person_id WHERE {where}",  # noqa: S608
        (json.dumps(values),),
    )
    return {row[0]: CaseName._make(row) for row in found}
