"""The terms of a creditor as they are typed: read back as they are told, refused with a sentence at the field."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.domain import contract as contracts
from app.domain import plan_limits
from app.domain.allocation import CHINESE_DEFAULT
from app.domain.contract import Contract, DailyRate, LateFee
from app.domain.errors import RuleViolation
from app.domain.plan_limits import PlanLimits
from app.services import term_entry
from app.services.ledger_words import order_words, percent
from app.services.messages import sentence

CONTRACT = Contract(
    (DailyRate(date(2017, 1, 1), Decimal("0.0005")), DailyRate(date(2025, 3, 1), Decimal("0.0004"))),
    ("cash", "purchase"),
    is_compounded=True,
    cycle_day=5,
    due_days=20,
    minimum={"purchase": Decimal("0.10"), "instalment": Decimal(1)},
    late_fee=LateFee(Decimal("0.05"), 1_000, 50_000, 3),
)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_order_is_read_as_it_is_told(language: str) -> None:
    told = order_words(CHINESE_DEFAULT.late, language)
    assert term_entry.order_from(told, "late") == CHINESE_DEFAULT.late


@pytest.mark.parametrize(
    ("text", "share"),
    [("0.05%", "0.0005"), ("0.05", "0.0005"), (" 24 % ", "0.24"), ("１００％", "1"), ("0", "0")],
)
def test_a_percentage_is_a_share(text: str, share: str) -> None:
    assert term_entry.percent_from(text, "x") == Decimal(share)


def test_rates_are_read_by_their_days_and_told_again() -> None:
    rates = term_entry.rates_from("2025-03-01 0.04%；2017-01-01 0.05", "rates")
    assert rates == CONTRACT.rates
    assert term_entry.rates_from(term_entry.rates_text(rates), "rates") == rates
    assert percent(rates[0].rate) == "0.05%"


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (term_entry.order_from, "利息、酒", "order_word_unknown"),
        (term_entry.order_from, "利息、利息", "order_not_whole"),
        (term_entry.order_from, "", "order_not_whole"),
        (term_entry.percent_from, "", "percent_wrong"),
        (term_entry.percent_from, "a lot", "percent_wrong"),
        (term_entry.percent_from, "-1%", "percent_wrong"),
        (term_entry.percent_from, "100.01", "percent_wrong"),
        (term_entry.percent_from, "nan", "percent_wrong"),
        (term_entry.rates_from, " , ", "rates_wrong"),
        (term_entry.rates_from, "2017-01-01", "rates_wrong"),
        (term_entry.rates_from, "2017-02-30 0.05%", "rates_wrong"),
        (term_entry.rates_from, "2017-01-01 5%, 2017-01-01 6%", "rates_twice"),
        (term_entry.rates_from, "2017-01-01 500%", "percent_wrong"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(read: Callable[[str, str], Any], text: str, code: str) -> None:
    with pytest.raises(RuleViolation, match=code) as caught:
        read(text, "here")
    assert caught.value.field == "here"
    assert "{" not in sentence(caught.value, "en")


@pytest.mark.parametrize("text", ["-1", "32", "3.5", "x", ""])
def test_a_number_stays_within_its_bounds(text: str) -> None:
    assert term_entry.days_from("31", "x", 0, 31) == 31
    with pytest.raises(RuleViolation, match="number_outside"):
        term_entry.days_from(text, "x", 0, 31)


@pytest.mark.parametrize(
    "contract",
    [CONTRACT, Contract(CONTRACT.rates), replace(CONTRACT, late_fee=LateFee(Decimal("0.05")), minimum={})],
)
def test_a_contract_is_written_as_it_is_read(contract: Contract) -> None:
    assert contracts.parse(contracts.toml_of(contract)) == contract
    assert term_entry.checked(contract) == contract


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"late_fee": LateFee(Decimal("0.05"), 1_000, 999)}, "cap_below_floor"),
        ({"late_fee": LateFee(Decimal("0.05"), grace_days=8)}, "due_too_late"),
        ({"late_fee": None, "due_days": 28}, "due_too_late"),
        ({"bases": ()}, "bases_missing"),
    ],
)
def test_numbers_that_do_not_fit_each_other(change: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleViolation, match=code):
        term_entry.checked(replace(CONTRACT, **change))


def test_limits_are_written_as_they_are_read() -> None:
    limits = {
        role: PlanLimits(Decimal("0.03"), days, 60, Decimal("0.01"))
        for role, days in (("collector", 45), ("lead", 92))
    }
    text = plan_limits.toml_of(limits, '张"三\\', date(2026, 11, 22))
    assert plan_limits.parse(tomllib.loads(text)) == limits
