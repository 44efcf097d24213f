"""What a process is doing when it is killed, and what must be true of its store afterwards.

A deed tells each thing that the program acknowledged; ``broken`` says in words what is lost, half or double.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

from app.domain.facts import Id
from app.models.database import rows
from app.models.upgrade import HEAD
from app.services import audit, backups, contacts, imports, rekeying, restoring
from app.services.contacts import RecordContact
from app.services.context import Context
from app.services.given import PromiseGiven, ReasonGiven
from app.services.letters import runs
from app.services.letters.runs import BeginRun, RunRequest
from app.services.rekeying import Prepared
from app.services.store import opened
from app.services.unlocking import Opening
from app.system import keyslots
from app.system.keyslots import PRACTICE_PASSPHRASE
from app.system.paths import Home
from app.system.slotfile import Way, read_slots
from torture.stores import LENDER, NOW, ROWS

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Deed:
    """``work`` is done in a process that dies; ``broken`` is asked of the store that it left, told what the process
    had been told."""

    store: str
    work: Callable[[Home, Path, int, Tell], None]
    broken: Callable[[Context, Path, Sequence[str]], Iterator[str]]


def at_work(home: Home) -> AbstractContextManager[Context]:
    """The open store, by a clock that goes on by a second each time it is looked at."""
    seconds = count()
    return opened(home, None, program="torture", clock=lambda: NOW + timedelta(seconds=next(seconds)))


# Calls.

_WHOLE = ({"contact", "reason", "promise"}, {"contact", "reason", "promise", "promise_cancelled"})


def call(context: Context, case: Id) -> RecordContact:
    """A call of three facts: contact, reason, promise."""
    day = NOW.date() + timedelta(days=5)
    return RecordContact(
        context.new_id(),
        case,
        "PTP",
        number="13800000042",
        is_identity_checked=True,
        reason=ReasonGiven("INCD", 3, 2),
        promise=PromiseGiven(20_000, day),
        note="月底发工资" * 20,
    )


def cases(context: Context) -> list[Id]:
    """The cases that can be called and promise something."""
    with context.db.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT c.id FROM case_file AS c JOIN case_state AS s ON s.case_no = c.no "
            "WHERE s.tier < 8 AND s.balance_minor > 1000000 ORDER BY c.no"
        )
        return list(found.scalars())


def _calls(home: Home, _file: Path, seed: int, tell: Tell) -> None:
    dice = random.Random(seed)
    with at_work(home) as context:
        found = cases(context)
        tell("open")
        while True:
            made = call(context, dice.choice(found))
            contacts.record(context, made)
            tell(made.act.hex())


def calls_broken(context: Context, _file: Path, told: Sequence[str]) -> Iterator[str]:
    """Acknowledged calls that are not there, and calls of which a part is there."""
    with context.db.read() as connection:
        acts: dict[str, str] = dict(
            rows(
                connection,
                "SELECT lower(hex(act)), group_concat(DISTINCT kind) FROM fact WHERE recorded_at >= ? GROUP BY act",
                (int(NOW.timestamp() * 1000),),
            )
        )
    yield from (f"lost: act {act}" for act in told if act not in acts)
    for act, kinds in acts.items():
        if set(kinds.split(",")) not in _WHOLE:
            yield f"half: act {act} has only {kinds}"


# A file that comes in.


class _Silent:
    def report(self, done: int, total: int, step: str = "") -> None:
        """Nobody looks."""


def _import(home: Home, file: Path, _seed: int, tell: Tell) -> None:
    with at_work(home) as context:
        tell("open")
        imports.run(context, imports.ImportFile(file, LENDER), _Silent())
        tell("done")


def _import_broken(context: Context, file: Path, told: Sequence[str]) -> Iterator[str]:
    with context.db.read() as connection:
        there = {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            for name in ("account", "case_file", "case_state", "fact_placed")
        }
    if set(there.values()) not in ({0}, {ROWS}):
        yield f"half: {there} of {ROWS} rows"
    if told and there["account"] != ROWS:
        yield "lost: the import was told as done"
    again, _ = imports.run(context, imports.ImportFile(file, LENDER))
    if (again.new, again.same) not in ((ROWS, 0), (0, ROWS)):
        yield f"double: read again, {again.new} rows are new and {again.same} known"


# A run of letters.


def _letters(home: Home, _file: Path, _seed: int, tell: Tell) -> None:
    class Told:
        def report(self, done: int, total: int, step: str = "") -> None:
            tell(f"issued {done} of {total} {step}")

    with at_work(home) as context:
        chosen = tuple(cases(context)[:30])
        listed = runs.listing(context, RunRequest("notice", case_ids=chosen, includes_warned=True))
        run = context.new_id()
        runs.begin(context, BeginRun(run, listed, listed.count))
        tell("open")
        runs.go_on(context, run, Told())
        tell("done")


def _letters_broken(context: Context, _file: Path, told: Sequence[str]) -> Iterator[str]:
    state = runs.runs(context)[0]
    numbers = [int(words[1]) for words in map(str.split, told) if words[0] == "issued"]
    if "done" in told and state.waiting:
        yield f"lost: {state.waiting} letters wait in a run that was told as done"
    if numbers and state.issued < max(numbers):
        yield f"lost: {state.issued} letters are there, {max(numbers)} were told"
    runs.go_on(context, state.run)
    found = [one for one in runs.outcomes(context, state.run) if one.letter is not None]
    doubles = [case for case, times in Counter(one.case_id for one in found).items() if times > 1]
    with context.db.read() as connection:
        kept = connection.exec_driver_sql(
            "SELECT count(*) FROM fact_letter AS l JOIN fact AS f ON f.seq = l.seq WHERE f.recorded_at >= ?",
            (int(NOW.timestamp() * 1000),),
        ).scalar_one()
    if doubles or kept != len(found) or not found:
        yield f"double or half: {kept} letters kept, {len(found)} places in the run, {len(doubles)} cases twice"


# An older store that is brought up to date.


def _upgrade(home: Home, _file: Path, _seed: int, tell: Tell) -> None:
    tell("open")
    with at_work(home):
        tell("done")


def _upgrade_broken(context: Context, _file: Path, _told: Sequence[str]) -> Iterator[str]:
    with context.db.read() as connection:
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        facts = connection.exec_driver_sql("SELECT count(*) FROM fact").scalar_one()
    if revision != HEAD or facts < 3:
        yield f"half: revision {revision} with {facts} facts"
    proven = list(context.home.backups.glob("before-upgrade-*.db"))
    if not proven:
        yield "lost: no backup was made before the upgrade"


# Backups.


def _backup(home: Home, _file: Path, _seed: int, tell: Tell) -> None:
    with at_work(home) as context:
        tell("open")
        while True:
            tell(backups.make(context).path.name)


def _backup_broken(context: Context, _file: Path, told: Sequence[str]) -> Iterator[str]:
    there = sorted(path.name for path in context.home.backups.glob("fairdue-*.db"))
    yield from (f"lost: backup {name}" for name in told if name not in there)
    with context.db.read() as connection:
        facts = connection.exec_driver_sql("SELECT count(*) FROM fact").scalar_one()
    for name in (*there[:1], *there[-1:]):
        with tempfile.TemporaryDirectory() as folder:
            into = Home(Path(folder) / "home")
            backup = context.home.backups / name
            made = restoring.restore(backup, into, restoring.by_passphrase(PRACTICE_PASSPHRASE), lambda: NOW)
        if not made.found.is_whole or made.facts != facts:
            yield f"half: backup {name} holds {made.facts} facts of {facts}, {made.found.count} findings"


# A new data key.


def _rekey(home: Home, _file: Path, _seed: int, tell: Tell) -> None:
    slots = read_slots(home.slots)
    by = keyslots.open_as(slots, PRACTICE_PASSPHRASE)
    prepared = Prepared(Opening(home, slots), by, *keyslots.renewed(slots, PRACTICE_PASSPHRASE, None), ())
    tell("open")
    rekeying.renew(prepared)
    tell("done")


def _rekey_broken(context: Context, _file: Path, told: Sequence[str]) -> Iterator[str]:
    slots = read_slots(context.home.slots)
    if not keyslots.fits(slots, context.db.key) or context.home.rekeying.exists():
        yield "half: the ways in are not those of the database"
    if told and Way.RECOVERY not in slots.ways:
        yield "lost: the new key was told as in force"


DEEDS = {
    "contact": Deed("people", _calls, calls_broken),
    "import": Deed("empty", _import, _import_broken),
    "letters": Deed("people", _letters, _letters_broken),
    "upgrade": Deed("old", _upgrade, _upgrade_broken),
    "backup": Deed("people", _backup, _backup_broken),
    "rekey": Deed("people", _rekey, _rekey_broken),
}


def damaged(context: Context) -> Iterator[str]:
    """What is wrong with any store: pages, the chain, what is derived."""
    with context.db.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if pages != ["ok"]:
        yield f"corrupt: {pages[:3]}"
    yield from (f"half: {entry.code} {entry.params}" for entry in audit.verify(context).kept)
