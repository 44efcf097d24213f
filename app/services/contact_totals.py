"""What stands beside an exported contact log: of what it is, by whom and for what it was made, and its totals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain.money import currency_of
from app.domain.weekly import Figure
from app.services.contact_columns import STATUS, Value
from app.services.contact_selection import ExportContacts
from app.services.context import Context
from app.services.messages.report_words import figure_word
from app.services.purposes import purpose_text
from app.services.words import Words

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Contact log", "催收记录"),
    "period": ("Period", "期间"),
    "case": ("Case", "案件"),
    "collector": ("Collector", "催收员"),
    "creditor": ("Creditor", "委托方"),
    "data": ("Personal data", "个人信息"),
    "masked": ("masked", "已脱敏"),
    "full": ("in full", "完整"),
    "purpose": ("Purpose", "用途"),
    "made_at": ("Made at", "生成时间"),
    "made_by": ("Made by", "生成人"),
    "totals": ("Totals", "合计"),
    "rows": ("Contacts in all", "催记总数"),
    "of_them": ("of them: {status}", "其中：{status}"),
    "counted": ("Standing contacts:", "有效催记中："),
    "promises": ("Promises", "承诺笔数"),
    "promised": ("Promised {currency}", "承诺金额 {currency}"),
}
_MOMENTS = frozenset({"started_at", "ended_at", "next_at", "recorded_at"})
_FIGURES = (Figure.ATTEMPTS, Figure.CONNECTED, Figure.RIGHT_PARTY, Figure.AGAINST_RULE, Figure.COMPLAINTS)


@dataclass(slots=True)
class Totals:
    """What the log holds: contacts by status, and what the standing ones count to; ``promised`` in minor units."""

    rows: int = 0
    by_status: dict[str, int] = field(default_factory=dict)
    figures: dict[Figure, int] = field(default_factory=dict)
    promises: int = 0
    promised: dict[str, int] = field(default_factory=dict)


def _word(code: str, words: Words) -> str:
    return _WORDS[code][words.is_chinese]


def title(words: Words) -> str:
    """What the log is called."""
    return _word("title", words)


def totals_title(words: Words) -> str:
    """What its totals are called."""
    return _word("totals", words)


def head(context: Context, words: Words, command: ExportContacts) -> list[tuple[str, str]]:
    """Of what the log is, and for what it was made. The filter by its ids: a masked log names no debtor here either."""
    wanted = command.filter
    made_at = context.now().astimezone(context.zone)
    told = [
        ("period", f"{wanted.first_on} – {wanted.last_on}"),
        ("case", wanted.case_id.hex() if wanted.case_id else ""),
        ("collector", "" if wanted.collector_no is None else str(wanted.collector_no)),
        ("creditor", wanted.creditor or ""),
        ("data", _word("full" if command.is_full else "masked", words)),
        ("purpose", purpose_text(command.purpose or "", words.language)),
        ("made_at", f"{made_at:%Y-%m-%d %H:%M}"),
        ("made_by", context.user.name),
    ]
    return [(_word(code, words), value) for code, value in told if value]


def lines(
    context: Context, words: Words, command: ExportContacts, totals: Totals
) -> Iterator[tuple[str, Value]]:
    """Of what the log is, and what it holds."""
    yield from head(context, words, command)
    yield from sums(words, totals)


def sums(words: Words, totals: Totals) -> Iterator[tuple[str, Value]]:
    """What the log holds."""
    yield _word("rows", words), totals.rows
    for status, names in STATUS.items():
        if status in totals.by_status:
            name = _word("of_them", words).format(status=names[words.is_chinese])
            yield name, totals.by_status[status]
    yield _word("counted", words), None
    for figure in _FIGURES:
        yield figure_word(figure, words.language), totals.figures.get(figure, 0)
    yield _word("promises", words), totals.promises
    for currency, minor in sorted(totals.promised.items()):
        amount = Decimal(minor).scaleb(-currency_of(currency).decimals)
        yield _word("promised", words).format(currency=currency), amount


def text_of(value: Value) -> str:
    """A cell as it stands on paper."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, Decimal) else str(value)


def cell_of(code: str, value: Value) -> str:
    """A cell of a column; a moment without its seconds, which nobody reads on paper."""
    text = text_of(value)
    return text[: len("2026-11-22 09:00")] if code in _MOMENTS else text
