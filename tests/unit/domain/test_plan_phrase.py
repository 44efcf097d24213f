"""What a debtor says of a plan: each phrase of the table means what it says there, and nothing else is guessed."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation
from app.domain.plan_phrase import Said, applied, understood
from app.domain.plans import Cadence, Interest, Terms
from app.domain.spoken_numbers import in_figures

TODAY = date(2026, 11, 22)
PAY_DAY = 21
DATA = tomllib.loads((Path(__file__).parent / "data" / "plan_phrases.toml").read_text("utf-8"))
BASE = Terms(8_362_021, date(2026, 12, 21), instalment_minor=145_000, day=21)


@pytest.mark.parametrize("phrase", DATA["phrase"], ids=lambda phrase: phrase["said"])
def test_a_phrase_means(phrase):
    meant = {name: value for name, value in phrase.items() if name != "said"}
    assert understood(phrase["said"], "CNY", TODAY, PAY_DAY) == Said(**meant)


@pytest.mark.parametrize("phrase", DATA["refused"], ids=lambda phrase: phrase["said"])
def test_a_phrase_is_refused(phrase):
    with pytest.raises(RuleViolation) as caught:
        understood(phrase["said"], "CNY", TODAY, PAY_DAY)
    assert (caught.value.code, caught.value.field) == (phrase["code"], "said")


def test_a_phrase_as_long_as_a_letter_is_refused():
    with pytest.raises(RuleViolation, match="plan_phrase_not_understood"):
        understood("每月还两百 " * 40, "CNY", TODAY, PAY_DAY)


def test_a_refusal_says_from_where_on():
    with pytest.raises(RuleViolation) as caught:
        understood("200 a month or so", "CNY", TODAY)
    assert caught.value.params["typed"] == "or so"


def test_a_pay_day_must_be_known():
    with pytest.raises(RuleViolation, match="date_no_pay_day"):
        understood("200 on pay day", "CNY", TODAY)


def test_a_pay_day_may_lie_ahead_in_this_month():
    assert understood("200 on pay day", "CNY", TODAY, 25).first_on == date(2026, 11, 25)


def test_the_lunar_new_year_is_known_for_ten_years():
    with pytest.raises(RuleViolation, match="date_too_far"):
        understood("春节前还清", "CNY", date(2036, 3, 1))


@pytest.mark.parametrize(
    ("today", "said", "last_on"),
    [
        # The next summer of today is the one of next year as long as this year's has begun, else not.
        ("2026-11-22", "明年夏天前还清", "2027-05-31"),
        ("2027-02-10", "明年夏天前还清", "2028-05-31"),
        ("2027-02-10", "夏天前还清", "2027-05-31"),
        ("2027-02-10", "今年夏天前还清", "2027-05-31"),
        ("2026-11-22", "后年春天前还清", "2028-02-29"),
        ("2026-11-22", "2028年冬天前还清", "2028-11-30"),
        ("2026-11-22", "明年冬天结束前还清", "2028-02-29"),
        ("2027-02-10", "all by summer next year", "2028-05-31"),
        ("2026-11-22", "all by the summer of 2028", "2028-05-31"),
        ("2026-11-22", "all by end of winter 2027", "2028-02-29"),
        # 29 February without a year is the next one that there is.
        ("2026-11-22", "2月29号前还清", "2028-02-29"),
        ("2027-12-31", "2月29号前还清", "2028-02-29"),
        ("2028-02-29", "2月29号前还清", "2028-02-29"),
        ("2028-03-01", "all by 29 february", "2032-02-29"),
        ("2026-11-22", "all by 29 february 2028", "2028-02-29"),
        ("2026-11-22", "后年2月29号前还清", "2028-02-29"),
    ],
)
def test_years_of_seasons_and_leap_days(today, said, last_on):
    found = understood(said, "CNY", date.fromisoformat(today))
    assert (found.last_on or found.first_on).isoformat() == last_on


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("今年夏天前还清", "date_past"),
        ("2020年冬天前还清", "date_past"),
        ("明年2月29号前还清", "date_impossible"),
        ("all by 29 february 2027", "date_impossible"),
        ("2月30号前还清", "date_impossible"),
    ],
)
def test_days_and_seasons_that_are_gone_or_never_come(said, code):
    with pytest.raises(RuleViolation) as caught:
        understood(said, "CNY", TODAY)
    assert (caught.value.code, caught.value.field) == (code, "said")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("two hundred and fifty", "250"),
        ("fifteen hundred", "1500"),
        ("a thousand", "1000"),
        ("three thousand two hundred", "3200"),
        ("twenty-five", "25"),
        ("the twenty-first", "the 21th"),
        ("三千五", "3500"),
        ("三千零五十", "3050"),
        ("两万五", "25000"),
        ("一万两千", "12000"),
        ("万", "10000"),
        ("一百零五", "105"),
        ("一百二", "120"),
        ("二十五", "25"),
        ("二〇二七", "2027"),
        ("2.5万", "2.5万"),
        ("周三", "周三"),
    ],
)
def test_numbers_in_words(text, figures):
    assert in_figures(text) == figures


def test_what_was_said_takes_the_place_of_terms_and_leaves_the_rest():
    terms = applied(understood("3000 now and the rest by summer", "CNY", TODAY), BASE, TODAY)
    assert terms == replace(
        BASE, down_minor=300_000, down_on=TODAY, instalment_minor=None, last_on=date(2027, 5, 31)
    )
    weekly = applied(understood("200 a week for 2 years", "CNY", TODAY), BASE, TODAY)
    assert (weekly.cadence, weekly.day, weekly.last_on) == (Cadence.WEEKLY, None, None)  # the amount holds
    dated = applied(understood("200 from the 10th", "CNY", TODAY), BASE, TODAY)
    assert (dated.first_on, dated.day) == (date(2026, 12, 10), 10)
    assert Said().is_open
    assert applied(Said(), BASE, TODAY) == replace(BASE, instalment_minor=None)


def test_the_first_day_makes_room_for_a_down_payment():
    terms = applied(understood("3000 on 2027-01-05, the rest in 6 months", "CNY", TODAY), BASE, TODAY)
    assert (terms.down_on, terms.first_on, terms.day) == (date(2027, 1, 5), date(2027, 1, 6), 21)
    weekly = replace(BASE, cadence=Cadence.WEEKLY, day=None, first_on=TODAY)
    moved = applied(understood("3000 now, then 200 a week", "CNY", TODAY), weekly, TODAY)
    assert (moved.first_on, moved.day) == (date(2026, 11, 23), None)


def test_without_interest_the_rate_goes():
    charged = replace(BASE, interest=Interest.REDUCED, yearly_rate=Decimal("0.1"))
    free = applied(understood("200 a month without interest", "CNY", TODAY), charged, TODAY)
    assert (free.interest, free.yearly_rate) == (Interest.NONE, 0)


WORDS = (
    "200",
    "now",
    "rest",
    "by",
    "summer",
    "每月",
    "10号",
    "还",
    "先",
    "剩下的",
    "前",
    "from",
    "every friday",
)


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_whatever_is_typed_is_understood_or_refused(text):
    with suppress(RuleViolation):
        assert isinstance(understood(text, "CNY", TODAY, PAY_DAY), Said)
