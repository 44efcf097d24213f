from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import (
    Calendar,
    HolidayRule,
    add_months,
    calendar_from,
    day_bounds,
    every_days,
    is_within_hours,
    local_date,
    month_day,
    monthly,
    next_opening,
    next_weekday,
    period_bounds,
    utc_of,
)
from app.domain.errors import RuleViolation

DATA = tomllib.loads((Path(__file__).parents[2] / "resources/holidays/cn.toml").read_text(encoding="utf-8"))
CHINA = calendar_from(DATA)
BEIJING = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")

days = st.dates(date(2024, 1, 1), date(2032, 12, 1))


def days_of(year: int) -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=n)
        for n in range(366)
        if (date(year, 1, 1) + timedelta(n)).year == year
    ]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_announced_years_agree_with_two_independent_libraries(year):
    other = holidays.China(years=year)
    for day in days_of(year):
        assert CHINA.is_working(day) == chinese_calendar.is_workday(day) == other.is_working_day(day), day


@pytest.mark.parametrize(
    ("year", "off", "make_up"),
    [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6)],  # counted in the State Council's notices
)
def test_days_counted_in_the_notices(year, off, make_up):
    table = DATA["announced"][str(year)]
    assert (len(table["off"]), len(table["make_up"])) == (off, make_up)
    assert table["source"].startswith("国办发明电")
    assert table["issued_on"].year == year - 1
    assert {day.year for day in table["off"] + table["make_up"]} == {year}
    assert all(day.weekday() >= 5 for day in table["make_up"])


def test_the_notice_for_2026():
    # 国办发明电〔2025〕7号: Spring Festival 15 to 23 February, worked on the 14th and the 28th.
    off = [date(2026, 2, day) for day in range(15, 24)]
    assert not any(CHINA.is_working(day) for day in off)
    assert CHINA.is_working(date(2026, 2, 14))
    assert CHINA.is_working(date(2026, 2, 28))
    assert CHINA.is_working(date(2026, 2, 24))
    assert not CHINA.is_provisional(date(2026, 2, 14))


@pytest.mark.parametrize("year", range(2027, 2033))
def test_years_without_a_notice_have_the_thirteen_statutory_days(year):
    # 国务院令第795号, in force 2025-01-01: 13 days; two festivals on one day make fewer.
    table = DATA["statutory"][str(year)]["off"]
    assert len(table) == (12 if year in {2028, 2031} else 13)
    assert set(table) == set(holidays.China(years=year, observed=False))
    assert not any(CHINA.is_working(day) for day in table)
    assert all(CHINA.is_provisional(day) for day in days_of(year))


@pytest.mark.parametrize(
    ("year", "eve", "dragon_boat", "mid_autumn"),
    [
        # First day of the lunar year less one; 5th of the 5th; 15th of the 8th lunar month.
        (2027, "02-05", "06-09", "09-15"),
        (2028, "01-25", "05-28", "10-03"),
        (2029, "02-12", "06-16", "09-22"),
        (2030, "02-02", "06-05", "09-12"),
        (2031, "01-22", "06-24", "10-01"),
        (2032, "02-10", "06-12", "09-19"),
    ],
)
def test_lunar_festivals(year, eve, dragon_boat, mid_autumn):
    table = DATA["statutory"][str(year)]["off"]
    for month_and_day in (eve, dragon_boat, mid_autumn):
        assert date.fromisoformat(f"{year}-{month_and_day}") in table


def test_a_notice_stands_before_the_statutory_days_of_its_year():
    day = date(2027, 2, 8)
    calendar = calendar_from(
        {
            "announced": {"2027": {"off": [date(2027, 2, 9)], "make_up": [date(2027, 2, 7)]}},
            "statutory": {"2027": {"off": [day]}, "2028": {"off": [date(2028, 1, 25)]}},
        }
    )
    assert calendar.is_working(day)
    assert calendar.is_working(date(2027, 2, 7))
    assert not calendar.is_working(date(2027, 2, 9))
    assert not calendar.is_working(date(2028, 1, 25))
    assert [calendar.is_provisional(date(year, 1, 4)) for year in (2026, 2027, 2028)] == [True, False, True]


def test_without_data_only_weekends_are_off():
    calendar = calendar_from({})
    assert calendar == Calendar()
    assert calendar.is_working(date(2027, 1, 1))
    assert not calendar.is_working(date(2027, 1, 2))


@pytest.mark.parametrize(
    ("day", "rule", "expected"),
    [
        ("2026-12-25", HolidayRule.FOLLOWING, ("2026-12-25", False, False)),
        ("2026-12-26", HolidayRule.FOLLOWING, ("2026-12-28", True, False)),
        ("2026-12-26", HolidayRule.PRECEDING, ("2026-12-25", True, False)),
        ("2026-12-26", HolidayRule.NONE, ("2026-12-26", False, False)),
        ("2026-02-18", HolidayRule.FOLLOWING, ("2026-02-24", True, False)),
        ("2026-02-18", HolidayRule.PRECEDING, ("2026-02-14", True, False)),  # a Saturday that is worked
        ("2026-10-31", HolidayRule.MODIFIED_FOLLOWING, ("2026-10-30", True, False)),
        ("2026-10-24", HolidayRule.MODIFIED_FOLLOWING, ("2026-10-26", True, False)),
        ("2027-02-21", HolidayRule.FOLLOWING, ("2027-02-22", True, True)),  # the plan picture
        ("2027-08-21", HolidayRule.FOLLOWING, ("2027-08-23", True, True)),
        ("2027-01-01", HolidayRule.PRECEDING, ("2026-12-31", True, True)),
    ],
)
def test_days_are_moved_off_holidays(day, rule, expected):
    moved_to, moved, provisional = CHINA.adjust(date.fromisoformat(day), rule)
    assert (moved_to.isoformat(), moved, provisional) == expected


