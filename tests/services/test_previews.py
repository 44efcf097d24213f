"""Clear copies are gone when the store is; what lies elsewhere stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.services import previews
from app.system.paths import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def test_every_clear_copy_goes(home: Home) -> None:
    (home.previews / "placement-refused.csv").write_text("张芳琪,13800000042")
    (home.previews / "letters").mkdir()
    (home.previews / "letters" / "one.pdf").write_bytes(b"%PDF")
    previews.clear(home)
    assert list(home.previews.iterdir()) == []


def test_nothing_else_goes(home: Home, tmp_path: Path) -> None:
    saved = tmp_path / "saved-refused.csv"
    saved.write_text("kept by its owner")
    backup = home.backups / "fairdue-1.db"
    backup.write_bytes(b"proven")
    (home.previews / "link.csv").symlink_to(saved)
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "own.csv").write_text("own")
    (home.previews / "folder").symlink_to(folder, target_is_directory=True)
    previews.clear(home)
    assert list(home.previews.iterdir()) == []
    assert saved.read_text() == "kept by its owner"
    assert backup.exists()
    assert (folder / "own.csv").exists()


def test_a_folder_that_leads_elsewhere_is_left_alone(home: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "desktop"
    elsewhere.mkdir()
    (elsewhere / "own.csv").write_text("own")
    home.previews.rmdir()
    home.previews.symlink_to(elsewhere, target_is_directory=True)
    previews.clear(home)
    assert (elsewhere / "own.csv").exists()


def test_a_copy_that_cannot_be_deleted_keeps_nobody_from_work(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("held.csv", "free.csv"):
        (home.previews / name).write_text("x")
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "held.csv":
            raise PermissionError(13, "a viewer holds it", os.fspath(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    previews.clear(home)
    assert [path.name for path in home.previews.iterdir()] == ["held.csv"]


def test_a_home_without_the_folder_is_no_fault(tmp_path: Path) -> None:
    previews.clear(Home(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()
