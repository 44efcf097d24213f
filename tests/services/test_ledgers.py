"""What was owed on a day and why, as services and command line tell it; the terms a creditor chooses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, fairdue
from portfolio import Portfolio

from app.domain.allocation import INTEREST_AND_FEES, PRINCIPAL, AllocationRule, order_toml
from app.domain.errors import AppError, NotFound, RuleViolation
from app.domain.promises import PromiseState
from app.domain.weeks import Week
from app.models import creditors as store
from app.services import (
    adjustments,
    cases,
    commitment_lists,
    ledgers,
    money_terms,
    payments,
    promises,
    states,
    weeks,
)
from app.services.adjustments import Adjust
from app.services.commitment_lists import PromiseList
from app.services.given import PromiseGiven
from app.services.ledger_words import percent
from app.services.ledgers import cost_line
from app.services.money_terms import Lenience, MoneyTerms, SetMoneyTerms
from app.services.payments import PaymentGiven, RecordPayment, ReversePayment
from app.services.promises import MakePromise
from app.services.words import Words
from app.system.paths import resource

OWED = 1_580_000
CONTRACT = """
daily_rates = [{from = 2017-01-01, rate = "0.0005"}]
cycle_day = 5
[minimum]
purchase = "0.10"
[late_fee]
rate = "0.05"
"""


def english(portfolio: Portfolio) -> Words:
    words = portfolio.words
    return Words("en", words.rules, words.now, words.zone)


def creditor_of(portfolio: Portfolio) -> bytes:
    with portfolio.context.db.read() as connection:
        row = connection.exec_driver_sql("SELECT creditor_id FROM case_file WHERE id = ?", (portfolio.case,))
        found: bytes = row.scalar_one()
        return found


def own_book(portfolio: Portfolio) -> bytes:
    """The creditor of the case keeps its own book with us."""
    creditor = creditor_of(portfolio)
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql("UPDATE creditor SET kind = 'own_book' WHERE id = ?", (creditor,))
    return creditor


def put(portfolio: Portfolio, creditor: bytes, **terms: Any) -> MoneyTerms:
    return money_terms.put(portfolio.context, SetMoneyTerms(portfolio.act(), creditor, **terms))[0]


def pay(portfolio: Portfolio, minor: int, on: date) -> payments.Booked:
    command = RecordPayment(portfolio.act(), portfolio.case, PaymentGiven(minor, on))
    return payments.record(portfolio.context, command)[0]


def test_every_movement_is_told_with_how_it_was_applied(portfolio: Portfolio) -> None:
    paid = pay(portfolio, 100_000, date(2026, 11, 16))
    payments.reverse(portfolio.context, ReversePayment(portfolio.act(), portfolio.case, paid.fact, "bounced"))
    told = ledgers.explain(portfolio.context, portfolio.words, portfolio.case)
    assert [(line.title, line.detail, line.balance_minor) for line in told.lines] == [
        ("委托余额", "消费本金 10,000.00、利息 600.00、违约金 200.00", 1_080_000),
        ("委托余额", "消费本金 5,000.00", 1_580_000),
        ("还款", "消费本金 200.00、利息 600.00、违约金 200.00", 1_480_000),
        ("还款冲回", "消费本金 200.00、利息 600.00、违约金 200.00", 1_580_000),
    ]
    assert told.owed_minor == {"CNY": 1_580_000}
    assert told.allocation.startswith("信用卡")
    assert told.restarts == ()  # the payment was taken back
    assert ledgers.explain(portfolio.context, english(portfolio), portfolio.case).lines[2].detail == (
        "purchases 200.00, interest 600.00, late fee 200.00"
    )


def test_a_day_in_the_past_and_none_ahead(portfolio: Portfolio) -> None:
    pay(portfolio, 100_000, date(2026, 11, 16))
    told = ledgers.explain(portfolio.context, portfolio.words, portfolio.case, date(2026, 11, 15))
    assert told.owed_minor == {"CNY": 1_580_000}
    assert [(restart.on.isoformat(), restart.by) for restart in told.restarts] == [("2026-11-16", "payment")]
    assert len(told.lines) == 2
    with pytest.raises(RuleViolation, match="date_future"):
        ledgers.explain(portfolio.context, portfolio.words, portfolio.case, date(2026, 11, 17))
    with pytest.raises(NotFound, match="case_missing"):
        ledgers.explain(portfolio.context, portfolio.words, bytes(16))


def test_for_a_book_the_creditor_keeps_interest_is_an_estimate_and_never_owed(portfolio: Portfolio) -> None:
    """10,000.00 x 0.05 % (the usual rate of the pack) x 30 days since 17 October."""
    told = ledgers.explain(portfolio.context, portfolio.words, portfolio.case)
    card = next(account for account in told.accounts if account.id == portfolio.ids["card"])
    assert card.estimate is not None
    assert (card.estimate.minor, card.estimate.days) == (15_000, 30)
    assert (card.balance.total_minor, told.is_own_book) == (1_080_000, False)


def test_the_yearly_cost_is_warned_of_above_the_line_of_its_lender(portfolio: Portfolio) -> None:
    """A late fee of 250.00 on 10,000.00 in 30 days: 1.025 ** (365 / 30) - 1 = 35.04 %."""
    told = ledgers.explain(portfolio.context, portfolio.words, portfolio.case)
    assert {account.cost and account.cost.rate for account in told.accounts} == {Decimal(0)}
    adjust = Adjust(portfolio.act(), portfolio.case, "charge", portfolio.ids["card"], 25_000, "x", "late_fee")
    adjustments.adjust(portfolio.context, adjust)
    told = ledgers.explain(portfolio.context, portfolio.words, portfolio.case)
    card, loan = (next(a for a in told.accounts if a.id == portfolio.ids[name]) for name in ("card", "loan"))
    assert card.cost is not None
    assert (percent(card.cost.rate, 2), card.cost.limit, card.cost.is_above) == (
        "35.04%",
        Decimal("0.24"),
        True,
    )
    assert "22号" in card.cost.source
    assert card.cost.is_estimate
    assert loan.cost is not None
    assert (loan.cost.rate, loan.cost.is_above) == (0, False)
    young = ledgers.explain(portfolio.context, portfolio.words, portfolio.case, date(2026, 11, 15))
    assert [account.cost for account in young.accounts] == [None, None], "29 days say nothing of a year"
    pack = portfolio.context.packs["cn"]
    assert [getattr(cost_line(pack, lender), "name", None) for lender in ("micro_loan", "private")] == [
        "all_in_micro_loan",
        None,
    ]
    cost = ledgers._cost(
        pack,
        ledgers.explained_book(portfolio.desk().case, portfolio.context.rules, told.on),
        card.balance,
        "private",
        portfolio.words,
        told.on,
        is_estimate=True,
    )
    assert cost is not None
    assert (cost.limit, cost.source, cost.is_above) == (None, "", False)


def test_an_own_book_accrues_by_its_contract_and_the_queue_knows(portfolio: Portfolio) -> None:
    creditor = own_book(portfolio)
    assert put(portfolio, creditor, contract=CONTRACT).contract is not None
    told = ledgers.explain(portfolio.context, english(portfolio), portfolio.case)
    # 17 October to 16 November: 30 days. Card 10,000.00 and loan 5,000.00 at 0.05 %.
    assert (told.is_own_book, told.owed_minor) == (True, {"CNY": 1_580_000 + 15_000 + 7_500})
    assert portfolio.state()["balance_minor"] == 1_602_500
    card = [
        line for line in told.lines if line.account_id == portfolio.ids["card"] and line.kind == "interest"
    ]
    assert [(line.on.isoformat(), line.change_minor, line.detail) for line in card] == [
        ("2026-11-05", 9_500, "10,000.00 × 0.05% × 19 days (2026-10-17 to 2026-11-04)"),
        ("2026-11-16", 5_500, "10,000.00 × 0.05% × 11 days (2026-11-05 to 2026-11-15)"),
    ]
    assert told.accounts[0].estimate is None
    asked = next(account.bill for account in told.accounts if account.id == portfolio.ids["card"])
    assert asked is not None
    assert (asked.minimum_minor, asked.due_on) == (189_500, date(2026, 11, 25))
    owed = cases.panel(portfolio.context, portfolio.words, portfolio.case).owed
    assert (owed.total_minor, owed.as_of) == (1_602_500, date(2026, 11, 16))
    portfolio.go("09:00", 17)  # a day later the cached state has grown by itself
    assert portfolio.state()["balance_minor"] == 1_602_500 + 750
    states.rebuild(portfolio.context)
    assert portfolio.state()["balance_minor"] == 1_602_500 + 750


def week_balances(portfolio: Portfolio) -> dict[str, int]:
    """What the case owed at the end of the weeks before 16 November, as the weekly report counts it."""
    weeks.fill(portfolio.context, weeks.needed(Week.of(date(2026, 11, 10)), date(2026, 11, 16)))
    with portfolio.context.db.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT w.week_on, w.balance_minor FROM case_week AS w JOIN case_file AS c ON c.no = w.case_no "
            "WHERE c.id = ? ORDER BY w.week_on",
            (portfolio.case,),
        ).all()
    return {row[0]: row[1] for row in rows}


def test_past_weeks_of_an_own_book_are_counted_with_what_ran(portfolio: Portfolio) -> None:
    assert set(week_balances(portfolio).values()) == {OWED}
    put(portfolio, own_book(portfolio), contract=CONTRACT)
    counted = week_balances(portfolio)
    assert counted
    for on, balance in counted.items():
        told = ledgers.explain(portfolio.context, portfolio.words, portfolio.case, date.fromisoformat(on))
        assert told.owed_minor == {"CNY": balance}
    assert min(counted.values()) > OWED


def test_an_account_may_bear_a_rate_of_its_own(portfolio: Portfolio) -> None:
    """The loan at 0.01 %: 5,000.00 x 0.01 % x 30 = 15.00."""
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql(
            "UPDATE account SET daily_rate = '0.0001' WHERE id = ?", (portfolio.ids["loan"],)
        )
    put(portfolio, own_book(portfolio), contract=CONTRACT)
    assert portfolio.state()["balance_minor"] == OWED + 15_000 + 1_500
    # Sunday 1 November, 15 days after the figures: card 75.00, loan 7.50.
    assert week_balances(portfolio)["2026-11-01"] == OWED + 7_500 + 750


def test_late_fees_are_told_with_what_was_asked_for_in_vain(portfolio: Portfolio) -> None:
    put(portfolio, own_book(portfolio), contract=CONTRACT)
    portfolio.go("09:00", 26)  # bill of 5 November, due on the 25th
    for words in (english(portfolio), portfolio.words):
        told = ledgers.explain(portfolio.context, words, portfolio.case)
        fee = next(
            line
            for line in told.lines
            if line.kind == "late_fee" and line.account_id == portfolio.ids["card"]
        )
        # 10 % of 10,000.00, interest 600.00 + 95.00, late fee 200.00: 1,895.00; 5 % is 94.75.
        assert fee.change_minor == 9_475
        assert "1,895.00" in fee.detail


def test_a_chosen_order_of_allocation_holds_at_once(portfolio: Portfolio) -> None:
    creditor = creditor_of(portfolio)
    assert put(portfolio, creditor, allocation="principal_first").allocation == "principal_first"
    told = ledgers.explain(portfolio.context, portfolio.words, portfolio.case)
    assert told.allocation == "先本金后息费(协商一致时)"
    shown = payments.preview(
        portfolio.context.rules, portfolio.desk(), PaymentGiven(100_000, date(2026, 11, 16))
    )
    assert shown[0].parts == {"purchase": -100_000}
    assert pay(portfolio, 100_000, date(2026, 11, 16)).postings[0].parts == {"purchase": -100_000}
    chain = portfolio.chain()
    put(portfolio, creditor, allocation="principal_first")  # as it was: nothing is added
    assert portfolio.chain() == chain
    assert put(portfolio, creditor, allocation="").allocation is None


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"allocation": "as I like"}, "allocation_unknown"),
        ({"contract": CONTRACT}, "contract_not_own_book"),
        ({"contract": "rates?"}, "contract_not_toml"),
        ({"contract": "cycle_day = 5"}, "data_missing"),
    ],
)
def test_terms_that_are_wrong_change_nothing(portfolio: Portfolio, terms: dict[str, str], code: str) -> None:
    before = portfolio.chain(), portfolio.states()
    with pytest.raises(AppError, match=code):
        put(portfolio, creditor_of(portfolio), **terms)
    assert (portfolio.chain(), portfolio.states()) == before


def test_an_unknown_creditor_has_no_terms(portfolio: Portfolio) -> None:
    with pytest.raises(NotFound, match="creditor_unknown"):
        put(portfolio, bytes(16), allocation="us_card")
    with pytest.raises(NotFound, match="creditor_unknown"):
        money_terms.of_creditor(portfolio.context, "Nobody")


@pytest.mark.parametrize(
    ("share", "places", "text"),
    [("0.0005", None, "0.05%"), ("1", None, "100%"), ("0.10", None, "10%"), ("0.236512", 2, "23.65%")],
)
def test_rates_in_words(share: str, places: int | None, text: str) -> None:
    assert percent(Decimal(share), places) == text


Run = Callable[..., Ran]


@pytest.fixture
def run(closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Run:
    home = shutil.copytree(closed_store[0], tmp_path / "free")

    def command(*words: str, json: bool = True) -> Ran:
        more = ["--json"] if json else []
        return fairdue("ledger", *words, "--home", str(home), "--now", "2026-11-16T09:00+08:00", *more)

    return command


def test_the_command_line_explains_a_day(run: Run) -> None:
    told = run("explain", "1", "--on", "2026-11-15").answer
    assert (told["on"], told["own_book"], told["owed_minor"]) == ("2026-11-15", False, {"CNY": 1_580_000})
    assert sum(line["change_minor"] for line in told["lines"]) == told["owed_minor"]["CNY"]
    first = told["lines"][0]
    assert first["parts"] == {"purchase": 1_000_000, "interest": 60_000, "late_fee": 20_000}
    assert (first["kind"], first["text"], first["dpd"]) == ("placed", "balance placed", 46)
    (card, loan) = sorted(told["accounts"], key=lambda account: -account["balance_minor"])
    assert card["estimate"]["interest_minor"] == 14_500
    assert (card["all_in"], loan["all_in"]) == (None, None)
    assert "365" in told["all_in_definition"]
    assert (told["limitation_on"], told["limitation_restarts"]) == ("2029-09-01", [])
    spoken = run("explain", "1", json=False).out
    assert "15,800.00 CNY" in spoken
    assert "estimate, not owed" in spoken
    assert "all-in yearly cost" in spoken
    assert run("explain", "1").answer["accounts"][0]["all_in"]["yearly_rate"] == "0.000000"


def test_the_command_line_refuses_in_sentences(run: Run) -> None:
    assert run("explain").sentence == run("explain", "99").sentence
    assert "lies ahead" in run("explain", "1", "--on", "2027-01-01").sentence
    assert run("terms").sentence


def test_the_command_line_sets_terms(run: Run, tmp_path: Path) -> None:
    name = "东海银行"
    shown = run("terms", "--creditor", name, "--allocation", "us_card").answer
    assert (shown["allocation"], shown["contract"]) == ("us_card", None)
    assert set(shown["presets"]) >= {"cn_card", "cn_civil_code", "us_card", "uk_card"}
    assert "us_card" in run("terms", "--creditor", name, json=False).out
    lenient = run("terms", "--creditor", name, "--tolerance", "5", "--grace", "3").answer
    assert (lenient["tolerance_minor"], lenient["grace_days"], lenient["allocation"]) == (500, 3, "us_card")
    usual = run("terms", "--creditor", name, "--grace", "").answer
    assert (usual["tolerance_minor"], usual["grace_days"]) == (500, shown["grace_days"])
    assert "31" in run("terms", "--creditor", name, "--grace", "32").sentence
    contract = tmp_path / "contract.toml"
    assert run("terms", "--creditor", name, "--contract", str(contract)).sentence
    contract.write_bytes(b"\xff\xfe")
    assert run("terms", "--creditor", name, "--contract", str(contract)).sentence
    contract.write_text(resource("contracts", "cn_card.toml").read_text("utf-8"), "utf-8")
    assert "keeps its own books" in run("terms", "--creditor", name, "--contract", str(contract)).sentence


def test_a_creditor_judges_promises_by_numbers_of_its_own(portfolio: Portfolio) -> None:
    """Two days late and 5.00 short: broken by the pack, kept by the creditor that allows for both."""
    creditor = creditor_of(portfolio)
    given = PromiseGiven(200_000, date(2026, 11, 20))
    promises.promise(portfolio.context, MakePromise(portfolio.act(), portfolio.case, given))
    portfolio.go("10:00", 22)
    assert portfolio.state()["reason"] == "promise_broken"
    with portfolio.context.db.read() as connection:
        name = store.get(connection, creditor)["name"]  # type: ignore[index]
    terms = money_terms.of_creditor(portfolio.context, name)
    assert terms.lenience == Lenience()
    assert terms.judged_by.grace_days == portfolio.context.rules.terms_of("cn").grace_days
    kept = put(portfolio, creditor, lenience=Lenience(500, 3))
    assert (kept.lenience, kept.judged_by) == (Lenience(500, 3), Lenience(500, 3))
    assert portfolio.state()["reason"] != "promise_broken"  # at once
    pay(portfolio, 199_500, date(2026, 11, 22))
    listed = commitment_lists.promises(portfolio.context, PromiseList.KEPT)
    assert [row.state for row in listed.rows] == [PromiseState.KEPT]
    put(portfolio, creditor, lenience=Lenience(500, 3))  # nothing new
    half = put(portfolio, creditor, lenience=Lenience(None, 0))
    assert half.judged_by == Lenience(terms.judged_by.tolerance_minor, 0)
    for wrong, code in ((Lenience(-1, 0), "tolerance_wrong"), (Lenience(0, 32), "grace_too_long")):
        with pytest.raises(RuleViolation, match=code):
            put(portfolio, creditor, lenience=wrong)
    told = money_terms.history(portfolio.context, creditor)
    assert [(change.name, change.old, change.new) for change in told] == [
        ("grace_days", "3", "0"),
        ("tolerance_minor", "500", None),
        ("grace_days", None, "3"),
        ("tolerance_minor", None, "500"),
    ]
    assert all(change.who for change in told)


def test_an_order_of_its_own_is_kept_used_and_told(portfolio: Portfolio) -> None:
    creditor = creditor_of(portfolio)
    own = AllocationRule(
        61, (*PRINCIPAL, *INTEREST_AND_FEES), ("legal_cost", *PRINCIPAL, *INTEREST_AND_FEES[:-1])
    )
    terms = put(portfolio, creditor, allocation=order_toml(own))
    assert terms.rule == own
    pay(portfolio, 100_000, date(2026, 11, 16))
    told = ledgers.explain(portfolio.context, portfolio.words, portfolio.case)
    assert told.lines[-1].detail == "消费本金 1,000.00"
    assert told.allocation.startswith("取现本金、消费本金、分期本金、利息")
    assert "61" in told.allocation
    english_told = ledgers.explain(portfolio.context, english(portfolio), portfolio.case)
    assert english_told.allocation.endswith(
        "from 61 days legal cost, cash, purchases, instalment principal, "
        "interest, compound interest, late fee, service fee"
    )
    assert (
        put(portfolio, creditor, allocation=order_toml(replace(own, late=own.early))).rule.late == own.early
    )
    for wrong, code in (
        ("steps = [", "order_not_toml"),
        ("steps = 3", "data_"),
        ('steps = [{from_dpd=0, order=["cash"]}]', "data_"),
    ):
        with pytest.raises(AppError, match=code):
            put(portfolio, creditor, allocation=wrong)