@given(days, st.sampled_from([rule for rule in HolidayRule if rule is not HolidayRule.NONE]))
def test_a_moved_day_is_a_working_day_nearby(day, rule):
    adjusted = CHINA.adjust(day, rule)
    assert CHINA.is_working(adjusted.day)
    assert adjusted.moved == (not CHINA.is_working(day))
    low, high = sorted((day, adjusted.day))
    assert (high - low).days <= 9
    between = [low + timedelta(n) for n in range((high - low).days + 1)]
    assert [each for each in between if CHINA.is_working(each)] == [adjusted.day]
    if rule is HolidayRule.FOLLOWING:
        assert adjusted.day >= day
    elif rule is HolidayRule.PRECEDING:
        assert adjusted.day <= day
    else:
        assert adjusted.day.month == day.month


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-11-21", 2, "2027-01-21"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-03-31", -13, "2025-02-28"),
        ("2026-12-21", 60, "2031-12-21"),
    ],
)
def test_months_are_clamped_at_their_end(day, months, expected):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(days, st.integers(-200, 200))
def test_adding_months_counts_months(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


def test_a_day_of_a_short_month():
    assert month_day(2028, 2, 31) == date(2028, 2, 29)


@given(days, st.integers(0, 6))
def test_next_weekday_is_strictly_after_and_within_a_week(day, weekday):
    found = next_weekday(day, weekday)
    assert found.weekday() == weekday
    assert 1 <= (found - day).days <= 7


def test_month_end_is_not_lost_after_a_short_month():
    series = [day.isoformat() for day in islice(monthly(date(2026, 12, 31), 31), 4)]
    assert series == ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]


def test_a_monthly_series_begins_with_the_first_such_day():
    assert next(monthly(date(2026, 11, 22), 21)) == date(2026, 12, 21)
    assert next(monthly(date(2026, 12, 22), 21)) == date(2027, 1, 21)
    assert next(monthly(date(2026, 11, 21), 21)) == date(2026, 11, 21)


def test_every_so_many_days():
    assert list(islice(every_days(date(2026, 12, 25), 14), 2)) == [date(2026, 12, 25), date(2027, 1, 8)]


def test_the_day_is_that_of_the_debtors_clock():
    now = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
    assert local_date(now, BEIJING) == date(2026, 11, 22)
    assert local_date(now - timedelta(seconds=1), BEIJING) == date(2026, 11, 21)
    with pytest.raises(ValueError, match="time zone"):
        local_date(now.replace(tzinfo=None), BEIJING)


def test_a_local_day_is_half_open_and_may_have_twenty_five_hours():
    begins, ends = day_bounds(date(2026, 11, 21), BEIJING)
    assert (begins, ends) == (datetime(2026, 11, 20, 16, tzinfo=UTC), datetime(2026, 11, 21, 16, tzinfo=UTC))
    begins, ends = day_bounds(date(2026, 11, 1), NEW_YORK)  # summer time ends
    assert ends - begins == timedelta(hours=25)


EIGHT, TWENTY_TWO = time(8), time(22)


@pytest.mark.parametrize(
    ("at", "inside"),
    [
        # GB/T 45251-2025: not from 22:00 to 08:00; half-open.
        (time(7, 59, 59), False),
        (time(8, 0, 0), True),
        (time(21, 59, 59, 999999), True),
        (time(22, 0, 0), False),
        (time(0, 0), False),
    ],
)
def test_hours_are_half_open(at, inside):
    now = utc_of(date(2026, 11, 21), at, BEIJING)
    assert is_within_hours(now, BEIJING, EIGHT, TWENTY_TWO) is inside


@pytest.mark.parametrize(("hour", "inside"), [(23, True), (5, True), (6, False), (12, False), (22, True)])
def test_hours_over_midnight(hour, inside):
    now = utc_of(date(2026, 11, 21), time(hour), BEIJING)
    assert is_within_hours(now, BEIJING, TWENTY_TWO, time(6)) is inside


def test_a_period_is_its_whole_days_and_does_not_run_backwards():
    first, last = date(2026, 10, 31), date(2026, 11, 2)  # summer time ends between them
    assert period_bounds(first, last, NEW_YORK) == (
        datetime(2026, 10, 31, 4, tzinfo=UTC),
        datetime(2026, 11, 3, 5, tzinfo=UTC),
    )
    with pytest.raises(RuleViolation, match="period_reversed"):
        period_bounds(last, first, NEW_YORK)


def test_when_the_hours_open_again():
    day = date(2026, 11, 21)
    opening = utc_of(day, EIGHT, BEIJING)
    assert next_opening(utc_of(day, time(6), BEIJING), BEIJING, EIGHT, TWENTY_TWO) == opening
    assert next_opening(opening, BEIJING, EIGHT, TWENTY_TWO) == opening
    late = utc_of(day, TWENTY_TWO, BEIJING)
    assert next_opening(late, BEIJING, EIGHT, TWENTY_TWO) == opening + timedelta(days=1)


@given(
    st.integers(0, 365 * 86_400).map(
        lambda second: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    )
)
def test_the_next_opening_is_open_and_nothing_before_it_is(now):
    opening = next_opening(now, NEW_YORK, EIGHT, TWENTY_TWO)
    assert is_within_hours(opening, NEW_YORK, EIGHT, TWENTY_TWO)
    if opening != now:
        assert not is_within_hours(opening - timedelta(microseconds=1), NEW_YORK, EIGHT, TWENTY_TWO)
        assert opening - now <= timedelta(hours=11)
