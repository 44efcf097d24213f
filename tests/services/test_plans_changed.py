"""The plan in force is changed: the next version, its difference, and the case that comes back to the queue."""

from __future__ import annotations

from datetime import date

import pytest
from portfolio import Portfolio

from app.domain.errors import NotFound, RuleViolation
from app.domain.plan_changes import MakeUp
from app.domain.plan_progress import PlanState
from app.domain.plans import Terms
from app.domain.terms import Tier
from app.services import plan_changes, plans, promises, states
from app.services.payments import PaymentGiven, RecordPayment, record
from app.services.plan_changes import Arrears, ChangePlan, Pause, Skip
from app.services.plans import Agree, SaveVersion

TERMS = Terms(1_200_000, date(2026, 12, 15), periods=12)


@pytest.fixture
def version(portfolio: Portfolio) -> bytes:
    """A plan in force, the first instalment paid."""
    saved, _ = plans.save_version(portfolio.context, SaveVersion(portfolio.act(), portfolio.case, TERMS))
    agree(portfolio, saved.fact, date(2026, 11, 16))
    go(portfolio, 2026, 12, 15)
    record(
        portfolio.context,
        RecordPayment(portfolio.act(), portfolio.case, PaymentGiven(100_000, date(2026, 12, 15))),
    )
    return saved.fact


def agree(portfolio: Portfolio, uid: bytes, on: date) -> None:
    plans.agree(portfolio.context, Agree(portfolio.act(), portfolio.case, uid, on, "signed"))


def go(portfolio: Portfolio, year: int, month: int, day: int) -> None:
    portfolio.clock.now = portfolio.clock.now.replace(year=year, month=month, day=day)
    states.catch_up(portfolio.context)


def change(portfolio: Portfolio, version: bytes, wanted: plan_changes.Change) -> plans.Planned:
    command = ChangePlan(portfolio.act(), portfolio.case, version, wanted)
    planned, _ = plan_changes.change_plan(portfolio.context, command)
    assert plan_changes.change_plan(portfolio.context, command)[0] == planned  # saved once
    return planned


def test_a_broken_plan_is_caught_up_and_collection_rests_again(portfolio: Portfolio, version: bytes) -> None:
    go(portfolio, 2027, 1, 20)
    assert portfolio.state()["tier"] == Tier.BROKEN
    planned = change(portfolio, version, Arrears(MakeUp.SPREAD))
    assert planned.version == 2
    old, new = plans.versions(portfolio.desk())
    assert new.rows[0].amount_minor == 110_000
    assert {each.field for each in new.changes} >= {"instalment_minor", "periods", "debt_minor"}
    assert portfolio.state()["tier"] == Tier.BROKEN  # a draft changes nothing
    agree(portfolio, planned.fact, date(2027, 1, 20))
    assert [row.state for row in plans.versions(portfolio.desk())] == [PlanState.REPLACED, PlanState.AGREED]
    assert portfolio.state()["tier"] == Tier.HELD
    assert old.plan_id == new.plan_id


def test_a_pause_and_a_skip_make_versions(portfolio: Portfolio, version: bytes) -> None:
    change(portfolio, version, Pause(date(2027, 1, 1), 2))
    change(portfolio, version, Skip(3, MakeUp.APPEND))
    _, pause, skip = plans.versions(portfolio.desk())
    assert str(pause.rows[0].due_on) == "2027-03-15"
    assert (len(skip.rows), str(skip.rows[-1].due_on)) == (11, "2027-12-15")


def test_what_is_no_plan_in_force_is_not_changed(portfolio: Portfolio) -> None:
    saved, _ = plans.save_version(portfolio.context, SaveVersion(portfolio.act(), portfolio.case, TERMS))
    before = portfolio.chain()
    for wanted, code in ((Skip(3, MakeUp.APPEND), "plan_not_in_force"),):
        with pytest.raises(RuleViolation, match=code):
            change(portfolio, saved.fact, wanted)
    with pytest.raises(NotFound, match="plan_version_missing"):
        change(portfolio, portfolio.act(), Arrears(MakeUp.APPEND))
    with pytest.raises(RuleViolation, match="plan_status_unknown"):
        plan_changes.change_plan(
            portfolio.context,
            ChangePlan(portfolio.act(), portfolio.case, saved.fact, Arrears(MakeUp.APPEND), status="agreed"),
        )
    assert portfolio.chain() == before


def test_a_promise_is_made_inside_a_plan(portfolio: Portfolio, version: bytes) -> None:
    go(portfolio, 2026, 12, 20)
    command = promises.MakePromise(
        portfolio.act(), portfolio.case, promises.PromiseGiven(100_000, date(2027, 1, 14))
    )
    promises.promise(portfolio.context, command)
    desk = portfolio.desk()
    assert [str(view.outcome.state) for view in desk.state.commitments.promises] == ["open"]
    assert portfolio.state()["tier"] == Tier.HELD  # the plan still rules
