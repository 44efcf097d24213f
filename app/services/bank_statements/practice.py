"""A bank statement to practise on, made of the cases of a practice store: one line of every kind that may come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from app.domain.cash_application import Candidate, Rule
from app.domain.errors import NotFound, RuleViolation
from app.domain.identity import mask_name
from app.domain.money import format_minor
from app.files.writers import write_csv
from app.models import casebook, people
from app.services.bank_statements.candidates import known_cases
from app.services.context import Context

HEADERS = (
    "交易日期", "借方发生额", "贷方发生额", "对方户名", "对方账号", "摘要", "附言", "交易流水号",
)  # fmt: skip
_CASES = 60
_EACH = 4
"""So many lines of each kind that is made of cases."""


def write(context: Context, path: Path) -> int:
    """Write a statement that looks as if it came today, and give its number of lines.

    Raises RuleViolation ``statement_only_practised`` in a real store, NotFound ``case_missing`` in one without cases,
    StorageProblem.
    """
    if not context.is_practice:
        raise RuleViolation("statement_only_practised")
    with context.db.read() as connection:
        cases = _cases(connection, context)
    if not cases:
        raise NotFound("case_missing")
    today = context.today()
    lines = [_Line(today, no) for no in range(1, 10 * _EACH)]
    rows = [line.told(*what) for line, what in zip(lines, _kinds(cases), strict=False)]
    rows.append(rows[0])
    rows.append(_Line(today, 99).spent("电费", 38_500))
    return write_csv(path, HEADERS, rows)


def _cases(connection: Connection, context: Context) -> list[Candidate]:
    """Open cases of the creditor that has most of the first ones, in the order of their numbers."""
    ids = [case_id for _, case_id in casebook.case_ids(connection, 0, _CASES)]
    owners = {case_id: people.creditor_of_case(connection, case_id) for case_id in ids}
    most = max(Counter(owners.values()).items(), key=lambda entry: entry[1], default=(None, 0))[0]
    own = [case_id for case_id in ids if owners[case_id] == most]
    known = sorted(known_cases(connection, context, own, {}, {}), key=lambda found: found.case_no)
    return [found.candidate for found in known if found.candidate.owed_minor > 0]


_What = tuple[str, str, str, int]
"""Payer, payer's account, note, amount in minor units."""


def _kinds(cases: list[Candidate]) -> Iterator[_What]:
    """What is sure, what asks, what nobody knows: in turn over the cases."""
    for case in islice(cases, 0, _EACH):
        yield case.debtor, "", f"还款{case.accounts[0][1]}", _some(case)
    agreed = [case for case in cases[_EACH:] if _agreed(case) is not None]
    for case in islice(agreed, _EACH):
        yield case.debtor, "", "还款", _agreed(case) or 0
    for case in islice(cases, _EACH, 2 * _EACH):
        yield case.debtor, "", "信用卡还款", _some(case)
    for case in islice(cases, 2 * _EACH, 3 * _EACH):
        tail = case.accounts[0][1][-4:]
        yield mask_name(case.debtor), f"6217********{tail}", "手机银行转账", case.owed_minor
    for case in islice(cases, 3 * _EACH, 4 * _EACH):
        yield "财付通支付科技有限公司", "", f"代{case.debtor}还款", _some(case)
    for no, payer in enumerate(("郑和平商行", "", "百货大楼有限公司")):
        yield payer, "", "货款" if payer else "现金存入", 12_345 + no


def _agreed(case: Candidate) -> int | None:
    kinds = (Rule.PROMISE, Rule.INSTALMENT)
    return next((item.amount_minor for item in case.expected if item.rule in kinds), None)


def _some(case: Candidate) -> int:
    """A tenth of what is owed, in whole tens."""
    return max(min(case.owed_minor, case.owed_minor // 10_000 * 1_000), 1)


class _Line:
    """One row of the statement, with its serial number; they come over the last three days."""

    def __init__(self, today: date, no: int) -> None:
        self._day = (today - timedelta(days=no % 3)).isoformat()
        self._serial = f"{today:%Y%m%d}{no:06d}"

    def told(self, payer: str, account: str, note: str, minor: int) -> list[str]:
        return [self._day, "", format_minor(minor), payer, account, "转账", note, self._serial]

    def spent(self, note: str, minor: int) -> list[str]:
        return [self._day, format_minor(minor), "", "供电公司", "", "扣款", note, self._serial]
