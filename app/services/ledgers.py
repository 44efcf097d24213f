"""What was owed on a day and why, what the debt costs a year, and up to when it can be enforced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.accrual import Accrual, Bill, estimate
from app.domain.all_in_rate import DEFINITION, yearly_cost
from app.domain.allocation import PRINCIPAL
from app.domain.book import explained_book, plan_interest, rule_of
from app.domain.casefile import Account
from app.domain.dates import add_months
from app.domain.errors import NotFound, RuleViolation
from app.domain.explanation import Explanation, Line, flows
from app.domain.facts import Id
from app.domain.identity import mask_card
from app.domain.ledger import AccountBalance
from app.domain.limitation import Restart, restarts
from app.domain.plan_effects import Span
from app.domain.rulepack import Rule, RulePack
from app.models import casebook, creditors
from app.services.context import Context
from app.services.ledger_words import left_text, line_detail, line_title, order_text
from app.services.situations import Desk, open_case
from app.services.words import Words

_NO_INTEREST_ON_INSTALMENTS = tuple(name for name in PRINCIPAL if name != "instalment")
"""The bases of an estimate for a book whose contract we do not know: instalments carry a fee, not daily interest."""

_SHORTEST_DAYS = 30
"""A yearly cost is told of a debt that was watched for as long: a month's fee on two days would say 1,000 %."""

_COST_LINES: Mapping[str, str] = {
    "bank": "all_in_bank_card",
    "consumer_finance": "all_in_consumer_finance",
    "micro_loan": "all_in_micro_loan",
    "loan_facilitation": "all_in_loan_facilitation",
}
"""Which rule of a pack draws the line for a type of lender."""


@dataclass(frozen=True, slots=True)
class LineTold:
    """One movement in words. ``parts`` are changes, ``balance_minor`` what was owed after it in this currency."""

    on: date
    kind: str
    title: str
    detail: str
    tail: str
    currency: str
    parts: Mapping[str, int]
    change_minor: int
    unallocated_minor: int
    balance_minor: int
    dpd: int
    fact: Id | None
    account_id: Id | None


@dataclass(frozen=True, slots=True)
class YearlyCost:
    """The all-in yearly cost of an account up to the day. ``limit``: the line of its type of lender, with its source;
    ``is_above``: the line is passed, and a court may cut what lies above it. ``is_estimate``: it rests on a book that
    the creditor keeps."""

    rate: Decimal
    limit: Decimal | None
    source: str
    is_above: bool
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class AccountTold:
    """One account on the day. ``estimate``: what may have run since the creditor's figures, shown and never owed.
    ``bill``: the minimum payment an own book asks for."""

    id: Id
    number: str
    product: str
    balance: AccountBalance
    dpd: int
    estimate: Accrual | None
    cost: YearlyCost | None
    bill: Bill | None


@dataclass(frozen=True, slots=True)
class LedgerTold:
    """The answer to "what was owed on that day, and why". The lines add up to the accounts, every cent.

    ``name`` of the debtor; ``today`` is the debtor's.
    ``limitation_on``: the last day of the limitation period as of today; ``restarts``: what may have started it anew;
    ``limitation_by``: the one it runs from, None where it runs from the day the debt fell due.
    ``plan_interest``: when interest of an own book ran as a plan says.
    """

    case_id: Id
    case_no: int
    name: str
    on: date
    today: date
    is_own_book: bool
    allocation: str
    accounts: tuple[AccountTold, ...]
    owed_minor: Mapping[str, int]
    unallocated_minor: int
    lines: tuple[LineTold, ...]
    definition: str
    limitation_on: date | None
    restarts: tuple[Restart, ...]
    limitation_by: Restart | None
    plan_interest: tuple[Span, ...] = ()


