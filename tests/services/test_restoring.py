"""The restore drill: an empty home, a backup and the recovery code, nothing else; and every way it can be refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_line import fairdue
from portfolio import Portfolio

from app.domain.errors import Cancelled, CredentialProblem, StorageProblem
from app.domain.facts import Export
from app.models import devices
from app.services import acts, audit, backups, manifests, restoring, store
from app.services.context import Context
from app.services.manifest_check import known_to
from app.services.store import NewStore, opened
from app.system.keyslots import PRACTICE_PASSPHRASE, open_with_recovery
from app.system.paths import Home
from app.system.slotfile import read_slots

PASSPHRASE = "otter plum lantern quarry"
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
OF_PRACTICE = restoring.by_passphrase(PRACTICE_PASSPHRASE)


def note(context: Context) -> None:
    """One more fact, of no case."""
    with context.db.write() as connection:
        entry = acts.entry(context, Export("contacts", "x", 0, True), None, context.now())
        acts.append(connection, context, context.new_id(), [entry])


def heads(context: Context) -> list[devices.ChainHead]:
    with context.db.snapshot() as raw:
        return devices.heads(raw)


def parents(context: Context) -> list[tuple[bytes, bytes | None, bytes | None]]:
    with context.db.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, parent, parent_head FROM device ORDER BY rowid")
        return [tuple(row) for row in rows]


def test_drill_with_backup_and_recovery_code_alone(tmp_path: Path) -> None:
    lost = Home(tmp_path / "lost")
    code = store.make(lost, NewStore(PASSPHRASE, "王静", "C0417", "lead"), lambda _code: True, lambda: NOW)
    with opened(lost, PASSPHRASE, program="test", clock=lambda: NOW) as context:
        note(context)
        note(context)
        made = backups.make(context, tmp_path / "usb")
        before, signed_with = heads(context), manifests.own_fingerprint(context)
        note(context)  # after the backup: this is what is lost
    shutil.rmtree(lost.root)

    paper = tmp_path / "code.txt"
    paper.write_text(f"{code.lower()}\n", "utf-8")
    home = Home(tmp_path / "new desk" / "home")
    ran = fairdue("restore", made.path, "--home", home.root, "--recovery-file", paper, "--json")
    assert ran.answer | {"home": ""} == {
        "ok": True, "home": "", "cases": 0, "facts": 2, "attested": True, "found": 0, "findings": [],
    }  # fmt: skip
    assert ran.code == 0

    slots = read_slots(home.slots)
    context = store.unlock(home, slots, open_with_recovery(slots, code), lambda: NOW)
    try:
        assert heads(context) == before
        assert context.user.name == "王静"
        note(context)
        old, new = parents(context)
        assert (new[1], new[2]) == (old[0], before[0].link)
        assert {(head.device, head.facts) for head in heads(context)} == {(old[0], 2), (new[0], 1)}
        assert audit.verify(context).kept == []
        assert manifests.own_fingerprint(context) != signed_with
        assert known_to(home) == {signed_with, manifests.own_fingerprint(context)}
        assert backups.make(context).facts == 3
        assert audit.verify(context, against=[made.path.with_suffix(".manifest.json")]).kept == []
    finally:
        context.db.close()


def _key_file(backup: Path) -> Path:
    return backup.with_suffix(".keyslots.json")


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _of_another_store(backup: Path) -> None:
    home = Home(backup.parent / "another")
    store.make_practice(home)
    shutil.copy(home.slots, _key_file(backup))
    backup.with_suffix(".manifest.json").unlink()


def _changed_without_manifest(backup: Path) -> None:
    backup.with_suffix(".manifest.json").unlink()
    backup.write_bytes(b"\0" * 4096 + backup.read_bytes()[4096:])


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "no backup": (Path.unlink, "backup_missing"),
    "no key file": (lambda backup: _key_file(backup).unlink(), "slots_missing"),
    "a damaged key file": (lambda backup: _flip(_key_file(backup)), "slots_damaged"),
    "one byte changed": (_flip, "backup_changed"),
    "a forged manifest": (
        lambda backup: backup.with_suffix(".manifest.json").write_bytes(b"{}"),
        "manifest_missing",
    ),
    "the keys of another store": (_of_another_store, "store_unreadable"),
    "no manifest, no head": (_changed_without_manifest, "store_unreadable"),
}


@pytest.fixture
def backup(portfolio: Portfolio, tmp_path: Path) -> Path:
    return backups.make(portfolio.context, tmp_path / "usb").path


@pytest.mark.parametrize(("spoil", "code"), SPOILT.values(), ids=SPOILT.keys())
def test_what_cannot_be_restored_leaves_no_store(
    backup: Path, tmp_path: Path, spoil: Callable[[Path], object], code: str
) -> None:
    spoil(backup)
    home = Home(tmp_path / "new")
    with pytest.raises(StorageProblem, match=code):
        restoring.restore(backup, home, OF_PRACTICE)
    assert not home.has_store


def test_a_wrong_secret_opens_nothing(backup: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "new")
    with pytest.raises(CredentialProblem, match="passphrase_wrong"):
        restoring.restore(backup, home, restoring.by_passphrase("not this one"))
    assert not home.root.exists()


def test_none_is_made_over_a_store(portfolio: Portfolio, backup: Path) -> None:
    before = portfolio.chain()
    with pytest.raises(StorageProblem, match="store_exists"):
        restoring.restore(backup, portfolio.context.home, OF_PRACTICE)
    assert portfolio.chain() == before


def test_stopped_it_leaves_no_store(backup: Path, tmp_path: Path) -> None:
    class Impatient:
        def report(self, done: int, total: int, step: str = "") -> None:
            raise Cancelled

    home = Home(tmp_path / "new")
    with pytest.raises(Cancelled):
        restoring.restore(backup, home, OF_PRACTICE, progress=Impatient())
    assert not home.has_store


def test_what_is_left_of_a_record_is_restored_and_told(portfolio: Portfolio, tmp_path: Path) -> None:
    """A backup of a store that somebody had tampered with: all there is, so it is not refused."""
    raw = portfolio.context.db.raw()
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("DROP TRIGGER fact_placed_only_erased")
    raw.execute("UPDATE fact_placed SET purchase_minor = 1 WHERE seq = 1")
    raw.close()
    path = backups.make(portfolio.context, tmp_path / "usb").path
    made = restoring.restore(path, Home(tmp_path / "new"), OF_PRACTICE, portfolio.clock)
    assert not made.found.is_whole
    assert {"audit_trigger_missing", "audit_digest"} <= {entry.code for entry in made.found.kept}
    assert (made.cases, made.facts) == (3, portfolio.chain()[0])


def test_a_backup_without_manifest_is_restored_unattested(backup: Path, tmp_path: Path) -> None:
    backup.with_suffix(".manifest.json").unlink()
    made = restoring.restore(backup, Home(tmp_path / "new"), OF_PRACTICE)
    assert (made.is_attested, made.found.kept) == (False, [])
