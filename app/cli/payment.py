"""``fairdue payment``: payments of a case, a new one, one reversed."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import (
    account_of,
    act_of,
    amount,
    data_of,
    day_past,
    declare_act,
    declare_case,
    desk_of,
    id_entered,
    today_of,
)
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.domain.ledger import Posting
    from app.services.context import Context
    from app.services.payments import Booked
    from app.services.situations import Desk

NAME = "payment"
HELP = "show, record or reverse payments of a case"


def declare(parser: ArgumentParser) -> None:
    """The case and the payment."""
    declare_case(parser)
    parser.add_argument("--amount", metavar="AMOUNT", help="1500, 2k, 0.2w")
    parser.add_argument("--on", metavar="DAY", help="the day it was paid; default: today")
    parser.add_argument(
        "--account", metavar="TAIL", help="the account, by its last digits; default: oldest due first"
    )
    parser.add_argument("--by", metavar="TEXT", help="how it was paid")
    parser.add_argument("--reference", metavar="TEXT", help="number of the slip")
    parser.add_argument("--preview", action="store_true", help="show the allocation, write nothing")
    parser.add_argument("--reverse", metavar="PAYMENT", help="take this payment back")
    parser.add_argument("--why", metavar="TEXT", help="why it is taken back")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Show, record, preview or reverse."""
    given = call.options
    with call.store() as context:
        desk = desk_of(call, context)
        if given.reverse is not None:
            return _reversed(call, context, desk)
        if given.amount is not None:
            return _recorded(call, context, desk)
        return _shown(call, context, desk)


def _recorded(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import payments
    from app.services.payments import PaymentGiven, RecordPayment

    given = call.options
    account = account_of(desk, given.account)
    payment = PaymentGiven(
        amount(given.amount, desk, account=account) or 0,
        day_past(given.on, desk, "paid_on") or today_of(desk),
        account,
        given.by,
        given.reference,
    )
    if given.preview:
        postings = payments.preview(context.rules, desk, payment)
        return Answer({"postings": _postings(context, postings)}, _said(call, context, desk, postings))
    booked, _ = payments.record(context, RecordPayment(act_of(call, context), desk.case.case_id, payment))
    return _answer(call, context, desk, booked)


def _reversed(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import payments
    from app.services.payments import ReversePayment

    given = call.options
    uid = id_entered(given.reverse, "payment_missing")
    command = ReversePayment(
        act_of(call, context),
        desk.case.case_id,
        uid,
        given.why or "",
        day_past(given.on, desk, "reversed_on"),
    )
    booked, _ = payments.reverse(context, command)
    return _answer(call, context, desk, booked)


def _answer(call: Call, context: Context, desk: Desk, booked: Booked) -> Answer:
    data = booked_data(context, desk, booked) | {"postings": _postings(context, booked.postings)}
    return Answer(data, _said(call, context, desk, booked.postings))


def booked_data(context: Context, desk: Desk, booked: Booked) -> dict[str, Any]:
    """A payment that was saved, or its reversal, and what is owed then."""
    return data_of(
        context.zone,
        act=booked.act,
        case_id=booked.case_id,
        payment=booked.fact,
        balance_minor=booked.balance_minor,
        currency=desk.state.currency,
    )


def _shown(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import payments

    rows = payments.rows(desk)
    data = [
        data_of(
            context.zone,
            payment=row.uid,
            act=row.act,
            amount_minor=row.amount_minor,
            currency=row.currency,
            paid_on=row.paid_on,
            by=row.channel,
            reference=row.reference,
            reversed=row.is_reversed,
        )
        | {"postings": _postings(context, row.postings)}
        for row in rows
    ]
    words = call.words(context)
    undone = call.terminal.say(" reversed", " 已冲回")
    lines = [
        f"{row.paid_on}  {words.money(row.amount_minor, row.currency):>15}{undone if row.is_reversed else ''}"
        for row in rows
    ]
    return Answer(data, lines)


def _postings(context: Context, postings: Iterable[Posting]) -> list[dict[str, Any]]:
    return [
        data_of(context.zone, account_id=posting.account_id, dpd=posting.dpd)
        | {"parts": {name: -part for name, part in posting.parts.items()}}
        for posting in postings
    ]


def _said(call: Call, context: Context, desk: Desk, postings: Iterable[Posting]) -> list[str]:
    from app.services.ledger_words import component_word

    words = call.words(context)
    return [
        f"{component_word(name, words)} {words.money(-part, desk.state.currency)}"
        for posting in postings
        for name, part in posting.parts.items()
    ]
