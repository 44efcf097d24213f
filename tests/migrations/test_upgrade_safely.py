"""An older store becomes a newer one, whole, or stays the file it was: proven with revisions that do not exist yet."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from old_store import ACCOUNT, CASE, KEY, MIGRATIONS, NAME, dump, make, open_raw

from app.domain.errors import StorageProblem
from app.files.manifests import read
from app.models import upgrade
from app.models.journal import read_facts
from app.services import audit, backups, states, store
from app.services.manifest_check import check
from app.system.keyslots import PRACTICE_PASSPHRASE, new_practice_keys, open_with_passphrase
from app.system.paths import Home
from app.system.slotfile import write_slots

LATER = """
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade():
    run = op.get_bind().exec_driver_sql
{body}
"""
GOOD = """
    run("ALTER TABLE fact_promise ADD COLUMN asked_by TEXT")
    run("CREATE TABLE later (no INTEGER PRIMARY KEY)")
    run("INSERT INTO later VALUES (1)")
"""

Later = Callable[..., Path]


TODAY = int(upgrade.HEAD)


def after_today(number: int) -> str:
    """The revision that comes so many after today's newest."""
    return f"{TODAY + number:04d}"


def write_later(folder: Path, *bodies: str) -> Path:
    """A copy of the migrations with these after today's newest."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for number, body in enumerate(bodies, start=1):
        text = LATER.format(revision=after_today(number), before=after_today(number - 1), body=body)
        (folder / "versions" / f"{after_today(number)}_later.py").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    """The program of a later version, whose migrations after today's do this."""

    def have(*bodies: str) -> Path:
        folder = write_later(tmp_path / "migrations", *bodies)
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
        monkeypatch.setattr(upgrade, "HEAD", after_today(len(bodies)))
        return folder

    return have


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "old.db"
    make(path)
    return path


@pytest.fixture
def old(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "store.db"))


