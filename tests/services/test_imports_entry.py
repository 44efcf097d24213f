"""One debtor entered by hand goes the way of a row of a file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from importing import BANK, PLAIN, THREE, Intake, is_sound

from app.domain.errors import ImportProblem, RuleViolation
from app.domain.terms import Role, Source
from app.services import imports
from app.services.imports import EnterAccount, EnterDebtor, EnterOther

ACCOUNT = EnterAccount(
    "6222 0202 0001 2345 678",
    parts={"purchase": 100000, "interest": 20000},
    oldest_due_on=date(2026, 10, 1),
    product="白金卡",
)
DEBTOR = EnterDebtor(
    BANK,
    " 张 三 ".replace(" ", ""),
    (ACCOUNT,),
    id_number=PLAIN["身份证号"],
    customer_no="C001",
    phones=("138 0013 8000", ""),
    addresses=("上海市世纪大道1号",),
    emails=("San.Zhang@example.com",),
    employer="某某公司",
    others=(EnterOther(Role.GUARANTOR, "赵六", None, ("13500135000",)),),
)


def enter(intake: Intake, **changes: Any) -> imports.Entered:
    from dataclasses import replace

    return imports.enter(intake.context, replace(DEBTOR, **changes))[0]


def test_a_debtor_entered_by_hand_is_a_case(intake: Intake) -> None:
    entered = enter(intake)
    assert entered.is_new_case
    assert entered.flags == ()
    assert intake.all("SELECT number, product, currency FROM account") == [
        ("6222020200012345678", "白金卡", "CNY")
    ]
    assert intake.all("SELECT name, sex, birth_on, employer FROM person WHERE no = 1") == [
        ("张三", "male", "1990-03-07", "某某公司")
    ]
    assert intake.all("SELECT kind, normal, source FROM contact_point ORDER BY id") == [
        ("mobile", "13800138000", "contract"),
        ("address", "上海市世纪大道1号", "contract"),
        ("email", "san.zhang@example.com", "contract"),
        ("mobile", "13500135000", "contract"),
    ]
    assert intake.all("SELECT as_of, is_split FROM fact_placed") == [("2026-11-21", 1)]
    assert intake.all("SELECT balance_minor, tier FROM case_state") == [(120000, 5)]
    assert is_sound(intake)


def test_a_second_account_joins_the_case(intake: Intake) -> None:
    first = enter(intake)
    second = enter(intake, accounts=(EnterAccount("2", 500),), source=Source.OBTAINED_IN_CONVERSATION)
    assert (second.case_id, second.is_new_case) == (first.case_id, False)
    assert intake.one("SELECT count(*) FROM contact_point") == 4
    assert intake.one("SELECT balance_minor FROM case_state") == 120500


def test_by_hand_and_by_file_are_the_same_person(intake: Intake) -> None:
    enter(intake)
    result = intake.run(THREE)
    assert (result.new, result.changed, result.cases) == (2, 1, 2)
    assert intake.one("SELECT count(*) FROM person WHERE name = '张三'") == 1


def test_what_was_entered_can_be_undone(intake: Intake) -> None:
    entered = enter(intake)
    imports.undo(intake.context, entered.act)
    assert intake.all("SELECT * FROM case_state") == []
    assert enter(intake).case_id == entered.case_id


def test_a_shared_phone_is_told(intake: Intake) -> None:
    enter(intake)
    entered = enter(intake, id_number="", customer_no="", name="王五", accounts=(EnterAccount("5", 1),))
    assert set(entered.flags) == {"shared_phone"}


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "name": ({"name": " "}, "name", "name_missing"),
    "identity": ({"id_number": "110101199003070012"}, "id_number", "id_check_digit"),
    "no account": ({"accounts": ()}, "accounts", "number_missing"),
    "no number": ({"accounts": (EnterAccount(" ", 5),)}, "accounts.0.number", "number_missing"),
    "no amount": ({"accounts": (EnterAccount("1"),)}, "accounts.0.total_minor", "amount_missing"),
    "nothing owed": ({"accounts": (EnterAccount("1", 0),)}, "accounts.0", "nothing_owed"),
    "sum": (
        {"accounts": (EnterAccount("1", 5, {"purchase": 4}),)},
        "accounts.0",
        "parts_do_not_add_up",
    ),
    "future": (
        {"accounts": (EnterAccount("1", 5, as_of=date(2026, 11, 22)),)},
        "accounts.0.as_of",
        "as_of_in_future",
    ),
    "phone": ({"phones": ("13800138000", "0571")}, "phones.1", "phone_wrong"),
    "their phone": (
        {"others": (EnterOther(Role.SPOUSE, "李四", None, ("x",)),)},
        "others.0.phones.0",
        "phone_wrong",
    ),
    "twice": (
        {"accounts": (EnterAccount("1", 5), EnterAccount("1", 6))},
        "accounts.0.number",
        "account_known",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(intake: Intake, case: str) -> None:
    changes, field, code = WRONG[case]
    before = intake.everything()
    with pytest.raises(RuleViolation) as caught:
        enter(intake, **changes)
    assert (caught.value.field, caught.value.code) == (field, code)
    assert intake.everything() == before


def test_a_known_account_is_not_entered_again(intake: Intake) -> None:
    enter(intake)
    before = intake.everything()
    with pytest.raises(RuleViolation) as caught:
        enter(intake, accounts=(EnterAccount("7", 5), ACCOUNT))
    assert (caught.value.field, caught.value.code) == ("accounts.1.number", "account_known")
    assert intake.everything() == before


def test_a_creditor_must_be_named(intake: Intake) -> None:
    with pytest.raises(ImportProblem, match="creditor_missing"):
        enter(intake, creditor=" ")
