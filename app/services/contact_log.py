"""The contact log as a file: which contacts, which columns, masked or in full, and the record that it left the house.

Undone and replaced contacts stay in the log and say so in their status, which is always shown; the totals count them
apart, and what was attempted, connected and promised is counted of standing contacts alone. The overdue reason is the
one told in the contact; where the obligor was spoken to and told none, the one on file at that time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.codes import ResultCodes
from app.domain.dates import period_bounds
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Id
from app.domain.moments import to_ms
from app.domain.weekly import Figure, figures_of_contact
from app.models import contact_log as store
from app.models import people
from app.models.contact_log import ContactRow, Narrowing, Told
from app.models.standing import Fallen, fallen
from app.models.weekly import users
from app.services import acts
from app.services.bulk import no_cycle_search
from app.services.changes import Changes
from app.services.contact_columns import COLUMNS, ON_PAPER, Column, Seen, Value, Writer, chosen, employee
from app.services.contact_selection import ExportContacts, Filter
from app.services.contact_totals import Totals, cell_of, head, lines, sums, text_of, title, totals_title
from app.services.context import Context
from app.services.departures import require_export, send_file
from app.services.manifests import Attested, chain_head
from app.services.progress import SILENT, Progress
from app.services.purposes import purpose_given
from app.services.words import Words

FORMATS = ("xlsx", "csv", "pdf")
ENCODINGS = ("utf-8-sig", "gb18030")
WIDEST_ON_PAPER = 16
LONGEST_ON_PAPER = 5_000
"""Contacts of a PDF: some 200 pages. Who needs more reads them with a program."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A written log: where, what it holds, the act that records it, and the password where one shuts it."""

    path: Path
    totals: Totals
    is_masked: bool
    act: Id
    password: str | None = field(default=None, repr=False)


def export(
    context: Context, words: Words, command: ExportContacts, path: Path, progress: Progress = SILENT
) -> tuple[Exported, Changes]:
    """Write the log to ``path``, its signed manifest beside it, and record the export: all or nothing. Protected, it
    is a PDF that asks for a password, or a zip of that name.

    Raises RuleViolation: ``period_reversed``, ``column_missing``, ``columns_none``, ``columns_too_many``,
    ``rows_too_many`` (PDF), ``purpose_required``, ``purpose_words_required``, ``may_not_…``; NotFound:
    ``case_missing``, ``collector_missing``, ``creditor_unknown``; StorageProblem: ``disk_full``,
    ``folder_read_only``, ``sheet_full``.
    """
    require_export(context, is_full=command.is_full)
    command = replace(command, purpose=purpose_given(command.purpose))
    log = _Log(context, words, command)

    def write(place: Path) -> Attested:
        log.write(place, progress)
        return Attested("contacts", command.purpose or "", log.totals.rows, not command.is_full)

    with no_cycle_search():
        left = send_file(
            context, path, write, case_id=command.filter.case_id, is_protected=command.is_protected
        )
    made = Exported(left.paths[0], log.totals, not command.is_full, left.act, left.password)
    return made, acts.changes_of(left.facts)


def count(context: Context, wanted: Filter) -> int:
    """How many contacts an export would hold."""
    with context.db.read() as connection:
        narrowing = _narrowing(context, connection, wanted)
    with context.db.snapshot() as raw:
        return store.count(raw, narrowing)


def collector_of(context: Context, employee_no: str) -> int | None:
    """The local number of the user with this employee number."""
    with context.db.read() as connection:
        return next((user.no for user in users(connection) if user.employee_no == employee_no), None)


def column_names(language: str) -> list[tuple[str, str]]:
    """(code, title) of every column that can be chosen."""
    return [(column.code, column.name(language)) for column in COLUMNS.values()]


def _narrowing(context: Context, connection: Any, wanted: Filter) -> Narrowing:
    begins, ends = map(to_ms, period_bounds(wanted.first_on, wanted.last_on, context.zone))
    actor = creditor_id = None
    if wanted.collector_no is not None:
        actor = next((user.id for user in users(connection) if user.no == wanted.collector_no), None)
        if actor is None:
            raise NotFound("collector_missing", collector=wanted.collector_no)
    if wanted.creditor is not None:
        creditor = people.creditor_named(connection, wanted.creditor)
        if creditor is None:
            raise NotFound("creditor_unknown", creditor=wanted.creditor)
        creditor_id = creditor["id"]
    return Narrowing(begins, ends, wanted.case_id, actor, creditor_id)


