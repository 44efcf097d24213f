"""What earlier imports tell of the next one: creditors, whose file a header belongs to, what came in when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.domain.moments import Id
from app.files.tables import ENCODINGS
from app.models import import_book, people
from app.services.acts import FREE_UNDO
from app.services.context import Context
from app.services.imports.catalogue import Purpose
from app.services.imports.columns import ColumnMap, guess
from app.services.imports.placing import preview
from app.services.imports.results import Preview
from app.services.progress import SILENT, Progress

HISTORY = 200


@dataclass(frozen=True, slots=True)
class KnownCreditor:
    """A creditor of the store. ``kind`` is ``agency`` (placed with us) or ``own_book``."""

    name: str
    kind: str
    currency: str
    rule_pack: str


@dataclass(frozen=True, slots=True)
class Look:
    """What to look at. ``creditor`` empty: find out; ``purpose`` counts where nothing is found."""

    path: Path
    creditor: str = ""
    purpose: Purpose = Purpose.PLACEMENT
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """A file and whose it seems to be; ``creditor`` empty where nothing tells."""

    preview: Preview
    creditor: str
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import. ``needs_reason``: it is so old that undoing it wants one."""

    act: Id
    file: str
    purpose: Purpose
    creditor: str
    at: datetime
    user: str
    rows: int
    new: int
    same: int
    changed: int
    refused: int
    total_minor: int
    currency: str
    is_undone: bool
    needs_reason: bool


def creditors(context: Context) -> list[KnownCreditor]:
    """Everybody whose accounts are in the store, by name."""
    with context.db.read() as connection:
        rows = people.creditors(connection)
    return [KnownCreditor(row["name"], row["kind"], row["currency"], row["rule_pack"]) for row in rows]


def look(context: Context, wish: Look, progress: Progress = SILENT) -> Looked:
    """Look at a file and, unless it is said, find out whose it is: who sent columns of these names before.

    Raises ImportProblem of ``app.files`` when it is no table.
    """
    found = preview(
        context,
        wish.path,
        wish.creditor,
        wish.purpose,
        encoding=wish.encoding,
        sheet=wish.sheet,
        progress=progress,
    )
    if wish.creditor:
        return Looked(found, wish.creditor, wish.purpose)
    is_statement = wish.purpose is Purpose.BANK_STATEMENT
    with context.db.read() as connection:
        every = import_book.maps(connection)
        saved = [one for one in every if (one[1] == Purpose.BANK_STATEMENT) is is_statement]
        names = [row["name"] for row in people.creditors(connection)]
    known = _best(found.headers, saved)
    if known is None:
        return Looked(found, names[0] if len(names) == 1 else "", wish.purpose)
    creditor, purpose, definition = known
    guesses = guess(found.headers, purpose, ColumnMap.from_json(definition))
    return Looked(replace(found, guesses=guesses, is_creditor_known=creditor in names), creditor, purpose)


def _best(headers: Sequence[str], saved: Sequence[tuple[str, str, str]]) -> tuple[str, Purpose, str] | None:
    """The saved map that reads most columns of this file; only one whose columns are all there counts."""
    fitting = [
        (len(json.loads(definition)), creditor, Purpose(purpose), definition)
        for creditor, purpose, definition in saved
        if set(json.loads(definition)) <= set(headers)
    ]
    best = max(fitting, key=lambda entry: entry[0], default=None)
    return None if best is None else best[1:]


def history(context: Context) -> list[PastImport]:
    """The last 200 imports, newest first."""
    now = context.now()
    with context.db.read() as connection:
        lines = import_book.imports(connection, HISTORY)
    return [
        PastImport(
            line.fact.act,
            line.fact.body.file_name,
            Purpose(line.fact.body.purpose),
            line.creditor,
            line.fact.recorded_at,
            line.user,
            line.fact.body.rows,
            line.fact.body.new,
            line.fact.body.same,
            line.fact.body.changed,
            line.fact.body.refused,
            line.fact.body.total_minor,
            line.fact.body.currency,
            line.is_undone,
            now - line.fact.recorded_at > FREE_UNDO,
        )
        for line in lines
    ]


__all__ = ["ENCODINGS", "KnownCreditor", "Look", "Looked", "PastImport", "creditors", "history", "look"]
