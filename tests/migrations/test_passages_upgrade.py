"""Revision 0018 on a store of 0001: a passage of a text may go once an erasure names it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from old_store import KEY, make, open_raw
from sqlcipher3 import dbapi2

from app.models import upgrade
from app.models.sqlite import triggers

REASON = "SELECT note, salt, code FROM fact_reason WHERE seq = 900"
UID = b"\x77" * 16


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "store.db"
    make(path)
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    connection = open_raw(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(
        "INSERT INTO fact_reason (seq, salt, code, note) VALUES (900, x'00', 'INCD', '找张三')"
    )
    connection.execute(
        "INSERT INTO fact SELECT 900, ?, 'reason', 1, ?, 1, act, case_id, person_id, 1, 1, actor, NULL, digest, "
        "zeroblob(32) FROM fact WHERE seq = 1",
        (UID, b"\x88" * 16),
    )
    yield connection
    connection.close()


def test_the_erasures_that_stand_have_no_passage(raw: Any) -> None:
    assert raw.execute("SELECT count(*), count(field), count(digest) FROM fact_erasure").fetchone() == (
        1,
        0,
        0,
    )


def test_the_guards_are_the_declared_ones(raw: Any) -> None:
    found = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    assert found == triggers()


TRIES = ("note = '找—'", "salt = x'01'", "code = 'MEDI'")
NAMED = {
    None: frozenset[str](),
    "whole": frozenset[str](),
    "note": frozenset(TRIES[:2]),
    "code": frozenset(TRIES[1:2]),
}


@pytest.mark.parametrize("named", NAMED)
def test_what_an_erasure_names_may_be_rewritten_and_only_that(raw: Any, named: str | None) -> None:
    if named is not None:
        field = None if named == "whole" else named
        raw.execute("INSERT INTO fact_erasure (seq, target, field) VALUES (901, ?, ?)", (UID, field))
    for change in TRIES:
        before = raw.execute(REASON).fetchone()
        if change in NAMED[named]:
            raw.execute(f"UPDATE fact_reason SET {change} WHERE seq = 900")
            assert raw.execute(REASON).fetchone() != before
        else:
            with pytest.raises(dbapi2.DatabaseError, match="append-only"):
                raw.execute(f"UPDATE fact_reason SET {change} WHERE seq = 900")
            assert raw.execute(REASON).fetchone() == before
