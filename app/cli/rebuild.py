"""``fairdue rebuild``: derive the state of every case anew."""

from __future__ import annotations

import time
from argparse import ArgumentParser

from app.cli.call import Call
from app.cli.terminal import Answer

NAME = "rebuild"
HELP = "throw the cached state of every case away and derive it anew from the facts"


def declare(parser: ArgumentParser) -> None:
    """No options of its own."""
    del parser


def run(call: Call) -> Answer:
    """Rebuild, and tell how fast."""
    from app.services import states

    with call.store(is_current=False) as context:
        began = time.perf_counter()
        cases = states.rebuild(context, call.terminal)
        seconds = time.perf_counter() - began
    data = {"cases": cases, "seconds": round(seconds, 3), "cases_per_second": round(cases / seconds)}
    return Answer(
        data,
        [
            call.terminal.say(
                f"{cases:,} cases in {seconds:.1f} s", f"已重新推导 {cases:,} 件，用时 {seconds:.1f} 秒"
            )
        ],
    )
