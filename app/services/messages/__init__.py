"""What is said when something is refused: one sentence a code, in English and Chinese, for window and command line.

Each area is a module with ``SENTENCES: dict[str, tuple[str, str]]``: code → (English, Chinese). A sentence says what
happened, why, and what to do; ``{places}`` are parameters of the error.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.domain.entry import Words
from app.domain.errors import AppError
from app.domain.money import CURRENCIES, format_minor
from app.services.citing import cited
from app.services.messages import (
    audit,
    bank_statements,
    dates,
    desk,
    erasing,
    identity,
    imports,
    keys,
    letters,
    manifests,
    money,
    paper,
    permissions,
    plans,
    reports,
    rules,
    store,
    strategies,
    views,
    visits,
    working_day,
)
from app.services.messages.kinds import in_chinese

# What a cell of a file is refused for has words of its own there; said elsewhere, the later ones count.
AREAS = (
    imports,
    bank_statements,
    store,
    keys,
    permissions,
    erasing,
    audit,
    manifests,
    desk,
    money,
    dates,
    identity,
    paper,
    plans,
    reports,
    rules,
    strategies,
    views,
    visits,
    letters,
    working_day,
)
_UNKNOWN = (
    "This was refused, and FairDue has no words for why (code {code}). Nothing was changed; please report the code.",
    "操作被拒绝，程序没有对应的说明（代码 {code}）。数据未改动，请把代码反馈给我们。",
)
_BYTES = frozenset({"free", "needed", "size"})


def sentence(error: AppError, language: str) -> str:
    """What to tell the user of ``error`` in a language such as ``"zh_CN"`` or ``"en"``."""
    return said(error.code, error.params, language)


def said(code: str, params: Mapping[str, Any], language: str) -> str:
    """The sentence of a code, filled with its parameters."""
    is_chinese = language.startswith("zh")
    words = SENTENCES.get(code, _UNKNOWN)[is_chinese]
    return words.format_map(_places(code, params, is_chinese))


SENTENCES: Mapping[str, tuple[str, str]] = {
    code: words for area in AREAS for code, words in area.SENTENCES.items()
}
"""Every sentence by code."""


class _Places(dict[str, str]):
    """A value that an error did not bring must not hide the error."""

    def __missing__(self, name: str) -> str:
        return "…"


def _places(code: str, params: Mapping[str, Any], is_chinese: bool) -> _Places:
    currency = str(params.get("currency", "CNY"))
    shown = _Places(code=code)
    for name, value in params.items():
        shown[name] = _shown(name, value, currency, is_chinese)
        if name == "expected" and is_chinese:
            shown[name] = in_chinese(shown[name])
    if "source" in shown and "article" in shown:
        shown["source"] = cited(shown["source"], shown.pop("article"), is_chinese)
    return shown


def _shown(name: str, value: Any, currency: str, is_chinese: bool) -> str:
    if isinstance(value, AppError | Words):
        language = "zh" if is_chinese else "en"
        return sentence(value, language) if isinstance(value, AppError) else value.text(language)
    if isinstance(value, date):
        return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, list | tuple | frozenset | set):
        parts = (_shown("", item, currency, is_chinese) for item in value)
        return ("、" if is_chinese else ", ").join(parts)
    if isinstance(value, int) and name.endswith("_minor"):
        return format_minor(value, currency if currency in CURRENCIES else "CNY")
    if isinstance(value, int) and name in _BYTES:
        return f"{value // 1_000_000:,} MB"
    return str(value)
