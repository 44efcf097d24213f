"""The next action on cases of a real store: from what was kept, the strategy and the gate, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from portfolio import Portfolio, at
from writing import furnish

from app.domain.errors import RuleViolation
from app.domain.facts import Placed
from app.domain.next_action import Move
from app.domain.scripts import Audience
from app.domain.terms import Channel, HoldKind, Stage
from app.services import acts, cases, contacts, holds, states, treatments
from app.services.acts import Undo
from app.services.contacts import RecordContact
from app.services.given import HoldGiven, PromiseGiven, ReasonGiven
from app.services.holds import PlaceHold
from app.services.letters import due, texts
from app.services.letters.drafting import DraftLetter
from app.services.script_book import spoken
from app.services.treatments import NextCard, SetStage


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    states.catch_up(portfolio.context)
    return portfolio


def next_of(desk: Portfolio, case: bytes | None = None) -> NextCard:
    return cases.panel(desk.context, desk.words, case or desk.case).next


def told(desk: Portfolio, code: str, result: str = "WTP") -> None:
    """The debtor is reached and says why."""
    given = ReasonGiven(code, is_proof_asked=desk.context.rules.reasons.get(code).proof is not None or None)
    command = RecordContact(
        desk.act(), desk.case, result, desk.ids["own"], is_identity_checked=True, reason=given
    )
    contacts.record(desk.context, command)


def test_a_new_case_is_called_on_the_debtors_own_number(desk: Portfolio) -> None:
    found = next_of(desk)
    assert (found.action.move, found.action.point_id) == (Move.CALL, desk.ids["own"])
    assert found.text == "致电本人 138****0042"
    assert found.why == "首次联系"
    assert found.treated.stage is Stage.NEGOTIATION


def test_before_the_hours_open_nobody_is_called(desk: Portfolio) -> None:
    desk.go("07:59")
    found = next_of(desk)
    assert (found.action.move, found.action.at) == (Move.LETTER, None)
    assert due.cases(desk.context, found.action.template), "the same letter stands in the list of those due"
    desk.go("08:00")
    assert next_of(desk).action.move is Move.CALL


@pytest.mark.parametrize(
    ("code", "hold"),
    [("ARGU", HoldKind.DISPUTE), ("DIS", HoldKind.HARDSHIP), ("AGNT", HoldKind.AGENT_CHECK), ("INCD", None)],
)
def test_the_reason_suggests_a_hold_until_one_is_placed(
    desk: Portfolio, code: str, hold: HoldKind | None
) -> None:
    told(desk, code)
    desk.go("10:00", 18)
    assert next_of(desk).action.hold is hold
    if hold is None:
        return
    holds.place(desk.context, PlaceHold(desk.act(), desk.case, HoldGiven(hold)))
    found = next_of(desk)
    assert (found.action.move, found.action.hold) == (Move.WAIT, None)


@pytest.mark.parametrize(("code", "is_due"), [("ARGU", False), ("SCAM", False), ("INCD", True)])
def test_a_reason_that_asks_for_no_letters_has_none_due(desk: Portfolio, code: str, is_due: bool) -> None:
    told(desk, code)
    desk.go("10:00", 18)
    in_list = desk.case in {one.case_id for one in due.due(desk.context)}
    assert in_list is is_due
    told(desk, "INCD")
    assert desk.case in {one.case_id for one in due.due(desk.context)}, "only the last reason counts"


def test_a_plan_is_talked_over_once_the_reason_is_known(desk: Portfolio) -> None:
    told(desk, "INCD")
    found = next_of(desk)
    assert (found.action.move, found.why) == (Move.WAIT, "下次跟进 11-18 10:00")
    desk.go("10:00", 18)
    found = next_of(desk)
    assert (found.action.move, found.why) == (Move.WAIT, "协商：每 4 天联系一次")
    desk.go("10:00", 20)
    found = next_of(desk)
    assert (found.action.move, found.text) == (Move.PLAN, "与本人 138****0042 商量还款计划")


def test_while_a_promise_is_ahead_it_is_waited_for(desk: Portfolio) -> None:
    given = PromiseGiven(100_000, at("09:00", 20).date())
    command = RecordContact(
        desk.act(), desk.case, "PTP", desk.ids["own"], is_identity_checked=True,
        reason=ReasonGiven("FTP"), promise=given,
    )  # fmt: skip
    contacts.record(desk.context, command)
    found = next_of(desk)
    assert (found.action.move, found.action.at) == (Move.WAIT, at("00:00", 20))
    desk.go("10:00", 20)
    assert next_of(desk).action.template == "sms_due"
    message = texts.text(desk.context, DraftLetter(desk.case, "sms_due"))
    assert "letter_field_missing" not in {refusal.code for refusal in message.refusals}
    assert "2026年11月20日应还" in message.text
    assert "1,000.00" in message.text
    desk.go("10:00", 21)
    assert (next_of(desk).action.move, next_of(desk).action.channel) == (Move.CALL, Channel.CALL)


@pytest.mark.parametrize(("day", "is_near"), [(18, False), (19, True)])
def test_a_case_goes_back_before_its_recall(desk: Portfolio, day: int, is_near: bool) -> None:
    placed = Placed(
        desk.ids["chens"], date(2026, 11, 16), "CNY", 200_000, 0, 0, 0, 0, 0, 0, 0, date(2026, 10, 5), True,
        recall_on=date(2026, 11, 22),
    )  # fmt: skip
    with desk.context.db.write() as connection:
        entry = acts.entry(desk.context, placed, desk.neighbour, desk.clock.now)
        acts.append(connection, desk.context, desk.act(), [entry])
    desk.go("10:00", day)
    found = next_of(desk, desk.neighbour)
    assert (found.action.move is Move.HAND_BACK) is is_near
    if is_near:
        assert (found.text, found.why) == ("整理退案", "3 天后退案")


def test_a_lead_puts_a_case_at_a_stage_and_takes_it_back(desk: Portfolio) -> None:
    act = desk.act()
    command = SetStage(act, desk.case, Stage.LITIGATION, "委托方同意起诉")
    treatments.set_stage(desk.context, command)
    before = desk.chain()
    treatments.set_stage(desk.context, command)
    assert desk.chain() == before, "a repeated act adds nothing"
    panel = cases.panel(desk.context, desk.words, desk.case)
    assert (panel.next.treated.stage, panel.next.is_decided) == (Stage.LITIGATION, True)
    assert panel.next.treated.treatment.name == "court"
    told = next(event for event in panel.events if event.kind == "stage_set")
    assert (told.title, told.detail) == ("处置阶段：诉讼", "委托方同意起诉")
    with pytest.raises(RuleViolation, match="stage_already"):
        treatments.set_stage(desk.context, replace(command, act=desk.act()))
    treatments.set_stage(desk.context, SetStage(desk.act(), desk.case, None, "撤回"))
    assert next_of(desk).treated.stage is Stage.NEGOTIATION


def test_a_stage_is_undone_as_any_act(desk: Portfolio) -> None:
    act = desk.act()
    treatments.set_stage(desk.context, SetStage(act, desk.case, Stage.OUTSOURCED, "委外"))
    acts.undo(desk.context, Undo(act, desk.act()))
    assert (next_of(desk).treated.stage, next_of(desk).is_decided) == (Stage.NEGOTIATION, False)


def test_nobody_but_a_lead_changes_a_stage_and_never_without_a_reason(desk: Portfolio) -> None:
    command = SetStage(desk.act(), desk.case, Stage.LITIGATION, "x")
    with pytest.raises(RuleViolation, match="may_not_set_stage"):
        treatments.set_stage(desk.as_collector(), command)
    with pytest.raises(RuleViolation, match="why_required"):
        treatments.set_stage(desk.context, replace(command, why=" "))
    assert desk.facts("stage_set") == []


def test_what_is_said_follows_stage_and_treatment(desk: Portfolio) -> None:
    def script() -> str:
        panel = cases.panel(desk.context, desk.words, desk.case)
        return "\n".join(spoken(desk.context, desk.words, panel, Audience.DEBTOR, None).lines)

    assert "方便说说目前遇到的困难吗" in script()
    treatments.set_stage(desk.context, SetStage(desk.act(), desk.case, Stage.LITIGATION, "x"))
    assert "依法办理中" in script()
