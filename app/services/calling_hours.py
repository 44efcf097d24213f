"""Whose calling hours are over or have not begun, on the debtor's own clock: for the few cases in sight, in one query.

Hours alone: what else forbids a call is asked of the gate when the case is opened, and reached limits and holds have
tiers of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.dates import is_within_hours, next_opening
from app.domain.moments import Id
from app.models import calling as store
from app.services.context import Context


def closed_until(context: Context, case_ids: Sequence[Id]) -> dict[Id, datetime]:
    """The cases whose debtors may not be called at this hour, and when they may again. Who agreed to hours of their
    own is left to the gate."""
    if not case_ids:
        return {}
    with context.db.read() as connection:
        found = store.clockworks(connection, case_ids)
    now, closed = context.now(), {}
    for case in found:
        hours = context.packs[case.pack].hours
        if hours is None or case.has_consent:
            continue
        start, end, zone = hours.value.start, hours.value.end, ZoneInfo(case.zone)
        if not is_within_hours(now, zone, start, end):
            closed[case.case_id] = next_opening(now, zone, start, end)
    return closed
