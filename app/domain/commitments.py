"""Promises and plans of a case as they stand today, from its history and the payments that came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from app.domain.facts import Fact, Id
from app.domain.history import History
from app.domain.ledger import Ledger
from app.domain.plan_progress import PlanProgress, PlanState, Version, VersionState, plan_states
from app.domain.plan_record import rows_of
from app.domain.plan_terms import Row
from app.domain.promises import Payment, Promise, PromiseOutcome, promise_states
from app.domain.rules import CaseTerms
from app.domain.values import value


@value
class PromiseView:
    """A promise with its outcome."""

    fact: Fact
    outcome: PromiseOutcome

    @property
    def amount_minor(self) -> int:
        """What was promised."""
        return int(self.fact.body.amount_minor)

    @property
    def due_on(self) -> date:
        """The day it was promised for."""
        due: date = self.fact.body.due_on
        return due


@value
class PlanView:
    """One version of a plan with its progress."""

    fact: Fact
    agreed: Fact | None
    rows: tuple[Row, ...]
    progress: PlanProgress


@value
class Commitments:
    """All promises and plan versions of a case, in the order in which they were made."""

    promises: tuple[PromiseView, ...] = ()
    plans: tuple[PlanView, ...] = ()

    @property
    def plan(self) -> PlanView | None:
        """The plan in force or broken: the newest agreed version that was neither ended nor replaced."""
        if not self.plans:
            return None
        standing = {
            view.agreed.order: view
            for view in self.plans
            if view.agreed is not None and view.progress.state in _STANDING
        }
        return standing[max(standing)] if standing else None


_STANDING = frozenset({PlanState.AGREED, PlanState.PERFORMING, PlanState.BROKEN, PlanState.COMPLETED})
_NONE = Commitments()


def commitments(
    past: History, zone: tzinfo, today: date, terms: CaseTerms, book: Ledger | None = None
) -> Commitments:
    """What was promised and agreed, judged by the payments up to today. ``book`` says which account they went to: a
    promise about one account is kept by nothing else; without it by nothing at all."""
    if not past.promises and not past.plan_versions:
        return _NONE
    payments = [
        (fact.body.paid_on, fact.body.amount_minor)
        for fact in past.live_payments
        if fact.body.paid_on <= today
    ]
    paid, accounts = payments, list[str | None]()
    if book is not None and names_account(past):
        paid, accounts = _went(past, book, today)
    outcomes = promise_states(
        [_promise(fact, past, zone) for fact in past.promises],
        paid,
        tolerance_minor=terms.tolerance_minor,
        grace_days=terms.grace_days,
        today=today,
        accounts=accounts,
    )
    promises = tuple(
        PromiseView(fact, outcome) for fact, outcome in zip(past.promises, outcomes, strict=True)
    )
    return Commitments(promises, _plans(past, payments, terms, today))


def names_account(past: History) -> bool:
    """Whether any promise is about one account alone."""
    return any(fact.body.account_id is not None for fact in past.promises)


def _went(past: History, book: Ledger, today: date) -> tuple[list[Payment], list[str | None]]:
    """The payments up to today, parted by the account they went to; what fits nowhere is on none."""
    live = {fact.uid: fact for fact in past.live_payments if fact.body.paid_on <= today}
    left = {uid: fact.body.amount_minor for uid, fact in live.items()}
    parted: list[tuple[Payment, str | None]] = []
    for posting in book.postings:
        if posting.fact in live:
            parted.append(((live[posting.fact].body.paid_on, -posting.total_minor), posting.account_id.hex()))
            left[posting.fact] += posting.total_minor
    parted += [((live[uid].body.paid_on, minor), None) for uid, minor in left.items() if minor > 0]
    return [payment for payment, _ in parted], [account for _, account in parted]


def _promise(fact: Fact, past: History, zone: tzinfo) -> Promise:
    return Promise(
        fact.uid.hex(),
        fact.body.amount_minor,
        fact.occurred_at.astimezone(zone).date(),
        fact.body.due_on,
        is_cancelled=fact.uid in past.cancelled_promises,
        account=None if fact.body.account_id is None else fact.body.account_id.hex(),
    )


def _plans(
    past: History, payments: Sequence[tuple[date, int]], terms: CaseTerms, today: date
) -> tuple[PlanView, ...]:
    agreed = {fact.body.plan_version: fact for fact in past.agreements}
    ended = {fact.body.plan_id for fact in past.plan_ends}
    views: list[PlanView] = []
    for facts in _by_plan(past.plan_versions).values():
        versions = [_version(fact, agreed.get(fact.uid), fact.body.plan_id in ended) for fact in facts]
        states = plan_states(
            versions,
            payments,
            tolerance_minor=terms.tolerance_minor,
            grace_days=terms.grace_days,
            today=today,
        )
        views += [
            PlanView(fact, agreed.get(fact.uid), version.rows, state)
            for fact, version, state in zip(facts, versions, states, strict=True)
        ]
    return tuple(views)


def _by_plan(versions: Sequence[Fact]) -> dict[Id, list[Fact]]:
    plans: dict[Id, list[Fact]] = {}
    for fact in sorted(versions, key=lambda fact: fact.body.version):
        plans.setdefault(fact.body.plan_id, []).append(fact)
    return plans


def _version(fact: Fact, agreement: Fact | None, is_ended: bool) -> Version:
    standing = VersionState.AGREED if agreement else VersionState(fact.body.status)
    if is_ended:
        standing = VersionState.CANCELLED
    return Version(
        fact.body.version,
        rows_of(fact.body.schedule),
        standing,
        agreement.body.agreed_on if agreement else None,
    )
