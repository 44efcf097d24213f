"""A new data key: the old ways in are void, nothing is lost, and a machine that stops anywhere leaves a store that
opens."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, CredentialProblem, RuleViolation, StorageProblem
from app.domain.permissions import Post
from app.models import database
from app.services import audit, backups, rekeying, restoring, store, unlocking, users
from app.services.context import Context
from app.services.rekeying import Prepared
from app.services.store import NewStore
from app.services.unlocking import Opening
from app.services.users import NewUser
from app.system.durable import write_private
from app.system.keyslots import open_as, open_with_recovery
from app.system.paths import Home
from app.system.slotfile import read_slots, write_slots
from tests.quick_keys import quick_keys

LEADS, LIS, OWN = "otter plum lantern quarry", "maple drum 58 canyon silk", "velvet anchor 73 mosaic pine"
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
KILLS = 4


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with quick_keys():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    home = Home(tmp_path_factory.mktemp("rekey") / "home")
    code = store.make(home, NewStore(LEADS, "王静", "C0417", "lead"), lambda _code: True, lambda: NOW)
    with store.opened(home, LEADS, program="test", clock=lambda: NOW) as context:
        users.add(context, LEADS, NewUser("李强", "C0418", Post.COLLECTOR, LIS))
    return home.root, code


@pytest.fixture
def home(made: tuple[Path, str], tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(made[0], tmp_path / "home")))


@pytest.fixture
def opening(home: Home) -> Iterator[Opening]:
    with store.held(home, program="test") as slots:
        yield Opening(home, slots, lambda: NOW)


def now_open(home: Home, passphrase: str = LEADS) -> Context:
    return unlocking.open_by_passphrase(Opening(home, read_slots(home.slots), lambda: NOW), passphrase)


def facts(home: Home) -> int:
    """Opens the store, reads it through, and counts its facts."""
    context = now_open(home)
    try:
        found = audit.verify(context)
        assert found.is_whole, found.kept
        return found.facts
    finally:
        context.db.close()


def test_a_new_key_ends_every_way_in_but_ones_own(
    opening: Opening, made: tuple[Path, str], tmp_path: Path
) -> None:
    home = opening.home
    old_slots, before = home.slots.read_bytes(), facts(home)
    prepared = rekeying.prepare(opening, LEADS)
    assert prepared.ended == ("李强",)
    with pytest.raises(CredentialProblem, match="recovery_other"):
        rekeying.rekey(prepared, made[1])
    assert home.slots.read_bytes() == old_slots
    rekeying.rekey(prepared, prepared.recovery_code.lower())
    assert facts(home) == before + 1  # that it was done is on record
    slots = read_slots(home.slots)
    assert open_with_recovery(slots, prepared.recovery_code) == open_as(slots, LEADS).data_key
    with pytest.raises(CredentialProblem, match="recovery_wrong"):
        open_with_recovery(slots, made[1])
    with pytest.raises(CredentialProblem, match="passphrase_wrong"):
        open_as(slots, LIS)
    old = store.parse_slots(old_slots, home.slots)
    with pytest.raises(
        StorageProblem, match="store_unreadable"
    ):  # a key file that was copied opens nothing now
        store.unlock(home, old, open_as(old, LEADS).data_key, lambda: NOW)
    assert not home.rekeying.exists()
    (backup,) = home.backups.glob("fairdue-*.db")  # proven before, and opened by the ways of its own day
    restored = restoring.restore(backup, Home(tmp_path / "back"), restoring.by_recovery(made[1]), lambda: NOW)
    assert restored.facts == before
    context = now_open(home)
    backups.make(context, tmp_path / "after")
    context.db.close()


def begun(prepared: Prepared) -> None:
    write_private(prepared.opening.home.rekeying, rekeying._note(prepared))


def written(prepared: Prepared) -> None:
    begun(prepared)
    database.rekey(prepared.opening.home.database, prepared.by.data_key, prepared.data_key)


def renamed(prepared: Prepared) -> None:
    written(prepared)
    write_slots(prepared.opening.home.slots, prepared.slots)


@pytest.mark.parametrize(
    ("stop", "is_new"),
    [(begun, False), (written, True), (renamed, True)],
    ids=["begun", "written", "renamed"],
)
def test_wherever_it_stops_the_ways_in_on_the_disk_open(opening: Opening, stop, is_new: bool) -> None:
    home, before = opening.home, facts(opening.home)
    prepared = rekeying.prepare(opening, LEADS)
    stop(prepared)
    assert facts(home) == before
    assert not home.rekeying.exists()
    assert (open_as(read_slots(home.slots), LEADS).data_key == prepared.data_key) is is_new


def test_a_passphrase_that_is_changed_on_the_way_in_does_not_undo_a_rekey(opening: Opening) -> None:
    prepared = rekeying.prepare(opening, LEADS)
    written(prepared)
    with pytest.raises(StorageProblem, match="slots_altered"):
        unlocking.open_by_passphrase(opening, LIS, None, OWN)
    facts(opening.home)


def test_what_says_which_key_it_is_stays_while_neither_opens(opening: Opening) -> None:
    home, prepared = opening.home, rekeying.prepare(opening, LEADS)
    written(prepared)
    whole = home.database.read_bytes()
    home.database.write_bytes(bytes(len(whole)))
    with pytest.raises(StorageProblem, match="store_unreadable"):
        now_open(home)
    assert home.rekeying.exists()
    home.database.write_bytes(whole)
    facts(home)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"wrapped":"AAAA","slots":"AAAA"}'])
def test_a_damaged_note_is_named(opening: Opening, content: bytes) -> None:
    opening.home.rekeying.write_bytes(content)
    with pytest.raises(StorageProblem, match=r"rekey_damaged|slots_damaged"):
        now_open(opening.home)


def test_who_may_not_and_who_thinks_better_of_it_change_nothing(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = opening.home
    unlocking.open_by_passphrase(opening, LIS, None, OWN).db.close()
    held = Opening(home, read_slots(home.slots), lambda: NOW)
    before = home.slots.read_bytes()
    prepared = rekeying.prepare(held, OWN)
    with pytest.raises(RuleViolation, match="may_not_change_keys"):
        rekeying.rekey(prepared, prepared.recovery_code)

    class Stopped:
        def report(self, _done: int, _total: int, step: str = "") -> None:
            if step == "rekey":
                raise Cancelled

    prepared = rekeying.prepare(held, LEADS)
    with pytest.raises(Cancelled):
        rekeying.rekey(prepared, prepared.recovery_code, Stopped())

    def full(*_: object) -> None:
        raise StorageProblem("disk_full", path="")

    monkeypatch.setattr(rekeying, "rekey_database", full)
    monkeypatch.setattr(backups, "make", lambda *_, **__: None)
    with pytest.raises(StorageProblem, match="disk_full"):
        rekeying.rekey(prepared, prepared.recovery_code)
    assert home.slots.read_bytes() == before
    assert not home.rekeying.exists()
    facts(home)


def test_killed_at_any_moment_it_leaves_a_store_that_opens(home: Home) -> None:
    script = Path(__file__).with_name("rekeyed_until_killed.py")
    dice, before, root = random.Random(4), facts(home), home.root
    for number in range(KILLS):
        copy = Home(Path(shutil.copytree(root, root.with_name(f"kill-{number}"))))
        words = [sys.executable, str(script), str(copy.root), LEADS]
        paths = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=paths) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "begins\n"
            time.sleep(dice.uniform(0, 0.06))
            child.kill()
        # The note that it was done may or may not have been written; nothing else is lost or added.
        assert facts(copy) - before in (0, 1)
        assert not copy.rekeying.exists()
