"""The five tasks of the practice portfolio, ticked off by the facts that doing them leaves; and taking it away.

Everything the sample made up was recorded before the store's own day, so what is recorded from that day on was done
by the one who practises.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from app.domain.dates import day_bounds
from app.domain.errors import RuleViolation, StorageProblem
from app.domain.moments import to_ms
from app.models import practice as store
from app.services.context import Context
from app.system import lock
from app.system.clock import system_clock
from app.system.paths import Home
from app.system.slotfile import read_slots


class Task(StrEnum):
    """What one should have done once; the value is the kind of fact that shows it."""

    CALL = "contact"
    PROMISE = "promise"
    PLAN = "agreement"
    UNDO = "annulment"
    IMPORT = "imported"


@dataclass(frozen=True, slots=True)
class Practised:
    """How far practice is."""

    done: frozenset[Task]

    @property
    def is_all(self) -> bool:
        """Whether every task was done."""
        return len(self.done) == len(Task)


def practised(context: Context) -> Practised:
    """The tasks that were done in a practice store."""
    with context.db.read() as connection:
        day = store.reference_on(connection)
        begins = to_ms(day_bounds(date.fromisoformat(day), context.zone)[0]) if day else 0
        return Practised(frozenset(Task(kind) for kind in store.done_since(connection, begins)))


def cases(context: Context) -> int:
    """How many cases would go with the store."""
    with context.db.read() as connection:
        return store.cases(connection)


def discard(home: Home) -> None:
    """Delete a practice store that is closed, with its logs, drafts and backups; nothing else in its folder.

    Raises RuleViolation("practice_only") for a real store; StorageProblem: ``home_in_use``, ``slots_…``, disk problems.
    """
    with lock.hold(home, program="window", now=system_clock()):
        if not read_slots(home.slots).practice:
            raise RuleViolation("practice_only")
        try:
            # The slot file goes last: as long as it is there, the rest can still be told to be practice.
            for path in (*_database(home), home.preferences, home.slots):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageProblem.of(error, home.root) from error
        for folder in (home.logs, home.backups, home.drafts, home.previews):
            shutil.rmtree(folder, ignore_errors=True)
    for path in (home.lock, home.holder):
        with suppress(OSError):
            path.unlink(missing_ok=True)
    with suppress(OSError):
        home.root.rmdir()  # only if nothing of the user's own lies there


def _database(home: Home) -> list[Path]:
    return [Path(f"{home.database}{suffix}") for suffix in ("", "-wal", "-shm")]
