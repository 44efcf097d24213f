"""Letters as listed: what was issued, to whom, and what became of it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.facts import Id, from_ms
from app.models import letters as store
from app.models.letters import LetterLine, Wanted
from app.services.context import Context
from app.services.letters.naming import ISSUED, amount_of, plan_version_of, status_text, title_of
from app.services.words import Words


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One issued letter. ``status`` is the last that is known; ``total_minor`` what the letter names."""

    uid: Id
    case_id: Id
    case_no: int
    name: str
    creditor: str
    letter_no: str
    title: str
    language: str
    version: str
    issued_at: datetime
    by: str
    total_minor: int
    currency: str
    status: str
    status_text: str
    status_at: datetime | None
    tracking: str
    why: str
    is_about_plan: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A window of the letters, and how many there are in all."""

    rows: tuple[LetterRow, ...]
    total: int


def page(
    context: Context,
    words: Words,
    offset: int,
    limit: int,
    *,
    case_id: Id | None = None,
    status: str | None = None,
) -> LetterPage:
    """The letters of a case or of all, of one status or of any, the newest first."""
    wanted = Wanted(case_id, status)
    with context.db.read() as connection:
        lines = store.lines(connection, wanted, limit, offset)
        total = store.count(connection, wanted)
    return LetterPage(tuple(_row(line, words) for line in lines), total)


def _row(line: LetterLine, words: Words) -> LetterRow:
    minor, currency = amount_of(line.data)
    status = line.status or ISSUED
    return LetterRow(
        line.uid,
        line.case_id,
        line.case_no,
        line.name,
        line.creditor,
        line.letter_no,
        title_of(line.data, line.template, words),
        line.language,
        line.template_version,
        from_ms(line.issued_at),
        line.actor,
        minor,
        currency,
        status,
        status_text(status, words),
        from_ms(line.status_at) if line.status_at is not None else None,
        line.tracking or "",
        line.why or "",
        plan_version_of(line.data) is not None,
    )
