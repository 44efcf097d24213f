"""What the table keeps from a collector is refused before anything else is looked at, in words; a lead goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from portfolio import Portfolio

from app.domain.errors import AppError
from app.services import adjustments, creditors, money_terms, plan_approvals, plan_rules, users
from app.services.context import Context

NONE = bytes(16)
DEEDS: dict[str, tuple[str, Callable[[Context], object]]] = {
    "plan": (
        "approve",
        lambda context: plan_approvals.decide(context, plan_approvals.Decide(NONE, NONE, NONE, True, "x")),
    ),
    "waiver": (
        "approve",
        lambda context: adjustments.decide(context, adjustments.DecideWaiver(NONE, NONE, NONE, True, "x")),
    ),
    "terms": (
        "edit_terms",
        lambda context: money_terms.put(context, money_terms.SetMoneyTerms(NONE, NONE)),
    ),
    "limits": ("edit_terms", lambda context: plan_rules.set_limits(context, NONE, NONE, "")),
    "letterhead": (
        "edit_terms",
        lambda context: creditors.amend(context, creditors.AmendCreditor(NONE, NONE, {})),
    ),
    "picture": (
        "edit_terms",
        lambda context: creditors.choose_picture(context, creditors.ChoosePicture(NONE, NONE, "logo", None)),
    ),
    "users": ("manage_users", lambda context: users.deactivate(context, "", NONE, "left")),
}


@pytest.mark.parametrize("name", DEEDS)
def test_a_collector_is_refused_where_a_lead_goes_on(portfolio: Portfolio, name: str) -> None:
    deed, work = DEEDS[name]
    context, before = portfolio.context, portfolio.chain()
    with pytest.raises(AppError) as refused:
        work(portfolio.as_collector())
    assert refused.value.code == f"may_not_{deed}"
    for able in (context, portfolio.alone()):
        with pytest.raises(AppError) as wrong:  # nothing fits these ids: the next thing that is asked refuses
            work(able)
        assert not wrong.value.code.startswith("may_not_")
    assert portfolio.chain() == before
