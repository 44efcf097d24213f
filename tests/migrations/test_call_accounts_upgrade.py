"""Revision 0015 on a store of 0001: contacts may name a debt, under the same guard as every other field."""

from __future__ import annotations

from pathlib import Path

import pytest
from old_store import KEY, make, open_raw
from sqlcipher3 import dbapi2

from app.models import upgrade
from app.models.sqlite import triggers


def test_the_new_column_is_empty_and_guarded(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    make(path)
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    raw = open_raw(path)
    assert raw.execute("SELECT count(account_id) FROM fact_contact").fetchone() == (0,)
    found = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'fact_contact_only_erased'").fetchone()
    assert found == (triggers()["fact_contact_only_erased"],)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("INSERT INTO fact_contact (seq, salt) VALUES (900, x'00')")
    with pytest.raises(dbapi2.DatabaseError, match="append-only"):
        raw.execute("UPDATE fact_contact SET account_id = x'01' WHERE seq = 900")
    raw.close()
