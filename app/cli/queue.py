"""``fairdue queue``: the user's queue, tier after tier, best first."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.options import count
from app.cli.terminal import Answer
from app.system.ids import uuid_text

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.queue import QueueRow
    from app.services.words import Words

NAME = "queue"
HELP = "list the queue, tier after tier, best first"


def declare(parser: ArgumentParser) -> None:
    """Which rows."""
    parser.add_argument("--limit", type=count, default=50, metavar="N", help="at most N rows (default 50)")
    parser.add_argument("--offset", type=count, default=0, metavar="N", help="leave out the first N rows")


def run(call: Call) -> Answer:
    """The rows asked for, and when each debtor may next be called."""
    from app.services import permits, queue

    with call.store() as context:
        words = call.words(context)
        rows = queue.listing(context, words, call.options.offset, call.options.limit)
        moments = permits.next_permitted(context, [row.case_id for row in rows])
        ranked = list(enumerate(rows, start=call.options.offset + 1))
        data = [_data(context, rank, row, moments[row.case_id]) for rank, row in ranked]
        return Answer(data, _lines(words, ranked))


def _data(context: Context, rank: int, row: QueueRow, permitted: datetime | None) -> dict[str, Any]:
    return {
        "rank": rank,
        "case_id": uuid_text(row.case_id),
        "debtor": row.name,
        "tier": int(row.tier),
        "score": row.score,
        "reasons": [{"rule": why.rule, "points": why.points, "text": why.text} for why in row.reasons],
        "dpd": row.dpd,
        "bucket": row.bucket,
        "balance_minor": row.balance_minor,
        "currency": row.currency,
        "next_permitted_at": permitted and permitted.astimezone(context.zone).isoformat(timespec="seconds"),
    }


def _lines(words: Words, ranked: Sequence[tuple[int, QueueRow]]) -> list[str]:
    tiers = words.rules.vocabulary.tiers
    lines, shown = [], None
    for rank, row in ranked:
        if row.tier is not shown:
            shown = row.tier
            lines.append(f"{int(row.tier)} {tiers[row.tier].text(words.language)}")
        money = words.money(row.balance_minor, row.currency)
        reasons = ("；" if words.is_chinese else "; ").join(why.text for why in row.reasons)
        lines.append(
            f"{rank:>7}  {row.score:>4}  {row.bucket:<4} {money:>15} {row.currency}  {row.name}  {reasons}"
        )
    return lines
