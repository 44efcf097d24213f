"""That a case was before somebody's eyes: kept beside the facts, many at once, and read by nobody but a lead.

The window notes what it shows and hands it over within two seconds and before it locks or closes; the command line
keeps it before it answers. Of one case, the first time on a day of each unlocking counts.

The openings of a day that is over are sealed by a fact, and so are those until now before a file leaves or a backup is
made: the chain, and the heads that were given away, then vouch for them too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection

from app.domain.moments import Id, from_ms, to_ms
from app.models import openings as store
from app.models.openings import Opened
from app.services.changes import Changes
from app.services.context import Context

Place = Literal["desk", "plan", "ledger", "letters", "cli"]


class Noticed:
    """What one unlocking has shown, until it is handed over: in memory, and cheap enough for every key."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._seen: set[tuple[Id, int]] = set()
        self._waiting: list[Opened] = []

    def note(self, case_id: Id, place: Place) -> bool:
        """Note that a case is shown; whether it is the first time today, and so waits to be kept."""
        now = self._context.now()
        key = case_id, now.astimezone(self._context.zone).toordinal()
        if key in self._seen:
            return False
        self._seen.add(key)
        self._waiting.append(Opened(to_ms(now), self._context.user.id, case_id, place))
        return True

    def take(self) -> tuple[Opened, ...]:
        """What waits, which from now on is the taker's."""
        taken, self._waiting = tuple(self._waiting), []
        return taken

    def give_back(self, openings: Sequence[Opened]) -> None:
        """They could not be kept: they wait again."""
        self._waiting[:0] = openings


def keep(context: Context, openings: Sequence[Opened]) -> tuple[None, Changes]:
    """Keep openings in one transaction, seal the days that are over, and let go those that were kept long enough. No
    list shows them anew."""
    now = to_ms(context.now())
    with context.db.write() as connection:
        store.add(connection, openings)
        _seal(context, connection, now - now % store.DAY_MS)
        store.drop_old(connection, now)
    return None, Changes()


def seal(context: Context, connection: Connection) -> None:
    """Seal every opening there is, inside a write transaction: something is about to be signed."""
    _seal(context, connection, to_ms(context.now()) + 1)


def _seal(context: Context, connection: Connection, before_ms: int) -> None:
    raw = connection.connection.driver_connection
    stretches = store.unsealed(raw, before_ms)
    if not stretches:
        return
    from app.domain.facts import Anchor  # what a start that shows cases does not need
    from app.models.journal import Entry, Journal, device_of

    journal, device = Journal(connection, context.user.id, context.now()), device_of(connection)
    entries = []
    for stretch in stretches:
        _, digest = store.digest_of(raw, stretch)
        body = Anchor(store.OPENINGS, device, stretch.last, digest)
        entries.append(Entry(context.new_id(), body, None, None, from_ms(stretch.newest_at)))
    journal.append(context.new_id(), entries)
    journal.flush()


def keep_one(context: Context, case_id: Id, place: Place) -> None:
    """Keep that a case is shown, before it is."""
    keep(context, [Opened(to_ms(context.now()), context.user.id, case_id, place)])