def explain(context: Context, words: Words, case_id: Id, on: date | None = None) -> LedgerTold:
    """What was owed on a day, today without one: effective on that day with all that is known now.

    Raises NotFound("case_missing"); RuleViolation("date_future").
    """
    with context.db.read() as connection:
        desk = open_case(connection, case_id, context.rules, context.packs, context.now())
        if desk is None:
            raise NotFound("case_missing")
        creditor = creditors.of_case(connection, case_id)
        particulars = casebook.particulars(connection, case_id)
    assert particulars is not None
    today = desk.today
    day = on or today
    if day > today:
        raise RuleViolation("date_future", "on", on=day)
    found = explained_book(desk.case, context.rules, day)
    begun = tuple(sorted(restarts(desk.state.history, desk.case.zone, today)))
    shown = {account.id: account for account in desk.case.accounts}
    accounts = tuple(
        _account(desk, found, balance, shown[balance.account_id], str(creditor["lender_type"]), words, day)
        for balance in found.ledger.accounts
        if balance.account_id in shown
    )
    owed: dict[str, int] = {}
    for balance in found.ledger.accounts:
        owed[balance.currency] = owed.get(balance.currency, 0) + balance.total_minor
    return LedgerTold(
        case_id,
        particulars["case_no"],
        particulars["name"],
        day,
        today,
        desk.case.contract is not None,
        _allocation(desk, context, words),
        accounts,
        owed,
        found.ledger.unallocated_minor,
        tuple(told(line, shown, words) for line in found.lines),
        DEFINITION.text(words.language),
        desk.state.limitation_on,
        begun,
        _begun_by(
            begun, desk.state.limitation_on, context.rules.terms_of(desk.case.rule_pack).limitation_years
        ),
        plan_interest(desk.case, day),
    )


def _begun_by(begun: Sequence[Restart], ends_on: date | None, years: int) -> Restart | None:
    """What the period that ends on a day runs from."""
    return next((each for each in reversed(begun) if add_months(each.on, 12 * years) == ends_on), None)


def told(line: Line, accounts: Mapping[Id, Account], words: Words) -> LineTold:
    """A movement in words."""
    account = accounts.get(line.account_id) if line.account_id is not None else None
    return LineTold(
        line.on,
        line.kind,
        line_title(line, words.language),
        _detail(line, words.language),
        account.number[-4:] if account else "",
        line.currency,
        line.parts,
        line.change_minor,
        line.unallocated_minor,
        line.balance_minor,
        line.dpd,
        line.fact.uid if line.fact else None,
        line.account_id,
    )


def _detail(line: Line, language: str) -> str:
    left = left_text(line.unallocated_minor if line.parts else 0, line.currency, language)
    return ("；" if language.startswith("zh") else "; ").join(
        text for text in (line_detail(line, language), left) if text
    )


def _account(
    desk: Desk,
    found: Explanation,
    balance: AccountBalance,
    account: Account,
    lender: str,
    words: Words,
    day: date,
) -> AccountTold:
    own = desk.case.contract is not None
    rate = account.daily_rate or (desk.pack.daily_rate.value if desk.pack.daily_rate else None)
    may_have_run = None
    if not own and rate is not None:
        may_have_run = estimate(balance, rate, _NO_INTEREST_ON_INSTALMENTS, day)
    return AccountTold(
        account.id,
        mask_card(account.number),
        account.product or "",
        balance,
        balance.dpd(day),
        may_have_run,
        _cost(desk.pack, found, balance, lender, words, day, is_estimate=not own),
        found.bills.get(account.id),
    )


def _cost(
    pack: RulePack,
    found: Explanation,
    balance: AccountBalance,
    lender: str,
    words: Words,
    day: date,
    *,
    is_estimate: bool,
) -> YearlyCost | None:
    money = flows(found, balance.account_id, day)
    if not money or (day - money[0].on).days < _SHORTEST_DAYS:
        return None
    rate = yearly_cost(money)
    if rate is None:
        return None
    line = cost_line(pack, lender)
    limit = line.value if line is not None else None
    source = words.cited(pack.authorities[line.source].words, line.article) if line else ""
    return YearlyCost(rate, limit, source, limit is not None and rate > limit, is_estimate)


def cost_line(pack: RulePack, lender_type: str) -> Rule[Decimal] | None:
    """The yearly cost above which a pack warns for a type of lender, None where it draws no line."""
    rule: Rule[Decimal] | None = getattr(pack, _COST_LINES.get(lender_type, ""), None)
    return rule


def _allocation(desk: Desk, context: Context, words: Words) -> str:
    """In which order payments are applied, in words."""
    chosen = context.rules.allocations.get(desk.case.allocation or "")
    if chosen is not None:
        return chosen.words.text(words.language)
    rule = rule_of(desk.case, context.rules)
    known = next((preset for preset in context.rules.allocations.values() if preset.rule == rule), None)
    return known.words.text(words.language) if known else order_text(rule, words.language)
