"""A case that waits, is held or closed; and the days that change it by themselves."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from test_state_tiers import MILLISECOND, MONDAY, moves, owing, where

from app.domain import facts as f
from app.domain.state import CaseState, derive
from app.domain.terms import HoldKind, Tier
from tests.unit.histories import (
    CARD,
    DEBTOR,
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


@pytest.mark.parametrize("kind", [kind for kind, term in RULES.vocabulary.holds.items() if term.blocks])
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
