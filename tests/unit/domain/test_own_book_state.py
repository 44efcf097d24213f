"""The state of a case whose book is our own: what runs changes it by itself, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, note, settings
from hypothesis import strategies as st

from app.domain.casefile import Account, CaseFile
from app.domain.contract import parse
from app.domain.dates import ONE_DAY
from app.domain.facts import Fact
from app.domain.state import CaseState, derive
from app.system.paths import resource
from tests.unit.histories import CARD, LOAN, RULES, ZONE, case_of, shown
from tests.unit.random_histories import NOW, as_text, histories

CONTRACT = parse(resource("contracts", "cn_card.toml").read_text(encoding="utf-8"))
ACCOUNTS = (Account(CARD, "6222000000004417", "card", "CNY"), Account(LOAN, "880012", "loan", "CNY"))
EVERY = settings(max_examples=80, deadline=None)


def own(facts: list[Fact]) -> CaseFile:
    return replace(case_of(facts), accounts=ACCOUNTS, contract=CONTRACT)


def state_of(facts: list[Fact], days: float = 0) -> CaseState:
    return derive(own(facts), RULES, NOW + days * ONE_DAY)


@EVERY
@given(histories(), st.integers(0, 2**32))
def test_any_order_of_arrival_gives_the_same_state(facts: list[Fact], seed: int) -> None:
    shuffled = Random(seed).sample(facts, len(facts))
    assert shown(state_of(shuffled)) == shown(state_of(facts))
    assert state_of(shuffled).ledger == state_of(facts).ledger


@EVERY
@given(histories(), st.integers(0, 2**32))
def test_it_changes_at_no_moment_that_it_does_not_foretell(facts: list[Fact], seed: int) -> None:
    note(as_text(facts))
    state = state_of(facts)
    horizon = state.changes_at or NOW + 400 * ONE_DAY
    then = NOW + Random(seed).random() * (horizon - NOW) * 0.999
    assert shown(derive(own(facts), RULES, then)) == shown(state)


@EVERY
@given(histories())
def test_a_book_that_runs_is_looked_at_again_tomorrow(facts: list[Fact]) -> None:
    state = state_of(facts)
    bears = any(
        account.is_open and account.parts[name]
        for account in state.ledger.accounts
        for name in CONTRACT.bases
    )
    if bears:
        assert state.changes_at is not None
        assert state.changes_at.astimezone(ZONE).date() <= NOW.astimezone(ZONE).date() + ONE_DAY
