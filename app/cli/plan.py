"""``fairdue plan``: quote terms, keep them as a version, agree to one, end a plan; or the lists of all cases."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import (
    act_of,
    amount,
    data_of,
    day_ahead,
    day_past,
    declare_act,
    declare_case_or_list,
    desk_of,
    id_entered,
    is_list,
    today_of,
)
from app.cli.options import count
from app.cli.terminal import Answer
from app.domain.dates import HolidayRule, add_months
from app.domain.plans import Cadence, Terms

if TYPE_CHECKING:
    from app.domain.plans import Row, Schedule
    from app.services.context import Context
    from app.services.plans import Planned
    from app.services.situations import Desk
    from app.services.words import Words

NAME = "plan"
HELP = "quote, keep, agree or end an instalment plan of a case, or list plans"
LISTS = ("performing", "broken", "offered", "completed")
_TERMS = ("debt", "down", "instalment", "periods", "until", "first", "day")


def declare(parser: ArgumentParser) -> None:
    """The case, the terms, and what to do with them."""
    declare_case_or_list(parser, LISTS, "plans")
    parser.add_argument("--debt", metavar="AMOUNT", help="default: all that is owed")
    parser.add_argument("--down", metavar="AMOUNT", help="down payment, due today unless --down-on")
    parser.add_argument("--down-on", metavar="DAY")
    parser.add_argument("--instalment", metavar="AMOUNT", help="one of these three is enough")
    parser.add_argument("--periods", type=count, metavar="N")
    parser.add_argument("--until", metavar="DAY", help="the last day")
    parser.add_argument("--first", metavar="DAY", help="first due day; default: in a month")
    parser.add_argument("--day", type=count, metavar="N", help="day of the month, or weekday 1-7")
    parser.add_argument("--cadence", choices=[str(c) for c in Cadence], default="monthly")
    parser.add_argument("--holidays", choices=[str(r) for r in HolidayRule], default="following")
    parser.add_argument("--save", choices=("draft", "proposed"), help="keep the terms as the next version")
    parser.add_argument("--note", metavar="TEXT")
    parser.add_argument("--agree", metavar="VERSION", help="both sides agreed to this version")
    parser.add_argument("--on", metavar="DAY", help="the day of agreement or end; default: today")
    parser.add_argument("--how", choices=("signed", "recorded_call", "message"), default="signed")
    parser.add_argument("--recording", metavar="REF", help="reference of the recording")
    parser.add_argument("--end", metavar="PLAN", help="cancel this plan")
    parser.add_argument("--why", metavar="TEXT", help="why it is cancelled")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Quote, keep, agree, end, show or list."""
    given = call.options
    with call.store() as context:
        if is_list(call):
            return _listed(call, context)
        desk = desk_of(call, context)
        if given.agree is not None:
            return _agreed(call, context, desk)
        if given.end is not None:
            return _ended(call, context, desk)
        if any(getattr(given, name) is not None for name in _TERMS) or given.save:
            return _quoted(call, context, desk)
        return _shown(call, context, desk)


def _terms(call: Call, context: Context, desk: Desk) -> Terms:
    from app.services import plans

    given, today = call.options, today_of(desk)
    debt = amount(given.debt, desk, "debt_minor")
    down = amount(given.down, desk, "down_minor") or 0
    terms = Terms(
        desk.state.balance_minor if debt is None else debt,
        day_ahead(given.first, desk, "first_on") or add_months(today, 1),
        desk.state.currency,
        down,
        (day_ahead(given.down_on, desk, "down_on") or today) if down else None,
        amount(given.instalment, desk, "instalment_minor"),
        given.periods,
        day_ahead(given.until, desk, "last_on"),
        Cadence(given.cadence),
        given.day,
        HolidayRule(given.holidays),
    )
    is_open = terms.instalment_minor is None and terms.periods is None and terms.last_on is None
    return plans.suggest(context.rules, desk) or terms if is_open and debt is None and not down else terms


