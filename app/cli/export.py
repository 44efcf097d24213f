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
    from app.services.contact_selection import ExportContacts
    from app.services.context import Context

NAME = "export"
HELP = "write the contact log of a period, or all that is known of one case"
KINDS = ("contacts", "case")
FORMATS = ("xlsx", "csv", "pdf", "json")
ENCODINGS: dict[str, Literal["utf-8-sig", "gb18030"]] = {"utf-8": "utf-8-sig", "gb18030": "gb18030"}


def declare(parser: ArgumentParser) -> None:
    """Which contacts or case, which columns, and how much of them."""
    parser.add_argument("kind", choices=KINDS, help="contacts: the log of a period; case: the file of --case")
    parser.add_argument("--from", dest="first_on", type=day, metavar="DAY", help="contacts: first day")
    parser.add_argument("--to", dest="last_on", type=day, metavar="DAY", help="contacts: last day")
    parser.add_argument("--case", metavar="CASE", help="of this case only")
    parser.add_argument("--collector", metavar="NO", help="made by this user only: employee number")
    parser.add_argument("--creditor", metavar="NAME", help="of this creditor's cases only")
    parser.add_argument("--columns", metavar="CODES", help="codes between commas; default: all")
    parser.add_argument("--full", action="store_true", help="names and numbers in full: for a lead")
    declare_sending(parser)
    parser.add_argument(
        "--format", choices=FORMATS, help="contacts: xlsx, csv or pdf; case: pdf or json, default both"
    )
    parser.add_argument("--encoding", choices=tuple(ENCODINGS), default="utf-8", help="of CSV")
    parser.add_argument("--out", type=Path, required=True, metavar="PATH", help="a file; case: a folder")


def run(call: Call) -> Answer:
    """Write the files, and tell what they hold."""
    return _case(call) if call.options.kind == "case" else _contacts(call)


def _case(call: Call) -> Answer:
    from app.cli.entered import case_id
    from app.services import case_export
    from app.services.case_export import ExportCase
    from app.system.durable import make_private_folder
    from app.system.ids import uuid_text

    given = call.options
    if given.case is None:
        raise RuleViolation("case_required", "case")
    forms = case_export.FORMATS if given.format is None else (given.format,)
    if not set(forms) <= set(case_export.FORMATS):
        raise RuleViolation("format_of_case", "format")
    with call.store(is_current=False) as context:
        make_private_folder(given.out)
        command = ExportCase(case_id(context, given.case), forms, given.full, given.purpose, given.protect)
        made, _ = case_export.export(context, call.words(context), command, given.out, call.terminal)
    data = {
        "paths": [str(path) for path in made.paths],
        "act": uuid_text(made.act),
        "entries": made.entries,
        "masked": not given.full,
        "password": made.password,
    }
    return Answer(data, [*map(str, made.paths), *password_lines(call.terminal, made.password)])


def _contacts(call: Call) -> Answer:
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
    from app.services.contact_selection import ExportContacts, Filter

    given = call.options
    for name in ("first_on", "last_on"):
        if getattr(given, name) is None:
            raise RuleViolation("date_empty", name)
    if given.format not in FORMATS[:3]:
        raise RuleViolation("format_of_contacts", "format")
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
