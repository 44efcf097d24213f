from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation
from app.domain.money import (
    CURRENCIES,
    LARGEST_MINOR,
    capitals,
    currency_of,
    format_minor,
    parse_amount,
    round_half_up,
    split,
    split_by_weights,
)

amounts = st.integers(0, LARGEST_MINOR)


def refused(code: str, text: str, currency: str = "CNY") -> RuleViolation:
    with pytest.raises(RuleViolation) as caught:
        parse_amount(text, currency, field="down_minor")
    assert (caught.value.code, caught.value.field) == (code, "down_minor")
    return caught.value


@pytest.mark.parametrize(
    ("minor", "currency", "options", "text"),
    [
        (8362021, "CNY", {}, "83,620.21"),  # the desk picture
        (200000, "CNY", {"sign": True}, "+2,000.00"),
        (-45000, "CNY", {"sign": True}, "-450.00"),
        (-45000, "CNY", {}, "-450.00"),
        (0, "CNY", {"sign": True}, "0.00"),
        (5, "USD", {}, "0.05"),
        (1234567, "JPY", {}, "1,234,567"),  # ISO 4217: no minor unit
        (1234567, "KWD", {}, "1,234.567"),  # ISO 4217: 1000 fils
    ],
)
def test_amounts_are_written_in_the_decimals_of_their_currency(minor, currency, options, text):
    assert format_minor(minor, currency, **options) == text


def test_decimals_follow_iso_4217():
    by_decimals = {
        digits: {c.code for c in CURRENCIES.values() if c.decimals == digits} for digits in (0, 2, 3)
    }
    assert {"JPY", "KRW", "VND"} == by_decimals[0]
    assert {"CNY", "USD", "GBP", "INR"} <= by_decimals[2]
    assert {"KWD", "BHD"} == by_decimals[3]
    assert currency_of("CNY").symbol == "¥"


def test_an_unknown_currency_is_refused():
    with pytest.raises(RuleViolation) as caught:
        format_minor(1, "XXX")
    assert (caught.value.code, caught.value.field) == ("currency_unknown", "currency")


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("2000", 200000),
        ("2,000.5", 200050),
        ("1,234,567.89", 123456789),
        ("２，０００。５", 200050),  # full width, as an IME types it
        ("２０００．５０", 200050),
        ("2k", 200000),
        ("1.5K", 150000),
        ("0.2w", 200000),
        ("0.2万", 200000),
        ("0.2 万元", 200000),
        ("3千", 300000),
        ("0.123456w", 123456),
        ("2000元", 200000),
        ("￥2000", 200000),
        ("¥ 2,000", 200000),
        ("$5", 500),
        ("CNY 5", 500),
        ("+5", 500),
        (".5", 50),
        ("5.", 500),
        ("5.000", 500),
        ("0", 0),
        ("  5\u3000", 500),
        ("999999999999.99", LARGEST_MINOR),
    ],
)
def test_hand_typed_amounts(text, minor):
    assert parse_amount(text) == minor


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_nothing_typed(text):
    refused("amount_empty", text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1e5",
            "1.2E5",
            "NaN",
            "inf",
            "abc",
            "1.2.3",
            "1,23",
            "12,34,567",
            "1 000",
            "0x10",
            "二千",
            "²",
            "½",
            "١٢",
        ),
        *(
            "¥",
            "k",
            "2kk",
            "2kw",
            ".",
            ",",
            "5%",
            "1_000",
            "12\u202e3",
            "12\x003",
            "--5",
            "9" * 41,
            "9" * 100_000,
        ),
    ],
)
def test_what_is_no_number(text):
    refused("amount_not_a_number", text)


@pytest.mark.parametrize("text", ["-5", "－５", "−5", "-0.2w", "-¥5"])
def test_negative_amounts_are_refused(text):
    refused("amount_negative", text)


@pytest.mark.parametrize(
    ("text", "currency", "decimals"),
    [("0.001", "CNY", 2), ("1.5", "JPY", 0), ("1.0001", "KWD", 3), ("0.0000001w", "CNY", 2)],
)
def test_decimals_that_the_currency_does_not_have(text, currency, decimals):
    assert refused("amount_too_many_decimals", text, currency).params["decimals"] == decimals


@pytest.mark.parametrize("text", ["1000000000000", "99999999999999999999", "999999999w"])
def test_an_amount_beyond_any_debt(text):
    assert refused("amount_too_large", text).params["largest_minor"] == LARGEST_MINOR


@given(amounts, st.sampled_from(sorted(CURRENCIES)), st.booleans())
def test_what_is_written_can_be_typed_again(minor, currency, symbol):
    mark = currency_of(currency).symbol if symbol else ""
    assert parse_amount(f"{mark}{format_minor(minor, currency)}", currency) == minor


@given(st.text(max_size=50))
def test_any_text_is_an_amount_or_refused(text):
    found = outcome(text)
    assert found.startswith("amount_") if isinstance(found, str) else 0 <= found <= LARGEST_MINOR


def outcome(text: str) -> int | str:
    try:
        return parse_amount(text)
    except RuleViolation as refusal:
        return refusal.code


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("0.5", 1),
        ("1.5", 2),
        ("2.5", 3),
        ("2.4999", 2),
        ("-0.5", -1),
        ("-2.4", -2),
        ("9" * 40 + ".5", 10**40),
    ],
)
def test_halves_are_rounded_away_from_zero(value, whole):
    assert round_half_up(Decimal(value)) == whole


