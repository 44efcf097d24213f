"""kill -9 at random moments of a deed: what was acknowledged is there, nothing is half or twice, and work goes on."""

from __future__ import annotations

import random
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from pathlib import Path

from app.system.paths import Home
from torture import stores
from torture.deeds import DEEDS, Deed, at_work, damaged

_PROCESSES = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
SHORTEST_S = 0.3
"""A deed that goes on until it is killed is given this long, or twice as long as the first one took."""


@dataclass
class Outcome:
    """What a row of trials found."""

    deed: str
    trials: int = 0
    acknowledged: int = 0
    in_the_middle: int = 0
    """Trials in which the deed was neither about to begin nor over."""
    problems: list[str] = field(default_factory=list)


def _child(name: str, home: Home, file: Path, seed: int, line: Connection) -> None:
    DEEDS[name].work(home, file, seed, line.send)


def _told(line: Connection) -> Iterator[str]:
    """Everything that was said until the other end was gone, perhaps in the middle of a word."""
    with suppress(EOFError, OSError):
        while True:
            yield line.recv()


def _killed_after(
    name: str, home: Home, file: Path, seed: int, seconds: float | None
) -> tuple[list[str], float]:
    """What a deed had told when it was killed so long after it had begun, and how long it was at it."""
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_child, args=(name, home, file, seed, theirs))
    process.start()
    theirs.close()
    opening = ours.recv()
    began = time.monotonic()
    if opening != "open":
        raise RuntimeError(f"{name} began with {opening}")
    process.join(seconds)
    took = time.monotonic() - began
    process.kill()
    told = list(_told(ours))
    process.join()
    if process.exitcode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"{name} ended by itself with {process.exitcode}, so nothing was tried")
    return told, took


def trials(name: str, folder: Path, count: int, seed: int) -> Outcome:
    """Kill the deed so often, each time in a store of its own, and look at what it left."""
    deed, dice, outcome = DEEDS[name], random.Random(seed), Outcome(name)
    file = folder / "placement.csv"
    longest = _longest(name, deed, folder, file)
    for at in range(count):
        with tempfile.TemporaryDirectory(dir=folder) as place:
            home = stores.copied(folder, deed.store, Path(place) / "home")
            told, _ = _killed_after(name, home, file, seed + at, dice.uniform(0, longest))
            outcome.trials += 1
            outcome.acknowledged += len(told)
            outcome.in_the_middle += "done" not in told
            outcome.problems += _looked_at(deed, home, file, told)
    return outcome


def _longest(name: str, deed: Deed, folder: Path, file: Path) -> float:
    """How long a deed takes when nobody kills it, at least for a while."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        home = stores.copied(folder, deed.store, Path(place) / "home")
        told, took = _killed_after(name, home, file, 0, 10 * SHORTEST_S)
    return took if "done" in told else 2 * SHORTEST_S


def _looked_at(deed: Deed, home: Home, file: Path, told: Sequence[str]) -> list[str]:
    with at_work(home) as context:
        return [*damaged(context), *deed.broken(context, file, told)]
