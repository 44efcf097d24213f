"""``fairdue hand-back``: the placements, and one of them returned to its creditor."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from app.cli.call import Call
from app.cli.entered import act_of, declare_act
from app.cli.sending import password_lines
from app.cli.terminal import Answer
from app.domain.errors import RuleViolation

NAME = "hand-back"
HELP = "hand a recalled placement back: return file, recall, contact data erased; alone, list the placements"
FORMATS = ("xlsx", "csv")


def declare(parser: ArgumentParser) -> None:
    """Which placement, and where the return file goes."""
    parser.add_argument("--creditor", metavar="NAME")
    parser.add_argument("--batch", metavar="NO", help="the placement's batch number")
    parser.add_argument("--out", type=Path, metavar="DIR", help="made where it is missing")
    parser.add_argument("--format", choices=FORMATS, default="xlsx")
    parser.add_argument("--protect", action="store_true", help="shut it behind a new password, told once")
    parser.add_argument("--why", metavar="TEXT", help="kept with each recall")
    declare_act(parser)


def run(call: Call) -> Answer:
    """List, or hand back."""
    given = call.options
    asked = (given.creditor, given.batch, given.out)
    if any(each is not None for each in asked) and None in asked:
        raise RuleViolation("hand_back_which", "batch")
    return _listed(call) if given.batch is None else _handed_back(call)


def _listed(call: Call) -> Answer:
    from app.services import hand_back

    with call.store() as context:
        found = hand_back.listing(context)
    rows = [
        {
            "creditor": line.creditor,
            "batch": line.batch_no,
            "received_on": line.received_on.isoformat(),
            "recall_on": line.recall_on and line.recall_on.isoformat(),
            "cases": line.cases,
            "open": line.open_cases,
        }
        for line in found
    ]
    lines = [
        f"{line.recall_on or '—'}  {line.creditor}  {line.batch_no}  "
        + call.terminal.say(
            f"{line.cases:,} cases, {line.open_cases:,} open", f"{line.cases:,} 件，在催 {line.open_cases:,}"
        )
        for line in found
    ]
    return Answer(rows, lines)


def _handed_back(call: Call) -> Answer:
    from app.services import hand_back
    from app.services.hand_back import HandBack
    from app.system.durable import make_private_folder

    given = call.options
    with call.store() as context:
        make_private_folder(given.out)
        act = act_of(call, context)
        command = HandBack(act, given.creditor, given.batch, given.format, given.protect, given.why)
        made, _ = hand_back.hand_back(context, call.words(context), command, given.out, call.terminal)
    data = {
        "paths": [str(path) for path in made.paths],
        "cases": made.cases,
        "recalled": made.recalled,
        "emptied": made.emptied,
        "password": made.password,
    }
    told = call.terminal.say(
        f"{made.cases:,} cases handed back, {made.recalled:,} accounts recalled, contact data of {made.emptied:,} "
        "cases erased",
        f"已退案 {made.cases:,} 件，收回账户 {made.recalled:,} 个，删除 {made.emptied:,} 件的联系方式",
    )
    return Answer(data, [told, *map(str, made.paths), *password_lines(call.terminal, made.password)])
