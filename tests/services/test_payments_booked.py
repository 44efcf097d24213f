"""Payments by hand: allocation by days overdue, the limits of what may be entered, reversal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from portfolio import Broken, Portfolio, broken_in_the_middle

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Snapshot
from app.domain.terms import Tier
from app.services import acts, payments
from app.services.acts import Undo
from app.services.payments import PaymentGiven, RecordPayment, ReversePayment

GIVEN = PaymentGiven(100_000, date(2026, 11, 16), channel="银行转账", reference="T-1")


def pay(portfolio: Portfolio, **more: Any) -> payments.Booked:
    command = RecordPayment(portfolio.act(), portfolio.case, replace(GIVEN, **more))
    booked, _ = payments.record(portfolio.context, command)
    return booked


def test_early_payment_fills_interest_and_fees_first(portfolio: Portfolio) -> None:
    # The card is 76 days overdue: 2011 Measures art. 57, 1–90 days.
    booked = pay(portfolio)
    (posting,) = booked.postings
    assert posting.account_id == portfolio.ids["card"]
    assert posting.parts == {"interest": -60_000, "late_fee": -20_000, "purchase": -20_000}
    assert booked.balance_minor == 1_480_000


def test_late_payment_fills_principal_first(portfolio: Portfolio) -> None:
    portfolio.clock.now = portfolio.clock.now.replace(month=12, day=1)  # 91 days after 1 September
    booked = pay(portfolio, paid_on=date(2026, 12, 1))
    assert booked.postings[0].parts == {"purchase": -100_000}
    assert booked.postings[0].dpd == 91


def test_what_is_left_goes_to_the_next_account(portfolio: Portfolio) -> None:
    booked = pay(portfolio, amount_minor=1_100_000)
    assert [posting.account_id for posting in booked.postings] == [
        portfolio.ids["card"],
        portfolio.ids["loan"],
    ]
    assert sum(posting.total_minor for posting in booked.postings) == -1_100_000


def test_payment_for_a_named_account(portfolio: Portfolio) -> None:
    booked = pay(portfolio, account_id=portfolio.ids["loan"])
    assert booked.postings[0].account_id == portfolio.ids["loan"]


def test_preview_says_what_saving_does(portfolio: Portfolio) -> None:
    before = portfolio.chain()
    shown = payments.preview(portfolio.context.rules, portfolio.desk(), GIVEN)
    assert portfolio.chain() == before
    assert [posting.parts for posting in shown] == [posting.parts for posting in pay(portfolio).postings]


def test_everything_paid_closes_the_case(portfolio: Portfolio) -> None:
    pay(portfolio, amount_minor=1_580_000)
    assert (portfolio.state()["tier"], portfolio.state()["reason"]) == (Tier.CLOSED, "settled")


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"amount_minor": 0}, "payment_of_nothing", "amount_minor"),
        ({"amount_minor": -1}, "payment_of_nothing", "amount_minor"),
        ({"amount_minor": 1_580_001}, "payment_above_debt", "amount_minor"),
        ({"paid_on": date(2026, 11, 17)}, "payment_in_future", "paid_on"),
        ({"paid_on": date(2026, 10, 16)}, "payment_before_placement", "paid_on"),
        ({"reference": "T\u202e1"}, "text_control", "reference"),
        ({"channel": "x" * 100_000}, "text_too_long", "channel"),
    ],
)
def test_bad_input_is_refused_at_its_field(
    portfolio: Portfolio, more: dict[str, Any], code: str, field: str
) -> None:
    before = portfolio.chain()
    with pytest.raises(RuleViolation) as caught:
        pay(portfolio, **more)
    assert (caught.value.code, caught.value.field) == (code, field)
    with pytest.raises(RuleViolation, match=code):
        payments.preview(portfolio.context.rules, portfolio.desk(), replace(GIVEN, **more))
    assert portfolio.chain() == before


def test_more_than_one_account_owes_tells_what_it_owes(portfolio: Portfolio) -> None:
    with pytest.raises(RuleViolation, match="payment_above_debt") as caught:
        pay(portfolio, amount_minor=500_001, account_id=portfolio.ids["loan"])
    assert caught.value.params == {"owed_minor": 500_000}


def test_the_same_slip_twice_is_noticed(portfolio: Portfolio) -> None:
    first = pay(portfolio)
    with pytest.raises(RuleViolation, match="payment_repeated"):
        pay(portfolio)
    pay(portfolio, reference="T-2")
    payments.reverse(portfolio.context, ReversePayment(portfolio.act(), portfolio.case, first.fact, "错账"))
    pay(portfolio)


def test_reversal_restores_the_very_components(portfolio: Portfolio) -> None:
    before = portfolio.desk().state.ledger.accounts
    booked = pay(portfolio)
    command = ReversePayment(portfolio.act(), portfolio.case, booked.fact, "退票")
    reversed_, _ = payments.reverse(portfolio.context, command)
    assert reversed_.postings[0].parts == {"interest": 60_000, "late_fee": 20_000, "purchase": 20_000}
    assert portfolio.desk().state.ledger.accounts == before
    (row,) = payments.rows(portfolio.desk())
    assert (row.uid, row.is_reversed) == (booked.fact, True)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"why": " "}, "why_required"),
        ({"reversed_on": date(2026, 11, 17)}, "payment_in_future"),
        ({"reversed_on": date(2026, 11, 15)}, "reversal_before_payment"),
    ],
)
def test_bad_reversal(portfolio: Portfolio, more: dict[str, Any], code: str) -> None:
    booked = pay(portfolio)
    command = ReversePayment(portfolio.act(), portfolio.case, booked.fact, "退票")
    with pytest.raises(RuleViolation, match=code):
        payments.reverse(portfolio.context, replace(command, **more))
    payments.reverse(portfolio.context, command)
    with pytest.raises(RuleViolation, match="payment_already_reversed"):
        payments.reverse(portfolio.context, replace(command, act=portfolio.act()))
    with pytest.raises(NotFound, match="payment_missing"):
        payments.reverse(portfolio.context, replace(command, act=portfolio.act(), payment=portfolio.case))


def test_crash_and_repeat(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    command = RecordPayment(portfolio.act(), portfolio.case, GIVEN)
    before = portfolio.chain(), portfolio.states()
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        payments.record(portfolio.context, command)
    assert (portfolio.chain(), portfolio.states()) == before
    first = payments.record(portfolio.context, command)
    saved = portfolio.chain()
    assert payments.record(portfolio.context, command) == first
    back = ReversePayment(portfolio.act(), portfolio.case, first[0].fact, "退票")
    assert portfolio.chain() == saved
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        payments.reverse(portfolio.context, back)
    assert portfolio.chain() == saved
    assert payments.reverse(portfolio.context, back) == payments.reverse(portfolio.context, back)
    assert portfolio.chain()[0] == saved[0] + 1


def test_undo_of_a_payment(portfolio: Portfolio) -> None:
    before = portfolio.states()
    booked = pay(portfolio)
    acts.undo(portfolio.context, Undo(booked.act, portfolio.act()))
    assert portfolio.states() == before


def test_a_payment_for_an_account_of_another_currency_is_in_that_currency(portfolio: Portfolio) -> None:
    loan, context = portfolio.ids["loan"], portfolio.context
    figures = Snapshot(loan, date(2026, 11, 1), "JPY", 70_000, *(0,) * 7, date(2026, 10, 1), is_split=True)
    with context.db.write() as connection:
        connection.exec_driver_sql("UPDATE account SET currency = 'JPY' WHERE id = ?", (loan,))
        entry = acts.entry(context, figures, portfolio.case, portfolio.clock.now)
        acts.append(connection, context, portfolio.act(), [entry])
    pay(portfolio, amount_minor=30_000, account_id=loan)
    (kept,) = portfolio.desk().state.history.live_payments
    assert kept.body.currency == "JPY"
    held = {account.account_id: account for account in portfolio.desk().state.ledger.accounts}
    assert (held[loan].currency, held[loan].total_minor) == ("JPY", 40_000)
    assert portfolio.desk().state.ledger.unallocated_minor == 0
