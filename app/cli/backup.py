"""``fairdue backup``: a backup that was reopened and counted."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from app.cli.call import Call
from app.cli.terminal import Answer

NAME = "backup"
HELP = "back the store up, reopen the copy and count it"


def declare(parser: ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="default: the folder backups of the home")


def run(call: Call) -> Answer:
    """Back up, and tell what was counted in the copy."""
    from app.services import backups

    with call.store(is_current=False) as context:
        made = backups.make(context, call.options.to, call.terminal)
    data = {"path": str(made.path), "cases": made.cases, "facts": made.facts, "size": made.size}
    return Answer(
        data,
        [
            call.terminal.say(
                f"{made.path}: {made.cases:,} cases, {made.facts:,} facts, reopened and counted",
                f"{made.path}：{made.cases:,} 件，{made.facts:,} 条事实，已重新打开核对",
            )
        ],
    )
