"""One pass over the facts: what happened last, what is open, what stops contact."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain import facts as f
from app.domain.facts import KINDS
from app.domain.history import PERSON_HOLDS, History, add_person, history
from app.domain.terms import HoldKind
from tests.unit.histories import CARD, DEBTOR, LOAN, OTHER_CASE, RULES, Told, at, case_of, day


def past(told: Told) -> History:
    return history(told.case().facts, RULES.codes)


def test_of_a_working_view_the_latest_counts() -> None:
    told = Told()
    for no, code in enumerate(("INCD", "ARGU")):
        told.add(f.Reason(code), at("2026-11-16", f"1{no}:00"))
        told.add(f.Means("CNY", 1, 1, no), at("2026-11-16", f"1{no}:00"))
        told.add(f.Snooze(at("2026-11-17", f"1{no}:00")), at("2026-11-16", f"1{no}:00"))
        told.add(f.Assignment(b"collector %d" % no), at("2026-11-16", f"1{no}:00"))
        told.add(f.Acknowledged(code), at("2026-11-16", f"1{no}:00"))
    found = past(told)
    assert (found.reason.body.code, found.means.body.surplus_minor) == ("ARGU", 1)
    assert found.snooze.body.until_at == at("2026-11-17", "11:00")
    assert (found.collector, found.acknowledged.body.what) == (b"collector 1", "ARGU")


def test_contacts_are_all_kept_and_the_last_right_party_is_known() -> None:
    told = Told()
    facts = [
        told.called(code, at("2026-11-16", f"1{no}:00")) for no, code in enumerate(("NA", "PTP", "NSA", "??"))
    ]
    found = past(told)
    assert found.contacts == facts
    assert (found.last_contact, found.last_right_party) == (facts[3], facts[1])


def test_lists_keep_the_order_of_what_happened() -> None:
    told = Told()
    told.promised(2, "2026-11-30", at("2026-11-17"))
    told.promised(1, "2026-11-30", at("2026-11-16"))
    told.placed(CARD, on="2026-11-02", due=None)
    told.placed(LOAN, on="2026-11-01", due=None)
    found = past(told)
    assert [fact.body.amount_minor for fact in found.promises] == [1, 2]
    assert [fact.body.account_id for fact in found.placed] == [LOAN, CARD]


def test_news_are_payments_their_reversal_messages_and_what_came_back() -> None:
    told = Told()
    payment = told.paid(1, "2026-11-16")
    told.add(f.Reversal(payment.uid, day("2026-11-17"), "bounced"), at("2026-11-17"))
    told.add(f.Message("sms", "debtor", "?"), at("2026-11-18"))
    told.add(f.Delivery(b"letter", "returned", at("2026-11-19")), at("2026-11-19"))
    told.add(f.Delivery(b"letter", "delivered", at("2026-11-20")), at("2026-11-20"))
    told.add(f.Statement(CARD, day("2026-11-01"), day("2026-11-21"), "CNY", 1), at("2026-11-21"))
    found = past(told)
    assert [fact.kind for fact in found.news] == ["payment", "reversal", "message", "delivery"]
    assert (found.payments, found.live_payments) == ([payment], [])


def test_payments_that_were_not_taken_back_are_live() -> None:
    told = Told()
    payment = told.paid(1, "2026-11-16")
    assert past(told).live_payments == [payment]


def test_cancelled_and_released_are_known_by_what_they_end() -> None:
    told = Told()
    promise = told.promised(1, "2026-11-30", at("2026-11-16"))
    cancelled = told.add(f.PromiseCancelled(promise.uid, "asked"), at("2026-11-17"))
    hold = told.add(f.Hold("dispute", at("2026-11-16")), at("2026-11-16"))
    release = told.add(f.Release(hold.uid, "answered"), at("2026-11-17"))
    found = past(told)
    assert found.cancelled_promises == {promise.uid: cancelled}
    assert found.released == {hold.uid: release}


def test_a_hold_is_in_force_from_its_start_to_its_end() -> None:
    told = Told()
    start, end = at("2026-11-16"), at("2026-11-18")
    timed = told.add(f.Hold("dispute", start, end), start)
    found = past(told)
    moment = timedelta(milliseconds=1)
    assert [found.active_holds(now) for now in (start - moment, start, end - moment, end)] == [
        [],
        [timed],
        [timed],
        [],
    ]


def test_a_hold_without_end_lasts_until_it_is_released() -> None:
    told = Told()
    hold = told.add(f.Hold("dispute", at("2026-11-16")), at("2026-11-16"))
    assert past(told).active_holds(at("2036-11-16")) == [hold]
    told.add(f.Release(hold.uid, "over"), at("2026-11-17"))
    assert past(told).active_holds(at("2026-11-18")) == []


@pytest.mark.parametrize("kind", HoldKind)
def test_what_concerns_the_person_holds_their_other_cases_too(kind: HoldKind) -> None:
    told = Told()
    told.add(f.Hold(kind, at("2026-11-16")), at("2026-11-16"), case=OTHER_CASE, person=DEBTOR)
    case = case_of(told.facts)
    found = history(case.facts, RULES.codes)
    add_person(found, case.person_facts)
    assert bool(found.holds) == (kind in PERSON_HOLDS)


def test_a_wish_and_a_release_of_the_person_are_taken_over_and_nothing_else() -> None:
    told = Told()
    hold = told.add(f.Hold("deceased", at("2026-11-16")), at("2026-11-16"), case=OTHER_CASE, person=DEBTOR)
    wish = told.add(f.Preference("no_contact"), at("2026-11-16"), case=None, person=DEBTOR)
    told.add(f.Release(hold.uid, "a mistake"), at("2026-11-17"), case=OTHER_CASE, person=DEBTOR)
    told.add(f.Payment(1, "CNY", day("2026-11-17")), at("2026-11-17"), case=OTHER_CASE, person=DEBTOR)
    case = case_of(told.facts)
    found = history(case.facts, RULES.codes)
    add_person(found, case.person_facts)
    assert (found.preferences, found.active_holds(at("2026-11-18"))) == ([wish], [])
    assert not found.payments


def test_every_other_kind_is_read_over() -> None:
    """A kind that says nothing of the state changes nothing in it."""
    told = Told()
    silent = {"statement", "imported", "blocked", "override", "export", "reveal", "anchor"}
    for kind in sorted(silent):
        told.add(f.restored(KINDS[kind], [None] * len(f.columns(KINDS[kind]))), at("2026-11-16"))
    assert past(told) == History()
