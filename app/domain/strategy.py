"""The score that orders cases inside a tier: few named rules, each worth points, each said in words.

Two steps, so that a changed weight is one pass over small integers: *measures* (amounts, days) become
*features* by thresholds; *rules* give points for features. Both are data in ``resources/strategies/``.
Only features are stored with a case; nothing here depends on the hour.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.entry import Entry, Words, unique
from app.domain.errors import AppError
from app.domain.terms import Bucket


class Measure(StrEnum):
    """What is measured of a case; ``None`` where it does not apply (no recall date)."""

    BALANCE_MINOR = "balance_minor"
    DPD = "dpd"
    BROKEN_PROMISES = "broken_promises"
    UNTOUCHED_DAYS = "untouched_days"
    """Days since the last worked contact, else since the placement."""
    DAYS_TO_RECALL = "days_to_recall"
    DAYS_TO_LIMITATION = "days_to_limitation"


class Change(StrEnum):
    """How a measure moves by itself with each day."""

    RISING = "rising"
    FALLING = "falling"
    STILL = "still"


_CHANGES = {
    Measure.BALANCE_MINOR: Change.STILL,
    Measure.DPD: Change.RISING,
    Measure.BROKEN_PROMISES: Change.STILL,
    Measure.UNTOUCHED_DAYS: Change.RISING,
    Measure.DAYS_TO_RECALL: Change.FALLING,
    Measure.DAYS_TO_LIMITATION: Change.FALLING,
}

Measures = Mapping[Measure, int | None]
"""A case's measures: minor units or days."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A small integer: how many thresholds the measure has reached. Thresholds rise for measures where more
    is stronger (days untouched) and fall where less is (days to recall)."""

    name: str
    measure: Measure
    thresholds: tuple[int, ...]

    change: Change = field(init=False)
    """How the measure moves with time."""
    sign: int = field(init=False, repr=False)
    """Less is stronger where it is -1: with it, every measure rises."""
    steps: tuple[int, ...] = field(init=False, repr=False)
    """The thresholds with that sign, from the lowest up."""

    def __post_init__(self) -> None:
        # Every case asks for each feature, so what never changes is worked out once.
        change = _CHANGES[self.measure]
        sign = -1 if change is Change.FALLING else 1
        object.__setattr__(self, "change", change)
        object.__setattr__(self, "sign", sign)
        object.__setattr__(self, "steps", tuple(sorted(sign * threshold for threshold in self.thresholds)))

    def of(self, value: int | None) -> int:
        """The feature of a measured value; 0 when nothing is measured."""
        return 0 if value is None else bisect_right(self.steps, self.sign * value)


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """Points by feature: the step with the highest threshold reached counts. ``steps`` is
    ``((feature threshold, points), …)``, thresholds rising from 1."""

    name: str
    feature: str
    steps: tuple[tuple[int, int], ...]
    words: Words

    def points(self, value: int) -> int:
        """The points for a feature value; 0 below the first step."""
        found = 0
        for threshold, points in self.steps:
            if value >= threshold:
                found = points
        return found


@dataclass(frozen=True, slots=True)
class Point:
    """What one rule gave for which value of its feature."""

    rule: ScoreRule
    points: int
    feature: Feature
    value: int

    @property
    def params(self) -> Mapping[str, int | str]:
        """What fills its sentence: ``amount_minor``, ``bucket``, ``count`` or ``days`` (the threshold that was
        reached, so that it follows from the feature alone)."""
        return _params(self.feature, self.value)


@dataclass(frozen=True, slots=True)
class Strategy:
    """Features and rules in the order of the file."""

    name: str
    words: Words
    features: Mapping[str, Feature]
    rules: tuple[ScoreRule, ...]

    given: tuple[tuple[str, tuple[Point | None, ...]], ...] = field(init=False, repr=False, compare=False)
    """For each rule the name of its feature, and what each value of it gives."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", tuple((rule.feature, self._given(rule)) for rule in self.rules))

    def _given(self, rule: ScoreRule) -> tuple[Point | None, ...]:
        feature = self.features[rule.feature]
        worth = [rule.points(value) for value in range(len(feature.steps) + 1)]
        return tuple(
            Point(rule, points, feature, value) if points else None for value, points in enumerate(worth)
        )

    def measure(self, measures: Measures) -> dict[str, int]:
        """The features of a case, by name: small integers to be stored."""
        return self.read(measures)[0]

    def score(self, features: Mapping[str, int]) -> tuple[int, tuple[Point, ...]]:
        """The sum, and the rules that gave points, strongest first."""
        points = []
        total = 0
        for name, given in self.given:
            value = features.get(name, 0)
            # A value that was stored by another strategy may lie above the steps of this one.
            point = given[value if value < len(given) else -1]
            if point is not None:
                points.append(point)
                total += point.points
        points.sort(key=lambda point: -abs(point.points))
        return total, tuple(points)

    def next_change(self, measures: Measures) -> int | None:
        """Days until time alone changes any feature; ``None`` if it never does."""
        return self.read(measures)[1]

    def read(self, measures: Measures) -> tuple[dict[str, int], int | None]:
        """``measure`` and ``next_change`` in one go."""
        features: dict[str, int] = {}
        nearest: int | None = None
        for name, feature in self.features.items():
            value = measures.get(feature.measure)
            if value is None:
                features[name] = 0
                continue
            steps, reached = feature.steps, feature.sign * value
            at = features[name] = bisect_right(steps, reached)
            if at < len(steps) and feature.change is not Change.STILL:
                days = steps[at] - reached
                if nearest is None or days < nearest:
                    nearest = days
        return features, nearest


def _params(feature: Feature, value: int) -> dict[str, int | str]:
    reached = feature.thresholds[min(value, len(feature.thresholds)) - 1]
    match feature.measure:
        case Measure.BALANCE_MINOR:
            return {"amount_minor": reached}
        case Measure.DPD:
            return {"bucket": Bucket.of(reached).label}
        case Measure.BROKEN_PROMISES:
            return {"count": f"{reached}+" if value >= len(feature.thresholds) else reached}
        case _:
            return {"days": reached}


def parse(data: Mapping[str, Any]) -> Strategy:
    """The strategy of a parsed TOML file. Raises ``AppError`` naming the entry: the ``data_…`` codes of
    ``entry.py`` and ``strategy_steps`` (thresholds out of order)."""
    with Entry(data) as root:
        features = unique([_feature(entry) for entry in root.children("features")], "features")
        rules = unique([_rule(entry, features) for entry in root.children("rules")], "rules")
        return Strategy(root.text("name"), root.words(), features, tuple(rules.values()))


def _feature(entry: Entry) -> tuple[str, Feature]:
    with entry:
        name, measure = entry.text("name"), entry.member("measure", Measure)
        thresholds = entry.integers("thresholds")
    is_falling = _CHANGES[measure] is Change.FALLING
    if not thresholds or list(thresholds) != sorted(set(thresholds), reverse=is_falling):
        raise AppError("strategy_steps", entry=entry.at("thresholds"))
    return name, Feature(name, measure, thresholds)


def _rule(entry: Entry, features: Mapping[str, Feature]) -> tuple[str, ScoreRule]:
    with entry:
        name, feature, words = entry.text("name"), entry.text("feature"), entry.words()
        if feature not in features:
            raise entry.refuse("feature", ", ".join(features))
        points = entry.integers("points")
    if len(points) != len(features[feature].thresholds):
        raise AppError("strategy_steps", entry=entry.at("points"))
    return name, ScoreRule(name, feature, tuple(enumerate(points, start=1)), words)
