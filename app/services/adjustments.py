"""Changes of what is owed that are no payments: charges, corrections, waivers (减免), write-offs; and where a payment
goes: the debtor's wish, a split by hand. All of them are facts; what follows for the balance is derived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from app.domain.allocation import COMPONENTS
from app.domain.book import book, book_with
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import (
    Approval,
    Charge,
    Correction,
    DebtorWish,
    Fact,
    HandAllocation,
    Id,
    Waiver,
    WriteOff,
    json_text,
)
from app.domain.ledger import AccountBalance
from app.domain.money import round_half_up
from app.domain.permissions import Deed
from app.domain.plain_text import plain_text, required_text
from app.services import acts, plan_rules
from app.services.changes import Changes
from app.services.context import Context
from app.services.situations import Desk

KINDS = ("charge", "correction", "waiver", "write_off")


@dataclass(frozen=True, slots=True)
class Adjust:
    """Change one component of an account, or write an amount of it off. ``kind`` is one of ``KINDS``.

    ``amount_minor`` is above zero but for a correction, which may lower. A write-off names no component: the debt
    stays.
    """

    act: Id
    case_id: Id
    kind: str
    account_id: Id
    amount_minor: int
    why: str
    component: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Direct:
    """Where a payment goes: to the account the debtor named (``account_id``), or split by hand into ``parts``, rows of
    account, component and amount that make the payment up."""

    act: Id
    case_id: Id
    payment: Id
    account_id: Id | None = None
    parts: Sequence[tuple[Id, str, int]] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class DecideWaiver:
    """The lead's answer to a waiver that waits."""

    act: Id
    case_id: Id
    waiver: Id
    is_approved: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What was kept, and what is owed after it. ``waits``: a waiver beyond the user's authority waits for the lead."""

    act: Id
    case_id: Id
    fact: Id
    waits: bool
    balance_minor: int


def adjust(context: Context, command: Adjust) -> tuple[Adjusted, Changes]:
    """Keep a charge, correction, waiver or write-off.

    Raises NotFound: ``case_missing``, ``account_missing``; RuleViolation: ``adjustment_unknown``,
    ``adjustment_of_nothing``, ``component_unknown``, ``adjustment_above_owed`` (``owed_minor``),
    ``adjustment_before_placement`` (``as_of``), ``date_future``, ``why_required``, ``text_…``.
    """
    why = required_text(command.why, "why", "why_required")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            body = adjustment_of(connection, context, desk, command, why)
            facts = acts.append(
                connection, context, command.act, [acts.entry(context, body, command.case_id, desk.now)]
            )
        after = acts.desk(connection, context, command.case_id)
    return _adjusted(command.act, facts[0], after), _changes(facts)


def direct(context: Context, command: Direct) -> tuple[Adjusted, Changes]:
    """Keep the debtor's wish for a payment (Civil Code art. 560), or its split by hand; the latest word counts.

    Raises NotFound: ``case_missing``, ``payment_missing``, ``account_missing``; RuleViolation: ``component_unknown``,
    ``split_not_whole`` (``amount_minor``, ``split_minor``), ``split_above_owed``, ``why_required``, ``text_…``.
    """
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            body = direction_of(context, desk, command, command.why)
            facts = acts.append(
                connection, context, command.act, [acts.entry(context, body, command.case_id, desk.now)]
            )
        after = acts.desk(connection, context, command.case_id)
    return _adjusted(command.act, facts[0], after), _changes(facts)


def decide(context: Context, command: DecideWaiver) -> tuple[Adjusted, Changes]:
    """Keep the lead's answer to a waiver; a yes of the lead needs no reason.

    Raises NotFound: ``case_missing``, ``waiver_missing``; RuleViolation: ``waiver_needs_no_approval``,
    ``why_required``, ``text_…``, ``may_not_approve``.
    """
    context.user.require(Deed.APPROVE)
    is_plain = context.user.is_lead and command.is_approved
    why = plain_text(command.why, "why") if is_plain else required_text(command.why, "why", "why_required")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            body = answer_of(desk, command, why)
            facts = acts.append(
                connection, context, command.act, [acts.entry(context, body, command.case_id, desk.now)]
            )
        after = acts.desk(connection, context, command.case_id)
    return _adjusted(command.act, facts[0], after), _changes(facts)


def adjustment_of(
    connection: Connection, context: Context, desk: Desk, command: Adjust, why: str
) -> Charge | Correction | Waiver | WriteOff:
    """The fact a change is kept as. Raises as ``adjust``."""
    account = _account(desk, context, command)
    share = plan_rules.limits_of_case(connection, command.case_id, context.user.role).waiver_share
    return _body(desk, account, command, why, round_half_up(account.total_minor * share))


