"""Is the database file itself sound? Asked before the store is opened when it was not closed in order, and beside the
work otherwise.

A damaged file is never repaired: what a repair leaves looks whole and is not. It is told, and a backup takes its place.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from app.domain.errors import StorageProblem
from app.models import soundness as store
from app.models.database import CHECK_CACHE_KIB, connect_to_read, driver_errors
from app.services import audit
from app.services.context import Context
from app.services.progress import SILENT, Progress
from app.system import unclean
from app.system.paths import Home

TAIL = 1_000
"""Facts at the end of the own chain that are read at every start: the ones that were written last."""


def require_sound(home: Home, data_key: bytes, progress: Progress = SILENT) -> None:
    """Read the file of a store through that nobody has open.

    Nothing is written, not even the journal of the last time folded in. Raises StorageProblem ``store_unsound``
    (found), or what the disk did; Cancelled: then the next one who opens it checks.
    """
    with driver_errors():
        raw = connect_to_read(home.database, data_key)
        try:
            found = store.damage(raw, partial(_report, progress))
        finally:
            raw.close()
    if found:
        raise StorageProblem("store_unsound", found=found)
    unclean.settle(home)


def look_through(context: Context, progress: Progress = SILENT) -> None:
    """Read the file of the open store through, and the end of its own chain, beside the work.

    Where it is not sound, the next one who opens it checks before. Raises StorageProblem ``store_unsound_open``
    (found), ``store_tail`` (found: the number of findings), or what the disk did; Cancelled.
    """
    try:
        with context.db.inspection(CHECK_CACHE_KIB) as raw:
            found = store.damage(raw, partial(_report, progress))
            if found:
                raise StorageProblem("store_unsound_open", found=found)
            _require_tail(raw)
    except StorageProblem:
        unclean.note(context.home)
        raise
    unclean.settle(context.home)


def _require_tail(raw: Any) -> None:
    device = raw.execute("SELECT value FROM store_info WHERE name = 'device'").fetchone()[0]
    found = audit.verify_tail(raw, bytes.fromhex(device), TAIL)
    if not found.is_whole:
        raise StorageProblem("store_tail", found=found.count)


def _report(progress: Progress, done: int, total: int) -> None:
    progress.report(done, total, "pages")
