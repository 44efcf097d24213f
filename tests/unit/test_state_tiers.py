"""A case through its days: where it stands, why, and the moment at which it moves by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from test_commitments_state import agreed, plan_of

from app.domain import facts as f
from app.domain.rules import Rules
from app.domain.state import NO_CURRENCY
from app.domain.terms import Tier
from tests.unit.histories import (
    CARD,
    COLLECTOR,
    GRACED,
    LOAN,
    RULES,
    Told,
    at,
    day,
)  # fmt: skip

MONDAY = at("2026-11-16")
MILLISECOND = timedelta(milliseconds=1)


def owing(*accounts: bytes, on: str = "2026-11-02") -> Told:
    """A case placed two weeks before Monday, 60 days past due."""
    told = Told()
    for account in accounts or (CARD,):
        told.placed(account, on=on, due="2026-09-03", purchase=100_000)
    return told


def where(told: Told, now: datetime, rules: Rules = RULES) -> tuple[Tier, str]:
    state = told.state(now, rules)
    return state.tier, state.reason


def moves(
    told: Told, moment: datetime, before: tuple[Tier, str], after: tuple[Tier, str], rules: Rules = RULES
) -> None:
    """The case moves exactly then, and what is kept of it before knows that it will."""
    earlier = told.state(moment - timedelta(minutes=1), rules)
    last = told.state(moment - MILLISECOND, rules)
    assert ((last.tier, last.reason), where(told, moment, rules)) == (before, after)
    assert earlier.changes_at == last.changes_at == moment


# 5, 6: new, then ranked.


def test_a_new_case_is_new_until_somebody_tried() -> None:
    told = owing()
    assert where(told, MONDAY) == (Tier.NEW, "never_contacted")
    told.called("NA", MONDAY)
    assert where(told, at("2026-11-16", "12:00")) == (Tier.RANKED, "ranked")


def test_what_is_owed_how_long_and_by_whom_it_is_worked() -> None:
    told = owing(CARD, LOAN)
    state = told.state(MONDAY)
    assert (state.balance_minor, state.currency, state.oldest_due_on) == (200_000, "CNY", day("2026-09-03"))
    assert (state.dpd(day("2026-11-16")), state.dpd(day("2026-09-03")), state.dpd(day("2026-09-01"))) == (
        74,
        0,
        0,
    )
    assert state.collector == COLLECTOR
    told.add(f.Assignment(b"another"), MONDAY)
    assert told.state(MONDAY).collector == b"another"


def test_nobody_works_a_case_that_nobody_brought() -> None:
    state = Told().state(MONDAY)
    assert (state.collector, state.dpd(day("2026-11-16")), state.currency) == (None, 0, NO_CURRENCY)


# 1: call-backs.


def test_an_agreed_call_back_comes_at_its_minute() -> None:
    told = owing()
    told.called("CBK", MONDAY, next_at=at("2026-11-16", "14:30"), next_kind="callback")
    moves(
        told, at("2026-11-16", "14:30"), (Tier.WAITING, "call_back_ahead"), (Tier.CALL_BACK, "call_back_due")
    )


def test_a_call_back_comes_through_news_that_arrived_meanwhile() -> None:
    told = owing()
    told.called("CBK", MONDAY, next_at=at("2026-11-16", "14:30"), next_kind="callback")
    told.add(f.Message("sms", "debtor", "?"), at("2026-11-16", "11:00"))
    moves(told, at("2026-11-16", "14:30"), (Tier.NEWS, "message_arrived"), (Tier.CALL_BACK, "call_back_due"))


def test_a_snooze_made_before_does_not_move_a_call_back() -> None:
    told = owing()
    told.called("CBK", MONDAY, next_at=at("2026-11-16", "14:30"), next_kind="callback")
    told.add(f.Snooze(at("2026-11-18")), at("2026-11-16", "10:00"))
    moves(
        told, at("2026-11-16", "14:30"), (Tier.WAITING, "call_back_ahead"), (Tier.CALL_BACK, "call_back_due")
    )


def test_a_snooze_made_when_it_is_due_puts_a_call_back_off() -> None:
    told = owing()
    told.called("CBK", MONDAY, next_at=at("2026-11-16", "14:30"), next_kind="callback")
    told.add(f.Snooze(at("2026-11-16", "16:30")), at("2026-11-16", "14:31"))
    moves(told, at("2026-11-16", "16:30"), (Tier.WAITING, "snoozed"), (Tier.CALL_BACK, "call_back_due"))


def test_a_call_back_after_a_snooze_still_comes() -> None:
    told = owing()
    told.called("CBK", MONDAY, next_at=at("2026-11-18"), next_kind="callback")
    told.add(f.Snooze(at("2026-11-17")), at("2026-11-16", "10:00"))
    assert where(told, at("2026-11-16", "12:00")) == (Tier.WAITING, "snoozed")
    moves(told, at("2026-11-18"), (Tier.WAITING, "call_back_ahead"), (Tier.CALL_BACK, "call_back_due"))


def test_the_next_contact_answers_a_call_back() -> None:
    told = owing()
    told.called("CBK", MONDAY, next_at=at("2026-11-16", "14:30"), next_kind="callback")
    told.called("NA", at("2026-11-16", "14:31"))
    assert where(told, at("2026-11-16", "15:00")) == (Tier.RANKED, "ranked")


# 2, 3: promises.


def test_a_promise_waits_is_due_and_is_broken() -> None:
    told = owing()
    told.called("PTP", MONDAY)
    told.promised(50_000, "2026-11-20", MONDAY)
    ahead, due, broken = (
        (Tier.WAITING, "promise_ahead"),
        (Tier.DUE_TODAY, "promise_due"),
        (Tier.BROKEN, "promise_broken"),
    )
    moves(told, at("2026-11-20", "00:00"), ahead, due)
    moves(told, at("2026-11-21", "00:00"), due, broken)
    assert told.state(MONDAY).next_at == at("2026-11-20", "00:00")
    params = told.state(at("2026-11-21")).reason_params
    assert params == {"amount_minor": 50_000, "date": day("2026-11-20")}


def test_a_promise_part_kept_says_what_came() -> None:
    told = owing()
    told.called("PTP", MONDAY)
    told.promised(50_000, "2026-11-20", MONDAY)
    told.paid(20_000, "2026-11-19")
    told.add(f.Acknowledged("payment"), at("2026-11-19", "14:00"))
    state = told.state(at("2026-11-21"))
    assert (state.tier, state.reason) == (Tier.BROKEN, "promise_part_kept")
    assert state.reason_params["paid_minor"] == 20_000


def test_days_of_grace_are_waited_out() -> None:
    told = owing()
    told.called("PTP", MONDAY)
    told.promised(50_000, "2026-11-20", MONDAY)
    ahead, due, broken = (
        (Tier.WAITING, "promise_ahead"),
        (Tier.DUE_TODAY, "promise_due"),
        (Tier.BROKEN, "promise_broken"),
    )
    moves(told, at("2026-11-21", "00:00"), due, ahead, GRACED)
    moves(told, at("2026-11-24", "00:00"), ahead, broken, GRACED)


def test_of_two_promises_the_nearest_says_why() -> None:
    told = owing()
    told.called("PTP", MONDAY)
    told.promised(1_000, "2026-11-25", MONDAY)
    told.promised(2_000, "2026-11-20", MONDAY)
    assert told.state(MONDAY).reason_params == {"amount_minor": 2_000, "date": day("2026-11-20")}
    assert told.state(at("2026-11-20")).reason == "promise_due"


def test_a_breach_that_was_talked_about_is_over_and_a_later_one_is_not() -> None:
    """The one promised first falls due last: it is the newer breach all the same."""
    told = owing()
    told.called("PTP", MONDAY)
    told.promised(1_000, "2026-11-25", MONDAY)
    told.promised(2_000, "2026-11-18", MONDAY)
    assert where(told, at("2026-11-19")) == (Tier.BROKEN, "promise_broken")
    told.called("RTP", at("2026-11-19", "10:00"))
    assert where(told, at("2026-11-19", "11:00")) == (Tier.WAITING, "promise_ahead")
    assert where(told, at("2026-11-26")) == (Tier.BROKEN, "promise_broken")
    assert told.state(at("2026-11-26")).features["broken"] == 2


def test_a_retry_after_a_breach_waits_and_the_breach_comes_back() -> None:
    told = owing()
    told.called("PTP", MONDAY)
    told.promised(50_000, "2026-11-20", MONDAY)
    told.called("NA", at("2026-11-21", "10:00"), next_at=at("2026-11-21", "19:30"), next_kind="retry")
    moves(told, at("2026-11-21", "19:30"), (Tier.WAITING, "next_step_ahead"), (Tier.BROKEN, "promise_broken"))


def test_a_retry_planned_before_the_breach_does_not_hide_it() -> None:
    told = owing()
    told.called("PTP", MONDAY, next_at=at("2026-11-25"), next_kind="retry")
    told.promised(50_000, "2026-11-20", MONDAY)
    assert where(told, at("2026-11-21")) == (Tier.BROKEN, "promise_broken")


# 2, 3, 8: plans.

ROWS = ((1, "2026-11-20", 40_000), (2, "2026-12-21", 40_000), (3, "2027-01-20", 20_000))


def planned() -> Told:
    told = owing()
    told.called("INS", MONDAY)
    agreed(told, told.add(plan_of(b"plan", 1, rows=ROWS), MONDAY), "2026-11-16")
    return told


HELD, DUE = (Tier.HELD, "plan_performing"), (Tier.DUE_TODAY, "instalment_due")


def test_a_performing_plan_is_held_except_on_the_day_of_an_instalment() -> None:
    """2011 Measures art. 70: once agreed, collection stops unless the holder breaks the plan."""
    told = planned()
    moves(told, at("2026-11-20", "00:00"), HELD, DUE)
    moves(told, at("2026-11-21", "00:00"), DUE, (Tier.BROKEN, "plan_broken"))
    state = told.state(at("2026-11-18"))
    assert (state.next_at, state.reason_params) == (at("2026-11-20", "00:00"), {"date": day("2026-11-20")})
    assert told.state(at("2026-11-20")).reason_params == {"number": 1, "amount_minor": 40_000}


def test_a_paid_instalment_holds_until_the_next() -> None:
    told = planned()
    told.paid(40_000, "2026-11-20")
    told.add(f.Acknowledged("payment"), at("2026-11-20", "14:00"))
    assert where(told, at("2026-11-20", "15:00")) == HELD
    moves(told, at("2026-12-21", "00:00"), HELD, DUE)


def test_days_of_grace_hold_the_plan_again() -> None:
    told = planned()
    moves(told, at("2026-11-21", "00:00"), DUE, HELD, GRACED)
    assert told.state(at("2026-11-22"), GRACED).next_at is None
    moves(told, at("2026-11-24", "00:00"), HELD, (Tier.BROKEN, "plan_broken"), GRACED)


def test_a_missed_instalment_is_late_by_a_day_more_every_day() -> None:
    told = planned()
    state = told.state(at("2026-11-23"))
    assert (state.reason_params, state.changes_at) == ({"number": 1, "days": 3}, at("2026-11-24", "00:00"))


def test_every_further_missed_instalment_is_a_new_breach() -> None:
    told = planned()
    told.called("RTP", at("2026-11-25"))
    assert where(told, at("2026-11-26")) == (Tier.RANKED, "ranked")
    state = told.state(at("2026-12-22"))
    assert (state.tier, state.reason_params) == (Tier.BROKEN, {"number": 1, "days": 32})


def test_a_promise_of_today_goes_before_the_hold_of_a_plan() -> None:
    told = planned()
    told.promised(1_000, "2026-11-18", MONDAY)
    assert where(told, at("2026-11-18")) == (Tier.DUE_TODAY, "promise_due")


def test_a_completed_plan_holds_nothing() -> None:
    told = planned()
    told.paid(99_999, "2026-11-20")  # a fen less is within the tolerance of 1 yuan
    told.add(f.Acknowledged("payment"), at("2026-11-20", "14:00"))
    assert where(told, at("2026-11-21")) == (Tier.RANKED, "ranked")


# 4: news.


def test_what_arrives_after_the_last_contact_is_news_until_it_is_seen() -> None:
    told = owing()
    told.called("NA", MONDAY)
    told.paid(1_000, "2026-11-17")
    state = told.state(at("2026-11-17", "13:00"))
    assert (state.tier, state.reason) == (Tier.NEWS, "payment_arrived")
    assert state.reason_params == {"amount_minor": 1_000, "date": day("2026-11-17")}
    told.add(f.Acknowledged("payment"), at("2026-11-17", "14:00"))
    assert where(told, at("2026-11-17", "15:00")) == (Tier.RANKED, "ranked")


def test_news_count_from_when_they_were_written_down() -> None:
    """A payment of Friday that the bank's file tells on Monday is news on Monday."""
    told = owing()
    told.called("NA", MONDAY)
    told.add(f.Payment(1, "CNY", day("2026-11-13")), at("2026-11-13"), recorded=at("2026-11-16", "18:00"))
    assert where(told, at("2026-11-16", "19:00")) == (Tier.NEWS, "payment_arrived")


