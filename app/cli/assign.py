"""``fairdue assign``: who works cases, a preview of giving some to others, and doing it as one act."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from app.cli.call import Call
from app.cli.entered import act_of, case_id, data_of, declare_act
from app.cli.terminal import Answer
from app.domain.assignment import Dealing

if TYPE_CHECKING:
    from app.services.assignments import Preview, Wish, Worker
    from app.services.context import Context

NAME = "assign"
HELP = "give cases to collectors, after a preview, as one act"


def declare(parser: ArgumentParser) -> None:
    """Which cases, to whom."""
    parser.add_argument("cases", nargs="*", metavar="CASE", help="cases by case_id or number")
    parser.add_argument("--view", metavar="NAME", help="all cases of this saved view instead")
    parser.add_argument("--to", nargs="+", default=(), metavar="NAME", help="collectors by name or number")
    parser.add_argument(
        "--by", choices=[str(by) for by in Dealing], default="cases", help="what each gets alike (cases)"
    )
    parser.add_argument("--why", metavar="TEXT")
    parser.add_argument("--preview", action="store_true", help="say who would get what, and give nothing")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Who there is; who would get what; or done."""
    from app.services import assignments
    from app.services.assignments import Assign, Given

    given = call.options
    with call.store() as context:
        workers = assignments.workers(context)
        if not given.to:
            return _workers(context, workers)
        found = assignments.preview(context, _wish(call, context, workers))
        act = None
        if not given.preview and found.moving:
            shares = tuple(Given(share.collector_id, share.case_ids) for share in found.shares)
            act = assignments.assign(context, Assign(act_of(call, context), shares, given.why))[0].act
        return _answer(call, context, found, act)


def _wish(call: Call, context: Context, workers: list[Worker]) -> Wish:
    from app.domain.errors import NotFound
    from app.services import views
    from app.services.assignments import Wish

    given = call.options
    view = None
    if given.view is not None:
        view = views.every(context).get(given.view)
        if view is None:
            raise NotFound("view_missing", name=given.view)
    collectors = tuple(_collector(context, workers, text) for text in given.to)
    return Wish(collectors, tuple(case_id(context, text) for text in given.cases), view, Dealing(given.by))


def _collector(context: Context, workers: list[Worker], text: str) -> bytes:
    from app.domain.errors import NotFound
    from app.models import people

    with context.db.read() as connection:
        numbers = {row["id"]: row["employee_no"] for row in people.users(connection)}
    named = [worker.id for worker in workers if text in (worker.name, numbers[worker.id])]
    if len(named) != 1:
        raise NotFound("collector_unknown")
    return named[0]


def _workers(context: Context, workers: list[Worker]) -> Answer:
    data = [data_of(context.zone, user=w.id, name=w.name, cases=w.cases) for w in workers]
    return Answer(data, [f"{worker.name}  {worker.cases}" for worker in workers])


def _answer(call: Call, context: Context, found: Preview, act: bytes | None) -> Answer:
    words = call.words(context)
    data = data_of(
        context.zone,
        act=act,
        moving=found.moving,
        staying=found.staying,
        closed=found.closed,
        shares=[
            data_of(
                context.zone,
                user=share.collector_id,
                name=share.name,
                had=share.had,
                cases=len(share.case_ids),
                balance_minor=share.balance_minor,
            )
            for share in found.shares
        ],
    )
    from app.services.assignment_words import told

    return Answer(data, told(found, words))
