"""Clocks: the moment asked for, and the practice store's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.system.clock import day_clock, fixed_clock, practice_clock

SHANGHAI = ZoneInfo("Asia/Shanghai")
REFERENCE = date(2026, 11, 21)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def shown(real: str, last: str) -> datetime:
    clock = practice_clock(lambda: at(real).astimezone(UTC), REFERENCE, at(last), SHANGHAI)
    return clock().astimezone(SHANGHAI)


def test_a_day_begins_at_nine_in_its_zone() -> None:
    assert day_clock(REFERENCE, SHANGHAI)() == datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    assert day_clock(REFERENCE, ZoneInfo("America/New_York"))() == datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def test_a_fixed_clock_needs_an_offset() -> None:
    with pytest.raises(ValueError, match="aware"):
        fixed_clock(datetime(2026, 11, 21))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("real", "last", "expected"),
    [
        ("2026-11-21T10:30", "2026-11-20T18:00", "2026-11-21T10:30"),
        ("2027-03-05T10:30", "2026-11-20T18:00", "2026-11-21T10:30"),
        ("2027-03-05T16:00", "2026-11-21T15:00", "2026-11-21T16:00"),
        ("2027-03-05T10:30", "2026-11-21T15:00", "2026-11-22T10:30"),
        ("2027-03-05T15:00", "2026-11-21T15:00", "2026-11-21T15:00"),
        ("2026-11-01T10:30", "2026-11-20T18:00", "2026-11-21T10:30"),
        ("2027-03-05T07:00", "2026-12-31T23:59", "2027-01-01T07:00"),
        ("2027-03-05T10:30", "1970-01-01T08:00", "2026-11-21T10:30"),
    ],
    ids=[
        "the day itself", "a season later", "later on a day of practice", "earlier than what was practised",
        "the very moment", "made for a day ahead", "practice went on for weeks", "nothing recorded",
    ],
)  # fmt: skip
def test_practice_has_its_own_day(real: str, last: str, expected: str) -> None:
    assert shown(real, last) == at(expected)
    assert shown(real, last) >= at(last)


def test_a_practice_clock_runs_on() -> None:
    moments = iter([at("2027-03-05T23:50"), at("2027-03-05T23:59"), at("2027-03-06T00:10")])
    clock = practice_clock(lambda: next(moments), REFERENCE, at("2026-11-20T18:00"), SHANGHAI)
    first, second = clock(), clock()
    assert second - first == timedelta(minutes=11)
    assert second.astimezone(SHANGHAI) == at("2026-11-22T00:10")
