"""A simulated day: sixty calls by keyboard in the real window, from the key to the next case painted and committed.

The mix is that of docs/desk.md: of a hundred calls sixty are not reached, ten hang up, five numbers are no good, five
other persons answer, twelve promise (half of them another amount than suggested), three say they paid, the rest asks
for a plan, disputes, or is to be called back.
"""

from __future__ import annotations

import os
import resource
import statistics
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from app.system.clock import Clock, system_clock
from app.system.paths import Home
from benchmarks.figures import say
from benchmarks.stores import TODAY, copy_of

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

NOT_REACHED, HUNG_UP, NO_GOOD = ("1",), ("2",), ("3",)
OTHER_PERSON = ("4", "1")
PROMISE = ("i", "5", "1", "Return")
OWN_PROMISE = ("i", "5", "1", "2", "0", "0", "0", "Tab", "w", "5", "Return")
SAYS_PAID = ("i", "6", "1")
PLAN = ("i", "7", "1")
DISPUTE = ("i", "8", "1")
CALL_BACK = ("0", "1", "4", "3", "0", "Return")
DAY: tuple[tuple[str, ...], ...] = (
    *(NOT_REACHED,) * 36, *(HUNG_UP,) * 6, *(NO_GOOD,) * 3, *(OTHER_PERSON,) * 3, *(PROMISE,) * 4,
    *(OWN_PROMISE,) * 3, *(SAYS_PAID,) * 2, PLAN, DISPUTE, CALL_BACK,
)  # fmt: skip
STAYS = (PLAN, DISPUTE)


def spread(day: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The calls in an even mix instead of one kind after the other."""
    order = sorted(range(len(day)), key=lambda at: (at * 37) % len(day))
    return [day[at] for at in order]


def measure(home: Home, cases: int) -> None:
    """Print the response to the last key of a call, the keys a contact, and what memory did."""
    from app.services import preferences, states, store
    from app.ui.sweeping import Sweeper, settled
    from benchmarks.window import Bench

    with copy_of(home) as copy, store.opened(copy, None, program="benchmark", clock=_morning()) as context:
        states.catch_up(context)  # a store last opened later in the day would do it while it is measured
        bench = Bench(context, preferences.Preferences())
        Sweeper(bench.application)
        bench.settle()
        times, memory = [], []
        with settled():
            for keys in spread(DAY):
                times.append(bench.call(keys, stays=keys in STAYS))
                memory.append(_resident_mib())
        bench.close()
    fast = sorted(moment for moment in times if moment is not None)
    say("outcome_to_next_case_median", statistics.median(fast), "ms", cases)
    say("outcome_to_next_case_p95", fast[int(len(fast) * 0.95) - 1], "ms", cases)
    say("keys_per_contact", bench.presses.count / len(DAY), "keys", cases)
    say("calls_saved", bench.saved, "calls", cases)
    # The first calls fill caches of a known size; what counts is whether it goes on growing.
    say("memory_growth_after_the_first_third", memory[-1] - memory[len(memory) // 3], "MiB", cases)


def _morning() -> Clock:
    """The time that runs, from half past nine of the store's own day: the gate is open."""
    shift = datetime.combine(TODAY, time(9, 30), ZoneInfo("Asia/Shanghai")) - system_clock()
    return lambda: system_clock() + shift


def _resident_mib() -> float:
    with Path(f"/proc/{os.getpid()}/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20
