"""Letters as files and on the printer, where somebody asks for one: for a purpose, and on record."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from app.domain.facts import Export, Id
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.departures import Departed, Sending, require_export, send_paper
from app.services.letters import issuing, pictures, signed
from app.services.letters.drafting import Draft
from app.services.letters.pictures import Picture
from app.services.letters.signed import SignedCopy

PRINT = "print"
"""What a letter goes to the printer for."""


def save_draft(context: Context, draft: Draft, path: Path, sending: Sending) -> tuple[Departed, Changes]:
    """Write a draft as a PDF without a number. Raises RenderProblem, and as ``send_paper`` does."""
    content = issuing.preview(draft, context)
    return send_paper(context, content, "draft", sending, path, draft.given.case_id)


def save_letter(context: Context, letter: Id, path: Path, sending: Sending) -> tuple[Departed, Changes]:
    """Write the very bytes of an issued letter. Raises as ``reprint`` and ``send_paper`` do."""
    fact, content = issuing.kept(context, letter)
    return send_paper(context, content, "letter", sending, path, fact.case_id or b"")


def save_signed(context: Context, copy: SignedCopy, path: Path, sending: Sending) -> tuple[Departed, Changes]:
    """Write the very bytes of a signed copy. Raises as ``signed.content`` and ``send_paper`` do."""
    return send_paper(context, signed.content(context, copy), "signed", sending, path, copy.case_id)


def to_print(context: Context, letter: Id) -> tuple[tuple[Picture, ...], Changes]:
    """The pages of an issued letter as fine as a printer draws, after it is on record that they go there.

    Raises as ``reprint`` does; RuleViolation ``may_not_…``.
    """
    require_export(context, is_full=False)
    fact, content = issuing.kept(context, letter)
    pages = pictures.of_pdf(content, pictures.ON_PAPER)
    body = Export("letter", PRINT, 1, is_masked=False, file_digest=sha256(content).digest())
    with context.db.write() as connection:
        entry = acts.entry(context, body, fact.case_id, context.now())
        facts = acts.append(connection, context, context.new_id(), [entry])
    return pages, acts.changes_of(facts)
