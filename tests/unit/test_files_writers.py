"""Files that are written: nothing runs, nothing is rounded, nothing is half there, and all of it reads back."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import os
import stat
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.domain.errors import StorageProblem
from app.files import writers
from app.files.cells import amount_minor, digits, plain_text
from app.files.tables import open_table
from app.files.writers import Refusal, Value, write_csv, write_refused, write_xlsx

FORMULAS = (
    "=1+1",
    "+86 13800138000",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\tx",
    "\nx",
    "\u200b=1",
    "\ufeff\u202e=1",
    "\u3000＝1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A",
    "﹦1",
    "\x00=1",
    '=HYPERLINK("http://a.example","x")',
)
HARMLESS = ("张三", "a=b", "5-3", "1", "(=1)", "'t Hooft", "", "#N/A", "a\nb", '"x"', "—")


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _cells(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, strict=True))


def test_no_text_of_a_csv_file_begins_as_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_csv(path, ["=h", "n"], [(text, 1) for text in (*FORMULAS, *HARMLESS)]) == 31
    header, *rows = _cells(path)
    assert header == ["'=h", "n"]
    assert [row[0] for row in rows] == [*(f"'{text}" for text in FORMULAS), *HARMLESS]


def test_texts_are_quoted_so_that_another_delimiter_frees_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ["a"], [("x;=1+1\t=2",)])
    assert path.read_bytes() == '\ufeff"a"\r\n"x;=1+1\t=2"\r\n'.encode()


def test_numbers_and_dates_of_a_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    row: tuple[Value, ...] = (
        -5,
        Decimal("-12.30"),
        Decimal("1E+3"),
        dt.date(2026, 2, 28),
        dt.datetime(2026, 2, 28, 9, tzinfo=dt.UTC),
        True,
        None,
    )
    write_csv(path, list("abcdefg"), [row])
    assert path.read_text("utf-8-sig").splitlines()[1] == (
        '-5,-12.30,"1000","2026-02-28","2026-02-28 09:00:00+00:00","TRUE",""'
    )


def test_rare_characters_in_both_encodings(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "gb18030"):
        path = tmp_path / f"{encoding}.csv"
        write_csv(path, ["姓名", "b"], [("𠮷䶮€", "é")], encoding)  # type: ignore[arg-type]
        table = open_table(path)
        assert (table.encoding, table.sample()[0].cells) == (encoding, ("𠮷䶮€", "é"))


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    texts = [*FORMULAS, *HARMLESS, "http://a.example", "{=1}", "mailto:a@b.c"]
    assert write_xlsx(path, ["=h", "n"], [(text, 1) for text in texts]) == len(texts)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    written = [row[0] for row in sheet.iter_rows(min_row=1, max_col=1)]
    assert {cell.data_type for cell in written} <= {"s", "inlineStr", "n"}
    assert all(cell.hyperlink is None for cell in written)
    assert sheet["A1"].value == "=h"
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml
    kept = [row.cells[0] for row in open_table(path).rows()]
    assert kept[: len(FORMULAS)] == list(FORMULAS)


def test_a_sheet_is_printed_as_wide_as_one_page_with_its_head_on_each(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, list("abcdefghijkl"), [["x" * 30] * 12])
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
    assert sheet.print_title_rows == "$1:$1"


def test_cards_and_identity_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    numbers = ("110101199003070011", "6222020200012345678", "00110", "13800138000")
    for name, write in (("a.xlsx", write_xlsx), ("a.csv", write_csv)):
        path = tmp_path / name
        write(path, list("abcd"), [numbers])
        assert open_table(path).sample()[0].cells == numbers
    row = next(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(min_row=2))  # type: ignore[union-attr]
    assert [cell.value for cell in row] == list(numbers)


def test_numbers_of_a_workbook_are_numbers_as_long_as_they_stay_exact(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    row: tuple[Value, ...] = (
        -5,
        Decimal("1234.50"),
        10**15,
        Decimal("12345678901234.56"),
        dt.date(2026, 2, 28),
        True,
        None,
        Decimal("NaN"),
        999_999_999_999_999,
    )
    write_xlsx(path, list("abcdefghi"), [row])
    cells = next(openpyxl.load_workbook(path).active.iter_rows(min_row=2))  # type: ignore[union-attr]
    assert [cell.value for cell in cells] == [
        -5,
        1234.5,
        "1000000000000000",
        "12345678901234.56",
        dt.datetime(2026, 2, 28),  # noqa: DTZ001
        True,
        None,
        "NaN",
        999_999_999_999_999,
    ]
    assert [cells[index].number_format for index in (0, 1, 4)] == ["0", "#,##0.00", "yyyy-mm-dd"]


def test_a_text_too_long_for_a_cell_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, ["a", "b"], [("x" * 32_767, "y" * 32_768)])
    first, second = open_table(path).sample()[0].cells
    assert first == "x" * 32_767
    assert second == "y" * 32_766 + "…"


def test_a_sheet_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "SHEET_ROWS", 3)
    path = tmp_path / "a.xlsx"
    assert write_xlsx(path, ["a"], [(1,), (2,)]) == 2
    with pytest.raises(StorageProblem) as caught:
        write_xlsx(path, ["a"], [(1,), (2,), (3,)])
    assert (caught.value.code, caught.value.params["limit"]) == ("sheet_full", 2)


@pytest.mark.parametrize(("name", "write"), [("a.csv", write_csv), ("a.xlsx", write_xlsx)])
class TestWholeOrNotAtAll:
    def test_a_stop_in_the_middle_leaves_the_old_file(self, tmp_path: Path, name: str, write: object) -> None:
        def rows() -> Iterator[tuple[str]]:
            yield ("new",)
            raise KeyboardInterrupt

        path = tmp_path / name
        path.write_bytes(b"old")
        with pytest.raises(KeyboardInterrupt):
            write(path, ["a"], rows())  # type: ignore[operator]
        assert path.read_bytes() == b"old"
        assert _names(tmp_path) == [name]

    def test_the_file_is_for_its_owner_only(self, tmp_path: Path, name: str, write: object) -> None:
        path = tmp_path / name
        write(path, ["a"], [("x",)])  # type: ignore[operator]
        assert _names(tmp_path) == [name]
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600

    @pytest.mark.parametrize(
        ("number", "code"),
        [(errno.ENOSPC, "disk_full"), (errno.EROFS, "folder_read_only"), (errno.EIO, "file_failed")],
    )
    def test_a_failing_disk(
        self,
        tmp_path: Path,
        name: str,
        write: object,
        number: int,
        code: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def fail(handle: int) -> None:
            raise OSError(number, "no")

        path = tmp_path / name
        path.write_bytes(b"old")
        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(StorageProblem) as caught:
            write(path, ["a"], [("x",)])  # type: ignore[operator]
        assert (caught.value.code, caught.value.params["path"]) == (code, str(path))
        assert path.read_bytes() == b"old"
        assert _names(tmp_path) == [name]

    def test_a_folder_that_is_not_there(self, tmp_path: Path, name: str, write: object) -> None:
        with pytest.raises(StorageProblem) as caught:
            write(tmp_path / "none" / name, ["a"], [])  # type: ignore[operator]
        assert (caught.value.code, caught.value.params["reason"]) == ("file_failed", "ENOENT")


def test_a_disk_that_is_full_in_the_middle(tmp_path: Path) -> None:
    """The limit on file sizes is the nearest thing to a full disk that a test may cause for itself."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        for name, write in (("a.csv", write_csv), ("a.xlsx", write_xlsx)):
            with pytest.raises(StorageProblem) as caught:
                write(tmp_path / name, ["a"], [(os.urandom(40).hex(),) for _ in range(2_000)])
            assert caught.value.params["reason"] == "EFBIG"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert _names(tmp_path) == []


@pytest.mark.parametrize("name", ["refused.xlsx", "refused.csv"])
def test_refused_rows_can_be_corrected_and_imported_again(tmp_path: Path, name: str) -> None:
    headers = ("姓名", "证件号码", "原因", "金额")
    refusals = [
        Refusal(7, ("=张三", "110101199003070011", "生病", "-5.00"), "金额", "The amount is negative."),
        Refusal(9, ("短",), "", "Too few cells."),
        Refusal(11, ("长", "1", "2", "3", "4", "5"), "", "Too many cells."),
    ]
    path = tmp_path / name
    assert write_refused(path, headers, refusals) == 3

    table = open_table(path)
    assert table.headers == ("行", "列", "原因*", *headers)
    first, short, long = table.rows()
    assert first.cells[:3] == ("7", "金额", "The amount is negative.")
    assert plain_text(first.cells[3]) == "=张三"
    assert digits(first.cells[4]) == "110101199003070011"
    assert amount_minor(first.cells[6]) == -500
    assert short.cells[0] == "9"
    assert long.problem is not None
    assert long.cells[-2:] == ("4", "5")
