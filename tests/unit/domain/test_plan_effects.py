"""What an agreed plan does to the ledger: interest while it is in force, and its waiver once it is completed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain import facts as f
from app.domain.book import book, explained_book, plan_interest
from app.domain.casefile import Account, CaseFile
from app.domain.contract import parse
from app.domain.facts import Fact
from app.domain.plan_effects import PlanWaiver
from app.domain.plan_terms import Interest
from app.domain.state import derive
from app.domain.terms import Tier
from app.services.ledger_words import line_title, plan_interest_text
from tests.unit.domain.tables import examples, title
from tests.unit.histories import CARD, LOAN, RULES, Told, at, day

PLAN = b"plan".ljust(16)
DAILY = 'daily_rates = [{from = 2017-01-01, rate = "0.0005"}]'
ACCOUNT = Account(CARD, "6222000000004417", "card", "CNY")


def planned(
    told: Told, no: int, rows: list[list[Any]], *, waived: int | None = None, more: str | None = None
) -> Fact:
    on = day(rows[0][1])
    body = f.PlanVersion(
        PLAN, no, "draft", "CNY", 0, 0, None, 0, len(rows), "monthly", on, on, "following", "periods",
        f.json_text(rows), waived, None, f.JsonText(more) if more else None,
    )  # fmt: skip
    return told.add(body, at("2026-03-01", f"10:0{no}"))


def agreed(told: Told, version: Fact, on: date) -> None:
    told.add(f.Agreement(PLAN, version.uid, on, "signed"), at(on, "11:00"))


def own(told: Told, contract: str = DAILY) -> CaseFile:
    return replace(told.case(), accounts=(ACCOUNT,), contract=parse(contract))


@pytest.mark.parametrize("example", examples("plan_interest"), ids=title)
def test_interest_while_a_plan_is_in_force(example: dict[str, Any]) -> None:
    told = Told()
    told.placed(on="2026-03-01", due=None, purchase=1_000_000)
    for no, plan in enumerate(example["plans"], start=1):
        version = planned(told, no, [[1, "2026-12-01", "2026-12-01", 100, 0]], more=plan.get("more"))
        if "agreed_on" in plan:
            agreed(told, version, plan["agreed_on"])
        if "ended_on" in plan:
            told.add(f.PlanEnded(PLAN, plan["ended_on"], "broken"), at(plan["ended_on"], "12:00"))
    case = own(told, example.get("contract", DAILY))
    found = book(case, RULES, day("2026-03-21")).accounts[0]
    assert found.parts["interest"] == example["interest"]
    lines = explained_book(case, RULES, day("2026-03-21")).lines
    assert sum(line.change_minor for line in lines) == found.total_minor


def test_it_is_told_from_when_to_when_interest_ran_by_the_plan() -> None:
    told = Told()
    told.placed(on="2026-03-01", due=None, purchase=1_000_000)
    rows = [[1, "2026-12-01", "2026-12-01", 100, 0]]
    agreed(told, planned(told, 1, rows), day("2026-03-11"))
    agreed(
        told, planned(told, 2, rows, more='{"interest":"reduced","yearly_rate":"0.073"}'), day("2026-03-16")
    )
    first, second = plan_interest(own(told), day("2026-03-21"))
    assert (first.interest, first.ends_on, second.ends_on) == (Interest.NONE, day("2026-03-16"), None)
    assert plan_interest_text(first, "zh_CN") == "2026-03-11 至 2026-03-15 按还款计划停计利息"
    assert plan_interest_text(second, "zh_CN") == "2026-03-16 起按还款计划按年利率 7.3% 减收利息"
    assert plan_interest_text(first, "en") == "from 2026-03-11 to 2026-03-15 no interest runs by the plan"
    assert plan_interest_text(second, "en").endswith("on interest is reduced by the plan to 7.3% a year")
    assert len(plan_interest(own(told), day("2026-03-12"))) == 1
    assert plan_interest(told.case(), day("2026-03-21")) == ()


def waived(minor: int = 10_000) -> Told:
    """1,000.00 of purchases, 80.00 of interest and 20.00 of late fees; two rows of 500.00 and the rest waived."""
    told = Told()
    told.placed(on="2026-03-01", due="2026-02-01", purchase=100_000, interest=8_000, late_fee=2_000)
    half = (110_000 - minor) // 2
    rows = [[1, "2026-04-01", "2026-04-01", half, 0], [2, "2026-05-06", "2026-05-06", half, 0]]
    agreed(told, planned(told, 1, rows, waived=minor), day("2026-03-11"))
    told.paid(half, "2026-04-01")
    return told


def test_a_waiver_counts_on_the_day_the_plan_is_completed() -> None:
    told = waived()
    case = told.case()
    assert book(case, RULES, day("2026-05-05")).accounts[0].total_minor == 60_000
    last = told.paid(50_000, "2026-05-05")
    found = book(told.case(), RULES, day("2026-05-05"))
    assert found.accounts[0].total_minor == 0
    assert book(told.case(), RULES, day("2026-05-04")).accounts[0].total_minor == 60_000
    state = derive(told.case(), RULES, at("2026-05-05", "18:00"))
    assert (state.tier, state.reason) == (Tier.CLOSED, "settled")
    told.add(f.Reversal(last.uid, day("2026-05-08"), "bounced"), at("2026-05-08"))
    assert book(told.case(), RULES, day("2026-05-08")).accounts[0].total_minor == 60_000


def test_the_ledger_says_which_waiver_it_was() -> None:
    told = waived()
    told.paid(50_000, "2026-05-05")
    lines = explained_book(told.case(), RULES, day("2026-05-06")).lines
    own_lines = [line for line in lines if line.kind == "waiver"]
    assert sum(line.change_minor for line in own_lines) == -10_000
    assert [line.on for line in own_lines] == [day("2026-05-05")] * len(own_lines)
    assert all(line.fact is not None and isinstance(line.fact.body, PlanWaiver) for line in own_lines)
    assert line_title(own_lines[0], "zh_CN") == "计划履行完毕，减免"
    assert lines[-1].balance_minor == 0
    assert sum(line.change_minor for line in lines) == 0


def test_charges_on_top_stay_owed() -> None:
    told = waived()
    told.add(f.Charge(CARD, "legal_cost", 3_000, "CNY", day("2026-04-20")), at("2026-04-20"))
    told.paid(50_000, "2026-05-05")
    assert book(told.case(), RULES, day("2026-05-05")).accounts[0].total_minor == 3_000


def test_interest_and_fees_of_every_account_are_waived_before_principal() -> None:
    told = Told()
    told.placed(on="2026-03-01", due="2025-11-01", purchase=50_000, interest=1_000)
    told.placed(LOAN, on="2026-03-01", due="2025-11-10", instalment=50_000, service_fee=2_000)
    rows = [[1, "2026-04-01", "2026-04-01", 70_000, 0]]
    agreed(told, planned(told, 1, rows, waived=33_000), day("2026-03-11"))
    told.paid(70_000, "2026-04-01")
    accounts = book(told.case(), RULES, day("2026-04-02")).accounts
    assert [account.total_minor for account in accounts] == [0, 0]
    lines = explained_book(told.case(), RULES, day("2026-04-02")).lines
    parts = [line.parts for line in lines if line.kind == "waiver"]
    assert parts == [{"service_fee": -2_000}, {"instalment": -31_000}]


@pytest.mark.parametrize("end", [None, "2026-04-15"])
def test_without_completion_nothing_is_waived(end: str | None) -> None:
    told = waived()
    if end is not None:
        told.add(f.PlanEnded(PLAN, day(end), "ended"), at(end))
        told.paid(50_000, "2026-05-05")
    owed = book(told.case(), RULES, day("2026-05-06")).accounts[0].total_minor
    assert owed == (60_000 if end is None else 10_000)
