"""Revision 0004 on a store of 0001: plans and means tests find room for more, and are guarded as before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from old_store import KEY, make, open_raw
from sqlcipher3 import dbapi2

from app.models import upgrade

NEW = {"plan_version": ("more_terms", "beyond"), "means": ("is_proof_asked",)}


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "store.db"
    make(path)
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    connection = open_raw(path)
    yield connection
    connection.close()


def test_a_creditor_keeps_its_row_and_has_no_limits_of_its_own(raw: Any) -> None:
    assert raw.execute("SELECT name, plan_limits FROM creditor").fetchall() == [("东海银行", None)]


@pytest.mark.parametrize("kind", NEW)
def test_the_new_columns_are_guarded_like_the_old_ones(raw: Any, kind: str) -> None:
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute(f"INSERT INTO fact_{kind} (seq, salt) VALUES (900, x'00')")
    for name in NEW[kind]:
        with pytest.raises(dbapi2.DatabaseError, match="append-only"):
            raw.execute(f"UPDATE fact_{kind} SET {name} = '1' WHERE seq = 900")
    with pytest.raises(dbapi2.DatabaseError, match="append-only"):
        raw.execute(f"DELETE FROM fact_{kind} WHERE seq = 900")
