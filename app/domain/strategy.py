"""The score that orders cases inside a tier: few named rules, each worth points, each said in words.

Two steps, so that a changed weight is one pass over small integers: *measures* (amounts, days, levels) become
*features* by thresholds; *rules* give points for features. Both are data: ``strategy_file`` reads and writes them.
Only features are stored with a case; nothing here depends on the hour.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from app.domain.entry import Words
from app.domain.terms import Bucket


class Measure(StrEnum):
    """What is measured of a case; ``None`` where it does not apply (no recall date) or is not known."""

    BALANCE_MINOR = "balance_minor"
    DPD = "dpd"
    BROKEN_PROMISES = "broken_promises"
    UNTOUCHED_DAYS = "untouched_days"
    """Days since the last worked contact, else since the placement."""
    DAYS_TO_RECALL = "days_to_recall"
    DAYS_TO_LIMITATION = "days_to_limitation"
    PAYMENT_CHANCE = "payment_chance"
    """Percent, see ``payment_chance``."""
    WILLINGNESS = "willingness"
    """1 to 5, of the latest overdue reason; so is the next."""
    ABILITY = "ability"
    REASON_GROUP = "reason_group"
    """The digit of the group of the latest overdue reason."""

    # That of an enumeration is worked out in Python, twenty times a case.
    __hash__ = str.__hash__


class Change(StrEnum):
    """How a measure moves by itself with each day."""

    RISING = "rising"
    FALLING = "falling"
    STILL = "still"


class Unit(StrEnum):
    """What the thresholds of a measure are counted in."""

    MINOR = "minor"
    DAYS = "days"
    TIMES = "times"
    PERCENT = "percent"
    LEVEL = "level"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Trait:
    """What holds for a measure whatever the strategy: the feature made of it, its unit, how it moves, the least and
    the greatest threshold that make sense, and the place its words may fill."""

    feature: str
    unit: Unit
    change: Change
    lowest: int
    highest: int
    place: str


WHOLE = frozenset({Unit.TIMES, Unit.PERCENT, Unit.LEVEL, Unit.GROUP})
"""Units of so few values that a measure is kept as it is: whatever threshold is tried, what is kept tells of it."""
_EVER = 10**13
_DAYS = 10_000
TRAITS: Mapping[Measure, Trait] = {
    Measure.BALANCE_MINOR: Trait("amount_band", Unit.MINOR, Change.STILL, 1, _EVER, "amount"),
    Measure.DPD: Trait("bucket", Unit.DAYS, Change.RISING, 1, _DAYS, "bucket"),
    Measure.BROKEN_PROMISES: Trait("broken", Unit.TIMES, Change.STILL, 1, 100, "count"),
    Measure.UNTOUCHED_DAYS: Trait("untouched", Unit.DAYS, Change.RISING, 1, _DAYS, "days"),
    Measure.DAYS_TO_RECALL: Trait("recall", Unit.DAYS, Change.FALLING, 0, _DAYS, "days"),
    Measure.DAYS_TO_LIMITATION: Trait("limitation", Unit.DAYS, Change.FALLING, 0, _DAYS, "days"),
    Measure.PAYMENT_CHANCE: Trait("chance", Unit.PERCENT, Change.STILL, 1, 100, "percent"),
    Measure.WILLINGNESS: Trait("willingness", Unit.LEVEL, Change.STILL, 1, 5, "level"),
    Measure.ABILITY: Trait("ability", Unit.LEVEL, Change.STILL, 1, 5, "level"),
    Measure.REASON_GROUP: Trait("reason_group", Unit.GROUP, Change.STILL, 1, 9, "group"),
}
FEATURES = tuple(trait.feature for trait in TRAITS.values())
"""The features, in the order of the columns that keep them."""

Measures = Mapping[Measure, int | None]
"""A case's measures: minor units, days, times, percent, levels."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A small integer: how many thresholds the measure has reached, or of a ``WHOLE`` unit the measure itself.
    Thresholds rise for measures where more is stronger (days untouched) and fall where less is (days to recall)."""

    name: str
    measure: Measure
    thresholds: tuple[int, ...]

    change: Change = field(init=False)
    """How the measure moves with time."""
    sign: int = field(init=False, repr=False)
    """Less is stronger where it is -1: with it, every measure rises."""
    steps: tuple[int, ...] = field(init=False, repr=False)
    """The thresholds with that sign, from the lowest up."""
    kept: tuple[int, ...] = field(init=False, repr=False)
    """The values that are told apart: the steps, or every value of a whole unit."""

    def __post_init__(self) -> None:
        # Every case asks for each feature, so what never changes is worked out once.
        trait = TRAITS[self.measure]
        sign = -1 if trait.change is Change.FALLING else 1
        steps = tuple(sorted(sign * threshold for threshold in self.thresholds))
        object.__setattr__(self, "change", trait.change)
        object.__setattr__(self, "sign", sign)
        object.__setattr__(self, "steps", steps)
        is_whole = trait.unit in WHOLE
        object.__setattr__(self, "kept", tuple(range(1, trait.highest + 1)) if is_whole else steps)

    def of(self, value: int | None) -> int:
        """The feature of a measured value; 0 when nothing is measured."""
        return 0 if value is None else bisect_right(self.kept, self.sign * value)

    def step(self, value: int) -> int:
        """How many thresholds a value of the feature has reached."""
        return value if self.kept is self.steps else bisect_right(self.steps, value)


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """Points by step of a feature: the highest that is reached counts. ``steps`` is ``((step, points), …)``, steps
    rising from 1."""

    name: str
    feature: str
    steps: tuple[tuple[int, int], ...]
    words: Words
    is_on: bool = True

    def points(self, value: int) -> int:
        """The points at a step; 0 below the first, and of a rule that is switched off."""
        found = 0
        if not self.is_on:
            return found
        for threshold, points in self.steps:
            if value >= threshold:
                found = points
        return found


@dataclass(frozen=True, slots=True)
class Point:
    """What one rule gave for which step of its feature."""

    rule: ScoreRule
    points: int
    feature: Feature
    value: int

    @property
    def params(self) -> Mapping[str, int | str]:
        """What fills its sentence: ``amount_minor``, ``bucket``, ``count``, ``days``, ``percent``, ``level`` or
        ``group`` (the threshold that was reached, so that it follows from the feature alone)."""
        return _params(self.feature, self.value)


class _Steps(NamedTuple):
    """A feature laid out for the one loop that every case passes."""

    name: str
    measure: Measure
    sign: int
    steps: tuple[int, ...]
    most: int
    is_moving: bool


@dataclass(frozen=True, slots=True)
class Strategy:
    """Every feature, one without thresholds is always 0; and the rules in the order of the file."""

    name: str
    words: Words
    features: Mapping[str, Feature]
    rules: tuple[ScoreRule, ...]

    given: tuple[tuple[str, tuple[Point | None, ...]], ...] = field(init=False, repr=False, compare=False)
    """For each rule the name of its feature, and what each value of it gives."""
    worth: tuple[tuple[str, tuple[int, ...]], ...] = field(init=False, repr=False, compare=False)
    """The same as mere points."""
    steps: tuple[_Steps, ...] = field(init=False, repr=False, compare=False)
    """How each feature is read."""
    moving: tuple[_Steps, ...] = field(init=False, repr=False, compare=False)
    """The same of those that time alone changes."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", tuple((rule.feature, self._given(rule)) for rule in self.rules))
        worth = tuple(
            (name, tuple(point.points if point else 0 for point in given)) for name, given in self.given
        )
        object.__setattr__(self, "worth", worth)
        steps = tuple(_steps(name, feature) for name, feature in self.features.items())
        object.__setattr__(self, "steps", steps)
        object.__setattr__(self, "moving", tuple(one for one in steps if one.is_moving))

    def _given(self, rule: ScoreRule) -> tuple[Point | None, ...]:
        feature = self.features[rule.feature]
        worth = [rule.points(step) for step in range(len(feature.steps) + 1)]
        given = [Point(rule, points, feature, step) if points else None for step, points in enumerate(worth)]
        return tuple(given[feature.step(value)] for value in range(len(feature.kept) + 1))

    def measure(self, measures: Measures) -> dict[str, int]:
        """The features of a case, by name: small integers to be stored."""
        return self.read(measures)[0]

    def total(self, features: Mapping[str, int]) -> int:
        """The sum alone, for very many cases."""
        total = 0
        for name, worth in self.worth:
            try:
                total += worth[features[name]]
            except IndexError:  # the value was stored by another strategy, as in ``score``
                total += worth[-1]
        return total

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

    def read(self, measures: Measures) -> tuple[dict[str, int], int | None]:
        """What ``measure`` tells, and the days until time alone changes any of it; ``None`` if it never does."""
        return _read(self.steps, measures)

    def read_moving(self, measures: Measures) -> tuple[dict[str, int], int | None]:
        """The same of the features that time alone changes."""
        return _read(self.moving, measures)


def _steps(name: str, feature: Feature) -> _Steps:
    is_moving = feature.change is not Change.STILL
    return _Steps(name, feature.measure, feature.sign, feature.kept, len(feature.kept), is_moving)


def _read(wanted: Iterable[_Steps], measures: Measures) -> tuple[dict[str, int], int | None]:
    features: dict[str, int] = {}
    nearest: int | None = None
    for name, measure, sign, steps, most, is_moving in wanted:
        value = measures.get(measure)
        if value is None:
            features[name] = 0
            continue
        reached = sign * value
        at = features[name] = bisect_right(steps, reached)
        if is_moving and at < most:
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
            return {TRAITS[feature.measure].place: reached}
