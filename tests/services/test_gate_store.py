"""The gate on a real store: counters over cases, shared numbers, third persons, refusals, dials and overrides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from portfolio import SECOND, Broken, Portfolio, at, broken_in_the_middle

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import CountElsewhere, Placed
from app.domain.gate import Decision
from app.domain.situation import LostTrigger
from app.domain.terms import Channel, Purpose, Tier
from app.models import people
from app.services import acts, contacts, dialling
from app.services.acts import Undo
from app.services.contacts import RecordContact
from app.services.dialling import Dial
from app.services.given import OverrideGiven, PreferenceGiven, ReasonGiven


def call(portfolio: Portfolio, result: str, point: str = "own", case: str = "case", **more: Any) -> bytes:
    command = RecordContact(portfolio.act(), portfolio.ids[case], result, portfolio.ids[point], **more)
    contacts.record(portfolio.context, command)
    return command.act


def asked(portfolio: Portfolio, point: str = "own", case: str = "case", **more: Any) -> Decision:
    desk = portfolio.desk(portfolio.ids[case])
    purpose = more.get("purpose") or desk.purpose_for(desk.point(portfolio.ids[point]))
    return desk.permit(portfolio.ids[point], Channel.CALL, purpose)


def spoken(portfolio: Portfolio, **more: Any) -> bytes:
    return call(portfolio, "CMIN", is_identity_checked=True, reason=ReasonGiven("FTP"), **more)


# Hours: CBA 2026 art. 13, half open on the debtor's clock.


@pytest.mark.parametrize(
    ("clock", "rule"), [("07:59", "hours"), ("08:00", None), ("21:59", None), ("22:00", "hours")]
)
def test_hours(portfolio: Portfolio, clock: str, rule: str | None) -> None:
    portfolio.go(clock)
    decision = asked(portfolio)
    assert decision.rule == rule
    if rule:
        assert decision.until == at("08:00", 16 if clock == "07:59" else 17)
        assert (decision.source, decision.article) == ("cba_2026", "13")


# Connected calls: GB/T 45251-2025 5.3.2.1, three a person and day, over all cases.


def test_three_connected_calls_over_two_cases_of_one_person(portfolio: Portfolio) -> None:
    spoken(portfolio)
    call(portfolio, "HUP", "own_other", "other_case")
    assert (
        asked(portfolio).counters.connected
        == asked(portfolio, "own_other", "other_case").counters.connected
        == 2
    )
    call(portfolio, "HUP", "second")
    for point, case in (("own", "case"), ("second", "case"), ("own_other", "other_case")):
        decision = asked(portfolio, point, case)
        assert (decision.rule, decision.until) == ("connected_calls", at("08:00", 17))
    assert portfolio.state(portfolio.other_case)["reason"] == "limit_reached"
    # The guarantor and the neighbour have a day of their own.
    assert asked(portfolio, "guarantors").allowed
    assert asked(portfolio, "chens_phone", "neighbour").allowed
    portfolio.go("08:00", 17)
    assert asked(portfolio).allowed
    assert portfolio.state(portfolio.other_case)["tier"] != Tier.WAITING


def test_guarantor_who_is_a_debtor_elsewhere_has_one_day(portfolio: Portfolio) -> None:
    """王刚 answers for 李明's card and owes a loan himself, on another number."""
    names = ("wang_case", "wang_party", "wang_point", "wang_loan")
    ids = portfolio.ids | {name: portfolio.act() for name in names}
    with portfolio.context.db.write() as connection:
        own = {"person_id": ids["guarantor"]}
        case = {"no": 9, "id": ids["wang_case"], "creditor_id": ids["lender"], "opened_at": 0}
        people.add_cases(connection, [case | own])
        party = {"id": ids["wang_party"], "case_id": ids["wang_case"], "role": "debtor"}
        people.add_parties(connection, [party | own])
        people.add_points(
            connection,
            [
                {
                    "id": ids["wang_point"], "party_id": ids["wang_party"], "kind": "mobile", "value": "13300003333",
                    "normal": "13300003333", "source": "contract", "is_reserved": 1, "added_at": 0,
                }
            ],
        )  # fmt: skip
        loan = {
            "id": ids["wang_loan"],
            "case_id": ids["wang_case"],
            "creditor_id": ids["lender"],
            "number": "W-1",
        }
        people.add_accounts(connection, [loan | {"currency": "CNY"}])
        owes = Placed(
            ids["wang_loan"], date(2026, 10, 17), "CNY", 100_000, 0, 0, 0, 0, 0, 0, 0, date(2026, 10, 1), True
        )
        entry = acts.entry(portfolio.context, owes, ids["wang_case"], portfolio.clock.now)
        acts.append(connection, portfolio.context, portfolio.act(), [entry])
    portfolio.ids = ids
    call(portfolio, "HUP", "wang_point", "wang_case")
    for _ in range(2):
        call(portfolio, "HUP", "guarantors")
    assert asked(portfolio, "guarantors").rule == "connected_calls"
    assert asked(portfolio, "wang_point", "wang_case").rule == "connected_calls"
    assert asked(portfolio, "own").allowed
    # His own case waits too, though the last call was made for another's debt.
    assert portfolio.state(ids["wang_case"])["reason"] == "limit_reached"


