"""The disk fills at a random write: a named refusal, nothing half, and the same command succeeds when there is room."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import StorageProblem
from app.services import contacts
from app.services.context import Context
from torture import stores
from torture.deeds import at_work, call, calls_broken, cases, damaged

MOST_PAGES = 60
"""Pages that are left at most when a trial begins: some calls fit, and then none."""


@dataclass
class Fulls:
    """What full disks did."""

    trials: int = 0
    refused: int = 0
    acknowledged: int = 0
    problems: list[str] = field(default_factory=list)


def trials(folder: Path, count: int, seed: int) -> Fulls:
    """Fill the disk so often, each time somewhere else."""
    dice, outcome, told = random.Random(seed), Fulls(), []
    with tempfile.TemporaryDirectory(dir=folder) as place:
        home = stores.copied(folder, "people", Path(place) / "home")
        with at_work(home) as context:
            found = cases(context)
            for _ in range(count):
                _leave(context, dice.randrange(MOST_PAGES))
                made = call(context, dice.choice(found))
                while _is_recorded(context, made, outcome):
                    told.append(made.act.hex())
                    made = call(context, dice.choice(found))
                outcome.trials += 1
                outcome.problems += [*damaged(context), *calls_broken(context, home.root, told)]
                _leave(context, None)
                contacts.record(context, made)
                told.append(made.act.hex())
            outcome.problems += [*damaged(context), *calls_broken(context, home.root, told)]
    outcome.acknowledged = len(told)
    return outcome


def _is_recorded(context: Context, made: contacts.RecordContact, outcome: Fulls) -> bool:
    try:
        contacts.record(context, made)
    except StorageProblem as error:
        outcome.refused += 1
        if error.code != "disk_full":
            outcome.problems.append(f"a full disk is called {error.code}")
        return False
    return True


def _leave(context: Context, pages: int | None) -> None:
    """Let the file grow by so many pages at most; SQLite then says that the disk is full."""
    with context.db._writer.connect() as connection:  # no command of the program fills a disk
        there = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        limit = there + pages if pages is not None else 2**30
        connection.exec_driver_sql(f"PRAGMA max_page_count={limit}")
