"""One account's bills, payments and figures, from what the real client owed and paid month by month.

The last bill lies a few days before the reference date; the others a month apart before it. A client who was k
months overdue at the last bill has not paid the bill k months before it, so that is where days past due begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from app.domain.dates import add_months
from app.domain.facts import Id, Payment, Placed, Snapshot, Statement
from app.services.sample.clients import MONTHS, Client
from app.services.sample.dice import Dice

CURRENCY = "CNY"
DAYS_TO_PAY = 20
"""Between a bill and the day it falls due."""

MOST_MONTHS = 9
"""The source counts no further."""

LATEST_DAYS = 16
"""So many days after the last bill, what was k months overdue on it is still in bucket Mk, however long the months."""

_DAILY = 5, 10_000
"""0.0005 a day, the usual rate of cards: resources/rules/cn.toml, daily_rate."""

_MINIMUM_PERCENT = 10

Parts = tuple[int, int, int, int, int, int, int, int]
"""A balance by component, in the order of ``Balance``: purchase, cash, instalment, interest, compound, fees."""


@dataclass(frozen=True, slots=True)
class Make:
    """How the principal of an account is made up, in percent; what is left are purchases."""

    cash: int
    instalment: int
    has_service_fee: bool


@dataclass(frozen=True, slots=True)
class Bills:
    """The bills of one account. Months count back from the last (0). Days past due count from ``oldest_due_on``."""

    account_id: Id
    client: Client
    billed_on: tuple[date, ...]
    paid_on: tuple[date, ...]
    oldest_due_on: date
    make: Make

    @property
    def balance_minor(self) -> int:
        """What the last bill says."""
        return self.client.bills[0]

    def month_known_on(self, day: date) -> int | None:
        """The latest bill that was out on a day."""
        return next((month for month in range(MONTHS) if self.billed_on[month] <= day), None)

    def can_be_placed_on(self, day: date) -> bool:
        """Whether something was owed and overdue then."""
        month = self.month_known_on(day)
        return month is not None and self.client.bills[month] > 0 and day > self.oldest_due_on

    def statements(self, placed_on: date) -> Iterator[Statement]:
        """The bills that are told of, the oldest first."""
        client = self.client
        for month in reversed(range(MONTHS)):
            billed_on, bill = self.billed_on[month], client.bills[month]
            if month >= client.months_told and billed_on <= placed_on:
                continue
            yield Statement(
                self.account_id,
                billed_on,
                billed_on + timedelta(days=DAYS_TO_PAY),
                CURRENCY,
                bill,
                minimum(bill),
                max(client.overdue[month], 0),
            )

    def payments(self, placed_on: date, channel: str) -> Iterator[Payment]:
        """What was paid and is told of, the oldest first."""
        for month in reversed(range(MONTHS)):
            paid, paid_on = self.client.paid[month], self.paid_on[month]
            if paid > 0 and (month < self.client.months_told or paid_on >= placed_on):
                yield Payment(paid, CURRENCY, paid_on, self.account_id, channel, None, "file")

    def placed(self, day: date, placement_id: Id, recall_on: date) -> Placed:
        """The account as it came to us on a day."""
        month = self.month_known_on(day) or 0
        purchase, cash, instalment, interest, compound, late_fee, service_fee, cost = self._parts(
            self.client.bills[month]
        )
        return Placed(
            self.account_id, day, CURRENCY, purchase, cash, instalment, interest, compound, late_fee,
            service_fee, cost, self.oldest_due_on, True, placement_id, recall_on,
        )  # fmt: skip

    def snapshot(self) -> Snapshot:
        """The creditor's figures with the last bill."""
        purchase, cash, instalment, interest, compound, late_fee, service_fee, cost = self._parts(
            self.balance_minor
        )
        return Snapshot(
            self.account_id, self.billed_on[0], CURRENCY, purchase, cash, instalment, interest, compound,
            late_fee, service_fee, cost, self.oldest_due_on, True,
        )  # fmt: skip

    def _parts(self, total: int) -> Parts:
        """A total by component. The parts add up to it exactly."""
        months, (per, of) = self.client.months, _DAILY
        interest = total * (30 * months + 10) * per // of
        compound = interest * 30 * (months - 1) * per // of
        late_fee = total * months * 5 * _MINIMUM_PERCENT // 10_000
        service_fee = total * months * 2 // 1000 if self.make.has_service_fee else 0
        principal = total - interest - compound - late_fee - service_fee
        cash, instalment = principal * self.make.cash // 100, principal * self.make.instalment // 100
        return (
            principal - cash - instalment,
            cash,
            instalment,
            interest,
            compound,
            late_fee,
            service_fee,
            0,
        )


def minimum(bill: int) -> int:
    """The least payment of a bill: a tenth, nothing where nothing is owed."""
    return max(bill, 0) * _MINIMUM_PERCENT // 100


def bills_of(
    account_id: Id,
    client: Client,
    today: date,
    dice: Dice,
    *,
    days_since: int,
    is_loan: bool,
    is_paid_late: bool = False,
) -> Bills:
    """The bills of a client, the last ``days_since`` days ago. ``is_paid_late``: the last payment just before it."""
    last = today - timedelta(days=days_since)
    billed_on = _billed_on(last)
    before = [dice.number(1, 20) for _ in range(MONTHS)]
    if is_paid_late:
        before[0] = dice.number(1, 3)
    paid_on = tuple(day - timedelta(days=days) for day, days in zip(billed_on, before, strict=False))
    if is_loan:
        make = Make(0, 100, True)
    else:
        make = Make(dice.one_of((0, 0, 10, 20, 35)), dice.one_of((0, 0, 0, 25, 40)), False)
    oldest_due_on = billed_on[client.months] + timedelta(days=DAYS_TO_PAY)
    return Bills(account_id, client, billed_on[:MONTHS], paid_on, oldest_due_on, make)


@lru_cache
def _billed_on(last: date) -> tuple[date, ...]:
    """The day of the last bill, and the same day of every month before it that a client can be overdue since."""
    return tuple(add_months(last, -month) for month in range(MOST_MONTHS + 1))
