"""The agreement says what interest and fees run, and what a later version changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from portfolio import Portfolio

from app.domain.plans import Basis, Interest, Terms
from app.services import plans
from app.services.letters.plan_terms import charges_text, replaced_text
from app.services.plans import SaveVersion

TERMS = Terms(1_200_000, date(2026, 12, 15), periods=12)
REDUCED = replace(TERMS, interest=Interest.REDUCED, yearly_rate=Decimal("0.073"))


def saved(portfolio: Portfolio, terms: Terms) -> None:
    plans.save_version(portfolio.context, SaveVersion(portfolio.act(), portfolio.case, terms))


@pytest.mark.parametrize(
    ("terms", "zh", "en"),
    [
        (
            TERMS,
            "还款期间停计利息，不收取费用",
            "No interest runs while the plan is kept, and no fees are charged",
        ),
        (
            REDUCED,
            "还款期间按剩余本金以年利率7.3%计息，不收取费用",
            "Interest runs at 7.3% a year on what is still owed, and no fees are charged",
        ),
        (
            replace(REDUCED, basis=Basis.FLAT, fee_minor=1_000, opening_fee_minor=30_000),
            "还款期间按期初本金以年利率7.3%计息，每期费用人民币10.00元，首期费用人民币300.00元",
            None,
        ),
    ],
)
def test_what_runs_while_the_plan_is_kept(
    portfolio: Portfolio, terms: Terms, zh: str, en: str | None
) -> None:
    saved(portfolio, terms)
    (view,) = portfolio.desk().state.commitments.plans
    assert charges_text(view, "zh") == zh
    assert en is None or charges_text(view, "en") == en


def test_what_a_later_version_changes_is_printed(portfolio: Portfolio) -> None:
    saved(portfolio, TERMS)
    saved(portfolio, replace(REDUCED, periods=10, down_minor=200_000, down_on=date(2026, 11, 16)))
    first, second = portfolio.desk().state.commitments.plans
    assert replaced_text(first, None, "zh") == ""
    zh, en = (replaced_text(second, first, language) for language in ("zh", "en"))
    assert zh.startswith("本协议取代双方的还款计划第1版，变更为：首付由")
    assert "期数由12改为10" in zh
    assert "年利率由0%改为7.3%" in zh
    assert "the number of instalments 10 instead of 12" in en
    assert replaced_text(first, first, "en") == "This takes the place of version 1 of the plan."
    assert replaced_text(first, first, "zh") == "本协议取代双方的还款计划第1版。"
