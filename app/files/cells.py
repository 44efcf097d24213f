"""The text of one cell read as an amount, a date, digits, a plain text or a rate: strictly, or refused.

Every refusal is a ``CellError`` whose code names the sentence and whose params fill it; ``text`` is the start of
what stood in the cell.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Any

from app.domain.errors import AppError

_SHOWN = 40
_LONGEST_FIGURE = 40
# Spreadsheets keep 15 digits of a number and turn the others into zeros.
SPREADSHEET_DIGITS = 15
LARGEST_MINOR = 10**15

YUAN_MARKS = ("人民币", "CNY", "RMB", "¥", "元", "圆")


class CellError(AppError):
    """A cell, or a row, that cannot be taken over."""

    def __init__(self, code: str, text: str = "", **params: Any) -> None:
        super().__init__(code, text=text[:_SHOWN], **params)


class Rounded(str):
    """The text of a number cell with 16 or more digits: the spreadsheet has already replaced the last ones."""

    __slots__ = ()


_EXPONENT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")
_FIGURES = re.compile(r"(?P<sign>-?)(?P<units>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<rest>[0-9]+))?")
_GROUPS = re.compile(r"-?[0-9]*(?:,[0-9]*)+(?:\.[0-9]*)?")
_SIGNS = str.maketrans("−–—\u3000\xa0", "---  ")


def amount_minor(text: str, exponent: int = 2, marks: tuple[str, ...] = YUAN_MARKS) -> int:
    """Minor units of ``1234.5``, ``-1,234.50``, ``¥１，２３４．５０`` or ``1234.5元``.

    ``exponent`` is the number of decimals of the currency, ``marks`` what may stand before or after the figure.
    Decimals beyond ``exponent`` are accepted only where they are zeros. Codes: ``amount_empty``,
    ``amount_exponent``, ``amount_groups``, ``amount_not_a_number``, ``amount_too_many_decimals``,
    ``amount_too_large``, ``number_rounded``.
    """
    _refuse_rounded(text)
    figure = _half_width(text)
    if not figure:
        raise CellError("amount_empty")
    if _EXPONENT.fullmatch(figure):
        raise CellError("amount_exponent", text)
    if len(figure) > _LONGEST_FIGURE:
        raise CellError("amount_not_a_number", text)
    figure = _without_marks(figure, marks)
    match = _FIGURES.fullmatch(figure)
    if match is None:
        raise CellError("amount_groups" if _GROUPS.fullmatch(figure) else "amount_not_a_number", text)
    rest = (match["rest"] or "").ljust(exponent, "0")
    if rest[exponent:].strip("0"):
        raise CellError("amount_too_many_decimals", text, decimals=exponent)
    minor = int(match["units"].replace(",", "") + rest[:exponent])
    if minor > LARGEST_MINOR:
        raise CellError("amount_too_large", text)
    return -minor if match["sign"] else minor


_DATES = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日?"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)
_TIME_OF_DAY = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_YEARS = range(1900, 2200)


def date(text: str) -> dt.date:
    """The day of ``2026-02-28``, ``2026/2/28``, ``2026.2.28``, ``20260228`` or ``2026年2月28日``.

    A time of day behind it is dropped. Codes: ``date_empty``, ``date_impossible`` (30 February, the year 226),
    ``date_order`` (03/04/2026 can be two days), ``date_short_year``, ``date_serial`` (a spreadsheet's day number
    in a cell that is not a date), ``date_not_a_date``.
    """
    written = _TIME_OF_DAY.sub("", _half_width(text))
    if not written:
        raise CellError("date_empty")
    for pattern in _DATES:
        if match := pattern.fullmatch(written):
            year, month, day = map(int, match.groups())
            try:
                found = dt.date(year, month, day)
            except ValueError:
                raise CellError("date_impossible", text) from None
            if found.year not in _YEARS:
                raise CellError("date_impossible", text)
            return found
    for pattern, code in (
        (_YEAR_LAST, "date_order"),
        (_SHORT_YEAR, "date_short_year"),
        (_SERIAL, "date_serial"),
    ):
        if pattern.fullmatch(written):
            raise CellError(code, text)
    raise CellError("date_not_a_date", text)


_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_FLOAT_OF_DIGITS = re.compile(r"([1-9][0-9]{0,14})\.0")


def digits(text: str, also: str = "") -> str:
    """The digits of a card, an account, an identity or a phone number, leading zeros kept.

    Spaces and hyphens are dropped, full-width digits become ASCII, letters upper case. ``also`` are further
    characters that may stand in it: ``X`` for an identity number, ``+`` for a phone. Codes: ``digits_empty``,
    ``digits_exponent`` (1.1010119900307e+17), ``number_rounded``, ``digits_masked`` (6222****1234),
    ``digits_other``.
    """
    _refuse_rounded(text)
    written = _half_width(text).upper()
    if _EXPONENT.fullmatch(written):
        raise CellError("digits_exponent", text)
    if match := _FLOAT_OF_DIGITS.fullmatch(written):
        written = match[1]
    number = _SEPARATORS.sub("", written)
    if not number:
        raise CellError("digits_empty")
    if not (number.isascii() and number.isdigit()):
        others = {sign for sign in number if not ("0" <= sign <= "9")} - set(also)
        if "*" in others:
            raise CellError("digits_masked", text)
        if others:
            raise CellError("digits_other", text)
    return number


def has_spreadsheet_tail(number: str) -> bool:
    """Whether all digits behind the 15th are zeros, as after a spreadsheet has saved the number as text.

    One such number may be genuine (every tenth 16-digit card); a column full of them is not.
    """
    return len(number) > SPREADSHEET_DIGITS and not number[SPREADSHEET_DIGITS:].strip("0")


def plain_text(text: str, limit: int = 500) -> str:
    """A name, an address or a note on one line, without signs that cannot be seen.

    White space runs become one space; zero-width and direction signs are removed, so that two names that look
    the same are the same. Codes: ``text_control`` (other control characters), ``text_too_long`` (``limit``
    characters; nothing is cut off).
    """
    plain = " ".join(_unwrapped(text).split())
    if not plain.isprintable():
        plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf").strip()
        if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in plain):
            raise CellError("text_control", text)
    if len(plain) > limit:
        raise CellError("text_too_long", text, limit=limit, length=len(plain))
    return plain


_RATE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,12})?)[ ]?(%?)")


def decimal_rate(text: str) -> Decimal:
    """A rate as a fraction of 1: ``18%`` and ``0.18`` are both Decimal("0.18").

    A figure above 1 without % could be either and is refused. Codes: ``rate_empty``, ``rate_without_percent``,
    ``rate_not_a_rate``.
    """
    written = _half_width(text)
    if not written:
        raise CellError("rate_empty")
    match = _RATE.fullmatch(written)
    if match is None:
        raise CellError("rate_not_a_rate", text)
    rate = Decimal(match[1])
    if match[2]:
        return rate / 100
    if rate > 1:
        raise CellError("rate_without_percent", text)
    return rate


def _refuse_rounded(text: str) -> None:
    if isinstance(text, Rounded):
        raise CellError("number_rounded", text)


_FORMULA_STARTS = frozenset("=+-@")
_LINE_STARTS = frozenset("\t\r\n")


def runs_as_formula(text: str) -> bool:
    """Whether a spreadsheet program may run ``text`` when it opens it from a CSV file.

    So it is with ``= + - @`` after white space and signs that cannot be seen, also in full width, and with a
    leading tab or line break. Source: OWASP, CSV Injection.
    """
    if not text or text[0].isalnum():
        return False
    if text[0] in _LINE_STARTS:
        return True
    for sign in text:
        if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf"):
            return unicodedata.normalize("NFKC", sign)[:1] in _FORMULA_STARTS
    return False


_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)


def _unwrapped(text: str) -> str:
    """The text inside ``="00123"`` and behind the ``'`` of a formula-safe file, two ways to keep a text a text."""
    bare = text.strip()
    if bare[:1] == "=" and (match := _FORMULA_TEXT.fullmatch(bare)):
        return match[1].strip()
    if bare[:1] == "'" and (runs_as_formula(bare[1:]) or bare[1:2].isdigit()):
        return bare[1:].strip()
    return bare


def _half_width(text: str) -> str:
    """For figures only: full-width signs as ASCII. All of NFKC would read ² as 2, so the rest is left to refuse."""
    bare = _unwrapped(text)
    if bare.isascii():
        return bare
    folded = (unicodedata.normalize("NFKC", sign) if "\uff00" <= sign <= "\uffef" else sign for sign in bare)
    return "".join(folded).translate(_SIGNS).strip()


def _without_marks(figure: str, marks: tuple[str, ...]) -> str:
    """The figure without one currency mark before or behind it; the sign may stand on either side of the mark."""
    sign, rest = ("-", figure[1:].lstrip()) if figure[:1] == "-" else ("", figure)
    upper = rest.upper()
    for mark in marks:
        if upper.startswith(mark):
            rest = rest[len(mark) :].lstrip()
            break
    for mark in marks:
        if rest.upper().endswith(mark):
            rest = rest[: -len(mark)].rstrip()
            break
    return sign + rest
