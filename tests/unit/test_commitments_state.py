"""Promises and plans as the facts tell them: payments that count, versions, the plan in force."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain import facts as f
from app.domain.commitments import Commitments, commitments
from app.domain.facts import Fact
from app.domain.history import history
from app.domain.plan_progress import PlanState
from app.domain.plan_record import rows_of, schedule_text
from app.domain.plans import Row
from app.domain.promises import PromiseState
from tests.unit.histories import CARD, LOAN, RULES, ZONE, Told, at, day

ROWS = ((0, "2026-11-16", 20_000), (1, "2026-12-20", 40_000), (2, "2027-01-20", 40_000))


def plan_of(plan: bytes, version: int, status: str = "proposed", rows: tuple = ROWS) -> f.PlanVersion:
    last = day(rows[-1][1])
    schedule = f.json_text([[no, on, on, minor, 0] for no, on, minor in rows])
    return f.PlanVersion(
        plan, version, status, "CNY", 100_000, 20_000, None, 40_000, 2, "monthly", last, last, "following",
        "periods", schedule,
    )  # fmt: skip


def agreed(told: Told, version: Fact, when: str) -> Fact:
    return told.add(f.Agreement(version.body.plan_id, version.uid, day(when), "oral"), at(when, "15:00"))


def judged(told: Told, today: str) -> Commitments:
    past = history(told.case().facts, RULES.codes)
    return commitments(past, ZONE, day(today), RULES.terms_of("cn"))


def test_nothing_promised_is_nothing() -> None:
    assert judged(Told(), "2026-11-16") == Commitments()


def test_a_promise_is_made_on_the_day_of_the_debtors_clock() -> None:
    """00:30 in Shanghai is still the day before in UTC; money of that day before keeps no promise."""
    told = Told()
    told.promised(500, "2026-11-20", at("2026-11-16", "00:30"))
    told.paid(500, "2026-11-15")
    assert judged(told, "2026-11-17").promises[0].outcome.state is PromiseState.OPEN
    told.paid(500, "2026-11-16")
    (view,) = judged(told, "2026-11-17").promises
    assert (view.outcome.state, view.amount_minor, view.due_on) == (PromiseState.KEPT, 500, day("2026-11-20"))


def test_money_that_comes_later_or_went_back_keeps_nothing_yet() -> None:
    told = Told()
    told.promised(500, "2026-11-20", at("2026-11-16"))
    payment = told.paid(500, "2026-11-18")
    assert judged(told, "2026-11-17").promises[0].outcome.state is PromiseState.OPEN
    assert judged(told, "2026-11-18").promises[0].outcome.state is PromiseState.KEPT
    told.add(f.Reversal(payment.uid, day("2026-11-19"), "bounced"), at("2026-11-19"))
    assert judged(told, "2026-11-19").promises[0].outcome.state is PromiseState.OPEN


def test_a_cancelled_promise_is_neither_open_nor_broken() -> None:
    told = Told()
    promise = told.promised(500, "2026-11-20", at("2026-11-16"))
    told.add(f.PromiseCancelled(promise.uid, "asked"), at("2026-11-17"))
    assert judged(told, "2026-12-01").promises[0].outcome.state is PromiseState.CANCELLED


def test_a_plan_is_a_draft_until_it_is_proposed_and_agreed() -> None:
    told = Told()
    draft = told.add(plan_of(b"plan", 1, "draft"), at("2026-11-10"))
    assert judged(told, "2026-11-16").plans[0].progress.state is PlanState.DRAFT
    version = told.add(plan_of(b"plan", 2), at("2026-11-11"))
    assert judged(told, "2026-11-16").plan is None
    agreement = agreed(told, version, "2026-11-12")
    found = judged(told, "2026-11-15")
    assert [view.progress.state for view in found.plans] == [PlanState.REPLACED, PlanState.AGREED]
    assert (found.plan.fact, found.plan.agreed) == (version, agreement)
    assert draft in [view.fact for view in found.plans]


def test_a_plan_performs_breaks_is_mended_and_completed() -> None:
    told = Told()
    agreed(told, told.add(plan_of(b"plan", 1), at("2026-11-11")), "2026-11-12")
    told.paid(20_000, "2026-11-16")
    assert judged(told, "2026-11-17").plan.progress.state is PlanState.PERFORMING
    assert judged(told, "2026-12-21").plan.progress.state is PlanState.BROKEN
    told.paid(40_000, "2026-12-23")
    assert judged(told, "2026-12-23").plan.progress.state is PlanState.PERFORMING
    told.paid(40_000, "2027-01-20")
    assert judged(told, "2027-06-01").plan.progress.state is PlanState.COMPLETED


def test_a_plan_that_was_ended_is_no_plan() -> None:
    told = Told()
    agreed(told, told.add(plan_of(b"plan", 1), at("2026-11-11")), "2026-11-12")
    told.add(f.PlanEnded(b"plan", day("2026-11-13"), "asked"), at("2026-11-13"))
    found = judged(told, "2026-11-16")
    assert (found.plan, found.plans[0].progress.state) == (None, PlanState.CANCELLED)


def test_of_two_plans_the_one_agreed_last_is_in_force() -> None:
    """The first plan's second version is agreed after the second plan: it is the word that counts."""
    told = Told()
    first = told.add(plan_of(b"plan a", 1), at("2026-11-01"))
    second = told.add(plan_of(b"plan b", 1), at("2026-11-02"))
    agreed(told, first, "2026-11-03")
    agreed(told, second, "2026-11-04")
    assert judged(told, "2026-11-10").plan.fact == second
    again = told.add(plan_of(b"plan a", 2), at("2026-11-05"))
    agreed(told, again, "2026-11-06")
    assert judged(told, "2026-11-10").plan.fact == again


