"""Deriving every case anew, against reading every header and content of the same facts by the raw driver."""

from __future__ import annotations

import time
from collections import deque

from app.domain.facts import KINDS
from app.models.contents import table_name
from app.services import states, store
from app.system.paths import Home
from benchmarks.figures import say
from benchmarks.stores import TODAY


def measure(home: Home, cases: int) -> None:
    """Print cases derived a second, and the ratio to bare reading."""
    with store.opened(home, None, program="benchmark", day=TODAY) as context:
        began = time.perf_counter()
        done = states.rebuild(context)
        took = time.perf_counter() - began
        raw = context.db.raw()
        began = time.perf_counter()
        # Every row is made and let go: those of a million cases would not stay in memory.
        deque(raw.execute("SELECT * FROM fact ORDER BY case_id"), maxlen=0)
        for kind in KINDS:
            deque(raw.execute(f"SELECT * FROM {table_name(kind)}"), maxlen=0)
        reading = time.perf_counter() - began
        raw.close()
    say("rebuild", took, "s", cases, reading)
    say("rebuild_cases_per_second", done / took, "1/s", cases)
