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
from benchmarks.figures import say, timed_ms
from benchmarks.stores import TODAY, copy_of

MIDNIGHT = datetime.combine(TODAY + timedelta(days=1), clock_time(0, 1), ZoneInfo("Asia/Shanghai"))


def measure(home: Home, cases: int) -> None:
    """Print the time a changed case takes, how long one job keeps the writer busy, and how many cases changed."""
    jobs: list[float] = []
    done, folded, size = 0, 0, states.LEAST_SLICE
    with (
        copy_of(home) as copy,
        store.opened(copy, None, program="benchmark", clock=fixed_clock(MIDNIGHT)) as context,
    ):
        while size:
            began = time.perf_counter()
            count, size = states.catch_up_slice(context, size)
            jobs.append((time.perf_counter() - began) * 1000)
            done += count
            if done - folded >= states.FOLD_EVERY or not size:
                jobs.append(timed_ms(lambda: store.fold(context)))
                folded = done
    say("new_day_us_per_changed_case", sum(jobs) * 1000 / max(done, 1), "us", cases)
    say("new_day_slice_median", statistics.median(jobs), "ms", cases)
    say("new_day_slice_p95", sorted(jobs)[int(len(jobs) * 0.95) - 1], "ms", cases)
    say("new_day_changed_cases", done, "cases", cases)
