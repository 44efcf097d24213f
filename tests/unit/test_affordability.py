from __future__ import annotations

import pytest

from app.domain.affordability import Affordability, Burden, affordability, surplus
from app.domain.plans import Cadence


def test_the_means_test_of_the_plan_picture():
    # plan-light.png: 收入 10,200, 房租 3,400, 家用 2,300, 子女 1,600; 结余 2,900, 本计划用 1,800, 留 1,100, 占结余 62%.
    left = surplus([1020000], [340000, 230000, 160000])
    assert left == 290000
    assert affordability(left, 180000, Cadence.MONTHLY) == Affordability(
        290000, 180000, 110000, 62, Burden.BEARABLE
    )


@pytest.mark.parametrize(
    ("instalment", "cadence", "used", "percent", "burden"),
    [
        (290000, Cadence.MONTHLY, 290000, 100, Burden.TIGHT),  # second offer of the picture
        (279073, Cadence.MONTHLY, 279073, 96, Burden.TIGHT),  # third
        (290001, Cadence.MONTHLY, 290001, 100, Burden.BEYOND),
        (60000, Cadence.WEEKLY, 260000, 90, Burden.TIGHT),
        (100000, Cadence.FORTNIGHTLY, 216667, 75, Burden.BEARABLE),
    ],
)
def test_the_share_of_the_surplus(instalment, cadence, used, percent, burden):
    found = affordability(290000, instalment, cadence)
    assert (found.used_minor, found.percent, found.burden) == (used, percent, burden)
    assert found.left_minor == 290000 - used


@pytest.mark.parametrize("nothing", [0, -50000])
def test_without_a_surplus_no_instalment_is_bearable(nothing):
    assert affordability(nothing, 100, Cadence.MONTHLY) == Affordability(
        nothing, 100, nothing - 100, None, Burden.BEYOND
    )
