"""The orders of allocation a creditor may choose. Their sources stand in the data file."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.allocation import CHINESE_DEFAULT, COMPONENTS, PRINCIPAL, order_toml, own_order, parse
from app.domain.book import book, rule_of
from app.domain.contract import parse as contract_of
from app.domain.errors import AppError
from tests.unit.domain.tables import examples, title
from tests.unit.histories import RULES, Told, day

PRESETS = RULES.allocations


@pytest.mark.parametrize("example", examples("allocation"), ids=title)
def test_worked_examples(example: dict[str, Any]) -> None:
    told = Told()
    due = day("2026-03-01")
    told.placed(on="2026-03-01", due=due.isoformat(), **example["owed"])
    paid_on = due + timedelta(days=example["dpd"])
    told.paid(example["paid"], paid_on.isoformat())
    case = replace(told.case(), allocation=example["preset"])
    (account,) = book(case, RULES, paid_on).accounts
    assert {name: minor for name, minor in account.parts.items() if minor} == example["left"]


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_every_preset_names_every_component_once_and_its_source(name: str) -> None:
    preset = PRESETS[name]
    assert sorted(preset.rule.early) == sorted(preset.rule.late) == sorted(COMPONENTS)
    assert preset.source
    assert preset.words.zh != preset.words.en


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_an_order_of_its_own_is_read_as_it_is_written(name: str) -> None:
    rule = PRESETS[name].rule
    assert own_order(order_toml(rule)) == rule
    assert order_toml(rule).count("from_dpd") == (1 if rule.early == rule.late else 2)


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ("interest first", "order_not_toml"),
        ("", "data_missing"),
        ("steps = [{ from_dpd = 0, order = ['interest'] }]", "data_value"),
        (order_toml(CHINESE_DEFAULT) + "\nsurprise = 1", "data_unknown"),
    ],
)
def test_an_order_of_its_own_that_is_wrong_is_refused(toml: str, code: str) -> None:
    with pytest.raises(AppError, match=code):
        own_order(toml)


def test_a_creditor_without_a_choice_takes_the_order_of_its_pack() -> None:
    case = Told().case()
    assert rule_of(case, RULES) == CHINESE_DEFAULT == PRESETS["cn_card"].rule
    assert rule_of(replace(case, allocation="no longer known"), RULES) == CHINESE_DEFAULT
    assert rule_of(replace(case, allocation="us_card"), RULES) == PRESETS["us_card"].rule


def test_which_payments_lower_the_principal_first() -> None:
    assert [CHINESE_DEFAULT.is_principal_first(dpd) for dpd in (0, 90, 91)] == [False, False, True]
    assert not PRESETS["cn_civil_code"].rule.is_principal_first(400)
    assert PRESETS["principal_first"].rule.is_principal_first(0)


def test_a_book_without_a_contract_accrues_nothing() -> None:
    told = Told()
    told.placed(on="2026-03-01", due=None, purchase=1_000)
    assert book(told.case(), RULES, day("2026-12-01")).accounts[0].total_minor == 1_000
    contract = contract_of('daily_rates = [{from = 2017-01-01, rate = "0.0005"}]')
    own = replace(told.case(), contract=contract)
    assert book(own, RULES, day("2026-12-01")).accounts[0].total_minor == 1_000  # the case lists no account


GOOD = f"steps = [{{ from_dpd = 0, order = {list(COMPONENTS)} }}]"
STEP = "{ from_dpd = %d, order = " + str(list(COMPONENTS)) + " }"


@pytest.mark.parametrize(
    ("steps", "entry"),
    [
        ("steps = []", "steps"),
        (f"steps = [{STEP % 1}]", "steps"),
        (f"steps = [{STEP % 0}, {STEP % 0}]", "steps"),
        (f"steps = [{STEP % 0}, {STEP % 91}, {STEP % 181}]", "steps"),
        (f"steps = [{{ from_dpd = 0, order = {list(PRINCIPAL)} }}]", "steps[0].order"),
    ],
)
def test_a_preset_that_is_wrong_names_the_entry(steps: str, entry: str) -> None:
    head = '[allocations.own]\nzh = "甲"\nen = "A"\nsource = "s"\nstatus = "recalled"\nas_of = 2026-11-22\n'
    assert parse(tomllib.loads(head + GOOD))["own"].rule.order(0) == COMPONENTS
    with pytest.raises(AppError) as refused:
        parse(tomllib.loads(head + steps))
    assert refused.value.params["entry"] == f"allocations.own.{entry}"
