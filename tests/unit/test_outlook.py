"""What would change a score: each prospect, come true, gives just the score it tells of."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.outlook import Cause, outlook
from app.domain.payment_chance import payment_chance
from app.domain.strategy import Measure, Measures
from app.domain.strategy_edits import switched
from app.domain.strategy_file import parse

FILE = Path(__file__).parents[2] / "resources/strategies/default.toml"
STRATEGY = parse(tomllib.loads(FILE.read_text(encoding="utf-8")))
PLACED, TODAY = date(2026, 6, 1), date(2026, 11, 22)
CHANCE = payment_chance(PLACED, [date(2026, 8, 10)], TODAY)
PICTURE: Measures = {
    Measure.BALANCE_MINOR: 5_362_021,
    Measure.DPD: 88,
    Measure.BROKEN_PROMISES: 1,
    Measure.UNTOUCHED_DAYS: 4,
    Measure.DAYS_TO_RECALL: 17,
    Measure.DAYS_TO_LIMITATION: None,
    Measure.PAYMENT_CHANCE: CHANCE.percent,
    Measure.WILLINGNESS: 3,
    Measure.ABILITY: None,
    Measure.REASON_GROUP: None,
}


def test_a_worked_outlook() -> None:
    """5 whole months with one payment: 28 percent, with one more 37; so a payment changes nothing yet."""
    assert (CHANCE.percent, CHANCE.after_payment().percent) == (28, 37)
    found = outlook(STRATEGY, PICTURE, CHANCE)
    assert [(one.cause, one.days, one.amount_minor, one.change) for one in found] == [
        (Cause.TIME, 3, 0, 6),  # untouched for 7 days: 9 instead of 3
        (Cause.TIME, 3, 0, 4),  # recalled within 14 days: 8 instead of 4
        (Cause.BREACH, 0, 0, -8),  # two broken: -2 instead of 6
        (Cause.PAY_DOWN, 0, 362_022, -6),  # below 50,000: 12 instead of 18
        (Cause.CONTACT, 0, 0, -3),
    ]


def test_a_closed_case_has_no_outlook_and_what_is_off_changes_nothing() -> None:
    assert outlook(STRATEGY, {}, None) == ()
    off = switched(STRATEGY, "untouched", is_on=False)
    assert Cause.CONTACT not in [one.cause for one in outlook(off, PICTURE, CHANCE)]
    assert outlook(replace(STRATEGY, rules=()), PICTURE, CHANCE) == ()


@settings(max_examples=200, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            measure: st.none() | st.integers(0, 400 if measure is not Measure.BALANCE_MINOR else 20_000_000)
            for measure in Measure
        }
    )
)
def test_what_comes_true_gives_the_score_that_was_told(measures: Measures) -> None:
    before, _ = STRATEGY.score(STRATEGY.measure(measures))
    for one in outlook(STRATEGY, measures, None):
        then = dict(measures)
        if one.cause is Cause.TIME and one.point is not None:
            feature = one.point.feature
            then[feature.measure] = (then[feature.measure] or 0) + feature.sign * one.days
        elif one.cause is Cause.CONTACT:
            then[Measure.UNTOUCHED_DAYS] = 0
        elif one.cause is Cause.PAY_DOWN:
            then[Measure.BALANCE_MINOR] = (then[Measure.BALANCE_MINOR] or 0) - one.amount_minor
        elif one.cause is Cause.BREACH:
            then[Measure.BROKEN_PROMISES] = (then[Measure.BROKEN_PROMISES] or 0) + 1
        else:
            continue
        assert STRATEGY.score(STRATEGY.measure(then))[0] == before + one.change
