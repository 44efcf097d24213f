"""Golden pictures: ``python -m pytest tests/visual --renew`` draws them anew, to be looked at and committed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

# The window on the practice portfolio is driven as the other tests of the window drive it.
sys.path.append(str(Path(__file__).parents[1] / "ui"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="draw the golden pictures anew")


@pytest.fixture(scope="session")
def renew(pytestconfig: pytest.Config) -> bool:
    """Whether pictures are drawn anew. Without this folder on the command line there is no such option."""
    return bool(pytestconfig.getoption("--renew", default=False))
