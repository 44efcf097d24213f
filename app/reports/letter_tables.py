"""What the tables of a letter say, before anybody draws them."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.amount_words import amount_words
from app.domain.money import capitals, format_minor
from app.reports.letter_data import AccountLine, LetterData, Total
from app.reports.tables import Column
from app.reports.wording import capitals_text

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TableText:
    """Columns with their titles, rows of cells, and the sums below them."""

    columns: tuple[Column, ...]
    rows: Rows
    totals: Rows = ()

    @property
    def texts(self) -> list[str]:
        """A text a row, the titles first."""
        rows = (tuple(column.title for column in self.columns), *self.rows, *self.totals)
        return ["  ".join(cell for cell in row if cell) for row in rows]


def table_of(block: str, data: LetterData) -> TableText | None:
    """The table behind ``[accounts]``, ``[schedule]`` or ``[statement]``; None where it would have no row."""
    made = TABLES[block](data)
    return made if made.rows else None


def accounts(data: LetterData) -> TableText:
    """One row an account, one sum a currency; with one currency its name stands at the top, else in every cell."""
    is_zh, codes = data.language == "zh", {line.currency for line in data.accounts}
    unit = _unit(next(iter(codes)), data.language) if len(codes) == 1 else ""
    names = (
        ("账户", "本金", "利息", "费用", "合计")
        if is_zh
        else ("Account", "Principal", "Interest", "Fees", "Total")
    )
    columns = (
        Column(names[0], share=1),
        *(Column(name, "right") for name in names[1:4]),
        Column(_with_unit(names[4], unit, is_zh=is_zh), "right"),
    )
    rows = tuple((_account(line, is_zh=is_zh), *_amounts(line, unit)) for line in data.accounts)
    totals = tuple((_total(total, is_zh=is_zh), *_amounts(total, unit)) for total in data.totals)
    return TableText(columns, rows, totals)


def _total(total: Total, *, is_zh: bool) -> str:
    """``合计 人民币捌万叁仟元整``; English letters name a sum in words where their text does."""
    return f"合计 {capitals_text(total.total_minor, total.currency, 'zh')}".strip() if is_zh else "Total"


def _account(line: AccountLine, *, is_zh: bool) -> str:
    """``信用卡 尾号7364 最早未还到期日2026-08-22，逾期91天``."""
    name = (
        f"{line.product} 尾号{line.masked_number}" if is_zh else f"{line.product} ending {line.masked_number}"
    )
    if line.due_on is None:
        return name
    if is_zh:
        return f"{name} 最早未还到期日{line.due_on:%Y-%m-%d}，逾期{line.days_overdue}天"
    days = "day" if line.days_overdue == 1 else "days"
    return f"{name}, due {line.due_on:%Y-%m-%d}, {line.days_overdue} {days} ago"


def _amounts(line: AccountLine | Total, unit: str) -> tuple[str, ...]:
    code = "" if unit else f"{line.currency} "
    return tuple(
        code + format_minor(minor, line.currency)
        for minor in (line.principal_minor, line.interest_minor, line.fees_minor, line.total_minor)
    )


def schedule(data: LetterData) -> TableText:
    """Every payment in figures and in words, in Chinese the capitals of yuan; the sum of all."""
    is_zh = data.language == "zh"
    unit = _unit(data.currency, data.language)
    has_words = data.currency == "CNY" or not is_zh
    names = ("期次", "应还日期", "应还金额", "金额大写", "还后余额")
    if not is_zh:
        names = ("No.", "Due on", "Amount", "In words", "Left after it")
    columns = (
        Column(names[0]),
        Column(names[1]),
        Column(_with_unit(names[2], unit, is_zh=is_zh), "right"),
        *((Column(names[3], share=1),) if has_words else ()),
        Column(_with_unit(names[4], unit, is_zh=is_zh), "right", share=0 if has_words else 1),
    )

    def row(no: str, day: str, minor: int, left: str) -> tuple[str, ...]:
        figures = format_minor(minor, data.currency)
        if not has_words:
            return (no, day, figures, left)
        in_words = capitals(minor) if is_zh else amount_words(minor, data.currency)
        return (no, day, figures, in_words, left)

    down = "首付" if is_zh else "Down"
    rows = tuple(
        row(
            str(line.no) if line.no else down,
            f"{line.due_on:%Y-%m-%d}",
            line.amount_minor,
            format_minor(line.balance_after_minor, data.currency),
        )
        for line in data.schedule
    )
    total = sum(line.amount_minor for line in data.schedule)
    return TableText(columns, rows, (row("合计" if is_zh else "Total", "", total, ""),))


def statement(data: LetterData) -> TableText:
    """Every posting with the balance after it; the sums of what was charged and paid."""
    is_zh = data.language == "zh"
    unit = _unit(data.currency, data.language)
    names = (
        ("日期", "摘要", "增加", "还款", "余额") if is_zh else ("Date", "What", "Charged", "Paid", "Balance")
    )
    columns = (
        Column(names[0]),
        Column(names[1], share=1),
        Column(names[2], "right"),
        Column(names[3], "right"),
        Column(_with_unit(names[4], unit, is_zh=is_zh), "right"),
    )

    def amount(minor: int) -> str:
        return format_minor(minor, data.currency) if minor else ""

    rows = tuple(
        (
            f"{line.on:%Y-%m-%d}",
            line.text,
            amount(line.charge_minor),
            amount(line.paid_minor),
            format_minor(line.balance_minor, data.currency),
        )
        for line in data.statement
    )
    if not rows:
        return TableText(columns, rows)
    charged = sum(line.charge_minor for line in data.statement)
    paid = sum(line.paid_minor for line in data.statement)
    last = format_minor(data.statement[-1].balance_minor, data.currency)
    word = "合计" if is_zh else "Total"
    total = (word, "", format_minor(charged, data.currency), format_minor(paid, data.currency), last)
    return TableText(columns, rows, (total,))


def _unit(currency: str, language: str) -> str:
    return "元" if (currency, language) == ("CNY", "zh") else currency


def _with_unit(name: str, unit: str, *, is_zh: bool) -> str:
    if not unit:
        return name
    return f"{name}（{unit}）" if is_zh else f"{name} ({unit})"


TABLES = {"accounts": accounts, "schedule": schedule, "statement": statement}
