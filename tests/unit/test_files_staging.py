"""Files that come into their place together with something else, or leave everything as it was."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from app.domain.errors import StorageProblem
from app.files.manifests import Listed, listed
from app.files.staging import staging


def test_files_come_into_their_place(tmp_path: Path) -> None:
    with staging(tmp_path) as staged:
        staged.path("a.txt").write_bytes(b"one")
        staged.path("b.txt").write_bytes(b"two")
        assert listed(staged.path("a.txt")) == Listed("a.txt", hashlib.sha256(b"one").digest(), 3)
        assert list(tmp_path.glob("*.txt")) == []
        assert staged.place("a.txt") == tmp_path / "a.txt"
        staged.place("b.txt")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"one", "b.txt": b"two"}
    if sys.platform != "win32":
        assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o600


def test_a_failure_after_placing_brings_back_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")

    def fail_late() -> None:
        with staging(tmp_path) as staged:
            for name in ("a.txt", "b.txt"):
                staged.path(name).write_bytes(b"new")
                staged.place(name)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_late()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"old"}


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    with staging(tmp_path) as staged:
        staged.path("a.txt").write_bytes(b"new")
        staged.place("a.txt")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"new"}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="file_failed"), staging(tmp_path / "none"):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    def write() -> None:
        with staging(tmp_path) as staged:
            staged.path("a.txt").symlink_to("/dev/full")
            staged.path("a.txt").write_bytes(b"one")

    with pytest.raises(StorageProblem, match="disk_full"):
        write()
    assert list(tmp_path.iterdir()) == []
