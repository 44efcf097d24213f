"""``fairdue plan``: quote terms, keep them as a version, agree to one, end a plan; or the lists of all cases."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import (
    act_of,
    currency_of,
    data_of,
    day_past,
    declare_act,
    declare_case_or_list,
    desk_of,
    id_entered,
    is_list,
    today_of,
)
from app.cli.options import count, day
from app.cli.plan_limits import LIMITS, declare_limits, run_limits
from app.cli.plan_solve import SOLVE, declare_solve, run_solve
from app.cli.plan_terms import (
    GIVEN,
    UNKNOWNS,
    Around,
    beyond_data,
    declare_terms,
    offer_data,
    offer_said,
    rows_said,
    schedule_data,
    terms_of,
)
from app.cli.terminal import Answer
from app.domain.errors import NotFound

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.plan_changes import Change
    from app.services.plans import Planned
    from app.services.situations import Desk

NAME = "plan"
HELP = "quote, keep, agree or end an instalment plan of a case, or list plans"
LISTS = ("performing", "broken", "offered", "completed")


def declare(parser: ArgumentParser) -> None:
    """The case, the terms, and what to do with them."""
    declare_case_or_list(parser, LISTS, "plans")
    declare_terms(parser)
    declare_solve(parser)
    declare_limits(parser)
    parser.add_argument("--save", choices=("draft", "proposed"), help="keep the terms as the next version")
    parser.add_argument("--note", metavar="TEXT")
    parser.add_argument("--agree", metavar="VERSION", help="both sides agreed to this version")
    parser.add_argument("--on", metavar="DAY", help="the day of agreement or end; default: today")
    parser.add_argument("--how", choices=("signed", "recorded_call", "message"), default="signed")
    parser.add_argument("--recording", metavar="REF", help="reference of the recording")
    parser.add_argument("--approve", metavar="VERSION", help="the lead said yes to what is beyond the limits")
    parser.add_argument("--refuse", metavar="VERSION", help="the lead said no")
    parser.add_argument(
        "--pause", type=count, metavar="N", help="put off by N periods what is due --from a day"
    )
    parser.add_argument(
        "--from",
        dest="from_on",
        type=day,
        metavar="YYYY-MM-DD",
        help="of --pause; may be past; default today",
    )
    parser.add_argument("--skip", type=count, metavar="NO", help="leave this instalment out and make it up")
    parser.add_argument("--arrears", action="store_true", help="make up what was missed")
    parser.add_argument(
        "--make-up", choices=("spread", "append"), default="append", help="of --skip and --arrears"
    )
    parser.add_argument("--end", metavar="PLAN", help="cancel this plan")
    parser.add_argument(
        "--why", metavar="TEXT", help="why it is cancelled or refused; who approved it and how"
    )
    declare_act(parser)


def run(call: Call) -> Answer:
    """Quote, keep, agree, end, show or list."""
    given = call.options
    if given.case == SOLVE:
        return run_solve(call)
    if given.case == LIMITS:
        return run_limits(call)
    with call.store() as context:
        if is_list(call):
            return _listed(call, context)
        return _worked(call)(call, context, desk_of(call, context))


def _worked(call: Call) -> Callable[[Call, Context, Desk], Answer]:
    """What is asked of one case."""
    given = call.options
    asked = (
        (given.offers, _offered),
        (given.approve is not None or given.refuse is not None, _answered),
        (given.agree is not None, _agreed),
        (given.end is not None, _ended),
        (given.pause is not None or given.skip is not None or given.arrears, _changed),
        (given.save or any(getattr(given, name) is not None for name in GIVEN), _quoted),
    )
    return next((work for is_asked, work in asked if is_asked), _shown)


def _around(desk: Desk) -> Around:
    return Around(
        today_of(desk), currency_of(desk, None), desk.state.history.pay_day, desk.state.balance_minor
    )


def _quoted(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import plan_rules, plans
    from app.services.plans import SaveVersion

    given, words, today = call.options, call.words(context), today_of(desk)
    terms = terms_of(given, _around(desk))
    if not any(getattr(given, name) is not None for name in GIVEN):
        terms = plans.suggest(context.rules, desk) or terms
    find = UNKNOWNS[given.find] if given.find else None
    schedule = plans.quote_for(context.rules, desk, terms, find)
    with context.db.read() as connection:
        limits = plan_rules.limits_of_case(connection, desk.case.case_id, context.user.role)
    beyond = [beyond_data(each, context.zone) for each in limits.beyond(schedule, today)]
    data = schedule_data(schedule, context.zone, today) | {"beyond": beyond}
    if given.save:
        kept = schedule.terms if find else terms
        command = SaveVersion(act_of(call, context), desk.case.case_id, kept, given.save, note=given.note)
        saved, _ = plans.save_version(context, command)
        data = _planned(context, saved) | data
    return Answer(data, rows_said(words, schedule.rows, desk.state.currency))


def _offered(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import plan_offers, plan_rules

    words, today = call.words(context), today_of(desk)
    with context.db.read() as connection:
        limits = plan_rules.limits_of_case(connection, desk.case.case_id, context.user.role)
    ground = plan_offers.ground_of(context.rules, desk, limits)
    found = plan_offers.offers(ground, terms_of(call.options, _around(desk)))
    return Answer(
        [offer_data(offer, context.zone, today) for offer in found],
        [offer_said(words, each) for each in found],
    )


def _answered(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import plan_approvals
    from app.services.plan_approvals import Decide

    given = call.options
    version = id_entered(given.approve or given.refuse, "plan_version_missing")
    is_approved = given.approve is not None
    command = Decide(act_of(call, context), desk.case.case_id, version, is_approved, given.why)
    fact, _ = plan_approvals.decide(context, command)
    said = call.terminal.say("approved", "已批准") if is_approved else call.terminal.say("refused", "未批准")
    data = data_of(
        context.zone,
        act=fact.act,
        case_id=fact.case_id,
        fact=fact.uid,
        version_id=version,
        approved=is_approved,
    )
    return Answer(data, [said])


def _changed(call: Call, context: Context, desk: Desk) -> Answer:
    """What the plan in force becomes; with ``--save`` it is kept as its next version."""
    from app.services import plan_changes
    from app.services.plan_changes import ChangePlan

    given, words = call.options, call.words(context)
    view = desk.state.commitments.plan
    if view is None:
        raise NotFound("plan_missing")
    change = _change(call, desk)
    schedule = plan_changes.changed(context, desk, view, change)
    data = schedule_data(schedule, context.zone, today_of(desk))
    if given.save:
        command = ChangePlan(
            act_of(call, context), desk.case.case_id, view.fact.uid, change, given.save, given.note
        )
        saved, _ = plan_changes.change_plan(context, command)
        data = _planned(context, saved) | data
    return Answer(data, rows_said(words, schedule.rows, desk.state.currency))


def _change(call: Call, desk: Desk) -> Change:
    from app.domain.plan_changes import MakeUp
    from app.services.plan_changes import Arrears, Pause, Skip

    given = call.options
    if given.pause is not None:
        return Pause(given.from_on or today_of(desk), given.pause)
    how = MakeUp(given.make_up)
    return Arrears(how) if given.arrears else Skip(given.skip, how)


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
        | {
            "changes": [change.field for change in row.changes],
            "approval": str(row.approval.state),
            "beyond": list(row.approval.beyond),
        }
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
