"""The second place for proven backups: a copy is there in full or not at all; what is not ours is not touched."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from command_line import fairdue
from portfolio import Portfolio

from app.domain.errors import Cancelled, StorageProblem
from app.services import backups, day, restoring, second_place
from app.services.context import Context
from app.services.manifest_check import check, known_to
from app.services.messages import said
from app.services.second_place import SecondPlace
from app.system import durable, folders
from app.system.keyslots import PRACTICE_PASSPHRASE, new_practice_keys
from app.system.paths import Home
from app.system.slotfile import read_slots, write_slots


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder of a name under which no store would be opened."""
    folder = tmp_path / "OneDrive" / "备份"
    folder.mkdir(parents=True)
    return folder


def made(context: Context, at: datetime | None = None) -> Path:
    moment = at or context.now()
    path = backups.make(replace(context, clock=lambda: moment)).path
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def place(context: Context) -> SecondPlace:
    found = second_place.of(context)
    assert found is not None
    return found


def problem(context: Context) -> str:
    found = place(context).problem
    return "" if found is None else found.code


def test_the_newest_is_brought_whole_and_restores_from_there(
    portfolio: Portfolio, stick: Path, tmp_path: Path
) -> None:
    context = portfolio.context
    assert second_place.of(context) is None
    assert second_place.bring(context) is None
    second_place.choose(context, stick)
    assert place(context) == SecondPlace(stick, None, None)
    assert day.today(context).copied == day.Copied(None)
    backup = made(context)
    found = second_place.bring(context)
    assert found == place(context) == SecondPlace(stick, day.backed_up_at(backup), None)
    assert day.today(context).copied == day.Copied(day.backed_up_at(backup))
    stem = backup.stem
    assert names(stick) == {backup.name, f"{stem}.keyslots.json", f"{stem}.manifest.json"}
    copy = stick / backup.name
    assert copy.read_bytes() == backup.read_bytes()
    assert check(copy, known_to(context.home)).is_whole
    opener = restoring.by_passphrase(PRACTICE_PASSPHRASE)
    restored = restoring.restore(copy, Home(tmp_path / "new"), opener, portfolio.clock)
    assert restored.found.is_whole
    assert restored.is_attested
    second_place.choose(context, None)
    assert second_place.of(context) is None
    assert copy.exists()


def test_what_is_there_is_not_copied_again_and_half_of_it_is(
    portfolio: Portfolio, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = portfolio.context
    second_place.choose(context, stick)
    backup = made(context)
    copied: list[str] = []
    whole = second_place.copy_whole

    def counted(source: Path, target: Path, report: Any) -> None:
        copied.append(target.name)
        whole(source, target, report)

    monkeypatch.setattr(second_place, "copy_whole", counted)
    second_place.bring(context)
    assert copied[-1] == backup.name, "named last"
    assert len(copied) == 3
    second_place.bring(context)
    assert len(copied) == 3
    (stick / backup.name).write_bytes(backup.read_bytes()[:-1])
    second_place.bring(context)
    assert (stick / backup.name).read_bytes() == backup.read_bytes()


def test_a_place_that_is_away_fails_nothing_and_is_made_up_for(portfolio: Portfolio, stick: Path) -> None:
    context, now = portfolio.context, portfolio.clock.now
    second_place.choose(context, stick)
    first = made(context, now - timedelta(days=1))
    second_place.bring(context)
    away = stick.rename(stick.with_name("away"))
    second = made(context, now)
    second_place.bring(context)
    assert problem(context) == "place_missing"
    assert place(context).copied_at == day.backed_up_at(first), "of the last good one"
    assert not stick.exists(), "where a drive is to appear no folder is made"
    away.rename(stick)
    second_place.bring(context)
    assert problem(context) == ""
    assert place(context).copied_at == day.backed_up_at(second)
    assert {first.name, second.name} <= names(stick)


def fail_to_sync(number: int) -> Any:
    def spoil(patch: pytest.MonkeyPatch) -> None:
        def refused(_handle: int) -> None:
            raise OSError(number, os.strerror(number))

        patch.setattr(durable.os, "fsync", refused)

    return spoil


def fail_for_room(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(folders, "free_bytes", lambda _: 1_000)


def write_something_else(patch: pytest.MonkeyPatch) -> None:
    copied = durable._copied

    def spoilt(source: Any, target: Any, report: Any) -> bytes:
        digest = copied(source, target, report)
        target.seek(100)
        target.write(b"x")
        return digest

    patch.setattr(durable, "_copied", spoilt)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (fail_to_sync(errno.ENOSPC), "disk_full"),
        (fail_to_sync(errno.EROFS), "folder_read_only"),
        (fail_to_sync(errno.EIO), "file_failed"),
        (fail_for_room, "disk_low"),
        (write_something_else, "copy_differs"),
    ],
)
def test_what_goes_wrong_there_leaves_nothing_half(
    portfolio: Portfolio, stick: Path, spoil: Any, code: str
) -> None:
    context = portfolio.context
    (stick / "mine.txt").write_text("mine")
    backup = made(context)
    before = backup.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        spoil(patch)
        told = second_place.copied_to(context, backup, stick)
    assert told.problem is not None
    assert told.problem.code == code
    assert names(stick) == {"mine.txt"}
    assert backup.read_bytes() == before
    assert second_place.copied_to(context, backup, stick).problem is None


