"""When the gate next opens, asked for many cases at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.domain import gate
from app.domain.call_record import PHONES
from app.domain.moments import Id
from app.domain.terms import Channel, Role
from app.services.context import Context
from app.services.situations import Desk, open_case


def next_permitted(context: Context, case_ids: Sequence[Id]) -> dict[Id, datetime | None]:
    """For each case the first moment from now on at which one of the debtor's phones may be called; None where
    time alone does not help, or there is no phone. Costs some milliseconds a case: ask for what is shown."""
    now = context.now()
    found: dict[Id, datetime | None] = {}
    with context.db.read() as connection:
        for case_id in case_ids:
            desk = open_case(connection, case_id, context.rules, context.packs, now)
            found[case_id] = None if desk is None else _opening(desk)
    return found


def _opening(desk: Desk) -> datetime | None:
    phones = [
        desk.points[point.id]
        for point in desk.case.points
        if point.role == Role.DEBTOR and point.kind in PHONES
    ]
    return gate.next_permitted(desk.situation, phones, Channel.CALL, desk.errand, desk.now, desk.pack)
