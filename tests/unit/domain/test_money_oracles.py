"""The solver and the rates against a library of the field (pyxirr: the spreadsheets' PMT, NPER, RATE, IRR and XIRR).

Its figures are floats: each comparison says how far two right answers may lie apart.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.all_in_rate import HIGHEST, Flow, UnitFlow, annual_percentage_rate, yearly_cost
from app.domain.dates import Calendar
from app.domain.errors import RuleViolation
from app.domain.plan_amounts import flow_of
from app.domain.plan_offers import cost_of
from app.domain.plans import Cadence, Interest, Schedule, Terms, Unknown, solve
from tests.unit.domain.tables import examples, title

EVERY_DAY_WORKS = Calendar(frozenset(), announced=frozenset(range(2026, 2040)), weekend=frozenset())
TODAY = date(2026, 11, 21)
FIRST = date(2026, 12, 21)

RATES = ("0.0001", "0.0365", "0.12", "0.1825", "0.24", "0.36", "0.6")
NUMBERS = (1, 2, 3, 6, 12, 24, 36, 59, 60)
PRINCIPALS = (100_00, 8_362_021, 10**9)


def plan(principal: int, rate: str | Decimal, **given: Any) -> Schedule:
    kind = Interest.CONTRACTUAL if Decimal(rate) else Interest.NONE
    terms = Terms(principal, FIRST, interest=kind, yearly_rate=Decimal(rate), **given)
    return solve(terms, EVERY_DAY_WORKS, TODAY)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("principal", PRINCIPALS)
def test_the_instalment_is_pmt(principal: int, rate: str) -> None:
    """Interest is rounded every period, so the nearest instalment lies within one minor unit of the exact one."""
    for number in NUMBERS:
        found = plan(principal, rate, periods=number).terms.instalment_minor
        assert found is not None
        assert abs(found - pyxirr.pmt(float(rate) / 12, number, -principal)) <= 1, number


@pytest.mark.parametrize(
    ("cadence", "a_year"), [(Cadence.MONTHLY, 12), (Cadence.FORTNIGHTLY, 26), (Cadence.WEEKLY, 52)]
)
@pytest.mark.parametrize("balloon", [0, 200_000_00])
def test_the_instalment_beside_a_balloon_is_pmt_with_a_future_value(
    cadence: Cadence, a_year: int, balloon: int
) -> None:
    found = plan(1_000_000_00, "0.18", periods=48, cadence=cadence, balloon_minor=balloon)
    wanted = pyxirr.pmt(0.18 / a_year, 48, -1_000_000_00, balloon)
    assert found.terms.instalment_minor is not None
    assert abs(found.terms.instalment_minor - wanted) <= 1
    assert abs(found.last_minor - balloon - wanted) <= 48


@pytest.mark.parametrize("rate", RATES)
def test_the_number_of_instalments_is_nper(rate: str) -> None:
    """A whole number: what is left after ``NPER`` whole periods is one more row, but for a few minor units."""
    for instalment in (30_000_00, 45_678_90, 100_000_01, 999_999_99, 1_100_000_00):
        wanted = pyxirr.nper(float(rate) / 12, -instalment, 1_000_000_00)
        if wanted is None or wanted > 60:
            continue
        assert plan(1_000_000_00, rate, instalment_minor=instalment).terms.periods == ceil(wanted - 1e-6)


def test_an_instalment_that_nper_finds_no_number_for_never_ends() -> None:
    assert pyxirr.nper(0.24 / 12, -20_000_00, 1_000_000_00) is None
    with pytest.raises(RuleViolation, match="plan_never_ends"):
        plan(1_000_000_00, "0.24", instalment_minor=20_000_00)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(10**5, 10**9),
    st.decimals(Decimal("0.0001"), Decimal("0.6"), places=4),
    st.integers(1, 60),
    st.sampled_from([(Cadence.MONTHLY, 12), (Cadence.FORTNIGHTLY, 26), (Cadence.WEEKLY, 52)]),
)
def test_pmt_nper_and_irr_of_any_plan(
    principal: int, rate: Decimal, number: int, rhythm: tuple[Cadence, int]
) -> None:
    cadence, a_year = rhythm
    period = float(rate) / a_year
    schedule = plan(principal, rate, periods=number, cadence=cadence)
    instalment = schedule.terms.instalment_minor
    assert instalment is not None
    assert (
        abs(instalment - pyxirr.pmt(period, number, -principal)) <= 1 + principal * 1e-10
    )  # floats of a tiny rate
    assert flow_of(schedule.terms).number(instalment) == number
    # A minor unit too many in each row moves the rate by about this much.
    amounts = [-principal, *(row.amount_minor for row in schedule.rows)]
    assert abs(pyxirr.irr(amounts) - period) <= 1e-9 + 4 * number / principal


@pytest.mark.parametrize("rate", RATES)
def test_the_waiver_that_instalment_and_term_leave_is_pv(rate: str) -> None:
    """What may be owed at most for this instalment and term is their present value; the rest is waived."""
    terms = Terms(
        1_000_000_00,
        FIRST,
        instalment_minor=20_000_00,
        periods=24,
        interest=Interest.CONTRACTUAL,
        yearly_rate=Decimal(rate),
    )
    found = solve(terms, EVERY_DAY_WORKS, TODAY, Unknown.WAIVED)
    worth = pyxirr.pv(float(rate) / 12, 24, -20_000_00)
    assert abs(found.terms.financed_minor - worth) <= 24


def is_xirr(flows: list[Flow], found: Decimal) -> bool:
    """Whether both find the same rate. Ours is told as 1000 where it is higher; where the signs change more than once
    there may be several, and the library may find another: ours then makes the money worth nothing as well."""
    days, minors = [flow.on for flow in flows], [float(flow.minor) for flow in flows]
    if found == HIGHEST:
        return pyxirr.xnpv(float(HIGHEST), days, minors) >= 0
    wanted = pyxirr.xirr(days, minors)
    if wanted is not None and abs(float(found) - wanted) <= 2e-6 * (1 + abs(wanted)):
        return True
    if pyxirr.is_conventional_cash_flow(minors) and wanted is not None:
        return False
    return abs(pyxirr.xnpv(float(found), days, minors)) <= 1e-4 * max(abs(minor) for minor in minors)


@pytest.mark.parametrize("example", examples("yearly_cost"), ids=title)
def test_the_worked_yearly_costs_are_xirr(example: dict[str, Any]) -> None:
    assert is_xirr([Flow(on, minor) for on, minor in example["flows"]], Decimal(example["rate"]))


@settings(max_examples=120, deadline=None)
@given(
    st.integers(10**4, 10**12),
    st.lists(st.tuples(st.integers(1, 400), st.integers(1, 150)), min_size=1, max_size=60),
)
def test_the_yearly_cost_is_xirr(lent: int, rows: list[tuple[int, int]]) -> None:
    flows, on = [Flow(TODAY, -lent)], TODAY
    for days, percent in rows:
        on += timedelta(days=days)
        flows.append(Flow(on, max(lent * percent // (60 * len(rows)), 1)))
    flows.append(Flow(on + timedelta(days=30), lent))
    found = yearly_cost(flows)
    assert found is not None
    assert is_xirr(flows, found)


@pytest.mark.parametrize("number", [1, 12, 60])
@pytest.mark.parametrize("a_year", [12, 26, 52])
def test_the_nominal_yearly_rate_is_rate(number: int, a_year: int) -> None:
    paid = 1_000_000_00 // number + 9_999
    flows = [UnitFlow(0, Decimal(0), -1_000_000_00)]
    flows += [UnitFlow(no, Decimal(0), paid) for no in range(1, number + 1)]
    found = annual_percentage_rate(flows, a_year)
    assert found is not None
    assert abs(float(found) - a_year * pyxirr.rate(number, -paid, 1_000_000_00)) <= 1e-6


@pytest.mark.parametrize("rate", ["0.12", "0.24", "0.36"])
@pytest.mark.parametrize("fee", [0, 100_00])
def test_the_all_in_rate_of_a_plan_is_xirr_of_its_rows(rate: str, fee: int) -> None:
    schedule = plan(1_000_000_00, rate, periods=24, fee_minor=fee, opening_fee_minor=fee)
    days = [TODAY, *(row.due_on for row in schedule.rows)]
    amounts = [-1_000_000_00.0, *(float(row.amount_minor) for row in schedule.rows)]
    found = cost_of(schedule, TODAY)
    assert found is not None
    assert abs(float(found) - pyxirr.xirr(days, amounts)) <= 2e-6
    assert float(found) > float(rate)  # compounded, it is above the nominal rate
