"""Promises through time: kept, partly kept, broken by payments and the clock; suggested; listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from portfolio import Broken, Portfolio, broken_in_the_middle

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Means, Statement
from app.domain.promises import PromiseState, honesty
from app.domain.terms import Tier
from app.services import acts, commitment_lists, payments, plans, promises, states
from app.services.acts import Undo
from app.services.commitment_lists import PlanList, PromiseList
from app.services.given import PromiseGiven
from app.services.payments import PaymentGiven, RecordPayment, ReversePayment
from app.services.plans import Agree, SaveVersion
from app.services.promises import CancelPromise, MakePromise


def promise(portfolio: Portfolio, amount: int = 200_000, day: int = 20, case: bytes | None = None) -> bytes:
    given = PromiseGiven(amount, date(2026, 11, day))
    made, _ = promises.promise(portfolio.context, MakePromise(portfolio.act(), case or portfolio.case, given))
    return made.promise


def pay(portfolio: Portfolio, amount: int, day: int) -> payments.Booked:
    given = PaymentGiven(amount, date(2026, 11, day))
    booked, _ = payments.record(portfolio.context, RecordPayment(portfolio.act(), portfolio.case, given))
    return booked


def state_of(portfolio: Portfolio) -> PromiseState:
    return portfolio.desk().state.commitments.promises[-1].outcome.state


def fact(portfolio: Portfolio, body: Any) -> None:
    with portfolio.context.db.write() as connection:
        entry = acts.entry(portfolio.context, body, portfolio.case, portfolio.clock.now)
        acts.append(connection, portfolio.context, portfolio.act(), [entry])


def test_waits_is_due_and_breaks_by_the_clock_alone(portfolio: Portfolio) -> None:
    promise(portfolio)
    assert (portfolio.state()["tier"], portfolio.state()["reason"]) == (Tier.WAITING, "promise_ahead")
    portfolio.go("00:00", 20)
    assert (portfolio.state()["tier"], portfolio.state()["reason"]) == (Tier.DUE_TODAY, "promise_due")
    portfolio.go("23:59", 20)
    assert state_of(portfolio) is PromiseState.OPEN
    portfolio.go("00:00", 21)
    assert (portfolio.state()["tier"], portfolio.state()["reason"]) == (Tier.BROKEN, "promise_broken")
    assert state_of(portfolio) is PromiseState.BROKEN


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(200_000, PromiseState.KEPT), (199_900, PromiseState.KEPT), (199_899, PromiseState.PARTLY_KEPT)],
)
def test_payment_decides_within_the_tolerance(
    portfolio: Portfolio, amount: int, expected: PromiseState
) -> None:
    promise(portfolio)
    portfolio.go("15:00", 20)
    pay(portfolio, amount, 20)
    portfolio.go("09:00", 21)
    assert state_of(portfolio) is expected


def test_reversal_breaks_what_was_kept(portfolio: Portfolio) -> None:
    promise(portfolio)
    booked = pay(portfolio, 200_000, 16)
    assert state_of(portfolio) is PromiseState.KEPT
    portfolio.go("09:00", 21)
    payments.reverse(portfolio.context, ReversePayment(portfolio.act(), portfolio.case, booked.fact, "退票"))
    assert state_of(portfolio) is PromiseState.BROKEN


def test_honesty_counts_what_was_judged(portfolio: Portfolio) -> None:
    promise(portfolio, day=17)
    portfolio.go("09:00", 18)
    promise(portfolio, 100_000, day=19)
    pay(portfolio, 100_000, 18)
    portfolio.go("09:00", 20)
    promise(portfolio, 50_000, day=25)
    record = honesty(view.outcome for view in portfolio.desk().state.commitments.promises)
    assert (record.kept, record.judged, record.kept_percent) == (1, 2, 50)


def test_cancelled_promise_neither_waits_nor_breaks(portfolio: Portfolio) -> None:
    uid = promise(portfolio)
    command = CancelPromise(portfolio.act(), portfolio.case, uid, "债务人住院")
    promises.cancel(portfolio.context, command)
    assert portfolio.state()["tier"] == Tier.NEW
    portfolio.go("09:00", 21)
    assert state_of(portfolio) is PromiseState.CANCELLED
    with pytest.raises(RuleViolation, match="promise_not_open"):
        promises.cancel(portfolio.context, replace(command, act=portfolio.act()))
    with pytest.raises(RuleViolation, match="why_required"):
        promises.cancel(portfolio.context, replace(command, act=portfolio.act(), why=""))
    with pytest.raises(NotFound, match="promise_missing"):
        promises.cancel(portfolio.context, replace(command, act=portfolio.act(), promise=portfolio.case))


def test_crash_repeat_and_undo(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    untouched = portfolio.states()

    def save(use_case: Any, command: Any) -> Any:
        before = portfolio.chain()
        with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
            use_case(portfolio.context, command)
        assert portfolio.chain() == before
        once = use_case(portfolio.context, command)
        assert use_case(portfolio.context, command) == once
        assert portfolio.chain()[0] == before[0] + 1
        return once[0]

    make = MakePromise(portfolio.act(), portfolio.case, PromiseGiven(1, date(2026, 11, 16)))
    uid = save(promises.promise, make).promise
    cancelled = save(promises.cancel, CancelPromise(portfolio.act(), portfolio.case, uid, "x"))
    acts.undo(portfolio.context, Undo(cancelled.act, portfolio.act()))
    acts.undo(portfolio.context, Undo(make.act, portfolio.act()))
    assert portfolio.states() == untouched


# What is suggested.


def suggested(portfolio: Portfolio) -> promises.Suggestion:
    found = promises.suggest(portfolio.context.rules, portfolio.desk())
    assert found is not None
    return found


def test_suggestion_from_the_account_then_the_bill(portfolio: Portfolio) -> None:
    first = suggested(portfolio)
    assert (first.amount_minor, first.amount_why) == (120_000, "suggest_minimum")
    assert (first.due_on, first.date_why) == (date(2026, 11, 19), "suggest_soon")
    bill = Statement(portfolio.ids["card"], date(2026, 11, 5), date(2026, 11, 25), "CNY", 1_080_000, 90_000)
    fact(portfolio, bill)
    assert suggested(portfolio).amount_minor == 90_000


def test_suggestion_is_a_share_where_nothing_is_known(portfolio: Portfolio) -> None:
    found = promises.suggest(portfolio.context.rules, portfolio.desk(portfolio.other_case))
    assert found is not None
    # A tenth of 3,100.00, rounded up to whole hundreds.
    assert (found.amount_minor, found.amount_why, found.params) == (40_000, "suggest_share", {"percent": 10})


def test_suggestion_from_the_means_test_and_its_pay_day(portfolio: Portfolio) -> None:
    fact(portfolio, Means("CNY", 600_000, 450_000, 150_000, pay_day=28))
    found = suggested(portfolio)
    assert (found.amount_minor, found.amount_why) == (150_000, "suggest_surplus")
    # Saturday 28 November is no working day: Monday.
    assert (found.due_on, found.date_why) == (date(2026, 11, 30), "suggest_pay_day")


def test_suggestion_of_what_a_broken_promise_lacks(portfolio: Portfolio) -> None:
    promise(portfolio, 200_000, 17)
    pay(portfolio, 50_000, 16)
    portfolio.go("09:00", 18)
    found = suggested(portfolio)
    assert (found.amount_minor, found.amount_why) == (150_000, "suggest_rest_of_promise")


def test_suggestion_is_never_above_the_debt_and_none_without_one(portfolio: Portfolio) -> None:
    fact(portfolio, Means("CNY", 9_000_000, 0, 9_000_000))
    assert suggested(portfolio).amount_minor == 1_580_000
    pay(portfolio, 1_580_000, 16)
    assert promises.suggest(portfolio.context.rules, portfolio.desk()) is None


# The lists.


def listed(portfolio: Portfolio, kind: PromiseList) -> list[tuple[str, int, str]]:
    page = commitment_lists.promises(portfolio.context, kind)
    assert page.total == len(page.rows)
    return [(row.name, row.amount_minor, str(row.state)) for row in page.rows]


def test_lists_of_promises(portfolio: Portfolio) -> None:
    promise(portfolio, 200_000, 17)
    promise(portfolio, 100_000, 18, portfolio.neighbour)
    pay(portfolio, 200_000, 16)
    assert listed(portfolio, PromiseList.KEPT) == [("李明", 200_000, "kept")]
    assert listed(portfolio, PromiseList.DUE) == [("陈晓", 100_000, "open")]
    portfolio.go("09:00", 19)
    assert listed(portfolio, PromiseList.BROKEN) == [("陈晓", 100_000, "broken")]
    assert commitment_lists.promise_counts(portfolio.context) == {
        PromiseList.DUE: 0, PromiseList.KEPT: 1, PromiseList.BROKEN: 1,
    }  # fmt: skip
    portfolio.clock.now = portfolio.clock.now.replace(year=2027)
    states.catch_up(portfolio.context)
    assert listed(portfolio, PromiseList.BROKEN) == []  # a month back, no more


def test_pages_of_promises_run_by_their_day(portfolio: Portfolio) -> None:
    for day, case in ((20, portfolio.case), (18, portfolio.neighbour), (19, portfolio.other_case)):
        promise(portfolio, 1_000, day, case)
    page = commitment_lists.promises(portfolio.context, PromiseList.DUE, offset=1, limit=1)
    assert (page.total, [row.due_on.day for row in page.rows]) == (3, [19])


def test_undone_and_replaced_promises_are_not_listed(portfolio: Portfolio) -> None:
    promise(portfolio, 1_000, 18)
    promise(portfolio, 2_000, 19)
    assert listed(portfolio, PromiseList.DUE) == [("李明", 2_000, "open")]
    acts.undo(portfolio.context, Undo(portfolio.facts("promise")[1]["act"], portfolio.act()))
    assert listed(portfolio, PromiseList.DUE) == [("李明", 1_000, "open")]


def test_lists_of_plans(portfolio: Portfolio) -> None:
    terms = plans.suggest(portfolio.context.rules, portfolio.desk())
    assert terms is not None
    saved, _ = plans.save_version(portfolio.context, SaveVersion(portfolio.act(), portfolio.case, terms))
    (offered,) = commitment_lists.plans(portfolio.context, PlanList.OFFERED).rows
    assert (offered.uid, offered.version, offered.total_minor) == (saved.fact, 1, 1_580_000)
    command = Agree(portfolio.act(), portfolio.case, saved.fact, date(2026, 11, 16), "signed")
    plans.agree(portfolio.context, command)
    # A draft of the next version does not hide the one in force.
    plans.save_version(portfolio.context, SaveVersion(portfolio.act(), portfolio.case, terms))
    (row,) = commitment_lists.plans(portfolio.context, PlanList.PERFORMING).rows
    assert (row.version, row.next_no, row.next_on) == (1, 1, date(2026, 12, 16))
    portfolio.clock.now = portfolio.clock.now.replace(month=12, day=17)
    assert commitment_lists.plan_counts(portfolio.context) == {
        PlanList.PERFORMING: 0, PlanList.BROKEN: 1, PlanList.OFFERED: 0, PlanList.COMPLETED: 0,
    }  # fmt: skip
