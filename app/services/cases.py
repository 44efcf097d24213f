"""One case for the panel: who it is, what is owed and how old that figure is, what happened, why it is where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from app.domain.allocation import PRINCIPAL
from app.domain.book import rule_of
from app.domain.commitments import PlanView, PromiseView
from app.domain.errors import NotFound
from app.domain.facts import Fact, Id
from app.domain.identity import mask_card, mask_id
from app.domain.ledger import AccountBalance
from app.domain.promises import Honesty, PromiseState, honesty
from app.domain.scripts import Book
from app.domain.state import CaseState
from app.domain.terms import Bucket, HoldKind, Tier
from app.domain.treatment import Strategy
from app.models import assignment, casebook
from app.services import outlook_words
from app.services.context import Context
from app.services.points import PointCard, point_cards
from app.services.queue import Why
from app.services.situations import Desk, open_case
from app.services.timeline import Event, told
from app.services.timeline_hands import handed_over
from app.services.treatments import NextCard, in_force, next_card
from app.services.words import Words, filled


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed in all, its make-up, and the day of the creditor's figures it rests on, or of our own."""

    total_minor: int
    currency: str
    principal_minor: int
    interest_minor: int
    fees_minor: int
    is_split: bool
    as_of: date | None


@dataclass(frozen=True, slots=True)
class AccountCard:
    """One account of the case. ``number`` is masked."""

    id: Id
    number: str
    tail: str
    product: str
    balance: AccountBalance | None
    credit_limit_minor: int | None
    dpd: int


@dataclass(frozen=True, slots=True)
class PromiseCard:
    """The open promise or the last one, and what earlier ones were worth."""

    current: PromiseView | None
    honesty: Honesty
    plan: PlanView | None


@dataclass(frozen=True, slots=True)
class ReasonCard:
    """The latest overdue reason."""

    code: str
    text: str
    told_at: datetime
    willingness: int | None
    ability: int | None
    is_proof_missing: bool


@dataclass(frozen=True, slots=True)
class CasePanel:
    """Everything the desk shows of one case. ``desk`` carries what the gate needs."""

    case_id: Id
    case_no: int
    name: str
    sex: str | None
    age: int | None
    id_masked: str
    employer: str | None
    creditor: str
    book: Book
    agency_name: str | None
    callback: str
    complaint_line: str
    same_names: int
    tier: Tier
    bucket: str
    dpd: int
    owed: Owed
    overdue_tail: str
    limitation_on: date | None
    recall_on: date | None
    is_principal_first: bool
    accounts: tuple[AccountCard, ...]
    promise: PromiseCard
    reason: ReasonCard | None
    why: tuple[Why, ...]
    score: int
    outlook: tuple[str, ...]
    news: tuple[str, ...]
    points: tuple[PointCard, ...]
    events: tuple[Event, ...]
    desk: Desk
    next: NextCard


def panel(context: Context, words: Words, case_id: Id) -> CasePanel:
    """The panel of a case. Raises NotFound("case_missing")."""
    with context.db.read() as connection:
        desk, particulars, points, strategy = _opened(connection, context, words, case_id)
        facts, undone = casebook.every_fact(connection, case_id)
        users = assignment.names(connection)
    state, today = desk.state, desk.today
    accounts = _accounts(desk, today)
    book = _book(particulars)
    return CasePanel(
        case_id,
        particulars["case_no"],
        particulars["name"],
        particulars["sex"],
        _age(particulars["birth_on"], today),
        mask_id(particulars["id_number"]) if particulars["id_number"] else "",
        particulars["employer"],
        particulars["creditor"],
        book,
        particulars["agency_name"],
        _callback(particulars, book),
        next(iter((particulars["complaint_lines"] or "").splitlines()), ""),
        particulars["same_names"],
        state.tier,
        Bucket.of(state.dpd(today)).label,
        state.dpd(today),
        _owed(state, today if desk.case.contract is not None else None),
        _oldest_tail(accounts),
        state.limitation_on,
        state.recall_on,
        rule_of(desk.case, context.rules).is_principal_first(state.dpd(today)),
        accounts,
        _promise(state),
        _reason(state, words),
        _why(state, words),
        state.score,
        outlook_words.told(desk, words),
        _news(state, words),
        points,
        _events(
            told(facts, undone, state, words, rule_of(desk.case, context.rules), _tails(accounts)),
            handed_over(facts, undone, users, words),
        ),
        desk,
        next_card(strategy, words, desk, points, book),
    )


def next_of(context: Context, words: Words, case_id: Id) -> NextCard:
    """What to do next on a case, and no more of it: as its panel says. Raises NotFound("case_missing")."""
    with context.db.read() as connection:
        desk, particulars, points, strategy = _opened(connection, context, words, case_id)
    return next_card(strategy, words, desk, points, _book(particulars))


def _opened(
    connection: Connection, context: Context, words: Words, case_id: Id
) -> tuple[Desk, Mapping[str, Any], tuple[PointCard, ...], Strategy]:
    """A case, who it is about, whom it can be reached by, and how cases are treated now."""
    desk = open_case(connection, case_id, context.rules, context.packs, context.now())
    particulars = casebook.particulars(connection, case_id)
    if desk is None or particulars is None:
        raise NotFound("case_missing")
    names = casebook.party_names(connection, case_id)
    values = casebook.point_values(connection, case_id)
    points = point_cards(desk, names, values, words)
    return desk, particulars, points, in_force(connection, context.rules)


def _book(particulars: Mapping[str, Any]) -> Book:
    return Book.OWN if particulars["creditor_kind"] == "own_book" else Book.AGENCY


