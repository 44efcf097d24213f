"""A plan that runs is paused, skipped, caught up; where it stands; what a balance that moved means for it."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import calendar_from
from app.domain.errors import RuleViolation
from app.domain.plan_changes import MakeUp, Running, arrears, paused, skipped
from app.domain.plan_progress import Version, VersionState, plan_state
from app.domain.plan_track import Cover, Covering, Track, course, covering
from app.domain.plans import Interest, Schedule, Terms, solve

CHINA = calendar_from(
    tomllib.loads((Path(__file__).parents[3] / "resources/holidays/cn.toml").read_text(encoding="utf-8"))
)
AGREED = date(2026, 11, 21)
FIRST = date(2026, 12, 21)
PLAN = solve(Terms(60000, FIRST, periods=6), CHINA, AGREED)  # 6 × 100.00, the 21st
KEPT = [(date(2026, 12, 21), 10000)]


def running(schedule: Schedule = PLAN, payments: Any = KEPT, today: date = date(2027, 3, 1)) -> Running:
    version = Version(1, schedule.rows, VersionState.AGREED, AGREED)
    progress = plan_state(version, payments, tolerance_minor=0, grace_days=0, today=today)
    return Running(schedule.terms, schedule.rows, progress, CHINA, today)


def told(schedule: Schedule) -> list[tuple[int, str, int]]:
    return [(row.no, str(row.due_on), row.amount_minor) for row in schedule.rows]


def test_a_pause_from_a_past_day_puts_off_what_was_missed_since():
    # January and February (due on the 22nd, a Monday) were missed; two months off from 1 January.
    after = paused(running(), date(2027, 1, 1), 2)
    assert told(after) == [
        (1, "2027-03-22", 10000),
        (2, "2027-04-21", 10000),
        (3, "2027-05-21", 10000),
        (4, "2027-06-21", 10000),
        (5, "2027-07-21", 10000),
    ]
    assert (after.terms.debt_minor, after.terms.periods, after.terms.day) == (50000, 5, 21)
    assert after.rows[-1].balance_after_minor == 0


def test_a_pause_puts_a_down_payment_off_too_and_no_two_rows_fall_on_one_day():
    terms = Terms(65000, FIRST, periods=6, down_minor=5000, down_on=AGREED)
    plan = solve(terms, CHINA, AGREED)  # 50.00 at once, then 6 × 100.00
    after = paused(running(plan, (), AGREED), AGREED, 1)
    assert told(after)[:3] == [
        (1, "2026-12-21", 5000),
        (2, "2027-01-21", 10000),
        (3, "2027-02-22", 10000),
    ]
    assert len({row.due_on for row in after.rows}) == len(after.rows) == 7
    assert after.terms.instalment_minor == plan.terms.instalment_minor == 10000


def test_a_pause_that_leaves_arrears_in_the_past_is_refused():
    with pytest.raises(RuleViolation, match="plan_arrears_open"):
        paused(running(), date(2027, 1, 1), 1)
    with pytest.raises(RuleViolation, match="plan_arrears_open"):
        paused(running(), date(2027, 3, 1), 1)


@pytest.mark.parametrize(
    ("from_on", "periods", "code"),
    [
        (date(2027, 1, 1), 0, "plan_no_periods"),
        (date(2027, 1, 1), 61, "plan_too_many_periods"),
        (date(2027, 5, 22), 1, "plan_pause_empty"),
    ],
)
def test_pauses_that_cannot_be(from_on, periods, code):
    with pytest.raises(RuleViolation, match=code):
        paused(running(), from_on, periods)


def test_arrears_are_appended_as_instalments_after_the_last():
    assert told(arrears(running(), MakeUp.APPEND)) == [
        (1, "2027-03-22", 10000),
        (2, "2027-04-21", 10000),
        (3, "2027-05-21", 10000),
        (4, "2027-06-21", 10000),
        (5, "2027-07-21", 10000),
    ]


def test_arrears_are_spread_over_what_is_left_and_the_last_takes_the_rounding():
    assert [row.amount_minor for row in arrears(running(), MakeUp.SPREAD).rows] == [16667, 16667, 16666]


def test_what_was_paid_of_a_missed_instalment_is_not_asked_again():
    after = arrears(running(payments=[*KEPT, (date(2027, 1, 5), 4000)]), MakeUp.SPREAD)
    assert after.total_minor == 46000


def test_arrears_of_a_plan_whose_days_are_all_gone_are_appended():
    after = arrears(running(today=date(2027, 6, 10)), MakeUp.SPREAD)
    assert told(after)[0] == (1, "2027-06-21", 10000)
    assert len(after.rows) == 5


def test_nothing_missed_nothing_to_make_up():
    with pytest.raises(RuleViolation, match="plan_no_arrears"):
        arrears(running(today=date(2027, 1, 10)), MakeUp.SPREAD)


def test_a_skipped_instalment_is_made_up_without_building_the_plan_anew():
    now = running(today=date(2027, 1, 10))
    assert [row.amount_minor for row in skipped(now, 3, MakeUp.SPREAD).rows] == [12500, 12500, 12500, 12500]
    assert told(skipped(now, 3, MakeUp.APPEND))[-1] == (5, "2027-06-21", 10000)
    assert "2027-02-22" not in [day for _, day, _ in told(skipped(now, 3, MakeUp.APPEND))]
    for no in (1, 7):  # paid, and not there
        with pytest.raises(RuleViolation, match="plan_row_missing"):
            skipped(now, no, MakeUp.SPREAD)


def test_interest_goes_along_and_what_was_paid_went_to_it_first():
    terms = Terms(
        100000, FIRST, periods=4, interest=Interest.REDUCED, yearly_rate=Decimal("0.12"), fee_minor=100
    )
    plan = solve(terms, CHINA, AGREED)
    assert plan.rows[0].interest_minor == 1000
    after = arrears(running(plan, [(date(2026, 12, 20), 600)], date(2027, 1, 10)), MakeUp.APPEND)
    assert after.fees_minor == 300
    assert after.interest_minor == plan.interest_minor - 500
    assert after.total_minor == plan.total_minor - 600
    assert after.terms.debt_minor == 100000


@given(st.integers(0, 60000), st.integers(0, 200), st.sampled_from(MakeUp))
def test_no_cent_is_lost_when_arrears_are_made_up(paid, days, how):
    today = date.fromordinal(FIRST.toordinal() + days)
    now = running(payments=[(AGREED, paid)], today=today)
    try:
        after = arrears(now, how)
    except RuleViolation as refusal:
        assert refusal.code in ("plan_no_arrears", "plan_arrears_open")  # noqa: PT017
        return
    assert after.total_minor == 60000 - paid
    assert after.rows[0].due_on >= today
    assert [row.no for row in after.rows] == list(range(1, len(after.rows) + 1))


@pytest.mark.parametrize(
    ("paid", "today", "track", "by"),
    [
        (0, date(2026, 12, 20), Track.ON_TRACK, 0),
        (0, date(2026, 12, 21), Track.ON_TRACK, -10000),  # due today
        (0, date(2026, 12, 22), Track.BEHIND, -10000),
        (9950, date(2026, 12, 21), Track.ON_TRACK, -50),
        (10000, date(2027, 1, 20), Track.ON_TRACK, 0),
        (15000, date(2027, 1, 20), Track.AHEAD, 5000),
        (15000, date(2027, 1, 21), Track.ON_TRACK, -5000),
        (15000, date(2027, 1, 22), Track.BEHIND, -5000),
    ],
)
def test_on_track_ahead_or_behind(paid, today, track, by):
    now = running(payments=[(AGREED, paid)] if paid else [], today=today)
    found = course(PLAN.rows, now.progress, 100, today)
    assert (found.track, found.by_minor, found.left_minor) == (track, by, 60000 - paid)


@pytest.mark.parametrize(
    ("balance", "waived", "expected"),
    [
        (50000, 0, Covering(Cover.EXACT, 0)),
        (55000, 5000, Covering(Cover.EXACT, 0)),
        (50700, 0, Covering(Cover.SHORT, 700)),  # a fee came on top
        (45000, 0, Covering(Cover.OVER, 5000)),  # the last one shrinks
        (29000, 0, Covering(Cover.OVER, 21000)),
        (0, 0, Covering(Cover.OVER, 50000)),
    ],
)
def test_a_balance_that_moved_underneath(balance, waived, expected):
    now = running(today=date(2027, 1, 10))
    assert covering(PLAN.rows, now.progress, waived, balance) == expected
