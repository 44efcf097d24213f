"""Tables that can be read: every encoding, delimiter and format gives the same rows of text."""

from __future__ import annotations

import csv
import hashlib
from itertools import islice
from pathlib import Path

import pytest

from app.files.cells import Rounded
from app.files.tables import Row, Table, TableKind, open_table
from tests import hostile_files as made


def _open(folder: Path, content: bytes, name: str = "a.csv", **options: str) -> Table:
    path = folder / name
    path.write_bytes(content)
    return open_table(path, **options)  # type: ignore[arg-type]


def _numbers_and_codes(table: Table) -> list[tuple[int, str]]:
    return [(row.number, row.problem.code if row.problem else "") for row in table.rows()]


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_give_the_same_rows(
    tmp_path: Path, encoding: str, found: str, delimiter: str
) -> None:
    people = [(f"一{name}", *rest) for name, *rest in made.PEOPLE]  # 一 is U+4E00: a NUL on the other side
    content = made.comma([made.HEADERS, *people], delimiter).encode(encoding)
    table = _open(tmp_path, content)
    assert (table.encoding, table.delimiter) == (found, delimiter)
    assert table.headers == made.HEADERS
    assert [row.cells for row in table.rows()] == people
    assert [row.number for row in table.rows()] == [2, 3, 4]
    assert table.digest == hashlib.sha256(content).hexdigest()


def test_utf16_of_chinese_alone_is_still_found(tmp_path: Path) -> None:
    rows = [("姓名", "地址"), *[("张一", "一" * 12 + "浙江省杭州市")] * 20]
    for encoding in ("utf-16-le", "utf-16-be"):
        table = _open(tmp_path, "\n".join(map(",".join, rows)).encode(encoding))
        assert (table.encoding, len(list(table.rows()))) == (encoding, 20)


def test_a_late_character_decides_the_encoding_of_the_whole_file(tmp_path: Path) -> None:
    rows = [("name", "address"), *[("a" * 50, "b" * 50)] * 15_000, ("张三", "𠮷")]
    for encoding in ("utf-8", "gb18030"):
        table = _open(tmp_path, made.csv_bytes(rows, encoding))
        assert table.encoding == encoding
        assert list(table.rows())[-1] == Row(15_002, ("张三", "𠮷"))


def test_the_user_overrules_the_encoding(tmp_path: Path) -> None:
    content = "姓名,金額\r\n陳大文,5\r\n".encode("big5")
    assert _open(tmp_path, content).headers != ("姓名", "金額")
    table = _open(tmp_path, content, encoding="big5hkscs")
    assert (table.headers, table.sample()[0].cells) == (("姓名", "金額"), ("陳大文", "5"))
    with_mark = _open(tmp_path, made.csv_bytes(encoding="utf-8-sig"), encoding="utf-8")
    assert with_mark.headers == made.HEADERS
    assert _open(tmp_path, made.csv_bytes(encoding="utf-16"), encoding="utf-16-le").headers == made.HEADERS


def test_a_declared_delimiter(tmp_path: Path) -> None:
    table = _open(tmp_path, b"sep=;\r\na;b,c\r\n1;2,5\r\n")
    assert (table.delimiter, table.header_row, table.sample()[0].cells) == (";", 2, ("1", "2,5"))


def test_the_header_is_found_below_titles_and_blank_lines(tmp_path: Path) -> None:
    titles = [("某银行委案清单",), (), ("批次：2026-03", "", "日期：2026-03-01"), ("", "", "")]
    table = _open(tmp_path, made.csv_bytes([*titles, *made.RECT]))
    assert (table.header_row, table.headers) == (5, made.HEADERS)
    assert [row.number for row in table.rows()] == [6, 7, 8]
    sheet = _open(tmp_path, made.xlsx(("S", [*titles, *made.RECT])), "a.xlsx")
    assert (sheet.header_row, sheet.headers) == (5, made.HEADERS)
    assert [row.cells for row in sheet.rows()] == [row.cells for row in table.rows()]


