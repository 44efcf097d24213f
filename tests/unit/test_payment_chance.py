"""In how many of the last six months money came, by Laplace's rule of succession."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.payment_chance import payment_chance

PLACED = date(2026, 1, 1)


def day(number: int) -> date:
    return PLACED + timedelta(days=number)


@pytest.mark.parametrize(
    ("today", "paid_on", "percent", "changes_on"),
    [
        (0, [], None, 30),
        (29, [], None, 30),
        (29, [5], 66, 30),  # 1 of 1: 2 of 3
        (30, [], 33, 60),  # 0 of 1
        (60, [], 25, 90),
        (60, [5, 6, 7], 50, 90),  # one month of two, however often
        (179, [], 14, 180),
        (180, [], 12, None),  # 0 of 6, and so it stays
        (500, [3], 12, None),  # that month is long past
        (180, [5, 35, 65, 95, 125, 155], 87, 210),  # 6 of 6
        (180, [5, 35, 65, 95, 125, 155, 180], 88, 210),  # the running month too: 7 of 7
        (210, [5], 12, None),  # the first month left the six
        (209, [5], 25, 210),  # it is still the first of the six: 1 of 6
        (30, [-400], 33, 60),  # before it was placed here
    ],
)
def test_the_chance_of_a_day(
    today: int, paid_on: list[int], percent: int | None, changes_on: int | None
) -> None:
    found = payment_chance(PLACED, [day(paid) for paid in paid_on], day(today))
    assert found.percent == percent
    assert found.changes_on == (None if changes_on is None else day(changes_on))


@pytest.mark.parametrize("paid_on", [[], [31], [3, 100, 130], [170], [0, 40, 80, 120, 160, 200]])
def test_nothing_changes_before_the_day_it_names(paid_on: list[int]) -> None:
    for today in range(0, 420, 7):
        known = [day(paid) for paid in paid_on if paid <= today]
        found = payment_chance(PLACED, known, day(today))
        last = 800 if found.changes_on is None else (found.changes_on - PLACED).days - 1
        for later in (today + 1, (today + last) // 2, last):
            if today < later <= last:
                assert payment_chance(PLACED, known, day(later)).percent == found.percent


@pytest.mark.parametrize("paid_on", [[], [31], [100, 130], [160]])
def test_what_a_payment_would_make_of_it_is_what_it_makes(paid_on: list[int]) -> None:
    for today in (0, 40, 150, 185):
        known = [day(paid) for paid in paid_on if paid <= today]
        found = payment_chance(PLACED, known, day(today)).after_payment()
        assert found == payment_chance(PLACED, [*known, day(today)], day(today))._replace(
            changes_on=found.changes_on
        )
