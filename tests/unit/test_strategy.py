"""The shipped strategy, its step functions, and the day on which time alone changes a score."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.entry import Words
from app.domain.errors import AppError
from app.domain.strategy import FEATURES, TRAITS, WHOLE, Change, Feature, Measure
from app.domain.strategy_file import parse, written

FILE = Path(__file__).parents[2] / "resources/strategies/default.toml"


def data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


STRATEGY = parse(data())

# Zhang Fangqi of the desk picture: 83,620.21 yuan, 91 days, two broken promises, three days untouched.
PICTURE: dict[Measure, int | None] = {
    Measure.BALANCE_MINOR: 8_362_021,
    Measure.DPD: 91,
    Measure.BROKEN_PROMISES: 2,
    Measure.UNTOUCHED_DAYS: 3,
    Measure.DAYS_TO_RECALL: None,
    Measure.DAYS_TO_LIMITATION: 1_090,
    Measure.PAYMENT_CHANCE: 55,
    Measure.WILLINGNESS: 4,
    Measure.ABILITY: 2,
    Measure.REASON_GROUP: 7,
}


def test_ten_rules_one_for_each_feature() -> None:
    names = [rule.name for rule in STRATEGY.rules]
    assert names == [
        "amount", "bucket", "broken", "untouched", "recall", "limitation", "chance", "willingness", "ability",
        "reason",
    ]  # fmt: skip
    assert tuple(rule.feature for rule in STRATEGY.rules) == FEATURES


def test_a_worked_score() -> None:
    features = STRATEGY.measure(PICTURE)
    assert features == {
        "amount_band": 4,
        "bucket": 4,
        "broken": 2,
        "untouched": 1,
        "recall": 0,
        "limitation": 0,
        "chance": 55,
        "willingness": 4,
        "ability": 2,
        "reason_group": 7,
    }
    total, points = STRATEGY.score(features)
    assert STRATEGY.total(features) == total
    assert total == 18 + 12 + 3 - 2 + 6 + 2 - 2 + 2
    assert [(point.rule.name, point.points, dict(point.params)) for point in points] == [
        ("amount", 18, {"amount_minor": 5_000_000}),
        ("bucket", 12, {"bucket": "M4"}),
        ("chance", 6, {"percent": 55}),
        ("untouched", 3, {"days": 3}),
        ("broken", -2, {"count": 2}),
        ("willingness", 2, {"level": 4}),
        ("ability", -2, {"level": 2}),
        ("reason", 2, {"group": 7}),
    ]


@pytest.mark.parametrize(
    ("days", "feature"),
    [(0, 0), (2, 0), (3, 1), (6, 1), (7, 2), (13, 2), (14, 3), (29, 3), (30, 4), (999, 4)],
)
def test_untouched_steps(days: int, feature: int) -> None:
    """domain.md §2: untouched 3 / 7 / 14 / 30 days."""
    assert STRATEGY.features["untouched"].of(days) == feature


@pytest.mark.parametrize(
    ("days", "feature"), [(None, 0), (31, 0), (30, 1), (14, 2), (7, 3), (3, 4), (0, 4), (-5, 4)]
)
def test_recall_comes_nearer(days: int | None, feature: int) -> None:
    assert STRATEGY.features["recall"].of(days) == feature


def test_bucket_feature_follows_the_buckets() -> None:
    assert [STRATEGY.features["bucket"].of(dpd) for dpd in (0, 1, 30, 31, 180, 181)] == [0, 1, 1, 2, 6, 7]


def test_the_last_step_of_broken_promises_is_open() -> None:
    _, points = STRATEGY.score({"broken": 3})
    assert [dict(point.params) for point in points] == [{"count": "3+"}]


def test_a_case_with_nothing_scores_nothing() -> None:
    assert STRATEGY.score(STRATEGY.measure({})) == (0, ())
    assert STRATEGY.read({})[1] is None


@pytest.mark.parametrize(
    ("measures", "days"),
    [
        ({Measure.UNTOUCHED_DAYS: 3}, 4),
        ({Measure.UNTOUCHED_DAYS: 30}, None),
        ({Measure.DPD: 91}, 30),
        ({Measure.DPD: 0}, 1),
        ({Measure.DAYS_TO_RECALL: 31}, 1),
        ({Measure.DAYS_TO_RECALL: 30}, 16),
        ({Measure.DAYS_TO_RECALL: 2}, None),
        ({Measure.BALANCE_MINOR: 100, Measure.BROKEN_PROMISES: 1}, None),
        (PICTURE, 4),
    ],
)
def test_next_change(measures: dict[Measure, int | None], days: int | None) -> None:
    assert STRATEGY.read(measures)[1] == days


def test_both_languages_have_the_same_places() -> None:
    for rule in STRATEGY.rules:
        chinese, english = (
            {place for _, place, _, _ in string.Formatter().parse(text) if place}
            for text in (rule.words.zh, rule.words.en)
        )
        assert chinese == english, rule.name


def older(measures: dict[Measure, int | None], days: int) -> dict[Measure, int | None]:
    """The same case so many days later, if nothing happens."""
    sign = {Change.RISING: days, Change.FALLING: -days, Change.STILL: 0}
    changes = {feature.measure: sign[feature.change] for feature in STRATEGY.features.values()}
    return {m: None if value is None else value + changes[m] for m, value in measures.items()}


@given(st.fixed_dictionaries({measure: st.none() | st.integers(0, 400) for measure in Measure}))
def test_nothing_changes_before_the_next_change_and_something_does_on_it(
    measures: dict[Measure, int | None],
) -> None:
    now = STRATEGY.measure(measures)
    days = STRATEGY.read(measures)[1]
    if days is None:
        assert STRATEGY.measure(older(measures, 1000)) == now
        return
    assert days > 0
    assert STRATEGY.measure(older(measures, days - 1)) == now
    assert STRATEGY.measure(older(measures, days)) != now


def test_features_are_small() -> None:
    feature = Feature("x", Measure.BALANCE_MINOR, (1, 2))
    assert [feature.of(value) for value in (0, 1, 2, 10**12)] == [0, 1, 2, 2]


BAD: list[tuple[Callable[[dict[str, Any]], object], str, str]] = [
    (
        lambda d: d["features"][0].update(thresholds=[2, 1]),
        "strategy_steps",
        "features[amount_band].thresholds",
    ),
    (
        lambda d: d["features"][0].update(thresholds=[1, 1]),
        "strategy_steps",
        "features[amount_band].thresholds",
    ),
    (lambda d: d["features"][0].update(thresholds=[]), "strategy_steps", "features[amount_band].thresholds"),
    (lambda d: d["features"][4].update(thresholds=[3, 7]), "strategy_steps", "features[recall].thresholds"),
    (lambda d: d["features"][0].update(measure="luck"), "data_value", "features[amount_band].measure"),
    (lambda d: d["features"][0].update(name="luck"), "data_value", "features[luck].name"),
    (lambda d: d["features"][0].update(unit="yuan"), "data_value", "features[amount_band].unit"),
    (lambda d: d["features"][0].update(unit="days"), "data_value", "features[amount_band].unit"),
    (lambda d: d["features"][0].update(thresholds=[0]), "data_value", "features[amount_band].thresholds"),
    (lambda d: d["features"][7].update(thresholds=[6]), "data_value", "features[willingness].thresholds"),
    (lambda d: d["features"][9].update(thresholds=[1, 3]), "data_value", "features[reason_group].thresholds"),
    (
        lambda d: d["features"][0].update(thresholds=list(range(1, 14))),
        "strategy_steps",
        "features[amount_band].thresholds",
    ),
    (lambda d: d["rules"][0].update(en="over {days}"), "data_value", "rules[amount].en"),
    (lambda d: d["rules"][0].update(zh="{amount"), "data_value", "rules[amount].zh"),
    (lambda d: d["rules"][0].update(zh="{amount!r}"), "data_value", "rules[amount].zh"),
    (lambda d: d["rules"][0].update(en="a" * 61), "data_value", "rules[amount].en"),
    (lambda d: d["rules"][0].update(points=[1, 2, 3, 4, 1000]), "data_value", "rules[amount].points"),
    (lambda d: d["rules"][0].update(on="no"), "data_type", "rules[amount].on"),
    (lambda d: d["rules"][0].update(points=[1]), "strategy_steps", "rules[amount].points"),
    (lambda d: d["rules"][0].update(points=["1"]), "data_type", "rules[amount].points"),
    (lambda d: d["rules"][0].update(feature="luck"), "data_value", "rules[amount].feature"),
    (lambda d: d["rules"].append(d["rules"][0]), "data_twice", "rules[amount]"),
    (lambda d: d.update(as_of=date(2026, 11, 21)), "data_unknown", "as_of"),
]


@pytest.mark.parametrize(("change", "code", "path"), BAD)
def test_a_bad_strategy_names_the_entry(
    change: Callable[[dict[str, Any]], object], code: str, path: str
) -> None:
    fresh = data()
    change(fresh)
    with pytest.raises(AppError) as caught:
        parse(fresh)
    assert (caught.value.code, caught.value.params["entry"]) == (code, path)


def test_what_is_written_is_read_again() -> None:
    off = replace(STRATEGY.rules[0], is_on=False, words=Words('引号 " 与 \\', 'quote " and \\ {amount}'))
    changed = replace(STRATEGY, name="mine\u200b", rules=(off, *STRATEGY.rules[1:]))
    for strategy in (STRATEGY, changed):
        assert parse(tomllib.loads(written(strategy))) == strategy


def test_a_rule_that_is_switched_off_gives_no_points() -> None:
    features = STRATEGY.measure(PICTURE)
    off = replace(
        STRATEGY, rules=tuple(replace(rule, is_on=rule.name != "amount") for rule in STRATEGY.rules)
    )
    assert off.score(features)[0] == STRATEGY.score(features)[0] - 18
    assert "amount" not in [point.rule.name for point in off.score(features)[1]]


def test_a_file_need_not_tell_of_every_feature() -> None:
    fresh = data()
    fresh["features"], fresh["rules"] = fresh["features"][:1], fresh["rules"][:1]
    few = parse(fresh)
    whole = {trait.feature: PICTURE[measure] for measure, trait in TRAITS.items() if trait.unit in WHOLE}
    assert few.measure(PICTURE) == dict.fromkeys(FEATURES, 0) | whole | {"amount_band": 4}
    assert few.score(few.measure(PICTURE))[0] == 18
    assert few.read(PICTURE)[1] is None
