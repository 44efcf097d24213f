"""What a contract adds to an own book between the facts: interest, compound interest, late fees. All of it is derived.

The day of a posting counts and the day of a payment does not (算头不算尾): from day a to day b interest runs for b - a
days on what is owed at the end of each. Interest is kept exactly and posted to the cent: what is posted in all is what
ran in all, rounded half up once, so a figure asked for in between changes no later one.

For a book the creditor keeps nothing is posted: ``estimate`` says what may have run since its figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from app.domain.allocation import INTEREST_AND_FEES, PRINCIPAL, AllocationRule
from app.domain.contract import Contract
from app.domain.dates import ONE_DAY, month_day
from app.domain.facts import Fact, Id
from app.domain.ledger import AccountBalance, Ledger, Posting, Replay, events_of
from app.domain.money import round_half_up
from app.domain.values import value

INTEREST, COMPOUND, LATE_FEE = "interest", "compound", "late_fee"
NO_FACT: Id = b""
"""Stands in a posting that no fact made."""


@value
class Accrual:
    """Why a cent was added: ``base_minor`` bore ``rate`` from ``first_on`` up to the day before ``posted_on``.

    For a late fee ``base_minor`` is the unpaid minimum of the bill due on ``first_on``. ``exact`` is unrounded.
    """

    account_id: Id
    component: str
    first_on: date
    posted_on: date
    base_minor: int
    rate: Decimal
    exact: Decimal
    minor: int

    @property
    def days(self) -> int:
        """How many days it ran."""
        return (self.posted_on - self.first_on).days


@dataclass(slots=True)
class Bill:
    """A minimum payment (最低还款额) that is asked for, and what was paid since. It is judged on ``checked_on``."""

    minimum_minor: int
    due_on: date
    checked_on: date
    paid_minor: int = 0


@dataclass(slots=True)
class _Running:
    """One account whose interest runs: up to which day, what ran and was posted, what bears compound interest."""

    day: date
    exact: dict[str, Decimal] = field(default_factory=lambda: {INTEREST: Decimal(0), COMPOUND: Decimal(0)})
    posted: dict[str, int] = field(default_factory=lambda: {INTEREST: 0, COMPOUND: 0})
    capital_minor: int = 0
    fresh_minor: int = 0
    principal_due_minor: int = 0
    bill: Bill | None = None


def accrued_ledger(
    facts: Sequence[Fact], rule: AllocationRule, until: date, contracts: Mapping[Id, Contract]
) -> Ledger:
    """The ledger of an own book on a day, with everything that ran by then."""
    replay = AccruingReplay(rule, facts, contracts)
    ahead: list[date] = []
    for _ in replay.steps(facts, until, ahead):
        pass
    return replay.ledger(min(ahead, default=None))


class AccruingReplay(Replay):
    """A replay in which time posts too. Accounts without a contract of their own only do what their facts say."""

    def __init__(self, rule: AllocationRule, facts: Sequence[Fact], contracts: Mapping[Id, Contract]) -> None:
        super().__init__(rule, facts)
        self.contracts = contracts
        self.accruals: list[Accrual] = []
        self._running: dict[Id, _Running] = {}

    def steps(
        self, facts: Sequence[Fact], until: date, ahead: list[date]
    ) -> Iterator[tuple[date, Fact | None]]:
        """Apply everything in order; after each step tell its day and its fact, None where only time passed.

        Days of what lies ahead of ``until`` are put into ``ahead``.
        """
        events, later = events_of(facts, until)
        ahead += later
        for event in events:
            on, fact = event[0], event[-1]
            yield from ((day, None) for day in self._passing(on))
            getattr(self, fact.kind)(fact, on)
            yield on, fact
        yield from ((day, None) for day in self._passing(until))
        if self._is_running():
            ahead.append(until + ONE_DAY)

    def bills(self) -> dict[Id, Bill]:
        """The minimum payments that are asked for now, by account."""
        return {key: running.bill for key, running in self._running.items() if running.bill is not None}

    def _is_running(self) -> bool:
        """Whether tomorrow may add something: interest, interest on interest, a late fee."""
        return any(sum(self.accounts[account_id].parts.values()) > 0 for account_id in self._running)

    def _passing(self, on: date) -> Iterator[date]:
        """Let time pass up to ``on``, stopping on each day on which something changes."""
        while self._running:
            stops = {account_id: self._stop(account_id, on) for account_id in self._running}
            day = min(stops.values())
            if all(running.day >= day for running in self._running.values()):
                return
            for account_id, stop in stops.items():
                if stop == day and self._running[account_id].day < day:
                    self._run(account_id, day)
            yield day
            if day >= on:
                return

    def _stop(self, account_id: Id, on: date) -> date:
        """The next day on which the account's interest changes its pace, or ``on``."""
        running, contract = self._running[account_id], self.contracts[account_id]
        stops = [on, _next_cycle(running.day, contract.cycle_day)]
        stops += [rate.starts_on for rate in contract.rates if rate.starts_on > running.day]
        if running.bill is not None:
            stops.append(running.bill.checked_on)
        return min(stops)

    def _run(self, account_id: Id, day: date) -> None:
        """Post what ran up to ``day``, then what falls on it: a late fee, the next bill."""
        running, contract = self._running[account_id], self.contracts[account_id]
        parts = self.accounts[account_id].parts
        rate = contract.rate_on(running.day)
        bases = {INTEREST: sum(parts[name] for name in contract.bases)}
        if contract.is_compounded:
            older = parts[INTEREST] + parts[COMPOUND] - running.fresh_minor
            bases[COMPOUND] = max(min(running.capital_minor, older), 0)
        for component, base in bases.items():
            self._grow(account_id, component, base, rate, day)
        running.day = day
        bill = running.bill
        if bill is not None and bill.checked_on == day:
            self._charge_late(account_id, bill, day)
        if _next_cycle(day - ONE_DAY, contract.cycle_day) == day:
            running.capital_minor, running.fresh_minor = parts[INTEREST] + parts[COMPOUND], 0
            self._bill(account_id, day)

    def _grow(self, account_id: Id, component: str, base: int, rate: Decimal, day: date) -> None:
        running = self._running[account_id]
        ran = base * rate * (day - running.day).days
        running.exact[component] += ran
        minor = round_half_up(running.exact[component]) - running.posted[component]
        if minor:
            running.posted[component] += minor
            running.fresh_minor += minor
            accrual = Accrual(account_id, component, running.day, day, base, rate, ran, minor)
            self._add(accrual)

    def _add(self, accrual: Accrual) -> None:
        """Post without a fact."""
        account = self.accounts[accrual.account_id]
        account.parts[accrual.component] += accrual.minor
        self.accruals.append(accrual)
        parts = {accrual.component: accrual.minor}
        dpd = self._dpd(account, accrual.posted_on)
        posting = Posting(NO_FACT, "accrual", accrual.posted_on, accrual.account_id, parts, dpd)
        self.postings.append(posting)

    def _charge_late(self, account_id: Id, bill: Bill, day: date) -> None:
        """The late fee on what a bill asked for in vain."""
        self._running[account_id].bill = None
        terms = self.contracts[account_id].late_fee
        owed = sum(self.accounts[account_id].parts.values())
        unpaid = min(bill.minimum_minor - max(bill.paid_minor, 0), owed)
        fee = 0 if terms is None else terms.of(unpaid)
        if terms is not None and fee:
            self._add(
                Accrual(account_id, LATE_FEE, bill.due_on, day, unpaid, terms.rate, terms.rate * unpaid, fee)
            )

    def _bill(self, account_id: Id, day: date) -> None:
        """Ask for the minimum: a share of the principal, all interest and fees, what was asked for in vain."""
        running, contract = self._running[account_id], self.contracts[account_id]
        if contract.late_fee is None and not contract.minimum:
            return
        parts = self.accounts[account_id].parts
        principal = sum(parts[name] for name in PRINCIPAL)
        share = round_half_up(
            sum((rate * parts[name] for name, rate in contract.minimum.items()), Decimal(0))
        )
        running.principal_due_minor = min(running.principal_due_minor + share, principal)
        minimum = running.principal_due_minor + sum(parts[name] for name in INTEREST_AND_FEES)
        due_on = day + timedelta(days=contract.due_days)
        grace = contract.late_fee.grace_days if contract.late_fee is not None else 0
        running.bill = Bill(minimum, due_on, due_on + timedelta(days=grace + 1))

    # What facts change in what runs.

    def snapshot(self, fact: Fact, on: date) -> None:
        super().snapshot(fact, on)
        account_id = fact.body.account_id
        if account_id in self._running:
            self._running[account_id] = _Running(on)

    def placed(self, fact: Fact, on: date) -> None:
        super().placed(fact, on)
        if fact.body.account_id in self.contracts:
            self._running[fact.body.account_id] = _Running(on)

    def recall(self, fact: Fact, on: date) -> None:
        super().recall(fact, on)
        self._running.pop(fact.body.account_id, None)

    def closing(self, fact: Fact, on: date) -> None:
        self.recall(fact, on)

    def _post(self, fact: Fact, on: date, account_id: Id, parts: dict[str, int]) -> Posting:
        running = self._running.get(account_id)
        if running is not None and fact.kind in ("payment", "reversal", "waiver"):
            principal = sum(part for name, part in parts.items() if name in PRINCIPAL)
            running.principal_due_minor = max(running.principal_due_minor + principal, 0)
            if running.bill is not None:
                running.bill.paid_minor -= sum(parts.values())
        return super()._post(fact, on, account_id, parts)


def _next_cycle(day: date, cycle_day: int) -> date:
    """The first cycle day after ``day``; a short month has it on its last day."""
    found = month_day(day.year, day.month, cycle_day)
    if found > day:
        return found
    return month_day(day.year + day.month // 12, day.month % 12 + 1, cycle_day)


def estimate(
    balance: AccountBalance, daily_rate: Decimal, bases: Sequence[str], today: date
) -> Accrual | None:
    """What may have run on a book the creditor keeps, since its figures. An estimate: it is shown, never posted."""
    if not balance.is_open or today <= balance.as_of:
        return None
    base = sum(balance.parts[name] for name in bases)
    ran = base * daily_rate * (today - balance.as_of).days
    minor = round_half_up(ran)
    if not minor:
        return None
    return Accrual(balance.account_id, INTEREST, balance.as_of, today, base, daily_rate, ran, minor)
