"""One cell at a time: what is an amount, a date, digits, a text, a rate, and what is refused by which code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.files import cells
from app.files.cells import CellError, Rounded


def _code(parser: Callable[..., Any], text: str, *arguments: Any) -> str:
    with pytest.raises(CellError) as caught:
        parser(text, *arguments)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("0", 0),
        ("1234.5", 123450),
        ("1,234.50", 123450),
        ("１，２３４．５０", 123450),
        ("￥1,234.50", 123450),
        ("¥ 99", 9900),
        ("人民币1,000元", 100000),
        ("CNY 5.5", 550),
        ("-5.00", -500),
        ("－５", -500),
        ("−5", -500),
        ("-¥5", -500),
        ("¥-5", -500),
        (" 1234.5600 ", 123456),
        ("00012.30", 1230),
        ('="12.30"', 1230),
        ("'-12.30", -1230),
        ("9999999999999.99", 999999999999999),
    ],
)
def test_amounts(text: str, minor: int) -> None:
    assert cells.amount_minor(text) == minor


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_empty"),
        ("  ", "amount_empty"),
        ("1.2e5", "amount_exponent"),
        ("1E+05", "amount_exponent"),
        ("NaN", "amount_not_a_number"),
        ("inf", "amount_not_a_number"),
        ("1_000", "amount_not_a_number"),
        ("1.2.3", "amount_not_a_number"),
        ("--5", "amount_not_a_number"),
        ("+5", "amount_not_a_number"),
        ("(5.00)", "amount_not_a_number"),
        ("5.", "amount_not_a_number"),
        (".5", "amount_not_a_number"),
        ("$5", "amount_not_a_number"),
        ("1.2万", "amount_not_a_number"),
        ("²", "amount_not_a_number"),
        ("٣", "amount_not_a_number"),
        ("五", "amount_not_a_number"),
        ("1 000", "amount_not_a_number"),
        ("9" * 41, "amount_not_a_number"),
        ("12,34.50", "amount_groups"),
        ("1,2345", "amount_groups"),
        (",123", "amount_groups"),
        ("1.234,50", "amount_not_a_number"),
        ("1.005", "amount_too_many_decimals"),
        ("10000000000000.01", "amount_too_large"),
        (Rounded("1234567890123460"), "number_rounded"),
    ],
)
def test_what_is_no_amount(text: str, code: str) -> None:
    assert _code(cells.amount_minor, text) == code


def test_amounts_of_currencies_with_other_decimals_and_marks() -> None:
    assert cells.amount_minor("1,234", 0) == 1234
    assert cells.amount_minor("$1.50", 2, ("$", "USD")) == 150
    assert _code(cells.amount_minor, "1.5", 0) == "amount_too_many_decimals"
    assert _code(cells.amount_minor, "¥1", 2, ("$",)) == "amount_not_a_number"


@given(st.integers(-cells.LARGEST_MINOR, cells.LARGEST_MINOR))
def test_an_amount_comes_back_in_every_spelling(minor: int) -> None:
    plain = f"{Decimal(minor).scaleb(-2):,.2f}"
    wide = plain.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    for text in (plain, plain.replace(",", ""), wide, f"{plain}元", f" ¥{plain}".replace("¥-", "-¥")):
        assert cells.amount_minor(text) == minor


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_a_cell_error(text: str) -> None:
    for parser in (cells.amount_minor, cells.date, cells.digits, cells.plain_text, cells.decimal_rate):
        try:
            parser(text)
        except CellError as error:
            assert error.params["text"] == text[:40] or error.code.endswith("_empty")  # noqa: PT017


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-28",
        "2026/2/28",
        "2026.2.28",
        "20260228",
        "2026年2月28日",
        "２０２６－０２－２８",
        " 2026-02-28 00:00:00",
        "2026-02-28T09:30",
        "2026-2-28 9:30:00.000",
    ],
)
def test_dates(text: str) -> None:
    assert cells.date(text) == dt.date(2026, 2, 28)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date_empty"),
        ("2026-02-30", "date_impossible"),
        ("20260230", "date_impossible"),
        ("2026年13月1日", "date_impossible"),
        ("2025-02-29", "date_impossible"),
        ("0226-01-01", "date_impossible"),
        ("03/04/2026", "date_order"),
        ("28-02-2026", "date_order"),
        ("26-02-28", "date_short_year"),
        ("26年2月28日", "date_short_year"),
        ("2/28/26", "date_short_year"),
        ("46081", "date_serial"),
        ("46081.5", "date_serial"),
        ("2026-02", "date_not_a_date"),
        ("2026-02/28", "date_not_a_date"),
        ("today", "date_not_a_date"),
        ("²026-02-28", "date_not_a_date"),
    ],
)
def test_what_is_no_date(text: str, code: str) -> None:
    assert _code(cells.date, text) == code


@pytest.mark.parametrize(
    ("text", "also", "number"),
    [
        ("00110", "", "00110"),
        ("6222 0202 0001 2345 678", "", "6222020200012345678"),
        ("6222-0202", "", "62220202"),
        ("１３８００１３８０００", "", "13800138000"),
        ("11010119900307001x", "X", "11010119900307001X"),
        ("+86 138—0013—8000", "+", "+8613800138000"),
        ("13812345678.0", "", "13812345678"),
        ('="00123"', "", "00123"),
        ("'110101199003070011", "", "110101199003070011"),
        ("110101199003070011\t", "", "110101199003070011"),
    ],
)
def test_digits(text: str, also: str, number: str) -> None:
    assert cells.digits(text, also) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "digits_empty"),
        (" - ", "digits_empty"),
        ("1.1010119900307e+17", "digits_exponent"),
        ("1.10101E+17", "digits_exponent"),
        ("6222****1234", "digits_masked"),
        ("11010119900307001X", "digits_other"),
        ("0012.0", "digits_other"),
        ("12²", "digits_other"),
        ("١٢", "digits_other"),
        ("12_3", "digits_other"),
        (Rounded("110101199003070000"), "number_rounded"),
    ],
)
def test_what_is_not_digits(text: str, code: str) -> None:
    assert _code(cells.digits, text) == code


def test_the_tail_that_a_spreadsheet_leaves() -> None:
    assert cells.has_spreadsheet_tail("110101199003070000")
    assert cells.has_spreadsheet_tail("6222020200012340")
    assert not cells.has_spreadsheet_tail("110101199003070010")
    assert not cells.has_spreadsheet_tail("138000000000000")


def test_plain_text_has_nothing_that_cannot_be_seen() -> None:
    assert cells.plain_text(" 张\u200b三\ufeff ") == "张三"
    assert cells.plain_text("a\u202eb\u2066c") == "abc"
    assert cells.plain_text("浙江省\r\n杭州市\t1号\u3000A") == "浙江省 杭州市 1号 A"
    assert cells.plain_text("𠮷\U00031350\ue000") == "𠮷\U00031350\ue000"
    assert cells.plain_text("'=1+1") == "=1+1"
    assert cells.plain_text("'t Hooft") == "'t Hooft"
    assert cells.plain_text("") == ""
    for bad in ("a\x00b", "a\x07b", "a\x1bb", "\ud800"):
        assert _code(cells.plain_text, bad) == "text_control"
    assert cells.plain_text("x" * 500) == "x" * 500
    with pytest.raises(CellError) as caught:
        cells.plain_text("x" * 11, 10)
    assert (caught.value.code, caught.value.params["limit"], caught.value.params["length"]) == (
        "text_too_long",
        10,
        11,
    )


def test_rates() -> None:
    assert (
        cells.decimal_rate("18%")
        == cells.decimal_rate("0.18")
        == cells.decimal_rate("１８％")
        == Decimal("0.18")
    )
    assert cells.decimal_rate("0.05 %") == Decimal("0.0005")
    assert cells.decimal_rate("1") == 1
    for text, code in {
        "": "rate_empty",
        "18": "rate_without_percent",
        "1e-2": "rate_not_a_rate",
        "-1%": "rate_not_a_rate",
        "NaN": "rate_not_a_rate",
    }.items():
        assert _code(cells.decimal_rate, text) == code


def test_an_error_says_its_code_alone_and_shows_little_of_the_cell() -> None:
    with pytest.raises(CellError) as caught:
        cells.date("x" * 100)
    assert (str(caught.value), caught.value.params) == ("date_not_a_date", {"text": "x" * 40})
