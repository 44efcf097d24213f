"""The power goes at random writes of a disk that forgets what was not synced: a few cuts here, many in ``torture``."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services import sample
from app.system.paths import Home
from torture import power, stores


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with a few people in it, which every trial copies."""
    folder = tmp_path_factory.mktemp("power")
    sample.build(Home(folder / "people"), today=stores.TODAY, cases=6, clock=lambda: stores.NOW)
    return folder


def test_what_was_acknowledged_outlives_a_power_cut(made: Path) -> None:
    found = power.trials(made, 8, seed=1)
    assert found.cuts == 8
    assert found.acknowledged > 0
    assert found.problems == []


def test_the_disk_can_lose_something(made: Path) -> None:
    """With the weaker setting of the journal it does: else the trial above would prove nothing."""
    assert power.trials(made, 8, seed=1, synchronous="NORMAL").problems
