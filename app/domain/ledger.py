"""What is owed, by component, and how each payment was applied. Nothing here is a fact: all of it is derived.

Shapes: amounts are integer minor units; dates are calendar dates. Order of arrival cannot change a figure:
events are replayed by date.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from app.domain.allocation import CHINESE_DEFAULT, COMPONENTS, AllocationRule
from app.domain.facts import Balance, Fact, Id
from app.domain.values import value


@value
class Posting:
    """How one event changed one account: components by name, negative for what was paid."""

    fact: Id
    kind: str
    posted_on: date
    account_id: Id
    parts: Mapping[str, int]
    dpd: int

    @property
    def total_minor(self) -> int:
        """The sum of the parts."""
        return sum(self.parts.values())


@value
class AccountBalance:
    """One account on a day. ``as_of`` is the date of the creditor's figures it rests on."""

    account_id: Id
    currency: str
    parts: Mapping[str, int]
    as_of: date
    oldest_due_on: date | None
    is_split: bool
    is_open: bool
    recall_on: date | None
    placement_id: Id | None

    @property
    def total_minor(self) -> int:
        """What is owed in all; never below zero for a single component."""
        return sum(self.parts.values())

    def dpd(self, today: date) -> int:
        """Days past due: the due date itself is day 0; nothing owed, nothing overdue."""
        if self.oldest_due_on is None or self.total_minor <= 0:
            return 0
        return max((today - self.oldest_due_on).days, 0)


@value
class Ledger:
    """All accounts of a case on a day, the postings behind them, and money that fits nowhere.

    ``moves_on``: the next day on which something known moves it, a value date or a recall that lies ahead.
    """

    accounts: tuple[AccountBalance, ...]
    postings: tuple[Posting, ...]
    unallocated_minor: int
    moves_on: date | None = None

    @property
    def open_accounts(self) -> tuple[AccountBalance, ...]:
        """The accounts that are neither recalled nor closed."""
        return tuple(account for account in self.accounts if account.is_open)


@dataclass(slots=True)
class _Account:
    """An account while its events are replayed."""

    base: Balance
    parts: dict[str, int]
    is_placed: bool = False
    recall_on: date | None = None
    placement_id: Id | None = None


_DAY_OF: dict[str, attrgetter[date]] = {
    "placed": attrgetter("as_of"),
    "snapshot": attrgetter("as_of"),
    "payment": attrgetter("paid_on"),
    "reversal": attrgetter("reversed_on"),
    "charge": attrgetter("charged_on"),
    "correction": attrgetter("corrected_on"),
    "waiver": attrgetter("waived_on"),
    "recall": attrgetter("recalled_on"),
    "closing": attrgetter("closed_on"),
}
_PARTS_OF = attrgetter(*(f"{name}_minor" for name in COMPONENTS))


def posted_on(fact: Fact) -> date | None:
    """The day on which a fact moves the ledger, None for kinds that never do."""
    day_of = _DAY_OF.get(fact.kind)
    return None if day_of is None else day_of(fact.body)


def ledger(
    facts: Sequence[Fact], rule: AllocationRule = CHINESE_DEFAULT, until: date | None = None
) -> Ledger:
    """The ledger of a case from its standing facts, on ``until`` (everything known when None)."""
    replay = Replay(rule, facts)
    events, ahead = events_of(facts, until)
    for event in events:
        fact = event[-1]
        getattr(replay, fact.kind)(fact, event[0])
    return replay.ledger(min(ahead, default=None))


Event = tuple[date, datetime, datetime, Id, Id, Fact]
"""A fact after its day, its place among the facts (``Fact.order``) and a place behind another fact."""


