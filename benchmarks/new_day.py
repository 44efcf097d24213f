"""A new day: the cases whose state changes by time alone, derived in slices beside the desk."""

from __future__ import annotations

import statistics
import time
from datetime import datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

from app.services import states, store
from app.services.context import Context
from app.system.clock import fixed_clock
from app.system.paths import Home
from benchmarks.figures import say, timed_ms
from benchmarks.stores import TODAY, copy_of

MIDNIGHT = datetime.combine(TODAY + timedelta(days=1), clock_time(0, 1), ZoneInfo("Asia/Shanghai"))


def measure(home: Home, cases: int) -> None:
    """Print the time a changed case takes, how long one job keeps the writer busy, and how many cases changed."""
    with copy_of(home) as copy:
        with store.opened(copy, None, program="benchmark", day=TODAY) as context:
            states.catch_up(context)  # a store of other rules would be derived anew at midnight
        with store.opened(copy, None, program="benchmark", clock=fixed_clock(MIDNIGHT)) as context:
            jobs, done = _night(context)
    say("new_day_us_per_changed_case", sum(jobs) * 1000 / max(done, 1), "us", cases)
    say("new_day_slice_median", statistics.median(jobs), "ms", cases)
    say("new_day_slice_p95", sorted(jobs)[int(len(jobs) * 0.95) - 1], "ms", cases)
    say("new_day_changed_cases", done, "cases", cases)


def _night(context: Context) -> tuple[list[float], int]:
    """What each job took in milliseconds, as the window gives them one after the other, and how many cases changed."""
    jobs: list[float] = []
    done, folded, size = 0, 0, states.LEAST_SLICE
    while size:
        began = time.perf_counter()
        count, size = states.catch_up_slice(context, size)
        jobs.append((time.perf_counter() - began) * 1000)
        done += count
        if done - folded >= states.FOLD_EVERY or not size:
            jobs.append(timed_ms(lambda: store.fold(context)))
            folded = done
    return jobs, done