def _quoted(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import plans
    from app.services.plans import SaveVersion

    given, words = call.options, call.words(context)
    terms = _terms(call, context, desk)
    schedule = plans.quote_for(context.rules, desk, terms)
    data = _schedule(context, schedule)
    if given.save:
        command = SaveVersion(act_of(call, context), desk.case.case_id, terms, given.save, note=given.note)
        saved, _ = plans.save_version(context, command)
        data = _planned(context, saved) | data
    return Answer(data, _rows_said(words, schedule.rows, desk.state.currency))


def _agreed(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import plans
    from app.services.plans import Agree

    given = call.options
    command = Agree(
        act_of(call, context),
        desk.case.case_id,
        id_entered(given.agree, "plan_version_missing"),
        _day(call, desk, "agreed_on"),
        given.how,
        given.recording,
    )
    agreed, _ = plans.agree(context, command)
    return Answer(
        _planned(context, agreed), [call.terminal.say("agreed; collection stops", "已达成，停止催收")]
    )


def _ended(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import plans
    from app.services.plans import EndPlan

    given = call.options
    plan_id = id_entered(given.end, "plan_missing")
    command = EndPlan(
        act_of(call, context), desk.case.case_id, plan_id, given.why or "", _day(call, desk, "ended_on")
    )
    ended, _ = plans.end(context, command)
    return Answer(_planned(context, ended), [call.terminal.say("ended", "已终止")])


def _day(call: Call, desk: Desk, field: str) -> date:
    return day_past(call.options.on, desk, field) or today_of(desk)


def _planned(context: Context, planned: Planned) -> dict[str, Any]:
    return data_of(
        context.zone,
        act=planned.act,
        case_id=planned.case_id,
        plan=planned.plan_id,
        fact=planned.fact,
        version=planned.version,
    )


def _schedule(context: Context, schedule: Schedule) -> dict[str, Any]:
    terms = schedule.terms
    return data_of(
        context.zone,
        debt_minor=terms.debt_minor,
        down_minor=terms.down_minor,
        instalment_minor=terms.instalment_minor,
        periods=terms.periods,
        last_on=terms.last_on,
        currency=terms.currency,
        cadence=terms.cadence,
        total_minor=schedule.total_minor,
    ) | {"solved": list(schedule.solved), "rows": [_row(context, row) for row in schedule.rows]}


def _row(context: Context, row: Row) -> dict[str, Any]:
    return data_of(
        context.zone,
        no=row.no,
        due_on=row.due_on,
        planned_on=row.planned_on,
        amount_minor=row.amount_minor,
        balance_after_minor=row.balance_after_minor,
        moved=row.moved,
        provisional=row.provisional,
    )


def _rows_said(words: Words, rows: tuple[Row, ...], currency: str) -> list[str]:
    mark = "暂定" if words.is_chinese else "provisional"
    return [
        f"{row.no:>3}  {words.full_day(row.due_on)}  {words.money(row.amount_minor, currency):>15}  "
        f"{mark if row.provisional else ''}".rstrip()
        for row in rows
    ]


def _shown(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import plans

    words, rows = call.words(context), plans.versions(desk)
    data = [
        data_of(
            context.zone,
            version_id=row.uid,
            plan=row.plan_id,
            version=row.no,
            state=row.state,
            saved_at=row.saved_at,
            agreed_on=row.agreed_on,
            debt_minor=row.terms.debt_minor,
            instalment_minor=row.terms.instalment_minor,
            periods=row.terms.periods,
            paid_minor=row.progress.paid_minor,
            overdue_minor=row.progress.overdue_minor,
        )
        | {"changes": [change.field for change in row.changes]}
        for row in rows
    ]
    lines = []
    for row in rows:
        each = words.money(row.terms.instalment_minor or 0, row.terms.currency)
        lines.append(f"v{row.no}  {row.state:<10}  {each} × {row.terms.periods}")
    return Answer(data, lines)


def _listed(call: Call, context: Context) -> Answer:
    from app.services import commitment_lists
    from app.services.commitment_lists import PlanList

    given, words = call.options, call.words(context)
    page = commitment_lists.plans(context, PlanList(given.list), given.offset, given.limit)
    rows = [
        data_of(
            context.zone,
            version_id=row.uid,
            plan=row.plan_id,
            case_id=row.case_id,
            case_no=row.case_no,
            debtor=row.name,
            version=row.version,
            state=row.state,
            total_minor=row.total_minor,
            paid_minor=row.paid_minor,
            overdue_minor=row.overdue_minor,
            currency=row.currency,
            next_no=row.next_no,
            next_on=row.next_on,
            next_minor=row.next_minor,
        )
        for row in page.rows
    ]
    lines = [
        f"{row.next_on or '-'}  {words.money(row.next_minor or 0, row.currency):>15}  {row.state:<10} {row.name}"
        for row in page.rows
    ]
    return Answer({"total": page.total, "rows": rows}, lines)
