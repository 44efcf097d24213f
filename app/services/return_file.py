"""What a creditor gets back of a placement: the accounts with what came of them, contacts, payments, letters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.domain.facts import Fact, Id, from_ms
from app.domain.money import currency_of
from app.files.writers import Value
from app.models import casebook
from app.models import letters as letter_store
from app.models.letters import Wanted
from app.models.weekly import users
from app.services.context import Context
from app.services.letters.naming import amount_of, status_text, title_of
from app.services.progress import SILENT, Progress
from app.services.situations import Desk, open_case
from app.services.words import Words

_MOST_LETTERS = 1_000

SHEETS = ("accounts", "contacts", "payments", "letters")
_TITLES: dict[str, tuple[str, str]] = {
    "accounts": ("Accounts", "账户"),
    "contacts": ("Contacts", "催记"),
    "payments": ("Payments", "还款"),
    "letters": ("Letters", "信函"),
}
_HEADERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "accounts": (
        ("Case", "Customer no.", "Debtor", "Identity no.", "Account", "Currency", "Owed", "Days past due", "State",
         "Contacts", "Last contact", "Last result", "Reason", "Promises"),
        ("案件", "客户号", "债务人", "证件号码", "账号", "币种", "欠款", "逾期天数", "状态",
         "催记数", "最近联系", "最近结果", "逾期原因", "承诺数"),
    ),
    "contacts": (
        ("Case", "Customer no.", "When", "Channel", "Direction", "Number", "Result code", "Result", "Note",
         "Collector"),
        ("案件", "客户号", "时间", "渠道", "方向", "号码", "结果代码", "结果", "备注", "催收员"),
    ),
    "payments": (
        ("Case", "Customer no.", "Account", "Day", "Amount", "Currency", "Channel", "Reference"),
        ("案件", "客户号", "账号", "日期", "金额", "币种", "渠道", "流水号"),
    ),
    "letters": (
        ("Case", "Customer no.", "Letter", "What", "Issued", "Amount", "Currency", "State"),
        ("案件", "客户号", "信函编号", "名称", "出具时间", "金额", "币种", "状态"),
    ),
}  # fmt: skip


class ReturnFile:
    """The sheets of a return file: of these accounts, their cases read once, one after the other."""

    def __init__(
        self,
        context: Context,
        words: Words,
        cases: Sequence[Id],
        accounts: Collection[Id],
        progress: Progress = SILENT,
    ) -> None:
        self._context, self._words, self._accounts = context, words, accounts
        self._rows: dict[str, list[Sequence[Value]]] = {code: [] for code in SHEETS}
        with context.db.long_read() as connection:
            self._collectors = {user.id: user.name for user in users(connection)}
            for done, case_id in enumerate(cases):
                progress.report(done, len(cases), "writing")
                known = casebook.particulars(connection, case_id)
                desk = open_case(connection, case_id, context.rules, context.packs, context.now())
                if known is None or desk is None:
                    continue
                facts = casebook.every_fact(connection, case_id)
                self._take(known, desk, *facts)
                letters = letter_store.lines(connection, Wanted(case_id), _MOST_LETTERS, 0)
                self._rows["letters"] += [self._letter(line, known["customer_no"]) for line in letters]

    def title(self, code: str) -> str:
        """The name of a sheet."""
        return _TITLES[code][self._words.is_chinese]

    def headers(self, code: str) -> Sequence[str]:
        """The names of its columns."""
        return _HEADERS[code][self._words.is_chinese]

    def rows(self, code: str) -> Iterator[Sequence[Value]]:
        """What it holds, case after case."""
        yield from self._rows[code]

    def _take(self, known: dict[str, Any], desk: Desk, facts: list[Fact], undone: frozenset[Id]) -> None:
        standing = sorted((fact for fact in facts if fact.act not in undone), key=lambda fact: fact.order)
        numbers = {account.id: account.number for account in desk.case.accounts}
        self._rows["accounts"] += self._owed(known, desk, numbers, standing)
        self._rows["contacts"] += self._contacts(known, standing)
        self._rows["payments"] += self._paid(known, numbers, standing)

    def _owed(
        self, known: dict[str, Any], desk: Desk, numbers: Mapping[Id, str], standing: Sequence[Fact]
    ) -> Iterator[Sequence[Value]]:
        """What came of each account."""
        contacts = [fact for fact in standing if fact.kind == "contact"]
        reasons = [fact for fact in standing if fact.kind == "reason"]
        promises = sum(fact.kind == "promise" for fact in standing)
        last = contacts[-1] if contacts else None
        state = desk.state
        told = self._words.reason(state.reason, state.reason_params, state.currency)
        for balance in state.ledger.accounts:
            if balance.account_id in self._accounts:
                yield (
                    known["case_no"], known["customer_no"], known["name"], known["id_number"],
                    numbers.get(balance.account_id), balance.currency,
                    _amount(balance.total_minor, balance.currency), balance.dpd(self._words.today), told,
                    len(contacts), self._moment(last), self._result(last), self._reason(reasons), promises,
                )  # fmt: skip

    def _contacts(self, known: dict[str, Any], standing: Sequence[Fact]) -> Iterator[Sequence[Value]]:
        vocabulary, language = self._words.rules.vocabulary, self._words.language
        channels = {str(code): term.text(language) for code, term in vocabulary.channels.items()}
        directions = {str(code): term.text(language) for code, term in vocabulary.directions.items()}
        for fact in standing:
            if fact.kind == "contact":
                body = fact.body
                yield (
                    known["case_no"], known["customer_no"], self._moment(fact),
                    channels.get(body.channel, body.channel), directions.get(body.direction, body.direction),
                    body.number, body.result, self._result(fact), body.note,
                    self._collectors.get(fact.actor, ""),
                )  # fmt: skip

    def _paid(
        self, known: dict[str, Any], numbers: Mapping[Id, str], standing: Sequence[Fact]
    ) -> Iterator[Sequence[Value]]:
        reversed_ones = {fact.body.payment for fact in standing if fact.kind == "reversal"}
        for fact in standing:
            body = fact.body
            if fact.kind != "payment" or fact.uid in reversed_ones:
                continue
            if body.account_id is None or body.account_id in self._accounts:
                yield (
                    known["case_no"], known["customer_no"], numbers.get(body.account_id), body.paid_on,
                    _amount(body.amount_minor, body.currency), body.currency, body.channel, body.reference,
                )  # fmt: skip

    def _letter(self, line: letter_store.LetterLine, customer_no: str | None) -> Sequence[Value]:
        minor, currency = amount_of(line.data)
        issued = f"{from_ms(line.issued_at).astimezone(self._context.zone):%Y-%m-%d %H:%M}"
        state = status_text(line.status, self._words) if line.status else ""
        title = title_of(line.data, line.template, self._words)
        return (
            line.case_no, customer_no, line.letter_no, title, issued, _amount(minor, currency), currency, state,
        )  # fmt: skip

    def _moment(self, fact: Fact | None) -> str | None:
        return f"{fact.occurred_at.astimezone(self._context.zone):%Y-%m-%d %H:%M}" if fact else None

    def _result(self, fact: Fact | None) -> str | None:
        if fact is None:
            return None
        known = self._words.rules.codes.by_code.get(fact.body.result)
        return known.words.text(self._words.language) if known else str(fact.body.result)

    def _reason(self, reasons: Sequence[Fact]) -> str | None:
        if not reasons:
            return None
        code = str(reasons[-1].body.code)
        known = self._words.rules.reasons.by_code.get(code)
        return known.words.text(self._words.language) if known else code


def _amount(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-currency_of(currency).decimals)
