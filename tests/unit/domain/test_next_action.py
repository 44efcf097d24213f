"""What to do next, worked out for single cases, and held against every answer the gate can give."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.next_action import Action, CaseView, Gate, Move, Tried, Way, next_action
from app.domain.reasons import parse as parse_reasons
from app.domain.terms import Channel, HoldKind, Purpose, Stage, Tier
from app.domain.treatment import Traits, parse
from app.system.paths import resource

REASONS = parse_reasons(tomllib.loads(resource("codes", "reasons.toml").read_text("utf-8")))
STRATEGY = parse(tomllib.loads(resource("strategies", "treatment.toml").read_text("utf-8")), REASONS.by_code)
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=22)
POINT = b"point".ljust(16)

Answers = Mapping[tuple[Channel, Purpose], Way]


def case(tier: Tier = Tier.RANKED, why: str = "ranked", **more: Any) -> CaseView:
    """A case of 40 days past due that nobody was reached in."""
    traits = more.pop("traits", Traits(dpd=40))
    return CaseView(tier, why, STRATEGY.treat(traits, more.pop("decided", None)), TODAY, **more)


def gate(*open_: str, until: datetime | None = None) -> Gate:
    """Open for these channels, in collection; a due reminder where it says ``remind``, a relay where ``relay``."""

    def ask(channel: Channel, purpose: Purpose) -> Way:
        name = {Purpose.DUE_REMINDER: "remind", Purpose.RELAY_REQUEST: "relay"}.get(purpose, str(channel))
        is_open = name in open_
        return Way(channel, is_open, POINT if is_open else None, None if is_open else until)

    return ask


ALL = gate("call", "sms", "letter", "visit", "email", "im", "remind", "relay")
THREE = Tried({Channel.CALL: 3})


@pytest.mark.parametrize(
    ("seen", "asked", "move", "why", "channel"),
    [
        (case(Tier.CLOSED, "settled"), ALL, "none", "settled", None),
        (case(Tier.HELD, "on_hold_open"), ALL, "wait", "on_hold_open", None),
        (case(Tier.HELD, "on_hold", next_at=LATER), ALL, "wait", "on_hold", None),
        (case(Tier.HELD, "on_hold_open", proof_since=TODAY), ALL, "wait", "held_for_proof", None),
        (case(Tier.WAITING, "promise_ahead", next_at=LATER, letter="notice"), ALL, "wait", "promise_ahead", None),
        (case(Tier.WAITING, "snoozed", next_at=LATER, letter="notice"), ALL, "wait", "snoozed", None),
        (case(Tier.WAITING, "limit_reached", letter="x", tried=THREE), ALL, "letter", "letter_due", "letter"),
        (case(Tier.WAITING, "limit_reached", next_at=LATER, letter="x"), gate(), "wait", "limit_reached", None),
        (case(Tier.WAITING, "next_step_ahead", next_at=LATER, letter="x"), ALL, "wait", "next_step_ahead", None),
        (case(Tier.CALL_BACK, "call_back_due"), ALL, "call", "call_back_due", "call"),
        (case(Tier.CALL_BACK, "call_back_due"), gate("sms", until=LATER), "wait", "gate_opens", "call"),
        (case(Tier.DUE_TODAY, "promise_due"), ALL, "text", "promise_due", "sms"),
        (case(Tier.DUE_TODAY, "promise_due"), gate("call"), "call", "promise_due", "call"),
        (case(Tier.DUE_TODAY, "promise_due"), gate(until=LATER), "wait", "gate_opens", "sms"),
        (case(Tier.DUE_TODAY, "instalment_due"), gate("call"), "find", "no_way", None),
        (case(Tier.BROKEN, "promise_broken"), ALL, "call", "promise_broken", "call"),
        (case(Tier.BROKEN, "promise_broken", again_at=LATER), ALL, "call", "promise_broken", "call"),
        (case(Tier.NEW, "never_contacted"), ALL, "call", "never_contacted", "call"),
        (case(Tier.NEW, "never_contacted"), gate("sms"), "text", "never_contacted", "sms"),
        (case(), ALL, "call", "treatment", "call"),
        (case(again_at=LATER), ALL, "wait", "cadence", None),
        (case(again_at=LATER, letter="notice", tried=THREE), ALL, "letter", "letter_due", "letter"),
        (case(again_at=LATER, letter="notice", tried=THREE), gate("call"), "wait", "cadence", None),
        (case(again_at=LATER, letter="notice"), ALL, "wait", "cadence", None),
        (case(tried=THREE), ALL, "text", "treatment", "sms"),
        (case(tried=THREE), gate("call"), "call", "treatment", "call"),
        (case(tried=Tried({Channel.CALL: 3, Channel.SMS: 3}), letter="notice"), ALL, "letter", "letter_due", "letter"),
        (case(tried=Tried({Channel.CALL: 3, Channel.SMS: 3})), ALL, "call", "treatment", "call"),
        (case(), gate(until=LATER), "wait", "gate_opens", "call"),
        (case(), gate(), "find", "no_way", None),
        (case(), gate("relay"), "relay", "lost", "call"),
        (case(), gate("relay", until=LATER), "wait", "gate_opens", "call"),
        (case(has_open_plan=True, has_plan=True), ALL, "plan", "plan_offered", "call"),
        (case(has_open_plan=True, has_plan=True), gate("sms"), "text", "treatment", "sms"),
        (case(reason="INCD", tried=Tried(was_reached=True)), ALL, "plan", "reason_plans", "call"),
        (case(reason="INCD", tried=Tried(was_reached=True), has_plan=True), ALL, "call", "treatment", "call"),
        (case(reason="INCD"), ALL, "call", "treatment", "call"),
        (case(proof_since=TODAY - timedelta(days=7)), ALL, "proof", "proof_missing", "call"),
        (case(proof_since=TODAY - timedelta(days=6)), ALL, "call", "treatment", "call"),
        (case(hold=HoldKind.DISPUTE, reason="ARGU"), ALL, "hold", "reason_holds", None),
        (case(Tier.HELD, "on_hold_open", hold=HoldKind.DISPUTE), ALL, "wait", "on_hold_open", None),
        (case(traits=Traits(dpd=40, recall_days=3)), ALL, "hand_back", "recall_near", None),
        (case(traits=Traits(dpd=40, recall_days=4)), ALL, "call", "treatment", "call"),
        (case(traits=Traits(dpd=40, recall_days=-2)), ALL, "hand_back", "recall_past", None),
        (case(Tier.CLOSED, "recalled", traits=Traits(recall_days=-2)), ALL, "none", "recalled", None),
    ],
)  # fmt: skip
def test_what_comes_next(seen: CaseView, asked: Gate, move: str, why: str, channel: str | None) -> None:
    found = next_action(seen, STRATEGY, asked)
    assert (found.move, found.why, found.channel) == (Move(move), why, channel and Channel(channel))
    if found.move is Move.WAIT and why not in ("on_hold_open", "held_for_proof"):
        assert found.at == LATER


def test_a_case_that_should_go_further_is_offered_to_the_lead_before_more_of_the_same() -> None:
    traits = Traits(dpd=181, balance_minor=1_000_000, broken=3)
    found = next_action(case(traits=traits), STRATEGY, ALL)
    assert (found.move, found.stage) == (Move.ESCALATE, Stage.LITIGATION)
    decided = case(traits=traits, decided=Stage.LITIGATION)
    assert next_action(decided, STRATEGY, ALL).move is Move.CALL


@pytest.mark.parametrize(
    ("seen", "template"),
    [
        (case(Tier.DUE_TODAY, "promise_due"), "sms_due"),
        (case(tried=THREE), "sms_reminder"),
        (case(again_at=LATER, letter="formal", tried=THREE), "formal"),
        (case(), ""),
    ],
)
def test_what_is_written_by_which_template(seen: CaseView, template: str) -> None:
    assert next_action(seen, STRATEGY, ALL).template == template


NEEDED: Mapping[Move, tuple[Channel, ...]] = {
    Move.CALL: (Channel.CALL,),
    Move.PLAN: (Channel.CALL,),
    Move.PROOF: (Channel.CALL,),
    Move.LETTER: (Channel.LETTER,),
    Move.VISIT: (Channel.VISIT,),
    Move.TEXT: (Channel.SMS, Channel.IM, Channel.EMAIL),
}
"""What must be open for a move to be offered now."""

WHYS = {
    Tier.CALL_BACK: "call_back_due", Tier.DUE_TODAY: "promise_due", Tier.BROKEN: "promise_broken",
    Tier.NEWS: "payment_arrived", Tier.NEW: "never_contacted", Tier.RANKED: "ranked",
    Tier.WAITING: "limit_reached", Tier.HELD: "on_hold", Tier.CLOSED: "settled",
}  # fmt: skip

ways = st.dictionaries(
    st.tuples(st.sampled_from(Channel), st.sampled_from(Purpose)), st.sampled_from(("open", "later", "never"))
)
traits = st.builds(
    Traits,
    dpd=st.integers(0, 400),
    balance_minor=st.integers(0, 10_000_000),
    broken=st.integers(0, 4),
    attempts_made=st.integers(0, 12),
    willingness=st.none() | st.integers(1, 5),
    recall_days=st.none() | st.integers(-3, 40),
    reason=st.sampled_from(["", *REASONS.by_code]),
    book=st.sampled_from(("own", "agency")),
)
cases = st.builds(
    lambda tier, traits, decided, **more: replace(
        case(tier, WHYS[tier], traits=traits, decided=decided), **more
    ),
    st.sampled_from(Tier),
    traits,
    st.none() | st.sampled_from(Stage),
    tried=st.builds(
        Tried,
        st.dictionaries(st.sampled_from(Channel), st.integers(0, 6)),
        st.just(NOW),
        st.booleans(),
    ),
    next_at=st.none() | st.just(LATER),
    again_at=st.none() | st.just(LATER),
    reason=st.sampled_from(["", *REASONS.by_code]),
    has_plan=st.booleans(),
    has_open_plan=st.booleans(),
    letter=st.sampled_from(("", "reminder", "formal")),
    hold=st.none() | st.sampled_from(HoldKind),
    proof_since=st.none() | st.just(TODAY - timedelta(days=30)),
)


@given(cases, ways)
def test_what_the_gate_forbids_now_is_never_offered_for_now(
    seen: CaseView, said: dict[tuple[Channel, Purpose], str]
) -> None:
    def ask(channel: Channel, purpose: Purpose) -> Way:
        how = said.get((channel, purpose), "never")
        return Way(
            channel, how == "open", POINT if how == "open" else None, LATER if how == "later" else None
        )

    found = next_action(seen, STRATEGY, ask)
    if found.move in NEEDED:
        assert found.channel in NEEDED[found.move]
        assert any(said.get((found.channel, purpose)) == "open" for purpose in _purposes(found))
        assert (found.at, found.point_id) == (None, POINT)
    elif found.move is Move.RELAY:
        assert said.get((Channel.CALL, Purpose.RELAY_REQUEST)) == "open"
    if found.move is Move.LETTER:
        assert seen.letter == found.template
    if found.move is Move.WAIT and found.at is not None:
        assert found.at > NOW


def _purposes(found: Action) -> tuple[Purpose, ...]:
    return (Purpose.DUE_REMINDER,) if found.template == "sms_due" else (Purpose.COLLECTION,)
