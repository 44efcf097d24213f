"""Bad rows and cells: each is refused with its column and a sentence, and the good rows still come in."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from importing import HEADERS, PLAIN, SECOND, THREE, Intake, codes, is_sound, table, write_xlsx

from app.domain.errors import AppError, ImportProblem, StorageProblem
from app.files.tables import open_table
from app.services.departures import Sending
from app.services.imports import ImportResult, Purpose, SendRefused, reason, save_refused
from app.services.imports.reporting import require_refused
from app.services.messages.imports import SENTENCES

BAD_CELLS: dict[str, tuple[dict[str, str], str, str]] = {
    "no account": ({"卡号": " "}, "卡号", "account_missing"),
    "a dash is nothing": ({"卡号": "--"}, "卡号", "account_missing"),
    "no name": ({"客户姓名": ""}, "客户姓名", "name_missing"),
    "masked card": ({"卡号": "6222****1234"}, "卡号", "digits_masked"),
    "card in scientific notation": ({"卡号": "6.22202E+18"}, "卡号", "digits_exponent"),
    "amount in scientific notation": ({"欠款总额": "1.2e5"}, "欠款总额", "amount_exponent"),
    "amount NaN": ({"本金": "NaN"}, "本金", "amount_not_a_number"),
    "amount with wrong commas": ({"欠款总额": "12,34.50"}, "欠款总额", "amount_groups"),
    "amount with three decimals": ({"利息": "200.005"}, "利息", "amount_too_many_decimals"),
    "amount without end": ({"欠款总额": "9" * 30}, "欠款总额", "amount_too_large"),
    "30 February": ({"截止日期": "2026-02-30"}, "截止日期", "date_impossible"),
    "a day number": ({"截止日期": "46000"}, "截止日期", "date_serial"),
    "month or day": ({"截止日期": "03/04/2026"}, "截止日期", "date_order"),
    "figures of tomorrow": ({"截止日期": "2026-11-22"}, "截止日期", "as_of_in_future"),
    "days in words": ({"逾期天数": "很久"}, "逾期天数", "digits_other"),
    "too many days": ({"逾期天数": "99999"}, "逾期天数", "days_too_many"),
    "parts below the total": ({"本金": "999.99"}, "欠款总额", "parts_do_not_add_up"),
    "a negative part": (
        {"本金": "1300.00", "利息": "-100.00", "违约金": "34.50"},
        "欠款总额",
        "figure_negative",
    ),
    "a negative total": (
        {"欠款总额": "-5", "本金": "", "利息": "", "违约金": ""},
        "欠款总额",
        "figure_negative",
    ),
    "no figures": ({"欠款总额": "", "本金": "-", "利息": "", "违约金": "无"}, "欠款总额", "figures_missing"),
    "nothing owed": ({"欠款总额": "0", "本金": "", "利息": "", "违约金": ""}, "欠款总额", "nothing_owed"),
    "wrong check digit": (
        {"身份证号": "110101199003070012", "客户号": ""},
        "身份证号",
        "id_check_digit",
    ),
    "born on 30 February": (
        {"身份证号": "110101199002300010", "客户号": ""},
        "身份证号",
        "id_birth_date",
    ),
    "a digit too few": ({"身份证号": "11010119900307001", "客户号": ""}, "身份证号", "id_shape"),
    "an identity in scientific notation": ({"身份证号": "1.10101E+17"}, "身份证号", "digits_exponent"),
    "an identity rounded, and saved as text": ({"身份证号": "110101199003070000"}, "身份证号", "id_rounded"),
    "a name of 200 characters": ({"客户姓名": "王" * 200}, "客户姓名", "text_too_long"),
}


@pytest.mark.parametrize("case", BAD_CELLS)
def test_a_bad_cell_refuses_its_row_alone(intake: Intake, case: str) -> None:
    change, column, code = BAD_CELLS[case]
    result = intake.run(table(change, SECOND))
    assert codes(result) == {2: [(column, code)]}
    assert (result.rows, result.new, result.refused) == (2, 1, 1)
    assert intake.all("SELECT name FROM person") == [("王小明",)]
    assert is_sound(intake)


GOOD_CELLS: dict[str, tuple[dict[str, str], str, object]] = {
    "full-width digits": ({"欠款总额": "１，２３４．５０"}, "SELECT purchase_minor FROM fact_placed", 100000),
    "a currency mark": ({"欠款总额": "¥1,234.50元"}, "SELECT late_fee_minor FROM fact_placed", 3450),
    "leading zeros": ({"卡号": "0000123"}, "SELECT number FROM account", "0000123"),
    "a text formula": ({"卡号": '="0000123"'}, "SELECT number FROM account", "0000123"),
    "groups of four": (
        {"卡号": "6222 0202 0001 2345 678"},
        "SELECT number FROM account",
        "6222020200012345678",
    ),
    "a contract number": ({"卡号": "HT-2026/001"}, "SELECT number FROM account", "HT-2026/001"),
    "a small x": (
        {"身份证号": "11010519491231002x"},
        "SELECT id_number FROM person WHERE id_number IS NOT NULL",
        "11010519491231002X",
    ),
    "a Chinese date": (
        {"截止日期": "2026年11月20日"},
        "SELECT as_of FROM fact_placed",
        "2026-11-20",
    ),
    "an old identity": (
        {"身份证号": "110101900307001"},
        "SELECT birth_on FROM person WHERE id_number IS NOT NULL",
        "1990-03-07",
    ),
    "a passport": (
        {"身份证号": "E12345678"},
        "SELECT id_type FROM person WHERE id_number IS NOT NULL",
        "other",
    ),
    "a firm": (
        {"身份证号": "91310000MA1FL5E91Q"},
        "SELECT kind FROM person WHERE id_number IS NOT NULL",
        "firm",
    ),
    "an amount that says nothing": (
        {"违约金": "N/A", "欠款总额": "1200.00"},
        "SELECT late_fee_minor FROM fact_placed",
        0,
    ),
    "days with their word": (
        {"逾期天数": "45天"},
        "SELECT oldest_due_on FROM fact_placed",
        "2026-10-06",
    ),
}


@pytest.mark.parametrize("case", GOOD_CELLS)
def test_what_only_looks_odd_comes_in(intake: Intake, case: str) -> None:
    change, statement, expected = GOOD_CELLS[case]
    result = intake.run(table(change))
    assert result.refused == 0, codes(result)
    assert intake.one(statement) == expected


def test_a_row_says_all_that_is_wrong_with_it(intake: Intake) -> None:
    result = intake.run(table({"客户姓名": "", "卡号": "1e9", "欠款总额": "x", "截止日期": "2026-02-30"}))
    assert [code for _, code in codes(result)[2]] == [
        "digits_exponent", "date_impossible", "amount_not_a_number", "name_missing",
    ]  # fmt: skip


def test_numbers_that_a_spreadsheet_rounded_are_refused(intake: Intake) -> None:
    rows: list[list[object]] = [list(row) for row in table({}, SECOND)]
    rows[1][HEADERS.index("卡号")] = 6222020200012345678.0
    rows[2][HEADERS.index("身份证号")] = 110101198501010017.0
    result = intake.run(write_xlsx(intake.folder / "数字.xlsx", rows))
    assert codes(result) == {2: [("卡号", "number_rounded")], 3: [("身份证号", "number_rounded")]}
    assert intake.one("SELECT count(*) FROM person") == 0


def test_a_column_of_rounded_numbers_is_refused_though_each_could_be_right(intake: Intake) -> None:
    changes = [{"卡号": f"62220202000{at:04d}0000", "客户号": f"C{at}", "身份证号": ""} for at in range(6)]
    result = intake.run(table(*changes))
    assert (result.new, result.refused) == (0, 6)
    assert {code for row in codes(result).values() for _, code in row} == {"column_rounded"}
    fewer = intake.run(table(*changes[:4]))
    assert fewer.new == 4


def test_the_second_row_of_an_account_names_the_first(intake: Intake) -> None:
    result = intake.run(table({}, SECOND, {"卡号": "6222-0202-0001-2345-678"}))
    assert codes(result) == {4: [("卡号", "account_twice")]}
    problem = result.refusals[0].problems[0]
    assert reason(problem, "en") == "The account stands in row 2 already. Keep one of the two rows."
    assert reason(problem, "zh") == "该账号已在第 2 行出现。请只保留一行。"


def test_after_a_refused_row_the_account_may_come_again(intake: Intake) -> None:
    result = intake.run(table({"欠款总额": "oops"}, {}))
    assert list(codes(result)) == [2]
    assert result.new == 1


def test_a_wrong_identity_beside_a_customer_number_is_left_out_and_told(intake: Intake) -> None:
    result = intake.run(table({"身份证号": "110101199003070012"}))
    assert (result.new, result.flag_counts) == (1, {"id_doubtful": 1})
    assert intake.all("SELECT id_number, sex FROM person WHERE name = '张三'") == [(None, None)]
    assert reason(result.flags[0], "zh").startswith("“身份证号”中的证件号码有误")


def test_a_creditor_of_another_country_has_other_identities(intake: Intake) -> None:
    with intake.context.db.write() as connection:
        connection.exec_driver_sql("UPDATE store_info SET value = 'us' WHERE name = 'rule_pack'")
    result = intake.run(table({"身份证号": "123-45-6789"}))
    assert result.refused == 0
    assert intake.one("SELECT id_number FROM person WHERE name = '张三'") == "123456789"


def test_a_currency_is_known_by_its_words_and_another_is_refused(intake: Intake) -> None:
    headers = (*HEADERS, "币种")
    rows = table(
        {"币种": "人民币"}, SECOND | {"币种": "美元"}, {"卡号": "3", "币种": "贝壳"}, headers=headers
    )
    result = intake.run(rows)
    assert result.new == 1
    assert codes(result) == {3: [("币种", "currency_other")], 4: [("币种", "currency_unknown")]}


def test_phones_that_are_none_are_left_out_and_told(intake: Intake) -> None:
    changes = {"手机号": "13800138000/021-58881234，无此人"}
    result = intake.run(table(changes, SECOND | {"手机号": "123"}))
    assert result.flag_counts == {"phone_unreadable": 2}
    assert intake.all("SELECT normal FROM contact_point WHERE label = '手机号' ORDER BY 1") == [
        ("02158881234",),
        ("13800138000",),
    ]


def test_broken_rows_and_total_rows_are_no_data(intake: Intake) -> None:
    short = ",".join(THREE[2][:5])
    lines = [",".join(THREE[0]), ",".join(THREE[1]), short, ",".join(THREE[3]), "小计,,,,2469.00" + "," * 9]
    path = intake.folder / "破.csv"
    path.write_text("\r\n".join(lines), "utf-8")
    result = intake.run(path)
    assert codes(result) == {3: [("", "row_too_short")]}
    assert (result.rows, result.new) == (3, 2)
    assert result.controls.file_said_minor == (246900,)
    assert result.controls.agree


HOPELESS: dict[str, tuple[bytes, str]] = {
    "空.csv": (b"", "file_empty"),
    "图.csv": (b"\x89PNG\r\n\x1a\n" + bytes(64), "file_is_image"),
    "重名.csv": ("姓名,卡号,姓名,金额\r\n张三,1,李四,5\r\n".encode(), "header_duplicate"),
    "乱码.csv": (b"a,b,c\r\n\xff\xff\xff,1,2\r\n", "encoding_unknown"),
    "坏.xlsx": (b"PK\x03\x04" + bytes(100), "file_damaged"),
    "无表头.csv": (b"6222020200012345678,5,5\r\n6222020200012345679,5,5\r\n", "header_missing"),
}


@pytest.mark.parametrize("name", HOPELESS)
def test_a_file_that_is_no_table_is_refused_whole(intake: Intake, name: str) -> None:
    content, code = HOPELESS[name]
    path = intake.folder / name
    path.write_bytes(content)
    before = intake.everything()
    for attempt in (intake.run, intake.try_out):
        with pytest.raises(ImportProblem) as caught:
            attempt(path)
        assert caught.value.code == code
    assert intake.everything() == before


def test_all_or_none_writes_none(intake: Intake) -> None:
    before = intake.everything()
    result = intake.run(table({}, {"卡号": ""}), all_or_none=True)
    assert (result.act, result.stopped_by, result.new, result.refused) == (None, "refused_rows", 1, 1)
    assert intake.everything() == before
    assert intake.run(THREE, all_or_none=True).new == 3


def test_a_dry_run_counts_the_same_and_writes_nothing(intake: Intake) -> None:
    rows = table({}, SECOND, {"卡号": ""})
    before = intake.everything()
    tried = intake.try_out(rows)
    assert intake.everything() == before
    done = intake.run(rows)
    for name in ("rows", "new", "same", "changed", "refused", "cases", "total_minor", "refusals", "controls"):
        assert getattr(tried, name) == getattr(done, name), name
    assert tried.act is None


def saved(intake: Intake, result: ImportResult, name: str = "退回.csv", language: str = "zh") -> Path:
    command = SendRefused(result.origin, result.refusals, language, Sending("internal"))
    left, _ = save_refused(intake.context, command, intake.folder / name)
    return left.paths[0]


def report_of(path: Path) -> list[list[str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("is_tried", [True, False])
def test_nothing_is_written_of_refused_rows_that_nobody_asked_for(intake: Intake, is_tried: bool) -> None:
    path = intake.file(table(SECOND, {"卡号": ""}))
    before = {each for each in intake.folder.rglob("*") if each.is_file()}
    home = intake.context.home.root
    result = intake.try_out(path) if is_tried else intake.run(path)
    assert result.refused == 1
    assert {each for each in intake.folder.rglob("*") if each.is_file()} - before == set()
    assert not [each for each in home.rglob("*") if each.suffix in (".csv", ".xlsx")]
    words = ("张三", PLAIN["身份证号"], PLAIN["手机号"])
    clear = [each for each in home.rglob("*") if each.is_file() and b"\0" not in each.read_bytes()[:4096]]
    assert clear, "there are files in clear: locks, wrapped keys"
    assert not [each for each in clear for word in words if word.encode() in each.read_bytes()]
    assert not [
        name for name, rows in intake.everything().items() if any(text in repr(rows) for text in words)
    ]


def test_the_report_holds_the_rows_as_they_stood(intake: Intake) -> None:
    bad = {"客户姓名": "=cmd|' /C calc'!A0", "卡号": "", "欠款总额": "1.2e5"}
    header, row = report_of(saved(intake, intake.run(table(SECOND, bad))))
    assert header == ["行", "列", "原因", *HEADERS]
    assert row[:2] == ["3", "欠款总额 / 卡号"]
    assert row[2] == "“1.2e5”是科学计数法。请将该列设为数值格式后重新保存；缺少账号。请补上。"
    assert row[3] == "'" + bad["客户姓名"]
    assert row[HEADERS.index("身份证号") + 3] == PLAIN["身份证号"]


def test_the_corrected_report_can_be_imported(intake: Intake) -> None:
    result = intake.run(table(SECOND, {"欠款总额": "1.2e5"}))
    header, row = report_of(saved(intake, result, language="en"))
    assert header[:3] == ["Row", "Column", "Reason"]
    row[header.index("欠款总额")] = "1234.50"
    assert intake.run([header, row]).new == 1


def test_a_workbook_of_refused_rows_is_on_record(intake: Intake) -> None:
    path = saved(intake, intake.try_out(table({"卡号": ""}, SECOND)), "退回.xlsx")
    assert [row.cells[0] for row in open_table(path).rows()] == ["2"]
    assert intake.all("SELECT what, purpose, rows, is_masked FROM fact_export") == [
        ("refused", "internal", 1, 0)
    ]
    assert is_sound(intake)


def test_rows_of_a_file_that_was_changed_since_are_not_told(intake: Intake) -> None:
    path = intake.file(table({"卡号": ""}, SECOND))
    result = intake.try_out(path)
    intake.file(table(SECOND, {"卡号": ""}))
    before = {each.name for each in intake.folder.iterdir()}
    with pytest.raises(ImportProblem, match="statement_changed"):
        saved(intake, result)
    path.unlink()
    with pytest.raises(AppError):
        saved(intake, result)
    assert {each.name for each in intake.folder.iterdir()} == before - {path.name}
    assert intake.one("SELECT count(*) FROM fact_export") == 0


@pytest.mark.parametrize(
    ("purpose", "folder", "code"),
    [
        ("internal", "nowhere", "file_failed"),
        (None, ".", "purpose_required"),
        ("court", ".", "purpose_words_"),
    ],
)
def test_whether_the_report_may_be_written_is_known_before_the_import(
    intake: Intake, purpose: str | None, folder: str, code: str
) -> None:
    with pytest.raises(AppError, match=code):
        require_refused(intake.context, Sending(purpose), intake.folder / folder / "x.csv")


def test_a_full_disk_is_told_before_anything_is_read(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.system.folders.free_bytes", lambda _folder: 1000)
    with pytest.raises(StorageProblem) as caught:
        intake.run(THREE)
    assert caught.value.code == "disk_low"


def test_figures_without_a_day_are_of_the_day_they_came(intake: Intake) -> None:
    rows = [["卡号", "姓名", "总欠款"], ["1", "张三", "5"], ["2", "李四", "6"]]
    intake.run(rows, received_on=date(2026, 11, 18))
    assert intake.all("SELECT DISTINCT as_of FROM fact_placed") == [("2026-11-18",)]


def test_payment_files_name_what_is_missing(intake: Intake) -> None:
    intake.run(THREE)
    rows = [["卡号", "还款金额", "还款日期"], ["0012345678", "", "2026-11-20"], ["0012345678", "1", ""]]
    result = intake.run(rows, purpose=Purpose.PAYMENTS)
    assert codes(result) == {
        2: [("还款金额", "payment_missing")],
        3: [("还款日期", "paid_on_missing")],
    }


def test_every_sentence_is_there_in_both_languages() -> None:
    for code, (english, chinese) in SENTENCES.items():
        assert english.isascii() or "“" in english or "…" in english, code
        assert not chinese.isascii(), code
        places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (english, chinese)]
        if not code.startswith("map_"):
            assert places[0] == places[1], code
