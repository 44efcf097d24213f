"""A new day: the cases whose state changes by time alone, derived in slices beside the desk."""

from __future__ import annotations

import statistics
import time
from datetime import datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

from app.services import states, store
from app.system.clock import fixed_clock
from app.system.paths import Home
from benchmarks.figures import say
from benchmarks.stores import TODAY, copy_of

MIDNIGHT = datetime.combine(TODAY + timedelta(days=1), clock_time(0, 1), ZoneInfo("Asia/Shanghai"))


def measure(home: Home, cases: int) -> None:
    """Print the time a changed case takes, how long a slice keeps the writer busy, and how many cases changed."""
    slices: list[float] = []
    done, size = 0, states.FIRST_SLICE
    with (
        copy_of(home) as copy,
        store.opened(copy, None, program="benchmark", clock=fixed_clock(MIDNIGHT)) as context,
    ):
        while size:
            began = time.perf_counter()
            count, size = states.catch_up_slice(context, size)
            slices.append((time.perf_counter() - began) * 1000)
            done += count
    say("new_day_us_per_changed_case", sum(slices) * 1000 / max(done, 1), "us", cases)
    say("new_day_slice_median", statistics.median(slices), "ms", cases)
    say("new_day_slice_p95", sorted(slices)[int(len(slices) * 0.95) - 1], "ms", cases)
    say("new_day_changed_cases", done, "cases", cases)
