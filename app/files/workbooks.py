"""Spreadsheet files: XLSX, XLS and ODS, every cell turned into the text a person would see in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.domain.errors import ImportProblem
from app.files.cells import SPREADSHEET_DIGITS, Rounded
from app.files.shapes import Limits, Record

_SMALLEST_ROUNDED = 10.0**SPREADSHEET_DIGITS
_LONGEST_WRITTEN_OUT = 10.0**21


class Sheet:
    """One sheet, already in memory, as records."""

    def __init__(self, sheet: CalamineSheet) -> None:
        self._sheet = sheet
        self.name = sheet.name
        self.height = sheet.end[0] + 1 if sheet.end is not None else 0

    def records(self, header_row: int = 0, width: int = 0) -> Iterator[Record]:  # noqa: ARG002
        """All rows from the first on. A sheet has no quotes to mend, so header and width are not needed."""
        texts = _TEXTS
        for number, row in enumerate(self._sheet.iter_rows(), start=1):
            yield number, [cell if type(cell) is str else texts[type(cell)](cell) for cell in row], None


class Workbook:
    """The sheets of a spreadsheet file that hold cells; hidden ones are read only when asked for by name."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        with self._readable():
            self._book = CalamineWorkbook.from_path(path)
            found = [meta for meta in self._book.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
        self.sheet_names = tuple(meta.name for meta in found)
        self.visible = tuple(meta.name for meta in found if meta.visible is SheetVisibleEnum.Visible)

    def sheet(self, name: str) -> Sheet:
        """Raises ImportProblem: ``sheet_missing`` with the names there are, ``too_many_rows``, ``file_damaged``."""
        if name not in self.sheet_names:
            raise ImportProblem(
                "sheet_missing", file=self.path.name, sheet=name, sheets=list(self.sheet_names)
            )
        with self._readable():
            sheet = Sheet(self._book.get_sheet_by_name(name))
        if sheet.height > self.limits.rows:
            raise ImportProblem("too_many_rows", file=self.path.name, limit=self.limits.rows)
        return sheet

    @contextmanager
    def _readable(self) -> Iterator[None]:
        file = self.path.name
        try:
            yield
        except PasswordError as error:
            raise ImportProblem("workbook_password", file=file) from error
        except CalamineError as error:
            if "limit exceeded" in str(error):
                limit_mb = self.limits.unpacked_bytes // 1_000_000
                raise ImportProblem("workbook_too_large", file=file, limit_mb=limit_mb) from error
            raise ImportProblem("file_damaged", file=file) from error
        except BaseException as error:
            # A panic of the reader is no Exception, so that nobody overlooks it; here it means a damaged file.
            if type(error).__name__ != "PanicException":
                raise
            raise ImportProblem("file_damaged", file=file) from error


def _of_float(value: float) -> str:
    if value.is_integer():
        return str(int(value)) if abs(value) < _SMALLEST_ROUNDED else _rounded(value)
    text = repr(value)
    if len(text) <= SPREADSHEET_DIGITS and "e" not in text:
        return text
    # A sum such as 0.1 + 0.2 is shown with 15 digits, as spreadsheet programs show it.
    return format(Decimal(f"{value:.{SPREADSHEET_DIGITS}g}"), "f")


def _of_int(value: int) -> str:
    return str(value) if abs(value) < _SMALLEST_ROUNDED else _rounded(float(value))


def _rounded(value: float) -> Rounded:
    shown = f"{value:.{SPREADSHEET_DIGITS}g}"
    return Rounded(format(Decimal(shown), "f") if abs(value) < _LONGEST_WRITTEN_OUT else shown)


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _of_float,
    int: _of_int,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.date: dt.date.isoformat,
    dt.datetime: lambda value: value.isoformat(" ", "seconds"),
    dt.time: lambda value: value.isoformat("seconds"),
    dt.timedelta: str,
}
