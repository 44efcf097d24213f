"""``fairdue payments``: a bank statement matched and booked, parked money listed, given to a case or sent back."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import (
    account_of,
    act_of,
    amount,
    case_id,
    data_of,
    declare_act,
    desk_of,
    id_entered,
    shown,
)
from app.cli.import_file import only_creditor, stopped
from app.cli.options import count, day
from app.cli.payment import booked_data
from app.cli.refused_rows import check_report, declare_report, save_report
from app.cli.terminal import Answer
from app.domain.errors import NotFound, RuleViolation

if TYPE_CHECKING:
    from app.services.bank_statements import LineResult, Option, StatementResult, Tally
    from app.services.context import Context

NAME = "payments"
HELP = "match a bank statement with the cases; list, assign or return parked money"
WHAT = ("match", "parked", "assign", "return", "undo", "practise")


def declare(parser: ArgumentParser) -> None:
    """What is to be done, with which file or line."""
    parser.add_argument("what", choices=WHAT, help="practise writes a made-up statement of a practice store")
    parser.add_argument(
        "of", metavar="FILE|LINE|ACT", nargs="?", help="the statement, the id of a parked line, or of the act"
    )
    parser.add_argument(
        "case", metavar="CASE", nargs="?", help="assign: the case_id, or the number of the case"
    )
    match = parser.add_argument_group("match")
    match.add_argument(
        "--creditor", metavar="NAME", help="whose money it is; default: the only creditor known"
    )
    match.add_argument("--dry-run", action="store_true", help="match and report, write nothing to the store")
    match.add_argument(
        "--decide",
        action="append",
        default=[],
        metavar="ROW=CASE",
        help="a row is of this case; ROW= parks it",
    )
    declare_report(match)
    match.add_argument("--encoding", help="of a CSV file; default: found out")
    match.add_argument("--sheet", metavar="NAME", help="of a workbook; default: the one with the table")
    match.add_argument("--control-count", type=count, metavar="N", help="rows of money in that there must be")
    match.add_argument("--control-minor", type=count, metavar="N", help="their sum in minor units")
    match.add_argument("--despite-controls", action="store_true", help="book though the totals disagree")
    parser.add_argument("--amount", metavar="AMOUNT", help="assign, return: a part; default: all of it")
    parser.add_argument("--account", metavar="TAIL", help="assign: the account, by its last digits")
    parser.add_argument("--on", type=day, metavar="DAY", help="return: the day it was sent; default: today")
    parser.add_argument("--why", metavar="TEXT", help="return, undo: why")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Do what is asked."""
    with call.store(is_current=call.options.what != "match") as context:
        return _ANSWERS[call.options.what](call, context)


def _file(call: Call) -> Path:
    if call.options.of is None:
        raise RuleViolation("statement_missing", "file")
    return Path(call.options.of)


def _matched(call: Call, context: Context) -> Answer:
    from app.services import bank_statements
    from app.services.bank_statements import MatchStatement

    given = call.options
    check_report(call, context)
    command = MatchStatement(
        _file(call),
        given.creditor or only_creditor(context),
        encoding=given.encoding,
        sheet=given.sheet,
        control_count=given.control_count,
        control_minor=given.control_minor,
        despite_controls=given.despite_controls,
        decisions=dict(_decision(context, text) for text in given.decide),
    )
    if given.dry_run:
        result = bank_statements.dry_run(context, command, call.terminal)
    else:
        result, _ = bank_statements.run(context, command, call.terminal)
    report, told = save_report(call, context, result)
    if result.stopped_by is not None:
        call.terminal.note(stopped(call.terminal, result))
    is_in = result.stopped_by is None and (bool(result.lines) or not result.refusals)
    data = _result(call, context, result) | report
    return Answer(data, [*_said(call, context, result), *told], 0 if is_in else 1)


def _decision(context: Context, text: str) -> tuple[int, bytes | None]:
    row, equals, case = text.partition("=")
    if not equals or not row.strip().isdecimal():
        raise RuleViolation("option_pair", "decide", found=text)
    return int(row), case_id(context, case.strip()) if case.strip() else None


