"""Revision 0002 on a store of 0001: letters find their place, nothing that stood is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from old_store import CASE, KEY, dump, make, open_raw
from sqlcipher3 import dbapi2

from app.models import upgrade


@pytest.fixture
def upgraded(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    make(path)
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    return path


def test_a_creditor_keeps_its_row_and_has_room_for_a_letterhead(upgraded: Path) -> None:
    raw = open_raw(upgraded)
    row = raw.execute(
        "SELECT name, pay_channel, complaint_lines, pay_url, sms_signature FROM creditor"
    ).fetchone()
    assert row == ("东海银行", None, None, None, None)
    raw.execute("UPDATE creditor SET complaint_lines = '95500'")
    assert raw.execute("SELECT logo, seal FROM creditor").fetchall() == [(None, None)], "revision 0006"
    lenience = raw.execute("SELECT tolerance_minor, grace_days FROM creditor").fetchall()
    assert lenience == [(None, None)], "revision 0008: judged as before"
    raw.close()


def test_a_document_is_kept_as_it_was_issued(upgraded: Path) -> None:
    raw = open_raw(upgraded)
    raw.execute("PRAGMA recursive_triggers=ON")
    raw.execute("INSERT INTO document VALUES (zeroblob(32), 'application/pdf', x'25504446', 1)")
    for statement in (
        "UPDATE document SET body = x'00'",
        "DELETE FROM document",
        "INSERT OR REPLACE INTO document VALUES (zeroblob(32), 'application/pdf', x'00', 2)",
    ):
        with pytest.raises(dbapi2.DatabaseError, match="kept as they were issued"):
            raw.execute(statement)
    assert raw.execute("SELECT body FROM document").fetchall() == [(b"%PDF",)]
    raw.close()


def test_a_case_stands_in_a_run_once(upgraded: Path) -> None:
    raw = open_raw(upgraded)
    raw.execute("INSERT INTO letter_run VALUES (zeroblob(16), '{}', 1, zeroblob(16), NULL)")
    line = "INSERT INTO letter_run_case VALUES (zeroblob(16), ?, ?, 100, ?, '', NULL)"
    raw.execute(line, (1, CASE, "waiting"))
    with pytest.raises(dbapi2.IntegrityError):
        raw.execute(line, (2, CASE, "waiting"))
    with pytest.raises(dbapi2.IntegrityError):
        raw.execute(line, (3, bytes(16), "lost"))
    raw.close()


def test_nothing_else_was_touched(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    make(path)
    before = dump(path)
    upgrade.upgrade(path, KEY, lambda: None)
    after = dump(path)
    same = before.keys() - {"schema", "alembic_version", "creditor", "fact_erasure"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert after["fact_erasure"] == [(*row, None, None) for row in before["fact_erasure"]], (
        "two empty columns"
    )
