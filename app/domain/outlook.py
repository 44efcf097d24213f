"""What would change the score of a case: time, a contact, money, a further breach; each with what it gives or takes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.payment_chance import PaymentChance
from app.domain.strategy import Change, Feature, Measure, Measures, Point, Strategy

AHEAD_DAYS = 60
"""What time brings later than this changes nobody's work."""


class Cause(StrEnum):
    """What would have to happen."""

    TIME = "time"
    """Nothing but ``days`` going by."""
    CONTACT = "contact"
    PAYMENT = "payment"
    """Money in the running month, however little."""
    PAY_DOWN = "pay_down"
    """Money of at least ``amount_minor``."""
    BREACH = "breach"
    """One more promise broken."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """``change`` is by how much the score would move; ``point`` what would be given points for then, None where a rule
    would give none."""

    cause: Cause
    change: int
    point: Point | None
    days: int = 0
    amount_minor: int = 0


def outlook(strategy: Strategy, measures: Measures, chance: PaymentChance | None) -> tuple[Prospect, ...]:
    """What would change the score next, each taken alone: what time brings first, then the rest, strongest first."""
    if not measures:
        return ()
    found = [*_by_time(strategy, measures), *_by_deeds(strategy, measures, chance)]
    found.sort(key=lambda one: (one.cause is not Cause.TIME, one.days, -abs(one.change)))
    return tuple(found)


def _by_time(strategy: Strategy, measures: Measures) -> Iterator[Prospect]:
    for feature in strategy.features.values():
        value = measures.get(feature.measure)
        if feature.change is Change.STILL or value is None:
            continue
        reached = feature.sign * value
        at = bisect_right(feature.steps, reached)
        days = feature.steps[at] - reached if at < len(feature.steps) else AHEAD_DAYS + 1
        if days <= AHEAD_DAYS:
            yield from _moved(strategy, measures, feature, value + feature.sign * days, Cause.TIME, days=days)


def _by_deeds(strategy: Strategy, measures: Measures, chance: PaymentChance | None) -> Iterator[Prospect]:
    features = {feature.measure: feature for feature in strategy.features.values()}
    if measures.get(Measure.UNTOUCHED_DAYS):
        yield from _moved(strategy, measures, features[Measure.UNTOUCHED_DAYS], 0, Cause.CONTACT)
    if chance is not None:
        percent = chance.after_payment().percent
        yield from _moved(strategy, measures, features[Measure.PAYMENT_CHANCE], percent, Cause.PAYMENT)
    balance, amounts = measures.get(Measure.BALANCE_MINOR) or 0, features[Measure.BALANCE_MINOR]
    at = amounts.of(balance)
    if at:
        below = amounts.thresholds[at - 1] - 1
        yield from _moved(strategy, measures, amounts, below, Cause.PAY_DOWN, amount_minor=balance - below)
    breaches = (measures.get(Measure.BROKEN_PROMISES) or 0) + 1
    yield from _moved(strategy, measures, features[Measure.BROKEN_PROMISES], breaches, Cause.BREACH)


def _moved(
    strategy: Strategy,
    measures: Measures,
    feature: Feature,
    value: int | None,
    cause: Cause,
    *,
    days: int = 0,
    amount_minor: int = 0,
) -> Iterator[Prospect]:
    """What another value of one measure would do, if anything."""
    features: Mapping[str, int] = strategy.measure(measures)
    before, _ = strategy.score(features)
    after, points = strategy.score({**features, feature.name: feature.of(value)})
    if after != before:
        point = next((point for point in points if point.feature.name == feature.name), None)
        yield Prospect(cause, after - before, point, days, amount_minor)
