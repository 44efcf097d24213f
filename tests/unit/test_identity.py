from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from app.domain.errors import RuleViolation
from app.domain.identity import (
    id_check_digit,
    luhn_digit,
    mask_card,
    mask_id,
    mask_name,
    mask_phone,
    normalise_phone,
    read_id_number,
)

births = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("number", "birth_on", "is_male"),
    [
        # The two examples printed in GB 11643-1999.
        ("11010519491231002X", date(1949, 12, 31), False),
        ("440524188001010014", date(1880, 1, 1), True),
    ],
)
def test_the_examples_of_the_standard(number, birth_on, is_male):
    found = read_id_number(number)
    assert (found.number, found.birth_on, found.is_male) == (number, birth_on, is_male)
    assert found.region == number[:6]
    assert not found.is_old_form


def test_an_id_number_as_it_is_typed():
    assert read_id_number(" １１０１０５ 19491231 002x ").number == "11010519491231002X"


def test_the_old_form_has_fifteen_digits_and_no_check():
    found = read_id_number("110105491231002")
    assert (found.birth_on, found.is_male, found.is_old_form) == (date(1949, 12, 31), False, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "id_empty"),
        ("  ", "id_empty"),
        ("1101051949123100", "id_shape"),
        ("11010519491231002XX", "id_shape"),
        ("1101051949123100AX", "id_shape"),
        ("110105194912310021", "id_check_digit"),
        ("110105194902300021", "id_birth_date"),
        ("110105490230002", "id_birth_date"),
        ("110105194912310000", "id_rounded"),  # a spreadsheet keeps 15 digits
        ("1.10105E+17", "id_rounded"),
        ("1.10105194912310E+17", "id_rounded"),
        ("1" * 100_000, "id_shape"),
    ],
)
def test_what_is_no_id_number(text, code):
    with pytest.raises(RuleViolation) as caught:
        read_id_number(text, field="debtor_id")
    assert (caught.value.code, caught.value.field) == (code, "debtor_id")
    assert not any(str(value) in text for value in caught.value.params.values() if isinstance(value, str))


def test_a_right_number_may_end_in_three_zeros():
    heads = (f"110105{year}1231{hundred}00" for year in range(1949, 2000) for hundred in range(10))
    number = next(head for head in heads if id_check_digit(head) == "0") + "0"
    assert number.endswith("000")
    assert read_id_number(number).number == number


@given(st.integers(110000, 659999), births, st.integers(0, 999))
def test_check_digits_agree_with_an_independent_library(region, birth_on, sequence):
    first_17 = f"{region}{birth_on:%Y%m%d}{sequence:03d}"
    assert id_check_digit(first_17) == ric.calc_check_digit(first_17 + "0")
    assert read_id_number(first_17 + id_check_digit(first_17)).birth_on == birth_on


@given(births, st.integers(0, 999), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(birth_on, sequence, place, step):
    first_17 = f"110105{birth_on:%Y%m%d}{sequence:03d}"
    number = first_17 + id_check_digit(first_17)
    digits = "0123456789X" if place == 17 else "0123456789"
    wrong = number[:place] + digits[(digits.index(number[place]) + step) % len(digits)] + number[place + 1 :]
    with pytest.raises(RuleViolation):
        read_id_number(wrong)


@given(st.text(max_size=30))
def test_any_text_is_an_id_number_or_refused(text):
    codes = {"id_empty", "id_shape", "id_rounded", "id_birth_date", "id_check_digit"}
    assert outcome(text) in codes | {"read"}


def outcome(text: str) -> str:
    try:
        return "read" if len(read_id_number(text).number) in {15, 18} else "wrong length"
    except RuleViolation as refusal:
        return refusal.code


def test_luhn_worked_examples():
    assert luhn_digit("7992739871") == "3"  # the usual textbook example of the algorithm
    assert luhn_digit("411111111111111") == "1"


@given(st.integers(10**11, 10**18 - 1).map(str))
def test_luhn_agrees_with_an_independent_library(digits):
    assert luhn_digit(digits) == luhn.calc_check_digit(digits)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("13800138000", "13800138000"),
        ("138 0013-8000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("0086-13800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("013800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("＋８６１３８００１３８０００", "13800138000"),
        ("19900138000", "19900138000"),
        ("0571-87654321", "057187654321"),
        ("(0571) 87654321", "057187654321"),
        ("（０５７１）８７６５４３２１", "057187654321"),
        ("0571-87654321-801", "057187654321"),
        ("0571 87654321-801", "057187654321"),
        ("0571-87654321转801", "057187654321"),
        ("057187654321 ext. 801", "057187654321"),
        ("010-62345678x12", "01062345678"),
        ("+86 571 8765 4321", "057187654321"),
        ("+86 0571 8765 4321", "057187654321"),
        ("+86-10-62345678", "01062345678"),
        ("0371-6234567", "03716234567"),
        ("400-810-8888", "4008108888"),
        ("95588", "95588"),
        ("10086", "10086"),
    ],
)
def test_one_form_for_equal_phones(text, digits):
    assert normalise_phone(text) == digits


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "无",
            "12345678901",
            "1380013800",
            "138001380000",
            "87654321",
            "057112345678",
            "+1 212 555 0100",
        ),
        *("+86", "0571", "13800138000/13900139000", "1.38E+10", "1" * 100_000, "0571-87654321-8015555"),
    ],
)
def test_what_is_no_chinese_phone(text):
    assert normalise_phone(text) is None


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_normal_form_is_stable_and_masked_in_the_middle(mobile):
    assert (
        normalise_phone(f"+86 {mobile[:3]}-{mobile[3:7]}-{mobile[7:]}") == normalise_phone(mobile) == mobile
    )
    assert mask_phone(mobile) == f"{mobile[:3]}****{mobile[7:]}"


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("110105194912310011", "110***********0011"),  # security.md: first 3 + last 4
        ("110105491231002", "110********1002"),
        ("E12345678", "E******78"),
        ("123", "***"),
        ("", ""),
    ],
)
def test_masked_identity_numbers(number, masked):
    assert mask_id(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13800138000", "138****8000"),
        ("+86 138-0013-8000", "138****8000"),
        ("0571-87654321", "0571-****4321"),
        ("01062345678", "010-****5678"),
        ("02162345678", "021-****5678"),
        ("03716234567", "0371-****567"),
        ("12125550100", "*******0100"),
        ("95588", "*****"),
        ("", ""),
    ],
)
def test_masked_phones(number, masked):
    assert mask_phone(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("6222021234563445", "6222 **** **** 3445"),
        ("6222 0212 3456 789 3445", "6222 **** **** 3445"),
        ("12345678", "****5678"),
        ("1234", "****"),
    ],
)
def test_masked_cards(number, masked):
    assert mask_card(number) == masked


@pytest.mark.parametrize(
    ("name", "masked"), [("张三", "张*"), ("张芳琪", "张*"), (" 王磊 ", "王*"), ("", ""), (" ", "")]
)
def test_masked_names(name, masked):
    assert mask_name(name) == masked


@example("03002000000")
@given(st.text(alphabet="0123456789", max_size=24))
def test_a_mask_hides_at_least_a_third(number):
    for masked in (mask_id(number), mask_phone(number)):
        shown = sum(character.isdigit() for character in masked)
        assert 3 * shown <= 2 * len(number)
