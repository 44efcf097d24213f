"""The user's day in figures: what was done, what is left, when a backup was last proven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.codes import Connected
from app.domain.dates import day_bounds
from app.domain.moments import from_ms, to_ms
from app.models import day as store
from app.models import queue, second_place
from app.models.second_place import KeptPlace
from app.services.context import Context
from app.services.queue import TODAY
from app.system.folders import free_bytes, space_wanted
from app.system.paths import Home


@dataclass(frozen=True, slots=True)
class Copied:
    """There is a second place for backups: of when the newest one is that lies there; None: none does yet."""

    at: datetime | None


@dataclass(frozen=True, slots=True)
class Day:
    """Counts of one day; money in minor units of ``currency``. ``room``: bytes free on the disk where they are so few
    that no file comes in; None where there are enough."""

    contacts: int
    connected: int
    promises: int
    promised_minor: int
    currency: str
    to_do: int
    to_do_minor: int
    proven_backup_at: datetime | None
    copied: Copied | None
    room: int | None


def today(context: Context) -> Day:
    """The figures of the present day in the store's zone."""
    day = context.today()
    begins, ends = (to_ms(moment) for moment in day_bounds(day, context.zone))
    with context.db.read() as connection:
        results = store.results(connection, context.user.id, begins, ends)
        promised = store.promised(connection, context.user.id, begins, ends)
        counts = queue.counts(connection, context.user.no)
        place = second_place.get(connection)
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
        _copied(place),
        _room(context.home),
    )


def _room(home: Home) -> int | None:
    try:
        free = free_bytes(home.root)
        return free if free < space_wanted(home.database) else None
    except OSError:
        return None


def _copied(place: KeptPlace | None) -> Copied | None:
    if place is None:
        return None
    return Copied(None if place.copied_at is None else from_ms(place.copied_at))


def proven_backup_at(context: Context) -> datetime | None:
    """When the newest proven backup was made."""
    newest = newest_backup(context.home)
    return None if newest is None else backed_up_at(newest)


def newest_backup(home: Home) -> Path | None:
    """The newest backup of a home: only proven ones bear their final name."""
    try:
        return max(home.backups.glob("fairdue-*.db"), key=lambda path: path.stat().st_mtime_ns, default=None)
    except OSError:
        return None


def backed_up_at(backup: Path) -> datetime:
    """When a backup was made."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=backup.stat().st_mtime_ns // 1000)
