"""Which cases in sight no phone may be called of at this hour, on the debtor's own clock, and when one may again.

Holds and used-up calls have tiers of their own, so for nearly every case the hours of its rule pack are all there is,
read in one query. Who wished for other hours, and whose phone was called for somebody else too, is asked of the gate.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.dates import is_within_hours, next_opening
from app.domain.moments import Id, to_ms
from app.models import calling as store
from app.services.context import Context

_OF_LATE = timedelta(days=1)
"""No day of a debtor has more than this behind it; longer counts go by person, not by phone."""


def closed_until(context: Context, case_ids: Sequence[Id]) -> dict[Id, datetime]:
    """The cases whose debtors may not be called at this hour, and when they may again."""
    if not case_ids:
        return {}
    now, closed = context.now(), {}
    with context.db.read() as connection:
        found = store.clockworks(connection, case_ids, to_ms(now - _OF_LATE))
    asked: list[Id] = []
    for case in found:
        if case.has_wishes or case.is_shared:
            asked.append(case.case_id)
            continue
        hours = context.packs[case.pack].hours
        if hours is None:
            continue
        start, end, zone = hours.value.start, hours.value.end, ZoneInfo(case.zone)
        if not is_within_hours(now, zone, start, end):
            closed[case.case_id] = next_opening(now, zone, start, end)
    if asked:
        from app.services.permits import next_permitted

        opens = next_permitted(context, asked)
        closed |= {case_id: at for case_id, at in opens.items() if at is not None and at > now}
    return closed
