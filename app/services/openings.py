"""That a case was before somebody's eyes: kept beside the facts, many at once, and read by nobody but a lead.

The window notes what it shows and hands it over within two seconds and before it locks or closes; the command line
keeps it before it answers. Of one case, the first time on a day of each unlocking counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from app.domain.moments import Id, to_ms
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
    """Keep openings in one transaction, and let go those that were kept long enough. No list shows them anew."""
    with context.db.write() as connection:
        store.add(connection, openings)
        store.drop_old(connection, to_ms(context.now()))
    return None, Changes()


def keep_one(context: Context, case_id: Id, place: Place) -> None:
    """Keep that a case is shown, before it is."""
    keep(context, [Opened(to_ms(context.now()), context.user.id, case_id, place)])
