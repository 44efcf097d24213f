"""Process start to painted queue, and resident memory, against a bare window started in turn with it."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from app.system.paths import Home
from benchmarks.figures import say
from benchmarks.stores import folder

RUNS = 7


def measure(home: Home, cases: int) -> None:
    """Print the start and the memory."""
    ours, bare = [], []
    for run in range(RUNS + 1):
        pair = (_started("benchmarks.our_window", str(home.root)), _started("benchmarks.bare_window"))
        if run:  # the first warms the disk cache
            ours.append(pair[0])
            bare.append(pair[1])
    start, limit = (statistics.median(item[0] for item in items) for items in (ours, bare))
    memory, floor = (statistics.median(item[1] for item in items) for items in (ours, bare))
    say("start_to_painted_queue", start, "ms", cases, limit)
    say("resident_memory", memory, "MiB", cases, floor)
    say("resident_memory_above_bare", memory - floor, "MiB", cases)


def _started(module: str, *arguments: str) -> tuple[float, float]:
    """(milliseconds from before the process was made to the paint, MiB resident)."""
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    # An installed program has its bytecode; it is compiled by the run that is not counted.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder() / "bytecode")
    began = time.monotonic_ns()
    output = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    ).stdout.split()
    return (int(output[-2]) - began) / 1e6, int(output[-1]) / 1024
