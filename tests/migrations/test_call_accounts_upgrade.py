"""Revisions 0015 and 0016 on a store of 0001: contacts name a debt and wishes a pay day, guarded like every field."""

from __future__ import annotations

from pathlib import Path

import pytest
from old_store import KEY, make, open_raw
from sqlcipher3 import dbapi2

from app.models import upgrade
from app.models.sqlite import triggers


@pytest.mark.parametrize(("kind", "column"), [("contact", "account_id"), ("preference", "pay_day")])
def test_the_new_column_is_empty_and_guarded(tmp_path: Path, kind: str, column: str) -> None:
    path = tmp_path / "store.db"
    make(path)
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    raw = open_raw(path)
    assert raw.execute(f"SELECT count({column}) FROM fact_{kind}").fetchone() == (0,)
    guard = f"fact_{kind}_only_erased"
    found = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (guard,)).fetchone()
    assert found == (triggers()[guard],)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute(f"INSERT INTO fact_{kind} (seq, salt) VALUES (900, x'00')")
    with pytest.raises(dbapi2.DatabaseError, match="append-only"):
        raw.execute(f"UPDATE fact_{kind} SET {column} = 1 WHERE seq = 900")
    raw.close()