class _About:
    """What the facts beside some contacts say of them."""

    def __init__(self, raw: Any, chunk: Sequence[ContactRow], gone: Fallen, codes: ResultCodes) -> None:
        self._codes = codes
        self._reasons = store.told_with(raw, "reason", chunk)
        self._promises = store.promises_with(raw, chunk)
        self._overrides = store.told_with(raw, "override", chunk)
        silent = {row.case_id for row in chunk if self._keeps_reason(row)}
        self._on_file = store.reasons_of(raw, sorted(silent), gone) if silent else {}
        self._batches = store.batches_of(raw, sorted({row.case_id for row in chunk}))

    def told(self, row: ContactRow) -> tuple[Told | None, Told | None, Told | None, str]:
        """Reason, promise, override and batch of a contact."""
        key = (row.act, row.case_id, row.occurred_at)
        reason = self._reasons.get(key) or (self._kept(row) if self._keeps_reason(row) else None)
        return reason, self._promises.get(key), self._overrides.get(key), self._batches.get(row.case_id, "")

    def _keeps_reason(self, row: ContactRow) -> bool:
        """Whether the obligor was spoken to without a new reason being told."""
        code = self._codes.by_code.get(row.result or "")
        is_told = (row.act, row.case_id, row.occurred_at) in self._reasons
        return code is not None and code.reached_right_party and not is_told

    def _kept(self, row: ContactRow) -> Told | None:
        """The reason on file then: the last one before."""
        earlier = [told for told in self._on_file.get(row.case_id, ()) if told.occurred_at <= row.occurred_at]
        return earlier[-1] if earlier else None


class _Log:
    """One export: its rows while they are read, its totals while they are counted."""

    def __init__(self, context: Context, words: Words, command: ExportContacts) -> None:
        self.context, self.words, self.command = context, words, command
        default = ON_PAPER if command.form == "pdf" else tuple(COLUMNS)
        self.columns: tuple[Column, ...] = chosen(command.columns, default)
        if command.form == "pdf" and len(self.columns) > WIDEST_ON_PAPER:
            raise RuleViolation("columns_too_many", "columns", count=len(self.columns), most=WIDEST_ON_PAPER)
        self.totals = Totals()
        self._writer = Writer(words, is_full=command.is_full)
        self._figures = cache(self._figures_of)
        with context.db.read() as connection:
            self._narrowing = _narrowing(context, connection, command.filter)
            self._gone: Fallen = fallen(connection)
            self._users = {user.id: (user.name, user.employee_no) for user in users(connection)}

    def write(self, path: Path, progress: Progress) -> None:
        """Write the file while the contacts are read."""
        headers = [column.name(self.words.language) for column in self.columns]
        with self.context.db.snapshot() as raw:
            total = store.count(raw, self._narrowing)
            rows = self._rows(raw, total, progress)
            match self.command.form:
                case "csv":
                    from app.files.writers import write_csv

                    write_csv(path, headers, rows, self.command.encoding)
                case "pdf":
                    if total > LONGEST_ON_PAPER:
                        raise RuleViolation("rows_too_many", "last_on", rows=total, most=LONGEST_ON_PAPER)
                    path.write_bytes(self._pdf(headers, rows, chain_head(raw, self.words.language)))
                case _:
                    from app.files.writers import Table, write_book

                    names = ("催记", "合计") if self.words.is_chinese else ("Contacts", "Totals")
                    write_book(
                        path, [Table(names[0], headers, rows), Table(names[1], ("", ""), self._told())]
                    )

    def _rows(self, raw: Any, total: int, progress: Progress) -> Iterator[list[Value]]:
        for chunk in store.chunks(raw, self._narrowing):
            about = _About(raw, chunk, self._gone, self.words.rules.codes)
            for row in chunk:
                name, number = employee(self._users, row.actor)
                seen = Seen(row, self._status(row), name, number, *about.told(row))
                self._count(seen)
                yield self._writer.values(seen, self.columns)
            progress.report(self.totals.rows, total, "contacts")

    def _status(self, row: ContactRow) -> str:
        if row.salt is None:
            return "erased"
        if row.act in self._gone.acts:
            return "undone"
        return "replaced" if row.seq in self._gone.places else "standing"

    def _count(self, seen: Seen) -> None:
        totals, row = self.totals, seen.row
        totals.rows += 1
        totals.by_status[seen.status] = totals.by_status.get(seen.status, 0) + 1
        if seen.status != "standing":
            return
        for figure in self._figures(row.result, row.direction, row.rule_check):
            totals.figures[figure] = totals.figures.get(figure, 0) + 1
        if seen.promise is not None:
            minor, currency, *_, number = seen.promise.values
            totals.promises += number
            totals.promised[currency] = totals.promised.get(currency, 0) + minor

    def _figures_of(self, result: str | None, direction: str | None, rule: str | None) -> tuple[Figure, ...]:
        return figures_of_contact(self.words.rules.codes.by_code.get(result or ""), direction or "", rule)

    def _told(self) -> Iterator[tuple[str, Value]]:
        """The sheet of totals; read after the contacts were written."""

        yield from lines(self.context, self.words, self.command, self.totals)

    def _pdf(self, headers: Sequence[str], rows: Iterable[Sequence[Value]], chain: str) -> bytes:
        from app.reports.contact_log import contact_log_pdf
        from app.reports.fonts import register
        from app.system.paths import resource

        register(resource("fonts"))
        codes = [column.code for column in self.columns]
        cells = [[cell_of(code, value) for code, value in zip(codes, row, strict=True)] for row in rows]
        return contact_log_pdf(
            title(self.words),
            head(self.context, self.words, self.command),
            codes,
            headers,
            cells,
            totals_title(self.words),
            [(name, text_of(value)) for name, value in sums(self.words, self.totals)],
            self.words.language,
            chain,
        )
