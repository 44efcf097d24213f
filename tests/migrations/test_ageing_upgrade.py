"""Revision 0013 on a store of 0001: no state knows its days yet, and every state is derived anew."""

from __future__ import annotations

from pathlib import Path

from old_store import KEY, make, open_raw

from app.models import upgrade
from app.models.states import COLUMNS

ADDED = ("turns_at", "touched", "recall_on", "limitation_on")


def test_states_are_derived_anew_before_they_grow_older(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    make(path, info={"derived_by": "older"})
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    raw = open_raw(path)
    assert set(ADDED) < set(COLUMNS)
    rows = raw.execute(f"SELECT {', '.join(ADDED)} FROM case_state").fetchall()
    assert set(rows) <= {(None, None, None, None)}
    assert raw.execute("SELECT value FROM store_info WHERE name = 'derived_by'").fetchone() == ("",)
    raw.close()
