"""A file comes in: looked at, tried out, or written in one transaction."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from app.domain.errors import ImportProblem
from app.domain.facts import Fact, Id, Imported, json_text
from app.domain.money import currency_of
from app.files.tables import Table, open_table
from app.models import intake, maps, people
from app.services import backups
from app.services.bulk import no_cycle_search
from app.services.changes import Changes
from app.services.context import Context
from app.services.imports.catalogue import Purpose, catalogue
from app.services.imports.columns import ColumnMap, check_map, guess
from app.services.imports.creditors import RESIDENT_IDS, Creditor, add_creditor, creditor_of
from app.services.imports.making import Terms
from app.services.imports.matching import Matched, match
from app.services.imports.reading import Reading, default_day, read
from app.services.imports.results import Controls, ImportFile, ImportResult, Origin, Preview
from app.services.imports.rows import Expected
from app.services.imports.writing import Writer
from app.services.progress import SILENT, Progress
from app.system.folders import require_space, space_wanted
from app.system.ids import new_id

_SAMPLES = 5
_FLAGS_SHOWN = 200
_LONGEST_BATCH = 100
_COUNT_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file that has been read and checked, outside any transaction."""

    command: ImportFile
    table: Table
    creditor: Creditor
    column_map: ColumnMap
    expected: Expected
    reading: Reading
    seen: Fact | None


def preview(
    context: Context,
    path: Path,
    creditor: str = "",
    purpose: Purpose = Purpose.PLACEMENT,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    progress: Progress = SILENT,
) -> Preview:
    """Look at a file: its columns and what they are taken for, the first rows, how many there are.

    Raises ImportProblem of ``app.files`` when it is no table.
    """
    table = open_table(path, encoding=encoding, sheet=sheet)
    with context.db.read() as connection:
        saved = maps.saved_map(connection, creditor, purpose)
        seen = last_import(connection, table, purpose)
        is_known = people.creditor_named(connection, creditor) is not None
    rows = total_rows = 0
    for row in table.rows():
        rows += not row.is_total
        total_rows += row.is_total
        if rows % _COUNT_EVERY == 0:
            progress.report(rows, max(table.row_estimate, rows), "reading")
    return Preview(
        path.name,
        table.digest,
        table.headers,
        table.header_row,
        guess(table.headers, purpose, ColumnMap.from_json(saved) if saved else None),
        table.sample(_SAMPLES),
        rows,
        total_rows,
        table.encoding,
        table.delimiter,
        table.sheet,
        table.sheet_names,
        is_known,
        seen.recorded_at if seen else None,
    )


def dry_run(context: Context, command: ImportFile, progress: Progress = SILENT) -> ImportResult:
    """What ``run`` would do, with the rows it would refuse; nothing is written."""
    prepared = _prepare(context, command, progress)
    with context.db.read() as connection:
        matched = _match(connection, prepared)
    cases = sum(debtor.case is None for debtor in matched.debtors)
    return _result(prepared, matched, None, cases)


def run(context: Context, command: ImportFile, progress: Progress = SILENT) -> tuple[ImportResult, Changes]:
    """Import a file: read and checked first, then written in one transaction that can be undone as one act. A real
    store whose last proven backup is older than a day is backed up before.

    Raises ImportProblem (the file, the map), StorageProblem (``disk_low`` and others), Cancelled; then nothing has
    changed. Where the result has no ``act``, nothing was written: there was nothing new, or ``stopped_by`` says why.
    """
    require_space(context.home.root, space_wanted(context.home.database))
    backups.make_if_due(context, progress)
    with no_cycle_search():
        return _run(context, command, progress)


def _run(context: Context, command: ImportFile, progress: Progress) -> tuple[ImportResult, Changes]:
    prepared = _prepare(context, command, progress)
    with context.db.write() as connection:
        matched = _match(connection, prepared)
        is_idle = not matched.new and not matched.updates
        if is_idle or _stopped_by(prepared, matched) is not None:
            return _result(prepared, matched, None, 0), Changes()
        act = new_id(context.now())
        creditor, purpose = prepared.creditor, command.purpose
        creditor_id = creditor.id or add_creditor(
            connection, creditor, context.now(), command.creditor_kind, command.lender_type
        )
        writer = Writer(connection, context, _terms(prepared, creditor_id), act, progress)
        cases, touched = writer.write(matched)
        writer.append(_imported(prepared, matched, writer.placement_id))
        maps.save_map(connection, creditor.name, purpose, prepared.column_map.to_json())
        result = _result(prepared, matched, act, cases)
    return result, _changes(matched, touched)


def _changes(matched: Matched, touched: list[Id]) -> Changes:
    """New cases are not named: any page that shows cases is stale then."""
    return Changes.of(
        "cases", "accounts", "payments", "imports", "queue", cases=() if matched.debtors else touched
    )


