"""By which clock and which rules the debtors of some cases are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id
from app.models.database import rows
from app.models.parts import marks


class Clockwork(NamedTuple):
    """The rule pack and the time zone of a case, and whether its debtor agreed to hours of their own."""

    case_id: bytes
    pack: str
    zone: str
    has_consent: int


def clockworks(connection: Connection, case_ids: Sequence[Id]) -> list[Clockwork]:
    """Those of these cases."""
    found = rows(
        connection,
        "SELECT k.id, d.rule_pack, coalesce(p.zone, d.zone), EXISTS (SELECT 1 FROM fact AS f "  # noqa: S608
        "JOIN fact_preference AS w ON w.seq = f.seq "
        "WHERE f.case_id = k.id AND f.kind = 'preference' AND w.wish = 'consent_hours') "
        "FROM case_file AS k JOIN person AS p ON p.id = k.person_id JOIN creditor AS d ON d.id = k.creditor_id "
        f"WHERE k.id IN ({marks(case_ids)})",
        tuple(case_ids),
    )
    return list(map(Clockwork._make, found))
