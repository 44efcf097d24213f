"""What a score is made of, so that a changed weight is one pass over what is kept of each case."""

from __future__ import annotations

from typing import NamedTuple

from app.domain.strategy import FEATURES, Feature, ScoreRule, Strategy


class Term(NamedTuple):
    """One summand. ``source``: a feature, whose values have ``points`` by value from 0 on; or a measure, whose values
    have the points of the highest of ``thresholds`` they reach, from ``points[1]`` on: with their sign, as
    ``Feature.steps``."""

    source: str
    points: tuple[int, ...]
    thresholds: tuple[int, ...] = ()


def has_same_features(one: Strategy, other: Strategy) -> bool:
    """Whether both make the same features of every case: then they differ in a sum alone."""
    return all(one.features[name].kept == other.features[name].kept for name in FEATURES)


def terms_of(wanted: Strategy, kept: Strategy) -> tuple[Term, ...]:
    """The score of a strategy over cases whose features were made by another."""
    return tuple(
        _term(rule, wanted.features[rule.feature], kept.features[rule.feature])
        for rule in wanted.rules
        if rule.is_on
    )


def _term(rule: ScoreRule, new: Feature, old: Feature) -> Term:
    """By the measure where the feature is the measure itself, or is not yet as it will be."""
    points = (0, *(points for _, points in rule.steps))
    is_counted = new.kept is new.steps and new.thresholds == old.thresholds
    return Term(rule.feature, points) if is_counted else Term(new.measure, points, new.steps)