def test_a_share_that_cannot_sync_is_read_back_all_the_same(portfolio: Portfolio, stick: Path) -> None:
    backup = made(portfolio.context)
    with pytest.MonkeyPatch.context() as patch:
        fail_to_sync(errno.EINVAL)(patch)
        assert second_place.copied_to(portfolio.context, backup, stick).problem is None


def test_it_can_be_stopped_and_is_kept_to_be_told(portfolio: Portfolio, stick: Path) -> None:
    context, told = portfolio.context, []

    class Impatient:
        def report(self, done: int, total: int, step: str = "") -> None:
            told.append((done, total, step))
            raise Cancelled

    second_place.choose(context, stick)
    backup = made(context)
    second_place.bring(context, Impatient())
    assert problem(context) == "cancelled"
    assert told == [(min(1 << 20, backup.stat().st_size), backup.stat().st_size, "copy")]
    assert not list(stick.glob("*.db")) + list(stick.glob(".*"))


@pytest.mark.skipif(os.name != "posix", reason="modes of folders")
def test_a_folder_that_may_not_be_written_is_refused_when_it_is_chosen(
    portfolio: Portfolio, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_folder: Path) -> None:
        raise StorageProblem("folder_read_only", path=str(stick))

    monkeypatch.setattr(second_place, "require_writable", refused)  # root writes everywhere
    with pytest.raises(StorageProblem, match="folder_read_only"):
        second_place.choose(portfolio.context, stick)
    assert second_place.of(portfolio.context) is None


@pytest.mark.parametrize(("where", "code"), [("nowhere", "place_missing"), ("home/backups", "place_inside")])
def test_a_folder_that_is_not_there_or_is_the_own_one_is_refused(
    portfolio: Portfolio, where: str, code: str
) -> None:
    home = portfolio.context.home
    home.backups.mkdir(exist_ok=True)
    folder = {"nowhere": home.root.parent / "nowhere", "home/backups": home.backups}[where]
    with pytest.raises(StorageProblem, match=code):
        second_place.choose(portfolio.context, folder)
    assert second_place.of(portfolio.context) is None


def test_only_the_outlived_of_this_store_go(portfolio: Portfolio, stick: Path) -> None:
    """Somebody else keeps backups under the same names in the same folder, and things of their own."""
    context, now = portfolio.context, portfolio.clock.now
    backup = made(context, now)
    own, other = read_slots(context.home.slots), new_practice_keys(db_uuid=UUID(int=7))[0]
    for ago in range(1, 12):
        name = f"fairdue-{now.astimezone(context.zone) - timedelta(days=ago):%Y%m%d-%H%M%S}"
        for stem, slots in ((name, own), (name[:-1] + "7", other)):
            shutil.copyfile(backup, stick / f"{stem}.db")
            write_slots(stick / f"{stem}.keyslots.json", slots)
    kept = {
        "fairdue-20200101-000000.db",
        "fairdue-20200102-000000 (conflicted copy).db",
        "photos.db",
        "a.txt",
    }
    for name in kept:
        (stick / name).write_bytes(b"without a key file, or none of ours")
    second_place.copy(context, backup, stick)
    days = {path.stem[14:16] for path in stick.glob("fairdue-202611??-?????0.db")}
    assert days == {"16", "15", "14", "13", "12", "11", "10", "08"}  # as in the home: see test_backups_due
    assert len(list(stick.glob("fairdue-202611??-?????7.db"))) == 11
    assert len(list(stick.glob("fairdue-202611??-?????7.keyslots.json"))) == 11
    assert len(list(stick.glob("fairdue-202611??-?????0.keyslots.json"))) == 8
    assert kept <= names(stick)


def test_a_backup_of_another_store_of_that_very_second_stays(portfolio: Portfolio, stick: Path) -> None:
    context = portfolio.context
    backup = made(context)
    theirs = bytes(backup.stat().st_size)
    (stick / backup.name).write_bytes(theirs)
    slots = new_practice_keys(db_uuid=UUID(int=7))[0]
    write_slots(stick / f"{backup.stem}.keyslots.json", slots)
    told = second_place.copied_to(context, backup, stick).problem
    assert told is not None
    assert told.code == "backup_exists"
    assert (stick / backup.name).read_bytes() == theirs
    assert read_slots(stick / f"{backup.stem}.keyslots.json") == slots


def test_the_command_line_copies_there_and_says_where_it_failed(
    closed_store: tuple[Path, object], tmp_path: Path, stick: Path
) -> None:
    home = shutil.copytree(closed_store[0], tmp_path / "free")
    words = ("backup", "--home", home, "--now", "2026-11-16T09:00:00+08:00", "--also")
    ran = fairdue(*words, stick, "--json", "--to", tmp_path / "one")
    assert ran.code == 0
    assert ran.answer["copy"]["problem"] is None
    assert ran.answer["copy"]["folder"] == str(stick)
    assert (stick / Path(ran.answer["path"]).name).exists()
    missing = fairdue(*words, tmp_path / "missing", "--to", tmp_path / "two")
    assert missing.code == 1
    assert "is not there" in missing.out
    assert len(list((tmp_path / "two").glob("*.db"))) == 1, "the backup itself stands"
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize("code", ["folder_network", "folder_synced"])
def test_who_is_refused_there_is_told_that_backups_may_lie_there(code: str) -> None:
    params = {"path": "/x", "kind": "nfs4", "service": "OneDrive"}
    assert "fairdue backup --also" in said(code, params, "en")
    assert "备份可以存放到那里" in said(code, params, "zh_CN")
