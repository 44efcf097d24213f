"""The tier of a case: the first that applies, in the order 9, 8, a reached limit, 1 to 6, 7; each with its case."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from app.domain.queue import Claim, Standing, Wait, place
from app.domain.terms import Tier
from tests.unit.histories import at

EARLIER, NOW, LATER = at("2026-11-16", "08:00"), at("2026-11-16"), at("2026-11-17")
NOTHING = Standing(
    True, "settled", None, None, None, None, None, None, None, was_contacted=True, retry=None, promise=None
)


def claim(reason: str) -> Claim:
    return Claim(reason, NOW, {"of": reason})


def wait(reason: str) -> Wait:
    return Wait(reason, LATER, EARLIER, {"of": reason})


IN_ORDER = (
    ({"is_open": False}, Tier.CLOSED, "settled"),
    ({"hold": claim("on_hold"), "hold_until": LATER}, Tier.HELD, "on_hold"),
    ({"limit": wait("limit_reached")}, Tier.WAITING, "limit_reached"),
    ({"call_back": claim("call_back_due")}, Tier.CALL_BACK, "call_back_due"),
    ({"due_today": claim("promise_due")}, Tier.DUE_TODAY, "promise_due"),
    ({"broken": claim("promise_broken")}, Tier.BROKEN, "promise_broken"),
    ({"news": claim("payment_arrived")}, Tier.NEWS, "payment_arrived"),
    ({"retry": wait("next_step_ahead")}, Tier.WAITING, "next_step_ahead"),
    ({"promise": wait("promise_ahead")}, Tier.WAITING, "promise_ahead"),
    ({"was_contacted": False}, Tier.NEW, "never_contacted"),
    ({}, Tier.RANKED, "ranked"),
)


@pytest.mark.parametrize(("more", "tier", "reason"), IN_ORDER)
def test_every_tier_alone(more: dict, tier: Tier, reason: str) -> None:
    found = place(replace(NOTHING, **more))
    assert (found.tier, found.reason) == (tier, reason)
    assert dict(found.params) == (
        {"of": reason} if any(isinstance(v, Claim | Wait) for v in more.values()) else {}
    )


@pytest.mark.parametrize(("first", "second"), list(combinations(IN_ORDER, 2)))
def test_of_two_the_first_in_the_order(first: tuple, second: tuple) -> None:
    assert place(replace(NOTHING, **second[0], **first[0])).reason == first[2]


def test_everything_at_once_is_closed() -> None:
    every = {name: value for more, _, _ in IN_ORDER for name, value in more.items()}
    assert place(replace(NOTHING, **every)).tier is Tier.CLOSED


def test_how_a_case_was_closed_is_its_reason() -> None:
    assert place(replace(NOTHING, is_open=False, closed_how="recalled")).reason == "recalled"


@pytest.mark.parametrize("until", [LATER, None])
def test_a_hold_says_until_when(until: object) -> None:
    assert place(replace(NOTHING, hold=claim("on_hold"), hold_until=until)).next_at == until


def test_a_performing_plan_is_held_except_on_the_day_of_an_instalment() -> None:
    performing = replace(NOTHING, hold=claim("plan_performing"), hold_until=LATER)
    assert place(performing).tier is Tier.HELD
    due = replace(performing, due_today=claim("instalment_due"))
    assert place(due).tier is Tier.DUE_TODAY
    assert place(replace(due, hold=claim("on_hold"))).tier is Tier.HELD


@pytest.mark.parametrize("name", ["due_today", "broken", "news"])
def test_a_step_of_our_own_after_the_event_waits_and_one_before_it_does_not(name: str) -> None:
    about = {name: claim(name)}
    before, after = wait("next_step_ahead"), replace(wait("next_step_ahead"), set_at=NOW)
    assert place(replace(NOTHING, **about, retry=before)).reason == name
    assert place(replace(NOTHING, **about, retry=after)) == place(replace(NOTHING, retry=after))


def test_a_call_back_that_is_due_waits_for_nothing() -> None:
    later = replace(wait("snoozed"), set_at=NOW)
    assert place(replace(NOTHING, call_back=claim("call_back_due"), retry=later)).tier is Tier.CALL_BACK


def test_what_waits_says_until_when() -> None:
    for more in ({"limit": wait("a")}, {"retry": wait("b")}, {"promise": wait("c")}):
        assert place(replace(NOTHING, **more)).next_at == LATER
