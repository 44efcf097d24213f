from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation
from app.domain.promises import (
    Honesty,
    Promise,
    PromiseState,
    check_promise,
    check_promises,
    honesty,
    promise_state,
    promise_states,
)

MADE = date(2026, 11, 2)
DUE = date(2026, 11, 10)
PROMISE = Promise("a", 150000, MADE, DUE)


def on(day: int) -> date:
    return date(2026, 11, day)


def outcome(payments, today, promise=PROMISE, tolerance=100, grace=2):
    return promise_state(promise, payments, tolerance_minor=tolerance, grace_days=grace, today=today)


@pytest.mark.parametrize(
    ("payments", "today", "state", "paid", "days_late"),
    [
        ([], on(3), "open", 0, 0),
        ([], on(10), "open", 0, 0),
        ([], on(12), "open", 0, 2),  # grace
        ([], on(13), "broken", 0, 3),
        ([(on(8), 150000)], on(8), "kept", 150000, 0),
        ([(on(8), 149900)], on(20), "kept", 149900, 0),  # within the tolerance
        ([(on(8), 149899)], on(20), "partly_kept", 149899, 10),
        ([(on(8), 149899)], on(12), "open", 149899, 2),
        ([(on(12), 150000)], on(20), "kept", 150000, 2),  # within the grace
        ([(on(13), 150000)], on(20), "broken", 150000, 3),
        ([(on(9), 50000), (on(11), 100000)], on(20), "kept", 150000, 1),
        ([(on(14), 100000), (on(9), 50000)], on(20), "partly_kept", 150000, 4),
    ],
)
def test_a_promise_by_its_payments(payments, today, state, paid, days_late):
    found = outcome(payments, today)
    assert (found.state, found.paid_minor, found.days_late) == (state, paid, days_late)


@pytest.mark.parametrize(
    ("payments", "today", "changes_on"),
    [
        ([], on(3), on(10)),
        ([], on(10), on(13)),
        ([], on(12), on(13)),
        ([], on(13), None),
        ([(on(8), 150000)], on(8), None),
    ],
)
def test_the_next_day_on_which_it_changes_by_itself(payments, today, changes_on):
    assert outcome(payments, today).changes_on == changes_on


def test_cancelled_and_replaced_are_neither_kept_nor_broken():
    assert outcome([], on(20), replace(PROMISE, is_cancelled=True)).state is PromiseState.CANCELLED
    assert outcome([], on(20), replace(PROMISE, is_replaced=True)).state is PromiseState.REPLACED


def test_a_tolerance_above_the_amount_keeps_nothing_for_free():
    assert outcome([], on(20), tolerance=200000).state is PromiseState.BROKEN


def states(promises, payments):
    found = promise_states(promises, payments, tolerance_minor=100, grace_days=2, today=on(30))
    return [(each.key, each.state.value, each.paid_minor) for each in found]


def test_payments_close_the_earliest_promise_first():
    later = Promise("b", 150000, MADE, on(20))
    assert states([later, PROMISE], [(on(9), 150000)]) == [("b", "broken", 0), ("a", "kept", 150000)]
    assert states([later, PROMISE], [(on(9), 150000), (on(9), 150000)]) == [
        ("b", "kept", 150000),
        ("a", "kept", 150000),
    ]


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        # One payment for three promises, tolerance 1.00: what the first does not need goes on to the next.
        (450000, [("kept", 150000), ("kept", 150000), ("kept", 150000)]),
        (400000, [("kept", 150000), ("kept", 150000), ("partly_kept", 100000)]),
        (149900, [("kept", 149900), ("broken", 0), ("broken", 0)]),
        (300050, [("kept", 150000), ("kept", 150000), ("partly_kept", 50)]),
        (
            500000,
            [("kept", 150000), ("kept", 150000), ("kept", 200000)],
        ),  # what none needs stays with the last
    ],
)
def test_one_payment_keeps_several_promises_in_their_order(paid, expected):
    series = [Promise(key, 150000, MADE, on(day)) for key, day in (("a", 10), ("b", 15), ("c", 20))]
    found = states(series, [(on(9), paid)])
    assert [(state, minor) for _, state, minor in found] == expected
    assert sum(minor for _, _, minor in found) == paid


def test_a_payment_in_time_for_the_second_promise_does_not_go_to_the_broken_first():
    second = Promise("b", 150000, on(13), on(20))
    assert states([PROMISE, second], [(on(19), 150000)]) == [("a", "broken", 0), ("b", "kept", 150000)]
    # Once the second is reached, what comes still makes the first less late.
    assert states([PROMISE, second], [(on(19), 150000), (on(21), 150000)]) == [
        ("a", "broken", 150000),
        ("b", "kept", 150000),
    ]


def test_a_payment_before_the_promise_keeps_nothing():
    assert states([PROMISE], [(on(1), 150000)]) == [("a", "broken", 0)]
    assert states([PROMISE], [(MADE, 150000)]) == [("a", "kept", 150000)]


def test_a_replaced_promise_takes_no_payment():
    new = Promise("b", 150000, on(5), on(20))
    promises = [replace(PROMISE, is_replaced=True), new]
    assert states(promises, [(on(9), 150000)]) == [("a", "replaced", 0), ("b", "kept", 150000)]


