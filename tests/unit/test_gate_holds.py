"""What stops a case, and what must be ready before a contact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from gate_situations import CN, FATHERS_PHONE, QUIET, US, WORDS, at, hold, may, without

from app.domain.rulepack import Severity
from app.domain.situation import Preparation
from app.domain.terms import Channel, HoldKind, Purpose

# --- preparation ---------------------------------------------------------------------------------------------


def test_recording_is_mandatory() -> None:
    """2011 Measures art 68 (calls); CBA 2026 (visits)."""
    unrecorded = Preparation(is_recorded=False)
    assert may(preparation=unrecorded).rule == "call_recording"
    assert may(channel=Channel.VISIT, preparation=unrecorded).rule == "visit_recording"
    assert may(channel=Channel.SMS, preparation=unrecorded).allowed
    assert may(preparation=Preparation(is_recorded=True)).allowed


def test_a_text_that_says_what_may_not_be_said_is_stopped() -> None:
    decision = may(channel=Channel.SMS, preparation=Preparation(findings=("坐牢",)))
    assert (decision.rule, decision.until) == ("content", None)
    assert decision.block is not None
    assert decision.block.params == {"findings": ("坐牢",)}


def test_a_note_that_is_owed_comes_last_and_may_be_overridden() -> None:
    decision = may(replace(QUIET, is_note_owed=True))
    assert (decision.rule, decision.overridable, decision.until) == ("note_owed", True, None)
    night = may(replace(QUIET, is_note_owed=True), now=at("23:00"))
    assert (night.rule, night.until) == ("hours", at("08:00", 21))


# --- state of the case and holds -----------------------------------------------------------------------------


def test_a_closed_case_still_answers() -> None:
    closed = replace(QUIET, is_closed=True)
    assert may(closed).rule == "closed_case"
    assert may(closed).until is None
    assert may(closed, purpose=Purpose.ANSWER).allowed


@pytest.mark.parametrize("kind", [kind for kind, term in WORDS.holds.items() if term.blocks])
def test_every_hold_stops_collection(kind: HoldKind) -> None:
    decision = may(replace(QUIET, holds=(hold(kind),)))
    assert decision.rule == f"hold.{kind}"
    assert decision.until is None
    assert decision.overridable == (CN.hold_rule(kind).severity is Severity.SOFT)


@pytest.mark.parametrize(
    ("kind", "source", "article"),
    [
        (HoldKind.DISPUTE, "card_2011", "69"),
        (HoldKind.PLAN_PERFORMING, "card_2011", "70"),
        (HoldKind.POLICE_ORDER, "public_order_2025", "50(2)"),
        (HoldKind.DECEASED, "civil_code", "1161"),
    ],
)
def test_a_hold_names_its_law(kind: HoldKind, source: str, article: str) -> None:
    decision = may(replace(QUIET, holds=(hold(kind),)))
    assert (decision.source, decision.article) == (source, article)


@pytest.mark.parametrize("kind", [kind for kind in HoldKind if kind is not HoldKind.POLICE_ORDER])
def test_an_answer_goes_out_under_every_hold_but_a_police_order(kind: HoldKind) -> None:
    assert may(replace(QUIET, holds=(hold(kind),)), purpose=Purpose.ANSWER).allowed


def test_a_police_order_stops_everything() -> None:
    """治安管理处罚法 art 50 ¶2."""
    ordered = replace(QUIET, holds=(hold(HoldKind.POLICE_ORDER),))
    assert may(ordered, purpose=Purpose.ANSWER).rule == "hold.police_order"


def test_a_dispute_stops_collection_but_not_a_due_reminder() -> None:
    disputed = replace(QUIET, holds=(hold(HoldKind.DISPUTE),))
    assert may(disputed, purpose=Purpose.DUE_REMINDER).allowed
    assert may(disputed).rule == "hold.dispute"


def test_a_hold_is_half_open_and_its_end_meets_the_hours() -> None:
    held = replace(QUIET, holds=(hold(HoldKind.PAYMENT_CHECK, until=at("23:00"), starts=at("09:00")),))
    assert may(held, now=at("08:59:59")).allowed
    assert may(held, now=at("09:00")).until == at("08:00", 21)
    assert may(held, now=at("23:00")).rule == "hours"
    until_noon = replace(QUIET, holds=(hold(HoldKind.PAYMENT_CHECK, until=at("12:00")),))
    assert may(until_noon, now=at("11:59:59")).until == at("12:00")
    assert may(until_noon, now=at("12:00")).allowed


def test_a_hold_of_one_channel_leaves_the_others() -> None:
    no_calls = replace(hold(HoldKind.STOP_REQUEST), channels=frozenset({Channel.CALL}))
    assert may(replace(QUIET, holds=(no_calls,))).rule == "hold.stop_request"
    assert may(replace(QUIET, holds=(no_calls,)), channel=Channel.SMS).allowed


def test_a_pack_without_a_law_for_a_hold_still_stops() -> None:
    decision = may(replace(QUIET, holds=(hold(HoldKind.HARDSHIP),)), now=at("23:00"), pack=US)
    assert (decision.rule, decision.overridable) == ("hold", False)


def test_a_performing_plan_allows_the_due_reminder_only() -> None:
    """2011 Measures art 70."""
    performing = replace(QUIET, is_plan_performing=True, next_due_on=date(2026, 11, 20))
    assert may(performing).rule == "hold.plan_performing"
    assert may(performing, FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST).rule == "hold.plan_performing"
    assert may(performing, purpose=Purpose.DUE_REMINDER).allowed
    assert may(performing, purpose=Purpose.ANSWER).allowed


def test_a_reminder_waits_for_the_third_day_before_the_due_day() -> None:
    performing = replace(QUIET, is_plan_performing=True, next_due_on=date(2026, 11, 28))
    decision = may(performing, purpose=Purpose.DUE_REMINDER)
    assert (decision.rule, decision.until) == ("plan_reminder_days", at("08:00", 25))
    assert may(performing, purpose=Purpose.DUE_REMINDER, now=at("08:00", 25)).allowed
    unknown = replace(performing, next_due_on=None)
    assert may(unknown, purpose=Purpose.DUE_REMINDER).until is None
    free = without("plan_reminder_days")
    assert may(performing, purpose=Purpose.DUE_REMINDER, pack=free).allowed
