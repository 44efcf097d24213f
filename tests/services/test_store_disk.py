"""Full disk, read-only disk, power gone: a named refusal, and nothing lost or half-written."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from portfolio import Clock, Portfolio, open_copy

from app.domain.errors import StorageProblem
from app.domain.facts import Id
from app.services import audit, backups, contacts, drafts, states
from app.services.contacts import RecordContact
from app.services.given import PromiseGiven, ReasonGiven
from app.services.store import opened
from app.system.paths import Home

ROOT = Path(__file__).parents[2]
TYPED = "月底发工资，" * 200


def command(portfolio: Portfolio, note: str = TYPED) -> RecordContact:
    """A call of three facts: contact, reason, promise."""
    return RecordContact(
        portfolio.act(),
        portfolio.case,
        "PTP",
        point_id=portfolio.ids["own"],
        is_identity_checked=True,
        reason=ReasonGiven("INCD", 3, 2),
        promise=PromiseGiven(20_000, date(2026, 11, 20)),
        note=note,
    )


def limit_pages(portfolio: Portfolio, spare: int | None) -> None:
    """Let the database grow by so many pages at most; SQLite then says that the disk is full."""
    with portfolio.context.db._writer.connect() as connection:
        pages = (
            connection.exec_driver_sql("PRAGMA page_count").scalar_one() + spare
            if spare is not None
            else 2**30
        )
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def until_full(portfolio: Portfolio) -> tuple[list[RecordContact], RecordContact]:
    """Record calls until the disk is full: those that were acknowledged, and the one that was refused."""
    done = []
    for _ in range(2_000):
        call = command(portfolio)
        before = portfolio.chain(), portfolio.states()
        try:
            contacts.record(portfolio.context, call)
        except StorageProblem as error:
            code = error.code
        else:
            done.append(call)
            continue
        assert code == "disk_full"
        assert (portfolio.chain(), portfolio.states()) == before
        return done, call
    raise AssertionError("the disk never filled")


def check_whole(portfolio: Portfolio, done: list[RecordContact]) -> None:
    acts = {fact["act"] for fact in portfolio.facts("contact")}
    assert acts >= {call.act for call in done}
    found = audit.verify(portfolio.context)
    assert found.kept == []


def test_a_full_disk_is_named_and_the_same_command_succeeds_later(portfolio: Portfolio) -> None:
    drafts.keep(portfolio.context, portfolio.case, "call_note", TYPED)
    limit_pages(portfolio, 12)
    done, call = until_full(portfolio)
    assert drafts.load(portfolio.context, portfolio.case, "call_note") == TYPED
    check_whole(portfolio, done)
    assert call.note == TYPED
    limit_pages(portfolio, None)
    contacts.record(portfolio.context, call)
    check_whole(portfolio, [*done, call])


def outgrow(portfolio: Portfolio) -> None:
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql("DELETE FROM case_state")
        connection.exec_driver_sql("CREATE TABLE more AS SELECT zeroblob(100000) AS content")


def test_a_full_disk_in_the_middle_of_a_transaction_keeps_the_old_rows(portfolio: Portfolio) -> None:
    kept = portfolio.states()
    limit_pages(portfolio, 0)
    with portfolio.context.db._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=1")
    with pytest.raises(StorageProblem, match="disk_full"):
        outgrow(portfolio)
    assert portfolio.states() == kept
    limit_pages(portfolio, None)
    assert states.rebuild(portfolio.context) == 3


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB, where this system lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        shutil.which("mount") is None
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("no right to mount a small file system here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tmpfs")
def test_a_disk_of_3_megabytes_that_fills(
    closed_store: tuple[Path, dict[str, Id]], small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_copy(*closed_store, small_disk / "home") as portfolio:
        (small_disk / "letters").write_bytes(bytes(1_000_000))
        done, call = until_full(portfolio)
        assert done
        with pytest.raises(StorageProblem, match="disk_low"):
            backups.make(portfolio.context)
        monkeypatch.setattr(backups, "require_space", lambda *_: None)
        with pytest.raises(StorageProblem, match="disk_full"):
            backups.make(portfolio.context)
        assert list(portfolio.context.home.backups.iterdir()) == []
        (small_disk / "letters").unlink()
        contacts.record(portfolio.context, call)
        check_whole(portfolio, [*done, call])
    with open_home(small_disk / "home", portfolio.ids) as again:
        check_whole(again, [*done, call])


@contextmanager
def open_home(root: Path, ids: dict[str, Id]) -> Iterator[Portfolio]:
    """The store where it lies, opened again."""
    clock = Clock()
    with opened(Home(root), None, program="test", clock=clock) as context:
        yield Portfolio(context, clock, ids)


# Another process, which can be killed, or may not write.

CHILD = """
import sys
from pathlib import Path

