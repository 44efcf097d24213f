"""``fairdue case``: one case as the window shows it, numbers masked."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.cli.call import Call
from app.cli.terminal import Answer
from app.domain.errors import NotFound
from app.system.ids import uuid_text

if TYPE_CHECKING:
    from app.services.cases import CasePanel
    from app.services.context import Context
    from app.services.words import Words

NAME = "case"
HELP = "show one case: what is owed, whom to reach, what happened"


def declare(parser: ArgumentParser) -> None:
    """Which case."""
    parser.add_argument("case", metavar="CASE", help="the case_id of the queue, or the number of the case")


def run(call: Call) -> Answer:
    """The panel of the case."""
    from app.services import cases

    with call.store() as context:
        words = call.words(context)
        shown = cases.panel(context, words, case_id(context, call.options.case))
        return Answer(_data(context, shown), _lines(words, shown))


def case_id(context: Context, text: str) -> bytes:
    """The id of the case that a text names: its UUID, or its number in this store. Raises NotFound."""
    from app.models import casebook

    if text.isascii() and text.isdigit() and len(text) < 19:
        with context.db.read() as connection:
            found = casebook.case_id_of(connection, int(text))
        if found is None:
            raise NotFound("case_missing")
        return found
    try:
        return UUID(text).bytes
    except ValueError:
        raise NotFound("case_missing") from None


def _data(context: Context, shown: CasePanel) -> dict[str, Any]:
    def moment(value: datetime | None) -> str | None:
        return None if value is None else value.astimezone(context.zone).isoformat(timespec="seconds")

    return {
        "case_id": uuid_text(shown.case_id),
        "case_no": shown.case_no,
        "debtor": shown.name,
        "id_number": shown.id_masked,
        "creditor": shown.creditor,
        "tier": int(shown.tier),
        "score": shown.score,
        "reasons": [{"rule": why.rule, "points": why.points, "text": why.text} for why in shown.why],
        "dpd": shown.dpd,
        "bucket": shown.bucket,
        "balance_minor": shown.owed.total_minor,
        "principal_minor": shown.owed.principal_minor,
        "interest_minor": shown.owed.interest_minor,
        "fees_minor": shown.owed.fees_minor,
        "currency": shown.owed.currency,
        "balance_as_of": _day(shown.owed.as_of),
        "recall_on": _day(shown.recall_on),
        "limitation_on": _day(shown.limitation_on),
        "accounts": [
            {
                "number": account.number,
                "product": account.product,
                "balance_minor": account.balance.total_minor if account.balance else None,
                "dpd": account.dpd,
            }
            for account in shown.accounts
        ],
        "points": [
            {
                "point_id": uuid_text(point.id),
                "owner": point.owner,
                "role": str(point.role),
                "kind": point.kind,
                "value": point.masked,
                "state": point.state,
                "allowed": point.decision.allowed,
                "rule": point.decision.rule,
                "until": moment(point.decision.until),
            }
            for point in shown.points
        ],
        "events": [
            {
                "at": moment(event.at),
                "kind": event.kind,
                "title": event.title,
                "detail": event.detail,
                "act": uuid_text(event.act),
                "undone": event.is_undone,
            }
            for event in shown.events
        ],
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _lines(words: Words, shown: CasePanel) -> list[str]:
    owed = shown.owed
    lines = [
        f"{shown.name}  {shown.id_masked}  {shown.creditor}",
        f"{words.money(owed.total_minor, owed.currency)} {owed.currency}  {shown.bucket}  DPD {shown.dpd}",
        *(f"  {why.text}" for why in shown.why),
    ]
    lines += [f"  {point.owner} {point.role_text} {point.masked} {point.hint}" for point in shown.points]
    for event in shown.events:
        undone = ("（已撤销）" if words.is_chinese else " (undone)") if event.is_undone else ""
        lines.append(f"  {words.moment(event.at):>16}  {event.title}{undone}  {event.detail}".rstrip())
    return lines
