"""The solver with interest, fees, steps, balloons and rows set by hand: worked examples and what must always hold."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.all_in_rate import UnitFlow, annual_percentage_rate
from app.domain.dates import Calendar, calendar_from
from app.domain.errors import RuleViolation
from app.domain.plans import Basis, Cadence, Edit, Interest, Schedule, Terms, Unknown, solve

HERE = Path(__file__).parent
CHINA = calendar_from(
    tomllib.loads((HERE.parents[2] / "resources/holidays/cn.toml").read_text(encoding="utf-8"))
)
EXAMPLES = tomllib.loads((HERE / "data/plan_schedules.toml").read_text(encoding="utf-8"))["example"]
TODAY = date(2026, 11, 21)
FIRST = date(2026, 12, 21)
RUNNING: dict[str, Any] = {"interest": Interest.CONTRACTUAL, "yearly_rate": Decimal("0.18")}


def plan(debt_minor: int = 8362021, find: Unknown | None = None, **given: Any) -> Schedule:
    return solve(Terms(debt_minor, **{"first_on": FIRST, **given}), CHINA, TODAY, find)


def example_terms(example: dict[str, Any]) -> Terms:
    rate = Decimal(example.get("rate", "0"))
    down = example.get("down", 0)
    return Terms(
        example["debt"],
        FIRST,
        down_minor=down,
        down_on=TODAY if down else None,
        instalment_minor=example.get("instalment_given"),
        periods=None if "instalment_given" in example else example["periods"],
        waived_minor=example.get("waived", 0),
        balloon_minor=example.get("balloon", 0),
        interest=Interest.CONTRACTUAL if rate else Interest.NONE,
        yearly_rate=rate,
        basis=Basis(example.get("basis", "declining")),
        fee_minor=example.get("fee", 0),
        opening_fee_minor=example.get("opening_fee", 0),
        step_minor=example.get("step", 0),
        step_every=example.get("step_every", 1),
        edits=tuple(Edit(*edit) for edit in example.get("edits", ())),
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_a_worked_example(example):
    schedule = solve(example_terms(example), CHINA, TODAY)
    assert schedule.terms.instalment_minor == example["instalment"]
    assert schedule.terms.periods == example["periods"]
    for name in ("last", "total", "interest"):
        if name in example:
            assert getattr(schedule, f"{name}_minor") == example[name]
    assert schedule.rows[-1].balance_after_minor == 0


def test_interest_is_on_what_is_left_and_said_row_by_row():
    # 1,000 at 12 % a year: 1 % a month; 340.02 = PMT(1%, 3, -1000).
    rows = plan(100000, periods=3, interest=Interest.REDUCED, yearly_rate=Decimal("0.12")).rows
    assert [(row.amount_minor, row.interest_minor, row.balance_after_minor) for row in rows] == [
        (34002, 1000, 66998),
        (34002, 670, 33666),
        (34003, 337, 0),
    ]


@pytest.mark.parametrize(
    ("rate", "a_year", "given"),
    [
        ("0.0365", 12, {"periods": 60}),
        ("0.18", 12, {"periods": 12}),
        ("0.18", 12, {"instalment_minor": 40_000_000}),
        ("0.18", 52, {"periods": 52, "cadence": Cadence.WEEKLY}),
        ("0.24", 12, {"periods": 36, "step_minor": 1_000_000, "step_every": 6}),
        ("0.1462", 12, {"periods": 24, "balloon_minor": 200_000_000}),
        ("0.3", 12, {"periods": 12, "down_minor": 100_000_000, "down_on": TODAY, "waived_minor": 50_000_000}),
    ],
)
def test_the_internal_rate_of_return_of_what_is_paid_is_the_rate_that_was_agreed(rate, a_year, given):
    # RATE and PMT undo each other: by the actuarial method of 12 CFR 1026 Appendix J (b)(8).
    schedule = plan(10**9, interest=Interest.CONTRACTUAL, yearly_rate=Decimal(rate), **given)
    flows = [UnitFlow(0, Decimal(0), -schedule.terms.financed_minor)]
    flows += [UnitFlow(row.no, Decimal(0), row.amount_minor) for row in schedule.rows if row.no]
    found = annual_percentage_rate(flows, a_year)
    assert found is not None
    assert abs(found - Decimal(rate)) <= Decimal("0.000001")


def test_what_a_skipped_row_leaves_of_interest_bears_none_itself():
    schedule = plan(
        100000, periods=3, interest=Interest.REDUCED, yearly_rate=Decimal("0.12"), edits=(Edit(1, 0),)
    )
    assert [row.no for row in schedule.rows] == [2, 3]  # nothing is due in the first
    assert schedule.rows[0].interest_minor == 2000
    assert schedule.total_minor == 100000 + schedule.interest_minor
    assert plan(100000, periods=3, edits=(Edit(1, 0),)).total_minor == 100000


def test_one_row_edited_and_the_rest_redistributed():
    rows = plan(120000, periods=6, edits=(Edit(2, 50000), Edit(4, due_on=date(2027, 4, 1)))).rows
    assert [row.amount_minor for row in rows] == [14000, 50000, 14000, 14000, 14000, 14000]
    assert (rows[3].due_on, rows[3].planned_on, rows[3].moved) == (date(2027, 4, 1), date(2027, 4, 1), False)
    assert rows[2].due_on == date(2027, 2, 22)


def test_the_last_working_day_of_each_month():
    rows = plan(30000, periods=4, cadence=Cadence.MONTH_END, first_on=TODAY).rows
    assert [str(row.due_on) for row in rows] == ["2026-11-30", "2026-12-31", "2027-01-29", "2027-02-26"]
    assert [row.moved for row in rows] == [False, False, True, True]


def test_the_month_end_falls_before_a_month_that_ends_in_holidays():
    off = Calendar(days_off=frozenset(date(2026, 12, day) for day in range(25, 32)))
    rows = solve(Terms(10000, TODAY, periods=2, cadence=Cadence.MONTH_END), off, TODAY).rows
    assert rows[1].due_on == date(2026, 12, 24)


@pytest.mark.parametrize("given", [{}, RUNNING, {**RUNNING, "basis": Basis.FLAT}, {"fee_minor": 500}])
@pytest.mark.parametrize("find", Unknown)
def test_each_unknown_is_found_from_the_rest(find, given):
    found = plan(instalment_minor=150000, periods=48, find=find, **given)
    assert find.value in found.solved
    assert getattr(found.terms, find.value) > 0
    assert found.rows[-1].balance_after_minor == 0
    again = solve(replace(found.terms, instalment_minor=None, last_on=None), CHINA, TODAY)
    assert again.terms.instalment_minor == 150000
    assert again.rows == found.rows


def test_a_down_payment_is_found_up_to_an_end_day_and_is_due_today():
    # "The rest by summer" at 10,000 a month: 83,620.21 - 6 * 10,000.
    found = plan(instalment_minor=1000000, last_on=date(2027, 6, 1), find=Unknown.DOWN)
    assert (found.terms.down_minor, found.terms.down_on, found.terms.periods) == (2362021, TODAY, 6)


def test_nothing_is_found_where_nothing_is_needed():
    assert plan(60000, instalment_minor=10000, periods=6, find=Unknown.DOWN).terms.down_minor == 0
    assert plan(60000, instalment_minor=10000, periods=6, find=Unknown.BALLOON).terms.balloon_minor == 0


def test_only_a_part_of_the_terms_finds_no_unknown():
    for missing, field in (({"periods": 6}, "instalment_minor"), ({"instalment_minor": 100}, "periods")):
        with pytest.raises(RuleViolation) as caught:
            plan(60000, find=Unknown.WAIVED, **missing)
        assert (caught.value.code, caught.value.field) == ("plan_nothing_given", field)


REFUSED = [
    ({**RUNNING, "instalment_minor": 125430}, "plan_never_ends", "instalment_minor"),
    ({"fee_minor": 500, "instalment_minor": 500}, "plan_never_ends", "instalment_minor"),
    # Each year a fen more, for ever less than the interest.
    ({**RUNNING, "instalment_minor": 1000, "step_minor": 1, "step_every": 12}, "plan_never_ends", "instalment_minor"),
    ({**RUNNING, "instalment_minor": 130000}, "plan_too_many_periods", "instalment_minor"),
    ({"debt_minor": 10**14, "periods": 2}, "amount_too_large", "debt_minor"),
    ({"periods": 2, "waived_minor": -1}, "plan_waiver_negative", "waived_minor"),
    ({"periods": 2, "waived_minor": 8362021}, "plan_waiver_above_debt", "waived_minor"),
    ({"periods": 2, "balloon_minor": -1}, "plan_balloon_negative", "balloon_minor"),
    ({"periods": 2, "balloon_minor": 8362021}, "plan_balloon_above_debt", "balloon_minor"),
    ({"periods": 2, "first_on": date(2031, 11, 22)}, "plan_first_too_late", "first_on"),
    ({"periods": 2, "first_on": date(9999, 12, 31)}, "plan_first_too_late", "first_on"),
    ({"periods": 2, **RUNNING, "yearly_rate": Decimal("1.01")}, "plan_rate_impossible", "yearly_rate"),
    ({"periods": 2, **RUNNING, "yearly_rate": Decimal("-0.1")}, "plan_rate_impossible", "yearly_rate"),
    ({"periods": 2, "yearly_rate": Decimal("0.1")}, "plan_rate_without_interest", "yearly_rate"),
    ({"periods": 2, "interest": Interest.REDUCED}, "plan_interest_without_rate", "yearly_rate"),
    ({"periods": 2, "fee_minor": -1}, "plan_fee_impossible", "fee_minor"),
    ({"periods": 2, "opening_fee_minor": 8362022}, "plan_fee_impossible", "opening_fee_minor"),
    ({"periods": 2, "step_minor": -1}, "plan_step_impossible", "step_minor"),
    ({"periods": 2, "step_every": 0}, "plan_step_impossible", "step_every"),
    ({"periods": 2, "edits": (Edit(1, 5), Edit(1, 6))}, "plan_row_twice", "edits"),
    ({"periods": 2, "edits": (Edit(0, 5),)}, "plan_row_missing", "edits"),
    ({"periods": 2, "edits": (Edit(3, 5),)}, "plan_row_missing", "edits"),
    ({"periods": 2, "edits": (Edit(1, -5),)}, "plan_row_negative", "edits"),
    ({"periods": 2, "edits": (Edit(1, 2 * 8362021 + 1),)}, "plan_row_above_debt", "edits"),
    ({"periods": 2, "edits": (Edit(1, 8362021),)}, "plan_rows_above_debt", "edits"),
    ({"periods": 2, "edits": (Edit(2, 500),)}, "plan_last_row_edited", "edits"),
    ({"periods": 2, "edits": (Edit(1, due_on=TODAY - timedelta(1)),)}, "plan_row_in_past", "edits"),
    ({"periods": 2, "edits": (Edit(1, due_on=date(2027, 1, 21)),)}, "plan_row_out_of_order", "edits"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "code", "field"), REFUSED)
def test_terms_that_cannot_be(given, code, field):
    with pytest.raises(RuleViolation) as caught:
        plan(**given)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_an_instalment_below_its_interest_says_what_the_interest_is():
    # 83,620.21 * 18 % / 12 = 1,254.30
    with pytest.raises(RuleViolation) as caught:
        plan(instalment_minor=100000, **RUNNING)
    assert caught.value.params == {"charges_minor": 125430}


@st.composite
def rich_terms(draw: st.DrawFn) -> Terms:
    """Terms with everything in them that a plan of some size can have."""
    debt = draw(st.integers(10**5, 10**10))
    down = draw(st.one_of(st.just(0), st.integers(1, debt // 3)))
    periods = draw(st.integers(2, 60))
    rate = draw(st.decimals(0, 1, places=4))
    edits = draw(st.lists(st.integers(1, periods - 1), unique=True, max_size=min(3, periods - 2)))
    return Terms(
        debt,
        TODAY + timedelta(days=draw(st.integers(1, 400))),
        down_minor=down,
        down_on=TODAY if down else None,
        periods=periods,
        cadence=draw(st.sampled_from(Cadence)),
        waived_minor=draw(st.integers(0, debt // 4)),
        balloon_minor=draw(st.integers(0, debt // 10)),
        interest=Interest.CONTRACTUAL if rate else Interest.NONE,
        yearly_rate=rate,
        basis=draw(st.sampled_from(Basis)),
        fee_minor=draw(st.integers(0, 500)),
        opening_fee_minor=draw(st.integers(0, 5000)),
        step_minor=draw(st.integers(0, debt // 10_000)),
        step_every=draw(st.integers(1, 12)),
        edits=tuple(Edit(no, draw(st.integers(0, debt // 500))) for no in edits),
    )


@given(rich_terms())
def test_the_sum_is_principal_interest_and_fees_to_the_cent(terms):
    try:
        schedule = solve(terms, CHINA, TODAY)
    except RuleViolation as refusal:
        # Steps or rows set by hand may pay more than all by themselves.
        assert refusal.code in ("plan_rows_above_debt", "plan_instalment_too_small")  # noqa: PT017
        return
    principal = terms.debt_minor - terms.waived_minor
    assert schedule.total_minor == principal + schedule.interest_minor + schedule.fees_minor
    assert schedule.fees_minor == terms.opening_fee_minor + terms.fee_minor * terms.periods
    balance = principal
    for row in schedule.rows:
        balance -= row.amount_minor - row.interest_minor - row.fee_minor
        assert row.balance_after_minor == balance
    assert balance == 0
    assert all(row.amount_minor > 0 for row in schedule.rows)
    assert all(before.due_on < after.due_on for before, after in pairwise(schedule.rows))


@given(rich_terms())
def test_solving_for_the_number_returns_it(terms):
    terms = replace(terms, edits=(), step_minor=0, balloon_minor=0, opening_fee_minor=0)
    schedule = solve(terms, CHINA, TODAY)
    if schedule.terms.instalment_minor < 4 * len(schedule.rows):
        return  # so small that rounding eats a row
    again = solve(replace(schedule.terms, periods=None, last_on=None), CHINA, TODAY)
    assert again.rows == schedule.rows
    assert again.terms.periods == terms.periods


@settings(deadline=None)
@given(rich_terms(), st.sampled_from(Unknown))
def test_solving_for_an_unknown_returns_the_instalment(terms, find):
    terms = replace(terms, edits=(), down_minor=0, down_on=None, waived_minor=0, balloon_minor=0)
    level = solve(terms, CHINA, TODAY).terms.instalment_minor
    lower = level - level // 3
    try:
        found = solve(replace(terms, instalment_minor=lower), CHINA, TODAY, find)
    except RuleViolation as refusal:
        # So little is paid beside the interest that more would be left at the end than there was.
        assert (find, refusal.code) == (Unknown.BALLOON, "plan_balloon_above_debt")  # noqa: PT017
        return
    back = solve(replace(found.terms, instalment_minor=None, last_on=None), CHINA, TODAY)
    assert back.terms.instalment_minor == lower


def test_fees_are_paid_with_each_instalment_before_principal():
    rows = plan(97000, periods=6, fee_minor=500, opening_fee_minor=3000).rows
    assert [row.fee_minor for row in rows] == [3500, 500, 500, 500, 500, 500]
    assert rows[0].balance_after_minor == 97000 - (rows[0].amount_minor - 3500)
