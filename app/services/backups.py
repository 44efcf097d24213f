"""A backup proves itself: made by the backup API into an encrypted file, reopened, checked, counted, then named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from app.domain.errors import StorageProblem
from app.domain.retention import kept
from app.files.manifests import SUFFIX, listed
from app.models import devices
from app.models.database import Database, connect, driver_errors
from app.models.devices import ChainHead
from app.services import manifests, openings
from app.services.context import Context
from app.services.day import proven_backup_at
from app.services.progress import SILENT, Progress
from app.system.durable import make_private_folder, write_private
from app.system.folders import require_space
from app.system.paths import Home

KEYS_SUFFIX = ".keyslots.json"
_DATABASE = ".db"
_NAME = "fairdue-%Y%m%d-%H%M%S"
AFTER = timedelta(days=1)
"""How old the last proven backup may be before the program makes one by itself."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A proven backup: where it lies, and what was counted in it after it was opened again."""

    path: Path
    cases: int
    facts: int
    size: int


class _Proven(NamedTuple):
    """What was read back from a copy: rows by table, and where the chains stand."""

    counts: dict[str, int]
    heads: list[ChainHead]


def make(context: Context, folder: Path | None = None, progress: Progress = SILENT) -> Backup:
    """Back the open store up and prove it. The key slots are copied beside it, so it opens the same ways; its signed
    manifest says how far the chains reached.

    Raises StorageProblem: ``disk_low``, ``backup_unproven`` (table) when what was read back differs.
    """
    folder = _with_room(folder or context.home.backups, context.home)
    manifests.own_fingerprint(context)  # made before the copy is, so that the copy knows who signed it
    with context.db.write() as connection:
        openings.seal(context, connection)
    name = context.now().astimezone(context.zone).strftime(_NAME)
    return _copy(context.home, context.db, folder, name, progress, partial(_seal, context))


def make_if_due(context: Context, progress: Progress = SILENT) -> Backup | None:
    """Back a real store up if the last proven backup is older than a day, and throw away those that no rule keeps.

    None where none is due. Raises as ``make``; nothing is thrown away then.
    """
    if not is_due(context):
        return None
    made = make(context, progress=progress)
    for path in outlived(context.home.backups):
        path.unlink(missing_ok=True)
        path.with_name(path.stem + KEYS_SUFFIX).unlink(missing_ok=True)
    return made


def is_due(context: Context) -> bool:
    """Whether the store holds something real and was not proven for a day."""
    if context.is_practice:
        return False
    proven = proven_backup_at(context)
    return proven is None or context.now() - proven >= AFTER


def outlived(folder: Path, is_counted: Callable[[Path], bool] = lambda _: True) -> list[Path]:
    """The backups that neither day nor week nor month keeps, of those that count. Their manifests stay: they are
    anchors, and small."""
    found = {}
    for path in filter(is_counted, folder.glob(f"fairdue-*{_DATABASE}")):
        with suppress(ValueError):
            found[datetime.strptime(path.stem, _NAME).replace(tzinfo=UTC)] = path
    stay = kept(found)
    return [path for moment, path in sorted(found.items()) if moment not in stay]


def before_upgrade(home: Home, data_key: bytes) -> Backup:
    """The proven backup without which no upgrade begins. It is signed by ``vouch`` when the upgrade is over: an older
    store may have no place for a key to sign with, and nothing is written into it before."""
    db = Database(home.database, data_key)
    try:
        name = f"before-upgrade-{datetime.fromtimestamp(home.database.stat().st_mtime).astimezone():%Y%m%d-%H%M%S}"
        # An upgrade that failed is tried again: its backup stays, and the next one gets a number.
        tried = len(list(home.backups.glob(f"{name}*.db")))
        return _copy(
            home, db, _with_room(home.backups, home), f"{name}-{tried + 1}" if tried else name, SILENT
        )
    finally:
        db.close()


def vouch(context: Context, made: Backup) -> None:
    """Sign a backup that was made before the upgrade: no fact was added since, so the chains stand where they did.

    Raises StorageProblem.
    """
    slots = made.path.with_name(made.path.stem + KEYS_SUFFIX)
    what = manifests.Attested("backup", "", made.facts, is_masked=False)
    files = [listed(made.path), listed(slots)]
    with context.db.write() as connection:
        write_private(
            made.path.with_name(made.path.stem + SUFFIX), manifests.attest(context, connection, what, files)
        )


def _with_room(folder: Path, home: Home) -> Path:
    """The folder, made, with room for a backup. Raises StorageProblem ``disk_low``, before anything is written."""
    make_private_folder(folder)
    require_space(folder, home.database.stat().st_size)
    return folder


def _seal(context: Context, path: Path, slots: Path, proven: _Proven) -> bytes:
    """The manifest of a backup that still bears its temporary name."""
    what = manifests.Attested("backup", "", proven.counts["fact"], is_masked=False)
    name = slots.name.removesuffix(KEYS_SUFFIX) + _DATABASE
    files = [listed(path, name), listed(slots)]  # before the lock is taken: a store may be large
    with context.db.write() as connection:
        return manifests.attest(context, connection, what, files, proven.heads)


def _copy(
    home: Home,
    db: Database,
    folder: Path,
    name: str,
    progress: Progress,
    seal: Callable[[Path, Path, _Proven], bytes] | None = None,
) -> Backup:
    target, slots, manifest = (folder / f"{name}{suffix}" for suffix in (_DATABASE, KEYS_SUFFIX, SUFFIX))
    copy = folder / f".{name}.partial"
    if target.exists():
        raise StorageProblem("backup_exists", path=str(target))
    _discard(copy)  # half a copy may lie there from a machine that stopped
    try:
        db.backup(copy, lambda done, total: progress.report(done, total, "backup"))
        proven = _proven(db, copy)
        slots.write_bytes(home.slots.read_bytes())
        if seal is not None:
            write_private(manifest, seal(copy, slots, proven))
        copy.replace(target)
    except BaseException:
        slots.unlink(missing_ok=True)
        manifest.unlink(missing_ok=True)
        raise
    finally:
        _discard(copy)
    return Backup(target, proven.counts["case_file"], proven.counts["fact"], target.stat().st_size)


def _discard(partial: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{partial}{suffix}").unlink(missing_ok=True)


def _proven(db: Database, path: Path) -> _Proven:
    """What was counted in the copy, opened again. Whatever cannot be read back proves nothing."""
    try:
        with driver_errors():
            return _compared(db, path)
    except StorageProblem as error:
        if error.code in _UNREADABLE:
            raise StorageProblem("backup_unproven", table=error.code) from None
        raise


_UNREADABLE = {"store_unreadable", "store_damaged"}


def _compared(db: Database, path: Path) -> _Proven:
    original = db.raw()
    copy = connect(path, db.key)
    try:
        if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise StorageProblem("backup_unproven", table="quick_check")
        counts = _counts(copy)
        for table, count in _counts(original).items():
            if counts[table] != count:
                raise StorageProblem("backup_unproven", table=table)
        heads = devices.heads(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return _Proven(counts, heads)
    finally:
        copy.close()
        original.close()


def _counts(connection: Any) -> dict[str, int]:
    """Rows of every table but those the full-text index keeps for itself."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND name NOT LIKE 'search!_%' ESCAPE '!' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }
