"""What the assistant reads out for a case: the numbers to call are those on file, not gaps."""

from __future__ import annotations

from datetime import date

import pytest
from portfolio import Portfolio
from writing import LETTERHEAD, furnish, letterhead

from app.domain.scripts import Audience
from app.services import cases, contacts, payments, promises
from app.services.contacts import RecordContact
from app.services.given import PromiseGiven
from app.services.payments import PaymentGiven, RecordPayment
from app.services.promises import MakePromise
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


def promised(desk: Portfolio, minor: int, on: date) -> None:
    promises.promise(desk.context, MakePromise(desk.act(), desk.case, PromiseGiven(minor, on)))


def paid(desk: Portfolio, minor: int, on: date) -> None:
    payments.record(desk.context, RecordPayment(desk.act(), desk.case, PaymentGiven(minor, on)))


def test_only_a_broken_promise_in_sight_is_called_broken(portfolio: Portfolio) -> None:
    missed = "还没有看到全部到账"
    promised(portfolio, 50_000, date(2026, 11, 17))
    assert missed not in said(portfolio, Audience.DEBTOR)
    portfolio.go("09:00", 19)
    assert f"上次您说11月17日前还 500.00 元，我们{missed}" in said(portfolio, Audience.DEBTOR)
    promised(portfolio, 30_000, date(2026, 11, 20))
    assert missed not in said(portfolio, Audience.DEBTOR)
    paid(portfolio, 30_000, date(2026, 11, 19))
    portfolio.go("09:00", 23)
    assert missed not in said(portfolio, Audience.DEBTOR)


def test_news_tell_apart_what_was_not_paid_and_what_was_paid_in_part(portfolio: Portfolio) -> None:
    promised(portfolio, 50_000, date(2026, 11, 17))
    contacts.record(
        portfolio.context, RecordContact(portfolio.act(), portfolio.case, "NA", portfolio.ids["own"])
    )
    portfolio.go("09:00", 19)
    assert "承诺 500.00 元，11-17 到期未到账" in news(portfolio)
    paid(portfolio, 20_000, date(2026, 11, 17))
    assert "承诺 500.00 元，11-17 到期，只还了一部分" in news(portfolio)


def news(desk: Portfolio) -> tuple[str, ...]:
    return cases.panel(desk.context, desk.words, desk.case).news


def test_what_falls_due_today_is_only_reminded_of(portfolio: Portfolio) -> None:
    promised(portfolio, 50_000, date(2026, 11, 17))
    portfolio.go("09:00", 17)
    reminder = said(portfolio, Audience.DEBTOR)
    assert "约定今天还 500.00 元" in reminder
    assert "逾期" not in reminder
