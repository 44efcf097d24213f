"""What retention asks of the store: closed cases, the last thing that happened in each, and which must be kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.facts import Id, to_ms
from app.domain.terms import HoldKind, Tier
from app.models.database import rows
from app.models.erasing import NAMELESS
from app.models.journal import read_standing
from app.models.parts import marks

_NOT_ACTIVITY = (
    "imported",
    "export",
    "reveal",
    "erasure",
    "anchor",
    "annulment",
    "same_person",
    "hold",
    "release",
)


class KeptCase(NamedTuple):
    """A case and what decides how long it is kept; ``last_at`` in ms, None where nothing happened in it."""

    id: Id
    no: int
    person_id: Id
    name: str
    creditor: str
    lender_type: str
    rule_pack: str
    is_closed: bool
    last_at: int | None


_CASES = (
    "SELECT c.id, c.no, c.person_id, p.name, d.name, d.lender_type, d.rule_pack, s.tier = ?, "  # noqa: S608
    f"(SELECT max(f.occurred_at) FROM fact AS f WHERE f.case_id = c.id AND f.kind NOT IN ({marks(_NOT_ACTIVITY)})) "
    "FROM case_file AS c JOIN person AS p ON p.id = c.person_id JOIN creditor AS d ON d.id = c.creditor_id "
    "LEFT JOIN case_state AS s ON s.case_no = c.no "
)


def of_person(connection: Connection, person: Id) -> list[KeptCase]:
    """The cases of a person, by number."""
    return _read(connection, "WHERE c.person_id = ? ORDER BY c.no", (person,))


def of_closed(connection: Connection) -> list[KeptCase]:
    """Every case of the people who have no open case any more and are not erased yet, by person and number."""
    where = (
        "WHERE p.name <> ? AND c.person_id NOT IN (SELECT o.person_id FROM case_file AS o "
        "LEFT JOIN case_state AS t ON t.case_no = o.no WHERE t.tier IS NOT ?) ORDER BY p.no, c.no"
    )
    return _read(connection, where, (NAMELESS, int(Tier.CLOSED)))


def of_cases(connection: Connection, cases: Sequence[Id]) -> list[KeptCase]:
    """These cases, by number."""
    return _read(connection, f"WHERE c.id IN ({marks(cases)}) ORDER BY c.no", tuple(cases))


def _read(connection: Connection, where: str, parameters: tuple[object, ...]) -> list[KeptCase]:
    found = rows(connection, _CASES + where, (int(Tier.CLOSED), *_NOT_ACTIVITY, *parameters))
    return [KeptCase._make((*row[:7], bool(row[7]), row[8])) for row in found]


def held_for_law(connection: Connection, now: datetime) -> set[Id]:
    """The cases under a legal hold that stands at this moment."""
    holds = read_standing(
        connection, "f.seq IN (SELECT seq FROM fact_hold WHERE hold_kind = ?)", (str(HoldKind.LEGAL_HOLD),)
    )
    lifted = (
        {
            fact.body.hold
            for fact in read_standing(connection, "f.kind = 'release'", ())
            if to_ms(fact.occurred_at) <= to_ms(now)
        }
        if holds
        else set()
    )
    return {
        hold.case_id
        for hold in holds
        if hold.case_id is not None
        and hold.uid not in lifted
        and (hold.body.until_at is None or hold.body.until_at > now)
    }
