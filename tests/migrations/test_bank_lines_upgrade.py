"""Revisions 0007 and 0009 on a store of 0001: bank lines and stages find their place, guarded like any fact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from old_store import KEY, make, open_raw
from sqlcipher3 import dbapi2

from app.models import upgrade

FIELDS = {"payment": "bank_line", "bank_line": "payer", "sent_back": "why", "stage_set": "stage"}


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "store.db"
    make(path)
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    connection = open_raw(path)
    yield connection
    connection.close()


@pytest.mark.parametrize("kind", FIELDS)
def test_the_new_columns_are_guarded_like_the_old_ones(raw: Any, kind: str) -> None:
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute(f"INSERT INTO fact_{kind} (seq, salt) VALUES (900, x'00')")
    with pytest.raises(dbapi2.DatabaseError, match="append-only"):
        raw.execute(f"UPDATE fact_{kind} SET {FIELDS[kind]} = '1' WHERE seq = 900")
    with pytest.raises(dbapi2.DatabaseError, match="append-only"):
        raw.execute(f"DELETE FROM fact_{kind} WHERE seq = 900")
