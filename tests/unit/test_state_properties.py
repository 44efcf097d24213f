"""What holds of every history: the order of arrival, one tier, and a state that nothing but its moment changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from app.domain.ageing import aged
from app.domain.dates import ONE_DAY
from app.domain.facts import Annulment, Fact
from app.domain.rules import Rules
from app.domain.state import CaseState, derive
from app.domain.state_reads import NOT_IN_STATE
from app.domain.terms import Tier
from app.services.words import Words
from tests.unit.histories import CASE, DEBTOR, GRACED, RULES, ZONE, case_of, shown
from tests.unit.random_histories import CAST, NOW, as_text, histories

MILLISECOND = timedelta(milliseconds=1)
EVERY = settings(max_examples=200, deadline=None)
seeds = st.integers(0, 2**32)


def state_of(facts: list[Fact], now: datetime = NOW) -> CaseState:
    return derive(case_of(facts), RULES, now)


@EVERY
@given(histories(), seeds)
def test_any_order_of_arrival_gives_the_same_state(facts: list[Fact], seed: int) -> None:
    shuffled = Random(seed).sample(facts, len(facts))
    for role in CAST:
        told = derive(case_of(facts, role.case, role.person), RULES, NOW)
        arrived = derive(case_of(shuffled, role.case, role.person), RULES, NOW)
        assert shown(arrived) == shown(told)
        assert (arrived.ledger, arrived.commitments) == (told.ledger, told.commitments)


@EVERY
@given(histories())
def test_every_case_stands_in_one_tier_for_a_reason_that_can_be_said(facts: list[Fact]) -> None:
    note(as_text(facts))
    state = state_of(facts)
    known = RULES.vocabulary.tier_reasons[state.reason]
    assert known.tier is state.tier
    assert (state.tier is Tier.CLOSED) == (not state.ledger.open_accounts)
    for language in ("zh_CN", "en"):
        said = Words(language, RULES, NOW, ZONE).reason(
            state.reason, state.reason_params, state.currency or "CNY"
        )
        assert said
        assert "{" not in said


@EVERY
@given(histories(), seeds, st.sampled_from((RULES, GRACED)))
def test_nothing_changes_before_its_moment(facts: list[Fact], seed: int, rules: Rules) -> None:
    """``changes_at`` may come early, never late: a row kept until then is what would be derived anew."""
    note(as_text(facts))
    state = derive(case_of(facts), rules, NOW)
    horizon = state.changes_at or NOW + 800 * ONE_DAY
    assert horizon > NOW
    for then in (horizon - MILLISECOND, NOW + Random(seed).random() * (horizon - NOW - MILLISECOND)):
        assert shown(derive(case_of(facts), rules, then)) == shown(state)


@EVERY
@given(histories(), seeds, st.sampled_from((RULES, GRACED)))
def test_until_it_turns_a_state_only_ages(facts: list[Fact], seed: int, rules: Rules) -> None:
    """What is read off the days at any moment before ``turns_at`` is what would be derived anew."""
    note(as_text(facts))
    state = derive(case_of(facts), rules, NOW)
    horizon = state.turns_at or NOW + 800 * ONE_DAY
    assert horizon > NOW
    for then in (horizon - MILLISECOND, NOW + Random(seed).random() * (horizon - NOW - MILLISECOND)):
        later = derive(case_of(facts), rules, then)
        older = aged(rules.strategy, state.features, state.days, state.turns_at, then, ZONE)
        assert (older.features, older.score, older.changes_at) == (
            later.features,
            later.score,
            later.changes_at,
        )
        assert unaged(later) == unaged(state)


def unaged(state: CaseState) -> tuple[object, ...]:
    """What the queue keeps of a state and the days do not change."""
    kept = replace(state, changes_at=None, score=0, features={})
    return (*shown(kept), state.turns_at, state.days)


@EVERY
@given(histories())
def test_what_decides_nothing_need_not_be_read(facts: list[Fact]) -> None:
    without = [fact for fact in facts if fact.kind not in NOT_IN_STATE]
    assert shown(state_of(without)) == shown(state_of(facts))


@EVERY
@given(histories())
def test_a_promise_never_sleeps(facts: list[Fact]) -> None:
    """Every open promise of an open case is judged at the latest when its day and its days of grace are over."""
    state = state_of(facts)
    for view in state.commitments.promises:
        if view.outcome.state == "open" and state.tier is not Tier.CLOSED:
            over = view.due_on + (RULES.terms_of("cn").grace_days + 1) * ONE_DAY
            assert state.changes_at is not None
            assert state.changes_at.astimezone(ZONE).date() <= over


@EVERY
@given(histories())
def test_what_is_owed_is_never_below_nothing_and_adds_up(facts: list[Fact]) -> None:
    state = state_of(facts)
    for account in state.ledger.accounts:
        assert min(account.parts.values()) >= 0
    payments = {
        fact.uid: fact.body.amount_minor for fact in state.history.payments if fact.body.paid_on <= NOW.date()
    }
    for uid, amount in payments.items():
        taken = -sum(posting.total_minor for posting in state.ledger.postings if posting.fact == uid)
        assert 0 <= taken <= amount
    assert state.ledger.unallocated_minor >= 0


@EVERY
@given(histories(longest=15))
def test_undoing_everything_leaves_nothing_and_redoing_brings_it_back(facts: list[Fact]) -> None:
    told = [fact for fact in facts if fact.kind != "annulment"]
    acts = sorted({fact.act for fact in told})
    undo = [_annulling(act, b"undo", no) for no, act in enumerate(acts)]
    redo = [_annulling(fact.act, b"redo", no) for no, fact in enumerate(undo)]
    assert {fact.kind for fact in case_of([*told, *undo]).facts} <= {"annulment"}
    assert shown(state_of([*redo, *told, *undo])) == shown(state_of(told))


def _annulling(act: bytes, word: bytes, no: int) -> Fact:
    uid = word + no.to_bytes(12)
    return Fact(uid, "annulment", word + no.to_bytes(12), CASE, None, NOW, NOW, b"", None, Annulment(act))


@pytest.mark.parametrize("case", [role.case for role in CAST])
def test_no_facts_at_all_is_a_settled_case(case: bytes) -> None:
    state = derive(case_of([], case, DEBTOR), RULES, NOW)
    assert (state.tier, state.reason, state.changes_at, state.score) == (Tier.CLOSED, "settled", None, 0)
