"""A store that was not closed in order is read through before it opens; a damaged file is told and never repaired."""

from __future__ import annotations

import errno
import itertools
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_line import fairdue
from portfolio import Portfolio
from test_restoring import heads, note

from app.domain.errors import Cancelled, CredentialProblem, RuleViolation, StorageProblem
from app.models.database import Database
from app.services import audit, backups, replacing, soundness, store, unlocking
from app.services.context import Context
from app.services.store import NewStore
from app.services.unlocking import DamagedStore, Opening
from app.system import unclean
from app.system.keyslots import Opened, new_store_keys, open_as
from app.system.paths import Home
from app.system.slotfile import read_slots, write_slots

ROOT = Path(__file__).parents[2]
PASSPHRASE = "otter plum lantern quarry"
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
PAGE = 4096

CHILD = """
import sys
from pathlib import Path

sys.path[:0] = ["tests/services", "."]
from test_unclean_end import PASSPHRASE, Home, note, store

with store.opened(Home(Path(sys.argv[1])), PASSPHRASE, program="test") as context:
    while True:
        note(context)
        print("written", flush=True)
"""


class Steps:
    """What is told of a reading; with ``stop_at`` it is stopped there."""

    def __init__(self, stop_at: int = 0) -> None:
        self.told: list[tuple[int, int, str]] = []
        self.stop_at = stop_at

    def report(self, done: int, total: int, step: str = "") -> None:
        self.told.append((done, total, step))
        if len(self.told) == self.stop_at:
            raise Cancelled


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real store with a few facts and a proven backup, closed."""
    home = Home(tmp_path_factory.mktemp("real") / "home")
    store.make(home, NewStore(PASSPHRASE, "王静", "C0417", "lead"), lambda _code: True, lambda: NOW)
    with store.opened(home, PASSPHRASE, program="test", clock=lambda: NOW) as context:
        note(context)
        note(context)
        backups.make(context)
        note(context)  # what the backup does not hold
    return home.root


@pytest.fixture(scope="module")
def by(made: Path) -> Opened:
    """What the passphrase of the store opens."""
    return open_as(read_slots(Home(made).slots), PASSPHRASE)


@pytest.fixture(scope="module")
def made_and_killed(made: Path) -> Path:
    """The same store, which another process opened and wrote into until it died of SIGKILL (TerminateProcess)."""
    home = Home(made.parent / "killed")
    shutil.copytree(made, home.root)
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home.root)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    process.kill()
    process.communicate()
    return home.root


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    shutil.copytree(made, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def killed(made_and_killed: Path, tmp_path: Path) -> Home:
    shutil.copytree(made_and_killed, tmp_path / "killed")
    return Home(tmp_path / "killed")


def spoil(home: Home, page: int) -> None:
    """Flip one bit in the middle of a page."""
    with home.database.open("rb+") as file:
        file.seek((page - 1) * PAGE + PAGE // 2)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))


def last_page(home: Home) -> int:
    return home.database.stat().st_size // PAGE


@contextmanager
def opening(home: Home, by: Opened, steps: Steps | None = None) -> Iterator[Context]:
    """Open as the window does, once the passphrase was typed."""
    with store.held(home, program="test") as slots:
        context = unlocking.open_with(Opening(home, slots, lambda: NOW, progress=steps or Steps()), by)
        try:
            yield context
        finally:
            context.db.close()


def content(home: Home) -> dict[str, bytes]:
    """The files of the database that hold anything."""
    files = (home.database, home.journal)
    return {path.name: path.read_bytes() for path in files if path.exists()}


@pytest.mark.parametrize("last", ["the window", "the command line"])
def test_after_an_end_in_order_nothing_is_read_before(home: Home, by: Opened, last: str) -> None:
    if last == "the command line":
        with store.opened(home, PASSPHRASE, program="test") as context:
            note(context)
    steps = Steps()
    with opening(home, by, steps):
        assert not home.unchecked.exists()
    assert steps.told == []
    assert not home.journal.exists()


def test_what_was_killed_is_read_through_once(killed: Home, by: Opened) -> None:
    assert killed.journal.exists()
    steps = Steps()
    with opening(killed, by, steps) as context:
        assert not killed.unchecked.exists()
        assert audit.verify(context).is_whole
    assert {step for _, _, step in steps.told} == {"pages"}
    assert all(0 <= done <= total for done, total, _ in steps.told)
    again = Steps()
    with opening(killed, by, again):
        pass
    assert again.told == []


def test_the_command_line_in_between_does_not_hide_it(killed: Home, by: Opened) -> None:
    with store.opened(killed, PASSPHRASE, program="command line"):
        pass
    assert not killed.journal.exists()
    steps = Steps()
    with opening(killed, by, steps):
        pass
    assert steps.told


def test_who_stops_the_reading_leaves_it_to_the_next_one(killed: Home, by: Opened) -> None:
    before = content(killed)
    with pytest.raises(Cancelled), opening(killed, by, Steps(stop_at=1)):
        pytest.fail("opened unread")
    assert content(killed) == before
    steps = Steps()
    with opening(killed, by, steps):
        pass
    assert steps.told


def test_a_byte_in_any_page_is_found_before_and_nothing_is_changed(killed: Home, by: Opened) -> None:
    """Also the journal of the killed process stays as it is, for whoever wants to save what can be saved."""
    with opening(killed, by):  # the pages of the file count then, not those of the journal
        pass
    sound, dice, named = killed.database.read_bytes(), random.Random(7), 0
    for page in dice.sample(range(2, last_page(killed) + 1), 12):
        killed.database.write_bytes(sound)
        spoil(killed, page)
        unclean.note(killed)
        before = content(killed)
        with pytest.raises(DamagedStore) as caught, opening(killed, by):
            pytest.fail("a damaged store was opened")
        if caught.value.code == "store_unsound":  # else it holds the schema, and does not open at all
            assert str(caught.value.params["found"]).endswith(f"page {page}")
            named += 1
        assert content(killed)[killed.database.name] == before[killed.database.name]
        assert killed.unchecked.exists(), "the next one reads too"
    assert named > 6


def test_a_damaged_store_keeps_what_the_killed_process_left(killed: Home, by: Opened) -> None:
    spoil(killed, 2)
    before = content(killed)
    assert len(before) == 2
    with pytest.raises(DamagedStore), opening(killed, by):
        pytest.fail("a damaged store was opened")
    assert content(killed) == before


def test_a_damaged_first_page_offers_the_backup_too(home: Home, by: Opened) -> None:
    spoil(home, 1)
    with pytest.raises(DamagedStore, match="store_unreadable"), opening(home, by):
        pytest.fail("opened")


def test_a_database_that_is_gone_is_not_called_damaged(killed: Home, by: Opened) -> None:
    killed.database.unlink()
    with pytest.raises(StorageProblem, match="store_missing") as caught, opening(killed, by):
        pytest.fail("opened")
    assert not isinstance(caught.value, DamagedStore)


@pytest.fixture
def problem(home: Home, by: Opened) -> DamagedStore:
    """How it is refused to open the home, whose last page is damaged."""
    spoil(home, last_page(home))
    unclean.note(home)
    with pytest.raises(DamagedStore) as caught, opening(home, by):
        pytest.fail("opened")
    return caught.value


def last_backup(home: Home, problem: DamagedStore) -> Path:
    last = replacing.last_backup(home, problem.by.data_key)
    assert last is not None
    return last.path


def test_the_last_proven_backup_takes_the_place_and_the_damaged_file_is_kept(
    home: Home, problem: DamagedStore
) -> None:
    before = home.database.read_bytes()
    with store.held(home, program="test") as slots:
        last = last_backup(home, problem)
        done = replacing.replace_damaged(home, last, problem.by, lambda: NOW)
        assert done.restored.found.is_whole
        assert (done.kept / home.database.name).read_bytes() == before
        context = unlocking.open_restored(Opening(home, slots, lambda: NOW), problem.by)
        assert [head.facts for head in heads(context)] == [2]
        assert context.user.name == "王静"
        context.db.close()
    assert not (home.root / "restoring").exists()
    assert last.exists()
    steps = Steps()
    with opening(home, problem.by, steps) as context:
        note(context)
    assert steps.told == []


@pytest.mark.parametrize("stop_at", range(4))
@pytest.mark.parametrize("knows_links", [True, False])
def test_wherever_the_exchange_stops_there_is_a_store_and_the_damaged_one_is_whole(
    killed: Home, by: Opened, monkeypatch: pytest.MonkeyPatch, stop_at: int, knows_links: bool
) -> None:
    """The database, its journal and the key file are what a stop could tear apart."""
    spoil(killed, 2)
    before = content(killed)
    assert set(before) == {"fairdue.db", "fairdue.db-wal"}
    last = replacing.last_backup(killed, by.data_key)
    assert last is not None
    renamed, steps = Path.replace, itertools.count()

    def stopped(path: Path, target: Path) -> Path:
        is_put_aside = target.parent.name.startswith("damaged-")
        is_put_in = path.parent.name == "restoring" and target.parent == killed.root
        if (is_put_aside or is_put_in) and next(steps) == stop_at:
            raise OSError(errno.EIO, "the power went")
        return renamed(path, target)

    def refused(*_given: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "replace", stopped)
    if not knows_links:
        monkeypatch.setattr(replacing.os, "link", refused)
    with pytest.raises(StorageProblem, match="file_failed"):
        replacing.replace_damaged(killed, last.path, by, lambda: NOW)
    (kept,) = killed.root.glob("damaged-*")
    assert (kept / "fairdue.db").read_bytes() == before["fairdue.db"] == killed.database.read_bytes()
    journals = [folder / "fairdue.db-wal" for folder in (kept, killed.root)]
    assert [path.read_bytes() for path in journals if path.exists()] == [before["fairdue.db-wal"]]
    assert read_slots(killed.slots) == read_slots(kept / killed.slots.name)
    monkeypatch.undo()
    again = replacing.replace_damaged(killed, last.path, by, lambda: NOW + timedelta(minutes=1))
    assert again.restored.found.is_whole
    with opening(killed, by) as context:
        assert audit.verify(context).is_whole


def test_a_backup_that_does_not_restore_leaves_everything_as_it_was(
    home: Home, problem: DamagedStore
) -> None:
    last = last_backup(home, problem)
    with last.open("rb+") as file:
        file.seek(PAGE + 100)
        file.write(b"x" * 20)
    before = {path.name: path.read_bytes() for path in home.root.iterdir() if path.is_file()}
    with pytest.raises(StorageProblem, match="backup_changed"):
        replacing.replace_damaged(home, last, problem.by, lambda: NOW)
    assert {path.name: path.read_bytes() for path in home.root.iterdir() if path.is_file()} == before
    assert not list(home.root.glob("damaged-*"))
    assert not (home.root / "restoring").exists()


def test_a_backup_of_another_key_is_not_offered(home: Home, by: Opened) -> None:
    other = new_store_keys(PASSPHRASE, db_uuid=read_slots(home.slots).db_uuid)
    newest = next(home.backups.glob("*.db"))
    twin = newest.with_name("fairdue-20991231-000000.db")
    shutil.copyfile(newest, twin)
    write_slots(twin.with_name(twin.stem + ".keyslots.json"), other.slots)
    found = replacing.last_backup(home, by.data_key)
    assert found is not None
    assert found.path == newest
    assert replacing.last_backup(home, bytes(32)) is None
    with pytest.raises(CredentialProblem, match="passphrase_wrong"):
        replacing.replace_damaged(home, twin, by)


def test_beside_the_work_a_sound_store_is_read_and_the_note_goes(portfolio: Portfolio) -> None:
    context, steps = portfolio.context, Steps()
    unclean.note(context.home)
    soundness.look_through(context, steps)
    assert steps.told
    assert not context.home.unchecked.exists()


def test_beside_the_work_damage_is_told_and_the_next_start_reads_first(portfolio: Portfolio) -> None:
    context = portfolio.context
    key = context.db.key
    context.db.close()
    spoil(context.home, last_page(context.home))
    harmed = replace(context, db=Database(context.home.database, key))
    with pytest.raises(StorageProblem, match="store_unsound_open"):
        soundness.look_through(harmed)
    harmed.db.close()
    assert unclean.is_noted(context.home)


def test_the_end_of_the_own_chain_is_read(portfolio: Portfolio) -> None:
    context = portfolio.context
    for _ in range(3):
        note(context)
    with context.db.inspection() as raw:
        (device,) = raw.execute("SELECT device FROM fact ORDER BY seq DESC LIMIT 1").fetchone()
        count = raw.execute("SELECT count(*) FROM fact").fetchone()[0]
        for most in (1, 2, count - 1, count, count + 5):
            found = audit.verify_tail(raw, device, most)
            assert (found.kept, found.facts) == ([], min(most, count))
        assert audit.verify_tail(raw, bytes(16), 10).facts == 0
    with context.db.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER fact_no_update")
        connection.exec_driver_sql(
            "UPDATE fact SET recorded_at = recorded_at + 1 WHERE seq = ?", (count - 1,)
        )
    with pytest.raises(StorageProblem, match="store_tail"):
        soundness.look_through(context)
    with context.db.inspection() as raw:
        assert audit.verify_tail(raw, device, 1).is_whole  # as far as it was asked to look


def test_a_reading_beside_the_work_stops_when_told(portfolio: Portfolio) -> None:
    with pytest.raises(Cancelled):
        soundness.look_through(portfolio.context, Steps(stop_at=1))


def test_a_collector_may_not_restore(
    home: Home, problem: DamagedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.context.may", lambda *_a, **_k: False)
    with pytest.raises(RuleViolation, match="may_not_restore"):
        replacing.replace_damaged(home, last_backup(home, problem), problem.by, lambda: NOW)
    assert not list(home.root.glob("damaged-*"))


def test_the_command_line_says_so(home: Home, tmp_path: Path) -> None:
    unclean.note(home)
    secret = tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    given = ("--home", home.root, "--passphrase-file", secret)
    assert "not closed in order" in fairdue("queue", *given).err
    assert "not closed in order" in fairdue("verify", *given).err
    assert "not closed in order" not in fairdue("queue", *given).err, "it was read through"
