"""Who may be spoken to: those who answer for the debt, third persons, and when a debtor counts as lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gate_situations import (
    CN,
    DEBTOR,
    FATHER,
    FATHERS,
    FATHERS_PHONE,
    GUARANTOR,
    LOST,
    MOBILE,
    QUIET,
    SECOND,
    SHANGHAI,
    WIFE,
    at,
    contact,
    may,
    without,
)

from app.domain.lost import lost_state
from app.domain.rulepack import RulePack, Severity
from app.domain.situation import ContactView, LostTrigger, LostView, PointView
from app.domain.terms import Channel, Direction, Purpose, Role

# --- class of person: 2011 Measures art 68, CBA 2026, Civil Code 1064, 1161 ----------------------------------


@pytest.mark.parametrize("role", [Role.DEBTOR, Role.CO_DEBTOR, Role.GUARANTOR])
def test_those_who_answer_for_the_debt_may_be_collected_from(role: Role) -> None:
    assert may(point=PointView(SECOND, GUARANTOR, role)).allowed


@pytest.mark.parametrize("role", [Role.LISTED_CONTACT, Role.FAMILY, Role.EMPLOYER, Role.OTHER])
def test_nobody_else_may_even_when_the_debtor_is_lost(role: Role) -> None:
    decision = may(replace(QUIET, lost=LOST), PointView(FATHERS, FATHER, role))
    assert (decision.rule, decision.article, decision.until) == ("collect_from", "68", None)


def test_a_spouse_only_where_the_debt_is_shared() -> None:
    wife = PointView(SECOND, WIFE, Role.SPOUSE)
    assert (may(point=wife).rule, may(point=wife).article) == ("spouse", "1064")
    assert may(point=replace(wife, is_debt_related=True)).allowed


def test_an_heir_only_after_death_and_the_dead_never() -> None:
    heir = PointView(SECOND, WIFE, Role.HEIR)
    assert (may(point=heir).rule, may(point=heir).article) == ("heir", "1161")
    dead = replace(QUIET, is_deceased=True)
    assert may(dead, heir).allowed
    assert may(dead).rule == "deceased"
    assert may(dead, FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST).allowed


def test_a_debt_related_flag_makes_no_obligor_of_a_father() -> None:
    assert may(point=replace(FATHERS_PHONE, is_debt_related=True)).rule == "collect_from"


def test_a_third_person_may_be_asked_to_relay_only_when_the_debtor_is_lost() -> None:
    decision = may(point=FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST)
    assert (decision.rule, decision.severity, decision.until) == ("third_person_lost", Severity.HARD, None)
    lost = replace(QUIET, lost=LOST)
    assert may(lost, FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST).allowed
    assert may(lost, FATHERS_PHONE, Channel.SMS, Purpose.RELAY_REQUEST).rule == "third_person_channels"


def test_from_the_next_day_means_the_next_morning() -> None:
    tomorrow = replace(QUIET, lost=replace(LOST, opens_at=at("00:00", 21)))
    decision = may(tomorrow, FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST)
    assert (decision.rule, decision.until) == ("third_person_lost", at("08:00", 21))
    just_now = replace(QUIET, lost=replace(LOST, opens_at=at("10:00")))
    assert may(just_now, FATHERS_PHONE, purpose=Purpose.RELAY_REQUEST).allowed


def test_a_refusal_is_for_good() -> None:
    refused = replace(FATHERS_PHONE, has_refused=True)
    for purpose in Purpose:
        decision = may(replace(QUIET, lost=LOST), refused, purpose=purpose)
        assert (decision.rule, decision.until, decision.overridable) == ("third_person_refusal", None, False)


def test_one_who_offers_to_pay_is_answered() -> None:
    """GB/T 45251-2025, third persons."""
    assert may(point=FATHERS_PHONE, purpose=Purpose.ANSWER).rule == "collect_from"
    assert may(point=replace(FATHERS_PHONE, has_offered_to_pay=True), purpose=Purpose.ANSWER).allowed
    assert may(point=replace(FATHERS_PHONE, has_offered_to_pay=True)).rule == "collect_from"


def test_packs_with_looser_or_stricter_rules_for_third_persons() -> None:
    lost = replace(QUIET, lost=LOST)
    relay = Purpose.RELAY_REQUEST
    assert (
        may(lost, FATHERS_PHONE, purpose=relay, pack=without("third_person_purposes")).rule == "collect_from"
    )
    assert may(lost, FATHERS_PHONE, Channel.SMS, relay, pack=without("third_person_channels")).allowed
    assert may(point=FATHERS_PHONE, pack=without("collect_from")).allowed
    assert may(point=PointView(SECOND, WIFE, Role.SPOUSE), pack=without("spouse")).rule == "collect_from"


# --- lost: CBA 2026, third persons ---------------------------------------------------------------------------


def lost(
    *contacts: ContactView, pack: RulePack = CN, reserved: tuple[str, ...] = (MOBILE,)
) -> LostView | None:
    return lost_state(contacts, DEBTOR, reserved, SHANGHAI, pack)


def test_a_dead_reserved_mobile_opens_at_once() -> None:
    assert lost(contact("EMP", at("10:00"))) == LostView(LostTrigger.INVALID_NUMBER, at("10:00"), at("10:00"))
    stranger = lost(contact("NSN", at("10:00")))
    assert stranger is not None
    assert stranger.trigger is LostTrigger.INVALID_NUMBER
    assert lost(contact("EMP", at("10:00"), number=SECOND)) is None
    assert lost(contact("EMP", at("10:00")), pack=without("lost_invalid_number")) is None
    assert lost(contact("TPX", at("10:00"))) is None
    assert lost(contact("SUS", at("10:00"))) is None


def test_of_two_reserved_mobiles_both_must_be_dead() -> None:
    both = (MOBILE, SECOND)
    assert lost(contact("EMP", at("10:00")), reserved=both) is None
    found = lost(contact("EMP", at("10:00")), contact("EMP", at("10:05"), number=SECOND), reserved=both)
    assert found is not None
    assert found.opens_at == at("10:05")


def test_three_failed_dials_in_a_row_open_the_next_day() -> None:
    dials = [contact(result, at(f"10:0{i}")) for i, result in enumerate(["NA", "OFF", "BSY"])]
    assert lost(*dials) == LostView(LostTrigger.DIALS_IN_A_ROW, at("10:02"), at("00:00", 21))
    assert lost(*dials[:2]) is None
    assert lost(dials[0], contact("HUP", at("10:01")), *dials[2:], contact("NA", at("10:05"))) is None
    assert lost(contact("NA", at("20:00", 19)), contact("NA", at("20:01", 19)), dials[0], dials[1]) is None


def test_three_days_in_a_row_open_directly() -> None:
    days = [contact("NA", at("10:00", day)) for day in (18, 19, 20)]
    assert lost(*days) == LostView(LostTrigger.DAYS_IN_A_ROW, at("10:00"), at("10:00"))
    assert lost(*days[:2]) is None
    assert lost(days[0], days[2], contact("NA", at("10:00", 21))) is None
    assert lost(*days, pack=without("lost_days_in_a_row", "lost_dials_in_a_row")) is None


def test_somebody_else_answering_does_not_reach_the_debtor() -> None:
    days = [contact("NA", at("10:00", 18)), contact("NA", at("10:00", 19)), contact("NA", at("10:00", 20))]
    answered = contact("NSA", at("11:00", 19), reached=FATHER)
    assert lost(days[0], days[1], answered, days[2]) is not None


def test_the_trigger_that_opens_first_stands() -> None:
    dials = [contact("NA", at(f"10:0{i}")) for i in range(3)]
    found = lost(*dials, contact("EMP", at("11:00")), contact("NA", at("12:00")))
    assert found == LostView(LostTrigger.INVALID_NUMBER, at("11:00"), at("11:00"))
    dead = contact("EMP", at("10:00", 18))
    assert lost(dead, contact("NA", at("10:00", 19)), contact("NA", at("10:00"))) == LostView(
        LostTrigger.INVALID_NUMBER, at("10:00", 18), at("10:00", 18)
    )


@pytest.mark.parametrize(
    "reaching",
    [
        contact("PTP", at("12:00"), number=SECOND, reached=DEBTOR),
        contact("SR", at("12:00"), reached=DEBTOR, channel=Channel.SMS, direction=Direction.INBOUND),
        contact("CIN", at("12:00"), reached=DEBTOR, direction=Direction.INBOUND),
    ],
)
def test_reaching_the_debtor_ends_it(reaching: ContactView) -> None:
    dead = contact("EMP", at("10:00"))
    assert lost(dead, reaching) is None
    assert lost(dead, reaching, replace(dead, at=at("13:00"))) is not None
    kept = lost(dead, reaching, pack=without("lost_ends_when_reached"))
    assert kept is not None


def test_reaching_the_debtor_begins_the_row_anew() -> None:
    reached = contact("PTP", at("10:02"), number=SECOND, reached=DEBTOR)
    before = [contact("NA", at("10:00")), contact("NA", at("10:01"))]
    assert lost(*before, reached, contact("NA", at("10:03"))) is None
    days = [contact("NA", at("10:00", 18)), contact("NA", at("10:00", 19))]
    assert lost(*days, replace(reached, at=at("12:00", 19)), contact("NA", at("10:00"))) is None


def test_hearing_of_another_person_does_not_end_it() -> None:
    dead = contact("EMP", at("10:00"))
    other = contact("PTP", at("12:00"), number=SECOND, person=GUARANTOR, reached=GUARANTOR)
    unsure = contact("HUP", at("12:30"), number=SECOND, reached=DEBTOR)
    assert lost(dead, other, unsure) is not None
