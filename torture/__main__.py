"""python -m torture [--kills N] [--cuts N] [--fulls N] [--seed S]: one JSON line a trial; exit 1 if anything was lost.

The weaker setting of the journal must lose something on the disk that loses power: else that disk would prove nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torture import full, kills, power, stores
from torture.deeds import DEEDS


def main() -> int:
    """Run what was asked for, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=120, help="processes killed, over all deeds")
    parser.add_argument("--cuts", type=int, default=200, help="times the power goes")
    parser.add_argument("--fulls", type=int, default=60, help="times the disk fills")
    parser.add_argument("--only", choices=[*DEEDS, "power", "full"], help="one deed, or one kind of trial")
    parser.add_argument(
        "--seed", type=int, default=None, help="default: another one each time, which is said"
    )
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else int(time.time())
    print(json.dumps({"seed": seed}), flush=True)
    problems = 0
    with tempfile.TemporaryDirectory(prefix="fairdue-torture-") as name:
        folder = Path(name)
        stores.make(folder)
        for deed in DEEDS:
            if options.only in (None, deed):
                problems += _kills(deed, folder, max(options.kills // len(DEEDS), 1), seed)
        if options.only in (None, "power"):
            problems += _power(folder, options.cuts, seed)
        if options.only in (None, "full"):
            problems += _full(folder, options.fulls, seed)
    return min(problems, 1)


def _kills(deed: str, folder: Path, count: int, seed: int) -> int:
    found = kills.trials(deed, folder, count, seed)
    figures = {
        "trials": found.trials,
        "in_the_middle": found.in_the_middle,
        "acknowledged": found.acknowledged,
    }
    return _say(f"killed: {deed}", found.problems, **figures)


def _power(folder: Path, count: int, seed: int) -> int:
    found = power.trials(folder, count, seed)
    problems = _say("power gone", found.problems, trials=found.cuts, acknowledged=found.acknowledged)
    weak = power.trials(folder, max(count // 4, 20), seed, "NORMAL")
    figures = {"trials": weak.cuts, "problems": len(weak.problems), "wanted": "at least one"}
    print(json.dumps({"trial": "power gone, with synchronous=NORMAL", **figures}), flush=True)
    return problems + (not weak.problems)


def _full(folder: Path, count: int, seed: int) -> int:
    found = full.trials(folder, count, seed)
    return _say(
        "disk full",
        found.problems,
        trials=found.trials,
        refused=found.refused,
        acknowledged=found.acknowledged,
    )


def _say(trial: str, problems: Sequence[str], **figures: Any) -> int:
    counts = {
        what: sum(found.startswith(what) for found in problems)
        for what in ("lost", "half", "double", "corrupt")
    }
    print(json.dumps({"trial": trial, **figures, **counts}), flush=True)
    for found in problems[:10]:
        print(found, file=sys.stderr)
    return len(problems)


if __name__ == "__main__":
    sys.exit(main())