def events_of(facts: Sequence[Fact], until: date | None) -> tuple[list[Event], list[date]]:
    """What moves the ledger, in order, and the days of what does not yet."""
    events: list[Event] = []
    ahead: list[date] = []
    reversals: list[Event] = []
    for fact in facts:
        day_of = _DAY_OF.get(fact.kind)
        if day_of is None:
            continue
        on = day_of(fact.body)
        if until is not None and on > until:
            ahead.append(on)
            continue
        event = on, fact.occurred_at, fact.recorded_at, fact.uid, b"", fact
        (reversals if fact.kind == "reversal" else events).append(event)
    if reversals:
        paid = {fact.uid: fact for fact in facts if fact.kind == "payment"}
        moved = (_behind(reversal, paid.get(reversal[-1].body.payment)) for reversal in reversals)
        events += [event for event in moved if until is None or event[0] <= until]
    events.sort()
    return events, ahead


def _behind(reversal: Event, payment: Fact | None) -> Event:
    """A reversal with its place in time: always after what it takes back."""
    fact = reversal[-1]
    if payment is None:
        return reversal
    place = payment.body.paid_on, *payment.order, fact.uid, fact
    return max(reversal, place)


@dataclass(frozen=True, slots=True)
class _Answers:
    """What other facts say of a payment or a waiver; the latest word counts."""

    wishes: Mapping[Id, Id]
    by_hand: Mapping[Id, str]
    approved: Mapping[Id, bool]

    @classmethod
    def of(cls, facts: Sequence[Fact]) -> _Answers:
        told = [fact for fact in facts if fact.kind in ("debtor_wish", "hand_allocation", "approval")]
        if not told:
            return _SILENCE
        ordered = sorted(told, key=lambda fact: fact.order)
        return cls(
            {fact.body.payment: fact.body.account_id for fact in ordered if fact.kind == "debtor_wish"},
            {fact.body.payment: fact.body.parts for fact in ordered if fact.kind == "hand_allocation"},
            {fact.body.target: fact.body.is_approved for fact in ordered if fact.kind == "approval"},
        )


_SILENCE = _Answers({}, {}, {})


def _balance(account_id: Id, account: _Account) -> AccountBalance:
    base = account.base
    owes = sum(account.parts.values()) > 0
    return AccountBalance(
        account_id,
        base.currency,
        account.parts,
        base.as_of,
        base.oldest_due_on if owes else None,
        base.is_split,
        account.is_placed and owes,
        account.recall_on,
        account.placement_id,
    )


