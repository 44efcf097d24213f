"""Who did what with the data, for a lead: who opened this case, what somebody opened, saw in full and let out, and why.

Reveals and exports are facts; openings are kept beside them for three years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection

from app.domain.dates import period_bounds
from app.domain.errors import NotFound
from app.domain.facts import Id
from app.domain.moments import from_ms, to_ms
from app.domain.permissions import Deed
from app.files.writers import Value, write_table
from app.models import access as store
from app.models import casebook, people
from app.models.access import AccessRow, Narrowed
from app.services import acts
from app.services.changes import Changes
from app.services.commitment_lists import Page
from app.services.context import Context
from app.services.departures import send_file
from app.services.manifests import Attested
from app.services.messages.access import COLUMNS, did_text, export_text, what_text
from app.services.progress import SILENT, Progress
from app.services.purposes import purpose_given, purpose_text
from app.services.words import Words

_AT_ONCE = 5_000


class Did(StrEnum):
    """What was done with the data."""

    OPENED = "opened"
    REVEALED = "revealed"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of it: of the days ``first_on`` to ``last_on`` by the store's clocks; what is None is not narrowed."""

    first_on: date
    last_on: date
    did: Did | None = None
    employee_no: str | None = None
    case_no: int | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """One thing that was done. ``what`` in words; ``purpose`` and ``rows`` of exports."""

    at: datetime
    did: Did
    who: str
    employee_no: str
    case_id: Id | None
    case_no: int | None
    name: str
    what: str
    purpose: str
    rows: int | None


@dataclass(frozen=True, slots=True)
class ExportAccess:
    """Write the list to a file, for a purpose: CSV where the name ends so, else XLSX."""

    wanted: Wanted
    purpose: str | None
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class AccessExported:
    """The written list, how many lines, the act that records it, and the password where one shuts it."""

    path: Path
    rows: int
    act: Id
    password: str | None = field(default=None, repr=False)


def listing(
    context: Context, words: Words, wanted: Wanted, offset: int = 0, limit: int = 200
) -> Page[Access]:
    """Lines ``offset`` … of the list, the newest first.

    Raises RuleViolation ``may_not_see_access``, ``period_reversed``; NotFound ``case_missing``, ``collector_missing``.
    """
    context.user.require(Deed.SEE_ACCESS)
    with context.db.read() as connection:
        narrowed = _narrowed(context, connection, wanted)
        reader = _Reader(connection, words)
        return Page(
            store.count(connection, narrowed),
            tuple(map(reader.line, store.lines(connection, narrowed, offset, limit))),
        )


def users_of(context: Context) -> list[tuple[str, str]]:
    """(name, employee number) of everybody who ever was a user."""
    with context.db.read() as connection:
        return [(row["name"], row["employee_no"]) for row in people.users(connection)]


def export(
    context: Context, words: Words, command: ExportAccess, path: Path, progress: Progress = SILENT
) -> tuple[AccessExported, Changes]:
    """Write the list with its signed manifest, and record that it left: all or nothing.

    Raises as ``listing`` does; RuleViolation ``purpose_required``, ``purpose_words_required``; StorageProblem.
    """
    context.user.require(Deed.SEE_ACCESS)
    purpose = purpose_given(command.purpose)
    headers = [COLUMNS[code][words.is_chinese] for code in COLUMNS]
    count = 0

    def write(place: Path) -> Attested:
        nonlocal count
        count = write_table(place, headers, _cells(context, words, command.wanted, progress))
        return Attested("access", purpose, count, is_masked=False)

    left = send_file(context, path, write, is_protected=command.is_protected, deed=Deed.SEE_ACCESS)
    return AccessExported(left.paths[0], count, left.act, left.password), acts.changes_of(left.facts)


def _cells(context: Context, words: Words, wanted: Wanted, progress: Progress) -> Iterator[tuple[Value, ...]]:
    offset, total = 0, 1
    while offset < total:
        page = listing(context, words, wanted, offset, _AT_ONCE)
        for line in page.rows:
            yield (
                f"{line.at.astimezone(words.zone):%Y-%m-%d %H:%M:%S}",
                did_text(line.did, words.language),
                line.who,
                line.employee_no,
                line.case_no,
                line.name,
                line.what,
                line.purpose,
                line.rows,
            )
        offset, total = offset + _AT_ONCE, page.total
        progress.report(min(offset, total), total, "files")


def _narrowed(context: Context, connection: Connection, wanted: Wanted) -> Narrowed:
    begins, ends = map(to_ms, period_bounds(wanted.first_on, wanted.last_on, context.zone))
    actor = case_id = None
    if wanted.employee_no is not None:
        found = (row["id"] for row in people.users(connection) if row["employee_no"] == wanted.employee_no)
        actor = next(found, None)
        if actor is None:
            raise NotFound("collector_missing", collector=wanted.employee_no)
    if wanted.case_no is not None:
        case_id = casebook.case_id_of(connection, wanted.case_no)
        if case_id is None:
            raise NotFound("case_missing")
    return Narrowed(begins, ends, wanted.did, actor, case_id)


class _Reader:
    """Rows of the store in words."""

    def __init__(self, connection: Connection, words: Words) -> None:
        self._words = words
        self._users = {row["id"]: (row["name"], row["employee_no"]) for row in people.users(connection)}

    def line(self, row: AccessRow) -> Access:
        did, language = Did(row.did), self._words.language
        who, employee_no = self._users.get(row.actor, ("", ""))
        is_export = did is Did.EXPORTED
        return Access(
            from_ms(row.at),
            did,
            who,
            employee_no,
            row.case_id,
            row.case_no,
            row.name or "",
            export_text(row.what, bool(row.is_masked), language)
            if is_export
            else what_text(row.what, language),
            purpose_text(row.purpose or "", language),
            row.rows,
        )
