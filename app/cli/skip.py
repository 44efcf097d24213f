"""``fairdue skip``: pass a case over with a reason, until a moment."""

from __future__ import annotations

from argparse import ArgumentParser

from app.cli.call import Call
from app.cli.entered import act_of, data_of, declare_act, declare_case, desk_of, moment_ahead
from app.cli.terminal import Answer

NAME = "skip"
HELP = "pass a case over with a reason, until a moment"


def declare(parser: ArgumentParser) -> None:
    """The case, why, and until when."""
    declare_case(parser)
    parser.add_argument("--reason", default="", metavar="CODE", help="default: later today")
    parser.add_argument("--until", metavar="WHEN", help="default: what the reason says")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Pass it over, and say until when."""
    from app.services import skips
    from app.services.skips import Skip

    given = call.options
    with call.store() as context:
        desk, words = desk_of(call, context), call.words(context)
        until = moment_ahead(given.until, desk, "until_at")
        act = act_of(call, context)
        moved, _ = skips.skip(context, Skip(act, desk.case.case_id, given.reason, until))
        reason = given.reason or skips.reasons().usual.code
        text = skips.reason_text(reason, words)
        data = data_of(
            context.zone, act=moved.act, fact=moved.fact, until=moved.until_at, reason=reason, text=text
        )
        moment = words.moment(moved.until_at) if moved.until_at else "-"
        return Answer(
            data, [call.terminal.say(f"skipped until {moment}: {text}", f"已跳过，至 {moment}：{text}")]
        )
