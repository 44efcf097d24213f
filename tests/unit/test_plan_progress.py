from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import Calendar
from app.domain.plan_progress import PlanState, RowState, Version, VersionState, plan_state, plan_states
from app.domain.plans import Cadence, Terms, solve

AGREED = date(2026, 11, 2)  # a Monday
ROWS = solve(
    Terms(30000, date(2026, 11, 9), periods=3, cadence=Cadence.WEEKLY), Calendar(), AGREED
).rows  # 100.00 each on 9, 16 and 23 November
PLAN = Version(1, ROWS, VersionState.AGREED, AGREED)


def on(day: int) -> date:
    return date(2026, 11, day)


def progress(payments, today, version=PLAN, tolerance=100, grace=2, **more):
    return plan_state(version, payments, tolerance_minor=tolerance, grace_days=grace, today=today, **more)


@pytest.mark.parametrize(
    ("payments", "today", "rows", "plan"),
    [
        ([], on(2), "due due due", "agreed"),
        ([], on(8), "due due due", "agreed"),
        ([], on(9), "due due due", "performing"),
        ([], on(11), "due due due", "performing"),  # grace
        ([], on(12), "missed due due", "broken"),
        ([(on(3), 4000)], on(3), "partly due due", "performing"),
        ([(on(3), 4000)], on(12), "missed due due", "broken"),
        ([(on(11), 10000)], on(12), "paid due due", "performing"),
        ([(on(12), 10000)], on(12), "late due due", "performing"),  # broken, and mended
        ([(on(9), 9900)], on(14), "paid due due", "performing"),  # tolerance
        ([(on(9), 9899)], on(14), "missed due due", "broken"),
        # The tolerance is one for the plan: 1.00 short twice is 2.00 short.
        ([(on(9), 9900), (on(16), 9900)], on(19), "paid missed due", "broken"),
        # Paid ahead.
        ([(on(9), 25000)], on(19), "paid paid partly", "performing"),
        ([(on(9), 30000)], on(9), "paid paid paid", "completed"),
        ([(on(9), 20000), (on(24), 9950)], on(30), "paid paid paid", "completed"),
        ([(on(30), 30000)], on(30), "late late late", "completed"),
    ],
)
def test_rows_and_plan_by_payments(payments, today, rows, plan):
    found = progress(payments, today)
    assert [row.state.value for row in found.rows] == rows.split()
    assert found.state == plan


def test_the_figures_beside_the_states():
    found = progress([(on(8), 10000), (on(19), 4000)], on(19))
    assert [row.paid_minor for row in found.rows] == [10000, 4000, 0]
    assert [row.paid_on for row in found.rows] == [on(8), None, None]
    assert [row.days_late for row in found.rows] == [0, 3, 0]
    assert (found.paid_minor, found.overdue_minor) == (14000, 6000)
    assert found.next_row == ROWS[1]
    assert found.state is PlanState.BROKEN


@pytest.mark.parametrize(
    ("payments", "today", "changes_on"),
    [
        ([], on(2), on(9)),
        ([], on(9), on(12)),
        ([], on(12), on(16)),  # broken, and the next row falls due
        ([], on(26), None),  # all is missed
        ([(on(9), 10000)], on(9), on(16)),
        ([(on(9), 30000)], on(9), None),
    ],
)
def test_the_next_day_on_which_it_changes_by_itself(payments, today, changes_on):
    assert progress(payments, today).changes_on == changes_on


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (VersionState.DRAFT, PlanState.DRAFT),
        (VersionState.PROPOSED, PlanState.PROPOSED),
        (VersionState.CANCELLED, PlanState.CANCELLED),
    ],
)
def test_what_is_not_agreed_is_what_the_facts_say(said, state):
    found = progress([(on(9), 30000)], on(30), Version(1, ROWS, said))
    assert found.state is state
    assert found.paid_minor == 0  # no payment counts to a plan that nobody agreed to
    assert found.changes_on is None


