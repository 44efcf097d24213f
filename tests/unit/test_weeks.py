"""ISO weeks: the year a week is counted to, its days, its moments by a zone's clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation
from app.domain.weeks import Week


@pytest.mark.parametrize(
    ("day", "text"),
    [
        # Worked by hand from ISO 8601: week 1 holds the first Thursday.
        (date(2026, 11, 16), "2026-W47"),
        (date(2026, 11, 22), "2026-W47"),
        (date(2026, 1, 1), "2026-W01"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2021, 1, 3), "2020-W53"),
    ],
)
def test_a_day_lies_in_its_week(day: date, text: str) -> None:
    week = Week.of(day)
    assert str(week) == text
    assert Week.parse(text) == week
    assert week.first_on <= day <= week.last_on


def test_a_year_of_53_weeks_runs_into_the_next() -> None:
    week = Week.parse("2026-W53")
    assert (week.first_on, week.last_on) == (date(2026, 12, 28), date(2027, 1, 3))
    assert str(week.before(-1)) == "2027-W01"
    assert [str(each) for each in Week.parse("2027-W02").up_to(3)] == ["2026-W53", "2027-W01", "2027-W02"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "week_unreadable"),
        ("47", "week_unreadable"),
        ("2026-47", "week_unreadable"),
        ("2026-W7", "week_unreadable"),
        ("2026-W00", "week_missing"),
        ("2025-W53", "week_missing"),
        ("2026-W54", "week_missing"),
        ("0000-W01", "week_missing"),
    ],
)
def test_what_is_no_week_is_refused(text: str, code: str) -> None:
    with pytest.raises(RuleViolation, match=code):
        Week.parse(text)


def test_a_week_begins_and_ends_at_midnight_of_the_zone() -> None:
    begins, ends = Week.parse("2026-W47").bounds(ZoneInfo("Asia/Shanghai"))
    assert begins == datetime(2026, 11, 15, 16, tzinfo=UTC)
    assert ends == datetime(2026, 11, 22, 16, tzinfo=UTC)


def test_a_week_in_which_the_clocks_change_is_an_hour_longer() -> None:
    begins, ends = Week.parse("2026-W43").bounds(ZoneInfo("Europe/London"))
    assert ends - begins == timedelta(days=7, hours=1)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-60, 60))
def test_weeks_follow_each_other_without_a_gap(day: date, weeks: int) -> None:
    week = Week.of(day)
    assert week.before(weeks).first_on == week.first_on - timedelta(weeks=weeks)
    assert week.before(weeks).before(-weeks) == week
    assert week.before().last_on + timedelta(days=1) == week.first_on
    assert week < week.before(-1)
    assert week.first_on.isoweekday() == 1
