"""How a letter writes days and amounts in its language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.amount_words import amount_words
from app.domain.money import capitals, format_minor

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_KEPT_SPACE = "\u00a0"


def day_text(day: date, language: str) -> str:
    """``2026年12月1日`` or ``1 December 2026``."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day}{_KEPT_SPACE}{_MONTHS[day.month - 1]}{_KEPT_SPACE}{day.year}"


def money_text(minor: int, currency: str, language: str) -> str:
    """``人民币83,620.21元``; every other currency by its ISO 4217 code, as a sign may mean several of them."""
    if language == "zh" and currency == "CNY":
        return f"人民币{format_minor(minor, currency)}元"
    return f"{currency}{_KEPT_SPACE}{format_minor(minor, currency)}"


def capitals_text(minor: int, currency: str, language: str) -> str:
    """``人民币捌万叁仟陆佰贰拾元贰角壹分``, of yuan alone; ``CNY Eighty-three thousand …``; from zero on."""
    if minor < 0 or (language == "zh" and currency != "CNY"):
        return ""
    return f"人民币{capitals(minor)}" if language == "zh" else f"{currency} {amount_words(minor, currency)}"


def join_text(parts: Iterable[str], language: str) -> str:
    """An enumeration: ``甲、乙`` or ``a, b``."""
    return ("、" if language == "zh" else ", ").join(part for part in parts if part)