def test_a_cancelled_plan_stays_cancelled_when_it_was_agreed_and_replaced():
    cancelled = replace(PLAN, state=VersionState.CANCELLED)
    assert progress([], on(30), cancelled, is_replaced=True).state is PlanState.CANCELLED


def test_money_before_the_agreement_does_not_count():
    assert progress([(on(1), 30000)], on(2)).paid_minor == 0
    assert progress([(AGREED, 30000)], on(2)).state is PlanState.COMPLETED


def test_a_new_agreement_replaces_the_old_one_and_a_draft_does_not():
    arguments = {"tolerance_minor": 0, "grace_days": 0, "today": on(10)}
    second = Version(2, ROWS, VersionState.AGREED, on(9))
    draft = Version(3, ROWS, VersionState.DRAFT)
    payments = [(on(3), 5000), (on(9), 10000)]
    states = [each.state for each in plan_states([PLAN, second, draft], payments, **arguments)]
    assert states == [PlanState.REPLACED, PlanState.PERFORMING, PlanState.DRAFT]
    assert [each.state for each in plan_states([PLAN, draft], payments, **arguments)] == [
        PlanState.PERFORMING,
        PlanState.DRAFT,
    ]
    assert plan_states([draft], payments, **arguments)[0].state is PlanState.DRAFT
    assert plan_states([], payments, **arguments) == ()


def test_collection_stops_while_a_plan_performs_and_not_when_it_is_broken():
    # 商业银行信用卡业务监督管理办法 art. 70
    assert {state for state in PlanState if state.blocks_collection} == {
        PlanState.AGREED,
        PlanState.PERFORMING,
    }


payments_lists = st.lists(st.tuples(st.integers(1, 30).map(on), st.integers(1, 20000)), max_size=8)


@given(payments_lists, st.integers(2, 30).map(on), st.integers(0, 500), st.integers(0, 6))
def test_paid_money_is_shared_among_the_rows_in_order(payments, today, tolerance, grace):
    known = [payment for payment in payments if payment[0] <= today]
    found = progress(known, today, tolerance=tolerance, grace=grace)
    counted = sum(minor for day, minor in known if day >= AGREED)
    assert sum(row.paid_minor for row in found.rows) == min(counted, 30000)
    open_rows = [row.paid_on is None for row in found.rows]
    assert open_rows == sorted(open_rows)
    for row, agreed in zip(found.rows, ROWS, strict=True):
        until = agreed.due_on + timedelta(days=grace)
        due = sum(each.amount_minor for each in ROWS[: agreed.no])
        in_time = sum(minor for day, minor in known if AGREED <= day <= until)
        assert (row.state is RowState.PAID) == (in_time >= due - tolerance)
        assert (row.state is RowState.MISSED) == (row.paid_on is None and today > until)


@given(payments_lists, st.integers(2, 30).map(on), st.integers(0, 6))
def test_a_state_stands_until_the_day_it_is_said_to_change(payments, today, grace):
    known = [payment for payment in payments if payment[0] <= today]
    found = progress(known, today, grace=grace)
    last = (found.changes_on or today + timedelta(days=60)) - timedelta(days=1)
    if last >= today:
        later = progress(known, last, grace=grace)
        assert (later.state, [row.state for row in later.rows]) == (
            found.state,
            [row.state for row in found.rows],
        )


@pytest.mark.parametrize(
    ("state", "blocks", "is_in_force", "is_offered"),
    [
        ("draft", False, False, True),
        ("proposed", False, False, True),
        ("agreed", True, True, False),
        ("performing", True, True, False),
        ("broken", False, True, False),
        ("completed", False, False, False),
        ("replaced", False, False, False),
        ("cancelled", False, False, False),
    ],
)
def test_what_each_state_means_for_the_work(state, blocks, is_in_force, is_offered):
    found = PlanState(state)
    assert (found.blocks_collection, found.is_in_force, found.is_offered) == (blocks, is_in_force, is_offered)
