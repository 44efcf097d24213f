"""``fairdue elsewhere``: contacts that the lender or another agency made count to the limits here too."""

from __future__ import annotations

from argparse import ArgumentParser

from app.cli.call import Call
from app.cli.entered import act_of, data_of, day_past, declare_act, declare_case, desk_of, point_of
from app.cli.options import count
from app.cli.terminal import Answer

NAME = "elsewhere"
HELP = "enter contacts of a day that others made: they count to the limits"


def declare(parser: ArgumentParser) -> None:
    """How many, to whom, when, and who said so."""
    declare_case(parser)
    parser.add_argument(
        "--connected", type=count, default=0, metavar="N", help="connected calls to the person"
    )
    parser.add_argument(
        "--unanswered", type=count, default=0, metavar="N", help="unanswered ones on the number"
    )
    parser.add_argument(
        "--point", metavar="POINT", help="a point_id or number; default: the debtor's first phone"
    )
    parser.add_argument("--day", metavar="DAY", help="the debtor's day; default: today")
    parser.add_argument("--told-by", metavar="TEXT", help="who said so")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Keep it."""
    from app.services import elsewhere
    from app.services.elsewhere import TellElsewhere

    given = call.options
    with call.store() as context:
        desk = desk_of(call, context)
        point = point_of(desk, given.point)
        command = TellElsewhere(
            act_of(call, context),
            desk.case.case_id,
            given.connected,
            given.unanswered,
            point.id if point else None,
            day_past(given.day, desk, "day"),
            given.told_by,
        )
        told, _ = elsewhere.tell(context, command)
        data = data_of(context.zone, act=told.act, fact=told.fact, day=told.day)
        return Answer(data, [call.terminal.say(f"counted on {told.day}", f"已计入 {told.day}")])