class Replay:
    """Applies events in the order of their dates; one method a kind."""

    def __init__(self, rule: AllocationRule, facts: Sequence[Fact]) -> None:
        self.rule = rule
        self.answers = _Answers.of(facts)
        self.accounts: dict[Id, _Account] = {}
        self.postings: list[Posting] = []
        self.unallocated = 0
        self._taken: dict[Id, list[Posting]] = {}
        self._left: dict[Id, int] = {}
        self._early: dict[Id, list[Id]] = {}

    def ledger(self, moves_on: date | None) -> Ledger:
        """The ledger as it stands after the events that were applied."""
        accounts = [_balance(account_id, account) for account_id, account in self.accounts.items()]
        return Ledger(tuple(accounts), tuple(self.postings), self.unallocated, moves_on)

    def snapshot(self, fact: Fact, _on: date) -> None:
        body = fact.body
        parts = dict(zip(COMPONENTS, _PARTS_OF(body)))  # noqa: B905  # as many of one as of the other
        account = self.accounts.get(body.account_id)
        if account is None:
            self.accounts[body.account_id] = _Account(body, parts)
            self._absorb(body.account_id)
        else:
            account.base, account.parts = body, parts

    def _absorb(self, account_id: Id) -> None:
        """What was paid to an account before its first figures is in them: it is not left over."""
        for payment in self._early.pop(account_id, ()):
            self.unallocated -= self._left.pop(payment, 0)

    def placed(self, fact: Fact, on: date) -> None:
        self.snapshot(fact, on)
        account = self.accounts[fact.body.account_id]
        account.is_placed = True
        account.recall_on, account.placement_id = fact.body.recall_on, fact.body.placement_id

    def recall(self, fact: Fact, _on: date) -> None:
        if fact.body.account_id in self.accounts:
            self.accounts[fact.body.account_id].is_placed = False

    closing = recall

    def charge(self, fact: Fact, on: date) -> None:
        self._change(fact, on, fact.body.amount_minor)

    correction = charge

    def waiver(self, fact: Fact, on: date) -> None:
        if not fact.body.needs_approval or self.answers.approved.get(fact.uid, False):
            self._change(fact, on, -fact.body.amount_minor)

    def payment(self, fact: Fact, on: date) -> None:
        by_hand = self.answers.by_hand.get(fact.uid)
        taken, left = self._by_rule(fact, on) if by_hand is None else self._by_hand(fact, on, by_hand)
        if taken:
            self._taken[fact.uid] = taken
        if left:
            self.unallocated += left
            self._left[fact.uid] = left
            named = fact.body.account_id
            if named is not None and named not in self.accounts:
                self._early.setdefault(named, []).append(fact.uid)

    def reversal(self, fact: Fact, on: date) -> None:
        for posting in self._taken.pop(fact.body.payment, ()):
            self._post(fact, on, posting.account_id, {name: -part for name, part in posting.parts.items()})
        self.unallocated -= self._left.pop(fact.body.payment, 0)

    def _by_rule(self, fact: Fact, on: date) -> tuple[list[Posting], int]:
        left = fact.body.amount_minor
        taken = []
        for account_id in self._payable(fact):
            account = self.accounts[account_id]
            parts, left = self._fill(account, self._dpd(account, on), left)
            if parts:
                taken.append(self._post(fact, on, account_id, parts))
        return taken, left

    def _by_hand(self, fact: Fact, on: date, by_hand: str) -> tuple[list[Posting], int]:
        left = fact.body.amount_minor
        split: dict[Id, dict[str, int]] = {}
        for account_hex, name, amount in json.loads(by_hand):
            account_id = bytes.fromhex(account_hex)
            account = self.accounts.get(account_id)
            if account is None:
                continue
            parts = split.setdefault(account_id, {})
            part = min(amount, left, account.parts[name] + parts.get(name, 0))
            if part > 0:
                parts[name] = parts.get(name, 0) - part
                left -= part
        return [self._post(fact, on, account_id, parts) for account_id, parts in split.items() if parts], left

    def _payable(self, fact: Fact) -> list[Id]:
        """The accounts a payment may fill, in the order of Civil Code art. 560.

        The one the debtor named; else what fell due first, equal ones by what was placed first. What was recalled is
        the creditor's own again and comes last.
        """
        named = self.answers.wishes.get(fact.uid, fact.body.account_id)
        currency = fact.body.currency
        if named is not None:
            account = self.accounts.get(named)
            return [named] if account is not None and account.base.currency == currency else []
        found = [key for key, account in self.accounts.items() if account.base.currency == currency]
        return sorted(found, key=self._turn) if len(found) > 1 else found

    def _turn(self, account_id: Id) -> tuple[bool, date]:
        account = self.accounts[account_id]
        return not account.is_placed, account.base.oldest_due_on or date.max

    def _fill(self, account: _Account, dpd: int, amount: int) -> tuple[dict[str, int], int]:
        parts: dict[str, int] = {}
        owed = account.parts
        for name in self.rule.order(dpd):
            if amount <= 0:
                break
            if owed[name] > 0:
                part = min(amount, owed[name])
                parts[name] = -part
                amount -= part
        return parts, amount

    def _change(self, fact: Fact, on: date, amount: int) -> None:
        """Change one component by a signed amount, down to nothing at most."""
        account = self.accounts.get(fact.body.account_id)
        if account is not None:
            name = fact.body.component
            self._post(fact, on, fact.body.account_id, {name: max(amount, -account.parts[name])})

    @staticmethod
    def _dpd(account: _Account, on: date) -> int:
        due = account.base.oldest_due_on
        return (on - due).days if due else 0

    def _post(self, fact: Fact, on: date, account_id: Id, parts: dict[str, int]) -> Posting:
        account = self.accounts[account_id]
        for name, amount in parts.items():
            account.parts[name] += amount
        posting = Posting(fact.uid, fact.kind, on, account_id, parts, self._dpd(account, on))
        self.postings.append(posting)
        return posting
