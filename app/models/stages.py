"""The stages that leads put cases at, for lists of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from app.domain.moments import Id
from app.domain.terms import Stage
from app.models.database import rows
from app.models.parts import parts

_KNOWN = frozenset(Stage)


def decided(connection: Connection, case_ids: Sequence[Id]) -> dict[Id, Stage]:
    """The stages that leads put some of these cases at. Where none ever did, the cases are not looked at."""
    if not rows(connection, "SELECT 1 FROM fact_stage_set LIMIT 1"):
        return {}
    # The queue is on the screen before facts are read: most stores never come here at the start.
    from app.models.journal import read_standing

    found: dict[Id, Stage] = {}
    for part, marks in parts(case_ids):
        for fact in read_standing(connection, f"f.kind = 'stage_set' AND f.case_id IN ({marks})", part):
            found.pop(fact.case_id or b"", None)
            if fact.case_id is not None and fact.body.stage in _KNOWN:
                found[fact.case_id] = Stage(fact.body.stage)
    return found
