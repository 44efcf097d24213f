"""``fairdue promise``: promises of a case, a new one, one taken back; or the lists of all cases."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import (
    act_of,
    data_of,
    declare_act,
    declare_case_or_list,
    declare_promise,
    desk_of,
    id_entered,
    is_list,
    promise_of,
)
from app.cli.terminal import Answer
from app.domain.errors import RuleViolation

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.situations import Desk

NAME = "promise"
HELP = "show, make or cancel promises of a case, or list those due, kept and broken"
LISTS = ("due", "kept", "broken")


def declare(parser: ArgumentParser) -> None:
    """The case and the promise, or a list."""
    declare_case_or_list(parser, LISTS, "promises")
    declare_promise(parser)
    parser.add_argument("--note", metavar="TEXT")
    parser.add_argument("--cancel", metavar="PROMISE", help="take this promise back")
    parser.add_argument("--why", metavar="TEXT", help="why it is taken back")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Show, save, cancel or list."""
    given = call.options
    with call.store() as context:
        if is_list(call):
            return _listed(call, context)
        desk = desk_of(call, context)
        if given.cancel is not None:
            return _cancelled(call, context, desk)
        if given.amount is not None or given.due is not None:
            return _made(call, context, desk)
        return _shown(call, context, desk)


def _made(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import promises
    from app.services.promises import MakePromise

    promise = promise_of(call, context, desk, call.options.note)
    if promise is None:
        raise RuleViolation("promise_required", "promise")
    made, _ = promises.promise(context, MakePromise(act_of(call, context), desk.case.case_id, promise))
    data = data_of(
        context.zone,
        act=made.act,
        case_id=made.case_id,
        promise=made.promise,
        replaced=made.replaced,
        amount_minor=promise.amount_minor,
        due_on=promise.due_on,
    )
    data["promises"] = [
        data_of(context.zone, promise=uid, amount_minor=minor, due_on=due_on)
        for uid, (minor, due_on) in zip((made.promise, *made.further), promise.parts, strict=True)
    ]
    words, currency = call.words(context), desk.state.currency
    lines = [f"{words.money(minor, currency)} {words.full_day(due_on)}" for minor, due_on in promise.parts]
    return Answer(data, lines)


def _cancelled(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import promises
    from app.services.promises import CancelPromise

    given = call.options
    uid = id_entered(given.cancel, "promise_missing")
    command = CancelPromise(act_of(call, context), desk.case.case_id, uid, given.why or "")
    cancelled, _ = promises.cancel(context, command)
    data = data_of(context.zone, act=cancelled.act, case_id=cancelled.case_id, promise=cancelled.promise)
    return Answer(data, [call.terminal.say("cancelled", "已取消")])


def _shown(call: Call, context: Context, desk: Desk) -> Answer:
    from app.domain.promises import honesty
    from app.services import promises

    words, views = call.words(context), desk.state.commitments.promises
    rows = [
        data_of(
            context.zone,
            promise=view.fact.uid,
            act=view.fact.act,
            amount_minor=view.amount_minor,
            paid_minor=view.outcome.paid_minor,
            due_on=view.due_on,
            state=view.outcome.state,
            days_late=view.outcome.days_late,
        )
        for view in views
    ]
    record = honesty(view.outcome for view in views)
    proposed = promises.suggest(context.rules, desk)
    data: dict[str, Any] = {
        "promises": rows,
        "kept": record.kept,
        "judged": record.judged,
        "suggestion": proposed
        and data_of(
            context.zone,
            amount_minor=proposed.amount_minor,
            due_on=proposed.due_on,
            amount_why=proposed.amount_why,
            date_why=proposed.date_why,
        ),
    }
    lines = [
        f"{view.due_on}  {words.money(view.amount_minor, desk.state.currency):>15}  {view.outcome.state}"
        for view in views
    ]
    return Answer(data, lines)


def _listed(call: Call, context: Context) -> Answer:
    from app.services import commitment_lists
    from app.services.commitment_lists import PromiseList

    given, words = call.options, call.words(context)
    page = commitment_lists.promises(context, PromiseList(given.list), given.offset, given.limit)
    rows = [
        data_of(
            context.zone,
            promise=row.uid,
            case_id=row.case_id,
            case_no=row.case_no,
            debtor=row.name,
            amount_minor=row.amount_minor,
            paid_minor=row.paid_minor,
            currency=row.currency,
            due_on=row.due_on,
            state=row.state,
            days_late=row.days_late,
        )
        for row in page.rows
    ]
    lines = [
        f"{row.due_on}  {words.money(row.amount_minor, row.currency):>15}  {row.state:<12} {row.name}"
        for row in page.rows
    ]
    return Answer({"total": page.total, "rows": rows}, lines)
