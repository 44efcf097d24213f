"""Building a practice store: made in a folder of its own beside where it will lie, and moved there when it is whole.

A build that was killed leaves only that folder, which the next build removes; a store is there or it is not.
"""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from multiprocessing import get_context
from time import perf_counter
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from app.domain.errors import StorageProblem
from app.domain.facts import Fact, Imported, json_text, to_ms
from app.models import people, search, states
from app.models.database import filling
from app.models.journal import Journal, seal
from app.models.states import BulkStates
from app.services import store
from app.services.bulk import no_cycle_search
from app.services.context import Context
from app.services.progress import SILENT, Progress
from app.services.rulebook import rules_from, shipped_packs
from app.services.sample.bills import CURRENCY
from app.services.sample.cases import RUN, Maker, Run, Setting, Wish
from app.services.sample.clients import ATTRIBUTION
from app.services.sample.portfolio import HOUSES, batch_no, creditor_rows, placement_row, portfolio
from app.services.sample.practice import practice
from app.services.sample.story import FILE_COMES, Diary
from app.system import lock
from app.system.clock import WORK_BEGINS, Clock, system_clock
from app.system.durable import make_private_folder
from app.system.paths import Home

MOST_CASES = 1_000_000
_SCRATCH = "building"
IN_ONE_PROCESS = 4_000
"""Below so many cases a second process is not worth its start."""

_AHEAD = 4
"""Runs made ahead of the one that is written: a few megabytes."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a practice store holds, and how long it took to build."""

    cases: int
    accounts: int
    facts: int
    seconds: float


def build(
    home: Home,
    *,
    today: date,
    cases: int | None = None,
    seed: int = 1,
    clock: Clock = system_clock,
    progress: Progress = SILENT,
) -> Built:
    """Build a practice store whose own day is ``today``. Without ``cases`` it is the 60 to practise on.

    Same seed and day, same queue; only keys, salts and the device differ. Up to 5,129 cases are the real clients in
    order, more are variations of them with shorter histories. Raises StorageProblem: ``store_exists``,
    ``home_in_use``, folder problems, ``sample_too_large`` (most); Cancelled, after which nothing is left.
    """
    began = perf_counter()
    if cases is not None and not 1 <= cases <= MOST_CASES:
        raise StorageProblem("sample_too_large", most=MOST_CASES)
    wishes = practice(seed) if cases is None else [Wish(index, index) for index in range(cases)]
    make_private_folder(home.root)
    with lock.hold(home, program="sample", now=clock()), _scratch(home) as scratch:
        store.make_practice(scratch, clock)
        with store.opened(scratch, None, program="sample", day=today) as context:
            setting = _setting(context, seed, today)
            key = context.db.key
            context.db.close()
            with filling(scratch.database, key) as connection, no_cycle_search():
                accounts, facts = _fill(connection, context, setting, wishes, progress)
        _move(scratch, home)
    return Built(len(wishes), accounts, facts, perf_counter() - began)


@contextmanager
def _scratch(home: Home) -> Iterator[Home]:
    """The folder in which the store is made; what a killed build left is removed first, and it is itself."""
    scratch = Home(home.root / _SCRATCH)
    if scratch.slots.exists() and home.database.exists() and not home.slots.exists():
        home.database.unlink()  # the move was interrupted between its two steps
    shutil.rmtree(scratch.root, ignore_errors=True)
    if home.has_store:
        raise StorageProblem("store_exists", path=str(home.root))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch.root, ignore_errors=True)


def _move(scratch: Home, home: Home) -> None:
    """Put the finished store in its place. Without its slots a database is nothing, so they come last."""
    home.create()
    scratch.database.replace(home.database)
    scratch.slots.replace(home.slots)


def _setting(context: Context, seed: int, today: date) -> Setting:
    now = datetime.combine(today, WORK_BEGINS, context.zone)
    first_ms = to_ms(now) - 60 * 60 * 1000
    return Setting(
        seed,
        today,
        context.now(),
        context.zone_name,
        "cn",
        context.user.id,
        context.user.no,
        portfolio(seed, context.now() - timedelta(hours=2)),
        first_ms,
    )


# Filling.


