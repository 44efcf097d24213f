"""``fairdue access``: who opened which case, saw which number in full, let what out and for what."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import data_of
from app.cli.options import count, day
from app.cli.sending import declare_sending, password_lines
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.services.access import Access, Wanted
    from app.services.context import Context

NAME = "access"
HELP = "who opened, saw in full and exported what, for a lead; with --out as a file"
USUAL_DAYS = 30


def declare(parser: ArgumentParser) -> None:
    """Which of it, and where to."""
    parser.add_argument("--case", type=count, metavar="NO", help="of this case only, by its number")
    parser.add_argument("--by", metavar="NO", help="by this user only: employee number")
    parser.add_argument("--did", choices=("opened", "revealed", "exported"), help="this alone")
    parser.add_argument(
        "--from", dest="first_on", type=day, metavar="DAY", help=f"default: {USUAL_DAYS} days"
    )
    parser.add_argument("--to", dest="last_on", type=day, metavar="DAY", help="default: today")
    parser.add_argument("--limit", type=count, default=50, metavar="N", help="of the list (default 50)")
    parser.add_argument("--offset", type=count, default=0, metavar="N")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write all of it to FILE: .xlsx or .csv")
    declare_sending(parser)


def run(call: Call) -> Answer:
    """The list, or the file."""
    with call.store(is_current=False) as context:
        wanted = _wanted(call, context)
        return _exported(call, context, wanted) if call.options.out else _listed(call, context, wanted)


def _wanted(call: Call, context: Context) -> Wanted:
    from app.services.access import Did, Wanted

    given = call.options
    last_on = given.last_on or context.today()
    first_on = given.first_on or last_on - timedelta(days=USUAL_DAYS)
    return Wanted(first_on, last_on, given.did and Did(given.did), given.by, given.case)


def _listed(call: Call, context: Context, wanted: Wanted) -> Answer:
    from app.services import access

    page = access.listing(context, call.words(context), wanted, call.options.offset, call.options.limit)
    data = {"total": page.total, "rows": [_data(context, row) for row in page.rows]}
    lines = [_line(call, context, row) for row in page.rows]
    return Answer(data, [*lines, call.terminal.say(f"{page.total:,} in all", f"共 {page.total:,} 条")])


def _exported(call: Call, context: Context, wanted: Wanted) -> Answer:
    from app.services import access
    from app.services.access import ExportAccess

    given = call.options
    command = ExportAccess(wanted, given.purpose, given.protect)
    made, _ = access.export(context, call.words(context), command, given.out, call.terminal)
    data = data_of(context.zone, path=str(made.path), rows=made.rows, act=made.act, password=made.password)
    told = call.terminal.say(f"{made.path}: {made.rows:,} lines", f"{made.path}：{made.rows:,} 条")
    return Answer(data, [told, *password_lines(call.terminal, made.password)])


def _data(context: Context, row: Access) -> dict[str, Any]:
    return data_of(
        context.zone,
        at=row.at,
        did=row.did,
        who=row.who,
        employee_no=row.employee_no,
        case_id=row.case_id,
        case_no=row.case_no,
        debtor=row.name,
        what=row.what,
        purpose=row.purpose,
        rows=row.rows,
    )


def _line(call: Call, context: Context, row: Access) -> str:
    from app.services.messages.access import did_text

    case = f"{row.case_no} {row.name}" if row.case_no is not None else ""
    parts = (
        f"{row.at.astimezone(context.zone):%Y-%m-%d %H:%M}",
        f"{row.who} ({row.employee_no})",
        did_text(row.did, call.terminal.language),
        case,
        row.what,
        row.purpose,
    )
    return "  ".join(part for part in parts if part)
