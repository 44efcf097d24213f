"""Letters as files, where somebody asks for one."""

from __future__ import annotations

from pathlib import Path

from app.domain.facts import Id
from app.services.context import Context
from app.services.letters import issuing
from app.services.letters.drafting import Draft
from app.system.durable import write_private


def save_draft(context: Context, draft: Draft, path: Path) -> Path:
    """Write a draft as a PDF without a number. Raises RenderProblem, StorageProblem."""
    write_private(path, issuing.preview(draft, context))
    return path


def save_letter(context: Context, letter: Id, path: Path) -> Path:
    """Write the very bytes of an issued letter. Raises as ``reprint`` does, and StorageProblem."""
    write_private(path, issuing.reprint(context, letter)[1])
    return path
