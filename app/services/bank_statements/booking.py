"""A bank statement comes in: tried out, or written in one transaction and one act, so that one undo takes it back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from app.domain.errors import ImportProblem, NotFound
from app.domain.facts import BankLine, Fact, Id, Imported, Payment, json_text
from app.domain.money import currency_of
from app.files.tables import Table, open_table
from app.models import maps, people
from app.models.journal import Entry, Journal
from app.services import backups
from app.services.bank_statements import reading as rows
from app.services.bank_statements.matching import Booking, Matched, match
from app.services.bank_statements.reading import Received, StatementReading
from app.services.bank_statements.results import Fate, MatchStatement, StatementResult, Sums, Tally, tally
from app.services.bulk import no_cycle_search
from app.services.changes import Changes
from app.services.context import Context
from app.services.imports.catalogue import Purpose
from app.services.imports.columns import ColumnMap, guess
from app.services.imports.placing import last_import
from app.services.imports.results import Controls, Origin
from app.services.imports.writing import refresh_all
from app.services.progress import SILENT, Progress
from app.system.folders import require_space, space_wanted
from app.system.ids import new_id

FROM_STATEMENT = "bank_statement"
_FLAGS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class _Creditor:
    id: Id
    name: str
    currency: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement that has been read and checked, outside any transaction."""

    command: MatchStatement
    table: Table
    creditor: _Creditor
    column_map: ColumnMap
    reading: StatementReading
    seen: Fact | None


def dry_run(context: Context, command: MatchStatement, progress: Progress = SILENT) -> StatementResult:
    """What ``run`` would do, with the rows it would refuse; nothing is written."""
    prepared = _prepare(context, command, progress)
    with context.db.read() as connection:
        matched = _match(connection, context, prepared, progress)
    return _result(prepared, matched, None)


def run(
    context: Context, command: MatchStatement, progress: Progress = SILENT
) -> tuple[StatementResult, Changes]:
    """Book what is sure or decided and park the rest, in one transaction that can be undone as one act. A real store
    whose last proven backup is older than a day is backed up before.

    Raises ImportProblem (the file, the map, ``statement_changed``), NotFound ``creditor_unknown``, StorageProblem,
    Cancelled; then nothing has changed. Where the result has no ``act``, nothing was written: every line was in
    already, or ``stopped_by`` says why.
    """
    require_space(context.home.root, space_wanted(context.home.database))
    backups.make_if_due(context, progress)
    prepared = _prepare(context, command, progress)
    with no_cycle_search(), context.db.write() as connection:
        matched = _match(connection, context, prepared, progress)
        taken = [line.received for line in matched.lines if line.fate is not Fate.DUPLICATE]
        if not taken or _stopped_by(prepared) is not None:
            return _result(prepared, matched, None), Changes()
        act = new_id(context.now())
        _write(connection, context, act, _bodies(prepared, taken, matched.bookings.values(), context))
        cases = list(dict.fromkeys(booking.case_id for booking in matched.bookings.values()))
        refresh_all(connection, context, cases, context.now(), progress)
        maps.save_map(
            connection, prepared.creditor.name, Purpose.BANK_STATEMENT, prepared.column_map.to_json()
        )
    result = _result(prepared, matched, act)
    return result, Changes.of("cases", "payments", "promises", "plans", "imports", "queue", cases=cases)


def _prepare(context: Context, command: MatchStatement, progress: Progress) -> _Prepared:
    table = open_table(command.path, encoding=command.encoding, sheet=command.sheet)
    if command.digest not in (None, table.digest):
        raise ImportProblem("statement_changed", file=table.path.name)
    with context.db.read() as connection:
        creditor = _creditor_of(connection, command.creditor)
        saved = maps.saved_map(connection, creditor.name, Purpose.BANK_STATEMENT)
        seen = last_import(connection, table, Purpose.BANK_STATEMENT)
    column_map = command.column_map or ColumnMap.of(
        guess(table.headers, Purpose.BANK_STATEMENT, ColumnMap.from_json(saved) if saved else None)
    )
    rows.check_columns(column_map, table.headers)
    today = context.now().astimezone(creditor.zone).date()
    decimals = currency_of(creditor.currency).decimals
    reading = rows.read(table, column_map, creditor.currency, decimals, today, progress)
    return _Prepared(command, table, creditor, column_map, reading, seen)


