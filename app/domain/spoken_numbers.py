"""Numbers in words turned into figures: ``three thousand`` and ``三千五`` become ``3000`` and ``3500``."""

from __future__ import annotations

import re

_UNDER_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_PLACES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
_ENGLISH = {name: value for value, name in enumerate(_UNDER_TWENTY)} | {
    name: 10 * value for value, name in enumerate(_TENS, start=2)
}
_ORDINALS = {name: value for value, name in enumerate(_PLACES, start=1)} | {"thirtieth": 30}
_SCALES = {"hundred": 100, "thousand": 1_000}
_WORD = "|".join(sorted((*_ENGLISH, *_SCALES), key=len, reverse=True))
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_IN_ENGLISH = re.compile(
    rf"\b(?:(?:an?)[ ](?=hundred|thousand))?(?:{_WORD})(?:(?:[ -]|[ ]and[ ])(?:{_WORD}))*\b"
)
_ORDINAL_WORD = re.compile(rf"\b(?:(twenty|thirty)[ -])?({_ORDINAL})\b")

_DIGITS = {name: value for value, name in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_NUMERALS = "".join((*_DIGITS, *_UNITS, "万"))
_IN_CHINESE = re.compile(rf"(?<!周)(?<!星期)(?<!礼拜)(?<![0-9.])[{_NUMERALS}]+")
_TEN_THOUSAND = 10_000


def in_figures(text: str) -> str:
    """``text`` (lower case) with every number in words as figures; ordinals as ``10th``, weekdays as they are."""
    text = _ORDINAL_WORD.sub(_ordinal, text)
    text = _IN_ENGLISH.sub(lambda found: str(_english(found.group())), text)
    return _IN_CHINESE.sub(lambda found: str(_chinese(found.group())), text)


def _ordinal(found: re.Match[str]) -> str:
    tens = _ENGLISH[found.group(1)] if found.group(1) else 0
    return f"{tens + _ORDINALS[found.group(2)]}th"


def _english(words: str) -> int:
    total = part = 0
    for word in re.split(r"[ -]", words):
        if word in _ENGLISH:
            part += _ENGLISH[word]
        elif word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if word == "thousand":
                total, part = total + part, 0
    return total + part


def _chinese(numerals: str) -> int:
    """``两万五`` is 25,000: a last digit counts the unit below, unless a zero stands before it."""
    high, ten_thousands, low = numerals.rpartition("万")
    if not ten_thousands:
        return _below_ten_thousand(low)
    base = (_below_ten_thousand(high) if high else 1) * _TEN_THOUSAND
    if len(low) == 1 and low in _DIGITS:
        return base + _DIGITS[low] * 1_000
    return base + (_below_ten_thousand(low) if low else 0)


def _below_ten_thousand(numerals: str) -> int:
    if not any(each in _UNITS for each in numerals):
        return int("".join(str(_DIGITS[each]) for each in numerals) or 0)
    total, digit, unit, after_zero = 0, None, 1, False
    for each in numerals:
        if each in _UNITS:
            unit = _UNITS[each]
            total += (1 if digit is None else digit) * unit
            digit, after_zero = None, False
        else:
            digit, after_zero = _DIGITS[each], _DIGITS[each] == 0 or after_zero
    if digit:
        total += digit if after_zero or unit == 10 else digit * unit // 10
    return total
