"""The chance that a debtor pays within a month, from our own record of this case and nothing else.

A month is 30 days from the first placement. Of the last six whole months (of fewer where there were fewer), in how many
did money come? The running month counts as soon as money came in it. With k of n the chance is (k + 1) of (n + 2):
Laplace's rule of succession (Essai philosophique sur les probabilités, 1814), so that one month decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta, tzinfo
from typing import NamedTuple

from app.domain.history import History

MONTH_DAYS = 30
MONTHS = 6


class PaymentChance(NamedTuple):
    """``paid`` of ``months`` brought money, ``is_paid_now``: the running one too. ``changes_on``: the day on which the
    next month begins, None if neither that nor any later one changes the chance by itself."""

    paid: int
    months: int
    is_paid_now: bool
    changes_on: date | None

    @property
    def percent(self) -> int | None:
        """Whole percent, cut off; None where no month is over and no money came."""
        return 100 * (self.paid + 1) // (self.months + 2) if self.months else None

    def after_payment(self) -> PaymentChance:
        """What money in the running month would make of it."""
        if self.is_paid_now:
            return self
        return self._replace(paid=self.paid + 1, months=self.months + 1, is_paid_now=True)


def chance_of(past: History, zone: tzinfo, today: date) -> PaymentChance | None:
    """The chance in a case with this past; None before anything was placed."""
    if not past.placed:
        return None
    placed_on = past.placed[0].occurred_at.astimezone(zone).date()
    return payment_chance(
        placed_on, [on for fact in past.live_payments if (on := fact.body.paid_on) <= today], today
    )


def payment_chance(placed_on: date, paid_on: Iterable[date], today: date) -> PaymentChance:
    """The chance on a day. ``paid_on``: the days on which money came, up to today."""
    running = max((today - placed_on).days, 0) // MONTH_DAYS
    first = max(running - MONTHS, 0)
    months = {(day - placed_on).days // MONTH_DAYS for day in paid_on}
    paid = sum(1 for month in months if first <= month <= running)
    is_paid_now = running in months
    is_settled = running >= MONTHS and not paid
    next_on = None if is_settled else placed_on + timedelta(days=MONTH_DAYS * (running + 1))
    return PaymentChance(paid, running - first + is_paid_now, is_paid_now, next_on)
