"""``fairdue sample``: make a practice store from real payment data and invented people."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.cli.call import Call
from app.cli.options import count
from app.cli.terminal import Answer
from app.system.paths import Home, choose_home

if TYPE_CHECKING:
    from app.services.sample import Built

NAME = "sample"
HELP = "make a practice store; without --home in the practice store's own folder"


def declare(parser: ArgumentParser) -> None:
    """How many cases, and which."""
    parser.add_argument(
        "--cases", type=count, metavar="N", help="1 to 1,000,000; without it the 60 picked to practise on"
    )
    parser.add_argument(
        "--seed", type=count, default=1, metavar="N", help="same seed and day, same queue (default 1)"
    )


def run(call: Call) -> Answer:
    """Build, and tell how fast."""
    home = practice_home(call)
    built = build(call, home, call.options.cases, call.options.seed)
    data = {
        "home": str(home.root),
        "cases": built.cases,
        "accounts": built.accounts,
        "facts": built.facts,
        "seconds": round(built.seconds, 3),
        "cases_per_second": round(built.cases / built.seconds),
    }
    return Answer(
        data,
        [
            call.terminal.say(
                f"{built.cases:,} practice cases in {home.root} ({built.seconds:.1f} s)",
                f"已在 {home.root} 建好 {built.cases:,} 件练习案件（{built.seconds:.1f} 秒）",
            )
        ],
    )


def practice_home(call: Call) -> Home:
    """The home a command names, else the practice store's own."""
    return choose_home(call.options.home, practice=True)


def build(call: Call, home: Home, cases: int | None = None, seed: int = 1) -> Built:
    """Build a practice store about the day that a command names, else about today."""
    from app.services import sample
    from app.services.store import DEFAULT_ZONE

    zone = ZoneInfo(DEFAULT_ZONE)
    today = call.clock_in(zone)().astimezone(zone).date()
    return sample.build(home, today=today, cases=cases, seed=seed, progress=call.terminal)
