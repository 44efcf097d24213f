"""Whose account it is, and whether it is new, the same or changed."""

from __future__ import annotations

from datetime import timedelta

from importing import HEADERS, PLAIN, SECOND, THIRD, THREE, Intake, codes, is_sound, table

from app.domain.facts import Closing, Recall
from app.models.journal import Entry, Journal
from app.services import imports, states
from app.services.imports import ImportFile, Purpose
from app.system.ids import new_id


def facts(intake: Intake, kind: str) -> int:
    return int(intake.one("SELECT count(*) FROM fact WHERE kind = ?", kind))


def people(intake: Intake) -> int:
    return int(intake.one("SELECT count(*) FROM person AS p JOIN case_file AS c ON c.person_id = p.id"))


def of_another_bank(intake: Intake, rows: list[list[str]]) -> imports.ImportResult:
    command = ImportFile(intake.file(rows, "另一家.csv"), "招商银行")
    return imports.run(intake.context, command)[0]


def test_the_same_file_twice_adds_nothing(intake: Intake) -> None:
    path = intake.file(THREE)
    intake.run(path)
    before = intake.everything()
    result = intake.run(path)
    assert (result.act, result.new, result.same, result.changed) == (None, 0, 3, 0)
    assert result.total_minor == 370350
    assert result.seen_before == intake.clock.now
    assert intake.everything() == before


def test_the_same_figures_in_another_file_add_nothing(intake: Intake) -> None:
    intake.run(THREE)
    before = intake.head()
    result = intake.run(intake.file([THREE[0], *THREE[:0:-1]], "倒序.csv", "gb18030"))
    assert (result.same, result.new) == (3, 0)
    assert result.seen_before is None
    assert intake.head() == before


def test_the_same_file_next_week_adds_nothing_though_its_figures_carry_no_day(intake: Intake) -> None:
    rows = [["卡号", "姓名", "总欠款", "逾期天数"], ["1", "张三", "5", "40"]]
    path = intake.file(rows)
    intake.run(path)
    intake.clock.now += timedelta(days=7)
    before = intake.head()
    assert intake.run(path).same == 1
    assert intake.head() == before


def test_other_figures_of_a_known_account_are_a_snapshot(intake: Intake) -> None:
    intake.run(THREE)
    changed = {"欠款总额": "934.50", "本金": "700.00", "截止日期": "2026-11-21"}
    result = intake.run(table(changed, SECOND, THIRD))
    assert (result.new, result.same, result.changed) == (0, 2, 1)
    assert (facts(intake, "placed"), facts(intake, "snapshot")) == (3, 1)
    assert intake.one("SELECT balance_minor FROM case_state WHERE case_no = 1") == 93450
    assert is_sound(intake)


def test_an_older_file_comes_late_and_changes_nothing_of_today(intake: Intake) -> None:
    intake.run(THREE)
    older = {"欠款总额": "2234.50", "本金": "2000.00", "截止日期": "2026-10-20", "逾期天数": "14"}
    assert intake.run(table(older)).changed == 1
    assert intake.one("SELECT balance_minor FROM case_state WHERE case_no = 1") == 123450
    assert intake.run(table(older)).same == 1


def test_a_refresh_knows_only_accounts_that_were_placed(intake: Intake) -> None:
    intake.run(THREE)
    rows = [
        ["卡号", "总欠款", "截止日期"],
        ["0012345678", "0", "2026-11-21"],
        ["404", "5", "2026-11-21"],
    ]
    result = intake.run(rows, purpose=Purpose.REFRESH)
    assert (result.changed, result.refused) == (1, 1)
    assert codes(result) == {3: [("卡号", "account_unknown")]}
    assert facts(intake, "placed") == 3
    assert intake.all("SELECT tier, balance_minor FROM case_state WHERE case_no = 2") == [(9, 0)]
    assert is_sound(intake)


def test_a_recalled_account_may_be_placed_again_but_not_refreshed(intake: Intake) -> None:
    intake.run(THREE)
    account, case = intake.all("SELECT id, case_id FROM account WHERE number = '0012345678'")[0]
    recall(intake, account, case, Recall(account, intake.context.today()))
    rows = [["卡号", "总欠款"], ["0012345678", "9"]]
    refused = intake.run(rows, purpose=Purpose.REFRESH)
    assert codes(refused) == {2: [("卡号", "account_not_with_us")]}
    intake.clock.now += timedelta(days=30)
    again = SECOND | {"截止日期": "2026-12-20"}
    result = intake.run(table(again), batch_no="二委")
    assert (result.new, result.cases, result.same) == (1, 0, 0)
    assert intake.all("SELECT count(*), count(DISTINCT account_id) FROM fact_placed") == [(4, 3)]
    assert intake.one("SELECT tier FROM case_state WHERE case_no = 2") == 5
    assert people(intake) == 3


def recall(intake: Intake, account: bytes, case: bytes, body: Recall | Closing) -> None:
    context = intake.context
    now = context.now()
    with context.db.write() as connection:
        journal = Journal(connection, context.user.id, now)
        journal.append(new_id(now), [Entry(new_id(now), body, case, None, now)])
        journal.flush()
        states.refresh(connection, context, [case], now)


def test_a_person_is_known_by_identity_over_all_creditors(intake: Intake) -> None:
    intake.run(THREE)
    result = of_another_bank(intake, table({"卡号": "8888", "客户号": "X1"}))
    assert (result.new, result.cases) == (1, 1)
    assert intake.one("SELECT count(*) FROM person WHERE name = '张三'") == 1
    assert intake.one("SELECT count(DISTINCT person_id) FROM case_file") == 3
    assert is_sound(intake)


