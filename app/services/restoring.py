"""A store from its backup: into an empty home, opened by what its owner still has, and read through before it is used.

What was written after the backup is not in it, so the chain of its device may not be continued: somebody may hold an
anchor of the part that is lost. The restored store writes as a new device that names its parent and where that stood.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import StorageProblem
from app.domain.moments import to_ms
from app.domain.permissions import Deed
from app.files.manifests import SUFFIX
from app.models import devices
from app.services import audit, manifests, store
from app.services.audit import Findings
from app.services.backups import KEYS_SUFFIX
from app.services.context import Context
from app.services.manifest_check import check
from app.services.progress import SILENT, Progress
from app.system import lock
from app.system.clock import Clock, system_clock
from app.system.folders import require_space
from app.system.keyslots import Opened, open_as, open_with_recovery
from app.system.paths import Home
from app.system.slotfile import SlotFile, Way, read_slots, write_slots

Opener = Callable[[SlotFile], Opened]


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored store: what it holds, and what reading it through found. ``is_attested``: its manifest agreed."""

    home: Path
    cases: int
    facts: int
    is_attested: bool
    found: Findings


def by_recovery(code: str) -> Opener:
    """Opens by the recovery code. Raises CredentialProblem ``recovery_…``."""
    return lambda slots: Opened(open_with_recovery(slots, code), Way.RECOVERY)


def by_passphrase(passphrase: str) -> Opener:
    """Opens by the passphrase. Raises CredentialProblem ``passphrase_wrong``."""
    return lambda slots: open_as(slots, passphrase)


def is_of_practice(backup: Path) -> bool:
    """Whether no secret is needed. Raises StorageProblem ``backup_missing``, ``slots_…``."""
    return _slots_of(backup).practice


def restore(
    backup: Path, home: Home, opener: Opener, clock: Clock | None = None, progress: Progress = SILENT
) -> Restored:
    """Restore into a home that holds no store. Where anything fails, it holds none afterwards.

    Raises StorageProblem: ``store_exists``, ``backup_missing``, ``backup_changed``, ``slots_…``, ``disk_low``, folder
    and store problems; CredentialProblem; RuleViolation ``may_not_restore``; Cancelled. What reading it through finds
    is told, not refused: it may be all that is left.
    """
    slots = _slots_of(backup)
    by = opener(slots)
    is_attested = _require_as_signed(backup)
    store.require_place(home)
    require_space(home.root, backup.stat().st_size)
    try:
        _copy(backup, home.database)
        write_slots(home.slots, slots)
        with lock.hold(home, program="restore", now=system_clock()):
            context = store.unlock(home, slots, by.data_key, clock, by=by)
            try:
                context.user.require(Deed.RESTORE)
                cases, facts = _begin_anew(context)
                found = audit.verify(context, progress)
            finally:
                context.db.close()
    except BaseException:
        for path in (*home.database_files, home.slots):
            path.unlink(missing_ok=True)
        raise
    return Restored(home.root, cases, facts, is_attested, found)


def _slots_of(backup: Path) -> SlotFile:
    if not backup.is_file():
        raise StorageProblem("backup_missing", path=str(backup))
    return read_slots(backup.with_name(backup.stem + KEYS_SUFFIX))


def _require_as_signed(backup: Path) -> bool:
    """Whether its manifest vouches for it. Raises StorageProblem ``backup_changed`` where it speaks against it."""
    if not backup.with_name(backup.stem + SUFFIX).exists():
        return False
    wrong = [entry for entry in check(backup, ()).findings if entry.code != "manifest_key_unknown"]
    if wrong:
        raise StorageProblem("backup_changed", path=str(backup))
    return True


def _copy(backup: Path, target: Path) -> None:
    """Copy to the disk, whole. The backup itself is only ever read."""
    try:
        shutil.copyfile(backup, target)
        target.chmod(0o600)
        with target.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise StorageProblem.of(error, target) from error


def _begin_anew(context: Context) -> tuple[int, int]:
    """Let the store write as a new device from now on; answers how many cases and facts it holds."""
    now = context.now()
    with context.db.write() as connection:
        devices.begin(connection, context.new_id(), socket.gethostname(), to_ms(now))
        raw: Any = connection.connection.driver_connection
        manifests.write_known(context, raw)
        cases, facts = raw.execute(
            "SELECT (SELECT count(*) FROM case_file), (SELECT count(*) FROM fact)"
        ).fetchone()
    return cases, facts
