"""A simulated day on the practice portfolio: nothing dropped, few keys, and memory that does not grow.

The same day at 100,000 cases, with its times, is printed by the benchmarks.
"""

from __future__ import annotations

import gc
import tracemalloc

from practice import Desk

from benchmarks.day import DAY, STAYS, spread

CALLS = 24
KEYS_A_CONTACT = 2.6
MOST_GROWTH_BYTES = 256 * 1024


def contacts(desk: Desk) -> int:
    with desk.context.db.read() as connection:
        return int(
            connection.exec_driver_sql("SELECT count(*) FROM fact WHERE kind = 'contact'").scalar_one()
        )


def test_day_in_small(desk: Desk) -> None:
    bench, before, widgets, sizes = desk.bench, contacts(desk), [], []
    keys = bench.presses.count
    calls = spread(DAY)[:CALLS]
    desk.go(desk.clock.moment)  # what the tick needs is loaded by the first one, which may come at any moment
    tracemalloc.start()
    try:
        for call in calls:
            bench.call(call, stays=call in STAYS)
            gc.collect()
            widgets.append(len(bench.application.allWidgets()))
            sizes.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert bench.saved == contacts(desk) - before == CALLS
    assert (bench.presses.count - keys) / CALLS <= KEYS_A_CONTACT
    steady = CALLS // 2  # by then every page and form was made
    assert max(widgets[steady:]) - min(widgets[steady:]) <= 40, "forms are made once, not for every call"
    assert max(sizes[steady:]) - sizes[steady] < MOST_GROWTH_BYTES
    assert desk.bugs == []
