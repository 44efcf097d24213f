"""Fixtures of the services' tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from importing import Intake, empty_store, open_intake
from portfolio import Portfolio, build, open_copy

from app.domain.facts import Id


@pytest.fixture(scope="session")
def closed_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Id]]:
    folder = tmp_path_factory.mktemp("portfolio") / "home"
    return folder, build(folder)


@pytest.fixture
def portfolio(closed_store: tuple[Path, dict[str, Id]], tmp_path: Path) -> Iterator[Portfolio]:
    folder, ids = closed_store
    with open_copy(folder, ids, tmp_path / "home") as found:
        yield found


@pytest.fixture(scope="session")
def closed_empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_store(tmp_path_factory.mktemp("empty") / "home")


@pytest.fixture
def intake(closed_empty_store: Path, tmp_path: Path) -> Iterator[Intake]:
    with open_intake(closed_empty_store, tmp_path) as found:
        yield found
