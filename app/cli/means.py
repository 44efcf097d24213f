"""``fairdue means``: the means test of a case (收支表), shown or taken line by line."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import act_of, data_of, declare_act, declare_case, desk_of
from app.cli.options import count
from app.cli.terminal import Answer
from app.domain.errors import RuleViolation

if TYPE_CHECKING:
    from app.domain.facts import Fact
    from app.services.context import Context
    from app.services.situations import Desk

NAME = "means"
HELP = "show or take the means test of a case: income and outgoings a month"


def declare(parser: ArgumentParser) -> None:
    """The case and the lines."""
    declare_case(parser, is_optional=True)
    parser.add_argument(
        "--item", type=_line, action="append", metavar="CATEGORY=AMOUNT", help="a line of the form"
    )
    parser.add_argument("--categories", action="store_true", help="the lines of the form")
    parser.add_argument("--pay-day", type=count, metavar="N", help="day of the month")
    parser.add_argument("--proof-asked", action="store_true")
    parser.add_argument("--proof-received", action="store_true")
    declare_act(parser)


def _line(text: str) -> tuple[str, str]:
    code, _, amount = text.partition("=")
    if not code or not amount:
        raise ArgumentTypeError(f"{text!r} is no line such as salary=10200")
    return code, amount


def run(call: Call) -> Answer:
    """List the lines, keep a means test, or show the last. Raises RuleViolation ``case_or_list`` without a case."""
    given = call.options
    if given.categories:
        return _categories(call)
    if given.case is None:
        raise RuleViolation("case_or_list", "case")
    with call.store() as context:
        desk = desk_of(call, context)
        if given.item or given.pay_day is not None or given.proof_asked or given.proof_received:
            return _kept(call, context, desk)
        fact = desk.state.history.means
        pay_day = desk.state.history.pay_day
        told = {} if pay_day is None else {"pay_day": pay_day}
        return Answer(told if fact is None else _data(context, desk, fact) | told, _said(call, context, fact))


def _categories(call: Call) -> Answer:
    from app.services import means

    form, language = means.form(), call.terminal.language
    rows = [
        {
            "category": each.code,
            "side": "income" if each.is_income else "outgoings",
            "name": each.words.text(language),
        }
        for each in form.categories.values()
    ]
    return Answer(rows, [f"{row['category']:<14} {row['name']}" for row in rows])


def _kept(call: Call, context: Context, desk: Desk) -> Answer:
    from app.domain.means_test import Item
    from app.domain.money import parse_amount
    from app.services import means
    from app.services.means import RecordMeans

    given, currency = call.options, desk.state.currency or "CNY"
    items = [Item(code, parse_amount(amount, currency, field=code)) for code, amount in given.item or ()]
    command = RecordMeans(
        act_of(call, context),
        desk.case.case_id,
        items,
        given.pay_day,
        given.proof_asked,
        given.proof_received,
    )
    fact, _ = means.record(context, command)
    kept = data_of(context.zone, act=fact.act, case_id=fact.case_id, fact=fact.uid)
    if fact.kind == "preference":
        day = fact.body.pay_day
        said = call.terminal.say(f"pay day: {day}. of the month", f"发薪日：每月 {day} 日")
        return Answer(kept | {"pay_day": day}, [said])
    return Answer(kept | _data(context, desk, fact), _said(call, context, fact))


def _data(context: Context, desk: Desk, fact: Fact) -> dict[str, Any]:
    from app.domain.dates import local_date
    from app.domain.means_test import items_of

    body = fact.body
    items = [{"category": item.code, "amount_minor": item.amount_minor} for item in items_of(body.items)]
    return data_of(
        context.zone,
        income_minor=body.income_minor,
        outgoings_minor=body.outgoings_minor,
        savings_minor=body.income_minor - body.outgoings_minor - body.surplus_minor,
        surplus_minor=body.surplus_minor,
        currency=body.currency,
        pay_day=body.pay_day,
        proof_asked=body.is_proof_asked,
        proof_received=body.is_proved,
        told_on=local_date(fact.occurred_at, desk.case.zone),
    ) | {"items": items}


def _said(call: Call, context: Context, fact: Fact | None) -> list[str]:
    if fact is None:
        return [call.terminal.say("no means test on file", "尚无收支表")]
    words, body = call.words(context), fact.body
    income, outgoings, surplus = (
        words.money(minor, body.currency)
        for minor in (body.income_minor, body.outgoings_minor, body.surplus_minor)
    )
    said = call.terminal.say(
        f"income {income}, outgoings {outgoings}, left over {surplus}",
        f"收入 {income}，支出 {outgoings}，结余 {surplus}",
    )
    return [said]
