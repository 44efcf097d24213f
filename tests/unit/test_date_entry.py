from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.date_entry import FARTHEST_YEARS, parse_callback, parse_when
from app.domain.dates import calendar_from
from app.domain.errors import RuleViolation

CHINA = calendar_from(
    tomllib.loads((Path(__file__).parents[2] / "resources/holidays/cn.toml").read_text(encoding="utf-8"))
)
BEIJING = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 21)  # a Saturday
NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)  # 15:00 in Beijing


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # desk.md §2.2
        ("+3", "2026-11-24"),
        ("＋３", "2026-11-24"),
        ("+10天", "2026-12-01"),
        ("+0", "2026-11-21"),
        ("25", "2026-11-25"),
        ("25号", "2026-11-25"),
        ("２５日", "2026-11-25"),
        ("21", "2026-12-21"),
        ("20", "2026-12-20"),
        ("31", "2026-11-30"),
        ("w5", "2026-11-27"),
        ("W5", "2026-11-27"),
        ("周五", "2026-11-27"),
        ("星期五", "2026-11-27"),
        ("礼拜天", "2026-11-22"),
        ("周日", "2026-11-22"),
        ("w6", "2026-11-28"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("wednesday", "2026-11-25"),
        ("下周五", "2026-11-27"),
        ("下周一", "2026-11-23"),
        ("m", "2026-11-22"),
        ("明", "2026-11-22"),
        ("明天", "2026-11-22"),
        ("tomorrow", "2026-11-22"),
        ("后天", "2026-11-23"),
        ("大后天", "2026-11-24"),
        ("t", "2026-11-21"),
        ("今天", "2026-11-21"),
        ("p", "2026-12-15"),
        ("发薪日", "2026-12-15"),
        ("12-25", "2026-12-25"),
        ("12/25", "2026-12-25"),
        ("12.25", "2026-12-25"),
        ("１２。２５", "2026-12-25"),
        ("12月25日", "2026-12-25"),
        ("1225", "2026-12-25"),
        ("0101", "2027-01-01"),
        ("11-21", "2026-11-21"),
        ("11-20", "2027-11-20"),
        ("2-29", "2028-02-29"),
        ("2026-12-25", "2026-12-25"),
        ("2027/1/5", "2027-01-05"),
        ("2026年12月25日", "2026-12-25"),
        ("20261225", "2026-12-25"),
    ],
)
def test_short_forms(text, day):
    when = parse_when(text, TODAY, pay_day=15)
    assert when.day == when.asked_on == date.fromisoformat(day)
    assert not when.moved


def test_next_friday_of_next_week_from_a_monday():
    monday = date(2026, 11, 23)
    assert parse_when("周五", monday).day == date(2026, 11, 27)
    assert parse_when("下周五", monday).day == date(2026, 12, 4)
    assert parse_when("周一", monday).day == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day", "moved", "provisional"),
    [
        ("25", "2026-11-25", False, False),
        ("m", "2026-11-23", True, False),
        ("12-26", "2026-12-28", True, False),
        ("1-1", "2027-01-04", True, True),
        ("2-21", "2027-02-22", True, True),
        (
            "t",
            "2026-11-21",
            False,
            False,
        ),  # today is said of money that comes today: it stays, though a Saturday
    ],
)
def test_holidays_are_stepped_over_with_a_note(text, day, moved, provisional):
    when = parse_when(text, TODAY, calendar=CHINA)
    assert (when.day, when.moved, when.provisional) == (date.fromisoformat(day), moved, provisional)
    assert when.asked_on == parse_when(text, TODAY).day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("-3", "2026-11-18"),
        ("25", "2026-10-25"),
        ("21", "2026-11-21"),
        ("31", "2026-10-31"),
        ("w5", "2026-11-20"),
        ("w6", "2026-11-21"),
        ("昨天", "2026-11-20"),
        ("t", "2026-11-21"),
        ("p", "2026-11-15"),
        ("11-21", "2026-11-21"),
        ("12-25", "2025-12-25"),
        ("2-29", "2024-02-29"),
        ("2026-10-01", "2026-10-01"),  # a holiday, and money may come on it
    ],
)
def test_days_that_have_been(text, day):
    when = parse_when(text, TODAY, pay_day=15, calendar=CHINA, backward=True)
    assert (when.day, when.moved) == (date.fromisoformat(day), False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date_empty"),
        ("　", "date_empty"),
        ("soon", "date_not_understood"),
        ("1" * 100_000, "date_not_understood"),
        ("123", "date_not_understood"),
        ("w8", "date_not_understood"),
        ("+", "date_not_understood"),
        ("2026-02-30", "date_impossible"),
        ("2026-13-01", "date_impossible"),
        ("20260230", "date_impossible"),
        ("2-30", "date_impossible"),
        ("1301", "date_impossible"),
        ("0", "date_impossible"),
        ("32", "date_impossible"),
        ("-3", "date_past"),
        ("昨天", "date_past"),
        ("2026-11-20", "date_past"),
        ("2062-12-25", "date_too_far"),
        ("+99999", "date_too_far"),
        ("p", "date_no_pay_day"),
    ],
)
def test_what_is_no_day(text, code):
    with pytest.raises(RuleViolation) as caught:
        parse_when(text, TODAY, field="last_on")
    assert (caught.value.code, caught.value.field) == (code, "last_on")


