"""Revision 0014 on a store of 0001: an empty record of openings that can be added to and not be changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from old_store import ACTOR, CASE, KEY, make, open_raw
from sqlcipher3 import dbapi2

from app.models import upgrade
from app.models.sqlite import triggers


def test_an_older_store_begins_its_record(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    make(path)
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    raw = open_raw(path)
    assert raw.execute("SELECT count(*) FROM opening").fetchone() == (0,)
    found = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    names = {"opening_no_update", "opening_no_delete"}
    assert {name: found[name] for name in names} == {name: triggers()[name] for name in names}
    raw.execute("INSERT INTO opening (at, actor, case_id, place) VALUES (1, ?, ?, 'desk')", (ACTOR, CASE))
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        raw.execute("DELETE FROM opening")
    raw.close()