class Backup:
    """Stands for the backup: counts its calls and notes what the store was then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen: list[dict[str, Any]] = []

    def __call__(self) -> None:
        self.seen.append(dump(self.path))


def revision(path: Path) -> str | None:
    raw = open_raw(path)
    try:
        return upgrade.revision_of(raw)
    finally:
        raw.close()


def check_unchanged(path: Path, before: bytes) -> None:
    """The old file stands, byte for byte, with nothing beside it."""
    assert path.read_bytes() == before
    assert not Path(f"{path}-wal").exists()
    assert revision(path) == "0001"


def refused(path: Path, code: str = "upgrade_failed") -> StorageProblem:
    before, copied = path.read_bytes(), Backup(path)
    with pytest.raises(StorageProblem) as caught:
        upgrade.upgrade(path, KEY, copied)
    assert caught.value.code == code
    assert len(copied.seen) == 1
    check_unchanged(path, before)
    return caught.value


def _as_wide(rows: list[Any], before: list[Any]) -> list[Any]:
    """The rows without the columns that an upgrade added at their end."""
    return [row[: len(before[0])] for row in rows] if before else rows


def test_an_upgrade_keeps_everything_and_is_made_once(old: Path, later: Later) -> None:
    later(GOOD, '    run("INSERT INTO later VALUES (2)")\n')
    before, copied = dump(old), Backup(old)
    assert upgrade.upgrade(old, KEY, copied) is True
    assert copied.seen == [before]
    after = dump(old)
    assert revision(old) == after_today(2)
    assert after["later"] == [(1,), (2,)]
    assert len(after["fact_promise"][0]) == len(before["fact_promise"][0]) + 1
    kept = before.keys() - {"schema", "alembic_version"}
    assert {name: _as_wide(after[name], before[name]) for name in kept} == {
        name: before[name] for name in kept
    }
    assert upgrade.upgrade(old, KEY, copied) is False
    assert len(copied.seen) == 1


def test_a_store_of_today_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    upgrade.create(path, KEY)
    before, copied = dump(path), Backup(path)
    assert upgrade.upgrade(path, KEY, copied) is False
    assert (dump(path), copied.seen) == (before, [])


def test_a_newer_store_is_refused_and_nothing_is_written(old: Path) -> None:
    raw = open_raw(old)
    raw.execute("UPDATE alembic_version SET version_num = ?", (after_today(1),))
    raw.close()
    before, copied = old.read_bytes(), Backup(old)
    with pytest.raises(StorageProblem) as caught:
        upgrade.upgrade(old, KEY, copied)
    assert (caught.value.code, caught.value.params) == (
        "store_newer",
        {"revision": after_today(1), "known": upgrade.HEAD},
    )
    assert (old.read_bytes(), copied.seen) == (before, [])
    assert not Path(f"{old}-wal").exists()


@pytest.mark.parametrize("is_emptied", [True, False])
def test_a_file_with_no_schema_is_no_store(old: Path, is_emptied: bool) -> None:
    if is_emptied:
        old.write_bytes(b"")
    else:
        raw = open_raw(old)
        raw.execute("DELETE FROM alembic_version")
        raw.close()
    with pytest.raises(StorageProblem, match="store_unreadable"):
        upgrade.upgrade(old, KEY, Backup(old))


def test_without_a_proven_backup_nothing_begins(old: Path, later: Later) -> None:
    later(GOOD)
    before = old.read_bytes()

    def unproven() -> None:
        raise StorageProblem("backup_unproven", table="fact")

    with pytest.raises(StorageProblem, match="backup_unproven"):
        upgrade.upgrade(old, KEY, unproven)
    check_unchanged(old, before)


REFUSED = {
    "an error in the middle": (GOOD + '    raise ValueError("a name")\n', "ValueError", ""),
    "a statement that fails": (GOOD + '    run("INSERT INTO nowhere VALUES (1)")\n', "OperationalError", ""),
    "a trigger dropped": ('    run("DROP TRIGGER fact_no_delete")\n', "", "fact_no_delete"),
    "a trigger changed": (
        '    run("DROP TRIGGER fact_no_delete")\n'
        '    run("CREATE TRIGGER fact_no_delete BEFORE DELETE ON fact BEGIN SELECT 1; END")\n',
        "",
        "fact_no_delete",
    ),
    "a trigger too many": (
        '    run("CREATE TRIGGER more AFTER INSERT ON fact BEGIN SELECT 1; END")\n',
        "",
        "more",
    ),
    "facts lost": (
        "    sql = run(\"SELECT sql FROM sqlite_master WHERE name = 'fact_promise_no_delete'\").scalar_one()\n"
        '    run("DROP TRIGGER fact_promise_no_delete")\n    run("DELETE FROM fact_promise")\n    run(sql)\n',
        "fact_promise",
        "",
    ),
    "people lost": ('    run("DELETE FROM account")\n', "account", ""),
    "a table lost": ('    run("DROP TABLE draft")\n', "draft", ""),
    "rows too many": ("    run(\"INSERT INTO draft VALUES ('a', 'b', 1)\")\n", "draft", ""),
    "a reference to nobody": ('    run("UPDATE case_file SET person_id = zeroblob(16)")\n', "case_file", ""),
    # The trap: a batch migration makes a table anew and drops its triggers without a word.
    "a fact table made anew": (
        '    run("CREATE TABLE t AS SELECT * FROM fact_promise")\n    run("DROP TABLE fact_promise")\n'
        '    run("ALTER TABLE t RENAME TO fact_promise")\n',
        "",
        "fact_promise_no_delete, fact_promise_only_erased",
    ),
}


@pytest.mark.parametrize("broken", REFUSED)
def test_what_a_migration_breaks_is_noticed_and_the_old_file_stays(
    old: Path, later: Later, broken: str
) -> None:
    body, tables, wrong = REFUSED[broken]
    later(body)
    assert refused(old).params == {"tables": tables, "triggers": wrong}


def test_after_a_failure_the_next_try_may_succeed(old: Path, later: Later, tmp_path: Path) -> None:
    folder = later(GOOD + "    raise ValueError\n")
    refused(old)
    shutil.rmtree(folder)
    later(GOOD)
    assert upgrade.upgrade(old, KEY, Backup(old)) is True
    assert revision(old) == after_today(1)


def test_a_full_disk_is_named_and_the_old_file_stays(
    old: Path, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(
        '    run("CREATE TABLE later (content BLOB)")\n    run("INSERT INTO later VALUES (zeroblob(4000000))")\n'
    )
    connect = upgrade.connect

    def on_a_small_disk(*arguments: Any) -> Any:
        raw = connect(*arguments)
        raw.execute("PRAGMA cache_size=10")
        raw.execute(f"PRAGMA max_page_count={raw.execute('PRAGMA page_count').fetchone()[0] + 5}")
        return raw

    monkeypatch.setattr(upgrade, "connect", on_a_small_disk)
    refused(old, "disk_full")


KILLED = """
import os, signal, sys
from pathlib import Path
from app.models import upgrade

def die():
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

store, migrations, when = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
upgrade.MIGRATIONS, upgrade.HEAD = migrations, sys.argv[4]
compare, counts = upgrade._compare, upgrade._counts
if when == "before":
    upgrade._counts = lambda *_: die()
elif when == "done":
    upgrade._compare = lambda *given: (compare(*given), die())
