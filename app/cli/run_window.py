"""``fairdue run``: open the window."""

from __future__ import annotations

from argparse import ArgumentParser

from app.cli import sample
from app.cli.call import Call
from app.cli.terminal import Answer

NAME = "run"
HELP = "open the window; --practice opens the practice portfolio and makes it first if need be"


def declare(parser: ArgumentParser) -> None:
    """No options of its own."""
    del parser


def run(call: Call) -> Answer:
    """Hand over to the window, which knows Qt."""
    from app.main import run as open_window

    if call.options.practice and not call.home.has_store:
        sample.build(call, call.home)
    return Answer(
        None,
        code=open_window(
            call.options.home, practice=call.options.practice, clock=call.clock, day=call.options.today
        ),
    )
