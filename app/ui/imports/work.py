"""What the import page runs beside the window."""

from __future__ import annotations

from pathlib import Path

from app.services import imports
from app.services.bank_statements import practice
from app.services.changes import Changes
from app.services.context import Context
from app.services.progress import Progress


def undo(context: Context, act: bytes, why: str | None, progress: Progress) -> tuple[bytes, Changes]:
    """Undo an import; answers its act."""
    return act, imports.undo(context, act, why, progress)


def make_up_statement(context: Context, name: str) -> Path:
    """A statement to practise on, where clear copies are swept away; answers where it is."""
    path = context.home.previews / name
    practice.write(context, path)
    return path