def answer_of(desk: Desk, command: DecideWaiver, why: str | None) -> Approval:
    """The fact an answer is kept as. Raises as ``decide``."""
    waiver = next((fact for fact in desk.case.facts if fact.uid == command.waiver), None)
    if waiver is None or waiver.kind != "waiver":
        raise NotFound("waiver_missing")
    if not waiver.body.needs_approval:
        raise RuleViolation("waiver_needs_no_approval")
    return Approval(command.waiver, command.is_approved, why)


def _account(desk: Desk, context: Context, command: Adjust) -> AccountBalance:
    """The account on the day of the change."""
    today = desk.today
    on = command.on or today
    if on > today:
        raise RuleViolation("date_future", "on", on=on)
    placed = [
        fact.body.as_of for fact in desk.state.history.placed if fact.body.account_id == command.account_id
    ]
    if not placed:
        raise NotFound("account_missing")
    if on < min(placed):
        raise RuleViolation("adjustment_before_placement", "on", as_of=min(placed))
    accounts = book(desk.case, context.rules, on).accounts
    return next(account for account in accounts if account.account_id == command.account_id)


def _body(
    desk: Desk, account: AccountBalance, command: Adjust, why: str, may_waive: int
) -> Charge | Correction | Waiver | WriteOff:
    if command.kind not in KINDS:
        raise RuleViolation("adjustment_unknown", "kind", choices=", ".join(KINDS))
    amount, currency = command.amount_minor, account.currency
    on = command.on or desk.today
    is_signed = command.kind == "correction"
    if amount == 0 or (amount < 0 and not is_signed):
        raise RuleViolation("adjustment_of_nothing", "amount_minor")
    if command.kind == "write_off":
        _refuse_above(amount, account.total_minor)
        return WriteOff(command.account_id, amount, currency, on, why)
    component = command.component or ""
    if component not in COMPONENTS:
        raise RuleViolation(
            "component_unknown", "component", component=component, choices=", ".join(COMPONENTS)
        )
    if command.kind == "charge":
        return Charge(command.account_id, component, amount, currency, on, why)
    if is_signed:
        _refuse_above(-amount, account.parts[component])
        return Correction(command.account_id, component, amount, currency, on, why)
    _refuse_above(amount, account.parts[component])
    return Waiver(command.account_id, component, amount, currency, on, why, amount > may_waive)


def _refuse_above(amount: int, owed: int) -> None:
    if amount > owed:
        raise RuleViolation("adjustment_above_owed", "amount_minor", owed_minor=owed)


def direction_of(
    context: Context, desk: Desk, command: Direct, given_why: str
) -> DebtorWish | HandAllocation:
    """The fact a direction is kept as. Raises as ``direct``."""
    payment = next((fact for fact in desk.state.history.live_payments if fact.uid == command.payment), None)
    if payment is None:
        raise NotFound("payment_missing")
    known = {account.account_id for account in desk.state.ledger.accounts}
    if not command.parts:
        if command.account_id not in known or command.account_id is None:
            raise NotFound("account_missing")
        return DebtorWish(command.payment, command.account_id)
    why = required_text(given_why, "why", "why_required")
    for account_id, component, minor in command.parts:
        if account_id not in known:
            raise NotFound("account_missing")
        if component not in COMPONENTS or minor <= 0:
            raise RuleViolation(
                "component_unknown", "parts", component=component, choices=", ".join(COMPONENTS)
            )
    split = sum(minor for _, _, minor in command.parts)
    if split != payment.body.amount_minor:
        raise RuleViolation(
            "split_not_whole", "parts", amount_minor=payment.body.amount_minor, split_minor=split
        )
    rows = [[account_id.hex(), component, minor] for account_id, component, minor in command.parts]
    body = HandAllocation(command.payment, json_text(rows), why)
    if _applied(desk, context, body) < split:
        raise RuleViolation("split_above_owed", "parts")
    return body


def _applied(desk: Desk, context: Context, body: HandAllocation) -> int:
    """How much of a payment a split would put where it says: no component takes more than it owed on that day."""
    found = book_with(desk.case, context.rules, body, desk.now)
    return -sum(posting.total_minor for posting in found.postings if posting.fact == body.payment)


def _changes(facts: Sequence[Fact]) -> Changes:
    return acts.changes_of(list(facts)) | Changes.of(
        "payments", cases=[f.case_id for f in facts if f.case_id]
    )


def _adjusted(act: Id, fact: Fact, after: Desk) -> Adjusted:
    waits = fact.kind == "waiver" and bool(fact.body.needs_approval)
    return Adjusted(act, after.case.case_id, fact.uid, waits, after.state.balance_minor)
