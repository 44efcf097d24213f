"""The all-in yearly cost of a debt (综合年化成本), defined once for every screen, letter and warning.

It is the effective yearly rate by dates: with it, everything that was paid and is still owed is worth on the first day
what was lent. ``factor`` is what one unit grows to in a day; the year is 365 of them, so every power is a whole number
and every figure a ``Decimal``. The same equation as a spreadsheet's XIRR, and as Directive 2008/48/EC annex I part I.

The nominal rate of the United States (12 CFR 1026, Appendix J) is reckoned by unit-periods and stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from typing import NamedTuple

from app.domain.dates import DAYS_A_YEAR
from app.domain.entry import Words

DEFINITION = Words(
    "综合年化成本：按实际日期计算的有效年利率。以此利率将已还和应还的全部款项（本金、利息、复利、违约金及各项费用）"
    "折算到第一天，恰等于借出的本金。一年按 365 天计，按日复利。",
    "All-in yearly cost: the effective yearly rate by actual dates. Discounted with it, everything paid and owed "
    "(principal, interest, compound interest, late fees and all other fees) is worth on the first day exactly what was "
    "lent. A year is 365 days, compounded daily.",
)
HIGHEST = Decimal(1000)
"""A yearly cost of 100,000 % and more is told as this: past it the figure says nothing new."""
_PLACES = Decimal("0.000001")
_EXACT = Context(prec=28)
_CLOSE = Decimal("1E-12")


class Flow(NamedTuple):
    """Money on a day as the lender sees it: negative what was lent, positive what came back, in minor units."""

    on: date
    minor: int


def yearly_cost(flows: Iterable[Flow]) -> Decimal | None:
    """The all-in yearly cost as a share (``0.24`` is 24 %) to six decimals; negative where less came
    back than was lent.

    None where there is no such rate: nothing was lent first, nothing came back, or all of it on one day.
    """
    by_day: dict[int, int] = {}
    for flow in flows:
        by_day[flow.on.toordinal()] = by_day.get(flow.on.toordinal(), 0) + flow.minor
    days = sorted(day for day, minor in by_day.items() if minor)
    if len(days) < 2 or by_day[days[0]] > 0 or max(by_day[day] for day in days) < 0:
        return None
    with localcontext(_EXACT):
        discount = _discount([(day - days[0], by_day[day]) for day in days])
        if discount is None:
            return None
        return _told(1 / discount**DAYS_A_YEAR - 1)


def _told(rate: Decimal) -> Decimal:
    return min(rate, HIGHEST).quantize(_PLACES, "ROUND_HALF_UP")


def _discount(flows: Sequence[tuple[int, int]]) -> Decimal | None:
    """What a unit of tomorrow is worth today: Newton's steps, kept between two days that enclose the answer."""
    gaps = [after[0] - before[0] for before, after in pairwise(flows)]
    amounts = [Decimal(minor) for _, minor in flows]
    lengths = set(gaps)

    def worth(x: Decimal) -> tuple[Decimal, Decimal]:
        """The value on the first day at the discount ``x``, and how fast it grows with it."""
        powers = {gap: x ** (gap - 1) for gap in lengths}
        value, slope = amounts[-1], Decimal(0)
        for gap, amount in zip(reversed(gaps), reversed(amounts[:-1]), strict=True):
            power = powers[gap]
            slope = (slope * x + value * gap) * power
            value = value * power * x + amount
        return value, slope

    return _root(worth, Decimal(0), _above(worth))


def _above(worth: Callable[[Decimal], tuple[Decimal, Decimal]]) -> Decimal | None:
    """A discount at which what came back is worth more than what was lent. Far above 1 it would be a debt forgiven."""
    high = Decimal(1)
    for step in (Decimal("1.001"), Decimal("1.01"), Decimal("1.1"), Decimal(2), Decimal(10**15)):
        if worth(high)[0] >= 0:
            return high
        high = step
    return high if worth(high)[0] >= 0 else None


def _root(
    function: Callable[[Decimal], tuple[Decimal, Decimal]], low: Decimal, high: Decimal | None
) -> Decimal | None:
    """Where a function with its slope passes zero between ``low`` (below zero) and ``high`` (not below)."""
    if high is None:
        return None
    x = high
    while True:  # every point that was tried bounds the next: none comes twice
        value, slope = function(x)
        if value < 0:
            low = x
        else:
            high = x
        step = x - value / slope if slope > 0 else low
        following = step if low < step <= high else (low + high) / 2
        if abs(following - x) < _CLOSE * x:
            return following
        x = following


class UnitFlow(NamedTuple):
    """Money after ``whole`` unit-periods and a ``fraction`` of one: negative an advance, positive a payment."""

    whole: int
    fraction: Decimal
    minor: int


def annual_percentage_rate(flows: Sequence[UnitFlow], unit_periods_a_year: int) -> Decimal | None:
    """The nominal yearly rate of 12 CFR 1026 Appendix J (b)(8), the actuarial method, to six decimals.

    Each flow is discounted by ``(1 + fraction * i) * (1 + i) ** whole``; the rate is ``i`` times the unit-periods of a
    year. None where less came back than was lent, or there is nothing to reckon with.
    """

    def owed(rate: Decimal) -> Decimal:
        """What was lent less what came back, at a rate: rises with it."""
        return -sum(
            (flow.minor / ((1 + flow.fraction * rate) * (1 + rate) ** flow.whole) for flow in flows),
            Decimal(0),
        )

    if not flows or sum(flow.minor for flow in flows) < 0 or not any(flow.minor < 0 for flow in flows):
        return None
    with localcontext(_EXACT):
        low, high = Decimal(0), HIGHEST
        while high - low > _PLACES**2:
            middle = (low + high) / 2
            if owed(middle) < 0:
                low = middle
            else:
                high = middle
        return _told(high * unit_periods_a_year)
