"""When a person is best reached: own calls drawn towards what all calls came to."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.domain.best_hour import BestHour, best_hour, rates

Calls = list[tuple[int, bool]]


def calls(hour: int, reached: int, missed: int) -> Calls:
    return [(hour, True)] * reached + [(hour, False)] * missed


@pytest.mark.parametrize(
    ("made", "portfolio", "wanted"),
    [
        ([], {}, None),
        (calls(19, 1, 0), {}, None),  # once says nothing
        (calls(19, 4, 2), {}, BestHour(18, 20, 4, 6)),
        ([*calls(18, 1, 0), *calls(19, 1, 1)], {}, BestHour(18, 20, 2, 3)),
        # Two of two is no better than eight of nine: four calls more of the prior weigh on it.
        ([*calls(9, 2, 0), *calls(20, 8, 1)], {}, BestHour(20, 22, 8, 9)),
        # Of equal calls those at hours at which people answer more often.
        ([*calls(9, 2, 1), *calls(20, 2, 1)], {8: Fraction(1, 2), 20: Fraction(1, 4)}, BestHour(8, 10, 2, 3)),
        (
            [*calls(9, 2, 1), *calls(20, 2, 1)],
            {8: Fraction(1, 4), 20: Fraction(1, 2)},
            BestHour(20, 22, 2, 3),
        ),
        ([*calls(9, 2, 1), *calls(20, 2, 1)], {}, BestHour(8, 10, 2, 3)),  # else the earlier
    ],
)
def test_best_hours(made: Calls, portfolio: dict[int, Fraction], wanted: BestHour | None) -> None:
    assert best_hour(made, portfolio) == wanted


def test_hours_without_a_call_have_the_rate_of_all() -> None:
    found = rates([*calls(9, 1, 3), *calls(19, 3, 1)])
    assert (found[8], found[18], found[12]) == (Fraction(1, 4), Fraction(3, 4), Fraction(1, 2))
    assert set(rates([]).values()) == {Fraction(0)}
    assert [hour for hour in (17, 18, 19, 20) if BestHour(18, 20, 1, 1).holds(hour)] == [18, 19]
