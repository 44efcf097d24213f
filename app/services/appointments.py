"""Planned visits over all cases, as a list of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.domain.gate import Decision
from app.domain.situation import Preparation
from app.domain.visits import VisitView, views
from app.models import casebook
from app.models.journal import read_standing
from app.services import acts, visits
from app.services.context import Context


@dataclass(frozen=True, slots=True)
class Appointment:
    """A planned visit in a list over all cases. ``is_due``: its day has come or is over; ``decision`` is the gate's
    word on its hour."""

    visit: VisitView
    debtor: str
    case_no: int
    place: str
    is_due: bool
    is_announced: bool
    decision: Decision


def planned(context: Context, until: datetime | None = None, limit: int = 50) -> list[Appointment]:
    """Planned visits of all cases, the earliest first, up to a moment. Costs some milliseconds a visit."""
    with context.db.read() as connection:
        facts = read_standing(connection, "f.seq IN (SELECT seq FROM fact_visit)", ())
        waiting = [visit for visit in views(facts) if visit.is_planned]
        wanted = [visit for visit in waiting if until is None or visit.planned_at <= until]
        return [_appointment(connection, context, visit) for visit in wanted[:limit]]


def _appointment(connection: Connection, context: Context, visit: VisitView) -> Appointment:
    desk = acts.desk(connection, context, visit.case_id)
    named = casebook.particulars(connection, visit.case_id) or {}
    values = casebook.point_values(connection, visit.case_id)
    point = visits.address_of(desk, visit.point_id)
    announced = visits.is_announced(desk)
    return Appointment(
        visit,
        named["name"],
        named["case_no"],
        values[point.id][0],
        visit.planned_at.astimezone(desk.case.zone).date() <= desk.today,
        announced,
        visits.decided(
            desk,
            point,
            visit.planned_at,
            Preparation(collectors=len(visit.collectors), is_announced=announced),
        ),
    )
