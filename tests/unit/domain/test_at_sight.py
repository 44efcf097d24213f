"""The stage and the step of a case in a list, which never opens it."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from app.domain import at_sight
from app.domain.at_sight import Step
from app.domain.reasons import parse as parse_reasons
from app.domain.terms import Stage, Tier
from app.domain.treatment import StageRule, Traits, When, parse
from app.system.paths import resource

REASONS = parse_reasons(tomllib.loads(resource("codes", "reasons.toml").read_text("utf-8")))
STRATEGY = parse(tomllib.loads(resource("strategies", "treatment.toml").read_text("utf-8")), REASONS.by_code)


@pytest.mark.parametrize("dpd", [0, 30, 31, 90, 91, 400])
def test_the_stage_is_that_of_the_opened_case(dpd: int) -> None:
    traits = Traits(dpd=dpd)
    assert at_sight.stage(STRATEGY, traits) is STRATEGY.treat(traits).stage


def test_a_strategy_that_asks_for_more_than_is_kept_is_not_guessed_at() -> None:
    asking = StageRule(When(spans=(("attempts_made", 3, None),)), Stage.FIRM_REMINDER)
    strategy = replace(STRATEGY, stages=(asking, *STRATEGY.stages))
    assert at_sight.stage(strategy, Traits(dpd=10)) is None


@pytest.mark.parametrize(
    ("tier", "recall_days", "step"),
    [
        (Tier.CALL_BACK, None, Step.CALL_BACK),
        (Tier.DUE_TODAY, 4, Step.REMIND),
        (Tier.BROKEN, None, Step.CONTACT),
        (Tier.NEW, None, Step.CONTACT),
        (Tier.RANKED, 4, Step.CONTACT),
        (Tier.RANKED, 3, Step.HAND_BACK),
        (Tier.HELD, -1, Step.HAND_BACK),
        (Tier.WAITING, None, Step.WAIT),
        (Tier.HELD, None, Step.WAIT),
        (Tier.CLOSED, -1, Step.NONE),
    ],
)
def test_the_step_follows_from_the_place_and_the_recall(
    tier: Tier, recall_days: int | None, step: Step
) -> None:
    assert at_sight.step(tier, recall_days, 3) is step
