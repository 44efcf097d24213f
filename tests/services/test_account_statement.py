"""The statement of account: rows that follow from the postings, in the letter and by themselves."""

from __future__ import annotations

from datetime import date, timedelta

from portfolio import Portfolio
from writing import furnish

from app.domain import facts as f
from app.domain.allocation import CHINESE_DEFAULT
from app.domain.casefile import Account
from app.domain.explanation import explained
from app.services import payments
from app.services.account_statement import StatementRow, statement
from app.services.letters.drafting import DraftLetter, draft
from app.services.payments import PaymentGiven, RecordPayment
from tests.unit.histories import CARD, LOAN, Told, at, day

CARDS = {CARD: Account(CARD, "6222000000004417", "card", "CNY"), LOAN: Account(LOAN, "880012", "loan", "CNY")}


def rows(
    told: Told, until: str, language: str = "zh", spoken: tuple[bytes, ...] = (CARD, LOAN)
) -> list[StatementRow]:
    found = explained(told.case().facts, CHINESE_DEFAULT, day(until))
    return list(statement(found, CARDS, spoken, language))


def two_accounts() -> Told:
    told = Told()
    told.placed(CARD, on="2026-06-01", due="2026-05-01", purchase=10_000, interest=500)
    told.placed(LOAN, on="2026-06-01", due="2026-05-20", instalment=20_000)
    return told


def test_a_payment_over_two_accounts_is_one_row_that_names_both() -> None:
    told = two_accounts()
    told.paid(12_000, "2026-06-10")
    last = rows(told, "2026-06-10")[-1]
    assert (last.paid_minor, last.charge_minor, last.balance_minor) == (12_000, 0, 18_500)
    assert last.text == "还款：4417 消费本金 100.00、利息 5.00；0012 分期本金 15.00"
    english = rows(told, "2026-06-10", "en")[-1]
    assert english.text == "payment: 4417 purchases 100.00, interest 5.00; 0012 instalment principal 15.00"


def test_two_movements_of_a_kind_stay_two_rows() -> None:
    told = two_accounts()
    told.paid(300, "2026-06-10")
    told.paid(200, "2026-06-10")
    assert [row.paid_minor for row in rows(told, "2026-06-10")[2:]] == [300, 200]


def test_what_concerns_other_accounts_is_left_out_and_the_balance_follows() -> None:
    told = two_accounts()
    told.paid(12_000, "2026-06-10")
    (placed, paid) = rows(told, "2026-06-10", spoken=(LOAN,))
    assert (placed.balance_minor, paid.paid_minor, paid.balance_minor) == (20_000, 1_500, 18_500)


def test_money_beyond_what_is_owed_is_said() -> None:
    told = two_accounts()
    told.paid(31_000, "2026-06-10")
    assert rows(told, "2026-06-10")[-1].detail.endswith("；另有 5.00 未能入账")
    assert rows(told, "2026-06-10", "en")[-1].detail.endswith("; 5.00 fitted no account")


def test_what_changes_nothing_is_no_row() -> None:
    told = two_accounts()
    told.add(
        f.Waiver(CARD, "cash", 500, "CNY", day("2026-06-05"), "none owed", needs_approval=False),
        at("2026-06-05"),
    )
    told.add(f.Recall(LOAN, day("2026-06-06")), at("2026-06-06"))
    assert [row.title for row in rows(told, "2026-06-10")] == ["委托余额", "委托余额"]
    assert rows(told, "2026-06-10", "en")[0].text == "balance placed: 4417 purchases 100.00, interest 5.00"


def test_new_figures_say_what_rose_and_what_fell() -> None:
    told = two_accounts()
    told.snapshot(CARD, on="2026-06-20", due="2026-05-01", purchase=9_000, interest=800)
    last = rows(told, "2026-06-20")[-1]
    assert (last.text, last.paid_minor) == ("债权人更新余额：4417 消费本金 -10.00、利息 +3.00", 700)


def test_the_letter_says_how_each_payment_was_applied(portfolio: Portfolio) -> None:
    furnish(portfolio)
    given = PaymentGiven(100_000, date(2026, 11, 16))
    payments.record(portfolio.context, RecordPayment(portfolio.act(), portfolio.case, given))
    made = draft(portfolio.context, DraftLetter(portfolio.case, "statement"))
    (paid,) = [line for line in made.data.statement if line.paid_minor]
    assert "消费本金 200.00、利息 600.00、违约金 200.00" in paid.text
    assert [refusal.code for refusal in made.refusals] == []


def test_a_statement_of_many_rows_ends_with_what_is_owed() -> None:
    told = two_accounts()
    start = date(2026, 6, 2)
    for number in range(100):
        on = start + timedelta(days=number)
        told.add(f.Charge(CARD, "service_fee", 100 + number, "CNY", on), at(on, "10:00"))
        told.paid(90, on.isoformat())
    found = explained(told.case().facts, CHINESE_DEFAULT, day("2026-11-01"))
    made = statement(found, CARDS, (CARD, LOAN), "zh")
    assert len(made) == 202
    assert made[-1].balance_minor == sum(account.total_minor for account in found.ledger.accounts)
    assert sum(row.charge_minor - row.paid_minor for row in made) == made[-1].balance_minor
