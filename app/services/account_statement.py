"""The statement of account (账户对账单): every movement of a case's accounts, and how each payment was applied."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.domain.casefile import Account
from app.domain.explanation import Explanation, Line
from app.domain.facts import Id
from app.services.ledger_words import left_text, line_detail, line_title


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement. ``charge_minor`` raises the debt, ``paid_minor`` lowers it to ``balance_minor``; ``detail`` says
    how a payment was applied or interest reckoned."""

    on: date
    kind: str
    title: str
    detail: str
    charge_minor: int
    paid_minor: int
    balance_minor: int

    @property
    def text(self) -> str:
        """Title and detail in one line; a Chinese title takes the wide colon."""
        if not self.detail:
            return self.title
        return f"{self.title}: {self.detail}" if self.title.isascii() else f"{self.title}：{self.detail}"


def statement(
    found: Explanation, accounts: Mapping[Id, Account], spoken: Collection[Id], language: str
) -> tuple[StatementRow, ...]:
    """The rows of the accounts that are spoken of. What one fact did to several of them is one row; what changed none
    of them is none. The last balance is what they owe together."""
    rows: list[StatementRow] = []
    balance = 0
    lines = [line for line in found.lines if line.account_id in spoken]
    for _, group in groupby(enumerate(lines), key=_movement):
        moved = [line for _, line in group]
        change = sum(line.change_minor for line in moved)
        if not change:
            continue
        balance += change
        rows.append(
            StatementRow(
                moved[0].on,
                moved[0].kind,
                line_title(moved[0], language),
                _detail(moved, accounts, language),
                max(change, 0),
                max(-change, 0),
                balance,
            )
        )
    return tuple(rows)


def _movement(numbered: tuple[int, Line]) -> tuple[Id, int]:
    """Lines of one fact belong together; what ran by itself stands alone."""
    number, line = numbered
    return (line.fact.uid, 0) if line.fact is not None else (b"", number)


def _detail(moved: list[Line], accounts: Mapping[Id, Account], language: str) -> str:
    told = []
    for line in moved:
        detail = line_detail(line, language)
        account = accounts.get(line.account_id) if line.account_id is not None else None
        if len(accounts) > 1 and account is not None:
            detail = f"{account.number[-4:]} {detail}".rstrip()
        told.append(detail)
    rest = sum(line.unallocated_minor for line in moved)
    told.append(left_text(rest, moved[0].currency, language))
    return ("；" if language.startswith("zh") else "; ").join(text for text in told if text)
