"""The sheet writes what the library would write, byte for byte, but takes no text for markup."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from python_calamine import load_workbook
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.files.sheets import Sheet
from app.files.writers import write_xlsx

TEXTS = (
    "张三",
    " before",
    "after\n",
    "a & b < c > d",
    '"quoted"',
    "\x00\x1f\x7f",
    "_x0041_",
    "\ufffe",
    "𠮷",
    "x" * 64,
    "长" * 65 + "&",
    "<r>open",
    "=1+1",
)
MARKUP = ("<r>a & b</r>", "<r></r>", "<r><t>x</t></r>")


def _sheet(kind: type[Worksheet]) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("a", kind)
        bold = book.add_format({"bold": True})
        for row in range(3):
            for column, text in enumerate(TEXTS):
                sheet.write_string(row, column, text, bold if row == 0 else None)
            sheet.write_number(row, len(TEXTS), 1.5)
    with zipfile.ZipFile(buffer) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_a_sheet_is_what_the_library_writes() -> None:
    assert _sheet(Sheet) == _sheet(Worksheet)


def test_a_text_that_looks_like_markup_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, MARKUP, [MARKUP])
    assert load_workbook(path).get_sheet_by_index(0).to_python() == [list(MARKUP), list(MARKUP)]
