"""A placement file in a real store: what comes in, in whichever form it arrives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from importing import BANK, HEADERS, THREE, Intake, codes, is_sound, table, write_csv, write_xlsx

from app.domain.errors import ImportProblem
from app.models.search import find
from app.services import imports, states
from app.services.imports import Certainty, ColumnMap, ImportFile, Purpose, Target

CONTENT = (
    "SELECT kind, name, pinyin, id_type, id_number, sex, birth_on FROM person ORDER BY no",
    "SELECT no, customer_no FROM case_file ORDER BY no",
    "SELECT number, currency FROM account ORDER BY number",
    "SELECT role, relation FROM party ORDER BY id",
    "SELECT kind, value, normal, label, source, is_reserved FROM contact_point ORDER BY id",
    "SELECT as_of, currency, purchase_minor, cash_minor, instalment_minor, interest_minor, compound_minor, "
    "late_fee_minor, service_fee_minor, legal_cost_minor, oldest_due_on, is_split FROM fact_placed ORDER BY seq",
    "SELECT case_no, tier, score, balance_minor, currency, oldest_due, reason, changes_at FROM case_state ORDER BY 1",
    "SELECT tier, cases, balance_minor FROM queue_count WHERE cases > 0 ORDER BY 1",
)


def content(intake: Intake) -> list[list[tuple[Any, ...]]]:
    return [intake.all(statement) for statement in CONTENT]


def test_a_file_of_three_becomes_three_cases_in_the_queue(intake: Intake) -> None:
    result = intake.run(THREE)
    assert (result.rows, result.new, result.same, result.changed, result.refused) == (3, 3, 0, 0, 0)
    assert result.cases == 3
    assert result.total_minor == 3 * 123450
    assert result.controls.agree
    people, cases, accounts, parties, points, placed, state, counts = content(intake)
    assert people[0] == ("person", "张三", "zhangsan", "cn_id", "110101199003070011", "male", "1990-03-07")
    assert people[2][2:] == ("wangxiaoming", "cn_id", "110101198501010017", "male", "1985-01-01")
    assert cases == [(1, "C001"), (2, "C002"), (3, "C003")]
    assert accounts == [("0012345678", "CNY"), ("6222020200012345678", "CNY"), ("6225880012345", "CNY")]
    assert parties == [
        ("debtor", None), ("listed_contact", "父亲"),
        ("debtor", None),
        ("debtor", None), ("listed_contact", "父亲"),
    ]  # fmt: skip
    assert points[0] == ("mobile", "13800138000", "13800138000", "手机号", "left_with_lender", 1)
    assert ("landline", "021-58881234", "02158881234", "手机号", "left_with_lender", 1) in points
    due = (date(2026, 11, 20) - timedelta(days=45)).isoformat()
    assert placed[0] == ("2026-11-20", "CNY", 100000, 0, 0, 20000, 0, 3450, 0, 0, due, 1)
    assert [row[1] for row in state] == [5, 5, 5]
    assert counts == [(5, 3, 370350)]


def test_what_is_derived_at_import_is_what_a_rebuild_derives(intake: Intake) -> None:
    intake.run(THREE)
    before = intake.all("SELECT * FROM case_state ORDER BY 1"), intake.all("SELECT * FROM queue_count")
    assert states.rebuild(intake.context) == 3
    assert (
        intake.all("SELECT * FROM case_state ORDER BY 1"),
        intake.all("SELECT * FROM queue_count"),
    ) == before


def test_cases_that_stand_alike_are_derived_as_if_each_were_alone(intake: Intake) -> None:
    """Amounts on both sides of every step, days and recall dates that differ, one person with two accounts."""
    amounts = [step + change for step in (99_999, 500_000, 2_000_000, 10_000_000) for change in (-1, 0, 1)]
    headers = (*HEADERS, "退案日期")
    changes = [
        {
            "卡号": f"{at}", "客户号": f"C{at // 2 if at < 2 else at}", "身份证号": "", "逾期天数": str(days),
            "欠款总额": f"{amount / 100:.2f}", "本金": "", "利息": "", "违约金": "", "退案日期": recall,
        }
        for at, (amount, days, recall) in enumerate(
            (amount, days, recall)
            for days in (0, 1, 29, 30, 31, 400, 1095, 1100)
            for recall in ("", "2026-11-25", "2027-06-01")
            for amount in amounts * 2
        )
    ]  # fmt: skip
    result = intake.run(table(*changes, headers=headers))
    assert result.cases == len(changes) - 1
    assert is_sound(intake)
    assert intake.one("SELECT count(DISTINCT score) FROM case_state") > 5


def test_the_cases_are_found_by_name_pinyin_phone_and_card(intake: Intake) -> None:
    intake.run(THREE)
    for typed in ("张三", "zs", "zhangs", "138001380", "345678", "C001", "13900139000", "0307001"):
        assert 1 in found(intake, typed), typed
    assert found(intake, "oyxy") == [3]


def found(intake: Intake, typed: str) -> list[int]:
    with intake.context.db.read() as connection:
        return find(connection, typed, 10)


def test_one_act_holds_all_facts_and_the_chain_is_whole(intake: Intake) -> None:
    result = intake.run(THREE)
    acts = intake.all("SELECT act, count(*) FROM fact GROUP BY act")
    assert acts == [(result.act, 4)]
    fact = intake.all(
        "SELECT file_name, purpose, rows, new, same, changed, refused, total_minor, currency FROM fact_imported"
    )
    assert fact == [("委案.csv", "placement", 3, 3, 0, 0, 0, 370350, "CNY")]
    assert is_sound(intake)


ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_gives_the_same(intake: Intake, encoding: str, expected: list[Any]) -> None:
    result = intake.run(intake.file(THREE, encoding=encoding))
    assert result.new == 3
    assert content(intake) == expected


def as_text(folder: Path) -> Path:
    return write_xlsx(folder / "委案.xlsx", THREE)


def with_numbers(folder: Path) -> Path:
    """As banks send them: amounts and days are numbers, numbers that name something are text."""
    figures = {HEADERS.index(name) for name in ("欠款总额", "本金", "利息", "违约金", "逾期天数")}
    rows = [
        [float(cell) if at in figures and cell else cell for at, cell in enumerate(row)] for row in THREE[1:]
    ]
    return write_xlsx(folder / "委案.xlsx", [THREE[0], *rows])


def with_title(folder: Path) -> Path:
    rows = [["浦发银行委案清单"], [], *THREE, ["合计", "", "", "", "3703.50"]]
    return write_xlsx(folder / "委案.xlsx", rows)


def with_semicolons(folder: Path) -> Path:
    path = folder / "委案.csv"
    path.write_text("\n".join(";".join(row) for row in THREE), "utf-8")
    return path


@pytest.mark.parametrize("make", [as_text, with_numbers, with_title, with_semicolons])
def test_every_form_gives_the_same(intake: Intake, make: Callable[[Path], Path], expected: list[Any]) -> None:
    result = intake.run(make(intake.folder))
    assert result.new == 3, codes(result)
    assert content(intake) == expected


@pytest.fixture(scope="module")
def expected(closed_empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    from importing import open_intake

    with open_intake(closed_empty_store, tmp_path_factory.mktemp("expected")) as found:
        found.run(write_csv(found.folder / "委案.csv", THREE))
        return content(found)


def test_english_headers_are_known_as_well(intake: Intake) -> None:
    rows = [
        ["Account No.", "Full Name", "National ID", "Total Owed (CNY)", "DPD", "As of", "Mobile"],
        ["0012345678", "张三", "110101199003070011", "1,234.50", "45", "2026-11-20", "+86 138 0013 8000"],
    ]
    result = intake.run(rows)
    assert result.new == 1
    assert intake.one("SELECT number FROM account") == "0012345678"
    assert intake.one("SELECT normal FROM contact_point") == "13800138000"
    assert intake.all("SELECT purchase_minor, is_split FROM fact_placed") == [(123450, 0)]


def test_two_accounts_of_one_person_are_one_case(intake: Intake) -> None:
    result = intake.run(table({}, {"卡号": "6222020200099999999"}, {"卡号": "1111", "身份证号": ""}))
    assert (result.new, result.cases) == (3, 1)
    assert intake.one("SELECT count(*) FROM person WHERE name = '张三'") == 1
    assert intake.one("SELECT count(*) FROM party") == 2
    assert intake.one("SELECT balance_minor FROM case_state") == 3 * 123450


def test_a_batch_column_makes_several_placements(intake: Intake) -> None:
    headers = (*HEADERS, "委案批次号", "退案日期")
    rows = table(
        {"委案批次号": "A1", "退案日期": "2027-02-01"},
        {"卡号": "2", "委案批次号": "A2", "退案日期": ""},
        headers=headers,
    )
    intake.run(rows, recall_on=date(2027, 5, 1), received_on=date(2026, 11, 19))
    assert intake.all("SELECT batch_no, received_on FROM placement ORDER BY 1") == [
        ("A1", "2026-11-19"),
        ("A2", "2026-11-19"),
    ]
    assert intake.all("SELECT recall_on FROM fact_placed ORDER BY seq") == [("2027-02-01",), ("2027-05-01",)]


def test_a_preview_shows_what_is_guessed(intake: Intake) -> None:
    path = intake.file([*THREE, ["合计", "", "", "", "3703.50", *[""] * 9]], encoding="gb18030")
    seen = imports.preview(intake.context, path, BANK)
    assert (seen.encoding, seen.header_row, seen.rows, seen.total_rows) == ("gb18030", 1, 3, 1)
    assert [row.number for row in seen.samples] == [2, 3, 4, 5]
    by_header = {guess.header: guess for guess in seen.guesses}
    assert by_header["卡号"].target == Target("account_no")
    assert by_header["联系人1电话"].target == Target("contact_phone")
    assert by_header["卡号"].certainty is Certainty.SURE
    assert not seen.is_creditor_known
    assert seen.seen_before is None
    intake.run(path)
    again = imports.preview(intake.context, path, BANK)
    assert again.is_creditor_known
    assert again.seen_before == intake.clock.now
    assert {guess.certainty for guess in again.guesses} == {Certainty.SAVED}


def test_two_columns_for_one_field_are_told(intake: Intake) -> None:
    rows = [["借据号", "卡号", "姓名", "金额", "M值"], ["1", "2", "张三", "5", "3"]]
    guesses = imports.preview(intake.context, intake.file(rows)).guesses
    assert [guess.target.field if guess.target else "" for guess in guesses] == [
        "account_no", "", "name", "total", "",
    ]  # fmt: skip
    assert guesses[1].others == ("account_no",)
    assert guesses[3].certainty is Certainty.DOUBTFUL


def test_a_corrected_map_is_kept_for_the_creditor(intake: Intake) -> None:
    rows = [["甲", "乙", "丙"], ["1", "张三", "5.00"]]
    columns = ColumnMap({"甲": Target("account_no"), "乙": Target("name"), "丙": Target("total")})
    with pytest.raises(ImportProblem, match="map_required"):
        intake.run(rows)
    assert intake.run(rows, column_map=columns).new == 1
    later = [["甲", "乙", "丙"], ["2", "李四", "7.00"]]
    assert intake.run(later).new == 1
    other = imports.run(
        intake.context,
        ImportFile(intake.file([["甲", "乙", "丙"], ["3", "王五", "7.00"]]), "招商银行", map_name=BANK),
    )[0]
    assert other.new == 1
    with pytest.raises(ImportProblem, match="map_unknown"):
        intake.run(later, map_name="谁")


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"甲": "account_no", "乙": "name"}, "map_figures"),
        ({"甲": "account_no", "丙": "total"}, "map_required"),
        ({"甲": "account_no", "乙": "name", "丁": "total"}, "map_column_missing"),
        ({"甲": "account_no", "乙": "account_no", "丙": "total"}, "map_field_twice"),
        ({"甲": "account_no", "乙": "name", "丙": "paid_amount"}, "map_field_not_here"),
    ],
)
def test_a_map_that_cannot_work_is_refused(intake: Intake, columns: dict[str, str], code: str) -> None:
    rows = [["甲", "乙", "丙"], ["1", "张三", "5.00"]]
    chosen = ColumnMap({header: Target(field) for header, field in columns.items()})
    with pytest.raises(ImportProblem) as caught:
        intake.run(rows, column_map=chosen)
    assert caught.value.code == code


def test_control_totals_stop_an_import_unless_the_user_insists(intake: Intake) -> None:
    before = intake.everything()
    for options in ({"control_count": 4}, {"control_minor": 1}):
        result = intake.run(THREE, **options)
        assert (result.act, result.stopped_by) == (None, "control_totals")
    lying = [*THREE, ["合计", "", "", "", "99.00", *[""] * 9]]
    assert intake.try_out(lying).stopped_by == "control_totals"
    assert intake.run(lying).act is None
    assert intake.everything() == before
    assert intake.run(THREE, control_count=3, control_minor=370350).new == 3
    assert intake.all("SELECT control_count, control_minor FROM placement") == [(3, 370350)]


def test_an_insisting_user_is_heard(intake: Intake) -> None:
    result = intake.run(THREE, control_count=4, despite_controls=True)
    assert result.act is not None
    assert not result.controls.agree


def test_the_total_row_counts_refused_rows_too(intake: Intake) -> None:
    rows = table({}, {"卡号": "", "客户号": "C9"}, {"卡号": "3", "客户号": "C8"})
    result = intake.run([*rows, ["合计", "", "", "", "3,703.50", *[""] * 9]])
    assert (result.new, result.refused, result.controls.agree) == (2, 1, True)


def test_payments_come_in_by_account(intake: Intake) -> None:
    intake.run(THREE)
    rows = [
        ["卡号", "还款金额", "还款日期", "流水号"],
        ["0012345678", "100.00", "2026-11-21", "T1"],
        ["0012345678", "100.00", "2026-11-21", "T1"],
        ["404", "100.00", "2026-11-21", "T2"],
        ["0012345678", "-5", "2026-11-21", "T3"],
        ["0012345678", "5", "2026-12-20", "T4"],
    ]
    result = intake.run(intake.file(rows, "还款.csv"), purpose=Purpose.PAYMENTS)
    assert (result.new, result.same, result.refused, result.total_minor) == (2, 0, 3, 20000)
    assert codes(result) == {
        4: [("卡号", "account_unknown")],
        5: [("还款金额", "payment_not_positive")],
        6: [("还款日期", "paid_in_future")],
    }
    assert intake.one("SELECT balance_minor FROM case_state WHERE case_no = 2") == 103450
    again = intake.run(intake.file(rows, "还款.csv"), purpose=Purpose.PAYMENTS)
    assert (again.new, again.same, again.act) == (0, 2, None)
