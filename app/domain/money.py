"""Money: integers in minor units (fen, cents, fils) with an ISO 4217 code; never a float.

The one rounding function of FairDue stands here; rates and shares are ``Decimal`` and are rounded once,
when they become an amount.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.domain.errors import RuleViolation
from app.domain.halfwidth import half_width

# 12 integer digits (仟亿): what 大写金额 can name, and far inside a 64-bit column.
LARGEST_MINOR = 10**14 - 1


@dataclass(frozen=True, slots=True)
class Currency:
    """``decimals``: digits after the point by ISO 4217, so 1 unit = 10**decimals minor units."""

    code: str
    decimals: int
    symbol: str


CURRENCIES = {
    code: Currency(code, decimals, symbol)
    for code, decimals, symbol in (
        ("CNY", 2, "¥"),
        ("HKD", 2, "HK$"),
        ("MOP", 2, "MOP$"),
        ("TWD", 2, "NT$"),
        ("USD", 2, "US$"),
        ("GBP", 2, "£"),
        ("EUR", 2, "€"),
        ("INR", 2, "₹"),
        ("SGD", 2, "S$"),
        ("AUD", 2, "A$"),
        ("CAD", 2, "C$"),
        ("JPY", 0, "JP¥"),
        ("KRW", 0, "₩"),
        ("VND", 0, "₫"),
        ("KWD", 3, "KD"),
        ("BHD", 3, "BD"),
    )
}


def currency_of(code: str) -> Currency:
    """The currency, or ``RuleViolation("currency_unknown")``."""
    found = CURRENCIES.get(code)
    if found is None:
        raise RuleViolation("currency_unknown", field="currency", currency=code)
    return found


def round_half_up(value: Decimal) -> int:
    """The nearest integer, halves away from zero, so that a reversal mirrors what it reverses."""
    return int(value.to_integral_value(ROUND_HALF_UP))


def format_minor(minor: int, currency: str = "CNY", *, sign: bool = False) -> str:
    """``8362021`` → ``83,620.21``; ``sign`` puts + before a gain."""
    money = currency_of(currency)
    units, rest = divmod(abs(minor), 10**money.decimals)
    figures = f"{units:,}" + (f".{rest:0{money.decimals}d}" if money.decimals else "")
    mark = "-" if minor < 0 else "+" if sign and minor > 0 else ""
    return f"{mark}{figures}"


_AMOUNT = re.compile(
    r"(?P<figures>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
    r"[ ]?(?P<times>[kK千wW万]?)(?:元|块|圆)?"
)
_TIMES = {"": 1, "k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000}
_LONGEST_AMOUNT = 40


def parse_amount(text: str, currency: str = "CNY", *, field: str = "amount_minor") -> int:
    """Minor units of an amount typed by hand: ``1,234.5``, ``２，０００。５``, ``¥2k``, ``0.2w``, ``0.2万``.

    Zero is an amount here; whether it may be promised or paid is the form's rule. Raises ``RuleViolation``:
    ``amount_empty``, ``amount_not_a_number`` (also 1e5, NaN, letters, a misplaced comma), ``amount_negative``,
    ``amount_too_many_decimals``, ``amount_too_large``.
    """
    money = currency_of(currency)
    typed = half_width(text)
    if not typed:
        raise RuleViolation("amount_empty", field)
    is_negative = typed.startswith("-")
    figures = typed.removeprefix("-").removeprefix("+")
    for mark in (money.symbol, money.code, "¥", "$"):
        figures = figures.removeprefix(mark).lstrip()
    match = _AMOUNT.fullmatch(figures) if len(figures) <= _LONGEST_AMOUNT else None
    if match is None:
        raise RuleViolation("amount_not_a_number", field)
    if is_negative:
        raise RuleViolation("amount_negative", field)
    units = Decimal(match["figures"].replace(",", "")) * _TIMES[match["times"].lower()]
    minor = units.scaleb(money.decimals)
    if minor > LARGEST_MINOR:
        raise RuleViolation("amount_too_large", field, largest_minor=LARGEST_MINOR, currency=currency)
    if minor != minor.to_integral_value():
        raise RuleViolation("amount_too_many_decimals", field, decimals=money.decimals, currency=currency)
    return int(minor)


def split(total: int, parts: int) -> tuple[int, ...]:
    """``parts`` level amounts that sum to ``total``; the last takes the rounding.

    The level amount is ``total / parts`` rounded half up, or down where rounding up would leave the last
    part nothing (31 fen in 60 parts).
    """
    if parts < 1:
        raise ValueError("parts")
    if total < 0:
        return tuple(-part for part in split(-total, parts))
    level = (2 * total + parts) // (2 * parts)
    if level * (parts - 1) >= total:
        level = total // parts
    return (level,) * (parts - 1) + (total - level * (parts - 1),)


def split_by_weights(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Shares of ``total`` in proportion to ``weights`` (≥ 0, not all 0), to the minor unit.

    By largest remainder: no share is a whole minor unit away from its exact value, and a weight of 0 gets 0.
    Equal remainders are served in the order given.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights")
    if total < 0:
        return tuple(-share for share in split_by_weights(-total, weights))
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: -(total * weights[index] % whole))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return tuple(shares)


_NUMERALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("亿", "万", "")


def capitals(minor: int) -> str:
    """Chinese yuan in capitals (大写金额), without the prefix 人民币: 140950 → 壹仟肆佰零玖元伍角.

    Source: 正确填写票据和结算凭证的基本规定 (《支付结算办法》 annex 1, 银发〔1997〕393号): 整 after 元,
    none after 分, left away after 角; zeros in the middle are read as one 零; where 元 is 0 and 角 is not,
    a 零 may stand before 角, and here it does. Raises ``RuleViolation`` ``amount_negative`` or ``amount_too_large``.
    """
    if minor < 0:
        raise RuleViolation("amount_negative", "amount_minor")
    if minor > LARGEST_MINOR:
        raise RuleViolation("amount_too_large", "amount_minor", largest_minor=LARGEST_MINOR, currency="CNY")
    yuan, fen = divmod(minor, 100)
    jiao, fen = divmod(fen, 10)
    words = _capital_yuan(yuan)
    if not jiao and not fen:
        return (words or "零元") + "整"
    if words and (jiao == 0 or yuan % 10 == 0):
        words += "零"
    if jiao:
        words += _NUMERALS[jiao] + "角"
    return words + (_NUMERALS[fen] + "分" if fen else "")


def _capital_yuan(yuan: int) -> str:
    """The part up to 元; empty for 0."""
    words = ""
    is_zero_open = False
    for position, digit in enumerate(f"{yuan:012d}"):
        group, place = divmod(position, 4)
        if digit == "0":
            is_zero_open = bool(words)
        else:
            words += ("零" if is_zero_open else "") + _NUMERALS[int(digit)] + _PLACES[place]
            is_zero_open = False
        if place == 3 and int(f"{yuan:012d}"[group * 4 : group * 4 + 4]):
            words += _GROUPS[group]
            # 壹拾万柒仟: the zero at the end of a group is not read when the next group is full.
            is_zero_open = False
    return words + "元" if words else ""
