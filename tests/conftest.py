"""What every run of tests has: files in memory where there is room, compiled tests kept, long files begun first."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ROOM = 4_000_000_000
LONG = (
    "test_desk_day.py",
    "test_golden.py",
    "test_desk_look.py",
    "test_imports_whole.py",
    "test_desk_keys.py",
    "test_cli_nouns.py",
    "test_page_imports.py",
    "test_page_letters.py",
    "test_keys_panel.py",
    "test_letters_run.py",
)
"""Files that take longest: begun last, one of them would keep one processor busy while the others have nothing."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Where this run keeps its files, and in which order it hands them out."""
    # A store waits for the disk at every commit; no test here cuts the power, so memory is as good and far faster.
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    # Otherwise each worker, and each program that a test starts, compiles everything anew.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # pytest-xdist would begin with the files that have most tests, which are the short ones.
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first, the others as they come."""
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONG)))


def pytest_collection_finish() -> None:
    """What was collected lives as long as the run: leave it out of what is swept, again and again, by every test."""
    gc.collect()
    gc.freeze()
