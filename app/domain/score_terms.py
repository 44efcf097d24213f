"""What a score is made of, so that a changed weight is one pass over what is kept of each case."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from app.domain.strategy import FEATURES, TRAITS, Feature, Measure, ScoreRule, Strategy, Trait

MEASURED = frozenset(
    {
        Measure.BALANCE_MINOR,
        Measure.DPD,
        Measure.UNTOUCHED_DAYS,
        Measure.DAYS_TO_RECALL,
        Measure.DAYS_TO_LIMITATION,
    }
)
"""What is kept of a case besides its features, so that any threshold of it can be tried."""


class Term(NamedTuple):
    """One summand. ``source``: a feature, whose values have ``points`` by value from 0 on; or one of ``MEASURED``,
    whose values have the points of the highest of ``thresholds`` they reach, from ``points[1]`` on: with their sign, as
    ``Feature.steps``."""

    source: str
    points: tuple[int, ...]
    thresholds: tuple[int, ...] = ()


class Terms(NamedTuple):
    """A score, and the features whose new thresholds no kept value tells of: they count as they did before."""

    terms: tuple[Term, ...]
    unseen: tuple[str, ...]


def has_same_steps(one: Strategy, other: Strategy) -> bool:
    """Whether both make the same features of every case: then they differ in a sum alone."""
    return all(one.features[name].thresholds == other.features[name].thresholds for name in FEATURES)


def terms_of(wanted: Strategy, kept: Strategy) -> Terms:
    """The score of a strategy over cases whose features were made by another."""
    found: list[Term] = []
    unseen: list[str] = []
    for rule in wanted.rules:
        if not rule.is_on:
            continue
        new, old = wanted.features[rule.feature], kept.features[rule.feature]
        term = _term(rule, new, old)
        if term is not None:
            found.append(term)
        elif rule.feature not in unseen:
            unseen.append(rule.feature)
            found += [
                Term(known.feature, _points(known))
                for known in kept.rules
                if known.is_on and known.feature == new.name
            ]
    return Terms(tuple(found), tuple(unseen))


def _points(rule: ScoreRule) -> tuple[int, ...]:
    return (0, *(points for _, points in rule.steps))


def _term(rule: ScoreRule, new: Feature, old: Feature) -> Term | None:
    points = _points(rule)
    if new.thresholds == old.thresholds:
        return Term(rule.feature, points)
    if new.measure in MEASURED:
        return Term(new.measure, points, new.steps)
    values = _translated(new, old, TRAITS[new.measure])
    return None if values is None else Term(rule.feature, tuple(points[value] for value in values))


def _translated(new: Feature, old: Feature, trait: Trait) -> list[int] | None:
    """For each value of the old feature the one of the new; None where one old value may be several new ones."""
    highest = trait.highest if new.sign > 0 else -trait.lowest
    least = [None, *old.steps]
    most = [*(step - 1 for step in old.steps), highest]
    values = []
    for low, high in zip(least, most, strict=True):
        value = bisect_right(new.steps, high)
        if value != (0 if low is None else bisect_right(new.steps, low)):
            return None
        values.append(value)
    return values
