"""What was owed on a day, line by line, and what holds of every sequence of postings."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given, note, settings
from hypothesis import strategies as st

from app.domain import facts as f
from app.domain.accrual import AccruingReplay
from app.domain.all_in_rate import Flow, yearly_cost
from app.domain.allocation import CHINESE_DEFAULT
from app.domain.contract import parse
from app.domain.explanation import EARLIER, UNALLOCATED, Explanation, Line, explained, flows
from app.domain.facts import Fact
from app.domain.ledger import ledger
from app.system.paths import resource
from tests.unit.histories import CARD, CASE, LOAN, Told, at, case_of, day
from tests.unit.random_histories import NOW, as_text, lines, told_by

PLAIN = parse('daily_rates = [{from = 2017-01-01, rate = "0.0005"}]')
FULL = parse(resource("contracts", "cn_card.toml").read_text(encoding="utf-8"))
EVERY = settings(max_examples=80, deadline=None)
MONEY = ("payment",) * 4 + ("reversal",) * 3 + (
    "placed", "snapshot", "debtor_wish", "hand_allocation", "charge", "correction", "waiver", "approval", "recall",
    "annulment",
)  # fmt: skip
TODAY = day("2026-11-20")


def why(told: Told, until: str) -> Explanation:
    return explained(told.case().facts, CHINESE_DEFAULT, day(until))


def brief(line: Line) -> tuple[str, str, dict[str, int], int]:
    return line.on.isoformat(), line.kind, dict(line.parts), line.balance_minor


def worked() -> Told:
    """A card at 90 and 91 days past due (art. 57), a payment that bounces, a waiver."""
    told = Told()
    told.placed(on="2026-06-01", due="2026-03-01", purchase=100_000, interest=5_000, late_fee=2_000)
    told.paid(6_000, "2026-05-30")  # before the figures and naming no account: it is kept apart
    bounced = told.paid(3_000, "2026-06-02")
    told.add(f.Charge(CARD, "legal_cost", 900, "CNY", day("2026-06-03")), at("2026-06-03"))
    told.add(f.Reversal(bounced.uid, day("2026-06-05"), "bounced"), at("2026-06-05"))
    told.add(
        f.Waiver(CARD, "late_fee", 5_000, "CNY", day("2026-06-06"), "hard", needs_approval=False),
        at("2026-06-06"),
    )
    return told


def test_every_cent_of_a_balance_stands_in_a_line() -> None:
    found = why(worked(), "2026-06-06")
    assert [brief(line) for line in found.lines] == [
        ("2026-05-30", UNALLOCATED, {}, 0),
        ("2026-06-01", "placed", {"purchase": 100_000, "interest": 5_000, "late_fee": 2_000}, 107_000),
        ("2026-06-02", "payment", {"purchase": -3_000}, 104_000),
        ("2026-06-03", "charge", {"legal_cost": 900}, 104_900),
        ("2026-06-05", "reversal", {"purchase": 3_000}, 107_900),
        ("2026-06-06", "waiver", {"late_fee": -2_000}, 105_900),
    ]
    assert (found.lines[0].unallocated_minor, found.lines[0].currency, found.lines[0].account_id) == (
        6_000,
        "CNY",
        None,
    )
    assert [line.dpd for line in found.lines[1:3]] == [92, 93]


def test_a_day_in_the_past_knows_nothing_of_later_days() -> None:
    early, late = why(worked(), "2026-06-02"), why(worked(), "2026-06-06")
    assert early.lines == late.lines[:3]
    assert early.ledger == ledger(worked().case().facts, until=day("2026-06-02"))


def test_money_that_fits_nowhere_leaves_as_it_came() -> None:
    told = Told()
    told.placed(on="2026-06-01", due="2026-03-01", purchase=1_000)
    payment = told.paid(500, "2026-06-02", currency="USD")
    told.add(f.Reversal(payment.uid, day("2026-06-03"), "wrong book"), at("2026-06-03"))
    found = why(told, "2026-06-04")
    assert [(line.kind, line.unallocated_minor, line.currency) for line in found.lines[1:]] == [
        (UNALLOCATED, 500, "USD"),
        (UNALLOCATED, -500, "USD"),
    ]


def test_money_beyond_two_accounts_is_told_once() -> None:
    told = Told()
    told.placed(CARD, on="2026-06-01", due="2026-03-01", purchase=1_000)
    told.placed(LOAN, on="2026-06-01", due="2026-04-01", instalment=2_000)
    told.paid(3_500, "2026-06-02")
    paid = why(told, "2026-06-02").lines[2:]
    assert [(line.change_minor, line.unallocated_minor) for line in paid] == [(-1_000, 500), (-2_000, 0)]


def test_what_ran_is_told_with_its_days_base_and_rate() -> None:
    told = Told()
    told.placed(on="2026-03-01", due="2026-03-01", purchase=1_000_000)
    told.paid(5_000, "2026-03-11")
    found = explained(told.facts, CHINESE_DEFAULT, day("2026-03-21"), {CARD: PLAIN})
    assert [brief(line) for line in found.lines[1:]] == [
        ("2026-03-11", "interest", {"interest": 5_000}, 1_005_000),
        ("2026-03-11", "payment", {"interest": -5_000}, 1_000_000),
        ("2026-03-21", "interest", {"interest": 5_000}, 1_005_000),
    ]
    ran = found.lines[1].accrual
    assert ran is not None
    assert (ran.days, ran.base_minor, ran.rate, ran.exact) == (
        10,
        1_000_000,
        Decimal("0.0005"),
        Decimal(5_000),
    )
    assert found.ledger.moves_on == day("2026-03-22")


def test_currencies_are_summed_apart() -> None:
    told = Told()
    told.placed(on="2026-06-01", due=None, purchase=1_000)
    yen = f.Placed(LOAN, day("2026-06-02"), "JPY", 700, 0, 0, 0, 0, 0, 0, 0, None, True)
    told.add(yen, at("2026-06-02"))
    told.paid(300, "2026-06-03", currency="JPY")
    assert [(line.currency, line.balance_minor) for line in why(told, "2026-06-04").lines] == [
        ("CNY", 1_000),
        ("JPY", 700),
        ("JPY", 400),
    ]


def test_the_money_of_an_account_as_the_lender_saw_it() -> None:
    told = Told()
    told.placed(on="2026-06-01", due="2026-03-01", purchase=10_000, interest=500)
    told.paid(2_000, "2026-07-01")  # day 122: principal first
    told.add(f.Charge(CARD, "cash", 1_000, "CNY", day("2026-08-01")), at("2026-08-01"))
    told.add(f.Charge(CARD, "late_fee", 50, "CNY", day("2026-08-02")), at("2026-08-02"))
    told.placed(LOAN, on="2026-08-03", due=None, instalment=77)
    found = why(told, "2026-09-01")
    assert flows(found, CARD, day("2026-09-01")) == [
        Flow(day("2026-06-01"), -10_000),
        Flow(day("2026-07-01"), 2_000),
        Flow(day("2026-08-01"), -1_000),
        Flow(day("2026-09-01"), 9_050),  # 9,550 owed, less the 500 that had run before
    ]
    assert flows(found, LOAN, day("2026-09-01"))[0] == Flow(day("2026-08-03"), -77)
    assert flows(found, b"unknown", day("2026-09-01")) == []


def test_what_had_run_before_the_figures_is_paid_first_and_costs_nothing() -> None:
    """Nothing was charged since: the cost is nothing, whatever was paid, waived or taken back."""
    told = Told()
    told.placed(on="2026-06-01", due="2026-05-20", purchase=10_000, interest=500, late_fee=300)
    told.paid(600, "2026-06-10")  # day 21: interest and fees first
    told.add(
        f.Waiver(CARD, "late_fee", 100, "CNY", day("2026-06-11"), "hard", needs_approval=False),
        at("2026-06-11"),
    )
    told.paid(2_000, "2026-06-12")
    found = why(told, "2026-09-01")
    assert flows(found, CARD, day("2026-09-01")) == [
        Flow(day("2026-06-01"), -10_000),
        Flow(day("2026-06-10"), 0),
        Flow(day("2026-06-12"), 1_900),
        Flow(day("2026-09-01"), 8_100),
    ]
    assert yearly_cost(flows(found, CARD, day("2026-09-01"))) == 0


def test_a_payment_before_the_first_figures_is_in_them() -> None:
    told = Told()
    told.paid(700, "2026-05-01", CARD)
    told.paid(900, "2026-05-02", LOAN)
    told.placed(on="2026-06-01", due=None, purchase=1_000)
    found = why(told, "2026-06-02")
    assert [(line.kind, line.unallocated_minor) for line in found.lines] == [
        (EARLIER, 700),
        (UNALLOCATED, 900),  # for an account that never came
        ("placed", -700),
    ]


def test_the_cost_of_a_debt_that_only_bears_interest_is_that_of_its_rate() -> None:
    """0.05 % a day without compounding over 365 days is 18.25 % a year."""
    told = Told()
    told.placed(on="2025-03-01", due=None, purchase=1_000_000)
    found = explained(told.facts, CHINESE_DEFAULT, day("2026-03-01"), {CARD: PLAIN})
    assert yearly_cost(flows(found, CARD, day("2026-03-01"))) == Decimal("0.182500")


@EVERY
@given(st.builds(told_by, lines(MONEY, 30)), st.booleans())
def test_no_cent_is_made_or_lost(facts: list[Fact], is_own_book: bool) -> None:
    note(as_text(facts))
    contracts = {CARD: FULL, LOAN: PLAIN} if is_own_book else {}
    case = case_of(facts, CASE)
    found = explained(case.facts, CHINESE_DEFAULT, TODAY, contracts)
    held: Counter[tuple[bytes | None, str]] = Counter()
    for line in found.lines:
        for name, part in line.parts.items():
            held[line.account_id, name] += part
    accounts = {(a.account_id, name): part for a in found.ledger.accounts for name, part in a.parts.items()}
    assert {key: part for key, part in held.items() if part} == {
        key: part for key, part in accounts.items() if part
    }
    assert min(accounts.values(), default=0) >= 0
    assert sum(line.unallocated_minor for line in found.lines) == found.ledger.unallocated_minor >= 0
    paid = {fact.uid: fact.body.amount_minor for fact in case.facts if fact.kind == "payment"}
    for uid, amount in paid.items():
        moved = [line for line in found.lines if line.fact is not None and line.fact.uid == uid]
        assert sum(line.unallocated_minor - line.change_minor for line in moved) in (
            {amount} if moved else {0}
        )
    if not is_own_book:
        assert found.ledger == ledger(case.facts, CHINESE_DEFAULT, TODAY)


@EVERY
@given(st.builds(told_by, lines(MONEY, 30)), st.integers(0, 2**32))
def test_the_order_of_arrival_changes_no_line(facts: list[Fact], seed: int) -> None:
    contracts = {CARD: FULL, LOAN: PLAIN}
    shuffled = Random(seed).sample(facts, len(facts))
    known, arrived = case_of(facts, CASE).facts, case_of(shuffled, CASE).facts
    assert explained(arrived, CHINESE_DEFAULT, TODAY, contracts) == explained(
        known, CHINESE_DEFAULT, TODAY, contracts
    )


@EVERY
@given(st.builds(told_by, lines(("payment", "charge", "waiver", "correction", "debtor_wish"), 20)), st.data())
def test_a_reversal_undoes_exactly(facts: list[Fact], data: st.DataObject) -> None:
    """Paid and taken back at once: every component of every account is as if nothing had been paid."""
    case = case_of(facts, CASE)
    on = case.facts[0].body.as_of
    amount = data.draw(st.integers(1, 9_000_000))
    told = Told(list(case.facts))
    payment = told.add(f.Payment(amount, "CNY", TODAY), NOW, uid=b"the payment")
    reversal = told.add(f.Reversal(payment.uid, TODAY, "bounced"), NOW, uid=b"the reversal")
    assert on <= TODAY
    before = ledger(case.facts, CHINESE_DEFAULT, TODAY)
    after = ledger([*case.facts, payment, reversal], CHINESE_DEFAULT, TODAY)
    assert {a.account_id: dict(a.parts) for a in after.accounts} == {
        a.account_id: dict(a.parts) for a in before.accounts
    }
    assert after.unallocated_minor == before.unallocated_minor
    taken = [p.parts for p in after.postings if p.fact == payment.uid]
    given_back = [p.parts for p in after.postings if p.fact == reversal.uid]
    assert [{name: -part for name, part in parts.items()} for parts in taken] == given_back


def test_a_replay_tells_each_step_once() -> None:
    told = worked()
    replay = AccruingReplay(CHINESE_DEFAULT, told.facts, {})
    ahead: list[date] = []
    steps = list(replay.steps(told.facts, day("2026-06-03"), ahead))
    assert [on.isoformat() for on, _ in steps] == ["2026-05-30", "2026-06-01", "2026-06-02", "2026-06-03"]
    assert sorted(ahead) == [day("2026-06-05"), day("2026-06-06")]
