"""When calls were made and what they came to, for the hour at which people answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from app.domain.moments import Id
from app.models.database import rows
from app.models.parts import marks
from app.models.reported import of_kind
from app.models.standing import UNDONE_ACT, left_standing

_CALL = "c.channel = 'call' AND c.direction = 'outbound'"


def calls_of(connection: Connection, case_ids: Sequence[Id]) -> list[tuple[Any, ...]]:
    """(case, time zone of its debtor, moment in ms, result) of the outbound calls made in these cases."""
    return left_standing(
        connection,
        rows(
            connection,
            f"SELECT f.case_id, coalesce(p.zone, d.zone), f.occurred_at, c.result, {UNDONE_ACT} "  # noqa: S608
            "FROM fact AS f JOIN fact_contact AS c ON c.seq = f.seq JOIN case_file AS k ON k.id = f.case_id "
            "JOIN person AS p ON p.id = k.person_id JOIN creditor AS d ON d.id = k.creditor_id "
            f"WHERE f.case_id IN ({marks(case_ids)}) AND f.kind = 'contact' AND {_CALL}",
            tuple(case_ids),
        ),
    )


def latest_calls(connection: Connection, most: int) -> list[tuple[Any, ...]]:
    """(moment in ms, result) of the calls among the contacts that came last, at most so many of any case."""
    return left_standing(
        connection,
        rows(
            connection,
            f"SELECT f.occurred_at, c.result, {UNDONE_ACT} FROM (SELECT seq, occurred_at, act FROM fact AS f "  # noqa: S608
            f"WHERE {of_kind('contact')} ORDER BY occurred_at DESC LIMIT ?) AS f "
            f"JOIN fact_contact AS c ON c.seq = f.seq WHERE {_CALL}",
            (most,),
        ),
    )
