"""Finding what was promised and agreed across cases: by the promise's day, or through every plan version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Fact, Id
from app.models.journal import read_standing
from app.models.parts import parts

PROMISE_KINDS = ("promise", "promise_cancelled", "payment", "reversal")
PLAN_KINDS = ("plan_version", "agreement", "plan_ended", "payment", "reversal")
# CROSS JOIN keeps the order: from the few promises to their cases, not from every case to its facts.
_CASE = (
    "SELECT DISTINCT c.id, c.no, p.name, coalesce(p.zone, d.zone), d.rule_pack, d.tolerance_minor, "
    "d.grace_days FROM {source} "
    "CROSS JOIN fact AS f ON f.seq = m.seq CROSS JOIN case_file AS c ON c.id = f.case_id "
    "CROSS JOIN case_state AS s ON s.case_no = c.no AND s.collector_no = ? "
    "CROSS JOIN person AS p ON p.id = c.person_id CROSS JOIN creditor AS d ON d.id = c.creditor_id"
)


class CaseLine(NamedTuple):
    """A case in which something was promised or planned."""

    case_id: Id
    case_no: int
    name: str
    zone: str
    rule_pack: str
    tolerance_minor: int | None
    grace_days: int | None


def with_promises(connection: Connection, collector_no: int, first: date, last: date) -> list[CaseLine]:
    """The collector's cases with a promise for a day from ``first`` to ``last``."""
    source = "(SELECT seq FROM fact_promise WHERE due_on BETWEEN ? AND ?) AS m"
    rows = connection.exec_driver_sql(
        _CASE.format(source=source), (first.isoformat(), last.isoformat(), collector_no)
    )
    return [CaseLine._make(row) for row in rows]


def with_plans(connection: Connection, collector_no: int) -> list[CaseLine]:
    """The collector's cases with any version of a plan."""
    rows = connection.exec_driver_sql(_CASE.format(source="fact_plan_version AS m"), (collector_no,))
    return [CaseLine._make(row) for row in rows]


def facts_of(connection: Connection, case_ids: Sequence[Id], kinds: Sequence[str]) -> dict[Id, list[Fact]]:
    """The standing facts of these kinds and cases, in order."""
    listed = ", ".join(repr(kind) for kind in kinds)
    found: dict[Id, list[Fact]] = {}
    for part, marks in parts(case_ids):
        for fact in read_standing(connection, f"f.case_id IN ({marks}) AND f.kind IN ({listed})", part):
            found.setdefault(fact.case_id or b"", []).append(fact)
    return found
