"""Amounts in English words, read back by a reader of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.amount_words import amount_words
from app.domain.errors import RuleViolation
from app.domain.money import LARGEST_MINOR


@pytest.mark.parametrize(
    ("minor", "currency", "words"),
    [
        (8_362_021, "CNY", "Eighty-three thousand six hundred twenty and 21/100"),
        (1_580_000, "CNY", "Fifteen thousand eight hundred only"),
        (0, "CNY", "Zero only"),
        (5, "USD", "Zero and 05/100"),
        (100, "GBP", "One only"),
        (1_100, "EUR", "Eleven only"),
        (100_000_000, "CNY", "One million only"),
        (100_000_100, "CNY", "One million one only"),
        (10_000_001_900, "CNY", "One hundred million nineteen only"),
        (99_000_000_000_000, "CNY", "Nine hundred ninety billion only"),
        (120, "JPY", "One hundred twenty only"),
        (1_005, "KWD", "One and 005/1000"),
    ],
)
def test_amounts_as_a_contract_names_them(minor: int, currency: str, words: str) -> None:
    assert amount_words(minor, currency) == words


_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NAMES = (
    {name: number for number, name in enumerate(_ONES)}
    | {name: number for number, name in enumerate(_TEENS, 11)}
    | {name: 10 * number for number, name in enumerate(_TENS, 1)}
)
_GROUPS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def read(words: str) -> int:
    """The cents that words name: sums and products from left to right."""
    whole, _, part = words.lower().removesuffix(" only").partition(" and ")
    total = group = 0
    for word in whole.replace("-", " ").split():
        if word in _NAMES:
            group += _NAMES[word]
        elif word == "hundred":
            group *= 100
        else:
            total += group * _GROUPS[word]
            group = 0
    return (total + group) * 100 + (int(part.partition("/")[0]) if part else 0)


@given(st.integers(0, LARGEST_MINOR) | st.integers(0, 10**7))
def test_words_read_back(minor: int) -> None:
    assert read(amount_words(minor, "CNY")) == minor


@pytest.mark.parametrize(
    ("minor", "code"), [(-1, "amount_negative"), (LARGEST_MINOR + 1, "amount_too_large")]
)
def test_amounts_without_words(minor: int, code: str) -> None:
    with pytest.raises(RuleViolation, match=code):
        amount_words(minor, "CNY")
