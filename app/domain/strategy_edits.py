"""A strategy with one thing changed: a step's points or threshold, a step more or less, a rule on or off.

Steps count from 1. Each raises AppError as the file is refused with: ``strategy_steps``, ``data_value``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.errors import AppError
from app.domain.strategy import TRAITS, Change, Feature, ScoreRule, Strategy
from app.domain.strategy_file import MOST_POINTS, MOST_STEPS, check_thresholds

Points = list[int]


def with_points(strategy: Strategy, rule: str, step: int, points: int) -> Strategy:
    """Another worth for one step of a rule."""
    if abs(points) > MOST_POINTS:
        raise AppError(
            "data_value",
            entry=f"rules[{rule}].points",
            found=str(points),
            expected=f"-{MOST_POINTS}–{MOST_POINTS}",
        )

    def changed(one: ScoreRule) -> ScoreRule:
        return (
            _worth(one, [points if at == step else old for at, old in one.steps]) if one.name == rule else one
        )

    return replace(strategy, rules=tuple(map(changed, strategy.rules)))


def switched(strategy: Strategy, rule: str, *, is_on: bool) -> Strategy:
    """A rule on or off; its points are kept."""
    rules = tuple(replace(one, is_on=is_on) if one.name == rule else one for one in strategy.rules)
    return replace(strategy, rules=rules)


def with_threshold(strategy: Strategy, feature: str, step: int, threshold: int) -> Strategy:
    """Another threshold for one step of a feature; it stays between its neighbours."""
    thresholds = list(strategy.features[feature].thresholds)
    thresholds[step - 1] = threshold
    return _stepped(strategy, feature, thresholds, lambda points: points)


def with_step(strategy: Strategy, feature: str, threshold: int) -> tuple[Strategy, int]:
    """One step more, worth what the one before it is; with its number."""
    old = strategy.features[feature]
    is_falling = TRAITS[old.measure].change is Change.FALLING
    thresholds = sorted([*old.thresholds, threshold], reverse=is_falling)
    at = thresholds.index(threshold)
    return (
        _stepped(
            strategy,
            feature,
            thresholds,
            lambda points: [*points[:at], points[at - 1] if at else 0, *points[at:]],
        ),
        at + 1,
    )


def without_step(strategy: Strategy, feature: str, step: int) -> Strategy:
    """One step less; the last one cannot go, a rule can be switched off."""
    thresholds = list(strategy.features[feature].thresholds)
    del thresholds[step - 1]
    return _stepped(strategy, feature, thresholds, lambda points: [*points[: step - 1], *points[step:]])


def next_threshold(feature: Feature) -> int | None:
    """Where one more step of a feature would make sense: as far behind the last one as that from the one before.

    None where there is no room.
    """
    trait = TRAITS[feature.measure]
    *before, last = (0, *feature.thresholds)
    wanted = last // 2 if trait.change is Change.FALLING else last + max(last - before[-1], 1)
    has_room = len(feature.thresholds) < MOST_STEPS and trait.lowest <= wanted <= trait.highest
    return wanted if has_room and wanted != last else None


def _stepped(
    strategy: Strategy, feature: str, thresholds: Sequence[int], points: Callable[[Points], Points]
) -> Strategy:
    old = strategy.features[feature]
    check_thresholds(TRAITS[old.measure], thresholds, f"features[{feature}].thresholds")
    features = {**strategy.features, feature: replace(old, thresholds=tuple(thresholds))}
    rules = tuple(
        _worth(rule, points([worth for _, worth in rule.steps])) if rule.feature == feature else rule
        for rule in strategy.rules
    )
    return replace(strategy, features=features, rules=rules)


def _worth(rule: ScoreRule, points: Points) -> ScoreRule:
    return replace(rule, steps=tuple(enumerate(points, start=1)))