def test_steps_beyond_the_last_day_there_is():
    with pytest.raises(RuleViolation, match="date_impossible"):
        parse_when("+99999", date(9990, 1, 1))


@pytest.mark.parametrize(
    ("text", "code"), [("+3", "date_future"), ("明天", "date_future"), ("1999-01-01", "date_too_far")]
)
def test_what_has_not_been(text, code):
    with pytest.raises(RuleViolation, match=code):
        parse_when(text, TODAY, backward=True)


def outcome(text: str, today: date, backward: bool) -> date | str:
    try:
        return parse_when(text, today, 10, CHINA, backward=backward).day
    except RuleViolation as refusal:
        return refusal.code


@given(
    st.one_of(st.text(max_size=12), st.from_regex(r"[+-w]?[0-9]{1,4}", fullmatch=True)),
    st.dates(date(2024, 1, 1), date(2031, 12, 31)),
    st.booleans(),
)
def test_any_text_is_a_near_day_or_refused(text, today, backward):
    found = outcome(text, today, backward)
    if isinstance(found, str):
        assert found.startswith("date_")
        return
    assert found <= today if backward else found >= today
    assert abs(found.year - today.year) <= FARTHEST_YEARS + 1
    assert backward or found == today or CHINA.is_working(found)


@given(st.integers(1, 28), st.dates(date(2024, 1, 1), date(2031, 12, 31)))
def test_a_day_of_the_month_is_the_nearest_one(day, today):
    ahead, behind = parse_when(str(day), today).day, parse_when(str(day), today, backward=True).day
    assert ahead.day == behind.day == day
    assert behind <= today < ahead
    assert (ahead.year - behind.year) * 12 + ahead.month - behind.month == 1


@pytest.mark.parametrize(
    ("text", "local", "rolled"),
    [
        ("1600", "2026-11-21 16:00", False),
        ("16:00", "2026-11-21 16:00", False),
        ("１６：３０", "2026-11-21 16:30", False),
        ("1430", "2026-11-22 14:30", True),
        ("9:05", "2026-11-22 09:05", True),
        ("16点", "2026-11-21 16:00", False),
        ("16点20分", "2026-11-21 16:20", False),
        ("4点半", "2026-11-21 16:30", False),
        ("8点", "2026-11-22 08:00", True),
        ("+2h", "2026-11-21 17:00", False),
        ("+30m", "2026-11-21 15:30", False),
        ("+30分钟", "2026-11-21 15:30", False),
        ("+1小时", "2026-11-21 16:00", False),
        ("pm", "2026-11-22 14:30", True),
        ("am", "2026-11-22 10:00", True),
        ("晚", "2026-11-21 19:30", False),
        ("m", "2026-11-22 10:00", False),
        ("m 1000", "2026-11-22 10:00", False),
        ("m  14:30", "2026-11-22 14:30", False),
        ("w5 pm", "2026-11-27 14:30", False),
        ("周五 下午", "2026-11-27 14:30", False),
        ("12-25 9:00", "2026-12-25 09:00", False),
        ("t 1600", "2026-11-21 16:00", False),
        ("p 1000", "2026-12-15 10:00", False),
    ],
)
def test_call_backs(text, local, rolled):
    found = parse_callback(text, NOW, BEIJING, pay_day=15)
    assert found.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") == local
    assert found.at.utcoffset() == timedelta()
    assert found.rolled is rolled


def test_presets_may_be_ones_own():
    found = parse_callback("pm", NOW, BEIJING, presets={"pm": time(17), "am": time(9)})
    assert found.at == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "time_empty"),
        ("2500", "time_impossible"),
        ("1260", "time_impossible"),
        ("m 24:00", "time_impossible"),
        ("m x", "time_not_understood"),
        ("x" * 100_000, "time_not_understood"),
        ("soon", "date_not_understood"),
        ("t 1000", "time_past"),
        ("t 1500", "time_past"),
    ],
)
def test_what_is_no_time(text, code):
    with pytest.raises(RuleViolation) as caught:
        parse_callback(text, NOW, BEIJING, field="next_at")
    assert (caught.value.code, caught.value.field) == (code, "next_at")


@given(st.times(), st.integers(0, 1500 * 86_400))
def test_a_time_alone_is_within_the_next_day(at, second):
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    found = parse_callback(f"{at:%H%M}", now, BEIJING).at
    assert timedelta() < found - now <= timedelta(days=1)
    assert f"{found.astimezone(BEIJING):%H%M}" == f"{at:%H%M}"
