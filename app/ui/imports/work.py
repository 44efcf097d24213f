"""What the import page runs beside the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.services import bank_statements, imports
from app.services.bank_statements import MatchStatement, StatementResult, practice
from app.services.changes import Changes
from app.services.context import Context
from app.services.imports import ImportFile, ImportResult
from app.services.progress import Progress


def undo(context: Context, act: bytes, why: str | None, progress: Progress) -> tuple[bytes, Changes]:
    """Undo an import; answers its act."""
    return act, imports.undo(context, act, why, progress)


def try_out(context: Context, command: ImportFile, progress: Progress) -> ImportResult:
    """What the import would do; its refused rows go where clear copies are swept away."""
    return imports.dry_run(context, replace(command, report=_refused(context, command.path)), progress)


def try_match(context: Context, command: MatchStatement, progress: Progress) -> StatementResult:
    """What matching the statement would do; its refused rows go where clear copies are swept away."""
    report = _refused(context, command.path)
    return bank_statements.dry_run(context, replace(command, report=report), progress)


def _refused(context: Context, file: Path) -> Path:
    return context.home.previews / f"{file.stem}-refused.csv"


def make_up_statement(context: Context, name: str) -> Path:
    """A statement to practise on, where clear copies are swept away; answers where it is."""
    path = context.home.previews / name
    practice.write(context, path)
    return path