def test_calls_made_elsewhere_count(portfolio: Portfolio) -> None:
    told = CountElsewhere(date(2026, 11, 16), 2, 0)
    with portfolio.context.db.write() as connection:
        entry = acts.entry(
            portfolio.context, told, portfolio.case, at("08:30"), person_id=portfolio.ids["li"]
        )
        acts.append(connection, portfolio.context, portfolio.act(), [entry])
    call(portfolio, "HUP")
    assert asked(portfolio).rule == "connected_calls"
    assert asked(portfolio, "own_other", "other_case").rule == "connected_calls"


def test_undone_call_gives_its_count_back(portfolio: Portfolio) -> None:
    made = [call(portfolio, "HUP") for _ in range(3)]
    assert not asked(portfolio).allowed
    acts.undo(portfolio.context, Undo(made[1], portfolio.act()))
    assert asked(portfolio).allowed
    assert portfolio.state()["reason"] != "limit_reached"


# Unanswered attempts: CBA 2026 art. 14, six a number and day, whoever's case it is.


def test_six_attempts_on_a_shared_number_over_cases(portfolio: Portfolio) -> None:
    for _ in range(4):
        call(portfolio, "NA", "second")
    for _ in range(2):
        call(portfolio, "REJ", "chens_phone", "neighbour")
    for point, case in (("second", "case"), ("chens_phone", "neighbour")):
        decision = asked(portfolio, point, case)
        assert (decision.rule, decision.overridable) == ("unanswered_attempts", True)
        assert decision.counters.unanswered == 6
    assert asked(portfolio, "own").allowed  # the debtor's other number
    portfolio.go("08:00", 17)
    assert asked(portfolio, "second").allowed


def test_midnight_belongs_to_the_new_day(portfolio: Portfolio) -> None:
    portfolio.go("21:59")
    for _ in range(6):
        call(portfolio, "NA")
    portfolio.go("23:59")
    assert asked(portfolio).counters.unanswered == 6
    portfolio.go("00:00", 17)
    decision = asked(portfolio)
    assert decision.counters.unanswered == 0
    assert (decision.rule, decision.until) == ("hours", at("08:00", 17))


def test_shared_number_is_warned_of_by_name(portfolio: Portfolio) -> None:
    (warning,) = asked(portfolio, "second").warnings
    assert (warning.rule.name, warning.params["debtors"]) == ("shared_number", ("陈晓",))
    # The same person's other case shares the number with nobody else.
    assert asked(portfolio, "own").warnings == ()


# Third persons: only when the debtor is lost, only to relay, never again after a refusal.


