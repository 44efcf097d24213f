"""``fairdue backup``: a backup that was reopened and counted."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.terminal import Answer, Terminal

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.second_place import SecondPlace

NAME = "backup"
HELP = "back the store up, reopen the copy and count it"


def declare(parser: ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="default: the folder backups of the home")
    parser.add_argument(
        "--also",
        type=Path,
        metavar="FOLDER",
        help="copy it there too: a share, a synced folder, a stick; default: the second place of the settings",
    )


def run(call: Call) -> Answer:
    """Back up, and tell what was counted in the copy. Exit code 1 where the copy that was asked for was not made."""
    from app.services import backups

    with call.store(is_current=False) as context:
        made = backups.make(context, call.options.to, call.terminal)
        place = _second_place(call, context, made.path)
    data: dict[str, Any] = {
        "path": str(made.path),
        "cases": made.cases,
        "facts": made.facts,
        "size": made.size,
    }
    lines = [
        call.terminal.say(
            f"{made.path}: {made.cases:,} cases, {made.facts:,} facts, reopened and counted",
            f"{made.path}：{made.cases:,} 件，{made.facts:,} 条记录，已重新打开核对",
        )
    ]
    if place is not None:
        data["copy"] = _copy_data(place)
        lines.append(_copy_line(place, call.terminal))
    is_missed = call.options.also is not None and place is not None and place.problem is not None
    return Answer(data, lines, 1 if is_missed else 0)


def _second_place(call: Call, context: Context, made: Path) -> SecondPlace | None:
    """The folder that is meant this once, else that of the settings; a backup made elsewhere has none."""
    from app.services import second_place

    if call.options.also is not None:
        return second_place.copied_to(context, made, call.options.also, call.terminal)
    return second_place.bring(context, call.terminal) if call.options.to is None else None


def _copy_data(place: SecondPlace) -> dict[str, Any]:
    return {
        "folder": str(place.folder),
        "of": place.copied_at.isoformat() if place.copied_at else None,
        "problem": place.problem.code if place.problem else None,
    }


def _copy_line(place: SecondPlace, terminal: Terminal) -> str:
    from app.services.messages import sentence

    if place.problem is None:
        return terminal.say(
            f"Copied to {place.folder}, read back and compared", f"已复制到 {place.folder}，并回读比对"
        )
    why = sentence(place.problem, terminal.language)
    last = f"{place.copied_at:%Y-%m-%d}" if place.copied_at else terminal.say("none yet", "还没有")
    return terminal.say(
        f"The copy was not made: {why} Last good copy: {last}.", f"副本未做成：{why} 上一份有效副本：{last}。"
    )
