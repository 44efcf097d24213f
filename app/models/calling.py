"""By which clock and which rules the debtors of some cases are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id
from app.models.database import rows
from app.models.parts import marks


class Clockwork(NamedTuple):
    """The rule pack and the time zone of a case; whether its debtor wished for hours or asked not to be called, and
    whether one of the phones was called of late for another debtor."""

    case_id: bytes
    pack: str
    zone: str
    has_wishes: int
    is_shared: int


def clockworks(connection: Connection, case_ids: Sequence[Id], since_ms: int) -> list[Clockwork]:
    """Those of these cases; "of late" is since a moment (ms UTC)."""
    found = rows(
        connection,
        "SELECT k.id, d.rule_pack, coalesce(p.zone, d.zone), EXISTS (SELECT 1 FROM fact AS f "  # noqa: S608
        "JOIN fact_preference AS w ON w.seq = f.seq AND w.wish <> 'pay_day' WHERE f.kind = 'preference' "
        "AND f.case_id IN (SELECT o.id FROM case_file AS o WHERE o.person_id = k.person_id)), "
        "EXISTS (SELECT 1 FROM party AS y JOIN contact_point AS t ON t.party_id = y.id "
        "JOIN fact_contact AS c ON c.number = t.normal JOIN fact AS f ON f.seq = c.seq "
        "WHERE y.case_id = k.id AND y.role = 'debtor' AND f.occurred_at >= ? AND f.person_id <> k.person_id) "
        "FROM case_file AS k JOIN person AS p ON p.id = k.person_id JOIN creditor AS d ON d.id = k.creditor_id "
        f"WHERE k.id IN ({marks(case_ids)})",
        (since_ms, *case_ids),
    )
    return list(map(Clockwork._make, found))
