"""Limits of a role: beyond them a version waits; the lead's answer is a fact; a creditor may have limits of its own."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from portfolio import Portfolio

from app.domain.errors import AppError, NotFound, RuleViolation
from app.domain.facts import Means
from app.domain.plan_offers import OfferKind
from app.domain.plans import Cadence, Edit, Interest, Terms
from app.services import acts, cases, plan_approvals, plan_offers, plan_rules, plans
from app.services.acts import Undo
from app.services.plan_approvals import ApprovalState, Decide
from app.services.plans import Agree, SaveVersion

DAY = date(2026, 11, 16)
TERMS = Terms(1_200_000, date(2026, 12, 15), periods=12)
LONG = replace(TERMS, first_on=date(2027, 2, 15))  # 91 days: beyond a collector's 45


def saved(portfolio: Portfolio, terms: Terms = LONG) -> plans.Planned:
    planned, _ = plans.save_version(portfolio.context, SaveVersion(portfolio.act(), portfolio.case, terms))
    return planned


def agree(portfolio: Portfolio, version: plans.Planned) -> plans.Planned:
    command = Agree(portfolio.act(), portfolio.case, version.fact, DAY, "signed")
    return plans.agree(portfolio.context, command)[0]


def decide(portfolio: Portfolio, version: plans.Planned, *, yes: bool, why: str | None = None) -> Any:
    command = Decide(portfolio.act(), portfolio.case, version.fact, yes, why)
    return plan_approvals.decide(portfolio.context, command)


def standing(portfolio: Portfolio) -> plan_approvals.Standing:
    return plans.versions(portfolio.desk())[-1].approval


def as_role(portfolio: Portfolio, role: str) -> Portfolio:
    """The store without a lead at this computer: who gave an answer is written down."""
    context = portfolio.context
    user = replace(context.user, role=role, has_lead=False)
    return replace(portfolio, context=replace(context, user=user))


@pytest.fixture
def mine(portfolio: Portfolio) -> Portfolio:
    """The store in the hands of a collector."""
    return as_role(portfolio, "collector")


def test_within_the_limits_nothing_waits(mine: Portfolio) -> None:
    version = saved(mine, TERMS)
    assert standing(mine).state is ApprovalState.NOT_NEEDED
    with pytest.raises(RuleViolation, match="plan_needs_no_approval"):
        decide(mine, version, yes=True, why="口头")
    agree(mine, version)


def test_beyond_the_limits_a_version_waits_until_it_is_approved(mine: Portfolio) -> None:
    version = saved(mine)
    assert standing(mine) == plan_approvals.Standing(ApprovalState.WAITING, ("first_date",))
    with pytest.raises(RuleViolation, match="plan_waits_for_approval"):
        agree(mine, version)
    with pytest.raises(RuleViolation, match="why_required"):
        decide(mine, version, yes=True)  # a collector says who gave it
    decide(mine, version, yes=True, why="主管王静 11-16 电话同意")
    assert standing(mine).state is ApprovalState.APPROVED
    agree(mine, version)
    with pytest.raises(RuleViolation, match="plan_already_agreed"):
        decide(mine, version, yes=False, why="晚了")


def test_a_refusal_is_told_with_its_reason_and_can_be_turned(mine: Portfolio) -> None:
    version = saved(mine)
    _, changes = decide(mine, version, yes=False, why="首期太晚。")
    assert "plans" in changes.kinds
    with pytest.raises(RuleViolation) as caught:
        agree(mine, version)
    assert (caught.value.code, caught.value.params) == ("plan_refused", {"why": "首期太晚。"})
    lead = as_role(mine, "lead")
    decide(lead, version, yes=True)  # the lead needs no words
    agree(mine, version)


def test_the_timeline_says_which_version_was_answered(mine: Portfolio) -> None:
    version = saved(mine)
    decide(mine, version, yes=False, why="首期太晚")
    decide(mine, version, yes=True, why="再议后同意")
    for language, titles in (
        ("zh_CN", ["还款计划第 1 版获批", "还款计划第 1 版未获批"]),
        ("en", ["Plan, version 1: approved", "Plan, version 1: not approved"]),
    ):
        events = cases.panel(mine.context, replace(mine.words, language=language), mine.case).events
        assert [event.title for event in events if event.kind == "approval"] == titles


def test_an_answer_is_undone_and_saved_once(mine: Portfolio) -> None:
    version = saved(mine)
    command = Decide(mine.act(), mine.case, version.fact, True, "同意")
    first = plan_approvals.decide(mine.context, command)
    assert plan_approvals.decide(mine.context, command) == first
    acts.undo(mine.context, Undo(command.act, mine.act()))
    assert standing(mine).state is ApprovalState.WAITING


def test_there_must_be_such_a_version(mine: Portfolio) -> None:
    with pytest.raises(NotFound, match="plan_version_missing"):
        plan_approvals.decide(mine.context, Decide(mine.act(), mine.case, mine.act(), True, "同意"))


def test_what_a_lead_saves_is_measured_by_the_leads_limits(mine: Portfolio) -> None:
    saved(as_role(mine, "lead"))
    assert standing(mine).state is ApprovalState.NOT_NEEDED


def test_a_creditor_has_limits_of_its_own(mine: Portfolio) -> None:
    context, bank = mine.context, mine.ids["bank"]
    data = plan_rules.shipped_limits().replace("latest_first_days = 45", "latest_first_days = 10")
    act = mine.act()
    plan_rules.set_limits(context, act, bank, data)
    before = mine.chain()
    plan_rules.set_limits(context, act, bank, data)  # the same again adds nothing
    assert mine.chain() == before
    saved(mine, TERMS)
    assert standing(mine).beyond == ("first_date",)
    plan_rules.set_limits(context, mine.act(), bank, "")
    saved(mine, TERMS)
    assert standing(mine).state is ApprovalState.NOT_NEEDED


@pytest.mark.parametrize(
    ("toml", "code"),
    [("[collector", "limits_wrong"), ("a = 1", "data_missing"), ("source = 1", "data_type")],
)
def test_limits_that_cannot_be_are_refused(mine: Portfolio, toml: str, code: str) -> None:
    before = mine.chain()
    with pytest.raises(AppError) as caught:
        plan_rules.set_limits(mine.context, mine.act(), mine.ids["bank"], toml)
    assert caught.value.code == code
    assert mine.chain() == before
    with pytest.raises(NotFound, match="creditor_unknown"):
        plan_rules.set_limits(mine.context, mine.act(), mine.act(), plan_rules.shipped_limits())


def test_every_term_is_read_back_as_it_was_saved(mine: Portfolio) -> None:
    rich = Terms(
        1_200_000, date(2026, 11, 30), down_minor=100_000, down_on=DAY, periods=10, cadence=Cadence.MONTH_END,
        waived_minor=5_000, balloon_minor=50_000, interest=Interest.REDUCED, yearly_rate=Decimal("0.06"),
        fee_minor=200, opening_fee_minor=1_000, step_minor=500, step_every=3,
        edits=(Edit(2, 0), Edit(4, 90_000, date(2027, 3, 2))),
    )  # fmt: skip
    saved(mine, rich)
    row = plans.versions(mine.desk())[-1]
    quoted = plans.quote_for(mine.context.rules, mine.desk(), rich)
    assert row.terms == quoted.terms
    assert row.rows == quoted.rows
    assert sum(each.interest_minor for each in row.rows) > 0
    flat = replace(TERMS, interest=Interest.CONTRACTUAL, yearly_rate=Decimal("0.12"))
    saved(mine, flat)
    assert {change.field for change in plans.versions(mine.desk())[-1].changes} >= {"interest", "edits"}


def test_offers_of_a_case_rest_on_its_means_and_what_may_be_waived(mine: Portfolio) -> None:
    context = mine.context
    means = Means("CNY", 600_000, 500_000, 100_000, pay_day=25)
    with context.db.write() as connection:
        acts.append(
            connection,
            context,
            mine.act(),
            [acts.entry(context, means, mine.case, mine.clock.now)],
        )
        limits = plan_rules.limits_of_case(connection, mine.case, "collector")
    desk = mine.desk()
    ground = plan_offers.ground_of(context.rules, desk, limits)
    owed = [account.parts for account in desk.state.ledger.open_accounts]
    assert ground.waivable_minor == desk.state.balance_minor - sum(
        parts[name] for parts in owed for name in ("purchase", "cash", "instalment") if name in parts
    )
    said = Terms(desk.state.balance_minor, date(2026, 12, 15), instalment_minor=50_000)
    found = {offer.kind: offer for offer in plan_offers.offers(ground, said)}
    assert found[OfferKind.LIGHTEST].burden.percent == 50
    assert found[OfferKind.SHORTEST].schedule.terms.instalment_minor == 100_000
    terms = plan_offers.accepted(found[OfferKind.CHEAPEST])
    quoted = plans.quote_for(context.rules, desk, terms)
    assert quoted.rows == found[OfferKind.CHEAPEST].schedule.rows


def test_the_shipped_limits_are_valid_toml() -> None:
    assert set(tomllib.loads(plan_rules.shipped_limits())) == {"source", "as_of", "collector", "lead"}