def _callback(creditor: Mapping[str, Any], book: Book) -> str:
    """The number that is named to who should call back: the agency's own, else the creditor's, as on its letters."""
    own = creditor["agency_phone"] if book is Book.AGENCY else None
    return own or creditor["contact_phone"] or ""


def _events(told: list[Event], handed_over: list[Event]) -> tuple[Event, ...]:
    """The timeline, newest first."""
    if not handed_over:
        return tuple(told)
    return tuple(sorted((*told, *handed_over), key=lambda event: (event.at, event.uid), reverse=True))


def _age(birth_on: str | None, today: date) -> int | None:
    if birth_on is None:
        return None
    born = date.fromisoformat(birth_on)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _owed(state: CaseState, reckoned_on: date | None) -> Owed:
    """``reckoned_on``: the day up to which an own book was reckoned; None where the creditor keeps it."""
    accounts = state.ledger.open_accounts
    principal = sum(part for a in accounts for name, part in a.parts.items() if name in PRINCIPAL)
    interest = sum(a.parts["interest"] + a.parts["compound"] for a in accounts)
    return Owed(
        state.balance_minor,
        state.currency,
        principal,
        interest,
        state.balance_minor - principal - interest,
        all(account.is_split for account in accounts),
        reckoned_on or min((account.as_of for account in accounts), default=None),
    )


def _accounts(desk: Desk, today: date) -> tuple[AccountCard, ...]:
    balances = {balance.account_id: balance for balance in desk.state.ledger.accounts}
    return tuple(
        AccountCard(
            account.id,
            mask_card(account.number),
            account.number[-4:],
            account.product or "",
            balances.get(account.id),
            account.credit_limit_minor,
            balances[account.id].dpd(today) if account.id in balances else 0,
        )
        for account in desk.case.accounts
    )


def _tails(accounts: Sequence[AccountCard]) -> dict[Id, str]:
    return {account.id: account.tail for account in accounts}


def _oldest_tail(accounts: Sequence[AccountCard]) -> str:
    """The last digits of the account that is overdue longest."""
    return max(accounts, key=lambda account: account.dpd).tail if accounts else ""


def _promise(state: CaseState) -> PromiseCard:
    promises = state.commitments.promises
    still_open = [view for view in promises if view.outcome.state is PromiseState.OPEN]
    current = min(still_open, key=lambda view: view.due_on) if still_open else (promises or (None,))[-1]
    return PromiseCard(current, honesty(view.outcome for view in promises), state.commitments.plan)


def _reason(state: CaseState, words: Words) -> ReasonCard | None:
    fact = state.history.reason
    if fact is None:
        return None
    body = fact.body
    known = words.rules.reasons.by_code.get(body.code)
    text = known.words.text(words.language) if known else body.code
    missing = bool(body.is_proof_asked) and not body.is_proof_received
    return ReasonCard(body.code, text, fact.occurred_at, body.willingness, body.ability, missing)


def _why(state: CaseState, words: Words) -> tuple[Why, ...]:
    reason = words.reason(state.reason, state.reason_params, state.currency, state.score)
    _, scored = words.rules.strategy.score(state.features)
    points = (Why(p.rule.name, p.points, words.point(p, state.currency)) for p in scored)
    return (Why(state.reason, 0, reason), *points)


def _news(state: CaseState, words: Words) -> tuple[str, ...]:
    """What came since the last contact, in short sentences."""
    last = state.history.last_contact
    if last is None:
        return ()
    lines = [_news_line(fact, words) for fact in state.history.fresh_news]
    lines += [
        _hold_over(hold, words) for hold in state.history.holds if _ended_since(hold, state, last, words)
    ]
    for view in state.commitments.promises:
        if view.fact.occurred_at <= last.occurred_at and _fell_due_since(view, last, words):
            amount = words.money(view.amount_minor, view.fact.body.currency)
            places = {"amount": amount, "day": words.day(view.due_on)}
            chinese, english = _UNPAID[view.outcome.state is PromiseState.PARTLY_KEPT]
            lines.append(filled(chinese if words.is_chinese else english, places))
    return tuple(lines)


_UNPAID = (
    ("承诺 {amount} 元，{day}到期未到账", "promise of {amount} fell due {day}, unpaid"),
    ("承诺 {amount} 元，{day}到期，只还了一部分", "promise of {amount} fell due {day}, paid in part"),
)


def _fell_due_since(view: PromiseView, last: Fact, words: Words) -> bool:
    broken = view.outcome.state.is_breach
    return broken and view.due_on >= last.occurred_at.astimezone(words.zone).date()


def _ended_since(hold: Fact, state: CaseState, last: Fact, words: Words) -> bool:
    """Whether a hold came to its end by itself, and nobody was spoken to since."""
    until = hold.body.until_at
    is_over = until is not None and last.occurred_at < until <= words.now
    return is_over and hold.uid not in state.history.released


def _hold_over(hold: Fact, words: Words) -> str:
    """The day of review has come: 困难缓催：12-23 到期，请复核."""
    named = words.rules.vocabulary.holds[HoldKind(hold.body.hold_kind)].words.text(words.language)
    day = words.day(hold.body.until_at.astimezone(words.zone).date())
    if words.is_chinese:
        return f"{named}：" + filled("{day}到期，请复核", {"day": day})
    return f"{named}: ended {day}, to be reviewed"


def _news_line(fact: Fact, words: Words) -> str:
    body: Any = fact.body
    if fact.kind == "payment":
        amount = words.money(body.amount_minor, body.currency)
        return f"到账 {amount} 元" if words.is_chinese else f"{amount} received"
    if fact.kind == "message":
        return f"来信：{body.text}" if words.is_chinese else f"message: {body.text}"
    if fact.kind == "reversal":
        return "到账被冲回" if words.is_chinese else "a payment was reversed"
    return "信函退回" if words.is_chinese else "a letter came back"
