"""When a person is best reached: their own calls by two hours of the day, drawn towards what all calls came to.

Source: the posterior mean of a rate with a beta prior (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.1):
(reached + k·p) / (calls + k), p the rate of all calls in these hours, k the calls the prior is worth. So one lucky call
does not make an hour the best. It moves rows on the screen only, never a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from app.domain.values import value

HOURS = 2
PRIOR_CALLS = 4
LEAST_REACHED = 2
"""Fewer times reached in the same hours say nothing."""


@value
class BestHour:
    """From and to which hour of the debtor's day, and how often of how many calls the debtor was reached then."""

    from_hour: int
    to_hour: int
    reached: int
    calls: int

    def holds(self, hour: int) -> bool:
        """Whether this hour of the day is among them."""
        return self.from_hour <= hour < self.to_hour


def rates(calls: Iterable[tuple[int, bool]]) -> dict[int, Fraction]:
    """By the first of two hours: which part of all calls (hour, reached) reached the debtor. Hours without a call
    have the rate of all."""
    tally = _tally(calls)
    made, reached = (sum(counts[at] for counts in tally.values()) for at in (0, 1))
    every = Fraction(reached, made) if made else Fraction(0)
    found = dict.fromkeys(range(0, 24, HOURS), every)
    return found | {slot: Fraction(reached, made) for slot, (made, reached) in tally.items()}


def best_hour(calls: Iterable[tuple[int, bool]], portfolio: Mapping[int, Fraction]) -> BestHour | None:
    """The hours in which a person is best reached, of their calls (hour, reached); None where too little is known."""

    def rate(slot: int) -> Fraction:
        made, reached = tally[slot]
        return (reached + PRIOR_CALLS * portfolio.get(slot, Fraction(0))) / (made + PRIOR_CALLS)

    tally = _tally(calls)
    known = [slot for slot, (_, reached) in tally.items() if reached >= LEAST_REACHED]
    if not known:
        return None
    slot = max(known, key=lambda slot: (rate(slot), -slot))
    made, reached = tally[slot]
    return BestHour(slot, slot + HOURS, reached, made)


def _tally(calls: Iterable[tuple[int, bool]]) -> dict[int, tuple[int, int]]:
    """Calls and times reached, by the first of two hours."""
    tally: dict[int, tuple[int, int]] = {}
    for hour, is_reached in calls:
        slot = hour - hour % HOURS
        made, reached = tally.get(slot, (0, 0))
        tally[slot] = (made + 1, reached + is_reached)
    return tally