def test_third_person_is_closed_while_the_debtor_is_not_lost(portfolio: Portfolio) -> None:
    for point in ("fathers", "wifes"):
        assert asked(portfolio, point).rule == "third_person_lost"
    told = asked(portfolio, "fathers", purpose=Purpose.COLLECTION)
    assert (told.rule, told.source, told.article) == ("collect_from", "card_2011", "68")
    assert asked(portfolio, "wifes", purpose=Purpose.COLLECTION).source == "civil_code"
    assert asked(portfolio, "guarantors", purpose=Purpose.COLLECTION).allowed


def test_dead_reserved_number_opens_at_once(portfolio: Portfolio) -> None:
    call(portfolio, "EMP")
    lost = portfolio.desk().situation.lost
    assert lost is not None
    assert lost.trigger is LostTrigger.INVALID_NUMBER
    assert asked(portfolio, "fathers").allowed


def test_dead_number_that_is_not_reserved_opens_nothing(portfolio: Portfolio) -> None:
    call(portfolio, "EMP", "second")
    assert asked(portfolio, "fathers").rule == "third_person_lost"


def test_three_failed_dials_open_the_next_day(portfolio: Portfolio) -> None:
    for clock in ("09:00", "12:00", "19:30"):
        portfolio.go(clock)
        call(portfolio, "NA")
    closed = asked(portfolio, "fathers")
    assert (closed.rule, closed.until) == ("third_person_lost", at("08:00", 17))
    portfolio.go("08:00", 17)
    assert asked(portfolio, "fathers").allowed


def test_three_days_not_reached_open_directly(portfolio: Portfolio) -> None:
    for day in (16, 17, 18):
        portfolio.go("10:00", day)
        assert not asked(portfolio, "fathers").allowed
        call(portfolio, "NA")
    assert asked(portfolio, "fathers").allowed


def test_reaching_the_debtor_closes_it_again(portfolio: Portfolio) -> None:
    call(portfolio, "EMP")
    assert asked(portfolio, "fathers").allowed
    portfolio.go("10:00")
    spoken(portfolio, point="second")
    assert asked(portfolio, "fathers").rule == "third_person_lost"


def test_refusal_is_for_ever(portfolio: Portfolio) -> None:
    call(portfolio, "EMP")
    call(portfolio, "TPX", "fathers")
    portfolio.go("10:00", 30)
    decision = asked(portfolio, "fathers")
    assert "third_person_refusal" in [finding.rule.name for finding in decision.blocks]
    assert (decision.allowed, decision.overridable, decision.until) == (False, False, None)
    assert asked(portfolio, "wifes").allowed


def test_wish_of_the_debtor_holds_in_every_case(portfolio: Portfolio) -> None:
    wish = PreferenceGiven("hours", hours_from=time(18), hours_to=time(21))
    call(portfolio, "PRF", is_identity_checked=True, preference=wish)
    for point, case in (("own", "case"), ("second", "case"), ("own_other", "other_case")):
        decision = asked(portfolio, point, case)
        assert (decision.rule, decision.until) == ("preferred_hours", at("18:00"))
    assert asked(portfolio, "guarantors").allowed


# Dialling: a blocked attempt and an override are facts, a yes is none.


def dial(portfolio: Portfolio, point: str = "own", **more: Any) -> dialling.Dialled:
    command = Dial(portfolio.act(), portfolio.case, portfolio.ids[point], **more)
    dialled, _ = dialling.dial(portfolio.context, command)
    return dialled


def test_allowed_dial_leaves_no_trace(portfolio: Portfolio) -> None:
    before = portfolio.chain()
    command = Dial(portfolio.act(), portfolio.case, portfolio.ids["second"])
    dialled, changes = dialling.dial(portfolio.context, command)
    assert (dialled.is_permitted, dialled.number, dialled.is_third_person) == (True, SECOND, False)
    assert not changes
    assert portfolio.chain() == before


