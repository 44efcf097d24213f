"""One program per home, also after the holder was killed."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import StorageProblem
from app.system import lock
from app.system.lock import hold
from app.system.paths import Home

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from app.system.lock import hold
from app.system.paths import Home
with hold(Home(Path(sys.argv[1])), program="window", now=datetime(2026, 11, 21, 4, tzinfo=UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "store")
    home.create()
    return home


@pytest.fixture
def other(home: Home) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_second_program_is_told_who_holds(home: Home, other: subprocess.Popen[str]) -> None:
    with pytest.raises(StorageProblem) as caught, hold(home, program="command line", now=NOON):
        pass
    assert caught.value.code == "home_in_use"
    assert caught.value.params["pid"] == other.pid
    assert caught.value.params["program"] == "window"
    assert caught.value.params["since"] == NOON.isoformat()
    assert caught.value.params["host"]


def test_killed_holder_frees_the_home(home: Home, other: subprocess.Popen[str]) -> None:
    other.kill()  # kill -9 where the system knows it
    other.wait()
    assert home.holder.exists()
    with hold(home, program="command line", now=NOON):
        assert json.loads(home.holder.read_bytes())["pid"] == os.getpid()
    assert not home.holder.exists()


def test_refused_program_leaves_the_holder_alone(home: Home, other: subprocess.Popen[str]) -> None:
    for _ in range(2):
        with pytest.raises(StorageProblem), hold(home, program="command line", now=NOON):
            pass
    assert json.loads(home.holder.read_bytes())["pid"] == other.pid


def test_same_process_twice(home: Home) -> None:
    with hold(home, program="window", now=NOON):
        with pytest.raises(StorageProblem) as caught, hold(home, program="window", now=NOON):
            pass
        assert caught.value.code == "home_in_use"
    with hold(home, program="window", now=NOON):
        pass


def test_freed_after_an_error_inside(home: Home) -> None:
    with pytest.raises(ZeroDivisionError), hold(home, program="window", now=NOON):
        raise ZeroDivisionError
    with hold(home, program="window", now=NOON):
        pass


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"pid": 5}'])
def test_unreadable_signature_is_no_obstacle(home: Home, content: bytes) -> None:
    with hold(home, program="window", now=NOON):
        home.holder.write_bytes(content)
        with pytest.raises(StorageProblem) as caught, hold(home, program="window", now=NOON):
            pass
    assert caught.value.params["pid"] == (5 if b"5" in content else 0)
    assert caught.value.params["host"] == ""


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_files_are_private(home: Home) -> None:
    with hold(home, program="window", now=NOON):
        assert {stat.S_IMODE(path.stat().st_mode) for path in (home.lock, home.holder)} == {0o600}


def test_home_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem) as caught, hold(Home(tmp_path / "none"), program="window", now=NOON):
        pass
    assert caught.value.code == "home_missing"
    assert not (tmp_path / "none").exists()


def test_file_system_without_locks(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoLocks(lock.FileLock):  # type: ignore[misc,valid-type]
        def _acquire(self) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "FileLock", NoLocks)
    with pytest.raises(StorageProblem) as caught, hold(home, program="window", now=NOON):
        pass
    assert caught.value.code == "lock_unsupported"