def _result(call: Call, context: Context, result: StatementResult) -> dict[str, Any]:
    tallies = ("sure", "decided", "ask", "booked", "parked", "duplicates", "refused", "spent")
    sums = {name: _tally(getattr(result, name)) for name in tallies}
    return {
        "act": shown(result.act, context.zone),
        "stopped_by": result.stopped_by,
        "creditor": result.creditor,
        "currency": result.currency,
        "total_minor": result.total_minor,
        **sums,
        "lines": [_line(call, context, line) for line in result.lines],
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {"count": tally.count, "minor": tally.minor}


def _line(call: Call, context: Context, found: LineResult) -> dict[str, Any]:
    line = found.received.line
    return data_of(
        context.zone,
        row=found.received.row,
        fate=found.fate,
        amount_minor=line.amount_minor,
        paid_on=line.paid_on,
        payer=line.payer,
        note=line.note,
        reference=found.received.reference,
        case_id=found.case_id,
        booked_minor=found.booked_minor,
    ) | {"options": [_option(call, context, option) for option in found.options]}


def _option(call: Call, context: Context, option: Option) -> dict[str, Any]:
    from app.services.bank_statements import hit_text

    return data_of(
        context.zone,
        case_id=option.case_id,
        case_no=option.case_no,
        debtor=option.debtor,
        owed_minor=option.owed_minor,
        score=option.score,
        books_minor=option.books_minor,
    ) | {
        "why": [
            {"rule": str(hit.rule), "points": hit.points, "text": hit_text(hit, call.terminal.language)}
            for hit in option.hits
        ]
    }


def _said(call: Call, context: Context, result: StatementResult) -> list[str]:
    words, terminal = call.words(context), call.terminal
    names = {
        "booked": terminal.say("booked", "入账"),
        "ask": terminal.say("to be decided", "待核对"),
        "parked": terminal.say("parked (those to be decided among them)", "挂账（含待核对）"),
        "duplicates": terminal.say("in already", "重复"),
        "refused": terminal.say("refused", "被拒"),
        "spent": terminal.say("money out, left alone", "支出，不处理"),
    }
    return [
        f"{getattr(result, name).count:>6,}  {words.money(getattr(result, name).minor, result.currency):>16}  {text}"
        for name, text in names.items()
    ]


def _parked(call: Call, context: Context) -> Answer:
    from app.services.bank_statements import parked

    rows = parked.rows(context)
    words = call.words(context)
    data = [
        data_of(
            context.zone,
            line=row.uid,
            creditor=row.creditor,
            rest_minor=row.rest_minor,
            amount_minor=row.amount_minor,
            currency=row.currency,
            paid_on=row.paid_on,
            payer=row.payer,
            payer_account=row.payer_account,
            note=row.note,
            reference=row.reference,
        )
        for row in rows
    ]
    lines = [
        f"{entry['line']}  {row.paid_on}  {words.money(row.rest_minor, row.currency):>14}  {row.payer}  {row.note}"
        for entry, row in zip(data, rows, strict=True)
    ]
    return Answer(data, lines)


def _uid(call: Call) -> bytes:
    return id_entered(call.options.of or "", "parked_missing")


def _assigned(call: Call, context: Context) -> Answer:
    from app.services.bank_statements import AssignParked, assign

    given = call.options
    if given.case is None:
        raise NotFound("case_missing")
    desk = desk_of(call, context)
    command = AssignParked(
        act_of(call, context),
        _uid(call),
        desk.case.case_id,
        amount(given.amount, desk),
        account_of(desk, given.account),
    )
    booked, _ = assign(context, command)
    money = call.words(context).money(booked.balance_minor, desk.state.currency)
    data = booked_data(context, desk, booked)
    return Answer(data, [call.terminal.say(f"booked; {money} are owed now", f"已入账，尚欠 {money}")])


def _returned(call: Call, context: Context) -> Answer:
    from app.domain.money import parse_amount
    from app.services.bank_statements import SendBack, parked, send_back

    given, uid = call.options, _uid(call)
    minor = None
    if given.amount is not None:
        row = next((row for row in parked.rows(context) if row.uid == uid), None)
        minor = None if row is None else parse_amount(given.amount, row.currency, field="amount_minor")
    sent, _ = send_back(context, SendBack(act_of(call, context), uid, given.why or "", minor, given.on))
    data = data_of(
        context.zone, act=sent.act, line=uid, amount_minor=sent.amount_minor, rest_minor=sent.rest_minor
    )
    return Answer(data, [call.terminal.say("sent back", "已退回")])


def _undone(call: Call, context: Context) -> Answer:
    from app.services import imports

    act = id_entered(call.options.of or "", "import_missing")
    imports.undo(context, act, call.options.why, call.terminal)
    return Answer(data_of(context.zone, act=act), [call.terminal.say("undone", "已撤销")])


def _practised(call: Call, context: Context) -> Answer:
    from app.services.bank_statements import practice

    path = _file(call)
    rows = practice.write(context, path)
    return Answer({"file": str(path), "rows": rows}, [f"{rows:,}  {path}"])


_ANSWERS: dict[str, Callable[[Call, Context], Answer]] = {
    "match": _matched,
    "parked": _parked,
    "assign": _assigned,
    "return": _returned,
    "undo": _undone,
    "practise": _practised,
}
