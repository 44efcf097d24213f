"""The all-in yearly cost. Sources stand in the tables."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.all_in_rate import (
    DEFINITION,
    Flow,
    UnitFlow,
    annual_percentage_rate,
    yearly_cost,
)
from tests.unit.domain.tables import examples, title

START = date(2026, 1, 31)


@pytest.mark.parametrize("example", examples("regulation_z_appendix_j"), ids=title)
def test_the_published_examples_of_regulation_z(example: dict[str, Any]) -> None:
    fraction = Decimal(example["first_days"]) / example["unit_days"]
    payments = [minor for number, minor in example["payments"] for _ in range(number)]
    flows = [UnitFlow(0, Decimal(0), -example["advance"])]
    flows += [UnitFlow(example["first_whole"] + no, fraction, minor) for no, minor in enumerate(payments)]
    rate = annual_percentage_rate(flows, example["per_year"])
    assert rate is not None
    assert (rate * 100).quantize(Decimal("0.01")) == Decimal(example["rate"])


@pytest.mark.parametrize("example", examples("yearly_cost"), ids=title)
def test_effective_rates_by_dates(example: dict[str, Any]) -> None:
    flows = [Flow(on, minor) for on, minor in example["flows"]]
    assert yearly_cost(flows) == Decimal(example["rate"])
    assert yearly_cost(reversed(flows)) == Decimal(example["rate"])


@pytest.mark.parametrize(
    "flows",
    [
        [],
        [(0, -100)],
        [(0, -100), (0, 110)],  # all on one day
        [(0, -100), (30, -5)],  # nothing came back
        [(0, 100), (30, -110)],  # nothing was lent first
        [(0, 0), (30, 110), (60, 10)],
        [(0, -100), (30, 50), (60, -1000)],  # what was lent last never came back
    ],
)
def test_without_a_loan_there_is_no_rate(flows: list[tuple[int, int]]) -> None:
    assert yearly_cost([Flow(START + timedelta(days=days), minor) for days, minor in flows]) is None


@pytest.mark.parametrize(
    "flows",
    [[], [UnitFlow(0, Decimal(0), 100)], [UnitFlow(0, Decimal(0), -100), UnitFlow(1, Decimal(0), 99)]],
)
def test_a_nominal_rate_needs_a_loan_that_costs_something(flows: list[UnitFlow]) -> None:
    assert annual_percentage_rate(flows, 12) is None


@settings(max_examples=200, deadline=None)
@given(
    st.integers(10_000, 10**12),
    st.decimals(Decimal("-0.5"), Decimal(5), places=4),
    st.lists(st.tuples(st.integers(1, 400), st.integers(1, 100)), min_size=1, max_size=24),
)
def test_a_debt_that_grows_by_a_rate_is_told_to_have_it(
    lent: int, rate: Decimal, rows: list[tuple[int, int]]
) -> None:
    """Interest at a known rate, compounded daily; each row pays a share, the last one everything."""
    with localcontext(prec=40):
        factor = (1 + rate) ** (1 / Decimal(365))
        flows, owed, on = [Flow(START, -lent)], Decimal(lent), START
        for no, (days, percent) in enumerate(rows, 1):
            on += timedelta(days=days)
            owed *= factor**days
            paid = owed if no == len(rows) else owed * percent / 200
            flows.append(Flow(on, int(paid)))
            owed -= int(paid)
    found = yearly_cost(flows)
    assert found is not None
    assert abs(found - rate) <= Decimal("0.0001") + 4 * Decimal(365 * len(rows)) * (1 + rate) / lent


def test_it_is_said_what_the_figure_means() -> None:
    assert "365" in DEFINITION.zh
    assert "365" in DEFINITION.en