def _creditor_of(connection: Connection, name: str) -> _Creditor:
    """The creditor whose statement it is. Raises ImportProblem ``creditor_missing``, NotFound ``creditor_unknown``."""
    name = name.strip()
    if not name:
        raise ImportProblem("creditor_missing")
    row = people.creditor_named(connection, name)
    if row is None:
        raise NotFound("creditor_unknown", creditor=name)
    return _Creditor(row["id"], name, row["currency"], ZoneInfo(row["zone"]))


def _match(connection: Connection, context: Context, prepared: _Prepared, progress: Progress) -> Matched:
    lines, decisions = prepared.reading.lines, prepared.command.decisions
    return match(connection, context, prepared.creditor.id, lines, decisions, progress)


def _stopped_by(prepared: _Prepared) -> str | None:
    if prepared.command.despite_controls or _controls(prepared).agree:
        return None
    return "control_totals"


def _controls(prepared: _Prepared) -> Controls:
    command, reading = prepared.command, prepared.reading
    return Controls(
        command.control_count, command.control_minor, reading.said_minor, reading.rows, reading.total_minor
    )


# Writing.


def _write(connection: Connection, context: Context, act: Id, entries: Iterable[Entry]) -> None:
    journal = Journal(connection, context.user.id, context.now())
    journal.append(act, entries)
    journal.flush()


def _bodies(
    prepared: _Prepared, taken: list[Received], bookings: Iterable[Booking], context: Context
) -> Iterable[Entry]:
    """Every line that is new, the payments made of them, and that the file came in. All of it is news of this moment,
    as a payment by hand is; the day it was paid stands in it."""
    creditor, now = prepared.creditor, context.now()
    uids = {item.row: new_id(now) for item in taken}
    for item in taken:
        yield Entry(uids[item.row], _line(item, creditor), None, None, now)
    for booking in bookings:
        body = Payment(
            booking.minor,
            creditor.currency,
            booking.received.line.paid_on,
            booking.account_id,
            None,
            booking.received.reference or None,
            FROM_STATEMENT,
            uids[booking.received.row],
        )
        yield Entry(new_id(now), body, booking.case_id, None, now)
    yield Entry(new_id(now), _imported(prepared, taken), None, None, now)


def _line(item: Received, creditor: _Creditor) -> BankLine:
    line = item.line
    return BankLine(
        creditor.id,
        line.amount_minor,
        creditor.currency,
        line.paid_on,
        item.reference or None,
        line.payer or None,
        line.payer_account or None,
        line.note or None,
        item.row,
    )


def _imported(prepared: _Prepared, taken: list[Received]) -> Imported:
    reading = prepared.reading
    return Imported(
        prepared.table.path.name,
        bytes.fromhex(prepared.table.digest),
        Purpose.BANK_STATEMENT,
        reading.rows,
        len(taken),
        len(reading.lines) - len(taken),
        0,
        len(reading.refused),
        sum(item.line.amount_minor for item in taken),
        prepared.creditor.currency,
        json_text({"columns": json.loads(prepared.column_map.to_json()), "creditor": prepared.creditor.name}),
    )


def _result(prepared: _Prepared, matched: Matched, act: Id | None) -> StatementResult:
    """The answer, with every refused row by its number; their cells stay in the file."""
    command, reading = prepared.command, prepared.reading
    sums = Sums.of(matched.lines)
    return StatementResult(
        act,
        _stopped_by(prepared),
        Origin(command.path, command.encoding, command.sheet, prepared.table.digest),
        prepared.creditor.name,
        prepared.creditor.currency,
        prepared.column_map,
        matched.lines,
        tally(matched.lines, Fate.SURE),
        tally(matched.lines, Fate.DECIDED),
        sums.ask,
        sums.booked,
        sums.parked,
        sums.duplicates,
        Tally(len(reading.refused), reading.refused_minor),
        Tally(reading.spent, reading.spent_minor),
        _controls(prepared),
        tuple(sorted(reading.refused, key=lambda row: row.row)),
        tuple(reading.flags[:_FLAGS_SHOWN]),
        prepared.seen.recorded_at if prepared.seen else None,
    )
