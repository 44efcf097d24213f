"""A call captured: what is stored as one act, what is refused at which field, what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from portfolio import OWN, SECOND, Broken, Portfolio, at, broken_in_the_middle

from app.domain.errors import NotFound, RuleViolation
from app.domain.terms import Channel, Direction, HoldKind, Tier
from app.services import contacts
from app.services.contacts import RecordContact
from app.services.given import (
    HoldGiven,
    OverrideGiven,
    PreferenceGiven,
    PromiseGiven,
    ReasonGiven,
)

PROMISED = PromiseGiven(200_000, date(2026, 11, 20))


def call(portfolio: Portfolio, result: str, **more: Any) -> RecordContact:
    given = {"point_id": portfolio.ids["own"]} | more
    return RecordContact(portfolio.act(), portfolio.case, result, **given)


def promised(portfolio: Portfolio, **more: Any) -> RecordContact:
    given = {"is_identity_checked": True, "reason": ReasonGiven("INCD", 3, 2), "promise": PROMISED} | more
    return call(portfolio, "PTP", **given)


def refused(portfolio: Portfolio, command: RecordContact) -> RuleViolation:
    before = portfolio.chain()
    with pytest.raises(RuleViolation) as caught:
        contacts.record(portfolio.context, command)
    assert portfolio.chain() == before
    return caught.value


def test_not_reached_needs_no_more_than_its_key(portfolio: Portfolio) -> None:
    recorded, changes = contacts.record(portfolio.context, call(portfolio, "NA"))
    (stored,) = portfolio.facts("contact")
    assert (stored["number"], stored["party_role"], stored["rule_check"]) == (OWN, "debtor", "allowed")
    assert stored["pack_version"] == portfolio.desk().pack.version
    assert stored["point_source"] == "left_with_lender"
    assert recorded.next_at == at("19:30")
    assert portfolio.state()["tier"] == Tier.WAITING
    assert changes.touches({"contacts"}, portfolio.case)
    assert changes.touches({"queue"})


@pytest.mark.parametrize(
    ("result", "clock", "expected"),
    [
        ("NA", "09:00", at("19:30")),
        ("NA", "19:00", at("19:30")),
        ("NA", "19:01", at("10:00", 17)),
        ("BSY", "10:00", at("11:00")),
        ("BSY", "21:30", at("10:00", 17)),  # an hour later is past 22:00
        ("OFF", "10:00", at("10:00", 17)),
        ("SUS", "10:00", at("10:00", 19)),
        ("RTP", "10:00", at("10:00", 19)),
    ],
)
def test_next_step_follows_result_and_hours(
    portfolio: Portfolio, result: str, clock: str, expected: Any
) -> None:
    portfolio.go(clock)
    given = {} if result != "RTP" else {"is_identity_checked": True, "reason": ReasonGiven("MAL")}
    recorded, _ = contacts.record(portfolio.context, call(portfolio, result, **given))
    assert recorded.next_at == expected


def test_used_up_limit_moves_the_next_step_to_the_morning(portfolio: Portfolio) -> None:
    for clock in ("09:00", "10:00"):
        portfolio.go(clock)
        contacts.record(portfolio.context, call(portfolio, "HUP"))
    portfolio.go("11:00")
    third, _ = contacts.record(portfolio.context, call(portfolio, "HUP"))
    # Not 13:00: the third connected call of the day is the last to this person.
    assert third.next_at == at("10:00", 17)
    assert portfolio.state()["tier"] == Tier.WAITING


def test_one_act_holds_contact_reason_and_promise(portfolio: Portfolio) -> None:
    recorded, changes = contacts.record(
        portfolio.context, promised(portfolio, note="  工资到账后\r\n先还两千 ")
    )
    (contact,), (reason,), (promise,) = (portfolio.facts(kind) for kind in ("contact", "reason", "promise"))
    assert contact["act"] == reason["act"] == promise["act"] == recorded.act
    assert contact["note"] == "工资到账后\n先还两千"
    assert (reason["code"], reason["willingness"], reason["ability"]) == ("INCD", 3, 2)
    assert (promise["amount_minor"], promise["due_on"]) == (200_000, "2026-11-20")
    assert recorded.promise == promise["uid"]
    assert recorded.next_at is None
    state = portfolio.state()
    assert (state["tier"], state["reason"]) == (Tier.WAITING, "promise_ahead")
    assert changes.touches({"promises"}, portfolio.case)


def test_repeated_save_adds_nothing_and_answers_the_same(portfolio: Portfolio) -> None:
    command = promised(portfolio)
    first = contacts.record(portfolio.context, command)
    chain = portfolio.chain()
    portfolio.go("09:00", 25)  # after the promise's day, when the form itself would be refused
    assert contacts.record(portfolio.context, command) == first
    assert portfolio.chain() == chain


def test_crash_in_the_middle_leaves_nothing(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    chain, states = portfolio.chain(), portfolio.states()
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        contacts.record(portfolio.context, promised(portfolio))
    assert (portfolio.chain(), portfolio.states()) == (chain, states)


def test_new_promise_supersedes_the_open_one(portfolio: Portfolio) -> None:
    first, _ = contacts.record(portfolio.context, promised(portfolio))
    later = replace(PROMISED, amount_minor=100_000, due_on=date(2026, 11, 27))
    contacts.record(portfolio.context, promised(portfolio, promise=later, reason=None))
    assert portfolio.facts("promise")[1]["supersedes"] == first.promise
    (standing,) = portfolio.desk().state.commitments.promises
    assert standing.amount_minor == 100_000


def test_promise_on_another_account_stands_beside(portfolio: Portfolio) -> None:
    on_card = replace(PROMISED, account_id=portfolio.ids["card"])
    on_loan = replace(PROMISED, account_id=portfolio.ids["loan"])
    contacts.record(portfolio.context, promised(portfolio, promise=on_card))
    contacts.record(portfolio.context, promised(portfolio, promise=on_loan))
    assert len(portfolio.desk().state.commitments.promises) == 2


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"is_identity_checked": None}, "identity_required", "identity"),
        ({"reason": None}, "reason_required", "reason"),
        ({"promise": None}, "promise_required", "promise"),
        ({"reason": ReasonGiven("NOPE")}, "reason_unknown", "reason"),
        ({"reason": ReasonGiven("INCD", willingness=6)}, "level_out_of_range", "willingness"),
        ({"promise": replace(PROMISED, amount_minor=0)}, "promise_of_nothing", "amount_minor"),
        ({"promise": replace(PROMISED, amount_minor=1_580_001)}, "promise_above_debt", "amount_minor"),
        ({"promise": replace(PROMISED, due_on=date(2026, 11, 15))}, "promise_in_past", "due_on"),
        ({"promise": replace(PROMISED, due_on=date(2062, 11, 15))}, "date_too_far", "due_on"),
        ({"note": "好\u202eabc"}, "text_control", "note"),
        ({"note": "a\x07b"}, "text_control", "note"),
        ({"note": "\ud800"}, "text_control", "note"),
        ({"note": "长" * 100_000}, "text_too_long", "note"),
        ({"reason": ReasonGiven("INCD", note="x\u2066")}, "text_control", "reason_note"),
        ({"promise": replace(PROMISED, note="\x00")}, "text_control", "promise_note"),
        ({"next_at": at("08:59")}, "next_in_past", "next_at"),
        ({"started_at": at("09:01")}, "contact_in_future", "started_at"),
        ({"started_at": at("08:50"), "ended_at": at("08:49")}, "contact_ends_before_start", "ended_at"),
        ({"channel": Channel.LETTER}, "result_not_for_channel", "result"),
        ({"callback_at": at("08:59")}, "callback_in_past", "callback_at"),
        ({"callback_at": at("22:00")}, "callback_outside_hours", "callback_at"),
        ({"hold": HoldGiven(HoldKind.PLAN_PERFORMING)}, "hold_not_by_hand", "kind"),
        ({"hold": HoldGiven(HoldKind.HARDSHIP, at("08:00"))}, "hold_ends_in_past", "until_at"),
        ({"preference": PreferenceGiven("sing")}, "wish_unknown", "preference"),
        ({"preference": PreferenceGiven("hours")}, "wish_needs_hours", "hours_from"),
        ({"preference": PreferenceGiven("channel_refused")}, "wish_needs_channel", "preference_channel"),
    ],
)
def test_bad_input_is_refused_at_its_field(
    portfolio: Portfolio, more: dict[str, Any], code: str, field: str
) -> None:
    error = refused(portfolio, promised(portfolio, **more))
    assert (error.code, error.field) == (code, field)


def test_what_a_result_cannot_be(portfolio: Portfolio) -> None:
    assert refused(portfolio, call(portfolio, "KP")).code == "result_derived"
    inbound = call(portfolio, "CIN", is_identity_checked=True, reason=ReasonGiven("FTP"))
    assert refused(portfolio, inbound).code == "result_inbound_only"
    assert refused(portfolio, call(portfolio, "NA", promise=PROMISED)).code == "promise_not_with_result"
    assert refused(portfolio, call(portfolio, "OTH")).code == "remark_required"
    assert refused(portfolio, call(portfolio, "CBK")).code == "callback_required"
    assert refused(portfolio, call(portfolio, "PRF", is_identity_checked=True)).code == "preference_required"
    assert refused(portfolio, call(portfolio, "NA", point_id=None)).code == "number_required"


def test_what_is_not_there_is_said(portfolio: Portfolio) -> None:
    nobody = portfolio.act()
    for command, code in (
        (RecordContact(portfolio.act(), nobody, "NA"), "case_missing"),
        (call(portfolio, "NA", point_id=nobody), "point_missing"),
        (call(portfolio, "NA", party_id=nobody), "party_missing"),
        (call(portfolio, "XXX"), "result_unknown"),
        (promised(portfolio, promise=replace(PROMISED, account_id=nobody)), "account_missing"),
    ):
        with pytest.raises(NotFound, match=code):
            contacts.record(portfolio.context, command)


def test_reason_is_kept_from_last_time(portfolio: Portfolio) -> None:
    contacts.record(portfolio.context, promised(portfolio))
    refuses = call(portfolio, "RTP", is_identity_checked=False)
    contacts.record(portfolio.context, refuses)
    assert len(portfolio.facts("reason")) == 1
    assert portfolio.facts("contact")[1]["is_identity_checked"] == 0


def test_result_says_the_reason_where_none_is_on_file(portfolio: Portfolio) -> None:
    contacts.record(portfolio.context, call(portfolio, "DSP", is_identity_checked=True))
    assert portfolio.facts("reason")[0]["code"] == "ARGU"


def test_dispute_holds_until_it_is_lifted(portfolio: Portfolio) -> None:
    command = call(portfolio, "DSP", is_identity_checked=True, reason=ReasonGiven("ARGU"))
    recorded, changes = contacts.record(portfolio.context, command)
    assert (recorded.hold, recorded.hold_until, recorded.next_at) == ("dispute", None, None)
    assert not recorded.goes_on
    assert portfolio.state()["tier"] == Tier.HELD
    assert changes.touches({"holds"}, portfolio.case)


def test_says_paid_holds_for_two_days_once(portfolio: Portfolio) -> None:
    paid = {"is_identity_checked": True, "reason": ReasonGiven("FTP")}
    recorded, _ = contacts.record(portfolio.context, call(portfolio, "CP", **paid))
    assert recorded.hold_until == recorded.next_at == at("09:00", 18)
    contacts.record(portfolio.context, call(portfolio, "CP", hold=None, **paid))
    assert len(portfolio.facts("hold")) == 1


def test_call_back_becomes_due(portfolio: Portfolio) -> None:
    contacts.record(portfolio.context, call(portfolio, "CBK", callback_at=at("14:30")))
    assert portfolio.state()["reason"] == "call_back_ahead"
    portfolio.go("14:30")
    assert portfolio.state()["tier"] == Tier.CALL_BACK


def test_call_back_outside_the_hours_needs_consent(portfolio: Portfolio) -> None:
    consent = PreferenceGiven("consent_hours", hours_from=time(22), hours_to=time(23))
    late = call(portfolio, "CBK", callback_at=at("22:30"), preference=consent)
    contacts.record(portfolio.context, late)
    portfolio.go("22:30")
    desk = portfolio.desk()
    assert desk.permit(portfolio.ids["own"], Channel.CALL, desk.purpose_for(desk.case.points[0])).allowed


def test_chosen_next_step_wins(portfolio: Portfolio) -> None:
    recorded, _ = contacts.record(portfolio.context, call(portfolio, "NA", next_at=at("12:00", 20)))
    assert (recorded.next_at, recorded.next_kind) == (at("12:00", 20), "retry")


def test_contact_of_an_hour_ago_is_judged_by_its_own_hour(portfolio: Portfolio) -> None:
    night = call(portfolio, "NA", started_at=at("07:59"), ended_at=at("08:00"))
    recorded, _ = contacts.record(portfolio.context, night)
    assert recorded.rule_check == "hours"
    (stored,) = portfolio.facts("contact")
    assert stored["duration_s"] == 60
    assert stored["occurred_at"] == int(at("07:59").timestamp() * 1000)


def test_logging_is_never_blocked_and_says_what_was_broken(portfolio: Portfolio) -> None:
    portfolio.go("23:10")
    recorded, _ = contacts.record(portfolio.context, call(portfolio, "NA"))
    assert recorded.rule_check == "hours"
    assert recorded.next_at == at("10:00", 17)


def test_override_of_a_soft_rule_is_a_fact_of_the_act(portfolio: Portfolio) -> None:
    contacts.record(portfolio.context, call(portfolio, "EMP"))
    again = call(portfolio, "NA", override=OverrideGiven("银行确认号码已恢复"))
    contacts.record(portfolio.context, again)
    (override,) = portfolio.facts("override")
    assert (override["rule"], override["act"]) == ("invalid_number", again.act)
    assert override["why"] == "银行确认号码已恢复"


def test_inbound_call_counts_to_nothing(portfolio: Portfolio) -> None:
    command = call(
        portfolio,
        "CIN",
        point_id=None,
        number="+86 139-0000-8817",
        direction=Direction.INBOUND,
        party_id=portfolio.ids["li_party"],
        is_identity_checked=True,
        reason=ReasonGiven("FTP"),
    )
    recorded, _ = contacts.record(portfolio.context, command)
    (stored,) = portfolio.facts("contact")
    assert (stored["number"], stored["person_id"], recorded.rule_check) == (
        SECOND,
        portfolio.ids["li"],
        "inbound",
    )
    desk = portfolio.desk()
    decision = desk.permit(portfolio.ids["own"], Channel.CALL, desk.purpose_for(desk.case.points[0]))
    assert decision.counters.connected == 0


def test_somebody_else_on_the_debtors_phone_is_nobody_of_the_case(portfolio: Portfolio) -> None:
    recorded, _ = contacts.record(portfolio.context, call(portfolio, "NSA"))
    (stored,) = portfolio.facts("contact")
    assert (stored["party_id"], stored["person_id"]) == (None, portfolio.ids["li"])
    assert recorded.is_third_person


def test_death_holds_every_case_of_the_person(portfolio: Portfolio) -> None:
    contacts.record(
        portfolio.context, call(portfolio, "DEC", note="儿子告知", point_id=portfolio.ids["fathers"])
    )
    assert portfolio.state()["tier"] == portfolio.state(portfolio.other_case)["tier"] == Tier.HELD
    assert portfolio.state(portfolio.neighbour)["tier"] != Tier.HELD


def test_illness_of_a_guarantor_stays_in_the_case(portfolio: Portfolio) -> None:
    ill = call(
        portfolio,
        "VUL",
        point_id=portfolio.ids["guarantors"],
        is_identity_checked=True,
        reason=ReasonGiven("DIS"),
    )
    contacts.record(portfolio.context, ill)
    assert portfolio.state()["tier"] == Tier.HELD
    assert portfolio.state(portfolio.other_case)["tier"] != Tier.HELD


def test_plan_key_opens_the_plan(portfolio: Portfolio) -> None:
    command = call(portfolio, "INS", is_identity_checked=True, reason=ReasonGiven("UNEM"))
    recorded, _ = contacts.record(portfolio.context, command)
    assert (recorded.opens, recorded.goes_on) == ("plan", False)
    assert recorded.next_at == at("10:00") + timedelta(days=1)
