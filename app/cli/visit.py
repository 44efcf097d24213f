"""``fairdue visit``: an appointment in person is planned, told of afterwards, called off, or listed."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import act_of, data_of, declare_act, declare_case, desk_of, id_entered, moment_ahead
from app.cli.options import count, moment_of
from app.cli.terminal import Answer
from app.domain.errors import RuleViolation

if TYPE_CHECKING:
    from app.domain.visits import VisitView
    from app.services.appointments import Appointment
    from app.services.context import Context
    from app.services.situations import Desk
    from app.services.visits import Kept

NAME = "visit"
HELP = "plan a visit, tell what came of it, call it off, or list visits"
DEEDS = ("plan", "result", "cancel", "list")


def declare(parser: ArgumentParser) -> None:
    """What is done, and what it needs."""
    parser.add_argument("deed", choices=DEEDS, help="what is done")
    declare_case(parser, is_optional=True)
    parser.add_argument("--visit", metavar="VISIT", help="which one; default: the only planned one")
    parser.add_argument("--at", metavar="WHEN", help="of plan: w5 1430, 12-25 1000, ISO")
    parser.add_argument(
        "--collector", action="append", default=[], metavar="NAME", help="of plan: each who goes"
    )
    parser.add_argument(
        "--point", metavar="POINT", help="of plan: point_id of an address; default: the debtor's"
    )
    parser.add_argument("--moves", metavar="VISIT", help="of plan: the planned visit whose place it takes")
    parser.add_argument("--override", metavar="WHY", help="of plan: why a soft rule is set aside")
    parser.add_argument(
        "--result", metavar="CODE", help="of result: VS1 met, VS2 not at home, VS3 moved, VS4 refused"
    )
    parser.add_argument("--minutes", metavar="TEXT", help="of result: what was said and seen")
    parser.add_argument(
        "--check", action="append", default=[], metavar="NAME", help="of result: each item seen to"
    )
    parser.add_argument(
        "--evidence",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="of result: PDF, PNG or JPEG",
    )
    parser.add_argument("--identity", choices=("yes", "no"), help="of result: whether it was checked")
    parser.add_argument(
        "--reason", metavar="CODE", help="of result: overdue reason; default: the one on file"
    )
    parser.add_argument("--started", type=moment_of, metavar="ISO", help="of result")
    parser.add_argument("--ended", type=moment_of, metavar="ISO", help="of result")
    parser.add_argument("--recording", metavar="REF", help="of result: reference of the recording")
    parser.add_argument("--note", metavar="TEXT", help="of plan")
    parser.add_argument(
        "--why", metavar="TEXT", help="of cancel; of result: why it was made on another day than planned"
    )
    parser.add_argument("--until", metavar="WHEN", type=moment_of, help="of list: planned up to then")
    parser.add_argument("--limit", type=count, default=50, metavar="N", help="of list (default 50)")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Do it. Raises RuleViolation ``case_or_list`` where a case is needed."""
    given = call.options
    with call.store() as context:
        if given.case is None:
            if given.deed != "list":
                raise RuleViolation("case_or_list", "case")
            return _appointments(call, context)
        desk = desk_of(call, context)
        match given.deed:
            case "plan":
                return _planned(call, context, desk)
            case "result":
                return _finished(call, context, desk)
            case "cancel":
                return _cancelled(call, context, desk)
        return _of_case(call, context, desk)


