"""The stores that are tortured: one small practice portfolio made once, and a copy of it for each trial."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from app.services import sample
from app.services.store import make_practice
from app.system.keyslots import new_practice_keys
from app.system.paths import Home
from app.system.slotfile import write_slots
from benchmarks.imports import write_file
from tests.migrations import old_store

CASES = 60
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday, 10:00 in Shanghai: nobody is disturbed."""

ROWS = 400
"""Debtors of the file that an import reads."""

LENDER = "拷机银行"


def make(folder: Path) -> None:
    """What every trial begins with: stores with people in them, of the first schema, and empty; a file to import."""
    sample.build(Home(folder / "people"), today=TODAY, cases=CASES, clock=lambda: NOW)
    make_practice(Home(folder / "empty"))
    _make_old(Home(folder / "old"))
    write_file(folder / "placement.csv", ROWS)


def _make_old(home: Home) -> None:
    home.create()
    db_uuid = uuid4()
    slots, key = new_practice_keys(db_uuid=db_uuid)
    write_slots(home.slots, slots)
    old_store.make(home.database, key, {"db_uuid": str(db_uuid), "derived_by": "0001"})


def copied(folder: Path, name: str, trial: Path) -> Home:
    """A store of its own for one trial."""
    shutil.copytree(folder / name, trial, ignore=shutil.ignore_patterns("*.lock*"))
    return Home(trial)
