"""The user's day in figures: what was done, what is left, when a backup was last proven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.domain.codes import Connected
from app.domain.dates import day_bounds
from app.domain.moments import to_ms
from app.models import day as store
from app.models import queue
from app.services.context import Context
from app.services.queue import TODAY


@dataclass(frozen=True, slots=True)
class Day:
    """Counts of one day; money in minor units of ``currency``."""

    contacts: int
    connected: int
    promises: int
    promised_minor: int
    currency: str
    to_do: int
    to_do_minor: int
    proven_backup_at: datetime | None


def today(context: Context) -> Day:
    """The figures of the present day in the store's zone."""
    day = context.today()
    begins, ends = (to_ms(moment) for moment in day_bounds(day, context.zone))
    with context.db.read() as connection:
        results = store.results(connection, context.user.id, begins, ends)
        promised = store.promised(connection, context.user.id, begins, ends)
        counts = queue.counts(connection, context.user.no)
    codes = context.rules.codes.by_code
    connected = sum(
        1 for result, _, _ in results if result in codes and codes[result].connected is Connected.YES
    )
    work = [counts[tier] for tier in range(int(TODAY[0]), int(TODAY[1]) + 1) if tier in counts]
    return Day(
        len(results),
        connected,
        len(promised),
        sum(amount for amount, _ in promised),
        promised[0][1] if promised else "CNY",
        sum(cases for cases, _ in work),
        sum(balance for _, balance in work),
        proven_backup_at(context),
    )


def proven_backup_at(context: Context) -> datetime | None:
    """When the newest proven backup was made: only proven ones bear their final name."""
    try:
        times = [path.stat().st_mtime_ns for path in context.home.backups.glob("fairdue-*.db")]
    except OSError:
        return None
    if not times:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=max(times) // 1000)
