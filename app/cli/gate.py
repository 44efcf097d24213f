"""``fairdue gate``: may this debtor be contacted now, and by which rule not?"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import account_of, data_of, declare_case, desk_of, point_of, shown
from app.cli.terminal import Answer
from app.domain.identity import mask_phone
from app.domain.terms import Channel, Purpose, Role

if TYPE_CHECKING:
    from app.domain.casefile import Point
    from app.domain.findings import Finding
    from app.domain.gate import Decision
    from app.domain.rulepack import RulePack
    from app.services.context import Context
    from app.services.situations import Desk
    from app.services.words import Words

NAME = "gate"
HELP = "may this debtor be contacted now, and until when not"


def declare(parser: ArgumentParser) -> None:
    """Which case, which number, how and why."""
    declare_case(parser)
    parser.add_argument(
        "--point", metavar="POINT", help="a point_id or number; default: the debtor's first phone"
    )
    parser.add_argument("--channel", choices=[str(c) for c in Channel], default="call", help="default: call")
    parser.add_argument("--purpose", choices=[str(p) for p in Purpose], help="default: what the point is for")

    parser.add_argument(
        "--account",
        metavar="TAIL",
        help="the one debt it is about, by its last digits; default: every debt",
    )


def run(call: Call) -> Answer:
    """The decision for the point, and for every other point of the case."""
    with call.store() as context:
        desk, words = desk_of(call, context), call.words(context)
        chosen = point_of(desk, call.options.point)
        account = account_of(desk, call.options.account)
        points = [_data(call, context, desk, words, point, account) for point in desk.case.points]
        ids = [point.id for point in desk.case.points]
        first = points[ids.index(chosen.id)] if chosen is not None else {"allowed": False, "rule": None}
        return Answer(first | {"points": points}, _lines(points, words, desk.pack))


def _data(
    call: Call, context: Context, desk: Desk, words: Words, point: Point, account: bytes | None
) -> dict[str, Any]:
    from app.domain import gate

    channel = Channel(call.options.channel)
    purpose = Purpose(call.options.purpose) if call.options.purpose else desk.purpose_for(point)
    decision = desk.permit(point.id, channel, purpose, account=account)
    zone, block = context.zone, decision.block
    tails = {account.id: account.number[-4:] for account in desk.case.accounts}
    return data_of(
        zone,
        point_id=point.id,
        role=point.role,
        number=mask_phone(point.normal),
        channel=channel,
        purpose=purpose,
        allowed=decision.allowed,
        rule=decision.rule,
        severity=decision.severity,
        source=decision.source,
        article=decision.article,
        text=block.rule.words.text(words.language) if block else None,
        until=decision.until,
        closes_at=decision.closes_at,
        overridable=decision.overridable,
        partial=decision.is_partial,
    ) | {
        "counters": _counters(context, decision),
        "tallies": [
            data_of(
                zone,
                rule=told.rule,
                channel=told.channel,
                count=told.count,
                limit=told.limit,
                frees_at=told.frees_at,
                account=tails.get(told.account or b""),
            )
            for told in gate.tally(desk.situation, desk.points[point.id], desk.now, desk.pack)
        ],
        "blocks": [_finding(context, finding, words) for finding in decision.blocks],
        "warnings": [_finding(context, finding, words) for finding in decision.warnings],
    }


def _counters(context: Context, decision: Decision) -> dict[str, Any]:
    counted = decision.counters
    return data_of(
        context.zone,
        connected=counted.connected,
        connected_limit=counted.connected_limit,
        unanswered=counted.unanswered,
        unanswered_limit=counted.unanswered_limit,
        day_ends_at=counted.day_ends_at,
    )


def _finding(context: Context, finding: Finding, words: Words) -> dict[str, Any]:
    rule = finding.rule
    return data_of(
        context.zone,
        rule=rule.name,
        severity=rule.severity,
        source=rule.source,
        article=rule.article,
        status=rule.status,
        text=rule.words.text(words.language),
        until=shown(finding.until, context.zone),
    )


def _lines(points: list[dict[str, Any]], words: Words, pack: RulePack) -> list[str]:
    yes, no = ("可联系", "不可联系") if words.is_chinese else ("yes", "no")
    lines = []
    for point in points:
        role = words.rules.vocabulary.roles[Role(point["role"])].words.text(words.language)
        whose = f"{role} {point['number']}  {_counts(point['counters'])}"
        if point["allowed"]:
            lines.append(f"{yes}  {whose}")
        else:
            source = words.cited(pack.authorities[point["source"]].words, point["article"])
            why = f"{point['text']} ({source})"
            lines.append(f"{no}  {whose}  {why} → {point['until'] or '-'}")
        lines += [f"    ! {warning['text']}" for warning in point["warnings"]]
    return lines


def _counts(counted: dict[str, Any]) -> str:
    return "  ".join(
        f"{counted[name]}/{counted[f'{name}_limit'] or '-'}" for name in ("connected", "unanswered")
    )
