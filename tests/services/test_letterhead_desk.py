"""A letterhead while it is typed: drawn with what is there, what is missing by its name, what cannot be refused."""

from __future__ import annotations

import pytest
from portfolio import Portfolio
from writing import LETTERHEAD, furnish

from app.domain.errors import NotFound, RenderProblem
from app.services.letters import letterhead_desk


@pytest.mark.parametrize("creditor", ["bank", "lender"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_head_is_drawn_too(portfolio: Portfolio, creditor: str, language: str) -> None:
    empty = dict.fromkeys(LETTERHEAD, "")
    assert letterhead_desk.seen(portfolio.context, portfolio.ids[creditor], empty, language)


def test_what_is_typed_is_what_is_drawn(portfolio: Portfolio) -> None:
    furnish(portfolio)
    context, bank = portfolio.context, portfolio.ids["bank"]
    kept = letterhead_desk.seen(context, bank, {}, "zh")
    assert letterhead_desk.seen(context, bank, LETTERHEAD, "zh") == kept
    assert letterhead_desk.seen(context, bank, {"agency_phone": "1"}, "zh") != kept


def test_what_cannot_be_drawn_is_refused(portfolio: Portfolio) -> None:
    context, bank = portfolio.context, portfolio.ids["bank"]
    with pytest.raises(RenderProblem, match="letter_head_long"):
        letterhead_desk.seen(context, bank, {"agency_name": "很长的名称" * 60}, "zh")
    with pytest.raises(NotFound, match="creditor_unknown"):
        letterhead_desk.seen(context, bytes(16), {}, "zh")
