"""A strategy changed step by step stays one that a file may hold."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.domain.strategy import FEATURES, Strategy
from app.domain.strategy_edits import (
    next_threshold,
    switched,
    with_points,
    with_step,
    with_threshold,
    without_step,
)
from app.domain.strategy_file import parse, written

FILE = Path(__file__).parents[2] / "resources/strategies/default.toml"
BASE = parse(tomllib.loads(FILE.read_text(encoding="utf-8")))


def steps(strategy: Strategy, rule: str) -> list[tuple[int, int]]:
    found = next(one for one in strategy.rules if one.name == rule)
    thresholds = strategy.features[found.feature].thresholds
    return [(thresholds[at - 1], points) for at, points in found.steps]


def test_one_step_is_worth_something_else() -> None:
    assert steps(with_points(BASE, "recall", 2, -7), "recall") == [(30, 4), (14, -7), (7, 14), (3, 18)]
    assert steps(with_points(BASE, "recall", 2, -7), "amount") == steps(BASE, "amount")


def test_one_threshold_moves_between_its_neighbours() -> None:
    assert steps(with_threshold(BASE, "recall", 2, 10), "recall") == [(30, 4), (10, 8), (7, 14), (3, 18)]
    for wrong in (7, 30, 31, 1):
        with pytest.raises(AppError, match="strategy_steps"):
            with_threshold(BASE, "recall", 2, wrong)


@pytest.mark.parametrize(
    ("feature", "rule", "threshold", "at", "expected"),
    [
        ("untouched", "untouched", 5, 2, [(3, 3), (5, 3), (7, 9), (14, 14), (30, 20)]),
        ("untouched", "untouched", 1, 1, [(1, 0), (3, 3), (7, 9), (14, 14), (30, 20)]),
        ("recall", "recall", 1, 5, [(30, 4), (14, 8), (7, 14), (3, 18), (1, 18)]),
        ("recall", "recall", 60, 1, [(60, 0), (30, 4), (14, 8), (7, 14), (3, 18)]),
    ],
)
def test_one_step_more_is_worth_what_the_one_before_is(
    feature: str, rule: str, threshold: int, at: int, expected: list[tuple[int, int]]
) -> None:
    changed, number = with_step(BASE, feature, threshold)
    assert (number, steps(changed, rule)) == (at, expected)
    assert without_step(changed, feature, number) == BASE


def test_the_last_step_cannot_go() -> None:
    one = without_step(without_step(BASE, "broken", 3), "broken", 1)
    assert steps(one, "broken") == [(2, -2)]
    with pytest.raises(AppError, match="strategy_steps"):
        without_step(one, "broken", 1)


def test_what_makes_no_sense_is_refused() -> None:
    for change in (
        lambda: with_points(BASE, "amount", 1, 1_000),
        lambda: with_threshold(BASE, "willingness", 5, 6),
        lambda: without_step(BASE, "reason_group", 9),
    ):
        with pytest.raises(AppError, match="data_value"):
            change()


def test_a_rule_goes_off_and_on_with_its_points() -> None:
    off = switched(BASE, "amount", is_on=False)
    assert [rule.name for rule in off.rules if not rule.is_on] == ["amount"]
    assert steps(off, "amount") == steps(BASE, "amount")
    assert switched(off, "amount", is_on=True) == BASE


def test_a_next_step_is_proposed_where_there_is_room() -> None:
    found = {name: next_threshold(BASE.features[name]) for name in FEATURES}
    assert found == {
        "amount_band": 15_000_000, "bucket": 211, "broken": 4, "untouched": 46, "recall": 1, "limitation": 15,
        "chance": 85, "willingness": None, "ability": None, "reason_group": None,
    }  # fmt: skip
    for name, threshold in found.items():
        if threshold is not None:
            changed, _ = with_step(BASE, name, threshold)
            assert parse(tomllib.loads(written(changed))) == changed
