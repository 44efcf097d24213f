"""What an agreed plan does to the ledger: interest that runs no more, or less, while it is in force; and the waiver
that counts once it is completed. Both are derived: a payment that bounces takes the waiver back by itself.

Interest follows the version that both sides agreed to last, from the day of the agreement until the plan is ended. A
breach alone raises nothing: whether it voids the plan is said by ending it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from app.domain.allocation import INTEREST_AND_FEES, PRINCIPAL
from app.domain.commitments import PlanView
from app.domain.contract import Contract, DailyRate
from app.domain.dates import DAYS_A_YEAR
from app.domain.facts import Fact, Id, Waiver
from app.domain.ledger import AccountBalance, Ledger
from app.domain.plan_progress import PlanState
from app.domain.plan_terms import Interest
from app.domain.values import value


@value
class PlanWaiver(Waiver):
    """A waiver that counts because a plan was completed; it stands in the place of a fact and is never stored."""


class Span(NamedTuple):
    """From ``starts_on`` up to the day before ``ends_on`` interest runs as a plan says; None: it is still so."""

    starts_on: date
    ends_on: date | None
    interest: Interest
    yearly_rate: Decimal

    def daily(self, contract_rate: Decimal) -> Decimal:
        """The rate of a day: never above the contract's."""
        if self.interest is Interest.CONTRACTUAL:
            return contract_rate
        return min(self.yearly_rate / DAYS_A_YEAR, contract_rate)


def spans(facts: Sequence[Fact]) -> tuple[Span, ...]:
    """The times in which interest runs by a plan, one after another."""
    versions = {fact.uid: fact for fact in facts if fact.kind == "plan_version"}
    ends = {fact.body.plan_id: fact.body.ended_on for fact in facts if fact.kind == "plan_ended"}
    agreed = [fact for fact in facts if fact.kind == "agreement" and fact.body.plan_version in versions]
    agreed.sort(key=lambda fact: (fact.body.agreed_on, *fact.order))
    found = []
    for at, fact in enumerate(agreed):
        following = agreed[at + 1].body.agreed_on if at + 1 < len(agreed) else None
        end = min((day for day in (ends.get(fact.body.plan_id), following) if day is not None), default=None)
        if end is not None and end <= fact.body.agreed_on:
            continue
        found.append(Span(fact.body.agreed_on, end, *_interest(versions[fact.body.plan_version])))
    return tuple(found)


def _interest(version: Fact) -> tuple[Interest, Decimal]:
    more = json.loads(version.body.more_terms) if version.body.more_terms else {}
    return Interest(more.get("interest", Interest.NONE)), Decimal(more.get("yearly_rate", 0))


def lowered(contract: Contract, plans: Sequence[Span]) -> Contract:
    """The contract with the rates that the plans leave of it."""
    if not plans:
        return contract
    changes = {rate.starts_on for rate in contract.rates}
    changes |= {day for span in plans for day in (span.starts_on, span.ends_on) if day is not None}
    rates = tuple(DailyRate(day, _rate_on(contract, plans, day)) for day in sorted(changes))
    return replace(contract, rates=rates)


def _rate_on(contract: Contract, plans: Sequence[Span], day: date) -> Decimal:
    by_contract = contract.rate_on(day)
    for span in plans:
        if span.starts_on <= day and (span.ends_on is None or day < span.ends_on):
            return span.daily(by_contract)
    return by_contract


def completed(views: Sequence[PlanView]) -> list[tuple[date, PlanView]]:
    """The plans with a waiver that are paid in full, and the day on which they were."""
    done = []
    for view in views:
        days = [row.paid_on for row in view.progress.rows if row.paid_on is not None]
        if view.progress.state is PlanState.COMPLETED and view.fact.body.waived_minor and days:
            done.append((max(days), view))
    return sorted(done, key=lambda each: (each[0], each[1].fact.order))


def waivers(view: PlanView, on: date, owed: Ledger, facts: Sequence[Fact]) -> Iterator[Fact]:
    """What the completed plan waives on its last day, behind all else of that day: interest and fees first, then
    principal, of the accounts in the order in which they fell due."""
    left, currency = view.fact.body.waived_minor or 0, view.fact.body.currency
    agreed = view.agreed
    assert agreed is not None, "only what was agreed is completed"
    last = max(fact.occurred_at for fact in facts)
    for at, (account_id, component, minor) in enumerate(_owed(owed, currency), start=1):
        part = min(minor, left)
        if part:
            left -= part
            body = PlanWaiver(account_id, component, part, currency, on, "", False)
            when = last + timedelta(microseconds=at)
            yield replace(
                agreed, kind="waiver", occurred_at=when, recorded_at=when, supersedes=None, body=body
            )


def _owed(owed: Ledger, currency: str) -> Iterator[tuple[Id, str, int]]:
    accounts = sorted((held for held in owed.accounts if held.currency == currency), key=_turn)
    for names in (INTEREST_AND_FEES, PRINCIPAL):
        for held in accounts:
            yield from ((held.account_id, name, held.parts[name]) for name in names)


def _turn(held: AccountBalance) -> tuple[bool, date, Id]:
    return not held.is_open, held.oldest_due_on or date.max, held.account_id
