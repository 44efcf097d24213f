"""The stores that are measured: built once for a schema, a number of cases and a seed, and used again."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from app.models.upgrade import HEAD
from app.services import sample
from app.system.paths import Home
from benchmarks.figures import say

SEED = 1
TODAY = date(2026, 11, 23)


def folder() -> Path:
    """Where the stores are kept between runs."""
    path = Path(tempfile.gettempdir()) / "fairdue-bench"
    path.mkdir(exist_ok=True)
    return path


def sample_home(cases: int) -> Home:
    """A practice store of so many cases; says how fast it was built when it was not there yet."""
    home = Home(folder() / f"sample-{HEAD}-{cases}-{SEED}")
    done = home.root / "complete"
    if not done.exists():
        print(f"building {cases:,} cases in {home.root}", file=sys.stderr)
        began = time.perf_counter()
        sample.build(home, cases=cases, seed=SEED, today=TODAY)
        say("sample_cases_per_second", cases / (time.perf_counter() - began), "1/s", cases)
        done.write_text("")
    return home


@contextmanager
def copy_of(home: Home) -> Iterator[Home]:
    """The same store beside it: work must not wear out what the next run measures."""
    with tempfile.TemporaryDirectory(dir=home.root.parent) as folder:
        place = Path(folder) / "home"
        shutil.copytree(home.root, place)
        yield Home(place)
