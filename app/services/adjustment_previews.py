"""What a change of the ledger would do, before it is kept; and what there is to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from app.domain.allocation import COMPONENTS
from app.domain.book import book_with
from app.domain.dates import local_date
from app.domain.facts import Body, Id
from app.domain.identity import mask_card
from app.domain.ledger import Ledger
from app.domain.money import round_half_up
from app.services import acts, adjustments, payments, plan_rules
from app.services.adjustments import Adjust, DecideWaiver, Direct
from app.services.context import Context
from app.services.payments import PaymentRow, ReversePayment
from app.services.situations import Desk

Change = Adjust | Direct | DecideWaiver | ReversePayment

_NO_REASON_YET = "…"
"""Stands for the reason in a preview: it is asked for when the change is kept."""


@dataclass(frozen=True, slots=True)
class Held:
    """An account to choose: what it owes by component, and how much of it the user may waive alone."""

    id: Id
    number: str
    currency: str
    parts: Mapping[str, int]
    may_waive_minor: int


@dataclass(frozen=True, slots=True)
class WaitingWaiver:
    """A waiver beyond the authority of whoever entered it, without an answer."""

    uid: Id
    account_id: Id
    component: str
    amount_minor: int
    currency: str
    entered_on: date
    why: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What a change can concern. ``payments``: those that stand, newest first."""

    case_id: Id
    today: date
    accounts: tuple[Held, ...]
    payments: tuple[PaymentRow, ...]
    waiting: tuple[WaitingWaiver, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """One component of an account that a change would move; ``component`` None: money that fits no account."""

    account_id: Id | None
    number: str
    component: str | None
    currency: str
    before_minor: int
    after_minor: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What would move, on today's balance; ``waits``: the lead would have to say yes first."""

    moved: tuple[Moved, ...]
    waits: bool


def ground(context: Context, case_id: Id) -> Ground:
    """What there is to change in a case. Raises NotFound ``case_missing``."""
    with context.db.read() as connection:
        desk = acts.desk(connection, context, case_id)
        share = plan_rules.limits_of_case(connection, case_id, context.user.role).waiver_share
    numbers = _numbers(desk)
    accounts = tuple(
        Held(
            account.account_id,
            numbers[account.account_id],
            account.currency,
            account.parts,
            round_half_up(account.total_minor * share),
        )
        for account in desk.state.ledger.accounts
        if account.account_id in numbers
    )
    standing = tuple(row for row in payments.rows(desk) if not row.is_reversed)
    return Ground(case_id, desk.today, accounts, standing, _waiting(desk))


def preview(context: Context, change: Change) -> Preview:
    """What a change would do. Raises as the service that keeps it, but asks for no reason."""
    with context.db.read() as connection:
        desk = acts.desk(connection, context, change.case_id)
        body = _body(connection, context, desk, change)
    after = book_with(desk.case, context.rules, body, desk.now)
    return Preview(
        _moved(desk.state.ledger, after, _numbers(desk)), bool(getattr(body, "needs_approval", False))
    )


def _body(connection: Connection, context: Context, desk: Desk, change: Change) -> Body:
    match change:
        case Adjust():
            return adjustments.adjustment_of(connection, context, desk, change, _NO_REASON_YET)
        case Direct():
            return adjustments.direction_of(context, desk, change, _NO_REASON_YET)
        case DecideWaiver():
            return adjustments.answer_of(desk, change, None)
        case ReversePayment():
            return payments.reversal_of(desk, change, _NO_REASON_YET)


def _moved(before: Ledger, after: Ledger, numbers: Mapping[Id, str]) -> tuple[Moved, ...]:
    owed = {account.account_id: account.parts for account in before.accounts}
    moved = [
        Moved(
            account.account_id,
            numbers.get(account.account_id, ""),
            name,
            account.currency,
            owed[account.account_id][name],
            account.parts[name],
        )
        for account in after.accounts
        for name in COMPONENTS
        if account.parts[name] != owed[account.account_id][name]
    ]
    if before.unallocated_minor != after.unallocated_minor:
        currency = after.accounts[0].currency
        moved.append(Moved(None, "", None, currency, before.unallocated_minor, after.unallocated_minor))
    return tuple(moved)


def _numbers(desk: Desk) -> dict[Id, str]:
    return {account.id: mask_card(account.number) for account in desk.case.accounts}


def _waiting(desk: Desk) -> tuple[WaitingWaiver, ...]:
    answered = {fact.body.target for fact in desk.case.facts if fact.kind == "approval"}
    return tuple(
        WaitingWaiver(
            fact.uid,
            fact.body.account_id,
            fact.body.component,
            fact.body.amount_minor,
            fact.body.currency,
            local_date(fact.recorded_at, desk.case.zone),
            fact.body.why,
        )
        for fact in desk.case.facts
        if fact.kind == "waiver" and fact.body.needs_approval and fact.uid not in answered
    )
