"""``fairdue adjust``: charges, corrections, waivers and write-offs of a case, and where a payment goes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

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
)
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.services.adjustments import Adjusted
    from app.services.context import Context
    from app.services.situations import Desk

NAME = "adjust"
HELP = "charge, correct, waive or write off; say where a payment goes"


def declare(parser: ArgumentParser) -> None:
    """The case and the change."""
    declare_case(parser)
    parser.add_argument(
        "--kind", choices=("charge", "correction", "waiver", "write_off"), help="change what is owed"
    )
    parser.add_argument("--account", metavar="TAIL", help="the account, by its last digits")
    parser.add_argument(
        "--component", metavar="NAME", help="purchase, cash, instalment, interest, compound, …"
    )
    parser.add_argument("--amount", metavar="AMOUNT", help="above zero")
    parser.add_argument("--less", action="store_true", help="correction: lower by the amount")
    parser.add_argument("--on", metavar="DAY", help="the day it takes effect; default: today")
    parser.add_argument("--payment", metavar="PAYMENT", help="direct this payment …")
    parser.add_argument("--to", metavar="TAIL", help="… to the account the debtor named")
    parser.add_argument(
        "--split",
        metavar="TAIL:NAME:AMOUNT",
        action="append",
        help="… into parts that make it up; once for each",
    )
    parser.add_argument("--approve", metavar="WAIVER", help="the lead's yes to a waiver that waits")
    parser.add_argument("--refuse", metavar="WAIVER", help="the lead's no")
    parser.add_argument("--why", metavar="TEXT")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Change what is owed, direct a payment, or answer a waiver."""
    with call.store() as context:
        desk = desk_of(call, context)
        if call.options.approve or call.options.refuse:
            return _answer(context, _decided(call, context, desk), desk)
        if call.options.payment:
            return _answer(context, _directed(call, context, desk), desk)
        return _answer(context, _changed(call, context, desk), desk)


def _changed(call: Call, context: Context, desk: Desk) -> Adjusted:
    from app.domain.errors import NotFound
    from app.services import adjustments
    from app.services.adjustments import Adjust

    given = call.options
    account = account_of(desk, given.account)
    if account is None:
        raise NotFound("account_missing")
    minor = amount(given.amount, desk, account=account) or 0
    command = Adjust(
        act_of(call, context),
        desk.case.case_id,
        given.kind or "",
        account,
        -minor if given.less else minor,
        given.why or "",
        given.component,
        day_past(given.on, desk, "on"),
    )
    return adjustments.adjust(context, command)[0]


def _directed(call: Call, context: Context, desk: Desk) -> Adjusted:
    from app.services import adjustments
    from app.services.adjustments import Direct

    given = call.options
    command = Direct(
        act_of(call, context),
        desk.case.case_id,
        id_entered(given.payment, "payment_missing"),
        account_of(desk, given.to),
        [_part(desk, text) for text in given.split or ()],
        given.why or "",
    )
    return adjustments.direct(context, command)[0]


def _part(desk: Desk, text: str) -> tuple[bytes, str, int]:
    """One part of a split: ``4417:interest:200``."""
    from app.domain.errors import NotFound

    tail, _, rest = text.partition(":")
    component, _, minor = rest.partition(":")
    account = account_of(desk, tail)
    if account is None:
        raise NotFound("account_missing")
    return account, component, amount(minor, desk, "parts", account) or 0


def _decided(call: Call, context: Context, desk: Desk) -> Adjusted:
    from app.services import adjustments
    from app.services.adjustments import DecideWaiver

    given = call.options
    waiver = id_entered(given.approve or given.refuse, "waiver_missing")
    command = DecideWaiver(
        act_of(call, context), desk.case.case_id, waiver, given.approve is not None, given.why or ""
    )
    return adjustments.decide(context, command)[0]


def _answer(context: Context, kept: Adjusted, desk: Desk) -> Answer:
    data = data_of(
        context.zone,
        act=kept.act,
        case_id=kept.case_id,
        fact=kept.fact,
        waits=kept.waits,
        balance_minor=kept.balance_minor,
        currency=desk.state.currency,
    )
    from app.domain.money import format_minor

    return Answer(data, [f"{format_minor(kept.balance_minor, desk.state.currency)} {desk.state.currency}"])
