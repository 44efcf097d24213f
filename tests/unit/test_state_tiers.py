"""A case through its days: where it stands, why, and the moment at which it moves by itself."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from histories import (
    CARD,
    COLLECTOR,
    DEBTOR,
    GRACED,
    LOAN,
    OTHER_CASE,
    RULES,
    ZONE,
    Told,
    at,
    case_of,
    day,
    shown,
)  # fmt: skip
from test_commitments_state import agreed, plan_of

from app.domain import facts as f
from app.domain.rules import Rules
from app.domain.state import NO_CURRENCY, CaseState, derive
from app.domain.terms import HoldKind, Tier

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


# 7: limits and waits.


def thrice(told: Told, day_of: str = "2026-11-16") -> None:
    for clock in ("09:00", "10:00", "11:00"):
        told.called("RTP", at(day_of, clock))


def test_three_connected_calls_a_day_and_the_case_is_back_when_calls_are_allowed() -> None:
    """GB/T 45251—2025: three effective calls a day; hours 08:00 to 22:00. Midnight alone brings nothing back."""
    told = owing()
    thrice(told)
    limit, ranked = (Tier.WAITING, "limit_reached"), (Tier.RANKED, "ranked")
    assert where(told, at("2026-11-16", "23:59")) == where(told, at("2026-11-17", "00:01")) == limit
    moves(told, at("2026-11-17", "08:00"), limit, ranked)
    assert told.state(at("2026-11-16", "12:00")).next_at == at("2026-11-17", "08:00")


def test_two_calls_of_yesterday_and_one_of_today_are_no_limit() -> None:
    told = owing()
    for when in (at("2026-11-15", "20:00"), at("2026-11-15", "21:00"), at("2026-11-16", "09:00")):
        told.called("RTP", when)
    assert where(told, at("2026-11-16", "10:00")) == (Tier.RANKED, "ranked")


def test_the_limit_counts_over_all_cases_of_the_person_and_only_what_counts() -> None:
    told = owing()
    told.called("RTP", at("2026-11-16", "09:00"))
    told.called("NA", at("2026-11-16", "09:10"))
    told.called("unknown code", at("2026-11-16", "09:15"))
    body = f.Contact("call", "outbound", "RTP")
    told.add(body, at("2026-11-16", "09:20"), case=OTHER_CASE, person=DEBTOR)
    told.add(f.Contact("call", "inbound", "RTP"), at("2026-11-16", "09:25"), person=DEBTOR)
    told.add(body, at("2026-11-16", "09:28"), person=b"guarantor")
    assert where(told, at("2026-11-16", "09:29")) == (Tier.RANKED, "ranked")
    told.add(body, at("2026-11-16", "09:30"), case=OTHER_CASE, person=DEBTOR)
    assert where(told, at("2026-11-16", "09:31")) == (Tier.WAITING, "limit_reached")


def test_a_limit_goes_before_work_that_is_due() -> None:
    told = owing()
    told.promised(1_000, "2026-11-16", at("2026-11-15"))
    thrice(told)
    assert where(told, at("2026-11-16", "12:00")) == (Tier.WAITING, "limit_reached")


def test_a_snooze_ends_at_its_moment() -> None:
    told = owing()
    told.add(f.Snooze(at("2026-11-16", "11:00")), MONDAY)
    moves(told, at("2026-11-16", "11:00"), (Tier.WAITING, "snoozed"), (Tier.NEW, "never_contacted"))


def test_a_snooze_takes_the_place_of_our_own_step_and_a_later_contact_that_of_the_snooze() -> None:
    told = owing()
    told.called("NA", MONDAY, next_at=at("2026-11-18"), next_kind="retry")
    told.add(f.Snooze(at("2026-11-17")), at("2026-11-16", "10:00"))
    moves(told, at("2026-11-17"), (Tier.WAITING, "snoozed"), (Tier.RANKED, "ranked"))
    told.called("NA", at("2026-11-16", "12:00"), next_at=at("2026-11-16", "19:30"), next_kind="retry")
    assert where(told, at("2026-11-16", "13:00")) == (Tier.WAITING, "next_step_ahead")


def test_an_undone_contact_counts_for_nothing() -> None:
    told = owing()
    thrice(told)
    told.undo(told.facts[-1], at("2026-11-16", "11:05"))
    assert where(told, at("2026-11-16", "12:00")) == (Tier.RANKED, "ranked")


# 8: holds.


def test_a_hold_begins_and_ends_by_itself() -> None:
    told = owing()
    told.called("NA", MONDAY)
    told.add(f.Hold("payment_check", at("2026-11-17"), at("2026-11-18", "10:30")), MONDAY)
    ranked, held = (Tier.RANKED, "ranked"), (Tier.HELD, "on_hold")
    moves(told, at("2026-11-17"), ranked, held)
    moves(told, at("2026-11-18", "10:30"), held, ranked)


def test_of_several_holds_the_longest_says_until_when() -> None:
    told = owing()
    told.add(f.Hold("payment_check", MONDAY, at("2026-11-18")), MONDAY)
    told.add(f.Hold("complaint", MONDAY, at("2026-11-20")), MONDAY)
    state = told.state(MONDAY)
    assert (state.next_at, state.reason_params) == (
        at("2026-11-20"), {"hold": "complaint", "date": at("2026-11-20")},
    )  # fmt: skip
    lasting = told.add(f.Hold("dispute", MONDAY), MONDAY)
    state = told.state(MONDAY)
    assert (state.reason, state.next_at, state.reason_params) == ("on_hold_open", None, {"hold": "dispute"})
    told.add(f.Release(lasting.uid, "answered"), at("2026-11-16", "10:00"))
    assert where(told, at("2026-11-16", "11:00")) == (Tier.HELD, "on_hold")


@pytest.mark.parametrize("kind", HoldKind)
def test_every_hold_stops_collection(kind: HoldKind) -> None:
    told = owing()
    told.add(f.Hold(kind, MONDAY), MONDAY)
    assert told.state(MONDAY).tier is Tier.HELD


def test_death_told_in_another_case_holds_this_one() -> None:
    told = owing()
    told.add(f.Hold("deceased", MONDAY), MONDAY, case=OTHER_CASE, person=DEBTOR)
    assert where(told, MONDAY) == (Tier.HELD, "on_hold_open")


# 9: closed.


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f.Payment(100_000, "CNY", day("2026-11-16")), "settled"),
        (f.Recall(CARD, day("2026-11-16")), "recalled"),
        (f.Closing(CARD, day("2026-11-16"), "written_off"), "written_off"),
        (f.Closing(CARD, day("2026-11-16"), "sold"), "closed"),
        (f.Closing(CARD, day("2026-11-16"), "ranked"), "closed"),  # words of another tier are not said here
    ],
)
def test_how_a_case_was_closed(body: f.Body, reason: str) -> None:
    told = owing()
    told.add(body, MONDAY)
    state = told.state(MONDAY)
    assert (state.tier, state.reason, state.balance_minor, state.changes_at) == (Tier.CLOSED, reason, 0, None)
    assert (state.score, set(state.features.values())) == (0, {0})


def test_a_closed_case_stays_as_it_is_for_years() -> None:
    told = owing()
    told.promised(1_000, "2026-11-20", MONDAY)
    told.add(f.Recall(CARD, day("2026-11-17")), at("2026-11-17"))
    assert shown(told.state(at("2029-11-17"))) == shown(told.state(at("2026-11-17", "12:00")))


def test_a_case_is_open_while_any_account_is_and_the_last_one_says_how_it_closed() -> None:
    told = owing(CARD, LOAN)
    told.add(f.Closing(LOAN, day("2026-11-17"), "sold"), at("2026-11-17"))
    assert told.state(at("2026-11-17")).balance_minor == 100_000
    told.add(f.Recall(CARD, day("2026-11-16")), at("2026-11-18"))
    assert where(told, at("2026-11-18")) == (Tier.CLOSED, "closed")


def test_a_recall_announced_for_a_day_closes_then() -> None:
    told = owing()
    told.called("NA", at("2026-11-15"))
    told.add(f.Recall(CARD, day("2026-11-18")), MONDAY)
    moves(told, at("2026-11-18", "00:00"), (Tier.RANKED, "ranked"), (Tier.CLOSED, "recalled"))


def test_a_new_placement_opens_the_case_with_its_history() -> None:
    told = owing()
    told.called("NA", MONDAY)
    told.add(f.Recall(CARD, day("2026-11-17")), at("2026-11-17"))
    told.placed(CARD, on="2026-12-01", due="2026-09-03", purchase=120_000)
    moves(told, at("2026-12-01", "00:00"), (Tier.CLOSED, "recalled"), (Tier.RANKED, "ranked"))
    assert told.state(at("2026-12-02")).balance_minor == 120_000


def test_figures_that_were_never_placed_are_no_case() -> None:
    told = Told()
    told.snapshot(on="2026-11-02", due="2026-09-03", purchase=1)
    assert where(told, MONDAY) == (Tier.CLOSED, "closed")


# The score, and time.


def test_the_score_moves_at_midnight_of_the_day_that_raises_it() -> None:
    """Placed with 60 days past due on 2 November; on 17 November it is untouched for 15 days, 14 being a step."""
    told = owing(on="2026-11-03")
    before, after = (told.state(moment) for moment in (at("2026-11-16", "23:59"), at("2026-11-17", "00:00")))
    assert (before.features["untouched"], after.features["untouched"]) == (2, 3)
    assert before.changes_at == at("2026-11-17", "00:00")
    assert after.score > before.score


def test_the_next_bucket_and_the_recall_have_their_moment() -> None:
    told = Told()
    body = f.Placed(
        CARD,
        day("2026-11-16"),
        "CNY",
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        day("2026-11-10"),
        True,
        None,
        day("2026-11-19"),
    )
    told.add(body, MONDAY)
    state = told.state(MONDAY)
    assert (state.recall_on, state.features["recall"], state.features["bucket"]) == (day("2026-11-19"), 4, 1)
    assert state.changes_at == at("2026-11-19", "00:00")  # untouched for three days
    assert told.state(at("2026-11-19")).changes_at == at("2026-11-23", "00:00")


def test_a_value_date_that_lies_ahead_counts_from_its_day() -> None:
    told = owing()
    told.called("NA", at("2026-11-15"))
    told.add(f.Payment(100_000, "CNY", day("2026-11-18")), at("2026-11-14"))
    moves(told, at("2026-11-18", "00:00"), (Tier.RANKED, "ranked"), (Tier.CLOSED, "settled"))


def test_a_day_begins_at_midnight_of_the_debtors_zone() -> None:
    told = owing()
    told.called("PTP", MONDAY)
    told.promised(1_000, "2026-11-20", MONDAY)
    midnight = datetime.combine(date(2026, 11, 20), time(), ZONE)
    assert derive(case_of(told.facts), RULES, midnight - MILLISECOND).tier is Tier.WAITING
    assert derive(case_of(told.facts), RULES, midnight).tier is Tier.DUE_TODAY


def test_a_state_is_a_value() -> None:
    first, second = owing().state(MONDAY), owing().state(MONDAY)
    assert isinstance(first, CaseState)
    assert first == second


def test_a_case_that_nothing_moves_any_more_waits_for_facts_alone() -> None:
    """Every threshold is behind it: the longest bucket, thirty days untouched, the end of the limitation."""
    told = Told()
    told.placed(on="2020-01-10", due="2019-01-10", purchase=100_000)
    assert told.state(MONDAY).changes_at is None
