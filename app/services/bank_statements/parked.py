"""Parked money (挂账): listed, given to a case, or sent back with a reason. It is never deleted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from app.domain.cash_application import propose
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Fact, Id, SentBack
from app.domain.plain_text import required_text
from app.models import bank_lines, people
from app.services import acts, payments
from app.services.bank_statements.booking import FROM_STATEMENT
from app.services.bank_statements.candidates import find, weights
from app.services.bank_statements.matching import OPTIONS, option_of
from app.services.bank_statements.reading import Received
from app.services.bank_statements.results import Option
from app.services.changes import Changes
from app.services.context import Context
from app.services.payments import Booked, PaymentGiven


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """A line with money that is neither booked nor sent back: ``rest_minor`` of ``amount_minor``."""

    uid: Id
    creditor: str
    amount_minor: int
    rest_minor: int
    currency: str
    paid_on: date
    payer: str
    payer_account: str
    note: str
    reference: str
    came_at: datetime


@dataclass(frozen=True, slots=True)
class AssignParked:
    """Parked money is of this case. Without ``amount_minor`` all of it, or as much as is owed."""

    act: Id
    bank_line: Id
    case_id: Id
    amount_minor: int | None = None
    account_id: Id | None = None


@dataclass(frozen=True, slots=True)
class SendBack:
    """Parked money left us again. Without ``amount_minor`` all of it, without a day today."""

    act: Id
    bank_line: Id
    why: str
    amount_minor: int | None = None
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent back, and what of the line is parked still."""

    act: Id
    fact: Id
    amount_minor: int
    rest_minor: int


def rows(context: Context) -> list[ParkedRow]:
    """All parked money, oldest first."""
    with context.db.read() as connection:
        names = {row["id"]: str(row["name"]) for row in people.creditors(connection)}
        return [_row(fact, rest, names) for fact, rest in bank_lines.open_lines(connection)]


def _row(fact: Fact, rest: int, names: dict[Id, str]) -> ParkedRow:
    body = fact.body
    return ParkedRow(
        fact.uid,
        names.get(body.creditor_id, ""),
        body.amount_minor,
        rest,
        body.currency,
        body.paid_on,
        body.payer or "",
        body.payer_account or "",
        body.note or "",
        body.reference or "",
        fact.recorded_at,
    )


def options(context: Context, bank_line: Id) -> tuple[Option, ...]:
    """The cases that parked money may belong to by what is known now, best first.

    Raises NotFound ``parked_missing``.
    """
    with context.db.read() as connection:
        fact, rest = _parked(connection, bank_line)
        body = fact.body
        came = Received.of(body)
        item = came._replace(line=replace(came.line, amount_minor=rest))
        otherwise = bank_lines.paid_otherwise(connection, body.creditor_id, body.paid_on, body.paid_on)
        found = find(connection, context, body.creditor_id, [item.line], otherwise)
    candidates = [found.known[case_id].candidate for case_id in found.cases_of[0]]
    proposal = propose(item.line, found.clues[0], candidates, weights())
    return tuple(option_of(found.known[match.case_id], match, item) for match in proposal.matches[:OPTIONS])


def assign(context: Context, command: AssignParked) -> tuple[Booked, Changes]:
    """Book parked money to a case, as of the day it came.

    Raises NotFound: ``parked_missing``, ``case_missing``, ``account_missing``; RuleViolation:
    ``parked_other_creditor``, ``parked_above_rest`` (``rest_minor``) and those of ``payments.record``.
    """
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            fact, rest = _parked(connection, command.bank_line)
            desk = acts.desk(connection, context, command.case_id)
            if people.creditor_of_case(connection, command.case_id) != fact.body.creditor_id:
                raise RuleViolation("parked_other_creditor", "case")
            amount = command.amount_minor
            if amount is None:
                amount = min(rest, desk.state.balance_minor)
            _check_rest(amount, rest)
            given = PaymentGiven(amount, fact.body.paid_on, command.account_id, None, fact.body.reference)
            body = replace(payments.body_of(desk, given), source=FROM_STATEMENT, bank_line=command.bank_line)
            entry = acts.entry(context, body, command.case_id, desk.now)
            facts = acts.append(connection, context, command.act, [entry])
        after = acts.desk(connection, context, command.case_id)
    return payments.booked(command.act, facts[0], after), acts.changes_of(facts)


def send_back(context: Context, command: SendBack) -> tuple[Sent, Changes]:
    """Note that parked money was returned.

    Raises NotFound ``parked_missing``; RuleViolation: ``why_required``, ``payment_of_nothing``,
    ``parked_above_rest``, ``payment_in_future``, ``sent_before_it_came`` (``paid_on``), ``text_…``.
    """
    why = required_text(command.why, "why", "why_required")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        fact, rest = _parked(connection, command.bank_line, is_again=bool(facts))
        if not facts:
            amount = rest if command.amount_minor is None else command.amount_minor
            _check_rest(amount, rest)
            sent_on = command.sent_on or context.today()
            if sent_on > context.today():
                raise RuleViolation("payment_in_future", "sent_on", on=sent_on)
            if sent_on < fact.body.paid_on:
                raise RuleViolation("sent_before_it_came", "sent_on", paid_on=fact.body.paid_on)
            body = SentBack(command.bank_line, amount, fact.body.currency, sent_on, why)
            facts = acts.append(
                connection, context, command.act, [acts.entry(context, body, None, context.now())]
            )
            rest -= amount
    return Sent(command.act, facts[0].uid, facts[0].body.amount_minor, rest), Changes.of(
        "payments", "imports"
    )


def _parked(connection: Connection, uid: Id, *, is_again: bool = False) -> tuple[Fact, int]:
    found = bank_lines.line_of(connection, uid)
    if found is None or (found[1] <= 0 and not is_again):
        raise NotFound("parked_missing")
    return found


def _check_rest(amount: int, rest: int) -> None:
    if amount <= 0:
        raise RuleViolation("payment_of_nothing", "amount_minor")
    if amount > rest:
        raise RuleViolation("parked_above_rest", "amount_minor", rest_minor=rest)
