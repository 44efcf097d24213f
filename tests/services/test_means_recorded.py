"""A means test is kept line by line, once, and the next offer rests on it."""

from __future__ import annotations

import pytest
from portfolio import Portfolio

from app.domain.errors import RuleViolation
from app.domain.means_test import Item
from app.services import acts, means, plans
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
    alone = RecordMeans(portfolio.act(), portfolio.case, (), pay_day=10)
    with pytest.raises(RuleViolation, match="means_empty"):
        means.record(context, alone)
    means.record(context, RecordMeans(portfolio.act(), portfolio.case, LINES, 25))
    means.record(context, alone)
    found = sheet(context, portfolio.case)
    assert found.means is not None
    assert (found.means.items, found.means.surplus_minor, found.pay_day) == (tuple(LINES), 270_000, 10)


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
