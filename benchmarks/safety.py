"""The safe: unlocking and locking, facts appended in bulk, the check of the record, the backup."""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path

from app.models.journal import Journal
from app.services import audit, backups, store, unlocking
from app.services.context import Context
from app.system.paths import Home
from benchmarks.figures import median_ms, say, timed_ms
from benchmarks.reports import a_call
from benchmarks.stores import SEED, TODAY, copy_of

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

UNLOCK_MS, LOCK_MS, FACT_US, VERIFY_S, BACKUP_S = 700, 300, 30, 10, 5
FACTS_APPENDED = 20_000
FACTS_VERIFIED = 300_000
BACKED_UP = 200 * 2**20
_PASSPHRASE = "seven quiet herons over the ford"
_LOCKS = 3


def measure(home: Home, cases: int) -> None:
    """Print the figures of the safe. What is checked and copied is counted for 300,000 facts and 200 MiB."""
    _unlock()
    with copy_of(home) as copy:
        _lock(copy, cases)
        with store.opened(copy, None, program="benchmark", day=TODAY) as context:
            _verify(context, cases)
            _backup(context, cases)
            _append(context, cases)


def _unlock() -> None:
    """A passphrase typed, to the open store: a real one, for the key of a practice store is derived lightly."""
    with tempfile.TemporaryDirectory() as place:
        home = Home(Path(place) / "home")
        store.make(home, store.NewStore(_PASSPHRASE, "甲", "C001"), lambda _: True)
        with store.held(home, program="benchmark") as slots:
            opening = unlocking.Opening(home, slots)

            def unlock() -> None:
                unlocking.open_by_passphrase(opening, _PASSPHRASE).db.close()

            value = median_ms(unlock, times=5, warm=1)
    say("unlock", value, "ms", 0, UNLOCK_MS)


def _lock(home: Home, cases: int) -> None:
    """The desk shut and the store closed, as locking does."""
    from app.services.preferences import Preferences
    from benchmarks.window import Bench

    times = []
    for _ in range(_LOCKS):
        with store.opened(home, None, program="benchmark", day=TODAY) as context:
            bench = Bench(context, Preferences())
            bench.settle()

            def shut(bench: Bench = bench, context: Context = context) -> None:
                bench.close()
                context.db.close()

            times.append(timed_ms(shut))
    say("lock", sorted(times)[_LOCKS // 2], "ms", cases, LOCK_MS)


def _verify(context: Context, cases: int) -> None:
    found = audit.verify(context)
    if not found.is_whole:
        raise AssertionError(found.kept)
    say("verify_300000_facts", found.seconds * FACTS_VERIFIED / found.facts, "s", cases, VERIFY_S)


def _backup(context: Context, cases: int) -> None:
    """The copy alone, and the copy with its proof."""
    share = BACKED_UP / context.home.database.stat().st_size
    with tempfile.TemporaryDirectory(dir=context.home.root) as place:
        copied = timed_ms(lambda: context.db.backup(Path(place) / "copy.db")) / 1000
    proven = timed_ms(lambda: backups.make(context)) / 1000
    say("backup_200_mib", copied * share, "s", cases, BACKUP_S)
    say("backup_200_mib_proven", proven * share, "s", cases)


def _append(context: Context, cases: int) -> None:
    """One transaction of contacts: ids, digests, links, headers, contents and the commit."""
    dice = random.Random(SEED)
    began = time.perf_counter()
    with context.db.write() as connection:
        some = connection.exec_driver_sql("SELECT id, person_id FROM case_file LIMIT 1000").all()
        journal = Journal(connection, context.user.id, context.now())
        at = context.now()
        for number in range(FACTS_APPENDED):
            case_id, person_id = some[dice.randrange(len(some))]
            journal.append(context.new_id(), [a_call(context, case_id, person_id, at, number)])
        journal.flush()
    say("fact_appended_in_bulk", (time.perf_counter() - began) / FACTS_APPENDED * 1e6, "us", cases, FACT_US)
