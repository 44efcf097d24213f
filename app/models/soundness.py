"""Reading a database file through for damage. Everything here reads a raw driver connection and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlcipher3 import dbapi2

from app.domain.errors import Cancelled, StorageProblem
from app.models.audit import damaged_pages
from app.models.database import driver_errors

_STEPS = 2_000
"""Of the database between two reports: some milliseconds, so that closing and locking wait for nothing."""
_REPORTS_A_PAGE = 275 / _STEPS
"""Measured on a store of 100,000 cases: what a report can go by, for the check does not tell how far it is."""
_HEADING = "*** in database main ***\n"


def damage(raw: Any, report: Callable[[int, int], None]) -> str:
    """The first thing that ``quick_check`` finds wrong, empty in a sound file. Every page in use is read, and with each
    its authentication; a page that fails it is named.

    ``report`` is told about how many steps are done of how many, and may raise Cancelled.
    Raises StorageProblem by what the disk did.
    """
    try:
        with driver_errors():
            said = _quick_check(raw, report)
    except StorageProblem as problem:
        if problem.code != "store_damaged":
            raise
        said = problem.code
    if said == "ok":
        return ""
    return next(iter(damaged_pages(raw)), said.removeprefix(_HEADING).partition("\n")[0])


def _quick_check(raw: Any, report: Callable[[int, int], None]) -> str:
    stopped: list[Cancelled] = []
    total = max(1, round(raw.execute("PRAGMA page_count").fetchone()[0] * _REPORTS_A_PAGE))
    steps = iter(range(1, total))

    def step() -> bool:
        try:
            report(next(steps, total), total)
        except Cancelled as wish:
            stopped.append(wish)
        return bool(stopped)

    report(0, total)
    raw.set_progress_handler(step, _STEPS)
    try:
        return str(raw.execute("PRAGMA quick_check(1)").fetchone()[0])
    except dbapi2.OperationalError:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        raw.set_progress_handler(None, 0)
