"""Where things lie, private files, and writing them in one step."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from app.domain.errors import StorageProblem
from app.system import paths
from app.system.durable import make_private_folder, write_private
from app.system.paths import Home, choose_home, default_home, resource

posix = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def installation(root: Path, place: str) -> Path:
    (root / "app" / "system").mkdir(parents=True)
    folder = root / place
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "cn.toml").write_text(place)
    return folder


def test_source_tree_has_its_resources() -> None:
    assert resource().samefile(Path(__file__).parents[2] / "resources")


@pytest.mark.parametrize("place", ["resources", "app/resources"], ids=["source tree", "wheel"])
def test_resource_by_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    installation(tmp_path, place)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "app")
    assert resource("rules", "cn.toml").read_text() == place


@pytest.mark.parametrize("place", ["app/resources", "resources"])
def test_resource_when_frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    installation(tmp_path / "frozen", place)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "frozen"), raising=False)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "elsewhere" / "app")
    assert resource("rules", "cn.toml").read_text() == place


def test_wheel_wins_over_a_neighbour_called_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation(tmp_path, "app/resources")
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "app")
    assert resource("rules", "cn.toml").read_text() == "app/resources"


def test_missing_resource_is_a_broken_installation() -> None:
    with pytest.raises(FileNotFoundError, match="rules/none"):
        resource("rules", "none")


def test_homes_of_practice_and_store_lie_apart() -> None:
    real, practice = default_home(practice=False).root, default_home(practice=True).root
    assert real != practice
    assert not real.is_relative_to(practice)
    assert not practice.is_relative_to(real)


def test_home_is_chosen_by_option_then_variable_then_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {"FAIRDUE_HOME": str(tmp_path / "named")}
    assert choose_home(tmp_path / "given", practice=False, environ=named).root == tmp_path / "given"
    assert choose_home(None, practice=True, environ=named).root == tmp_path / "named"
    assert choose_home(None, practice=True, environ={}) == default_home(practice=True)
    assert choose_home(None, practice=False, environ={"FAIRDUE_HOME": ""}) == default_home(practice=False)
    monkeypatch.chdir(tmp_path)
    assert choose_home(Path("here"), practice=False, environ={}).root == tmp_path / "here"


@posix
def test_home_is_private_and_made_twice_without_harm(tmp_path: Path) -> None:
    home = Home(tmp_path / "a" / "store")
    assert not home.has_store
    home.create()
    home.create()
    for folder in (home.root, home.logs, home.backups, home.drafts, home.previews):
        assert mode(folder) == 0o700
    home.slots.write_text("{}")
    assert home.has_store


@posix
def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    shared.chmod(0o755)
    make_private_folder(shared)
    assert mode(shared) == 0o755


def test_a_file_in_the_way_of_the_home(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("mine")
    with pytest.raises(StorageProblem) as caught:
        Home(tmp_path / "store").create()
    assert caught.value.code == "file_failed"
    assert caught.value.params["reason"] == "EEXIST"


@posix
def test_private_file_replaces_whole_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageProblem) as caught:
        write_private(path, b"new")
    assert caught.value.code == "disk_full"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "folder_read_only"),
        (errno.EACCES, "folder_read_only"),
        (errno.EIO, "file_failed"),
        (None, "file_failed"),
    ],
)
def test_errors_of_the_system_are_named(number: int | None, code: str) -> None:
    error = OSError(number, "text with a path") if number else OSError("text")
    problem = StorageProblem.of(error, Path("store"))
    assert problem.code == code
    assert problem.params["path"] == "store"
    assert "text" not in str(problem.params)
