"""What was owed on a day, and why: every movement of a case's accounts, line by line, every cent.

Each line is what one fact or one run of interest changed, taken from the accounts themselves before and after it; so
the lines add up to the balance by the way they are made, and nothing can move without a line.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.domain.accrual import Accrual, AccruingReplay, Bill
from app.domain.all_in_rate import Flow
from app.domain.allocation import PRINCIPAL, AllocationRule
from app.domain.contract import Contract
from app.domain.facts import Fact, Id
from app.domain.ledger import Ledger
from app.domain.values import value

UNALLOCATED, EARLIER = "unallocated", "earlier"
"""Kinds of lines that change no account: money that fits nowhere; a payment that the first figures of its account,
which came later, contain."""


@value
class Line:
    """One change of one account, or of the money that fits nowhere (``account_id`` None).

    ``parts``: the change of each component. ``unallocated_minor``: the change of money that fits nowhere.
    ``balance_minor``: what the accounts of this currency owe together after it. ``dpd``: days past due on that day.
    """

    on: date
    kind: str
    fact: Fact | None
    account_id: Id | None
    currency: str
    parts: Mapping[str, int]
    unallocated_minor: int
    balance_minor: int
    dpd: int
    accrual: Accrual | None = None

    @property
    def change_minor(self) -> int:
        """By how much it changed what is owed."""
        return sum(self.parts.values())


@value
class Explanation:
    """The lines that lead to a ledger, in the order of their days. ``bills``: the minimum payments an own book asks
    for on that day, by account."""

    lines: tuple[Line, ...]
    ledger: Ledger
    bills: Mapping[Id, Bill]


def explained(
    facts: Sequence[Fact], rule: AllocationRule, until: date, contracts: Mapping[Id, Contract] | None = None
) -> Explanation:
    """The movements of a case up to and on ``until``. ``contracts``: those of an own book, by account."""
    replay = AccruingReplay(rule, facts, contracts or {})
    lines: list[Line] = []
    ahead: list[date] = []
    seen = _Seen(replay)
    for on, fact in replay.steps(facts, until, ahead):
        lines += seen.accrued() if fact is None else seen.changed(on, fact)
    told = tuple(_named(line, replay.accounts) for line in lines)
    return Explanation(told, replay.ledger(min(ahead, default=None)), replay.bills())


def _named(line: Line, accounts: Container[Id]) -> Line:
    """Now that every account is known: what was paid for one that never came fits nowhere."""
    if line.kind == EARLIER and line.fact is not None and line.fact.body.account_id not in accounts:
        return replace(line, kind=UNALLOCATED)
    return line


class _Seen:
    """What the accounts held when they were last looked at."""

    def __init__(self, replay: AccruingReplay) -> None:
        self.replay = replay
        self.parts: dict[Id, dict[str, int]] = {}
        self.owed: dict[str, int] = {}
        self.unallocated = 0
        self.accruals = 0
        self.currencies: dict[Id, str] = {}

    def accrued(self) -> Iterator[Line]:
        """The lines of what time alone added."""
        fresh = self.replay.accruals[self.accruals :]
        self.accruals += len(fresh)
        for accrual in fresh:
            parts = {accrual.component: accrual.minor}
            self.parts[accrual.account_id][accrual.component] += accrual.minor
            yield self._line(
                accrual.posted_on, accrual.component, None, accrual.account_id, parts, 0, accrual
            )

    def changed(self, on: date, fact: Fact) -> Iterator[Line]:
        """The lines of what a fact changed; none for one that changed nothing."""
        if fact.kind == "payment":
            self.currencies[fact.uid] = fact.body.currency
        moved = self.replay.unallocated - self.unallocated
        self.unallocated = self.replay.unallocated
        for account_id, account in self.replay.accounts.items():
            before = self.parts.get(account_id)
            if before == account.parts:
                continue
            after = dict(account.parts)
            known = before or dict.fromkeys(after, 0)
            parts = {name: minor - known[name] for name, minor in after.items() if minor != known[name]}
            self.parts[account_id] = after
            yield self._line(on, fact.kind, fact, account_id, parts, moved)
            moved = 0
        if moved:
            payment = fact.uid if fact.kind == "payment" else fact.body.payment
            kind = EARLIER if self._is_early(fact) else UNALLOCATED
            yield Line(on, kind, fact, None, self.currencies[payment], {}, moved, 0, 0)

    def _is_early(self, fact: Fact) -> bool:
        """Whether it pays an account of which there are no figures yet."""
        if fact.kind != "payment" or fact.body.account_id is None:
            return False
        return fact.body.account_id not in self.replay.accounts

    def _line(
        self,
        on: date,
        kind: str,
        fact: Fact | None,
        account_id: Id,
        parts: Mapping[str, int],
        moved: int,
        accrual: Accrual | None = None,
    ) -> Line:
        base = self.replay.accounts[account_id].base
        owed = self.owed.get(base.currency, 0) + sum(parts.values())
        self.owed[base.currency] = owed
        dpd = max((on - base.oldest_due_on).days, 0) if base.oldest_due_on else 0
        return Line(on, kind, fact, account_id, base.currency, parts, moved, owed, dpd, accrual)


def flows(found: Explanation, account_id: Id, until: date) -> list[Flow]:
    """The money of one account as the lender saw it, for the all-in yearly cost of the debt from its first figures to
    ``until``.

    Lent is the principal of the first figures and every principal charged since; what was paid came back, and what is
    owed on the day counts as if it came back then. Interest and fees that had run before the first figures are left
    out, and what pays or lowers interest and fees counts for them first: nobody knows here when they began.
    """
    account = next((held for held in found.ledger.accounts if held.account_id == account_id), None)
    if account is None:
        return []
    money: list[Flow] = []
    earlier = 0
    for line in found.lines:
        if line.account_id != account_id:
            continue
        principal = sum(part for name, part in line.parts.items() if name in PRINCIPAL)
        costs = line.change_minor - principal
        if not money:
            earlier = costs
            money.append(Flow(line.on, -principal))
            continue
        settled = min(earlier, max(-costs, 0))
        earlier -= settled
        if line.kind in ("payment", "reversal"):
            money.append(Flow(line.on, -line.change_minor - settled))
        elif principal and line.kind != "waiver":
            money.append(Flow(line.on, -principal))
    money.append(Flow(until, account.total_minor - earlier))
    return money