def _prepare(context: Context, command: ImportFile, progress: Progress) -> _Prepared:
    table = open_table(command.path, encoding=command.encoding, sheet=command.sheet)
    with context.db.read() as connection:
        creditor = creditor_of(connection, context, command.creditor, command.currency, command.rule_pack)
        column_map = _map(connection, command, table)
        seen = last_import(connection, table, command.purpose)
    check_map(column_map, table.headers, command.purpose)
    today = context.now().astimezone(ZoneInfo(creditor.zone)).date()
    as_of = default_day(command.as_of or _day_then(seen), command.received_on, today)
    expected = Expected(
        creditor.currency,
        currency_of(creditor.currency).decimals,
        creditor.rule_pack == RESIDENT_IDS,
        today,
        as_of,
    )
    reading = read(table, column_map, command.purpose, expected, progress)
    return _Prepared(command, table, creditor, column_map, expected, reading, seen)


def _map(connection: Connection, command: ImportFile, table: Table) -> ColumnMap:
    if command.column_map is not None:
        return command.column_map
    saved = maps.saved_map(connection, command.map_name or command.creditor.strip(), command.purpose)
    if command.map_name is not None and saved is None:
        raise ImportProblem("map_unknown", name=command.map_name)
    known = ColumnMap.from_json(saved) if saved else None
    return ColumnMap.of(guess(table.headers, command.purpose, known))


def last_import(connection: Connection, table: Table, purpose: Purpose) -> Fact | None:
    """The last standing import of these very bytes for the same purpose."""
    found = intake.imports_of(connection, bytes.fromhex(table.digest))
    return next((fact for fact in reversed(found) if fact.body.purpose == purpose), None)


def _day_then(seen: Fact | None) -> date | None:
    """The day that undated figures of the same file got before: else it would bring the same figures of another day."""
    return None if seen is None else date.fromisoformat(json.loads(seen.body.column_map)["as_of"])


def _match(connection: Connection, prepared: _Prepared) -> Matched:
    headers = {target.field: header for header, target in reversed([*prepared.column_map.columns.items()])}
    return match(connection, prepared.creditor.id, prepared.reading.drafts, prepared.command.purpose, headers)


def _controls(prepared: _Prepared) -> Controls:
    command, reading = prepared.command, prepared.reading
    return Controls(
        command.control_count, command.control_minor, reading.said_minor, reading.rows, reading.file_minor
    )


def _stopped_by(prepared: _Prepared, matched: Matched) -> str | None:
    command = prepared.command
    if command.all_or_none and (prepared.reading.refused or matched.refused):
        return "refused_rows"
    if not command.despite_controls and not _controls(prepared).agree:
        return "control_totals"
    return None


def _terms(prepared: _Prepared, creditor_id: Id) -> Terms:
    command, creditor, table = prepared.command, prepared.creditor, prepared.table
    return Terms(
        creditor_id,
        creditor.currency,
        creditor.rule_pack,
        ZoneInfo(creditor.zone),
        command.received_on or prepared.expected.today,
        (command.batch_no or command.path.stem)[:_LONGEST_BATCH],
        command.recall_on,
        command.control_count,
        command.control_minor,
        bytes.fromhex(table.digest),
    )


def _imported(prepared: _Prepared, matched: Matched, placement_id: Id | None) -> Imported:
    counts = _counts(prepared, matched)
    column_map = {
        "columns": json.loads(prepared.column_map.to_json()),
        "as_of": prepared.expected.as_of.isoformat(),
    }
    return Imported(
        prepared.table.path.name,
        bytes.fromhex(prepared.table.digest),
        prepared.command.purpose,
        counts["rows"],
        counts["new"],
        counts["same"],
        counts["changed"],
        counts["refused"],
        matched.total_minor,
        prepared.creditor.currency,
        json_text(column_map),
        placement_id,
    )


def _counts(prepared: _Prepared, matched: Matched) -> dict[str, int]:
    """A payment is new; another figure of a known account is a change."""
    is_payments = prepared.command.purpose is Purpose.PAYMENTS
    return {
        "rows": prepared.reading.rows,
        "new": len(matched.updates) if is_payments else matched.new,
        "same": matched.same,
        "changed": 0 if is_payments else len(matched.updates),
        "refused": len(prepared.reading.refused) + len(matched.refused),
    }


def _result(prepared: _Prepared, matched: Matched, act: Id | None, cases: int) -> ImportResult:
    """The answer, with every refused row by its number; their cells stay in the file."""
    command = prepared.command
    refused = tuple(sorted((*prepared.reading.refused, *matched.refused), key=lambda row: row.row))
    out = {row.row for row in refused}
    flags = [flag for flag in (*prepared.reading.flags, *matched.flags) if flag.row not in out]
    flags.sort(key=lambda flag: flag.row)
    values: dict[str, Any] = _counts(prepared, matched)
    return ImportResult(
        act=act,
        stopped_by=_stopped_by(prepared, matched),
        origin=Origin(command.path, command.encoding, command.sheet, prepared.table.digest),
        purpose=command.purpose,
        creditor=prepared.creditor.name,
        column_map=prepared.column_map,
        cases=cases,
        total_minor=matched.total_minor,
        currency=prepared.creditor.currency,
        controls=_controls(prepared),
        refusals=refused,
        flags=tuple(flags[:_FLAGS_SHOWN]),
        flag_counts=Counter(flag.code for flag in flags),
        seen_before=prepared.seen.recorded_at if prepared.seen else None,
        **values,
    )


def field_words(language: str) -> dict[str, str]:
    """The name of every field of the catalogue, for lists to choose from."""
    return {code: entry.words.text(language) for code, entry in catalogue().fields.items()}
