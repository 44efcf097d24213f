"""``fairdue case``: one case as the window shows it, numbers masked."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import declare_case, opened_case, shown
from app.cli.terminal import Answer
from app.system.ids import uuid_text

if TYPE_CHECKING:
    from app.services.cases import AccountCard, CasePanel
    from app.services.context import Context
    from app.services.points import PointCard
    from app.services.timeline import Event
    from app.services.treatments import NextCard
    from app.services.words import Words

NAME = "case"
HELP = "show one case: what is owed, whom to reach, what happened"


def declare(parser: ArgumentParser) -> None:
    """Which case."""
    declare_case(parser)


def run(call: Call) -> Answer:
    """The panel of the case."""
    from app.services import cases

    with call.store() as context:
        words = call.words(context)
        panel = cases.panel(context, words, opened_case(context, call.options.case))
        return Answer(_data(context, panel), _lines(words, panel))


def _data(context: Context, panel: CasePanel) -> dict[str, Any]:
    zone = context.zone
    return {
        "case_id": uuid_text(panel.case_id),
        "case_no": panel.case_no,
        "debtor": panel.name,
        "id_number": panel.id_masked,
        "creditor": panel.creditor,
        "tier": int(panel.tier),
        "score": panel.score,
        "reasons": [{"rule": why.rule, "points": why.points, "text": why.text} for why in panel.why],
        "outlook": list(panel.outlook),
        "stage": str(panel.next.treated.stage),
        "is_stage_decided": panel.next.is_decided,
        "risk": str(panel.next.treated.risk),
        "treatment": panel.next.treated.treatment.name,
        "next": _next(panel.next, zone),
        "dpd": panel.dpd,
        "bucket": panel.bucket,
        "balance_minor": panel.owed.total_minor,
        "principal_minor": panel.owed.principal_minor,
        "interest_minor": panel.owed.interest_minor,
        "fees_minor": panel.owed.fees_minor,
        "currency": panel.owed.currency,
        "balance_as_of": shown(panel.owed.as_of, zone),
        "recall_on": shown(panel.recall_on, zone),
        "limitation_on": shown(panel.limitation_on, zone),
        "accounts": [_account(account) for account in panel.accounts],
        "points": [_point(point, zone) for point in panel.points],
        "events": [_event(event, zone) for event in panel.events],
    }


def _account(account: AccountCard) -> dict[str, Any]:
    return {
        "number": account.number,
        "product": account.product,
        "balance_minor": account.balance.total_minor if account.balance else None,
        "dpd": account.dpd,
    }


def _point(point: PointCard, zone: tzinfo) -> dict[str, Any]:
    return {
        "point_id": uuid_text(point.id),
        "owner": point.owner,
        "role": str(point.role),
        "kind": point.kind,
        "value": point.masked,
        "state": point.state,
        "allowed": point.decision.allowed,
        "rule": point.decision.rule,
        "until": shown(point.decision.until, zone),
    }


def _event(event: Event, zone: tzinfo) -> dict[str, Any]:
    return {
        "at": shown(event.at, zone),
        "kind": event.kind,
        "title": event.title,
        "detail": event.detail,
        "act": uuid_text(event.act),
        "undone": event.is_undone,
    }


def _next(card: NextCard, zone: tzinfo) -> dict[str, Any]:
    action = card.action
    return {
        "action": str(action.move),
        "text": card.text,
        "why": card.why,
        "at": shown(action.at, zone),
        "channel": action.channel and str(action.channel),
        "point_id": uuid_text(action.point_id) if action.point_id is not None else None,
        "template": action.template or None,
        "stage": action.stage and str(action.stage),
        "hold": action.hold and str(action.hold),
    }


def _lines(words: Words, panel: CasePanel) -> list[str]:
    owed = panel.owed
    lines = [
        f"{panel.name}  {panel.id_masked}  {panel.creditor}",
        f"{words.money(owed.total_minor, owed.currency)} {owed.currency}  {panel.bucket}  DPD {panel.dpd}",
        *(f"  {why.text}" for why in panel.why),
        f"  → {panel.next.text} ({panel.next.why})",
    ]
    lines += [f"  {point.owner} {point.role_text} {point.masked} {point.hint}" for point in panel.points]
    for event in panel.events:
        undone = ("（已撤销）" if words.is_chinese else " (undone)") if event.is_undone else ""
        lines.append(f"  {words.moment(event.at):>16}  {event.title}{undone}  {event.detail}".rstrip())
    return lines
