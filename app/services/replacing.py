"""The last proven backup in the place of a database file that is damaged.

Nothing of the damaged store is mended or thrown away: once the backup was restored and read through, the damaged files
are moved into a folder of their own beside it.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.errors import CredentialProblem, StorageProblem
from app.services import restoring
from app.services.backups import KEYS_SUFFIX
from app.services.day import backed_up_at
from app.services.progress import SILENT, Progress
from app.services.restoring import Restored
from app.system import unclean
from app.system.clock import Clock, system_clock
from app.system.durable import make_private_folder
from app.system.keyslots import Opened, fits
from app.system.paths import Home
from app.system.slotfile import SlotFile, read_slots

_ASIDE = "damaged-%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """A proven backup that the key of the store opens, and when it was made (UTC)."""

    path: Path
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was restored, and the folder in which the damaged files lie."""

    restored: Restored
    kept: Path


def last_backup(home: Home, data_key: bytes) -> LastBackup | None:
    """The newest proven backup of the home which this data key opens; None where there is none."""
    found = [path for path in home.backups.glob("fairdue-*.db") if _is_opened_by(path, data_key)]
    newest = max(found, key=backed_up_at, default=None)
    return None if newest is None else LastBackup(newest, backed_up_at(newest))


def replace_damaged(
    home: Home, backup: Path, by: Opened, clock: Clock | None = None, progress: Progress = SILENT
) -> Replaced:
    """Put a backup in the place of the damaged store, which the caller holds and nobody has open.

    Until the backup is restored and read through, nothing of the home changes. Raises as ``restoring.restore``.
    """
    fresh = Home(home.root / "restoring")
    shutil.rmtree(fresh.root, ignore_errors=True)  # of a machine that stopped
    try:
        restored = restoring.restore(backup, fresh, lambda slots: _opened(slots, by), clock, progress)
        kept = home.root / (clock or system_clock)().astimezone().strftime(_ASIDE)
        _exchange(home, fresh, kept)
    finally:
        shutil.rmtree(fresh.root, ignore_errors=True)
    unclean.settle(home)
    return Replaced(restored, kept)


def _exchange(home: Home, fresh: Home, kept: Path) -> None:
    """Wherever this stops, a store is in the home: the damaged one, or the new one. What is damaged lies in ``kept`` in
    full before anything goes, and a journal never lies beside a file that is not its own."""
    make_private_folder(kept)
    try:
        _put_by(home.database, kept)
        _put_by(home.slots, kept)
        for path in home.database_files[1:]:
            if path.exists():
                path.replace(kept / path.name)
        fresh.slots.replace(home.slots)
        fresh.database.replace(home.database)
    except OSError as error:
        raise StorageProblem.of(error, kept) from error


def _put_by(path: Path, folder: Path) -> None:
    """A second name for a file that is about to give its own to another; a copy where the disk knows no such thing."""
    try:
        os.link(path, folder / path.name)
    except OSError:
        shutil.copy2(path, folder / path.name)


def _is_opened_by(backup: Path, data_key: bytes) -> bool:
    try:
        return fits(read_slots(backup.with_name(backup.stem + KEYS_SUFFIX)), data_key)
    except StorageProblem:
        return False


def _opened(slots: SlotFile, by: Opened) -> Opened:
    if not fits(slots, by.data_key):
        raise CredentialProblem("passphrase_wrong")
    return by
