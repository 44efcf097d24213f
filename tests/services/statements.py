"""Bank statements to match: rows as a bank writes them, and short words for what tests ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from importing import BANK, Intake

from app.services import bank_statements
from app.services.bank_statements import MatchStatement, StatementResult

HEADERS = (
    "交易日期", "借方发生额", "贷方发生额", "余额", "对方户名", "对方账号", "摘要", "附言", "交易流水号",
)  # fmt: skip


def line(
    amount: str,
    payer: str = "",
    note: str = "",
    *,
    day: str = "2026-11-20",
    account: str = "",
    serial: str = "",
    out: str = "",
) -> list[str]:
    """One row of the statement."""
    return [day, out, amount, "10000.00", payer, account, "转账", note, serial]


def statement(*lines: Sequence[str]) -> list[list[str]]:
    """A header and these rows."""
    return [list(HEADERS), *(list(row) for row in lines)]


SURE = line("500.00", "王五", "代还6222020200012345678", serial="F001")
NAMED = line("80.00", "欧阳修远", "还款", serial="F002")
UNKNOWN = line("321.09", "赵六", "货款", serial="F003")
SPENT = line("", "水电公司", "电费", serial="F004", out="66.60")
MIXED = statement(SURE, NAMED, UNKNOWN, SPENT)


def match(intake: Intake, rows: Sequence[Sequence[str]] | Path, **options: Any) -> StatementResult:
    """Match and book a statement."""
    return bank_statements.run(intake.context, command(intake, rows, **options))[0]


def try_out(intake: Intake, rows: Sequence[Sequence[str]] | Path, **options: Any) -> StatementResult:
    """Match a statement and write nothing."""
    return bank_statements.dry_run(intake.context, command(intake, rows, **options))


def command(intake: Intake, rows: Sequence[Sequence[str]] | Path, **options: Any) -> MatchStatement:
    """The command for a file, or for rows that become one."""
    path = rows if isinstance(rows, Path) else intake.file(rows, "流水.csv")
    return MatchStatement(path, **({"creditor": BANK} | options))


def fates(result: StatementResult) -> Iterator[str]:
    """What became of each line, in order."""
    return (str(found.fate) for found in result.lines)


def sums_hold(result: StatementResult) -> bool:
    """Every cent of money in is booked, parked, a duplicate or refused."""
    lines = sum(found.received.line.amount_minor for found in result.lines)
    return result.total_minor == lines + result.refused.minor == result.controls.total_minor
