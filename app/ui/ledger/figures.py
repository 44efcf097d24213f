"""What is owed as a table: a row each component, a column each account; each figure knows the lines behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.domain.allocation import COMPONENTS
from app.domain.facts import Id
from app.services.ledger_words import component_word, percent
from app.services.ledgers import AccountTold, LedgerTold, LineTold
from app.services.words import Words
from app.ui.reports.figure_tables import Cell, FigureRow, FigureTable

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Behind:
    """Which lines are asked for: of one account or of all in a currency, of one component or of all."""

    currency: str
    account: Id | None
    component: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the table shows it: the change of what is asked for, and what that amounts to after it."""

    line: LineTold
    change_minor: int
    after_minor: int


def lines_behind(told: LedgerTold, asked: Behind | None) -> list[Shown]:
    """Every line without a question; else the lines that moved what is asked for, added up."""
    if asked is None:
        return [Shown(line, line.change_minor, line.balance_minor) for line in told.lines]
    shown: list[Shown] = []
    after = 0
    for line in told.lines:
        if line.currency == asked.currency and asked.account in (None, line.account_id):
            moved = line.change_minor if asked.component is None else line.parts.get(asked.component, 0)
            if moved:
                after += moved
                shown.append(Shown(line, moved, after))
    return shown


def figure_table(told: LedgerTold, words: Words) -> FigureTable:
    """What was owed on the day; below the sum what else is known of each account."""
    columns = tuple(_columns(told))
    names = [name for name in COMPONENTS if any(account.balance.parts.get(name) for account in told.accounts)]
    rows = [
        FigureRow(component_word(name, words), tuple(_part(column, name, words) for column in columns))
        for name in names
    ]
    rows.append(
        FigureRow(
            translate("Ledger", "Owed"),
            tuple(_part(column, None, words) for column in columns),
            is_total=True,
        )
    )
    rows += [row for row in _beside(told, columns, words) if any(cell.text for cell in row.cells)]
    return FigureTable((translate("Ledger", "Component"), *(column.title for column in columns)), tuple(rows))


@dataclass(frozen=True, slots=True)
class _Column:
    """One account, or all of a currency."""

    title: str
    currency: str
    accounts: tuple[AccountTold, ...]
    account: AccountTold | None = None


def _columns(told: LedgerTold) -> Iterator[_Column]:
    currencies = list(dict.fromkeys(account.balance.currency for account in told.accounts))
    for account in told.accounts:
        title = " · ".join(part for part in (account.number[-4:], account.product) if part)
        yield _Column(title, account.balance.currency, (account,), account)
    for currency in currencies:
        of_currency = tuple(account for account in told.accounts if account.balance.currency == currency)
        if len(of_currency) > 1:
            yield _Column(
                translate("Ledger", "All in {currency}").format(currency=currency), currency, of_currency
            )


def _part(column: _Column, name: str | None, words: Words) -> Cell:
    minor = sum(
        account.balance.total_minor if name is None else account.balance.parts.get(name, 0)
        for account in column.accounts
    )
    what = translate("Ledger", "Owed") if name is None else component_word(name, words)
    account = column.account.id if column.account is not None else None
    asked = Behind(column.currency, account, name, f"{what} · {column.title}")
    return Cell(words.money(minor, column.currency), asked)


def _beside(told: LedgerTold, columns: tuple[_Column, ...], words: Words) -> Iterator[FigureRow]:
    """What is known of an account besides what it owes."""

    def row(name: str, texts: Iterator[str]) -> FigureRow:
        return FigureRow(name, tuple(Cell(text) for text in texts))

    accounts = [column.account for column in columns]
    yield row(
        translate("Ledger", "Days past due"), (str(one.dpd) if one and one.dpd else "" for one in accounts)
    )
    yield row(
        translate("Ledger", "Figures as of"),
        (one.balance.as_of.isoformat() if one else "" for one in accounts),
    )
    yield row(
        translate("Ledger", "Interest since then, an estimate"), (_estimate(one, words) for one in accounts)
    )
    yield row(translate("Ledger", "Minimum payment asked for"), (_bill(one, words) for one in accounts))
    yield row(_cost_name(told), (_cost(one) for one in accounts))


def _estimate(account: AccountTold | None, words: Words) -> str:
    if account is None or account.estimate is None:
        return ""
    return translate("Ledger", "≈ {amount}, not owed").format(
        amount=words.money(account.estimate.minor, account.balance.currency)
    )


def _bill(account: AccountTold | None, words: Words) -> str:
    if account is None or account.bill is None:
        return ""
    amount = words.money(account.bill.minimum_minor, account.balance.currency)
    return translate("Ledger", "{amount} by {day}").format(amount=amount, day=account.bill.due_on.isoformat())


def _cost_name(told: LedgerTold) -> str:
    return (
        translate("Ledger", "All-in yearly cost")
        if told.is_own_book
        else translate("Ledger", "All-in yearly cost, an estimate")
    )


def _cost(account: AccountTold | None) -> str:
    if account is None or account.cost is None:
        return ""
    text = percent(account.cost.rate, 2)
    return translate("Ledger", "{rate}, above the line").format(rate=text) if account.cost.is_above else text