def test_a_customer_number_counts_for_its_creditor_only(intake: Intake) -> None:
    intake.run(THREE)
    no_identity = {"身份证号": "", "卡号": "8888", "客户号": "C001"}
    assert intake.run(table(no_identity)).cases == 0
    assert people(intake) == 3
    assert of_another_bank(intake, table(no_identity)).cases == 1
    assert intake.one("SELECT count(*) FROM person WHERE name = '张三'") == 2


def test_a_name_alone_is_nobody(intake: Intake) -> None:
    intake.run(THREE)
    result = intake.run(table({"身份证号": "", "客户号": "", "卡号": "8888"}))
    assert (result.new, result.cases) == (1, 1)
    assert result.flag_counts == {"identity_missing": 1, "same_name": 1, "shared_phone": 1}
    assert intake.one("SELECT count(*) FROM person WHERE name = '张三'") == 2


def test_same_names_and_shared_phones_are_flagged_within_a_file(intake: Intake) -> None:
    twin = {"身份证号": THIRD["身份证号"], "客户号": "C9", "卡号": "9"}
    result = intake.run(table({}, twin, SECOND))
    assert result.flag_counts == {"same_name": 2, "shared_phone": 2}
    assert [(flag.row, flag.code) for flag in result.flags] == [
        (2, "same_name"), (2, "shared_phone"), (3, "same_name"), (3, "shared_phone"),
    ]  # fmt: skip
    assert result.flags[0].params == {"count": 2}


def test_two_people_behind_one_customer_number_are_refused(intake: Intake) -> None:
    result = intake.run(table({}, {"身份证号": THIRD["身份证号"], "卡号": "9"}))
    assert codes(result) == {3: [("客户号", "customer_no_twice")]}
    assert result.refusals[0].problems[0].params == {"first": 2}


def test_a_customer_number_of_another_person_is_refused(intake: Intake) -> None:
    intake.run(THREE)
    result = intake.run(
        table({"身份证号": "310101196001010019", "卡号": "9"}, SECOND | {"客户号": "C001", "卡号": "8"})
    )
    assert codes(result) == {
        2: [("客户号", "customer_of_other_person")],
        3: [("客户号", "customer_of_other_person")],
    }


def test_an_account_of_another_person_is_refused(intake: Intake) -> None:
    intake.run(THREE)
    result = intake.run(
        table({"身份证号": SECOND["身份证号"], "欠款总额": "1", "本金": "1", "利息": "", "违约金": ""})
    )
    assert codes(result) == {2: [("卡号", "account_of_other_person")]}
    assert intake.one("SELECT balance_minor FROM case_state WHERE case_no = 1") == 123450


def test_another_name_under_the_same_identity_is_told_and_not_taken_over(intake: Intake) -> None:
    intake.run(THREE)
    result = intake.run(table({"客户姓名": "章三", "卡号": "9"}))
    assert result.flag_counts == {"name_differs": 1}
    assert result.flags[0].params == {"known": "张三"}
    assert intake.one("SELECT count(*) FROM person WHERE name = '章三'") == 0


def test_an_identity_that_comes_later_in_the_file_is_the_persons(intake: Intake) -> None:
    intake.run(table({"身份证号": ""}, {"卡号": "9"}))
    assert people(intake) == 1
    assert intake.one("SELECT id_number FROM person WHERE name = '张三'") == PLAIN["身份证号"]


def test_a_new_account_of_a_known_case_brings_only_new_numbers(intake: Intake) -> None:
    intake.run(THREE)
    headers = (*HEADERS, "手机号2")
    result = intake.run(table({"卡号": "9", "手机号2": "13600136000"}, headers=headers))
    assert (result.new, result.cases) == (1, 0)
    numbers = intake.all(
        "SELECT c.normal FROM contact_point AS c JOIN party AS y ON y.id = c.party_id "
        "JOIN case_file AS f ON f.id = y.case_id WHERE f.no = 1 ORDER BY 1"
    )
    assert numbers == [("13600136000",), ("13800138000",), ("13900139000",)]
    assert intake.one("SELECT balance_minor FROM case_state WHERE case_no = 1") == 246900
    assert is_sound(intake)


def test_a_guarantor_is_a_party_of_his_own(intake: Intake) -> None:
    headers = (
        *HEADERS,
        "担保人",
        "担保人身份证号",
        "担保人电话",
        "配偶姓名",
        "配偶电话",
        "联系人2姓名",
        "联系人2关系",
    )
    row = {
        "担保人": "赵六", "担保人身份证号": "440305198512120024", "担保人电话": "13500135000",
        "配偶姓名": "孙七", "配偶电话": "", "联系人2姓名": "周八", "联系人2关系": "共同借款人",
    }  # fmt: skip
    intake.run(table(row, headers=headers))
    assert intake.all(
        "SELECT y.role, y.relation, p.name, p.id_number FROM party AS y JOIN person AS p ON p.id = y.person_id "
        "ORDER BY y.id"
    ) == [
        ("debtor", None, "张三", PLAIN["身份证号"]),
        ("listed_contact", "父亲", "李四", None),
        ("guarantor", None, "赵六", "440305198512120024"),
        ("spouse", None, "孙七", None),
        ("co_debtor", "共同借款人", "周八", None),
    ]