def test_blocked_dial_is_a_fact_with_its_law(portfolio: Portfolio) -> None:
    portfolio.go("22:00")
    dialled = dial(portfolio)
    assert not dialled.is_permitted
    (blocked,) = portfolio.facts("blocked")
    assert (blocked["rule"], blocked["severity"], blocked["source"]) == ("hours", "hard", "cba_2026")
    assert blocked["until_at"] == int(at("08:00", 17).timestamp() * 1000)
    assert blocked["pack_version"] == portfolio.desk().pack.version


def test_hard_rule_is_not_overridden(portfolio: Portfolio) -> None:
    portfolio.go("22:00")
    dialled = dial(portfolio, override=OverrideGiven("很急"))
    assert (dialled.is_permitted, dialled.is_overridden) == (False, False)
    assert (len(portfolio.facts("blocked")), len(portfolio.facts("override"))) == (1, 0)


def test_soft_rule_is_overridden_with_a_reason_that_is_kept(portfolio: Portfolio) -> None:
    for _ in range(6):
        call(portfolio, "NA")
    assert not dial(portfolio).is_permitted
    with pytest.raises(RuleViolation, match="override_needs_reason") as caught:
        dial(portfolio, override=OverrideGiven("  "))
    assert caught.value.field == "override_why"
    dialled = dial(portfolio, override=OverrideGiven("债务人短信要求此时来电"))
    assert (dialled.is_permitted, dialled.is_overridden) == (True, True)
    (override,) = portfolio.facts("override")
    assert (override["rule"], override["why"]) == ("unanswered_attempts", "债务人短信要求此时来电")


def test_third_person_dial_says_so(portfolio: Portfolio) -> None:
    call(portfolio, "EMP")
    assert dial(portfolio, "fathers").is_third_person


def test_crash_and_repeat(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    portfolio.go("23:00")
    command = Dial(portfolio.act(), portfolio.case, portfolio.ids["own"])
    before = portfolio.chain()
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        dialling.dial(portfolio.context, command)
    assert portfolio.chain() == before
    first = dialling.dial(portfolio.context, command)
    saved = portfolio.chain()
    assert dialling.dial(portfolio.context, command) == first
    assert portfolio.chain() == saved
    with pytest.raises(NotFound, match="point_missing"):
        dialling.dial(portfolio.context, replace(command, point_id=portfolio.case))


def test_debtors_clock_and_not_the_stores(portfolio: Portfolio) -> None:
    """A debtor in Urumqi time keeps Urumqi hours: 08:00 there is 10:00 in Shanghai."""
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql(
            "UPDATE person SET zone = 'Asia/Urumqi' WHERE id = ?", (portfolio.ids["li"],)
        )
    portfolio.go("09:59")
    assert asked(portfolio).until == at("10:00")
    portfolio.clock.now += timedelta(minutes=1)
    assert asked(portfolio).allowed


def test_a_pack_may_ask_for_the_lead_to_set_a_rule_aside(portfolio: Portfolio) -> None:
    from app.services import rule_packs
    from app.services.rule_packs import SetRule

    for _ in range(6):
        call(portfolio, "NA")
    rule_packs.set_rule(
        portfolio.context, SetRule(portfolio.act(), "cn", "override_by_lead", "yes", "委托方要求")
    )
    held = portfolio.as_collector()
    guarded = replace(held, user=replace(held.user, has_lead=True))
    command = Dial(
        portfolio.act(), portfolio.case, portfolio.ids["own"], override=OverrideGiven("债务人要求")
    )
    with pytest.raises(RuleViolation, match="override_needs_lead"):
        dialling.dial(guarded, command)
    assert portfolio.facts("override") == []
    lead = replace(
        command, act=portfolio.act(), override=OverrideGiven("债务人要求", portfolio.context.user.id)
    )
    assert dialling.dial(guarded, lead)[0].is_overridden
    assert dialling.dial(portfolio.context, replace(command, act=portfolio.act()))[0].is_overridden
