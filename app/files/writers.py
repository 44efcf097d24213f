"""Tables out: CSV and XLSX files that a spreadsheet program opens without running or rounding anything.

A file is written beside its place and then renamed, so a reader never meets half of one. All writers raise
StorageProblem: ``disk_full``, ``folder_read_only``, ``file_failed``, ``sheet_full``; what stood there before stays.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from app.domain.errors import StorageProblem
from app.files.cells import SPREADSHEET_DIGITS, runs_as_formula
from app.files.sheets import Sheet

Value = str | int | Decimal | dt.date | dt.datetime | bool | None

SHEET_ROWS = 1_048_576
LONGEST_CELL = 32_767
_NARROWEST, _WIDEST = 10, 40
_A4 = 9  # as the format numbers papers, ECMA-376 part 1, 18.3.1.63


class Refusal(NamedTuple):
    """A row that was not taken over: its place, its cells as far as they could be read, the column, why."""

    row: int
    cells: Sequence[str]
    column: str
    reason: str


def write_csv(
    path: Path,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    encoding: Literal["utf-8-sig", "gb18030"] = "utf-8-sig",
) -> int:
    """Write rows of values and give their number. Texts are quoted, and made safe by ``safe_text``.

    int and Decimal are written as numbers, also negative ones; dates as 2026-02-28. A long number kept as text is
    whole in the file, but a spreadsheet program that opens it shows 15 digits: for people, write XLSX.
    """
    count = 0
    with _replacing(path) as temporary, temporary.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([safe_text(header) for header in headers])
        for row in rows:
            writer.writerow([_csv_value(value) for value in row])
            count += 1
    return count


def safe_text(text: str) -> str:
    """``text`` with a ``'`` before it if a spreadsheet program would run it; ``cells`` takes it off again."""
    return f"'{text}" if runs_as_formula(text) else text


class Table(NamedTuple):
    """One sheet of a workbook."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_xlsx(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """Write rows of values to one sheet and give their number; see ``write_book``."""
    return write_book(path, [Table("Sheet1", headers, rows)])


def write_book(path: Path, tables: Iterable[Table]) -> int:
    """Write a sheet for each table, one after the other, and give the number of all rows.

    A text stays a text whatever it looks like, so cards and identity numbers keep all digits; int and Decimal become
    numbers, unless they have more digits than a spreadsheet keeps. A text beyond 32,767 characters ends in …
    """
    count = 0
    with _replacing(path) as temporary:
        options = {"constant_memory": True, "tmpdir": str(temporary.parent)}
        try:
            with xlsxwriter.Workbook(str(temporary), options) as book:
                for table in tables:
                    count += _Sheet(path, book, table.name, table.headers).write(table.rows)
        except FileCreateError as error:
            cause = error.args[0]
            raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error
    return count


def write_table(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """Write one table: CSV where the name ends so, else XLSX; the number of its rows."""
    return (write_csv if path.suffix.lower() == ".csv" else write_xlsx)(path, headers, rows)


def write_refused(
    path: Path,
    headers: Sequence[str],
    refusals: Iterable[Refusal],
    labels: tuple[str, str, str] = ("行", "列", "原因"),
) -> int:
    """Write the rows that were not taken over, as they stood in the file, behind row, column and reason.

    The file can be corrected and imported again: its own columns keep their names. ``.csv`` in the name makes a CSV
    file, everything else XLSX.
    """
    names = (*(_unlike(label, headers) for label in labels), *headers)
    rows: Iterator[Sequence[Value]] = (
        (refusal.row, refusal.column, refusal.reason, *refusal.cells) for refusal in refusals
    )
    return write_table(path, names, rows)


def _unlike(label: str, headers: Sequence[str]) -> str:
    """Two columns of one name could not be imported again."""
    while label in headers:
        label += "*"
    return label


def _csv_value(value: Value) -> Value:
    match value:
        case str():
            return safe_text(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case Decimal():
            return value if "E" not in str(value) else f"{value:f}"
        case dt.datetime():
            return value.isoformat(" ", "seconds")
        case dt.date():
            return value.isoformat()
        case _:
            return value


class _Sheet:
    """One sheet being written from the top down."""

    def __init__(self, path: Path, book: xlsxwriter.Workbook, name: str, headers: Sequence[str]) -> None:
        self._path = path
        self._book = book
        self._sheet: Any = book.add_worksheet(name, Sheet)
        self._headers = headers
        self._date = book.add_format({"num_format": "yyyy-mm-dd"})
        self._formats: dict[int, Any] = {}

    def write(self, rows: Iterable[Sequence[Value]]) -> int:
        bold = self._book.add_format({"bold": True})
        for column, header in enumerate(self._headers):
            # A Chinese character is as wide as two digits.
            self._sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, 2 * len(header) + 2)))
        for column, header in enumerate(self._headers):
            self._sheet.write_string(0, column, _cut(header), bold)
        self._sheet.freeze_panes(1, 0)
        self._print_whole_rows()
        count = 0
        write_text = self._sheet.write_text
        for count, row in enumerate(rows, start=1):
            if count >= SHEET_ROWS:
                raise StorageProblem("sheet_full", path=str(self._path), limit=SHEET_ROWS - 1)
            for column, value in enumerate(row):
                # Most cells by far are short texts or empty.
                if type(value) is str and 0 < len(value) <= LONGEST_CELL:
                    write_text(count, column, value)
                elif value is not None and value != "":
                    self._write(count, column, value)
        return count

    def _print_whole_rows(self) -> None:
        """On paper every row is whole, on A4 across, and each page begins with the head."""
        self._sheet.set_paper(_A4)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def _write(self, row: int, column: int, value: Value) -> None:
        match value:
            case str():
                self._sheet.write_string(row, column, _cut(value))
            case bool():
                self._sheet.write_boolean(row, column, value)
            case int() if abs(value) < 10**SPREADSHEET_DIGITS:
                self._sheet.write_number(row, column, value, self._format(0))
            case int() | Decimal():
                self._write_figure(row, column, Decimal(value))
            case dt.datetime():
                self._sheet.write_string(row, column, value.isoformat(" ", "seconds"))
            case dt.date():
                self._sheet.write_datetime(row, column, value, self._date)

    def _write_figure(self, row: int, column: int, value: Decimal) -> None:
        _, digits, exponent = value.as_tuple()
        if isinstance(exponent, str) or len(digits) + max(0, exponent) > SPREADSHEET_DIGITS:
            self._sheet.write_string(row, column, f"{value:f}")
            return
        self._sheet.write_number(row, column, float(value), self._format(max(0, -exponent)))

    def _format(self, decimals: int) -> Any:
        if decimals not in self._formats:
            pattern = "#,##0." + "0" * decimals if decimals else "0"
            self._formats[decimals] = self._book.add_format({"num_format": pattern})
        return self._formats[decimals]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A file to write in a private folder beside ``path``; in its place, whole and on the disk, if nothing failed."""
    try:
        with tempfile.TemporaryDirectory(
            dir=path.parent, prefix=".fairdue-", ignore_cleanup_errors=True
        ) as folder:
            temporary = Path(folder) / "table"
            yield temporary
            temporary.chmod(0o600)
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            temporary.replace(path)
    except OSError as error:
        raise StorageProblem.of(error, path) from error