def test_merged_titles_of_a_workbook_are_skipped(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("B2:F3", "委案清单（2026年3月）")
        for number, row in enumerate(made.RECT):
            sheet.write_row(number + 4, 1, row)
    table = open_table(path)
    assert (table.header_row, table.headers) == (5, made.HEADERS)
    assert [(row.number, row.cells[0]) for row in table.rows()] == [(6, "张三"), (7, "李四"), (8, "王五")]


def test_headers_are_folded_but_kept(tmp_path: Path) -> None:
    table = _open(tmp_path, '"客户\n姓名",ＩＤ　号,\u200b金额\ufeff ,,2026-01\r\na,b,1,x,2\r\n'.encode())
    assert table.headers == ("客户 姓名", "ID 号", "金额", "", "2026-01")


def test_totals_are_told_and_are_not_data(tmp_path: Path) -> None:
    rows = [
        *made.RECT,
        ("小计", "", "", "1,328.50"),
        ("", "合 计：", "3户", "1,328.50", ""),
        ("Grand Total", "", "", "1", ""),
        ("合计人民币", "", "", "1", ""),
        ("总经理", "1", "2", "3", "4"),
        ("Totalenergies", "1", "2", "3", "4"),
        ("小计划", "1", "2", "3", "4"),
    ]
    found = list(_open(tmp_path, made.csv_bytes(rows)).rows())
    assert [row.number for row in found if row.is_total] == [5, 6, 7, 8]
    assert found[3] == Row(5, ("小计", "", "", "1,328.50", ""), is_total=True)
    assert all(row.problem is None for row in found)
    assert [row.cells[0] for row in found if not row.is_total][3:] == ["总经理", "Totalenergies", "小计划"]


def test_uneven_rows_are_refused_and_named_while_the_others_come(tmp_path: Path) -> None:
    rows = [
        *made.RECT,
        ("短", "1"),
        ("长", "1", "2", "3", "4", "5"),
        ("空", "1", "2", "3", "4", "", " "),
        ("好", *"1234"),
    ]
    table = _open(tmp_path, made.csv_bytes(rows))
    assert _numbers_and_codes(table)[3:] == [(5, "row_too_short"), (6, "row_too_long"), (7, ""), (8, "")]
    short, long, empty, _ = list(table.rows())[3:]
    assert short.problem is not None
    assert long.problem is not None
    assert (short.cells, short.problem.params) == (("短", "1"), {"text": "", "expected": 5, "found": 2})
    assert (len(long.cells), long.problem.params["found"]) == (6, 6)
    assert empty.cells == ("空", "1", "2", "3", "4")


@pytest.mark.parametrize("broken", ['"张三,1,2', '"张"三,1,2', '张三,"1,2', '张三,1,"2'])
def test_a_broken_quote_costs_one_row_and_no_other(tmp_path: Path, broken: str) -> None:
    lines = ["a,b,c", "甲,1,2", broken, "乙,3,4", '丙,"5,5",6', '"丁",7,8', "戊,9,0"]
    table = _open(tmp_path, "\r\n".join(lines).encode())
    assert _numbers_and_codes(table) == [(2, ""), (3, "row_quotes"), (4, ""), (5, ""), (6, ""), (7, "")]
    assert [row.cells[0] for row in table.rows()][2:] == ["乙", "丙", "丁", "戊"]


def test_a_quote_that_is_closed_rows_later_swallows_nothing(tmp_path: Path) -> None:
    lines = ["a,b,c", '甲,1,"x', "乙,3,4", '丙,5,6"', "丁,7,8"]
    table = _open(tmp_path, "\r\n".join(lines).encode())
    assert _numbers_and_codes(table) == [(2, "row_quotes"), (3, ""), (4, ""), (5, "")]
    assert list(table.rows())[1].cells == ("乙", "3", "4")


def test_a_quote_that_is_closed_in_another_column_swallows_nothing(tmp_path: Path) -> None:
    lines = ["a,b,c", '甲,"1,2', '乙",3,4', "丙,5,6"]
    table = _open(tmp_path, "\r\n".join(lines).encode())
    assert _numbers_and_codes(table) == [(2, "row_quotes"), (3, ""), (4, "")]


def test_a_title_over_two_lines_leaves_the_numbers_alone(tmp_path: Path) -> None:
    table = _open(tmp_path, '"委案清单\n3月"\r\na,b,c\r\n1,2,3\r\n'.encode())
    assert (table.header_row, _numbers_and_codes(table)) == (2, [(3, "")])


def test_blank_rows_are_no_rows(tmp_path: Path) -> None:
    table = _open(tmp_path, "a,b\r\n,\r\n\r\n \u3000,\t\r\n  ,x\r\n".encode())
    assert [(row.number, row.cells) for row in table.rows()] == [(5, ("  ", "x"))]


def test_a_cell_with_line_breaks_is_one_cell(tmp_path: Path) -> None:
    content = 'a,b,c\r\n"甲\n乙",1,2\r\n丙,"x\r\ny, z",3\r\n丁,4,"5\n\n6"\r\n'.encode()
    table = _open(tmp_path, content)
    assert [(row.number, row.cells) for row in table.rows()] == [
        (2, ("甲\n乙", "1", "2")),
        (3, ("丙", "x\r\ny, z", "3")),
        (4, ("丁", "4", "5\n\n6")),
    ]


def test_a_cell_beyond_the_limit_is_refused_alone(tmp_path: Path) -> None:
    content = b"a,b\r\n1," + b"x" * (128 * 1024 + 1) + b"\r\n2,y\r\n"
    assert _numbers_and_codes(_open(tmp_path, content)) == [(2, "row_cell_too_long"), (3, "")]


def test_ten_thousand_broken_rows_are_ten_thousand_refusals(tmp_path: Path) -> None:
    content = "a,b,c\r\n" + '1,"x"y,2\r\n' * 10_000 + "好,1,2\r\n"
    found = list(_open(tmp_path, content.encode()).rows())
    assert len(found) == 10_001
    assert all(row.problem for row in found[:-1])
    assert found[-1].cells == ("好", "1", "2")


_CELLS = ("张三", 13812345678.0, 110101199003070011.0, 1234.5, 0.1 + 0.2, -5.0, "00123")
_TEXTS = ("张三", "13812345678", "110101199003070000", "1234.5", "0.3", "-5", "00123")
_NAMES = tuple("甲乙丙丁戊己庚")


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_cells_of_a_workbook_become_the_text_that_is_seen(tmp_path: Path, kind: str) -> None:
    contents = {
        "xlsx": made.xlsx(("S", [(), _NAMES, _CELLS])),
        "xls": made.xls([(), _NAMES, _CELLS]),
        "ods": made.ods("<table:table-row/>" + made.ods_row(*_NAMES) + made.ods_row(*_CELLS)),
    }
    table = _open(tmp_path, contents[kind], f"a.{kind}")
    assert (table.kind, table.header_row) == (TableKind(kind), 2)
    (row,) = table.rows()
    assert (row.number, row.cells) == (3, _TEXTS)
    assert [isinstance(cell, Rounded) for cell in row.cells] == [
        False,
        False,
        True,
        False,
        False,
        False,
        False,
    ]


def test_dates_times_and_truths_of_a_workbook(tmp_path: Path) -> None:
    import datetime as dt

    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        sheet.write_row(0, 0, "abcdef")
        sheet.write_datetime(1, 0, dt.date(2026, 2, 28), day)
        sheet.write_datetime(1, 1, dt.datetime(2026, 2, 28, 9, 30), day)  # noqa: DTZ001
        sheet.write_boolean(1, 2, True)
        sheet.write_number(1, 3, 46081)
        sheet.write_formula(1, 4, "=1+1", None, 2)
        sheet.write_number(1, 5, 1e300)
    (row,) = open_table(path).rows()
    assert row.cells == ("2026-02-28", "2026-02-28 09:30:00", "TRUE", "46081", "2", "1e+300")


def test_the_first_visible_sheet_with_a_header_is_taken_unless_told(tmp_path: Path) -> None:
    other = [("a", "b"), ("1", "2")]
    sheets = [("说明", [("内部资料",)]), ("藏", other), ("空", []), ("数据", made.RECT), ("又", other)]
    content = made.xlsx(*sheets, hidden=["藏"])
    table = _open(tmp_path, content, "a.xlsx")
    assert (table.sheet, table.headers) == ("数据", made.HEADERS)
    assert table.sheet_names == ("说明", "藏", "空", "数据", "又")
    assert _open(tmp_path, content, "a.xlsx", sheet="藏").headers == ("a", "b")


def test_a_note_beside_the_table_of_a_sheet_refuses_its_row(tmp_path: Path) -> None:
    rows = [made.HEADERS, made.PEOPLE[0], (*made.PEOPLE[1], None, "请核对")]
    table = _open(tmp_path, made.xlsx(("S", rows)), "a.xlsx")
    assert _numbers_and_codes(table) == [(2, ""), (3, "row_too_long")]


def test_rows_may_be_read_again_and_are_counted_for_progress(tmp_path: Path) -> None:
    for name, content in (("a.csv", made.csv_bytes()), ("a.xlsx", made.xlsx(("S", made.RECT)))):
        table = _open(tmp_path, content, name)
        assert [row.number for row in table.sample(2)] == [2, 3]
        assert list(table.rows()) == list(table.rows())
        assert len(list(table.rows())) == 3
        assert table.row_estimate in (3, 4)


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert list(_open(tmp_path, made.csv_bytes([made.HEADERS])).rows()) == []


def test_rows_of_a_large_file_come_one_by_one(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "a.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(made.HEADERS)
        writer.writerows(
            ("张三", f"{number:018d}", "x" * 40, "1.00", "2026-01-01") for number in range(60_000)
        )
    tracemalloc.start()
    try:
        table = open_table(path)
        rows = table.rows()
        assert next(islice(rows, 50_000, None)).cells[1] == f"{50_000:018d}"
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
