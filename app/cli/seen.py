"""``fairdue seen``: what arrived on a case was seen, and nobody need be called for it."""

from __future__ import annotations

from argparse import ArgumentParser

from app.cli.call import Call
from app.cli.entered import act_of, data_of, declare_act, declare_case, desk_of
from app.cli.terminal import Answer

NAME = "seen"
HELP = "what arrived on a case was seen, and nobody need be called for it"


def declare(parser: ArgumentParser) -> None:
    """The case."""
    declare_case(parser)
    declare_act(parser)


def run(call: Call) -> Answer:
    """Keep that it was seen."""
    from app.services import holds
    from app.services.holds import Acknowledge

    with call.store() as context:
        desk = desk_of(call, context)
        fresh = desk.state.history.fresh_news
        moved, _ = holds.acknowledge(context, Acknowledge(act_of(call, context), desk.case.case_id))
        data = data_of(context.zone, act=moved.act, fact=moved.fact, seen=[fact.kind for fact in fresh])
        return Answer(data, [call.terminal.say("What arrived was seen.", "新情况已阅。")])