sys.path[:0] = ["tests/services", "."]
from test_store_disk import StorageProblem, command, contacts, open_home

ids = {name: bytes.fromhex(value) for name, value in (pair.split("=") for pair in sys.argv[2].split(","))}
try:
    with open_home(Path(sys.argv[1]), ids) as portfolio:
        print("open", flush=True)
        for _ in range(int(sys.argv[3])):
            call = command(portfolio, "一次通话")
            contacts.record(portfolio.context, call)
            print(call.act.hex(), flush=True)
except StorageProblem as error:
    print(error.code)
"""


AS_ANYBODY = """
import ctypes, os, sys

for capability in (1, 2):
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-c", *sys.argv[1:]])
"""
"""Even root obeys the modes of files without CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (24 is PR_CAPBSET_DROP)."""


def child(root: Path, ids: dict[str, Id], count: int) -> subprocess.Popen[str]:
    """A process that records calls and prints each act once it was acknowledged."""
    told = ",".join(f"{name}={value.hex()}" for name, value in ids.items())
    return subprocess.Popen(
        [sys.executable, "-c", AS_ANYBODY, CHILD, str(root), told, str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def home(closed_store: tuple[Path, dict[str, Id]], tmp_path: Path) -> Home:
    shutil.copytree(closed_store[0], tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="modes of files, capabilities")
@pytest.mark.parametrize(("what", "mode"), [("fairdue.db", 0o444), ("", 0o555)])
def test_what_may_not_be_written_is_named_and_stays(
    home: Home, closed_store: tuple[Path, dict[str, Id]], what: str, mode: int
) -> None:
    before = home.database.read_bytes()
    path = home.root / what
    usual = path.stat().st_mode
    path.chmod(mode)
    try:
        answer, _ = child(home.root, closed_store[1], 1).communicate(timeout=60)
    finally:
        path.chmod(usual)
    assert answer.split()[-1] == "store_read_only"
    assert home.database.read_bytes() == before
    with open_home(home.root, closed_store[1]) as portfolio:
        contacts.record(portfolio.context, command(portfolio))
        check_whole(portfolio, [])


def test_a_store_that_came_into_a_synced_folder_is_not_opened(home: Home, tmp_path: Path) -> None:
    synced = home.root.rename(tmp_path / "OneDrive")
    before = {path.name: path.read_bytes() for path in synced.iterdir() if path.is_file()}
    with pytest.raises(StorageProblem) as caught, opened(Home(synced), None, program="test"):
        pytest.fail("a synced store was opened")
    assert caught.value.code == "folder_synced"
    assert {path.name: path.read_bytes() for path in synced.iterdir() if path.is_file()} == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kill -9")
def test_kill_9_loses_no_acknowledged_act_and_leaves_none_half(
    home: Home, closed_store: tuple[Path, dict[str, Id]]
) -> None:
    """Killed three times at a random moment of its work, and each time the next one goes on."""
    ids, acknowledged = closed_store[1], []
    dice = random.Random(9)
    for _ in range(3):
        process = child(home.root, ids, 100_000)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        acknowledged += [process.stdout.readline().strip() for _ in range(dice.randint(1, 6))]
        time.sleep(dice.random() * 0.08)
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        acknowledged += [line for line in rest.splitlines() if len(line) == 32]
        with open_home(home.root, ids) as portfolio:
            with portfolio.context.db.read() as connection:
                acts = connection.exec_driver_sql(
                    "SELECT lower(hex(act)), group_concat(kind, ' ' ORDER BY seq) FROM fact GROUP BY act"
                ).all()
            whole = {act: kinds for act, kinds in acts if not kinds.startswith("placed")}
            assert set(whole.values()) <= {
                "contact reason promise",
                "contact reason promise promise_cancelled",
            }
            assert set(acknowledged) <= whole.keys()
            assert len(whole) - len(acknowledged) <= 3  # written, but not told any more
            check_whole(portfolio, [])
