"""Tables in: one call opens a CSV, XLSX, XLS or ODS file as a header and rows of text.

    table = open_table(Path("委案.csv"))
    for row in table.rows(): ...

A file that cannot be read raises ``ImportProblem`` (code, file, row, column); a row that cannot comes with its
``problem`` and the others still come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.domain.errors import ImportProblem
from app.files.archives import check_archive
from app.files.biff import check_old_workbook
from app.files.cells import CellError, Rounded
from app.files.decoding import ENCODINGS, digest, reading
from app.files.delimited import DelimitedText
from app.files.kinds import sniff
from app.files.layout import HEADER_SEARCH_ROWS, TO_LOOK_AT, find_header, is_filled, is_total
from app.files.shapes import DEFAULT_LIMITS, Limits, Row, Source, TableKind
from app.files.workbooks import Sheet, Workbook

__all__ = [
    "DEFAULT_LIMITS",
    "ENCODINGS",
    "Limits",
    "Rounded",
    "Row",
    "Table",
    "TableKind",
    "open_table",
    "sniff",
]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it. ``rows()`` may be called as often as wanted; it reads the file again."""

    path: Path
    kind: TableKind
    digest: str  # SHA-256 of the bytes of the file, hex
    headers: tuple[
        str, ...
    ]  # as written, white space and full-width forms folded; "" where a column has none
    header_row: int  # as a spreadsheet program counts, from 1
    row_estimate: int  # rows below the header, blank and total rows included: for progress
    source: Source
    encoding: str = ""  # of a text file
    delimiter: str = ""  # of a text file
    sheet: str = ""  # of a workbook
    sheet_names: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Rows in the order of the file, blank ones left out."""
        width = len(self.headers)
        header_row = self.header_row
        try:
            for number, cells, problem in self.source.records(header_row, width):
                if number <= header_row:
                    continue
                if problem is not None:
                    yield Row(number, tuple(cells), problem)
                elif len(cells) == width and cells[0] and cells[0][0] not in TO_LOOK_AT:
                    yield Row(number, tuple(cells))  # nearly all rows, so nothing more is asked of them
                elif is_filled(cells):
                    yield _shaped(number, cells, width)
        except (OSError, UnicodeDecodeError) as error:  # gone or changed since it was opened
            raise ImportProblem("file_not_readable", file=self.path.name) from error

    def sample(self, count: int = 5) -> tuple[Row, ...]:
        """The first rows, to be shown while the columns are mapped."""
        return tuple(islice(self.rows(), count))


def open_table(
    path: Path, *, encoding: str | None = None, sheet: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Table:
    """The table in ``path``; ``encoding`` and ``sheet`` overrule what would be found.

    Raises ImportProblem, see ``problems``; without ``sheet`` the first visible sheet with a header is taken.
    """
    path = Path(path)
    kind = sniff(path)
    try:
        if kind is TableKind.CSV:
            return _open_text(path, encoding, limits)
        if kind is TableKind.XLS:
            check_old_workbook(path)
        else:
            check_archive(path, limits)
        return _open_workbook(path, kind, sheet, limits)
    except OSError as error:
        raise ImportProblem("file_not_readable", file=path.name) from error


def _open_text(path: Path, encoding: str | None, limits: Limits) -> Table:
    found = reading(path, encoding)
    if found.lines > limits.rows + 1:
        raise ImportProblem("too_many_rows", file=path.name, limit=limits.rows)
    text = DelimitedText(path, found.encoding)
    header_row, headers = _header(text, path, limits)
    return Table(
        path=path,
        kind=TableKind.CSV,
        digest=digest(path),
        headers=headers,
        header_row=header_row,
        row_estimate=max(0, found.lines - header_row),
        source=text,
        encoding=found.encoding,
        delimiter=text.delimiter,
    )


def _open_workbook(path: Path, kind: TableKind, name: str | None, limits: Limits) -> Table:
    book = Workbook(path, limits)
    sheet, header_row, headers = _first_table(book, (name,) if name is not None else book.visible)
    return Table(
        path=path,
        kind=kind,
        digest=digest(path),
        headers=headers,
        header_row=header_row,
        row_estimate=max(0, sheet.height - header_row),
        source=sheet,
        sheet=sheet.name,
        sheet_names=book.sheet_names,
    )


def _first_table(book: Workbook, names: tuple[str, ...]) -> tuple[Sheet, int, tuple[str, ...]]:
    """The first of the sheets that has a header; else what is wrong with the first that has anything."""
    why = ImportProblem("file_empty", file=book.path.name)
    for name in names:
        sheet = book.sheet(name)
        try:
            return sheet, *_header(sheet, book.path, book.limits)
        except ImportProblem as problem:
            if problem.code not in ("no_table", "file_empty"):
                raise
            if why.code == "file_empty":
                why = problem
    raise why


def _header(source: Source, path: Path, limits: Limits) -> tuple[int, tuple[str, ...]]:
    told = (record for record in source.records() if record[2] is not None or is_filled(record[1]))
    first = list(islice(told, HEADER_SEARCH_ROWS))
    if not first:
        raise ImportProblem("file_empty", file=path.name)
    header_row, headers = find_header(first, path.name)
    if len(headers) > limits.columns:
        raise ImportProblem("too_many_columns", file=path.name, row=header_row, limit=limits.columns)
    return header_row, headers


def _shaped(number: int, cells: list[str], width: int) -> Row:
    """A row that is a total, or not as wide as the header; empty cells beyond the header do not count."""
    if is_total(cells):
        return Row(number, tuple(cells[:width]) + ("",) * (width - len(cells)), is_total=True)
    if is_filled(cells[width:]):
        return Row(number, tuple(cells), CellError("row_too_long", expected=width, found=len(cells)))
    if len(cells) < width:
        return Row(number, tuple(cells), CellError("row_too_short", expected=width, found=len(cells)))
    return Row(number, tuple(cells[:width]))
