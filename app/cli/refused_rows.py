"""The refused rows of an import or a bank statement as a file: only where one is asked for, and only for a purpose."""

from __future__ import annotations

from argparse import ArgumentParser, _ArgumentGroup
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.sending import password_lines

if TYPE_CHECKING:
    from app.services.bank_statements import StatementResult
    from app.services.context import Context
    from app.services.departures import Sending
    from app.services.imports import ImportResult


def declare_report(parser: ArgumentParser | _ArgumentGroup) -> None:
    """``--report FILE``, what for, and ``--protect``."""
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="refused rows as a file, .csv or .xlsx, with --report-for; default: none, nothing is kept of them",
    )
    parser.add_argument(
        "--report-for", metavar="CODE[: WORDS]", help="the purpose of --report, as --purpose of every export"
    )
    parser.add_argument(
        "--protect",
        action="store_true",
        help="shut the report in a zip (AES-256) by a new password, told once",
    )


def check_report(call: Call, context: Context) -> None:
    """Before anything is imported: whether the report that is asked for may be written at all."""
    from app.services.imports.reporting import require_refused

    if call.options.report is not None:
        require_refused(context, _sending(call), call.options.report)


def save_report(
    call: Call, context: Context, result: ImportResult | StatementResult
) -> tuple[dict[str, Any], list[str]]:
    """Write the report where it is asked for and rows were refused; its data and lines."""
    from app.services import imports

    if call.options.report is None or not result.refusals:
        return {"report": None, "password": None}, []
    command = imports.SendRefused(result.origin, result.refusals, call.terminal.language, _sending(call))
    left, _ = imports.save_refused(context, command, call.options.report)
    path = left.paths[0]
    lines = [call.terminal.say(f"refused rows: {path}", f"被拒的行：{path}")]
    return {"report": str(path), "password": left.password}, [
        *lines,
        *password_lines(call.terminal, left.password),
    ]


def _sending(call: Call) -> Sending:
    from app.services.departures import Sending

    return Sending(call.options.report_for, call.options.protect)
