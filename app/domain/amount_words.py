"""Amounts in English words, as a contract names them beside the figures: for whoever alters one, not the other."""

from __future__ import annotations

from app.domain.errors import RuleViolation
from app.domain.money import LARGEST_MINOR, currency_of

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *(
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_GROUPS = ("", " thousand", " million", " billion", " trillion")


def amount_words(minor: int, currency: str) -> str:
    """``Eighty-three thousand six hundred twenty and 21/100``; a whole amount ends in ``only``.

    Raises RuleViolation ``amount_negative`` or ``amount_too_large``.
    """
    if minor < 0:
        raise RuleViolation("amount_negative", "amount_minor")
    if minor > LARGEST_MINOR:
        raise RuleViolation(
            "amount_too_large", "amount_minor", largest_minor=LARGEST_MINOR, currency=currency
        )
    decimals = currency_of(currency).decimals
    whole, part = divmod(minor, 10**decimals)
    words = _number(whole)
    said = f"{words} and {part:0{decimals}d}/{10**decimals}" if part else f"{words} only"
    return said[0].upper() + said[1:]


def _number(number: int) -> str:
    if number == 0:
        return _SMALL[0]
    parts: list[str] = []
    for group in _GROUPS:
        number, part = divmod(number, 1000)
        if part:
            parts.insert(0, _below_thousand(part) + group)
    return " ".join(parts)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest >= len(_SMALL):
        tens, ones = divmod(rest, 10)
        parts.append(_TENS[tens] + (f"-{_SMALL[ones]}" if ones else ""))
    elif rest:
        parts.append(_SMALL[rest])
    return " ".join(parts)
