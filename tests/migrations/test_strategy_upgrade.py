"""Revision 0010 on a store of 0001: the shipped strategy is in force, and every state is derived anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from old_store import KEY, make, open_raw

from app.models import upgrade
from app.models.states import COLUMNS
from app.models.strategies import SCORE


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "store.db"
    make(path, info={"derived_by": "older"})
    assert upgrade.upgrade(path, KEY, lambda: None) is True
    connection = open_raw(path)
    yield connection
    connection.close()


def test_nobody_has_decided_on_a_strategy_yet(raw: Any) -> None:
    assert raw.execute("SELECT id, code, toml, why FROM strategy").fetchall() == [
        (SCORE, "score", None, None)
    ]


def test_states_stay_in_sight_until_they_are_derived_anew(raw: Any) -> None:
    added = ("chance", "willingness", "ability", "reason_group")
    assert set(added) < set(COLUMNS)
    rows = raw.execute(f"SELECT {', '.join(added)} FROM case_state").fetchall()
    assert set(rows) <= {(0, 0, 0, 0)}
    assert raw.execute("SELECT value FROM store_info WHERE name = 'derived_by'").fetchone() == ("",)
