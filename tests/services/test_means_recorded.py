"""A means test is kept line by line, once, and the next offer rests on it."""

from __future__ import annotations

import pytest
from portfolio import Portfolio

from app.domain.errors import RuleViolation
from app.domain.means_test import Item
from app.services import acts, cases, means, plans
from app.services.acts import Undo
from app.services.means import RecordMeans
from app.services.plan_sheet import sheet

LINES = [Item("salary", 1_020_000), Item("housing", 340_000), Item("household", 390_000)]


def test_a_means_test_steers_the_suggestion_and_is_undone(portfolio: Portfolio) -> None:
    context = portfolio.context
    command = RecordMeans(
        portfolio.act(), portfolio.case, LINES, 25, is_proof_asked=True, is_proof_received=False
    )
    fact, changes = means.record(context, command)
    assert means.record(context, command)[0] == fact
    assert "plans" in changes.kinds
    shown = sheet(context, portfolio.case).means
    assert shown is not None
    assert (shown.income_minor, shown.outgoings_minor, shown.surplus_minor) == (1_020_000, 730_000, 270_000)
    assert (shown.is_proved, shown.is_proof_asked, shown.items) == (False, True, tuple(LINES))
    terms = plans.suggest(context.rules, portfolio.desk())
    assert terms is not None
    assert (terms.instalment_minor, terms.day) == (216_000, 25)  # 80 % of the surplus, on pay day
    acts.undo(context, Undo(command.act, portfolio.act()))
    assert sheet(context, portfolio.case).means is None


def test_a_pay_day_or_a_proof_alone_keeps_the_lines(portfolio: Portfolio) -> None:
    context = portfolio.context
    proof = RecordMeans(portfolio.act(), portfolio.case, (), pay_day=10, is_proof_asked=True)
    with pytest.raises(RuleViolation, match="means_empty"):
        means.record(context, proof)
    means.record(context, RecordMeans(portfolio.act(), portfolio.case, LINES, 25))
    means.record(context, proof)
    found = sheet(context, portfolio.case)
    assert found.means is not None
    assert (found.means.items, found.means.surplus_minor, found.pay_day) == (tuple(LINES), 270_000, 10)


def test_a_pay_day_without_a_means_test_is_kept_with_the_person(portfolio: Portfolio) -> None:
    context, other = portfolio.context, portfolio.other_case
    alone = RecordMeans(portfolio.act(), portfolio.case, (), pay_day=10)
    fact, _ = means.record(context, alone)
    assert (fact.kind, fact.person_id, sheet(context, portfolio.case).means) == (
        "preference", portfolio.ids["li"], None,
    )  # fmt: skip
    for case in (portfolio.case, other):
        assert sheet(context, case).pay_day == 10
        terms = plans.suggest(context.rules, portfolio.desk(case))
        assert terms is not None
        assert (terms.first_on.day, terms.day) == (10, 10)
    portfolio.go("10:00")
    # The later word counts, whoever said it how.
    means.record(context, RecordMeans(portfolio.act(), portfolio.case, LINES, 25))
    assert (sheet(context, portfolio.case).pay_day, sheet(context, other).pay_day) == (25, 10)
    portfolio.go("11:00")
    later = RecordMeans(portfolio.act(), other, (), pay_day=15)
    means.record(context, later)
    assert (sheet(context, portfolio.case).pay_day, sheet(context, other).pay_day) == (15, 15)
    acts.undo(context, Undo(later.act, portfolio.act()))
    acts.undo(context, Undo(alone.act, portfolio.act(), "不是发薪日"))
    assert (sheet(context, portfolio.case).pay_day, sheet(context, other).pay_day) == (25, None)
    told = cases.panel(context, portfolio.words, portfolio.case).events
    assert ("发薪日：每月 10 日", True) in [(event.title, event.is_undone) for event in told]


@pytest.mark.parametrize(
    ("given", "code"), [({"pay_day": 32}, "plan_day_impossible"), ({"items": []}, "means_empty")]
)
def test_what_cannot_be_is_refused_and_nothing_kept(
    portfolio: Portfolio, given: dict[str, object], code: str
) -> None:
    before = portfolio.chain()
    command = RecordMeans(portfolio.act(), portfolio.case, **({"items": LINES} | given))  # type: ignore[arg-type]
    with pytest.raises(RuleViolation, match=code):
        means.record(portfolio.context, command)
    assert portfolio.chain() == before