def test_a_schedule_is_kept_as_text_and_read_back() -> None:
    rows = (
        Row(0, day("2026-11-20"), day("2026-11-21"), 10, 90, True, False),
        Row(1, day("2027-01-21"), day("2027-01-21"), 90, 0, False, True),
    )
    assert rows_of(schedule_text(rows)) == rows
    assert all(isinstance(row.due_on, date) for row in rows_of(schedule_text(rows)))


# A promise about one account is judged by what went to that account (Civil Code 560: the debtor names the debt).


def two_accounts() -> Told:
    """Two accounts; the card is due longer, so money of which nothing is said goes to it first."""
    told = Told()
    told.placed(CARD, on="2026-11-02", due="2026-08-03", purchase=100_000)
    told.placed(LOAN, on="2026-11-02", due="2026-09-03", purchase=100_000)
    return told


def outcomes(told: Told, today: str) -> list[tuple[PromiseState, int]]:
    found = told.state(at(today)).commitments.promises
    return [(view.outcome.state, view.outcome.paid_minor) for view in found]


@pytest.mark.parametrize(
    ("paid", "found"),
    [
        ([(500, None)], (PromiseState.BROKEN, 0)),
        ([(500, LOAN)], (PromiseState.KEPT, 500)),
        ([(300, LOAN), (500, CARD)], (PromiseState.PARTLY_KEPT, 300)),
        # The card takes its 100,000; what is left of the payment keeps the promise.
        ([(100_500, None)], (PromiseState.KEPT, 500)),
        # What is too much for the account it was named for went to none.
        ([(500_000, CARD)], (PromiseState.BROKEN, 0)),
    ],
)
def test_money_for_another_account_keeps_no_promise(
    paid: list[tuple[int, bytes | None]], found: tuple[PromiseState, int]
) -> None:
    told = two_accounts()
    told.add(f.Promise(500, "CNY", day("2026-11-20"), LOAN), at("2026-11-16"))
    for minor, account in paid:
        told.paid(minor, "2026-11-18", account)
    assert outcomes(told, "2026-11-25") == [found]


def test_a_promise_about_no_account_is_kept_by_what_the_others_leave() -> None:
    """Oldest day first: what went to the loan keeps the promise on it, the rest the one about all."""
    told = two_accounts()
    told.add(f.Promise(500, "CNY", day("2026-11-19"), LOAN), at("2026-11-16"))
    told.add(f.Promise(700, "CNY", day("2026-11-20")), at("2026-11-16", "09:01"))
    told.paid(500, "2026-11-18", LOAN)
    told.paid(200, "2026-11-18", CARD)
    assert outcomes(told, "2026-11-25") == [(PromiseState.KEPT, 500), (PromiseState.PARTLY_KEPT, 200)]
    told.paid(500, "2026-11-19", LOAN)
    assert outcomes(told, "2026-11-25") == [(PromiseState.KEPT, 500), (PromiseState.KEPT, 700)]


def test_a_payment_that_went_back_keeps_no_promise_on_its_account() -> None:
    told = two_accounts()
    told.add(f.Promise(500, "CNY", day("2026-11-20"), LOAN), at("2026-11-16"))
    payment = told.paid(500, "2026-11-18", LOAN)
    told.add(f.Reversal(payment.uid, day("2026-11-19"), "bounced"), at("2026-11-19"))
    assert outcomes(told, "2026-11-19") == [(PromiseState.OPEN, 0)]
