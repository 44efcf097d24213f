"""A backup is only called one after it was opened again and agreed; a copy that does not is thrown away."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from portfolio import Portfolio, at

from app.domain.errors import Cancelled, StorageProblem
from app.domain.facts import Acknowledged
from app.models.database import Database, connect
from app.services import acts, audit, backups
from app.services.store import opened
from app.system import folders
from app.system.paths import Home


def note(portfolio: Portfolio) -> None:
    """One more fact, which lies in the write-ahead log for now."""
    context = portfolio.context
    with context.db.write() as connection:
        entry = acts.entry(context, Acknowledged("all"), portfolio.case, portfolio.clock.now)
        acts.append(connection, context, portfolio.act(), [entry])


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_holds_everything_and_opens_as_the_store_does(portfolio: Portfolio, tmp_path: Path) -> None:
    note(portfolio)
    made = backups.make(portfolio.context)
    name = "fairdue-20261116-090000"
    assert files(made.path.parent) == [f"{name}.db", f"{name}.keyslots.json", f"{name}.manifest.json"]
    assert (made.cases, made.facts, made.size) == (3, portfolio.chain()[0], made.path.stat().st_size)
    restored = Home(tmp_path / "restored")
    restored.create()
    shutil.copy(made.path, restored.database)
    shutil.copy(made.path.with_suffix(".keyslots.json"), restored.slots)
    with opened(restored, None, program="test", clock=portfolio.clock) as context:
        again = Portfolio(context, portfolio.clock, portfolio.ids)
        assert (again.chain(), again.states()) == (portfolio.chain(), portfolio.states())
        assert audit.verify(context).kept == []


def test_a_copy_of_the_open_file_alone_would_have_lost_it(portfolio: Portfolio, tmp_path: Path) -> None:
    """Why the backup goes through SQLite: what was just written is not in the file yet."""
    note(portfolio)
    db = portfolio.context.db
    copy = Path(shutil.copy(db.path, tmp_path / "copy.db"))
    raw = connect(copy, db.key)
    facts = raw.execute("SELECT count(*) FROM fact").fetchone()[0]
    raw.close()
    assert facts < portfolio.chain()[0]


def test_the_folder_may_be_chosen_and_is_made(portfolio: Portfolio, tmp_path: Path) -> None:
    made = backups.make(portfolio.context, tmp_path / "usb" / "fairdue")
    assert made.path.parent == tmp_path / "usb" / "fairdue"
    assert files(made.path.parent) == [
        f"{made.path.stem}{end}" for end in (".db", ".keyslots.json", ".manifest.json")
    ]


def test_two_in_one_second_do_not_overwrite(portfolio: Portfolio) -> None:
    first = backups.make(portfolio.context)
    before = first.path.read_bytes()
    with pytest.raises(StorageProblem, match="backup_exists"):
        backups.make(portfolio.context)
    assert first.path.read_bytes() == before
    portfolio.clock.now = at("09:00", 17)
    assert backups.make(portfolio.context).path != first.path


def lose_a_row(copy: Path, key: bytes) -> None:
    raw = connect(copy, key)
    raw.execute("DELETE FROM contact_point WHERE rowid = 1")
    raw.close()


def lose_a_fact(copy: Path, key: bytes) -> None:
    raw = connect(copy, key)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("DROP TRIGGER fact_no_delete")
    raw.execute("DELETE FROM fact WHERE seq = 1")
    raw.close()


def flip(copy: Path, place: int) -> None:
    content = bytearray(copy.read_bytes())
    content[place] ^= 1
    copy.write_bytes(content)


HARM = {
    "a row lost": (lose_a_row, "contact_point"),
    "a fact lost": (lose_a_fact, "fact"),
    "a bit of the head": (lambda copy, _: flip(copy, 50), "store_unreadable"),
    "a bit in the middle": (lambda copy, _: flip(copy, copy.stat().st_size // 4096 // 2 * 4096 + 50), None),
    "cut off": (lambda copy, _: copy.write_bytes(copy.read_bytes()[:-20 * 4096]), None),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_a_copy_that_differs_is_thrown_away(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    spoil, table = HARM[harm]
    honest = Database.backup

    def spoiled(db: Database, target: Path, progress: Any = None) -> None:
        honest(db, target, progress)
        spoil(target, db.key)

    monkeypatch.setattr(Database, "backup", spoiled)
    with pytest.raises(StorageProblem) as caught:
        backups.make(portfolio.context)
    assert caught.value.code == "backup_unproven"
    assert table in (None, caught.value.params["table"])
    assert files(portfolio.context.home.backups) == []
    monkeypatch.undo()
    assert backups.make(portfolio.context).facts == portfolio.chain()[0]


def test_too_little_room_is_told_before_anything_is_written(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "free_bytes", lambda _: 1_000)
    with pytest.raises(StorageProblem) as caught:
        backups.make(portfolio.context)
    size = portfolio.context.home.database.stat().st_size
    assert (caught.value.code, caught.value.params["free"], caught.value.params["needed"]) == (
        "disk_low",
        1_000,
        size,
    )
    assert files(portfolio.context.home.backups) == []


def test_a_backup_that_is_stopped_leaves_nothing(portfolio: Portfolio) -> None:
    class Impatient:
        def report(self, done: int, total: int, step: str = "") -> None:
            assert (step, total > 0, done <= total) == ("backup", True, True)
            raise Cancelled

    with pytest.raises(Cancelled):
        backups.make(portfolio.context, progress=Impatient())
    assert files(portfolio.context.home.backups) == []


def test_what_an_interrupted_one_left_behind_does_not_hinder(portfolio: Portfolio) -> None:
    """The machine stopped in the middle: half a copy lies there, and is written over."""
    partial = portfolio.context.home.backups / ".fairdue-20261116-090000.partial"
    portfolio.context.db.backup(partial)
    partial.write_bytes(partial.read_bytes()[: 30 * 4096])
    assert backups.make(portfolio.context).facts == portfolio.chain()[0]
    assert not partial.exists()
