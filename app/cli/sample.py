"""``fairdue sample``: make a practice store from real payment data and invented people."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import TYPE_CHECKING

from app.cli.call import Call
from app.cli.options import count
from app.cli.terminal import Answer
from app.system.paths import choose_home

if TYPE_CHECKING:
    from app.system.paths import Home

NAME = "sample"
HELP = "make a practice store; without --home in the practice store's own folder"

CASES, SEED = 60, 1


def declare(parser: ArgumentParser) -> None:
    """How many cases, and which."""
    parser.add_argument("--cases", type=count, default=CASES, metavar="N", help="1 to 1,000,000 (default 60)")
    parser.add_argument(
        "--seed", type=count, default=SEED, metavar="N", help="same seed and day, same store (default 1)"
    )


def run(call: Call) -> Answer:
    """Build, and tell how fast."""
    began = time.perf_counter()
    home = build(call)
    seconds = time.perf_counter() - began
    cases = call.options.cases
    data = {
        "home": str(home.root),
        "cases": cases,
        "seconds": round(seconds, 3),
        "cases_per_second": round(cases / seconds),
    }
    return Answer(
        data,
        [
            call.terminal.say(
                f"{cases:,} practice cases in {home.root} ({seconds:.1f} s)",
                f"已在 {home.root} 建好 {cases:,} 件练习案件（{seconds:.1f} 秒）",
            )
        ],
    )


def build(call: Call) -> Home:
    """Build the practice store that a command names, in the practice store's own folder where it names none."""
    from app.services import sample

    home = choose_home(call.options.home, practice=True)
    sample.build(
        home,
        cases=getattr(call.options, "cases", CASES),
        seed=getattr(call.options, "seed", SEED),
        clock=call.clock,
        day=call.options.today,
        progress=call.terminal,
    )
    return home
