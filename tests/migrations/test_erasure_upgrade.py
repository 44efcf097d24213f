"""Revision 0011 on a store of 0001: documents go only once what named them was erased, and nothing else changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from old_store import KEY, make, open_raw
from sqlcipher3 import dbapi2

from app.models import upgrade
from app.models.sqlite import triggers


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "store.db"
    make(path)
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    connection = open_raw(path)
    yield connection
    connection.close()


def test_the_guard_is_the_declared_one(raw: Any) -> None:
    (found,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'document_no_delete'").fetchone()
    assert found == triggers()["document_no_delete"]


def test_a_document_of_a_store_in_which_no_paper_was_erased_stays(raw: Any) -> None:
    raw.execute("INSERT INTO document VALUES (zeroblob(32), 'application/pdf', x'25', 1)")
    with pytest.raises(dbapi2.IntegrityError, match="as they were issued"):
        raw.execute("DELETE FROM document")
    with pytest.raises(dbapi2.IntegrityError, match="as they were issued"):
        raw.execute("UPDATE document SET body = x'00'")
    assert raw.execute("SELECT count(*) FROM document").fetchone() == (1,)
