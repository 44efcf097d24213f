"""How the payments of a plan work off its principal, in whole minor units.

Interest runs by the period (yearly rate / periods a year, as a spreadsheet's PMT reckons), from one period before the
first instalment, and is rounded half up. A payment goes to fees, then to interest, then to principal; what it
does not cover is carried on and bears no interest itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from app.domain.errors import RuleViolation
from app.domain.plan_terms import PAYMENTS_A_YEAR, Basis, Terms

_FAR = 1_200
"""Periods after which nobody counts on: a hundred years of months."""


class Part(NamedTuple):
    """One instalment in its parts; ``balance_minor`` is the principal after it."""

    amount_minor: int
    interest_minor: int
    fee_minor: int
    balance_minor: int


@dataclass(frozen=True, slots=True)
class Flow:
    """What the terms say of every instalment. ``rate`` is the period's as numerator and denominator."""

    principal: int
    rate: tuple[int, int]
    is_flat: bool
    fee: int
    opening_fee: int
    step: int
    step_every: int
    balloon: int
    fixed: dict[int, int]

    def pay(self, no: int, level: int) -> int:
        """What is paid with instalment ``no``, but for a balloon."""
        fixed = self.fixed.get(no)
        return level + self.step * ((no - 1) // self.step_every) if fixed is None else fixed

    def interest(self, no: int, balance: int) -> int:
        """The interest of period ``no``; of a negative balance negative, so that a search sees a straight line.

        Flat interest is rounded on the whole up to the period, so that rounding does not add up.
        """
        if self.is_flat:
            return self._share(self.principal * no) - self._share(self.principal * (no - 1))
        return self._share(balance)

    def _share(self, minor: int) -> int:
        top, bottom = self.rate
        return (2 * minor * top + bottom) // (2 * bottom) if top else 0

    def steps(self, level: int) -> Iterator[tuple[int, int, int, int, int]]:
        """The instalments one after another, endless: as ``Part``, and the charges not covered so far.

        Plain tuples, since a search makes a thousand of them.
        """
        balance, interest, fee, no = self.principal, 0, self.opening_fee, 0
        while True:
            no += 1
            fee += self.fee
            interest += self.interest(no, balance)
            pay = self.pay(no, level)
            to_fee = min(pay, fee)
            to_interest = min(pay - to_fee, interest)
            fee, interest = fee - to_fee, interest - to_interest
            balance -= pay - to_fee - to_interest
            yield pay, to_interest, to_fee, balance, fee + interest

    def left(self, level: int, number: int) -> int:
        """What ``number`` instalments leave unpaid; below 0 if they pay too much."""
        *_, balance, charges = next(islice(self.steps(level), number - 1, None))
        return balance + charges - self.balloon

    def parts(self, level: int, number: int) -> tuple[Part, ...]:
        """The instalments, the last taking all that is left; below 1 if the others pay too much."""
        *made, (pay, interest, fee, balance, charges) = islice(self.steps(level), number)
        # What the last one leaves unpaid, interest and fees among it, is paid with it.
        open_fee = self._fees(number) - sum(step[2] for step in made) - fee
        last = Part(pay + balance + charges, interest + charges - open_fee, fee + open_fee, 0)
        return (*(Part(*step[:4]) for step in made), last)

    def _fees(self, number: int) -> int:
        return self.opening_fee + self.fee * number

    def level(self, number: int) -> int | None:
        """The instalment that pays all in ``number`` periods, to the nearest minor unit; None if there is none."""
        highest = self.principal + number * (self.interest(1, self.principal) + 1) + self._fees(number)
        enough = smallest(lambda amount: self.left(amount, number), highest)
        if enough < 1:
            return None
        over = -self.left(enough, number)
        is_last_paid = self.parts(enough, number)[-1].amount_minor >= 1
        below = self.left(enough - 1, number)
        if enough > 1 and below < (min(over, number) if is_last_paid else number):
            return enough - 1
        return enough if is_last_paid else None

    def number(self, level: int) -> int:
        """Instalments needed.

        A remainder below one minor unit a period goes into the last row, not into a row of its own: 100.00 by 33.33
        is three rows, the last 33.34. Raises RuleViolation ``plan_never_ends`` (``charges_minor`` a period).
        """
        charges = self.interest(1, self.principal) + self.fee
        if level <= charges and not self.step:
            raise RuleViolation("plan_never_ends", "instalment_minor", charges_minor=charges)
        left = self.principal
        for no, step in enumerate(islice(self.steps(level), _FAR), start=1):
            left = step[3] + step[4] - self.balloon
            if left <= 0 or left < min(no, self.pay(no + 1, level)):
                return no
        if left >= self.principal:
            raise RuleViolation("plan_never_ends", "instalment_minor", charges_minor=charges)
        return _FAR * self.principal // (self.principal - left)

    def fits(self, level: int, number: int) -> bool:
        """Whether the last instalment is no smaller than the least money and no larger than rounding makes it."""
        last = self.parts(level, number)[-1].amount_minor
        return 1 <= last < self.pay(number, level) + self.balloon + number


def smallest(left: Callable[[int], int], highest: int) -> int:
    """The smallest amount up to ``highest`` at which nothing is left; ``left`` falls, nearly in a straight line.

    By the rule of false position, every fourth time by halves, so that a bent line is searched as fast as any.
    """
    low, high = 0, highest
    over, under = left(low), left(high)
    if over <= 0:
        return 0
    turn = 0
    while high - low > 1:
        turn += 1
        guess = low + (high - low) // 2 if turn % 4 == 0 else low + (high - low) * over // (over - under)
        guess = min(max(guess, low + 1), high - 1)
        value = left(guess)
        if value > 0:
            low, over = guess, value
        else:
            high, under = guess, value
    return high


def flow_of(terms: Terms) -> Flow:
    """The flow of terms that passed their checks."""
    top, bottom = terms.yearly_rate.as_integer_ratio()
    return Flow(
        terms.financed_minor,
        (top, bottom * PAYMENTS_A_YEAR[terms.cadence]),
        terms.basis is Basis.FLAT,
        terms.fee_minor,
        terms.opening_fee_minor,
        terms.step_minor,
        terms.step_every,
        terms.balloon_minor,
        {edit.no: edit.amount_minor for edit in terms.edits if edit.amount_minor is not None},
    )