def _fill(
    connection: Connection, context: Context, setting: Setting, wishes: Sequence[Wish], progress: Progress
) -> tuple[int, int]:
    """Write everything; how many accounts and facts there are."""
    creditors = setting.portfolio.creditors
    people.add_creditors(connection, creditor_rows(creditors, setting.zone, setting.rule_pack))
    journal = Journal(connection, setting.actor, setting.now)
    bulk = BulkStates(connection, is_rebuild=False)
    placed: dict[tuple[int, int], list[int]] = {}
    accounts = facts = done = 0
    for run in _runs(setting, wishes):
        _write(connection, journal, bulk, run)
        for key, (count, total) in run.placed.items():
            sums = placed.setdefault(key, [0, 0])
            sums[0] += count
            sums[1] += total
        accounts += len(run.accounts)
        facts += len(run.facts)
        done += len(run.cases)
        progress.report(done, len(wishes), "sample")
    facts += _batches(connection, journal, setting, placed)
    journal.flush()
    bulk.finish()
    _inscribe(connection, context, setting)
    return accounts, facts


def _write(connection: Connection, journal: Journal, bulk: BulkStates, run: Run) -> None:
    people.add_people(connection, run.people)
    people.add_cases(connection, run.cases)
    people.add_accounts(connection, run.accounts)
    people.add_parties(connection, run.parties)
    people.add_points(connection, run.points)
    search.put(connection, run.words)
    journal.append_sealed(run.facts)
    bulk.add(run.states)


def _batches(
    connection: Connection, journal: Journal, setting: Setting, placed: dict[tuple[int, int], list[int]]
) -> int:
    """Write the batches with their control totals, and that their files came in; how many there are."""
    diary, rows, imports = Diary(setting.today, ZoneInfo(setting.zone)), [], []
    for (place, nth), (count, total) in sorted(placed.items()):
        house, lot = HOUSES[place], setting.portfolio.lots[place][nth]
        row = placement_row(
            lot,
            creditor_id=setting.portfolio.creditors[place],
            house=house,
            today=setting.today,
            count=count,
            total=total,
        )
        rows.append(row)
        received_on = setting.today - timedelta(days=lot.age)
        name = f"{batch_no(house, received_on)}.xlsx"
        digest = hashlib.sha256(f"{setting.seed}/{name}".encode()).digest()
        body = Imported(
            name, digest, "placement", count, count, 0, 0, 0, total, CURRENCY, json_text({}), lot.id
        )
        at = diary.at(received_on, FILE_COMES)
        imports.append(
            Fact(lot.import_fact, body.KIND, lot.act, None, None, at, at, setting.actor, None, body)
        )
    people.add_placements(connection, rows)
    journal.append_sealed(map(seal, imports))
    return len(imports)


def _inscribe(connection: Connection, context: Context, setting: Setting) -> None:
    """Note in the store which day it is about and where its figures come from."""
    notes = {
        "reference_on": setting.today.isoformat(),
        "sample_seed": str(setting.seed),
        "attribution": ATTRIBUTION,
    }
    connection.exec_driver_sql("INSERT INTO store_info (name, value) VALUES (?, ?)", list(notes.items()))
    states.note_rules(connection, context.rules.version)
    states.note_moment(connection, to_ms(setting.now))


# Making runs of cases, in a second process where that pays.


def _runs(setting: Setting, wishes: Sequence[Wish]) -> Iterator[Run]:
    maker = Maker(setting, rules_from(shipped_packs()))
    parts = iter([wishes[at : at + RUN] for at in range(0, len(wishes), RUN)])
    if len(wishes) < IN_ONE_PROCESS or (os.cpu_count() or 1) < 2:
        yield from map(maker.run, parts)
        return
    # `spawn` everywhere: what works here works on Windows.
    with ProcessPoolExecutor(1, get_context("spawn"), _start, (setting,)) as pool:
        waiting: deque[Future[Run] | Run] = deque(pool.submit(_run, part) for part in islice(parts, _AHEAD))
        try:
            while waiting:
                # Nobody waits: while the next run is not ready, one further ahead is made here.
                while not _is_ready(waiting[0]) and (part := next(parts, None)) is not None:
                    waiting.append(maker.run(part))
                head = waiting.popleft()
                if isinstance(head, Future):
                    waiting.extend(pool.submit(_run, part) for part in islice(parts, 1))
                    head = head.result()
                yield head
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _is_ready(run: Future[Run] | Run) -> bool:
    return isinstance(run, Run) or run.done()


_maker: Maker


def _start(setting: Setting) -> None:
    global _maker  # noqa: PLW0603  # one maker for the life of the second process
    gc.disable()  # as in no_cycle_search, for the life of the process
    _maker = Maker(setting, rules_from(shipped_packs()))


def _run(wishes: Sequence[Wish]) -> Run:
    return _maker.run(wishes)
