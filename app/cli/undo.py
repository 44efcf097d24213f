"""``fairdue undo``: take back the last act, or a named one; or bring back what was undone last."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from app.cli.call import Call
from app.cli.entered import data_of, id_entered
from app.cli.terminal import Answer
from app.domain.errors import NotFound

if TYPE_CHECKING:
    from app.services.acts import Undone
    from app.services.context import Context

NAME = "undo"
HELP = "take back the last act, or a named one; --redo brings the last undone one back"


def declare(parser: ArgumentParser) -> None:
    """Which act."""
    parser.add_argument("of", metavar="ACT", nargs="?", help="id of the act; default: the user's last one")
    parser.add_argument("--why", metavar="TEXT", help="asked for later than ten minutes after the act")
    parser.add_argument("--redo", action="store_true", help="bring back what was undone last")


def run(call: Call) -> Answer:
    """Undo or redo, and say on which case."""
    with call.store() as context:
        undone = _redone(context) if call.options.redo else _undone(call, context)
        data = data_of(
            context.zone, act=undone.act, annulment_act=undone.annulment_act, case_id=undone.case_id
        ) | {"kinds": list(undone.kinds)}
        said = call.terminal.say("brought back", "已恢复") if call.options.redo else None
        return Answer(data, [said or call.terminal.say("undone", "已撤销")])


def _undone(call: Call, context: Context) -> Undone:
    from app.services import acts
    from app.services.acts import Undo

    given = call.options
    if given.of is not None:
        act = id_entered(given.of, "act_missing")
    else:
        last = acts.last_act(context)
        if last is None:
            raise NotFound("act_missing")
        act = last.act
    undone, _ = acts.undo(context, Undo(act, context.new_id(), given.why))
    return undone


def _redone(context: Context) -> Undone:
    from app.services import acts
    from app.services.acts import Undo

    last = acts.redoable(context)
    if last is None:
        raise NotFound("redo_missing")
    redone, _ = acts.redo(context, Undo(last.act, context.new_id()))
    return redone
