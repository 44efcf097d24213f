"""One figure is one JSON line: what was measured, and the limit measured in the same run on the same data.

Times are medians. ``ratio`` is value by limit; where more is better (cases a second) there is no limit to divide by.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable


def say(name: str, value: float, unit: str, cases: int, limit: float | None = None) -> None:
    """Print one line."""
    ratio = None if not limit else round(value / limit, 3)
    line = {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "limit": None if limit is None else round(limit, 3),
        "ratio": ratio,
        "cases": cases,
    }
    print(json.dumps(line), flush=True)


def median_ms(work: Callable[[], object], times: int = 15, warm: int = 3) -> float:
    """The median of several runs after a warm-up, in milliseconds."""
    for _ in range(warm):
        work()
    return statistics.median(timed_ms(work) for _ in range(times))


def timed_ms(work: Callable[[], object]) -> float:
    """One run in milliseconds."""
    began = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - began) / 1e6


def least_cpu_ms(work: Callable[[], object], times: int = 15) -> float:
    """The least of several runs after a warm-up, in milliseconds of this process alone: others share the machine."""
    work()
    return min(_cpu_ms(work) for _ in range(times))


def _cpu_ms(work: Callable[[], object]) -> float:
    began = time.process_time_ns()
    work()
    return (time.process_time_ns() - began) / 1e6


def paired_ms(
    work: Callable[[], object], limit: Callable[[], object], times: int = 15
) -> tuple[float, float]:
    """Medians of two things run in turn, so that a machine whose speed drifts is fair to both."""
    for _ in range(3):
        work()
        limit()
    values, limits = [], []
    for _ in range(times):
        values.append(timed_ms(work))
        limits.append(timed_ms(limit))
    return statistics.median(values), statistics.median(limits)
