"""Promises through time: kept, partly kept, broken by payments and the clock; suggested; listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from portfolio import Broken, Portfolio, broken_in_the_middle

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Means, Statement
from app.domain.promise_entry import Replaces
from app.domain.promises import PromiseState, honesty
from app.domain.terms import Tier
from app.domain.weeks import Week
from app.services import acts, commitment_lists, contacts, payments, plans, promises, states
from app.services.acts import Undo
from app.services.commitment_lists import PlanList, PromiseList
from app.services.contacts import RecordContact
from app.services.given import PromiseGiven, ReasonGiven
from app.services.payments import PaymentGiven, RecordPayment, ReversePayment
from app.services.plans import Agree, SaveVersion
from app.services.promises import CancelPromise, MakePromise
from app.services.weekly_reading import Reading


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


@pytest.mark.parametrize(
    ("account", "expected"),
    [("card", PromiseState.BROKEN), (None, PromiseState.BROKEN), ("loan", PromiseState.KEPT)],
)
def test_a_promise_on_one_account_is_kept_by_what_went_there(
    portfolio: Portfolio, account: str | None, expected: PromiseState
) -> None:
    """In the case, in the list and in the weekly report alike; money of which nothing is said goes to the card."""
    context, ids = portfolio.context, portfolio.ids
    given = PromiseGiven(5_000, date(2026, 11, 20), ids["loan"])
    promises.promise(context, MakePromise(portfolio.act(), portfolio.case, given))
    paid = PaymentGiven(5_000, date(2026, 11, 16), account_id=ids[account] if account else None)
    payments.record(context, RecordPayment(portfolio.act(), portfolio.case, paid))
    portfolio.go("09:00", 23)
    assert state_of(portfolio) is expected
    listed = {kind: rows for kind, rows in commitment_lists.every_promise(context).items() if rows}
    (rows,) = listed.values()
    assert [row.state for row in rows] == [expected]
    with context.db.read() as connection:
        (judged,) = Reading(connection, context, (Week.of(date(2026, 11, 16)),)).judged()
    assert judged.outcome.state is expected
    kept = portfolio.states()
    states.rebuild(context)
    assert portfolio.states() == kept


# Several at once.


def series(
    portfolio: Portfolio, *parts: tuple[int, int], replaces: Replaces = Replaces.EARLIEST
) -> promises.Promised:
    """Promises of whole yuan for days of November, in one entry."""
    (first, on), *further = [(yuan * 100, date(2026, 11, day)) for yuan, day in parts]
    given = PromiseGiven(first, on, further=tuple(further), replaces=replaces)
    made, _ = promises.promise(portfolio.context, MakePromise(portfolio.act(), portfolio.case, given))
    return made


def standing(portfolio: Portfolio) -> list[tuple[int, int, str]]:
    """Yuan, day and state of every promise, by their days."""
    views = sorted(
        portfolio.desk().state.commitments.promises, key=lambda view: (view.due_on, view.amount_minor)
    )
    return [(view.amount_minor // 100, view.due_on.day, str(view.outcome.state)) for view in views]


def test_a_series_is_one_act_and_each_promise_is_judged_by_itself(portfolio: Portfolio) -> None:
    untouched = portfolio.states()
    made = series(portfolio, (500, 18), (500, 20), (500, 25))
    assert len(made.further) == 2
    assert standing(portfolio) == [(500, 18, "open"), (500, 20, "open"), (500, 25, "open")]
    assert portfolio.state()["reason"] == "promise_ahead"
    pay(portfolio, 50_000, 16)
    portfolio.go("09:00", 21)
    assert standing(portfolio) == [(500, 18, "kept"), (500, 20, "broken"), (500, 25, "open")]
    assert portfolio.state()["reason"] == "promise_broken"
    portfolio.go("09:00", 16)
    acts.undo(portfolio.context, Undo(portfolio.facts("payment")[0]["act"], portfolio.act()))
    acts.undo(portfolio.context, Undo(made.act, portfolio.act()))
    assert (standing(portfolio), portfolio.states()) == ([], untouched)


def test_one_payment_keeps_the_series(portfolio: Portfolio) -> None:
    series(portfolio, (500, 18), (500, 20), (500, 25))
    pay(portfolio, 120_000, 16)
    portfolio.go("09:00", 26)
    assert standing(portfolio) == [(500, 18, "kept"), (500, 20, "kept"), (500, 25, "partly_kept")]


def test_new_promises_take_the_place_of_the_earliest(portfolio: Portfolio) -> None:
    series(portfolio, (500, 18), (600, 20), (700, 25))
    series(portfolio, (550, 19))
    assert standing(portfolio) == [(550, 19, "open"), (600, 20, "open"), (700, 25, "open")]
    series(portfolio, (400, 26), replaces=Replaces.NONE)
    assert [yuan for yuan, _, _ in standing(portfolio)] == [550, 600, 700, 400]
    made = series(portfolio, (1000, 23), replaces=Replaces.ALL)
    assert standing(portfolio) == [
        (600, 20, "cancelled"), (1000, 23, "open"), (700, 25, "cancelled"), (400, 26, "cancelled"),
    ]  # fmt: skip
    assert portfolio.facts("promise_cancelled")[0]["why"] == "→ 1,000.00 2026-11-23"
    acts.undo(portfolio.context, Undo(made.act, portfolio.act()))
    assert [yuan for yuan, _, state in standing(portfolio) if state == "open"] == [550, 600, 700, 400]


def test_promises_of_more_than_is_owed_together_store_nothing(portfolio: Portfolio) -> None:
    before = portfolio.chain()
    with pytest.raises(RuleViolation, match="promises_above_debt") as refused:
        series(portfolio, (8_000, 18), (8_000, 20))  # 15,800.00 is owed
    assert (refused.value.field, refused.value.params["total_minor"]) == ("amount_minor", 1_600_000)
    assert portfolio.chain() == before
    series(portfolio, (8_000, 18), (7_000, 20))
    with pytest.raises(RuleViolation, match="promises_above_debt"):
        series(portfolio, (9_000, 19))  # 7,000.00 stay open
    series(portfolio, (9_000, 19), replaces=Replaces.ALL)
    far = PromiseGiven(1, date(2026, 11, 20), further=((1, date(2037, 1, 1)),))
    with pytest.raises(RuleViolation, match="date_too_far"):
        promises.promise(portfolio.context, MakePromise(portfolio.act(), portfolio.case, far))


def test_a_series_told_in_a_contact_is_undone_with_it(portfolio: Portfolio) -> None:
    given = PromiseGiven(50_000, date(2026, 11, 18), further=((50_000, date(2026, 11, 25)),))
    command = RecordContact(
        portfolio.act(), portfolio.case, "PTP", number="13800000000", is_identity_checked=True,
        reason=ReasonGiven("INCD"), promise=given,
    )  # fmt: skip
    recorded, _ = contacts.record(portfolio.context, command)
    assert standing(portfolio) == [(500, 18, "open"), (500, 25, "open")]
    assert contacts.record(portfolio.context, command)[0] == recorded
    acts.undo(portfolio.context, Undo(recorded.act, portfolio.act()))
    assert standing(portfolio) == []


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
    found = commitment_lists.every_promise(portfolio.context)
    assert {kind: len(rows) for kind, rows in found.items()} == {
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


def test_a_series_is_listed_to_its_end(portfolio: Portfolio) -> None:
    given = PromiseGiven(1_000, date(2026, 12, 10), further=((1_000, date(2027, 11, 10)),))
    promises.promise(portfolio.context, MakePromise(portfolio.act(), portfolio.case, given))
    found = commitment_lists.promises(portfolio.context, PromiseList.DUE)
    assert [row.due_on.isoformat() for row in found.rows] == ["2026-12-10", "2027-11-10"]


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
    found = commitment_lists.every_plan(portfolio.context)
    assert {kind: len(rows) for kind, rows in found.items()} == {
        PlanList.PERFORMING: 0, PlanList.BROKEN: 1, PlanList.OFFERED: 0, PlanList.COMPLETED: 0,
    }  # fmt: skip
