"""Visits in a real store: planned with the gate's leave, finished with all that follows, called off, undone; and the
contacts that others told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from portfolio import Broken, Portfolio, at, broken_in_the_middle

from app.domain.errors import AppError, RuleViolation
from app.domain.facts import Letter, json_text
from app.domain.rulepack import Severity
from app.domain.terms import Channel, HoldKind, Purpose, Tier, VisitStatus
from app.models import people
from app.services import acts, appointments, elsewhere, holds, timeline, visits
from app.services.acts import Undo
from app.services.elsewhere import TellElsewhere
from app.services.given import HoldGiven, OverrideGiven, ReasonGiven
from app.services.holds import PlaceHold
from app.services.visits import CancelVisit, FinishVisit, PlanVisit

PAIR = ("王芳", "李强")


@pytest.fixture
def home(portfolio: Portfolio) -> Portfolio:
    """The portfolio with an address of the debtor."""
    portfolio.ids = portfolio.ids | {"home": portfolio.act()}
    with portfolio.context.db.write() as connection:
        row = {
            "id": portfolio.ids["home"], "party_id": portfolio.ids["li_party"], "kind": "address",
            "value": "杭州市样例路 9 号", "normal": "杭州市样例路9号", "source": "contract", "is_reserved": 1,
            "added_at": 0,
        }  # fmt: skip
        people.add_points(connection, [row])
    return portfolio


def planned(
    home: Portfolio, when: datetime | None = None, who: tuple[str, ...] = PAIR, **more: Any
) -> PlanVisit:
    return PlanVisit(home.act(), home.case, when or at("14:30", 18), who, **more)


def plan(home: Portfolio, *given: Any, **more: Any) -> bytes:
    made, _ = visits.plan(home.context, planned(home, *given, **more))
    assert made.visit is not None
    return made.visit


def finished(home: Portfolio, visit: bytes, result: str = "VS1", **more: Any) -> FinishVisit:
    usual: dict[str, Any] = {
        "minutes": "本人在家，称月底发工资",
        "checks": dict.fromkeys(["two_present", "papers_shown", "recorded", "identity", "consent"], True),
        "is_identity_checked": True,
        "reason": ReasonGiven("UNEM", 3, 2),
    }
    return FinishVisit(home.act(), home.case, visit, result, **usual | more)


def announce(home: Portfolio) -> None:
    body = Letter(
        "L-1",
        "visit",
        "1",
        "zh",
        b"0" * 32,
        json_text({}),
        home.ids["home"],
        "collection",
        date(2026, 11, 16),
    )
    entry = acts.entry(home.context, body, home.case, home.clock.now)
    with home.context.db.write() as connection:
        acts.append(connection, home.context, home.act(), [entry])


def test_a_visit_is_planned_listed_and_comes_due(home: Portfolio) -> None:
    uid = plan(home)
    (one,) = appointments.planned(home.context)
    assert (one.visit.uid, one.debtor, one.place, one.is_due) == (uid, "李明", "杭州市样例路 9 号", False)
    assert one.visit.collectors == PAIR
    assert home.state()["tier"] != Tier.CALL_BACK
    home.go("08:00", 18)  # the state changes by itself on the morning of the day
    assert (home.state()["tier"], home.state()["reason"]) == (Tier.CALL_BACK, "appointment_due")
    assert appointments.planned(home.context)[0].is_due
    assert appointments.planned(home.context, at("14:00", 18)) == []


def test_the_gate_is_asked_about_the_hour_of_the_visit(home: Portfolio) -> None:
    made, _ = visits.plan(home.context, planned(home, at("22:30", 18)))
    assert (made.visit, made.decision.rule) == (None, "hours")
    (blocked,) = home.facts("blocked")
    assert (blocked["channel"], blocked["rule"], blocked["source"]) == ("visit", "hours", "cba_2026")
    home.go("23:00")  # at night one may plan for the day
    assert plan(home)


@pytest.mark.parametrize(("who", "rule"), [(("王芳",), "visit_collectors"), (PAIR, None)])
def test_two_go_together(home: Portfolio, who: tuple[str, ...], rule: str | None) -> None:
    made, _ = visits.plan(home.context, planned(home, None, who))
    assert made.decision.rule == rule
    assert (made.visit is None) == (rule is not None)


def test_a_hold_forbids_a_visit_and_only_a_soft_one_is_set_aside(home: Portfolio) -> None:
    holds.place(home.context, PlaceHold(home.act(), home.case, HoldGiven(HoldKind.HARDSHIP)))
    assert visits.plan(home.context, planned(home))[0].visit is None
    made, _ = visits.plan(home.context, planned(home, override=OverrideGiven("债务人请我们上门")))
    assert (made.visit is not None, made.is_overridden) == (True, True)
    (override,) = home.facts("override")
    assert (override["channel"], override["rule"]) == ("visit", "hold.hardship")
    holds.place(home.context, PlaceHold(home.act(), home.case, HoldGiven(HoldKind.POLICE_ORDER)))
    assert visits.plan(home.context, planned(home, override=OverrideGiven("很急")))[0].visit is None


def test_a_letter_announces_it(home: Portfolio) -> None:
    assert visits.plan(home.context, planned(home))[0].needs_notice
    (one,) = appointments.planned(home.context)
    assert [warning.rule.name for warning in one.decision.warnings] == ["visit_entry_consent", "visit_notice"]
    announce(home)
    (one,) = appointments.planned(home.context)
    assert one.is_announced
    assert [warning.rule.name for warning in one.decision.warnings] == ["visit_entry_consent"]


def test_what_came_of_it_is_one_act(home: Portfolio, tmp_path: Path) -> None:
    uid = plan(home)
    picture = tmp_path / "门牌.png"
    Image.new("RGB", (8, 8), "white").save(picture)
    home.go("15:30", 18)
    command = finished(home, uid, evidence=(picture,), started_at=at("14:35", 18), ended_at=at("15:00", 18))
    kept, _ = visits.finish(home.context, command)
    assert kept.next_at is not None
    assert kept.rule_check == "allowed"
    (visit,) = visits.of_case(home.desk())
    assert (visit.status, visit.evidence, visit.minutes) == (
        VisitStatus.DONE,
        ("门牌.png",),
        "本人在家，称月底发工资",
    )
    assert visit.checks["recorded"]
    assert not visit.checks["no_cash"]
    (attachment,) = home.facts("attachment")
    assert attachment["about"] == visit.uid
    (contact,) = home.facts("contact")
    assert (contact["channel"], contact["result"], contact["duration_s"]) == ("visit", "VS1", 1500)
    # One effective visit a day: GB/T 45251-2025 5.3.2.2.3.
    again = home.desk().permit(home.ids["home"], Channel.VISIT, Purpose.COLLECTION)
    assert again.rule == "visit_contacts"
    told = [event.title for event in timeline.told(*_story(home))]
    assert "外访已完成" in told
    assert "外访证据已存档" in told
    # A repeated save adds nothing; an undo brings the plan back, and with it its place in the queue.
    before = home.chain()
    assert visits.finish(home.context, command)[0] == kept
    assert home.chain() == before
    acts.undo(home.context, Undo(command.act, home.act()))
    assert [visit.status for visit in visits.of_case(home.desk())] == [VisitStatus.PLANNED]
    assert home.state()["reason"] == "appointment_due"


def _story(home: Portfolio) -> Any:
    from app.domain.book import rule_of
    from app.models import casebook

    with home.context.db.read() as connection:
        facts, undone = casebook.every_fact(connection, home.case)
    desk = home.desk()
    return facts, undone, desk.state, home.words, rule_of(desk.case, home.context.rules), {}


def test_what_happened_is_kept_though_a_rule_was_broken(home: Portfolio) -> None:
    uid = plan(home)
    home.go("15:30", 18)
    kept, _ = visits.finish(home.context, finished(home, uid, checks={"two_present": True}))
    assert kept.rule_check == "visit_recording"


def test_nobody_at_home_needs_no_minutes(home: Portfolio) -> None:
    uid = plan(home)
    home.go("15:30", 18)
    visits.finish(
        home.context, finished(home, uid, "VS2", minutes=None, reason=None, is_identity_checked=None)
    )
    assert [visit.status for visit in visits.of_case(home.desk())] == [VisitStatus.DONE]


@pytest.mark.parametrize(("day", "hour"), [(19, "10:00"), (17, "16:00")])
def test_another_day_than_planned_says_why_and_no_notice_named_it(
    home: Portfolio, day: int, hour: str
) -> None:
    uid = plan(home)
    announce(home)
    home.go("17:00", day)
    command = finished(home, uid, "VS2", minutes=None, reason=None, started_at=at(hour, day))
    before = home.chain()
    with pytest.raises(RuleViolation, match="visit_other_day") as refused:
        visits.finish(home.context, command)
    assert (refused.value.field, refused.value.params["planned"].day) == ("day_why", 18)
    assert home.chain() == before
    british = replace(home.context.packs["cn"].visit_notice, severity=Severity.HARD)  # type: ignore[type-var]
    home.context.packs["cn"] = replace(home.context.packs["cn"], visit_notice=british)
    kept, _ = visits.finish(home.context, replace(command, day_why="债务人改约"))
    assert kept.rule_check == "visit_notice"
    (visit,) = visits.of_case(home.desk())
    assert (visit.status, visit.planned_at) == (VisitStatus.DONE, at(hour, day))
    (moved,) = [event for event in timeline.told(*_story(home)) if event.title.startswith("外访改到")]
    assert "债务人改约" in moved.detail
    acts.undo(home.context, Undo(command.act, home.act()))
    assert [one.planned_at for one in visits.of_case(home.desk())] == [at("14:30", 18)]


def test_the_planned_day_needs_no_reason_whenever_it_is_told_of(home: Portfolio) -> None:
    uid = plan(home)
    home.go("09:00", 20)
    visits.finish(home.context, finished(home, uid, "VS2", minutes=None, reason=None, day_why="说错"))
    (visit,) = visits.of_case(home.desk())
    assert (visit.status, visit.planned_at) == (VisitStatus.DONE, at("14:30", 18))
    assert not [event for event in timeline.told(*_story(home)) if "说错" in event.detail]


def test_a_notice_of_before_does_not_announce_what_was_moved(home: Portfolio) -> None:
    first = plan(home)
    announce(home)
    home.go("10:00", 17)
    plan(home, at("10:00", 19), moves=first)
    assert not appointments.planned(home.context)[0].is_announced
    home.go("11:00", 17)
    announce(home)
    assert appointments.planned(home.context)[0].is_announced


def test_moved_and_called_off(home: Portfolio) -> None:
    first = plan(home)
    second = plan(home, at("10:00", 19), moves=first)
    assert [visit.uid for visit in visits.of_case(home.desk())] == [second]
    visits.cancel(home.context, CancelVisit(home.act(), home.case, second, "债务人已还款"))
    (visit,) = visits.of_case(home.desk())
    assert (visit.status, visit.minutes) == (VisitStatus.CANCELLED, "债务人已还款")
    home.go("10:30", 19)
    assert home.state()["reason"] != "appointment_due"
    assert appointments.planned(home.context) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"planned_at": at("08:00", 16)}, "visit_in_past"),
        ({"planned_at": at("10:00", 16).replace(year=2056)}, "date_too_far"),
        ({"collectors": ()}, "collectors_missing"),
        ({"collectors": ("王芳", " 王芳 ")}, "collector_twice"),
        ({"point": b"x" * 16}, "point_missing"),
        ({"moves": b"x" * 16}, "visit_missing"),
    ],
)
def test_a_wrong_plan_is_refused(home: Portfolio, change: dict[str, Any], code: str) -> None:
    before = home.chain()
    with pytest.raises(AppError, match=code):
        visits.plan(home.context, replace(planned(home), **change))
    assert home.chain() == before


def test_a_phone_is_no_place(home: Portfolio) -> None:
    with pytest.raises(AppError, match="visit_needs_address"):
        visits.plan(home.context, planned(home, point=home.ids["own"]))
    with pytest.raises(AppError, match="visit_needs_address"):
        visits.plan(home.context, replace(planned(home), case_id=home.neighbour))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"minutes": " "}, "minutes_required"),
        ({"checks": {"tea": True}}, "check_unknown"),
        ({"visit": b"x" * 16}, "visit_missing"),
        ({"result": "NA"}, "result_not_for_channel"),
        ({"reason": None}, "reason_required"),
    ],
)
def test_a_wrong_result_is_refused(home: Portfolio, change: dict[str, Any], code: str) -> None:
    uid = plan(home)
    home.go("15:30", 18)
    before = home.chain()
    with pytest.raises(AppError, match=code):
        visits.finish(home.context, replace(finished(home, uid), **change))
    assert home.chain() == before


def test_a_visit_is_told_of_once(home: Portfolio) -> None:
    uid = plan(home)
    home.go("15:30", 18)
    visits.finish(home.context, finished(home, uid))
    done = visits.of_case(home.desk())[0].uid
    with pytest.raises(AppError, match="visit_not_planned"):
        visits.cancel(home.context, CancelVisit(home.act(), home.case, done, "x"))


def test_nothing_is_left_of_a_crash(home: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    command, before = planned(home), home.chain()
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        visits.plan(home.context, command)
    assert home.chain() == before
    made, _ = visits.plan(home.context, command)
    saved = home.chain()
    assert visits.plan(home.context, command)[0].visit == made.visit
    assert home.chain() == saved
    home.go("15:30", 18)
    result, before = finished(home, made.visit or b""), home.chain()
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        visits.finish(home.context, result)
    assert home.chain() == before


# Contacts that others told of: GB/T 45251-2025 5.3.2.1, lender and all its agencies together.


def told(home: Portfolio, **more: Any) -> TellElsewhere:
    return TellElsewhere(home.act(), home.case, **{"connected": 0, **more})


def test_calls_told_of_count_in_every_case_and_in_the_queue(home: Portfolio) -> None:
    command = told(home, connected=3, told_by="委托方坐席")
    kept, _ = elsewhere.tell(home.context, command)
    assert kept.day == date(2026, 11, 16)
    for point, case in (("own", "case"), ("own_other", "other_case")):
        decision = home.desk(home.ids[case]).permit(home.ids[point], Channel.CALL, Purpose.COLLECTION)
        assert decision.rule == "connected_calls"
        assert home.state(home.ids[case])["reason"] == "limit_reached"
    acts.undo(home.context, Undo(command.act, home.act()))
    assert home.state()["reason"] != "limit_reached"


def test_unanswered_ones_count_on_their_number(home: Portfolio) -> None:
    elsewhere.tell(home.context, told(home, unanswered=6, point=home.ids["own"]))
    asked = home.desk().permit
    assert asked(home.ids["own"], Channel.CALL, Purpose.COLLECTION).rule == "unanswered_attempts"
    assert asked(home.ids["second"], Channel.CALL, Purpose.COLLECTION).allowed


def test_a_guarantors_count_is_the_guarantors(home: Portfolio) -> None:
    elsewhere.tell(home.context, told(home, connected=3, point=home.ids["guarantors"]))
    asked = home.desk().permit
    assert asked(home.ids["guarantors"], Channel.CALL, Purpose.COLLECTION).rule == "connected_calls"
    assert asked(home.ids["own"], Channel.CALL, Purpose.COLLECTION).allowed


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "count_of_nothing"),
        ({"connected": 100}, "count_too_high"),
        ({"connected": 1, "unanswered": -1}, "count_too_high"),
        ({"unanswered": 1}, "count_needs_number"),
        ({"connected": 1, "day": date(2026, 11, 17)}, "count_in_future"),
        ({"connected": 1, "point": b"x" * 16}, "point_missing"),
    ],
)
def test_a_wrong_count_is_refused(home: Portfolio, more: dict[str, Any], code: str) -> None:
    before = home.chain()
    with pytest.raises(AppError, match=code):
        elsewhere.tell(home.context, told(home, **more))
    assert home.chain() == before
