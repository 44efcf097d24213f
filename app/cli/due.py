"""``fairdue due``: what falls due across the cases, each kind with its count."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import data_of
from app.cli.options import count
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.due_work import DueList

NAME = "due"
HELP = "list due work: call-backs, promises, cases to hand back, approvals, visits, letters"


def declare(parser: ArgumentParser) -> None:
    """How much of each kind."""
    parser.add_argument("--limit", type=count, default=10, metavar="N", help="rows of each kind (default 10)")
    parser.add_argument(
        "--look",
        type=count,
        default=60,
        metavar="N",
        help="cases of the queue, from its head, that are asked for what is next (default 60)",
    )


def run(call: Call) -> Answer:
    """The kinds in their order."""
    from app.services.due_work import due_work
    from app.services.messages.due_work import TITLES

    with call.store() as context:
        words = call.words(context)
        found = due_work(context, words, call.options.limit, call.options.look)
        lines = []
        for each in found:
            lines.append(f"{TITLES[each.kind][words.is_chinese]}  {each.count}")
            lines += [f"  {row.case_no:>6}  {row.name}  {row.text}" for row in each.rows]
        return Answer([_data(context, each) for each in found], lines)


def _data(context: Context, found: DueList) -> dict[str, Any]:
    rows = [
        data_of(
            context.zone, case_id=row.case_id, case_no=row.case_no, debtor=row.name, text=row.text, on=row.on
        )
        for row in found.rows
    ]
    return {
        "kind": str(found.kind),
        "count": found.count,
        "looked_at": found.looked_at,
        "queue_size": found.queue_size,
        "rows": rows,
    }
