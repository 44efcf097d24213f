"""``fairdue import``: a placement, refresh or payment file comes in."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.options import count, day
from app.cli.refused_rows import check_report, declare_report, save_report
from app.cli.terminal import Answer, Terminal
from app.system.ids import uuid_text

if TYPE_CHECKING:
    from app.services.bank_statements import StatementResult
    from app.services.context import Context
    from app.services.imports import ImportResult

NAME = "import"
HELP = "import a placement, balance refresh or payment file (CSV, XLSX, XLS)"

PURPOSES = ("placement", "refresh", "payments")


def declare(parser: ArgumentParser) -> None:
    """Which file, whose, read how."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--creditor", metavar="NAME", help="whose file it is; default: the only creditor known"
    )
    parser.add_argument("--purpose", choices=PURPOSES, default=PURPOSES[0], help="default: placement")
    parser.add_argument("--map", metavar="NAME", help="the column map saved for that creditor")
    parser.add_argument("--dry-run", action="store_true", help="count and report, write nothing to the store")
    parser.add_argument("--all-or-none", action="store_true", help="one refused row refuses the file")
    declare_report(parser)
    parser.add_argument("--encoding", help="of a CSV file; default: found out")
    parser.add_argument("--sheet", metavar="NAME", help="of a workbook; default: the one with the table")
    parser.add_argument("--batch", metavar="NO", help="batch number; default: the name of the file")
    parser.add_argument("--received-on", type=day, metavar="DAY", help="default: today")
    parser.add_argument("--recall-on", type=day, metavar="DAY", help="the day the accounts go back")
    parser.add_argument("--as-of", type=day, metavar="DAY", help="the day of figures that carry none")
    parser.add_argument("--currency", metavar="CODE", help="of a new creditor (default CNY)")
    parser.add_argument("--control-count", type=count, metavar="N", help="rows the creditor says there are")
    parser.add_argument("--control-minor", type=count, metavar="N", help="their sum in minor units, as said")
    parser.add_argument("--despite-controls", action="store_true", help="import though the totals disagree")


def run(call: Call) -> Answer:
    """Import the file, or try it out, and count."""
    from app.services import imports

    options = call.options
    with call.store(is_current=False) as context:
        check_report(call, context)
        command = imports.ImportFile(
            options.file,
            options.creditor or only_creditor(context),
            imports.Purpose(options.purpose),
            map_name=options.map,
            encoding=options.encoding,
            sheet=options.sheet,
            batch_no=options.batch,
            received_on=options.received_on,
            recall_on=options.recall_on,
            as_of=options.as_of,
            currency=options.currency,
            control_count=options.control_count,
            control_minor=options.control_minor,
            despite_controls=options.despite_controls,
            all_or_none=options.all_or_none,
        )
        if options.dry_run:
            result = imports.dry_run(context, command, call.terminal)
        else:
            result, _ = imports.run(context, command, call.terminal)
        report, said = save_report(call, context, result)
    if result.stopped_by is not None:
        call.terminal.note(stopped(call.terminal, result))
    is_in = result.stopped_by is None and (result.refused < result.rows or result.rows == 0)
    return Answer(_data(result) | report, [_line(call.terminal, result), *said], 0 if is_in else 1)


def only_creditor(context: Context) -> str:
    """The creditor that need not be named, else empty."""
    from app.models import people

    with context.db.read() as connection:
        known = people.creditors(connection)
    return str(known[0]["name"]) if len(known) == 1 else ""


def _data(result: ImportResult) -> dict[str, Any]:
    return {
        "rows": result.rows,
        "new": result.new,
        "same": result.same,
        "changed": result.changed,
        "refused": result.refused,
        "total_minor": result.total_minor,
        "currency": result.currency,
        "cases": result.cases,
        "act": None if result.act is None else uuid_text(result.act),
        "stopped_by": result.stopped_by,
    }


def _line(terminal: Terminal, result: ImportResult) -> str:
    return terminal.say(
        f"{result.rows:,} rows: {result.new:,} new, {result.same:,} same, {result.changed:,} changed, "
        f"{result.refused:,} refused",
        f"共 {result.rows:,} 行：新增 {result.new:,}，相同 {result.same:,}，变更 {result.changed:,}，"
        f"被拒 {result.refused:,}",
    )


def stopped(terminal: Terminal, result: ImportResult | StatementResult) -> str:
    """Why nothing of a file came in."""
    from app.services.imports import disagreement

    if result.stopped_by == "control_totals":
        told = disagreement(result.controls, result.currency, terminal.language)
        return terminal.say(
            f"Nothing was imported: the control totals disagree with the file ({told}). Ask the creditor, or import "
            "with --despite-controls.",
            f"未导入：对账总数与文件不符（{told}）。请向委托方核实，或加 --despite-controls 导入。",
        )
    return terminal.say(
        "Nothing was imported: rows were refused, and all or none was asked for. Correct them; --report writes them "
        "as a file.",
        "未导入：有被拒的行，而要求全部正确才导入。请改正；加 --report 可将其另存为文件。",
    )
