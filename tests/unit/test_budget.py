"""The day's budget: the pace of a collector, and the queue spread over working days."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.budget import Portion, own_pace, spread, working_days
from app.domain.dates import Calendar

THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 11, day) for day in range(19, 25))


@pytest.mark.parametrize(
    ("calls", "pace"),
    [
        ((), None),
        ((40, 50), None),
        ((40, 0, 50), None),
        ((30, 50, 40), 40),
        ((30, 50, 40, 41), 40),
        ((1, 1, 1), 1),
    ],
)
def test_own_pace_is_the_median_of_days_worked(calls: tuple[int, ...], pace: int | None) -> None:
    assert own_pace(calls) == pace


@pytest.mark.parametrize(
    ("first", "off", "make_up", "found"),
    [
        (THURSDAY, (), (), [THURSDAY, FRIDAY, MONDAY]),
        (THURSDAY, (FRIDAY,), (), [THURSDAY, MONDAY, TUESDAY]),
        (THURSDAY, (FRIDAY,), (SUNDAY,), [THURSDAY, SUNDAY, MONDAY]),
        (SATURDAY, (), (), [SATURDAY, MONDAY, TUESDAY]),
    ],
)
def test_holidays_are_left_out_and_make_up_days_worked(
    first: date, off: tuple[date, ...], make_up: tuple[date, ...], found: list[date]
) -> None:
    calendar = Calendar(frozenset(off), frozenset(make_up), frozenset({2026}))
    assert working_days(first, 3, calendar) == found


@pytest.mark.parametrize(
    ("balances", "returning", "left", "a_day", "wanted"),
    [
        ((), (), 2, 3, [(0, 0, 0), (0, 0, 0), (0, 0, 0)]),
        ((9, 8, 7, 6, 5), (), 2, 2, [(0, 2, 17), (0, 2, 13), (0, 1, 5)]),
        ((9, 8, 7, 6, 5), (), 0, 2, [(0, 0, 0), (0, 2, 17), (0, 2, 13)]),
        # Who comes back on Saturday is worked on Monday, before the rest; who comes back today stands in the queue.
        ((9, 8, 7, 6, 5), (THURSDAY, SATURDAY, MONDAY), 1, 2, [(0, 1, 9), (0, 2, 15), (2, 0, 0)]),
        ((9, 8), (FRIDAY, FRIDAY, FRIDAY), 0, 2, [(0, 0, 0), (3, 0, 0), (0, 2, 17)]),
    ],
)
def test_queue_is_spread_best_first(
    balances: tuple[int, ...],
    returning: tuple[date, ...],
    left: int,
    a_day: int,
    wanted: list[tuple[int, int, int]],
) -> None:
    days = [THURSDAY, FRIDAY, MONDAY]
    found = spread(balances, returning, left, a_day, days)
    assert found == [Portion(day, *row) for day, row in zip(days, wanted, strict=True)]
