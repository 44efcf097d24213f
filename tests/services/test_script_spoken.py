"""What the assistant reads out for a case: the numbers to call are those on file, not gaps."""

from __future__ import annotations

import pytest
from portfolio import Portfolio
from writing import LETTERHEAD, furnish, letterhead

from app.domain.scripts import Audience
from app.services import cases
from app.services.script_book import spoken

AGENCYS, CREDITORS = LETTERHEAD["agency_phone"], "95000"


def said(desk: Portfolio, audience: Audience) -> str:
    panel = cases.panel(desk.context, desk.words, desk.case)
    return "\n".join(spoken(desk.context, desk.words, panel, audience, None).lines)


@pytest.mark.parametrize(
    ("agencys", "named"), [(AGENCYS, AGENCYS), ("", CREDITORS)], ids=["the agency's own", "the creditor's"]
)
@pytest.mark.parametrize("audience", [Audience.UNVERIFIED, Audience.THIRD_PERSON, Audience.DEBTOR])
def test_who_should_call_back_is_told_a_number(
    portfolio: Portfolio, audience: Audience, agencys: str, named: str
) -> None:
    furnish(portfolio)
    letterhead(portfolio, portfolio.ids["bank"], {"agency_phone": agencys, "contact_phone": CREDITORS})
    assert named in said(portfolio, audience)


def test_the_debtor_hears_where_to_complain(portfolio: Portfolio) -> None:
    furnish(portfolio)
    assert LETTERHEAD["complaint_lines"].splitlines()[0] in said(portfolio, Audience.DEBTOR)
