"""Backups that stay: enough of the near past, some of the far one, and never none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.retention import kept

LAST = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)  # a Sunday


def daily(days: int, each: int = 1) -> list[datetime]:
    return [LAST - timedelta(days=day, hours=hour) for day in range(days) for hour in range(each)]


def test_a_year_of_days_leaves_seven_days_four_weeks_six_months() -> None:
    left = sorted(kept(daily(365)), reverse=True)
    assert left == sorted(
        {
            *(LAST - timedelta(days=day) for day in range(7)),
            *(LAST - timedelta(days=7 * week) for week in range(4)),
            LAST,
            *(
                LAST.replace(month=month, day=day)
                for month, day in ((10, 31), (9, 30), (8, 31), (7, 31), (6, 30))
            ),
        },
        reverse=True,
    )


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_few_all_stay(count: int) -> None:
    assert kept(daily(count)) == set(daily(count))


def test_of_one_day_the_newest_stays() -> None:
    assert kept(daily(3, each=5)) == set(daily(3))


def test_days_without_a_backup_cost_none() -> None:
    old = [LAST - timedelta(days=400 + day) for day in range(7)]
    assert kept([LAST, *old]) >= {LAST, *old[:6]}


def test_the_newest_always_stays() -> None:
    for days in range(1, 60):
        assert LAST in kept(daily(days, each=2))