@pytest.mark.parametrize(
    ("body", "reason", "params"),
    [
        (f.Message("im", "debtor", "?"), "message_arrived", {"channel": "im", "date": day("2026-11-17")}),
        (f.Delivery(b"letter", "returned", MONDAY), "delivery_failed", {"channel": "letter"}),
    ],
)
def test_the_kinds_of_news(body: f.Body, reason: str, params: dict[str, Any]) -> None:
    told = owing()
    told.called("NA", MONDAY)
    told.add(body, at("2026-11-17"))
    state = told.state(at("2026-11-17"))
    assert (state.tier, state.reason, state.reason_params) == (Tier.NEWS, reason, params)


def test_a_payment_that_bounces_is_news() -> None:
    told = owing()
    payment = told.paid(1_000, "2026-11-12")
    told.called("NA", MONDAY)
    told.add(f.Reversal(payment.uid, day("2026-11-17"), "bounced"), at("2026-11-17"))
    state = told.state(at("2026-11-17"))
    assert (state.tier, state.reason, state.reason_params) == (
        Tier.NEWS, "payment_reversed", {"date": day("2026-11-17")},
    )  # fmt: skip


def test_of_a_case_that_nobody_worked_nothing_is_news() -> None:
    told = owing()
    told.paid(1_000, "2026-11-12")
    assert where(told, MONDAY) == (Tier.NEW, "never_contacted")
