"""Three offers side by side: the picture's, what the debtor says, no means test, limits."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import plan_limits, plan_offers
from app.domain.affordability import Burden
from app.domain.all_in_rate import Flow, yearly_cost
from app.domain.dates import calendar_from
from app.domain.errors import AppError, RuleViolation
from app.domain.plan_limits import Beyond, Limit
from app.domain.plan_offers import Asked, Offer, OfferKind, offers
from app.domain.plans import Cadence, Interest, Terms, solve
from app.domain.reasons import Offer as Reasoned

RESOURCES = Path(__file__).parents[3] / "resources"


def read(*parts: str) -> dict[str, Any]:
    return tomllib.loads(RESOURCES.joinpath(*parts).read_text(encoding="utf-8"))


CHINA = calendar_from(read("holidays", "cn.toml"))
LIMITS = plan_limits.parse(read("strategies", "plan_limits.toml"))
RULES = plan_offers.parse(read("strategies", "plan_offers.toml"))
TODAY = date(2026, 11, 21)
SAID = Terms(8362021, date(2026, 12, 21))


def made(asked: Asked, role: str = "collector") -> dict[OfferKind, Offer]:
    return {offer.kind: offer for offer in offers(asked, RULES, LIMITS[role], CHINA, TODAY)}


def test_the_three_offers_of_the_picture():
    # plan-light.png: surplus 2,900; 3,000 now and 1,800 a month were said; 2,122.70 of interest and fees.
    said = replace(SAID, down_minor=300000, down_on=TODAY, instalment_minor=180000)
    found = made(Asked(said, 290000, 212270))
    assert list(found) == [OfferKind.LIGHTEST, OfferKind.SHORTEST, OfferKind.CHEAPEST]
    told = {
        kind: (
            offer.schedule.terms.down_minor,
            offer.schedule.terms.instalment_minor,
            offer.schedule.terms.periods,
            offer.schedule.last_minor,
            str(offer.schedule.terms.last_on),
            offer.schedule.total_minor,
            offer.burden.percent,
            [each.limit for each in offer.beyond],
        )
        for kind, offer in found.items()
    }
    assert told == {
        "lightest": (300000, 180000, 45, 142021, "2030-08-21", 8362021, 62, []),
        "shortest": (0, 290000, 29, 242021, "2029-04-23", 8362021, 100, []),
        "cheapest": (1000000, 279073, 26, 279061, "2029-01-22", 8255886, 96, [Limit.WAIVER]),
    }
    assert found[OfferKind.SHORTEST].burden.burden is Burden.TIGHT
    assert found[OfferKind.CHEAPEST].beyond == (Beyond(Limit.WAIVER, 83620, 106135),)
    assert {offer.yearly_cost for offer in found.values()} == {Decimal(0)}


def test_the_means_test_alone_leaves_room_in_round_sums():
    # 60 % of 2,900 is 1,740: said as 1,700.
    assert made(Asked(SAID, 290000))[OfferKind.LIGHTEST].schedule.terms.instalment_minor == 170000


def test_two_hundred_from_the_tenth_is_spread_over_the_longest_term():
    said = replace(SAID, instalment_minor=20000, first_on=date(2026, 12, 10))
    found = made(Asked(said))
    lightest = found[OfferKind.LIGHTEST].schedule
    assert (lightest.terms.periods, lightest.rows[0].due_on) == (60, date(2026, 12, 10))
    assert lightest.terms.instalment_minor == 139367
    small = replace(said, debt_minor=400000)
    assert made(Asked(small))[OfferKind.LIGHTEST].schedule.terms.periods == 20


def test_three_thousand_now_and_the_rest_by_summer():
    said = replace(SAID, debt_minor=1500000, down_minor=300000, down_on=TODAY, last_on=date(2027, 6, 21))
    terms = made(Asked(said))[OfferKind.LIGHTEST].schedule.terms
    assert (terms.instalment_minor, terms.periods) == (171429, 7)


def test_without_a_means_test_by_months_and_without_a_burden():
    found = made(Asked(SAID))
    assert [offer.schedule.terms.periods for offer in found.values()] == [24, 12, 12]
    assert {offer.burden for offer in found.values()} == {None}


def test_without_a_surplus_every_offer_is_beyond_it():
    assert {offer.burden.burden for offer in made(Asked(SAID, -100)).values()} == {Burden.BEYOND}


def test_more_is_taken_where_more_was_said_than_is_left():
    said = replace(SAID, instalment_minor=500000, down_minor=1000, down_on=TODAY)
    assert made(Asked(said, 290000))[OfferKind.SHORTEST].schedule.terms.instalment_minor == 500000


def test_a_weekly_share_is_that_of_a_week():
    said = replace(SAID, cadence=Cadence.WEEKLY)
    assert made(Asked(said, 290000))[OfferKind.SHORTEST].schedule.terms.instalment_minor == 66923  # * 12 / 52


def test_offers_that_are_the_same_are_made_once():
    tiny = replace(SAID, debt_minor=1)
    assert [offer.kind for offer in made(Asked(tiny, 290000)).values()] == [OfferKind.LIGHTEST]


def test_the_first_instalment_makes_room_for_a_down_payment():
    rows = made(Asked(replace(SAID, first_on=TODAY), 290000))[OfferKind.CHEAPEST].schedule.rows
    assert [(row.no, row.due_on) for row in rows[:2]] == [(0, TODAY), (1, date(2026, 12, 21))]


def test_a_down_payment_as_large_as_the_rest_is_left_out():
    said = replace(SAID, debt_minor=1000, cadence=Cadence.MONTH_END, down_minor=900, down_on=TODAY)
    terms = made(Asked(said, 290000, 1000))[OfferKind.CHEAPEST].schedule.terms
    assert (terms.down_minor, terms.waived_minor) == (0, 500)


def test_what_runs_on_interest_costs_something_and_is_told():
    said = replace(SAID, interest=Interest.REDUCED, yearly_rate=Decimal("0.12"))
    offer = made(Asked(said, 290000))[OfferKind.SHORTEST]
    flows = [Flow(TODAY, -8362021)] + [Flow(row.due_on, row.amount_minor) for row in offer.schedule.rows]
    assert offer.yearly_cost == yearly_cost(flows)
    assert Decimal("0.12") < offer.yearly_cost < Decimal("0.13")
    assert offer.schedule.total_minor > 8362021


def test_a_surplus_below_the_interest_is_spread_over_the_longest_term():
    said = replace(SAID, interest=Interest.CONTRACTUAL, yearly_rate=Decimal("0.24"))
    found = made(Asked(said, 100000))
    assert {offer.schedule.terms.periods for offer in found.values()} == {60}
    assert {offer.burden.burden for offer in found.values()} == {Burden.BEYOND}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(SAID, first_on=date(2026, 11, 20)), "plan_first_in_past"),
        (replace(SAID, step_minor=5, step_every=0), "plan_step_impossible"),
        (replace(SAID, fee_minor=-5), "plan_fee_impossible"),
    ],
)
def test_what_can_be_no_plan_is_refused(said, code):
    with pytest.raises(RuleViolation, match=code):
        made(Asked(said, 190000))


@pytest.mark.parametrize(
    ("terms", "beyond"),
    [
        (replace(SAID, periods=60), [Beyond(Limit.FIRST_AMOUNT, 250861, 139367)]),
        (replace(SAID, periods=12, first_on=date(2027, 1, 5)), []),
        (
            replace(SAID, periods=12, first_on=date(2027, 1, 6)),
            [Beyond(Limit.FIRST_DATE, date(2027, 1, 5), date(2027, 1, 6))],
        ),
        (replace(SAID, periods=260, cadence=Cadence.WEEKLY), [Limit.FIRST_AMOUNT, Limit.TERM]),
    ],
)
def test_the_limits_of_a_collector(terms, beyond):
    found = LIMITS["collector"].beyond(solve(terms, CHINA, TODAY), TODAY)
    assert [
        each if isinstance(want, Beyond) else each.limit for each, want in zip(found, beyond, strict=True)
    ] == beyond


def test_the_limits_of_a_creditor_are_written_as_they_are_read():
    written = plan_limits.toml_of(LIMITS, 'set by "Ms Li"\non paper', TODAY)
    assert plan_limits.parse(tomllib.loads(written)) == LIMITS
    assert tomllib.loads(written)["source"] == 'set by "Ms Li"\non paper'


def test_a_lead_may_go_further():
    schedule = solve(replace(SAID, waived_minor=2508606, periods=60), CHINA, TODAY)
    assert LIMITS["lead"].beyond(schedule, TODAY) == ()
    more = solve(replace(SAID, waived_minor=2508607, periods=60), CHINA, TODAY)
    assert [each.limit for each in LIMITS["lead"].beyond(more, TODAY)] == [Limit.WAIVER]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"longest_periods": 61}, "data_value"),
        ({"waiver_share": "1.01"}, "data_value"),
        ({"first_share": 0.1}, "data_type"),
        ({"more": 1}, "data_unknown"),
    ],
)
def test_limits_that_cannot_be(change, code):
    data = read("strategies", "plan_limits.toml")
    data["lead"] |= change
    with pytest.raises(AppError) as caught:
        plan_limits.parse(data)
    assert caught.value.code == code
    assert caught.value.params["entry"].startswith("lead")


def test_three_offers_of_sixty_periods_with_interest():
    said = replace(SAID, interest=Interest.REDUCED, yearly_rate=Decimal("0.12"), periods=60)
    found = offers(Asked(said, 190000), RULES, LIMITS["lead"], CHINA, TODAY)
    assert [offer.schedule.terms.periods for offer in found] == [60, 59, 50]


@given(st.integers(1, 10**10), st.one_of(st.none(), st.integers(-(10**6), 10**8)), st.sampled_from(Cadence))
def test_every_offer_pays_what_is_owed(debt, surplus, cadence):
    said = replace(SAID, debt_minor=debt, cadence=cadence)
    found = offers(Asked(said, surplus, debt // 10), RULES, LIMITS["collector"], CHINA, TODAY)
    assert found[0].kind is OfferKind.LIGHTEST
    for offer in found:
        terms = offer.schedule.terms
        assert offer.schedule.total_minor == debt - terms.waived_minor
    assert min(offer.schedule.total_minor for offer in found) == found[-1].schedule.total_minor


# The reason steers the lightest start (plan_steers): low first, more later.

UNPAID = replace(SAID, debt_minor=1200000)
TWICE_A_MONTH = replace(SAID, cadence=Cadence.FORTNIGHTLY)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        # Half of the 1,740 that leave room, 870; a quarter of it, 217.50, is said as 210; 51 months.
        (Asked(SAID, 290000, reason=Reasoned.SMALL_START), (87000, 21000, 6, 51, 255000)),
        # 60 % of 2,900 is 803.07 a fortnight: begun with 400, raised by 100; 104 make 78,000, five the rest.
        (Asked(TWICE_A_MONTH, 290000, reason=Reasoned.SMALL_START), (40000, 10000, 13, 109, 120000)),
        # No means test: 12,000 over 24 months is 500; begun with 250, raised by 62.
        (Asked(UNPAID, reason=Reasoned.SMALL_START), (25000, 6200, 6, 32, 56000)),
    ],
)
def test_income_lost_begins_low_and_rises(asked: Asked, found: tuple[int, ...]):
    lightest, *others = offers(asked, RULES, LIMITS["collector"], CHINA, TODAY)
    terms, rows = lightest.schedule.terms, lightest.schedule.rows
    highest = max(row.amount_minor for row in rows)
    assert (terms.instalment_minor, terms.step_minor, terms.step_every, terms.periods, highest) == found
    assert (lightest.kind, sum(row.amount_minor for row in rows)) == (
        OfferKind.LIGHTEST,
        asked.said.debt_minor,
    )
    assert lightest.steer is not None
    assert lightest.steer.words.en == "low first, more later"
    # What takes all that can be carried, or asks for more at once, is as without a reason.
    plain = offers(replace(asked, reason=None), RULES, LIMITS["collector"], CHINA, TODAY)
    assert tuple(others) == plain[1:]
    assert terms.instalment_minor < (plain[0].schedule.terms.instalment_minor or 0)


UNSTEERED = {
    "another reason": Asked(SAID, 290000, reason=Reasoned.PAY_DAY),
    "a sum was named": Asked(replace(SAID, instalment_minor=180000), 290000, reason=Reasoned.SMALL_START),
    "months were named": Asked(replace(SAID, periods=36), 290000, reason=Reasoned.SMALL_START),
    "an end was named": Asked(replace(SAID, last_on=date(2028, 6, 21)), reason=Reasoned.SMALL_START),
    "steps were named": Asked(replace(SAID, step_minor=1000), 290000, reason=Reasoned.SMALL_START),
    "it would never end": Asked(
        replace(SAID, interest=Interest.CONTRACTUAL, yearly_rate=Decimal("0.18")),
        10000,
        reason=Reasoned.SMALL_START,
    ),
}


@pytest.mark.parametrize("asked", UNSTEERED.values(), ids=UNSTEERED)
def test_what_the_reason_does_not_change(asked: Asked):
    plain = replace(asked, reason=None)
    assert offers(asked, RULES, LIMITS["collector"], CHINA, TODAY) == offers(
        plain, RULES, LIMITS["collector"], CHINA, TODAY
    )


def test_what_would_rise_above_what_is_left_over_is_not_offered():
    # Doubled and doubled again every half year, 870 would be 3,480 in the third.
    steep = replace(RULES.steered[Reasoned.SMALL_START], step_share=Decimal(1))
    asked = Asked(SAID, 290000, reason=Reasoned.SMALL_START)
    rules = replace(RULES, steered={Reasoned.SMALL_START: steep})
    lightest = offers(asked, rules, LIMITS["collector"], CHINA, TODAY)[0]
    assert (lightest.steer, lightest.schedule.terms.step_minor) == (None, 0)


WORDS = {"zh": "先低", "en": "low first"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"begins_small": {}}, "data_value"),
        ({"small_start": WORDS | {"start_share": "0.5"}}, "data_missing"),
        (
            {
                "small_start": {
                    "zh": "a",
                    "en": "b",
                    "start_share": "0.5",
                    "step_share": "1",
                    "step_months": 0,
                }
            },
            "data_value",
        ),
    ],
)
def test_a_table_of_reasons_that_is_wrong(change: dict[str, Any], code: str):
    with pytest.raises(AppError) as refused:
        plan_offers.parse(read("strategies", "plan_offers.toml") | {"steered": change})
    assert refused.value.code == code
