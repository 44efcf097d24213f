"""Several promises typed as one: amounts and days, and what is no such thing."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.date_entry import following
from app.domain.dates import calendar_from
from app.domain.errors import RuleViolation
from app.domain.promise_entry import Replaces, entered, parse_amounts, parse_days

CHINA = calendar_from(
    tomllib.loads((Path(__file__).parents[2] / "resources/holidays/cn.toml").read_text(encoding="utf-8"))
)
TODAY = date(2026, 11, 21)  # a Saturday


def typed(amount: str, day: str, pay_day: int | None = 15, calendar=None) -> list[tuple[int, str]]:
    found = entered(parse_amounts(amount, "CNY"), parse_days(day, TODAY, pay_day, calendar))
    return [(minor, when.day.isoformat()) for minor, when in found]


@pytest.mark.parametrize(
    ("amount", "day", "expected"),
    [
        ("500", "10", [(50000, "2026-12-10")]),
        ("3x500", "10", [(50000, "2026-12-10"), (50000, "2027-01-10"), (50000, "2027-02-10")]),
        ("500", "3x10", [(50000, "2026-12-10"), (50000, "2027-01-10"), (50000, "2027-02-10")]),
        ("3 x 0.2w", "10号", [(200000, "2026-12-10"), (200000, "2027-01-10"), (200000, "2027-02-10")]),
        ("２＊500", "31", [(50000, "2026-11-30"), (50000, "2026-12-31")]),
        ("3期500", "31", [(50000, "2026-11-30"), (50000, "2026-12-31"), (50000, "2027-01-31")]),
        ("4×500", "31", [(50000, d) for d in ("2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28")]),
        ("2x500", "p", [(50000, "2026-12-15"), (50000, "2027-01-15")]),
        ("2x500", "w5", [(50000, "2026-11-27"), (50000, "2026-12-04")]),
        ("2x500", "周五", [(50000, "2026-11-27"), (50000, "2026-12-04")]),
        ("3x500", "+14", [(50000, "2026-12-05"), (50000, "2026-12-19"), (50000, "2027-01-02")]),
        ("2x500", "+0", [(50000, "2026-11-21"), (50000, "2026-11-22")]),
        ("2x500", "2026-12-25", [(50000, "2026-12-25"), (50000, "2027-01-25")]),
        ("2x500", "t", [(50000, "2026-11-21"), (50000, "2026-12-21")]),
        ("500;800", "10", [(50000, "2026-12-10"), (80000, "2027-01-10")]),
        ("500；800", "25;10", [(50000, "2026-11-25"), (80000, "2026-12-10")]),  # by their days
        ("500", "10;25", [(50000, "2026-11-25"), (50000, "2026-12-10")]),
        ("2x500", "10; 25", [(50000, "2026-11-25"), (50000, "2026-12-10")]),
        ("2x500", "2x10", [(50000, "2026-12-10"), (50000, "2027-01-10")]),
        ("+500", "10", [(50000, "2026-12-10")]),
        ("=1x500", "10", [(50000, "2026-12-10")]),
    ],
)
def test_what_is_typed(amount: str, day: str, expected: list[tuple[int, str]]) -> None:
    assert typed(amount, day) == expected


def test_each_day_is_moved_off_its_own_holidays() -> None:
    # The 12th of December 2026 is a Saturday; the rhythm stays that of the day typed.
    assert typed("2x500", "12", calendar=CHINA) == [(50000, "2026-12-14"), (50000, "2027-01-12")]


@pytest.mark.parametrize(
    ("text", "replaces"),
    [
        ("500", Replaces.EARLIEST),
        ("+500", Replaces.NONE),
        ("＝500", Replaces.ALL),
        ("+ 2x500", Replaces.NONE),
    ],
)
def test_what_new_promises_take_the_place_of(text: str, replaces: Replaces) -> None:
    assert parse_amounts(text, "CNY").replaces is replaces


@pytest.mark.parametrize(
    ("amount", "day", "code", "field"),
    [
        ("", "10", "amount_empty", "amount_minor"),
        ("+", "10", "amount_empty", "amount_minor"),
        ("3x", "10", "amount_empty", "amount_minor"),
        ("500;", "10", "amount_empty", "amount_minor"),
        ("3x500;800", "10", "promises_uneven", "amount_minor"),
        ("0x500", "10", "promises_uneven", "amount_minor"),
        ("13x500", "10", "promises_too_many", "amount_minor"),
        ("500x3", "10", "promises_too_many", "amount_minor"),  # the sentence says 3x500
        (";".join("1" * 13), "10", "promises_too_many", "amount_minor"),
        ("-500", "10", "amount_negative", "amount_minor"),
        ("3x-500", "10", "amount_negative", "amount_minor"),
        ("500", "", "date_empty", "due_on"),
        ("500", "10;", "date_empty", "due_on"),
        ("500", "3x10;25", "promises_uneven", "due_on"),
        ("500;800;100", "10;25", "promises_uneven", "due_on"),
        ("3x500", "2x10", "promises_uneven", "due_on"),
        ("2x500", "yesterday", "date_past", "due_on"),
        ("2x500", "2-30", "date_impossible", "due_on"),
    ],
)
def test_what_is_no_entry(amount: str, day: str, code: str, field: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        typed(amount, day)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_no_pay_day_is_known() -> None:
    with pytest.raises(RuleViolation, match="date_no_pay_day"):
        typed("2x500", "p", pay_day=None)


@given(
    st.integers(1, 12),
    st.sampled_from(["10", "31", "w1", "+7", "p", "m", "t", "12-25", "2027-08-31"]),
    st.dates(date(2026, 1, 1), date(2027, 6, 30)),
)
def test_days_run_on_and_never_back(number: int, text: str, today: date) -> None:
    days = parse_days(text, today, 31, CHINA).first(number)
    assert len(days) == number
    assert all(one.asked_on < other.asked_on for one, other in pairwise(days))
    assert next(following(text, today, 31, CHINA)) == days[0]