def _planned(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import visits
    from app.services.given import OverrideGiven
    from app.services.visits import PlanVisit

    given, words = call.options, call.words(context)
    at = moment_ahead(given.at or "", desk, "planned_at")
    assert at is not None
    command = PlanVisit(
        act_of(call, context),
        desk.case.case_id,
        at,
        tuple(given.collector),
        id_entered(given.point, "point_missing") if given.point else None,
        given.note,
        id_entered(given.moves, "visit_missing") if given.moves else None,
        OverrideGiven(given.override) if given.override is not None else None,
    )
    made, _ = visits.plan(context, command)
    decision, block = made.decision, made.decision.block
    data = data_of(
        context.zone,
        act=made.act,
        visit=made.visit,
        planned_at=at,
        allowed=made.visit is not None,
        overridden=made.is_overridden,
        rule=decision.rule,
        severity=decision.severity,
        source=decision.source,
        article=decision.article,
        text=block.rule.words.text(words.language) if block else None,
        until=decision.until,
        needs_notice=made.needs_notice,
    )
    if made.visit is None:
        return Answer(data, [call.terminal.say(f"not planned: {data['text']}", f"未安排：{data['text']}")])
    lines = [call.terminal.say(f"planned for {words.moment(at)}", f"已安排 {words.moment(at)}")]
    if made.needs_notice:
        lines.append(call.terminal.say("no letter announced it yet", "尚未寄出面谈通知"))
    return Answer(data, lines)


def _finished(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import visits
    from app.services.given import ReasonGiven
    from app.services.visits import FinishVisit

    given = call.options
    command = FinishVisit(
        act_of(call, context),
        desk.case.case_id,
        _chosen(call, desk),
        (given.result or "").upper(),
        given.minutes,
        dict.fromkeys(given.check, True),
        tuple(given.evidence),
        given.started,
        given.ended,
        None if given.identity is None else given.identity == "yes",
        ReasonGiven(given.reason.upper()) if given.reason else None,
        recording_ref=given.recording,
        day_why=given.why,
    )
    return _kept(call, context, visits.finish(context, command)[0])


def _cancelled(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import visits
    from app.services.visits import CancelVisit

    command = CancelVisit(
        act_of(call, context), desk.case.case_id, _chosen(call, desk), call.options.why or ""
    )
    return _kept(call, context, visits.cancel(context, command)[0])


def _kept(call: Call, context: Context, kept: Kept) -> Answer:
    data = data_of(
        context.zone, act=kept.act, visit=kept.visit, next_at=kept.next_at, rule_check=kept.rule_check
    )
    return Answer(data, [call.terminal.say("kept", "已登记")])


def _chosen(call: Call, desk: Desk) -> bytes:
    """The visit that is named, else the only planned one. Raises NotFound ``visit_missing``."""
    from app.services import visits

    given = call.options.visit
    planned = [visit.uid for visit in visits.of_case(desk) if visit.is_planned]
    if given is None and len(planned) == 1:
        return planned[0]
    return id_entered(given or "", "visit_missing")


def _of_case(call: Call, context: Context, desk: Desk) -> Answer:
    from app.services import visits

    found = visits.of_case(desk)
    words = call.words(context)
    rows = [_view(context, visit) for visit in found]
    lines = [
        f"{words.moment(visit.planned_at)}  {visit.status}  {', '.join(visit.collectors)}" for visit in found
    ]
    return Answer(rows, lines)


def _appointments(call: Call, context: Context) -> Answer:
    from app.services import appointments

    given, words = call.options, call.words(context)
    found = appointments.planned(context, given.until, given.limit)
    rows = [_appointment(context, one, words.language) for one in found]
    lines = [
        f"{'*' if one.is_due else ' '} {words.moment(one.visit.planned_at)}  {one.debtor}  {one.place}"
        f"  {', '.join(one.visit.collectors)}"
        for one in found
    ]
    return Answer(rows, lines)


def _view(context: Context, visit: VisitView) -> dict[str, Any]:
    return data_of(
        context.zone,
        visit=visit.uid,
        act=visit.act,
        status=visit.status,
        planned_at=visit.planned_at,
        point_id=visit.point_id,
    ) | {
        "collectors": list(visit.collectors),
        "checks": dict(visit.checks),
        "minutes": visit.minutes,
        "evidence": list(visit.evidence),
    }


def _appointment(context: Context, one: Appointment, language: str) -> dict[str, Any]:
    decision, block = one.decision, one.decision.block
    return _view(context, one.visit) | data_of(
        context.zone,
        case_id=one.visit.case_id,
        case_no=one.case_no,
        debtor=one.debtor,
        place=one.place,
        due=one.is_due,
        announced=one.is_announced,
        allowed=decision.allowed,
        rule=decision.rule,
        text=block.rule.words.text(language) if block else None,
    )
