"""Payments (还款) by hand, and their reversal. Which component a payment fills is derived, never stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.book import book
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Fact, Id, Payment, Reversal
from app.domain.ledger import Posting
from app.domain.plain_text import LONGEST_LINE, plain_text, required_text
from app.domain.rules import Rules
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.given import owed
from app.services.situations import Desk

BY_HAND = "hand"


@dataclass(frozen=True, slots=True)
class PaymentGiven:
    """Money received. Without ``account_id`` it goes to the account with the oldest due date first; with one it
    is in the currency of that account."""

    amount_minor: int
    paid_on: date
    account_id: Id | None = None
    channel: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class RecordPayment:
    """A payment entered by hand."""

    act: Id
    case_id: Id
    payment: PaymentGiven


@dataclass(frozen=True, slots=True)
class ReversePayment:
    """A payment bounced or was booked by mistake; ``payment`` is the uid of its fact. Without a day: today."""

    act: Id
    case_id: Id
    payment: Id
    why: str
    reversed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """A saved payment or reversal, how it changed the accounts, and what is owed after it."""

    act: Id
    case_id: Id
    fact: Id
    postings: tuple[Posting, ...]
    balance_minor: int


def record(context: Context, command: RecordPayment) -> tuple[Booked, Changes]:
    """Save a payment.

    Raises NotFound: ``case_missing``, ``account_missing``; RuleViolation: ``payment_of_nothing``,
    ``payment_above_debt`` (``owed_minor``), ``payment_in_future``, ``payment_before_placement`` (``as_of``),
    ``payment_repeated``, ``text_…``.
    """
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            body = body_of(desk, command.payment)
            entry = acts.entry(context, body, command.case_id, desk.now)
            facts = acts.append(connection, context, command.act, [entry])
        after = acts.desk(connection, context, command.case_id)
    return booked(command.act, facts[0], after), acts.changes_of(facts)


def reverse(context: Context, command: ReversePayment) -> tuple[Booked, Changes]:
    """Take a payment back: it restores the very components it took.

    Raises NotFound: ``case_missing``, ``payment_missing``; RuleViolation: ``payment_already_reversed``,
    ``payment_in_future``, ``reversal_before_payment``, ``why_required``, ``text_…``.
    """
    why = required_text(command.why, "why", "why_required")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            entry = acts.entry(context, reversal_of(desk, command, why), command.case_id, desk.now)
            facts = acts.append(connection, context, command.act, [entry])
        after = acts.desk(connection, context, command.case_id)
    return booked(command.act, facts[0], after), acts.changes_of(facts)


def preview(rules: Rules, desk: Desk, given: PaymentGiven) -> tuple[Posting, ...]:
    """How a payment would be allocated, before it is saved. Raises as ``record``."""
    body = body_of(desk, given)
    case, uid = desk.case, bytes(16)
    fact = Fact(uid, body.KIND, uid, case.case_id, None, desk.now, desk.now, uid, None, body)
    after = book(replace(case, facts=(*case.facts, fact)), rules, desk.today)
    return tuple(posting for posting in after.postings if posting.fact == uid)


def body_of(desk: Desk, given: PaymentGiven) -> Payment:
    """A payment of a case, checked. Raises as ``record``."""
    today = desk.today
    balance = owed(desk, given.account_id)
    if given.amount_minor <= 0:
        raise RuleViolation("payment_of_nothing", "amount_minor")
    if given.amount_minor > balance:
        raise RuleViolation("payment_above_debt", "amount_minor", owed_minor=balance)
    if given.paid_on > today:
        raise RuleViolation("payment_in_future", "paid_on", on=given.paid_on)
    _check_placed(desk, given)
    reference = plain_text(given.reference, "reference", LONGEST_LINE)
    _check_repeated(desk, given, reference)
    own = next((account.currency for account in desk.case.accounts if account.id == given.account_id), None)
    return Payment(
        given.amount_minor,
        own or desk.state.currency,
        given.paid_on,
        given.account_id,
        plain_text(given.channel, "channel", LONGEST_LINE),
        reference,
        BY_HAND,
    )


def _check_placed(desk: Desk, given: PaymentGiven) -> None:
    """What came before the first figures of the creditor is in them already."""
    placed = [
        fact.body.as_of
        for fact in desk.state.history.placed
        if given.account_id in (None, fact.body.account_id)
    ]
    if placed and given.paid_on < min(placed):
        raise RuleViolation("payment_before_placement", "paid_on", as_of=min(placed))


def _check_repeated(desk: Desk, given: PaymentGiven, reference: str | None) -> None:
    wanted = (given.amount_minor, given.paid_on, reference)
    for fact in desk.state.history.live_payments:
        if reference and (fact.body.amount_minor, fact.body.paid_on, fact.body.reference) == wanted:
            raise RuleViolation("payment_repeated", "reference")


def reversal_of(desk: Desk, command: ReversePayment, why: str) -> Reversal:
    """The fact a reversal is kept as. Raises as ``reverse``."""
    reversed_on = command.reversed_on or desk.today
    _check_reversal(desk, command.payment, reversed_on)
    return Reversal(command.payment, reversed_on, why)


def _check_reversal(desk: Desk, uid: Id, reversed_on: date) -> None:
    history = desk.state.history
    payment = next((fact for fact in history.payments if fact.uid == uid), None)
    if payment is None:
        raise NotFound("payment_missing")
    if uid in history.reversed:
        raise RuleViolation("payment_already_reversed")
    if reversed_on > desk.today:
        raise RuleViolation("payment_in_future", "reversed_on", on=reversed_on)
    if reversed_on < payment.body.paid_on:
        raise RuleViolation("reversal_before_payment", "reversed_on", paid_on=payment.body.paid_on)


def booked(act: Id, fact: Fact, after: Desk) -> Booked:
    """What a saved payment or reversal did; ``after`` is the case with it."""
    state = after.state
    postings = tuple(posting for posting in state.ledger.postings if posting.fact == fact.uid)
    return Booked(act, after.case.case_id, fact.uid, postings, state.balance_minor)


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment of a case as listed, newest first."""

    uid: Id
    act: Id
    amount_minor: int
    currency: str
    paid_on: date
    channel: str | None
    reference: str | None
    entered_at: datetime
    is_reversed: bool
    postings: tuple[Posting, ...]


def rows(desk: Desk) -> tuple[PaymentRow, ...]:
    """The payments of a case, newest first, with what they filled."""
    history = desk.state.history
    found = [
        PaymentRow(
            fact.uid,
            fact.act,
            fact.body.amount_minor,
            fact.body.currency,
            fact.body.paid_on,
            fact.body.channel,
            fact.body.reference,
            fact.recorded_at,
            fact.uid in history.reversed,
            tuple(posting for posting in desk.state.ledger.postings if posting.fact == fact.uid),
        )
        for fact in history.payments
    ]
    return tuple(sorted(found, key=lambda row: (row.paid_on, row.entered_at), reverse=True))
