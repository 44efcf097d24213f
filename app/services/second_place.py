"""A second place for proven backups: a folder that may be synced, on the network or on a stick, where no store may lie.

A backup is one finished, encrypted file that nobody opens there: it is copied under another name, read back, compared
with what was proven, and only then named. A place that is not there fails no backup: it is said, with the day of the
last good copy, and made up for as soon as it is there again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.domain.errors import AppError, Cancelled, StorageProblem
from app.domain.moments import from_ms, to_ms
from app.files.manifests import SUFFIX
from app.models import second_place as store
from app.models.second_place import KeptPlace
from app.services import backups
from app.services.backups import KEYS_SUFFIX
from app.services.context import Context
from app.services.day import backed_up_at, newest_backup
from app.services.progress import SILENT, Progress
from app.system.durable import copy_whole
from app.system.folders import require_space, require_writable
from app.system.slotfile import read_slots


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """``copied_at``: of when the newest backup is that was copied there; ``problem``: why the last attempt failed."""

    folder: Path
    copied_at: datetime | None
    problem: AppError | None


def of(context: Context) -> SecondPlace | None:
    """The second place of this store, None where nobody chose one."""
    with context.db.read() as connection:
        kept = store.get(connection)
    if kept is None:
        return None
    problem = kept.problem and AppError(kept.problem["code"], **kept.problem["params"])
    copied_at = None if kept.copied_at is None else from_ms(kept.copied_at)
    return SecondPlace(Path(kept.folder), copied_at, problem or None)


def choose(context: Context, folder: Path | None) -> None:
    """From now on each proven backup goes there too; None: nowhere. What lies in the old place stays there.

    Raises StorageProblem ``place_missing``, ``place_inside``, ``folder_read_only``, or what the disk says.
    """
    if folder is not None:
        _require_place(context, folder)
        require_writable(folder)
    with context.db.write() as connection:
        store.put(connection, None if folder is None else KeptPlace(str(folder.absolute())))


def bring(context: Context, progress: Progress = SILENT) -> SecondPlace | None:
    """Copy the newest proven backup there, unless it is there already, and throw away those of this store that no rule
    keeps. What goes wrong is kept to be told; None where there is no second place."""
    place = of(context)
    newest = newest_backup(context.home)
    if place is None or newest is None:
        return place
    found = _attempted(context, newest, place, progress)
    if found != place:
        with context.db.write() as connection:
            store.put(connection, _kept(found))
    return found


def copied_to(context: Context, backup: Path, folder: Path, progress: Progress = SILENT) -> SecondPlace:
    """Copy a proven backup to a place that is meant this once; what goes wrong is told in the answer."""
    return _attempted(context, backup, SecondPlace(folder.absolute(), None, None), progress)


def _attempted(context: Context, backup: Path, place: SecondPlace, progress: Progress) -> SecondPlace:
    try:
        copy(context, backup, place.folder, progress)
    except (StorageProblem, Cancelled) as problem:
        return replace(place, problem=problem)
    return SecondPlace(place.folder, backed_up_at(backup), None)


def copy(context: Context, backup: Path, folder: Path, progress: Progress = SILENT) -> Path:
    """Copy a proven backup with its key file and manifest into a folder that exists. The database is named last, so
    that whatever bears the name of a backup there is one.

    Raises StorageProblem ``place_missing``, ``place_inside``, ``disk_low``, ``copy_differs``, ``backup_exists``, or
    what the disk says; Cancelled.
    """
    _require_place(context, folder)
    target, size = folder / backup.name, backup.stat().st_size
    if not _is_there(context, backup, target):
        if target.exists() and not _is_own(context, target):
            raise StorageProblem("backup_exists", path=str(target))
        require_space(folder, size)
        for suffix in (KEYS_SUFFIX, SUFFIX):
            beside = backup.with_name(backup.stem + suffix)
            if beside.exists():
                copy_whole(beside, folder / beside.name, lambda _: None)
        copy_whole(backup, target, lambda done: progress.report(done, size, "copy"))
    _throw_away(context, folder)
    return target


def _require_place(context: Context, folder: Path) -> None:
    try:
        is_there = folder.is_dir()
        is_inside = folder.resolve().is_relative_to(context.home.root.resolve())
    except OSError as error:
        raise StorageProblem.of(error, folder) from error
    if not is_there:
        raise StorageProblem("place_missing", path=str(folder))
    if is_inside:
        raise StorageProblem("place_inside", path=str(folder))


def _is_there(context: Context, backup: Path, target: Path) -> bool:
    """Whether a copy lies there in full, with its key file, and is not another store's of that very second."""
    return _is_own(context, target) and target.exists() and target.stat().st_size == backup.stat().st_size


def _throw_away(context: Context, folder: Path) -> None:
    """Only backups of this store go, by the rule of the home; others may keep theirs in the same folder."""
    for path in backups.outlived(folder, lambda found: _is_own(context, found)):
        with suppress(OSError):
            path.unlink(missing_ok=True)
            path.with_name(path.stem + KEYS_SUFFIX).unlink(missing_ok=True)


def _is_own(context: Context, backup: Path) -> bool:
    try:
        slots = read_slots(backup.with_name(backup.stem + KEYS_SUFFIX))
    except StorageProblem:
        return False
    return slots.db_uuid == read_slots(context.home.slots).db_uuid


def _kept(place: SecondPlace) -> KeptPlace:
    problem = place.problem
    return KeptPlace(
        str(place.folder),
        None if place.copied_at is None else to_ms(place.copied_at),
        None if problem is None else {"code": problem.code, "params": problem.params},
    )
