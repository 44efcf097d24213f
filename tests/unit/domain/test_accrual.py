"""Interest and late fees of an own book. Sources and workings stand in the table."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import facts as f
from app.domain.accrual import NO_FACT, accrued_ledger, estimate
from app.domain.allocation import CHINESE_DEFAULT, AllocationRule
from app.domain.contract import Contract, LateFee, described, parse, toml_of
from app.domain.errors import AppError
from app.domain.explanation import explained
from app.domain.ledger import Ledger, ledger
from app.system.paths import resource
from tests.unit.domain.tables import examples, title
from tests.unit.histories import CARD, LOAN, Told, at, day

PRINCIPAL_FIRST = AllocationRule(0, CHINESE_DEFAULT.late, CHINESE_DEFAULT.late)
RATES = 'daily_rates = [{from = 2017-01-01, rate = "0.0005"}]\n'
PLAIN = parse(RATES)


def told_by(example: dict[str, Any]) -> Told:
    told = Told()
    placed = dict(example["placed"])
    told.placed(on=str(placed.pop("on")), due=None, **placed)
    paid: list[f.Fact] = []
    for kind, on, minor, component in example.get("events", []):
        when = at(on, "12:00")
        if kind == "payment":
            paid.append(told.paid(minor, str(on), currency=example.get("currency", "CNY")))
        elif kind == "reversal":
            told.add(f.Reversal(paid[minor].uid, on, "bounced"), when)
        elif kind == "charge":
            told.add(f.Charge(CARD, component, minor, "CNY", on), when)
        elif kind == "snapshot":
            told.snapshot(on=str(on), due=None, **{component: minor})
        else:
            told.add(f.Recall(CARD, on), when)
    return told


def owed(found: Ledger, account: bytes = CARD) -> dict[str, int]:
    (held,) = [held for held in found.accounts if held.account_id == account]
    return {name: minor for name, minor in held.parts.items() if minor}


@pytest.mark.parametrize("example", examples("accrual"), ids=title)
def test_worked_examples(example: dict[str, Any]) -> None:
    rule = PRINCIPAL_FIRST if example.get("allocation") == "principal first" else CHINESE_DEFAULT
    facts = told_by(example).case().facts
    found = accrued_ledger(facts, rule, example["until"], {CARD: parse(example["contract"])})
    assert owed(found) == example["owed"]


def card(on: str = "2026-03-01", **parts: int) -> Told:
    told = Told()
    told.placed(on=on, due="2026-03-01", **(parts or {"purchase": 1_000_000}))
    return told


def test_a_bill_is_asked_for_with_or_without_a_late_fee() -> None:
    """10 % of 10,000.00 and the interest of 4 days, 20.00; 300.00 paid since."""
    contract = parse(RATES + 'cycle_day = 5\nminimum = {purchase = "0.10"}')
    told = card()
    told.paid(30_000, "2026-03-10")
    bills = explained(told.facts, CHINESE_DEFAULT, day("2026-03-20"), {CARD: contract}).bills
    assert (bills[CARD].minimum_minor, bills[CARD].paid_minor) == (102_000, 30_000)
    assert bills[CARD].due_on == day("2026-03-25")
    late = explained(told.facts, CHINESE_DEFAULT, day("2026-03-26"), {CARD: contract})
    assert (late.bills, late.ledger.accounts[0].parts["late_fee"]) == ({}, 0)
    assert explained(told.facts, CHINESE_DEFAULT, day("2026-03-20"), {CARD: PLAIN}).bills == {}


def test_without_a_contract_nothing_runs() -> None:
    told = card()
    found = accrued_ledger(told.facts, CHINESE_DEFAULT, day("2026-06-01"), {})
    assert found == ledger(told.facts, CHINESE_DEFAULT, day("2026-06-01"))


def test_a_running_book_moves_again_tomorrow_and_a_paid_one_does_not() -> None:
    told = card()
    contracts = {CARD: PLAIN}
    assert accrued_ledger(told.facts, CHINESE_DEFAULT, day("2026-03-02"), contracts).moves_on == day(
        "2026-03-03"
    )
    told.paid(1_000_500, "2026-03-02")
    found = accrued_ledger(told.facts, CHINESE_DEFAULT, day("2026-03-02"), contracts)
    assert (owed(found), found.moves_on) == ({}, None)


def test_interest_alone_that_is_compounded_moves_again_tomorrow() -> None:
    told = card(interest=100_000)
    found = accrued_ledger(told.facts, CHINESE_DEFAULT, day("2026-03-10"), {CARD: FULL})
    assert found.moves_on == day("2026-03-11")


def test_what_ran_is_a_posting_without_a_fact() -> None:
    (posting,) = accrued_ledger(card().facts, CHINESE_DEFAULT, day("2026-03-11"), {CARD: PLAIN}).postings
    assert (posting.fact, posting.kind, posting.parts) == (NO_FACT, "accrual", {"interest": 5_000})
    assert (posting.posted_on, posting.dpd) == (day("2026-03-11"), 10)


def test_a_payment_finds_the_interest_that_ran_up_to_its_day() -> None:
    told = card()
    told.paid(5_000, "2026-03-11")
    found = accrued_ledger(told.facts, CHINESE_DEFAULT, day("2026-03-11"), {CARD: PLAIN})
    assert owed(found) == {"purchase": 1_000_000}


def test_two_accounts_run_side_by_side_each_by_its_own_contract() -> None:
    told = card()
    told.placed(LOAN, on="2026-03-05", due="2026-03-05", instalment=1_000_000)
    contracts = {CARD: PLAIN, LOAN: replace(PLAIN.at_rate(Decimal("0.0001")), cycle_day=10)}
    told.paid(7_000, "2026-03-21", CARD)
    found = accrued_ledger(told.facts, CHINESE_DEFAULT, day("2026-03-25"), contracts)
    assert owed(found) == {"purchase": 1_000_000, "interest": 5_000}
    assert owed(found, LOAN) == {"instalment": 1_000_000, "interest": 2_000}


def test_a_loan_placed_again_runs_again() -> None:
    told = card()
    told.add(f.Closing(CARD, day("2026-03-11"), "sold"), at("2026-03-11"))
    told.placed(on="2026-04-01", due="2026-03-01", purchase=2_000_000)
    found = accrued_ledger(told.facts, CHINESE_DEFAULT, day("2026-04-03"), {CARD: PLAIN})
    assert owed(found) == {"purchase": 2_000_000, "interest": 2_000}


FULL = parse(resource("contracts", "cn_card.toml").read_text(encoding="utf-8"))
"""Every part of a contract at once."""


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 300), st.sampled_from(("payment", "charge", "waiver")), st.integers(1, 400_000)
        ),
        max_size=12,
    ),
    st.integers(1, 300),
)
def test_a_day_asked_for_in_between_changes_nothing_later(
    events: list[tuple[int, str, int]], asked: int
) -> None:
    """State depends on the days of the facts alone: not on their arrival, nor on when somebody looked."""
    told = card(purchase=1_234_567, cash=50_001)
    for days, kind, minor in events:
        on = day("2026-03-01") + timedelta(days=days)
        if kind == "payment":
            told.paid(minor, on.isoformat())
        elif kind == "charge":
            told.add(f.Charge(CARD, "purchase", minor, "CNY", on), at(on, "13:00"))
        else:
            told.add(
                f.Waiver(CARD, "interest", minor, "CNY", on, "hard", needs_approval=False), at(on, "14:00")
            )
    end = day("2026-03-01") + timedelta(days=300)
    looked = day("2026-03-01") + timedelta(days=asked)
    # A charge of nothing on a day makes the replay stop there, as asking for that day does.
    nothing = f.Charge(CARD, "cash", 0, "CNY", looked)
    stop = replace(told.facts[0], uid=b"stop", kind="charge", occurred_at=at(looked), body=nothing)
    plain = accrued_ledger(told.facts, CHINESE_DEFAULT, end, {CARD: FULL})
    stopped = accrued_ledger([stop, *reversed(told.facts)], CHINESE_DEFAULT, end, {CARD: FULL})
    assert owed(stopped) == owed(plain)
    assert stopped.unallocated_minor == plain.unallocated_minor
    assert min(plain.accounts[0].parts.values()) >= 0


def test_an_estimate_for_a_book_the_creditor_keeps_is_simple_interest_since_its_figures() -> None:
    (account,) = ledger(card().facts).accounts
    told = estimate(account, Decimal("0.0005"), ("purchase", "cash"), day("2026-03-31"))
    assert told is not None
    assert (told.minor, told.days, told.base_minor, told.component) == (15_000, 30, 1_000_000, "interest")
    assert estimate(account, Decimal("0.0005"), ("purchase",), day("2026-03-01")) is None
    assert estimate(account, Decimal("0.0005"), ("cash",), day("2026-03-31")) is None
    closed = replace(account, is_open=False)
    assert estimate(closed, Decimal("0.0005"), ("purchase",), day("2026-03-31")) is None


def test_the_shipped_contract_is_the_usual_one() -> None:
    assert FULL.rate_on(day("2026-11-22")) == Decimal("0.0005")
    assert (FULL.bases, FULL.is_compounded) == (("cash", "purchase"), True)
    assert FULL.late_fee is not None
    assert [FULL.late_fee.of(unpaid) for unpaid in (-1, 0, 1, 100_000, 10**9)] == [0, 0, 1_000, 5_000, 50_000]


def test_a_contract_is_told_as_it_was_written() -> None:
    told = described(FULL)
    assert (told["daily_rates"], told["late_fee"]["cap_minor"]) == (
        [{"from": "2017-01-01", "rate": "0.0005"}],
        50_000,
    )
    assert described(PLAIN)["late_fee"] is None


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"minimum": {}},
        {"late_fee": None},
        {"late_fee": LateFee(Decimal("0.05"), 1_000, None, 3)},
        {"late_fee": LateFee(Decimal("0.0000001"))},
        {"bases": ("cash",), "is_compounded": False, "cycle_day": 31, "due_days": 27, "late_fee": None},
    ],
    ids=["as shipped", "no minimum", "no late fee", "no cap", "a small rate", "another card"],
)
def test_a_contract_is_written_as_it_is_read(change: dict[str, Any]) -> None:
    contract = replace(FULL, **change)
    assert parse(toml_of(contract)) == contract


@pytest.mark.parametrize(
    ("text", "code", "entry"),
    [
        ("not toml", "contract_not_toml", None),
        ("", "data_missing", "daily_rates"),
        ("daily_rates = []", "data_value", "daily_rates"),
        ('daily_rates = [{from = 2017-01-01, rate = "-1"}]', "data_value", "daily_rates[0].rate"),
        (RATES.replace("]", ', {from = 2017-01-01, rate = "0"}]'), "data_value", "daily_rates"),
        (RATES + 'bases = ["late_fee"]', "data_value", "bases"),
        (RATES + 'bases = ["cash", "cash"]', "data_value", "bases"),
        (RATES + "cycle_day = 0", "data_value", "cycle_day"),
        (RATES + "cycle_day = 32", "data_value", "cycle_day"),
        (RATES + "due_days = -1", "data_value", "due_days"),
        (RATES + "due_days = 28", "data_value", "due_days"),
        (RATES + 'due_days = 25\nlate_fee = {rate = "0.05", grace_days = 3}', "data_value", "due_days"),
        (RATES + 'minimum = {interest = "1"}', "data_value", "minimum"),
        (
            RATES + 'late_fee = {rate = "0.05", floor_minor = 2, cap_minor = 1}',
            "data_value",
            "late_fee.cap_minor",
        ),
        (RATES + "surprise = 1", "data_unknown", "surprise"),
    ],
)
def test_a_contract_that_is_wrong_names_the_entry(text: str, code: str, entry: str | None) -> None:
    with pytest.raises(AppError) as refused:
        parse(text)
    assert (refused.value.code, refused.value.params.get("entry")) == (code, entry)


def test_what_is_left_out_of_a_contract() -> None:
    assert parse(RATES) == Contract(PLAIN.rates)
    assert parse(RATES + "minimum = {}").minimum == {}
    assert tomllib.loads(RATES)["daily_rates"][0]["from"] == date(2017, 1, 1)