@given(st.decimals(-(10**12), 10**12, places=6))
def test_rounding_is_within_half_a_unit_and_mirrors(value):
    assert abs(round_half_up(value) - value) <= Decimal("0.5")
    assert round_half_up(-value) == -round_half_up(value)


@pytest.mark.parametrize(
    ("total", "parts", "shares"),
    [
        (10000, 3, (3333, 3333, 3334)),
        (20000, 3, (6667, 6667, 6666)),
        (7, 1, (7,)),
        (0, 2, (0, 0)),
        (2, 3, (0, 0, 2)),
        (-10000, 3, (-3333, -3333, -3334)),
    ],
)
def test_the_last_part_takes_the_rounding(total, parts, shares):
    assert split(total, parts) == shares


def test_twenty_six_instalments_of_the_plan_picture():
    # plan-light.png, third offer: ¥10,000 + 2,790.73 × 26, last 2,790.61.
    assert split(7255886, 26) == (279073,) * 25 + (279061,)


@given(st.integers(-LARGEST_MINOR, LARGEST_MINOR), st.integers(1, 400))
def test_a_split_sums_exactly_and_stays_level(total, parts):
    shares = split(total, parts)
    assert sum(shares) == total
    assert len(shares) == parts
    assert len(set(shares[:-1])) <= 1
    assert abs(shares[0]) - abs(total) / parts <= 1
    assert abs(shares[-1]) < abs(shares[0]) + parts
    assert all(share * total >= 0 for share in shares)


def test_no_part_cannot_take_anything():
    with pytest.raises(ValueError, match="parts"):
        split(1, 0)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, (1, 1, 1), (34, 33, 33)),
        (100, (0, 1, 2), (0, 33, 67)),
        (-100, (0, 1, 2), (0, -33, -67)),
        (1, (3, 3), (1, 0)),
        (0, (1, 2), (0, 0)),
    ],
)
def test_shares_by_weight(total, weights, shares):
    assert split_by_weights(total, weights) == shares


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any))
def test_shares_sum_exactly_and_are_within_one_unit(total, weights):
    shares = split_by_weights(total, weights)
    whole = sum(weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * whole - total * weight) < whole
        assert weight or share == 0


@pytest.mark.parametrize("weights", [(), (0, 0), (2, -1)])
def test_weights_that_share_nothing(weights):
    with pytest.raises(ValueError, match="weights"):
        split_by_weights(5, weights)


@pytest.mark.parametrize(
    ("minor", "words"),
    [
        # Printed examples of 正确填写票据和结算凭证的基本规定 (支付结算办法 annex 1); two of them allow two forms.
        (140950, {"壹仟肆佰零玖元伍角"}),
        (600714, {"陆仟零柒元壹角肆分"}),
        (168032, {"壹仟陆佰捌拾元零叁角贰分", "壹仟陆佰捌拾元叁角贰分"}),
        (10700053, {"壹拾万柒仟元零伍角叁分", "壹拾万零柒仟元伍角叁分"}),
        (1640902, {"壹万陆仟肆佰零玖元零贰分"}),
        (32504, {"叁佰贰拾伍元零肆分"}),
    ],
)
def test_capitals_as_the_central_bank_prints_them(minor, words):
    assert capitals(minor) in words


@pytest.mark.parametrize(
    ("minor", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角"),
        (55, "伍角伍分"),
        (100, "壹元整"),
        (1000, "壹拾元整"),
        (1010, "壹拾元零壹角"),
        (1_0000_00, "壹万元整"),
        (1_0001_00, "壹万零壹元整"),
        (10_0500_00, "壹拾万零伍佰元整"),
        (1_0000_0000_00, "壹亿元整"),
        (1_0001_0000_00, "壹亿零壹万元整"),
        (1_0000_0001_00, "壹亿零壹元整"),
        (8362021, "捌万叁仟陆佰贰拾元零贰角壹分"),
    ],
)
def test_capitals_at_the_edges(minor, words):
    assert capitals(minor) == words


def read_capitals(words: str) -> int:
    """The amount that capitals name: an own reader, so that writer and reader check each other."""
    numerals = {numeral: value for value, numeral in enumerate("零壹贰叁肆伍陆柒捌玖")}
    total = group = digit = 0
    for mark in words:
        if mark in numerals:
            digit = numerals[mark]
        elif mark in "拾佰仟":
            group += digit * 10 ** ("拾佰仟".index(mark) + 1)
            digit = 0
        elif mark in "万亿元":
            total += (group + digit) * {"万": 10**6, "亿": 10**10, "元": 100}[mark]
            group = digit = 0
        elif mark in "角分":
            total += digit * {"角": 10, "分": 1}[mark]
            digit = 0
    return total


@given(amounts)
def test_capitals_read_back(minor):
    words = capitals(minor)
    assert read_capitals(words) == minor
    assert "零零" not in words
    assert not words.startswith("零") or minor == 0
    assert words.endswith("整") == (minor % 100 == 0)


@pytest.mark.parametrize(
    ("minor", "code"), [(-1, "amount_negative"), (LARGEST_MINOR + 1, "amount_too_large")]
)
def test_amounts_without_capitals(minor, code):
    with pytest.raises(RuleViolation) as caught:
        capitals(minor)
    assert caught.value.code == code