@pytest.mark.parametrize(
    ("parts", "open_minor", "code", "field"),
    [
        ([(0, on(3))], 0, "promise_of_nothing", "amount_minor"),
        ([(100, on(3)), (0, on(4))], 0, "promise_of_nothing", "amount_minor"),
        ([(1001, on(3))], 0, "promise_above_debt", "amount_minor"),
        ([(100, on(1))], 0, "promise_in_past", "due_on"),
        ([(500, on(3)), (501, on(4))], 0, "promises_above_debt", "amount_minor"),
        ([(500, on(3))], 501, "promises_above_debt", "amount_minor"),
        ([(500, on(3)), (500, on(3))], 0, "promises_same_day", "due_on"),
        ([(1, MADE + timedelta(days=n)) for n in range(13)], 0, "promises_too_many", "amount_minor"),
    ],
)
def test_entries_that_cannot_be(parts, open_minor, code, field):
    with pytest.raises(RuleViolation) as refused:
        check_promises(parts, open_minor=open_minor, owed_minor=1000, today=MADE)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_entries_that_can_be():
    check_promises([(500, MADE), (500, on(4))], open_minor=0, owed_minor=1000, today=MADE)
    check_promises(
        [(1, MADE + timedelta(days=n)) for n in range(12)], open_minor=988, owed_minor=1000, today=MADE
    )


def test_what_earlier_promises_were_worth():
    promises = [
        Promise("a", 100000, on(1), on(2)),
        Promise("b", 100000, on(3), on(4)),
        Promise("c", 100000, on(5), on(6)),
        Promise("d", 100000, on(7), on(29)),
        Promise("e", 100000, on(7), on(8), is_cancelled=True),
    ]
    payments = [(on(2), 150000), (on(4), 40000), (on(10), 100000)]
    found = promise_states(promises, payments, tolerance_minor=0, grace_days=0, today=on(20))
    # The payment of the 10th is in time for d; b and c stay short, 16 and 14 days late by today.
    assert [each.state.value for each in found] == ["kept", "partly_kept", "broken", "kept", "cancelled"]
    assert [each.paid_minor for each in found] == [150000, 40000, 0, 100000, 0]
    assert honesty(found) == Honesty(kept=2, judged=4, kept_percent=50, average_days_late=8, paid_percent=60)


def test_honesty_counts_only_what_was_judged():
    history = [
        outcome([(on(10), 150000)], on(20)),  # kept, not late
        outcome([(on(9), 75000)], on(20)),  # partly, 10 days late
        outcome([], on(15)),  # broken, 5 days late
        outcome([], on(3)),  # open
        outcome([], on(20), replace(PROMISE, is_cancelled=True)),
    ]
    assert honesty(history) == Honesty(
        kept=1, judged=3, kept_percent=33, average_days_late=5, paid_percent=50
    )


def test_what_was_paid_above_a_promise_makes_nobody_more_honest():
    history = [outcome([(on(9), 900000)], on(20)), outcome([], on(20))]
    assert honesty(history).paid_percent == 50


def test_no_history_is_no_percentage():
    assert honesty([]) == honesty([outcome([], on(3))]) == Honesty(0, 0, None, None, None)


@pytest.mark.parametrize(
    ("amount", "due_on", "code", "field"),
    [
        (0, DUE, "promise_of_nothing", "amount_minor"),
        (-1, DUE, "promise_of_nothing", "amount_minor"),
        (200001, DUE, "promise_above_debt", "amount_minor"),
        (200000, MADE - timedelta(days=1), "promise_in_past", "due_on"),
    ],
)
def test_promises_that_cannot_be(amount, due_on, code, field):
    with pytest.raises(RuleViolation) as caught:
        check_promise(amount, due_on, owed_minor=200000, today=MADE)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_the_whole_debt_may_be_promised_for_today():
    check_promise(200000, MADE, owed_minor=200000, today=MADE)
    with pytest.raises(RuleViolation):
        check_promise(200001, MADE, owed_minor=200000, today=MADE)


def november(low: int = 1) -> st.SearchStrategy[date]:
    return st.integers(low, 30).map(on)


payments_lists = st.lists(st.tuples(november(), st.integers(1, 300)), max_size=8)


@st.composite
def promise_lists(draw: st.DrawFn) -> list[Promise]:
    rows = draw(st.lists(st.tuples(st.integers(1, 300), november(), st.integers(0, 12)), max_size=5))
    return [
        Promise(str(number), amount, made_on, made_on + timedelta(days=wait))
        for number, (amount, made_on, wait) in enumerate(rows)
    ]


@given(promise_lists(), payments_lists, november(), st.randoms(use_true_random=False))
def test_every_payment_counts_at_most_once_in_any_order(promises, payments, today, random):
    arguments = {"tolerance_minor": 5, "grace_days": 2, "today": today}
    found = promise_states(promises, payments, **arguments)
    assert sum(each.paid_minor for each in found) <= sum(minor for _, minor in payments)
    shuffled, mixed = list(payments), list(promises)
    random.shuffle(shuffled)
    random.shuffle(mixed)
    again = promise_states(mixed, shuffled, **arguments)
    assert {each.key: each for each in again} == {each.key: each for each in found}


@given(promise_lists(), payments_lists, november())
def test_a_state_stands_until_the_day_it_is_said_to_change(promises, payments, today):
    known = [payment for payment in payments if payment[0] <= today]
    arguments = {"tolerance_minor": 5, "grace_days": 2}
    for each in promise_states(promises, known, today=today, **arguments):
        last = each.changes_on or today + timedelta(days=60)
        if last > today:
            day_before = promise_states(promises, known, today=last - timedelta(days=1), **arguments)
            assert next(other.state for other in day_before if other.key == each.key) == each.state
