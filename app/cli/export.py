"""``fairdue export``: data that leaves the store as a file, with the record that it did."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.cli.call import Call
from app.cli.options import day
from app.cli.sending import declare_sending, password_lines
from app.cli.terminal import Answer
from app.domain.errors import RuleViolation

if TYPE_CHECKING:
    from app.services.contact_log import ExportContacts
    from app.services.context import Context

NAME = "export"
HELP = "write the contact log of a period as a workbook, CSV or PDF"
KINDS = ("contacts",)
FORMATS = ("xlsx", "csv", "pdf")
ENCODINGS: dict[str, Literal["utf-8-sig", "gb18030"]] = {"utf-8": "utf-8-sig", "gb18030": "gb18030"}


def declare(parser: ArgumentParser) -> None:
    """Which contacts, which columns, and how much of them."""
    parser.add_argument("kind", choices=KINDS, metavar="contacts", help="what to export")
    parser.add_argument("--from", dest="first_on", type=day, required=True, metavar="DAY", help="first day")
    parser.add_argument("--to", dest="last_on", type=day, required=True, metavar="DAY", help="last day")
    parser.add_argument("--case", metavar="CASE", help="of this case only")
    parser.add_argument("--collector", metavar="NO", help="made by this user only: employee number")
    parser.add_argument("--creditor", metavar="NAME", help="of this creditor's cases only")
    parser.add_argument("--columns", metavar="CODES", help="codes between commas; default: all")
    parser.add_argument("--full", action="store_true", help="names and numbers in full: for a lead")
    declare_sending(parser)
    parser.add_argument("--format", choices=FORMATS, required=True)
    parser.add_argument("--encoding", choices=tuple(ENCODINGS), default="utf-8", help="of CSV")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")


def run(call: Call) -> Answer:
    """Write the file, and tell what it holds."""
    from app.services import contact_log
    from app.system.ids import uuid_text

    out: Path = call.options.out
    with call.store(is_current=False) as context:
        made, _ = contact_log.export(
            context, call.words(context), _command(call, context), out, call.terminal
        )
    totals = made.totals
    data = {
        "path": str(made.path),
        "act": uuid_text(made.act),
        "rows": totals.rows,
        "masked": made.is_masked,
        "by_status": totals.by_status,
        "figures": {str(figure): count for figure, count in totals.figures.items()},
        "promises": totals.promises,
        "promised_minor": totals.promised,
        "password": made.password,
    }
    told = call.terminal.say(f"{made.path}: {totals.rows:,} contacts", f"{made.path}：{totals.rows:,} 条催记")
    return Answer(data, [told, *password_lines(call.terminal, made.password)])


def _command(call: Call, context: Context) -> ExportContacts:
    from app.cli.entered import case_id
    from app.services.contact_log import ExportContacts, Filter

    given = call.options
    case = None if given.case is None else case_id(context, given.case)
    wanted = Filter(given.first_on, given.last_on, case, _collector(context, given.collector), given.creditor)
    columns = (
        None if given.columns is None else tuple(code.strip() for code in given.columns.split(",") if code)
    )
    encoding = ENCODINGS[given.encoding]
    return ExportContacts(
        wanted, given.format, columns, given.full, given.purpose, encoding, is_protected=given.protect
    )


def _collector(context: Context, employee_no: str | None) -> int | None:
    from app.services import contact_log

    if employee_no is None:
        return None
    found = contact_log.collector_of(context, employee_no)
    if found is None:
        raise RuleViolation("collector_missing", "collector", collector=employee_no)
    return found
