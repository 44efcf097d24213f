"""A table and its column map → checked drafts, refusals and what the file says of its own totals.

All of it outside any transaction; what the store knows comes later, in ``matching``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from app.files.cells import CellError, amount_minor, has_spreadsheet_tail
from app.files.tables import Table
from app.services.imports.catalogue import Purpose
from app.services.imports.columns import ColumnMap
from app.services.imports.drafts import Draft, Flag, Problem, Refused
from app.services.imports.rows import Expected, RowReader
from app.services.progress import SILENT, Progress

_REPORT_EVERY = 2_000
_FEWEST_TAILS = 5


@dataclass(slots=True)
class Reading:
    """What a file holds. ``file_minor`` sums the rows whose amount could be read, also of refused ones."""

    drafts: list[Draft] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    rows: int = 0
    file_minor: int = 0
    said_minor: tuple[int, ...] = ()
    """The amounts of the total rows of the file, in order."""


def read(
    table: Table, column_map: ColumnMap, purpose: Purpose, expected: Expected, progress: Progress = SILENT
) -> Reading:
    """Read and check every row. Raises ImportProblem of ``app.files`` and Cancelled."""
    reader = RowReader(table.headers, column_map, purpose, expected)
    reading = Reading(flags=reader.flags)
    seen: dict[str, int] = {}
    for row in table.rows():
        if row.is_total:
            reading.said_minor += _said(row.cells, reader, expected)
            continue
        reading.rows += 1
        if reading.rows % _REPORT_EVERY == 0:
            progress.report(reading.rows, max(table.row_estimate, reading.rows), "reading")
        answer, amount = reader.read(row)
        reading.file_minor += amount
        if isinstance(answer, Draft) and purpose is not Purpose.PAYMENTS:
            first = seen.setdefault(answer.what.number, answer.row)
            if first != answer.row:
                problem = Problem(reader.header_of("account_no"), "account_twice", {"first": first})
                answer = Refused(answer.row, (problem,))
        if isinstance(answer, Draft):
            reading.drafts.append(answer)
        else:
            reading.refused.append(answer)
    _refuse_rounded(reading, reader.header_of("account_no"), lambda draft: draft.what.number)
    _refuse_rounded(reading, reader.header_of("id_number"), lambda draft: draft.who.id_number or "")
    return reading


def _said(cells: tuple[str, ...], reader: RowReader, expected: Expected) -> tuple[int, ...]:
    if reader.total_index is None or not cells[reader.total_index].strip():
        return ()
    try:
        return (amount_minor(cells[reader.total_index], expected.exponent),)
    except CellError:
        return ()


def _refuse_rounded(reading: Reading, column: str, number: Callable[[Draft], str]) -> None:
    """A spreadsheet keeps 15 digits: one long number that ends in zeros may be right, most of a column cannot."""
    long = [draft for draft in reading.drafts if len(number(draft)) > 15]
    damaged = {draft.row for draft in long if has_spreadsheet_tail(number(draft))}
    if len(damaged) < _FEWEST_TAILS or 2 * len(damaged) <= len(long):
        return
    reading.drafts = [draft for draft in reading.drafts if draft.row not in damaged]
    reading.refused += [Refused(row, (Problem(column, "column_rounded", {}),)) for row in sorted(damaged)]


def default_day(given: date | None, received_on: date | None, today: date) -> date:
    """The day of figures that carry none: the one the user names, else the day the file came, else today."""
    return given or received_on or today
