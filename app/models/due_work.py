"""Cases that fall due across the store: those that go back soon, those that wait for a lead. Each from an index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Fact
from app.domain.terms import Tier
from app.models.database import rows
from app.models.journal import read_standing
from app.models.parts import marks


class DueCase(NamedTuple):
    """A case by its id, number and debtor."""

    case_id: bytes
    case_no: int
    name: str


def recalled_by(connection: Connection, last: date) -> list[tuple[bytes, str]]:
    """The cases that are not closed and have an account to be given back by a day, with the first such day (ISO)."""
    found = rows(
        connection,
        "SELECT f.case_id, min(q.recall_on) FROM fact_placed AS q INDEXED BY ix_fact_placed_recall_on "
        "JOIN fact AS f ON f.seq = q.seq JOIN case_file AS c ON c.id = f.case_id "
        "JOIN case_state AS s ON s.case_no = c.no "
        "WHERE q.recall_on IS NOT NULL AND q.recall_on <= ? AND s.tier <> ? GROUP BY f.case_id ORDER BY 2, 1",
        (last.isoformat(), int(Tier.CLOSED)),
    )
    return [(row[0], row[1]) for row in found]


def unanswered(connection: Connection) -> list[Fact]:
    """Plan versions and waivers beyond somebody's limits that stand and that nobody answered, the oldest first."""
    waits = (
        "NOT EXISTS (SELECT 1 FROM fact_approval AS a JOIN fact AS g ON g.seq = a.seq WHERE a.target = f.uid)"
    )
    return read_standing(
        connection,
        "(f.seq IN (SELECT seq FROM fact_plan_version WHERE beyond IS NOT NULL AND beyond <> '') "  # noqa: S608
        f"OR f.seq IN (SELECT seq FROM fact_waiver WHERE needs_approval = 1)) AND {waits}",
        (),
    )


def named(connection: Connection, case_ids: Sequence[bytes]) -> dict[bytes, DueCase]:
    """These cases, by id."""
    found = rows(
        connection,
        "SELECT c.id, c.no, p.name FROM case_file AS c JOIN person AS p ON p.id = c.person_id "  # noqa: S608
        f"WHERE c.id IN ({marks(case_ids)})",
        tuple(case_ids),
    )
    return {row[0]: DueCase._make(row) for row in found}