upgrade.upgrade(store, bytes(range(32)), die if when == "backup" else lambda: None)
die()
"""
SPILLING = GOOD + (
    '    run("PRAGMA cache_size=5")\n    for no in range(2, 2000):\n'
    '        run("INSERT INTO later VALUES (?)", (no,))\n'
    '        run("UPDATE draft SET value = zeroblob(9000)")\n'
)


@pytest.mark.parametrize(
    ("when", "body", "found"),
    [
        ("backup", GOOD, "0001"),
        ("before", GOOD, "0001"),
        ("middle", SPILLING + "    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)\n", "0001"),
        ("done", SPILLING, "0001"),
        ("committed", SPILLING, after_today(1)),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in another way")
def test_kill_9_leaves_the_old_store_or_the_new_one(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str, body: str, found: str
) -> None:
    folder = write_later(tmp_path / "migrations", body)
    before = dump(old)
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(old), str(folder), when, after_today(1)],
        cwd=MIGRATIONS.parents[2],
        check=False,
    )
    assert run.returncode == -9
    assert revision(old) == found
    raw = open_raw(old)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    raw.close()
    if found == "0001":
        assert dump(old) == before
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
        monkeypatch.setattr(upgrade, "HEAD", after_today(1))
        monkeypatch.setattr("os.kill", lambda *_: None)
        assert upgrade.upgrade(old, KEY, lambda: None) is True
    assert dump(old)["fact_message"] == before["fact_message"]


# The whole way: a real home, a real backup.


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home(tmp_path / "home")
    found.create()
    db_uuid = uuid4()
    slots, key = new_practice_keys(db_uuid=db_uuid)
    write_slots(found.slots, slots)
    make(found.database, key, {"db_uuid": str(db_uuid), "derived_by": "0001"})
    return found


def test_the_store_of_0001_is_whole_by_todays_rules(home: Home) -> None:
    """Its chain and digests were reckoned by hand; this version still finds them right, and reads what they say."""
    with store.opened(home, None, program="test") as context:
        states.catch_up(context)
        found = audit.verify(context)
        with context.db.read() as connection:
            facts = read_facts(connection, "1", ())
    assert (found.kept, found.facts, found.erased, found.devices) == ([], 3, 1, 1)
    assert [(fact.kind, fact.body.KIND) for fact in facts] == [("promise", "promise"), ("erasure", "erasure")]
    assert facts[0].body.due_on == date(2026, 11, 20)


def test_opening_an_older_store_backs_it_up_first(home: Home, later: Later) -> None:
    before = _dumped(home, home.database)
    later(GOOD)
    with store.opened(home, None, program="test") as context, context.db.read() as connection:
        assert connection.exec_driver_sql("SELECT name FROM person").scalars().all() == [NAME]
        assert connection.exec_driver_sql("SELECT id FROM account").scalars().all() == [ACCOUNT]
        assert connection.exec_driver_sql("SELECT id FROM case_file").scalars().all() == [CASE]
    (copy,) = home.backups.glob("*.db")
    assert copy.name.startswith("before-upgrade-")
    assert _dumped(home, copy) == before
    assert copy.with_name(f"{copy.stem}.keyslots.json").read_bytes() == home.slots.read_bytes()
    # It is signed once the upgrade is over, and says where the chain stood.
    checked = check(copy, (home.signing_keys.read_text("utf-8").strip(),))
    assert [finding.code for finding in checked.findings] == []
    assert [head.facts for head in read(copy.with_name(f"{copy.stem}.manifest.json")).statement.heads] == [3]
    copy.write_bytes(copy.read_bytes()[:-1] + b"x")
    assert check(copy, ()).findings


def test_a_failed_upgrade_can_be_tried_again_and_keeps_each_backup(home: Home, later: Later) -> None:
    later("    raise ValueError\n")
    for tried in (1, 2, 3):
        with pytest.raises(StorageProblem, match="upgrade_failed"), store.opened(home, None, program="test"):
            pass
        assert len(list(home.backups.glob("*.db"))) == tried
    assert {len(_dumped(home, copy)["fact"]) for copy in home.backups.glob("*.db")} == {3}


def test_a_backup_that_differs_stops_the_upgrade(
    home: Home, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(GOOD)
    monkeypatch.setattr(backups, "_counts", lambda raw: {"fact": id(raw)})
    with pytest.raises(StorageProblem, match="backup_unproven"), store.opened(home, None, program="test"):
        pass
    assert list(home.backups.iterdir()) == []
    assert _dumped(home, home.database)["alembic_version"] == [("0001",)]


def _dumped(home: Home, path: Path) -> dict[str, list[Any]]:
    from app.system.slotfile import read_slots

    return dump(path, open_with_passphrase(read_slots(home.slots), PRACTICE_PASSPHRASE))
