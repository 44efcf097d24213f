"""The line that says what comes next, and the key that does it: over real cases, each kind once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from practice import Desk, at, practice_desk
from PySide6.QtWidgets import QApplication
from telephone import Telephone

from app.domain.facts import from_ms
from app.domain.next_action import Action, Move
from app.domain.terms import HoldKind, Stage, Tier
from app.models import people
from app.services.assignments import others
from app.services.changes import Changes
from app.services.contacts import RecordContact, record
from app.services.due_work import DueKind, due_work
from app.services.given import ReasonGiven
from app.services.messages.due_work import TITLES
from app.ui.theme import Theme
from app.ui.widgets.choices import Pill


@pytest.fixture(scope="module")
def window(
    practice_store: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    with practice_desk(practice_store, tmp_path_factory.mktemp("next")) as desk:
        yield desk


@pytest.fixture(autouse=True)
def turn(look: Theme, window: Desk) -> None:
    window.take_turn()


def shown(desk: Desk) -> tuple[str, str]:
    return desk.case.next.button.text(), desk.case.next.why.text()


def test_the_line_is_what_the_service_says(fresh: Desk) -> None:
    assert shown(fresh) == (fresh.panel.next.text, fresh.panel.next.why)
    assert fresh.case.headline.stage.text() == fresh.context.rules.vocabulary.stages[
        fresh.panel.next.treated.stage
    ].text("zh_CN")


def test_a_call_is_dialled_on_the_number_of_the_line(window: Desk, telephone: Telephone) -> None:
    panel = window.show(lambda panel: panel.next.action.move is Move.CALL and panel.tier is Tier.BROKEN)
    window.press("g")
    dialled = [point.normal for point in panel.points if point.id == panel.next.action.point_id]
    assert telephone.dialled == dialled
    assert window.assistant.point.normal == dialled[0]


def test_a_reminder_opens_the_message_by_its_template(window: Desk) -> None:
    panel = window.show(lambda panel: panel.next.action.move is Move.TEXT and panel.tier is Tier.DUE_TODAY)
    window.press("g")
    letters = window.bench.window.page("letters")
    window.bench.until(lambda: letters.texts.template.currentData() == "sms_due")
    window.bench.until(lambda: letters.texts.person.text().startswith(panel.name))
    window.press("Ctrl+1")


def test_before_the_hours_the_letter_that_is_due_is_begun(window: Desk) -> None:
    window.go(at("06:00"))
    panel = window.show(lambda panel: panel.next.action.move is Move.LETTER and panel.tier is Tier.BROKEN)
    window.press("g")
    writing = window.bench.window.page("letters").writing
    window.bench.until(lambda: writing.template.currentData() == panel.next.action.template)
    window.press("Ctrl+1")
    window.go(at("09:30"))


def test_before_the_hours_what_has_no_letter_is_put_off(window: Desk) -> None:
    window.go(at("06:00"))
    panel = window.show(lambda panel: panel.next.action.move is Move.WAIT and panel.tier is Tier.BROKEN)
    window.stored_count()
    window.press("g")
    snooze = window.stored()["snooze"]
    assert (from_ms(snooze["until_at"]), snooze["why"]) == (at("08:00"), "此前不可电话")
    assert window.panel.case_id != panel.case_id
    window.go(at("09:30"))


def test_the_hold_that_the_reason_suggests_is_one_key_more(fresh: Desk) -> None:
    given = ReasonGiven("ARGU", is_proof_asked=True)
    command = RecordContact(
        fresh.context.new_id(), fresh.panel.case_id, "WTP", fresh.panel.points[0].id,
        is_identity_checked=True, reason=given,
    )  # fmt: skip
    record(fresh.context, command)
    case = fresh.panel.case_id
    fresh.press("Down")
    fresh.open(case)
    assert fresh.panel.next.action.hold is HoldKind.DISPUTE
    assert fresh.assistant.reason.steer.text().endswith("建议停催：异议核实中")
    fresh.stored_count()
    fresh.press("g", "Space")
    assert fresh.stored()["hold"]["hold_kind"] == "dispute"


def test_proof_that_came_is_kept_with_the_next_call(window: Desk) -> None:
    panel = window.show(lambda panel: panel.reason is not None and panel.reason.is_proof_missing)
    step = window.assistant.reason
    assert step.proof.isVisible() or not step.isVisible()
    window.stored_count()
    next(iter(step.proof.findChildren(Pill))).click()
    window.press("1")
    stored = window.stored()["reason"]
    assert (stored["code"], stored["is_proof_received"]) == (panel.reason.code, 1)


def test_a_lead_changes_the_stage_by_keys(fresh: Desk) -> None:
    before = fresh.panel.next.treated.stage
    fresh.press("t", "5")
    fresh.type("yi")
    fresh.press("Enter")
    stored = fresh.stored()["stage_set"]
    assert (stored["stage"], stored["why"]) == ("litigation", "yi")
    fresh.bench.until(lambda: fresh.panel.next.treated.stage is Stage.LITIGATION)
    assert fresh.case.headline.stage.text() == "诉讼"
    fresh.press("Ctrl+Z")
    fresh.bench.until(lambda: fresh.panel.next.treated.stage is before)


def test_a_lead_gives_the_case_to_another_by_two_keys_and_takes_it_back(fresh: Desk) -> None:
    case_id, button = fresh.panel.case_id, fresh.case.headline.give
    zhao = fresh.context.new_id()
    row = {"no": 700, "id": zhao, "name": "赵敏", "employee_no": "C700", "role": "collector", "is_active": 1}
    with fresh.context.db.write() as connection:
        people.add_users(connection, [row])
    fresh.bench.window.desktop.events.changed.emit(Changes.of("users"))
    fresh.bench.until(button.isVisible)
    fresh.press("a")
    chips = fresh.assistant.result.chips
    fresh.bench.until(lambda: chips.isVisible() and "赵敏 0" in [chip.text() for chip in chips._buttons])
    fresh.press("1")
    fresh.bench.until(lambda: [one.id for one in others(fresh.context, case_id)] == [fresh.context.user.id])
    assert fresh.stored()["assignment"]["collector_id"] == zhao
    assert fresh.panel.case_id == case_id
    fresh.bench.until(lambda: fresh.panel.events[0].kind == "assignment")
    button.click()
    fresh.bench.until(lambda: [chip.text()[:2] for chip in chips._buttons] == ["练习"])
    fresh.press("Escape", "Ctrl+Z")
    fresh.bench.until(lambda: [one.id for one in others(fresh.context, case_id)] == [zhao])


def test_nothing_of_it_is_seen_while_a_stranger_is_on_the_line(fresh: Desk) -> None:
    fresh.press("4")
    assert not fresh.case.next.isVisible()
    assert not fresh.case.headline.stage.isVisible()
    fresh.press("Escape", "Escape")
    assert fresh.case.next.isVisible()


def test_due_work_is_listed_and_opens_its_case(window: Desk) -> None:
    window.press("d")
    page = window.bench.window.page("due")
    window.bench.until(lambda: page.model.shown)
    assert page.isVisible()
    chips = [button.choice.text for button in page.kinds.findChildren(Pill)]
    assert [chip.rpartition(" ")[0] for chip in chips] == [titles[1] for titles in TITLES.values()]
    assert int(chips[0].rpartition(" ")[2]) == len(page.model.shown) > 0, "who is to be called back"
    wanted = page.model.shown[0]
    window.press("Enter")
    window.bench.until(lambda: window.panel.case_id == wanted.case_id)
    window.press("d", "6")
    assert page.kinds.value is DueKind.LETTER
    window.press("Escape")
    assert window.bench.desk.isVisible()


def test_due_work_looks_further_through_the_queue(window: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.pages.due.due_work", partial(due_work, look=3))
    window.press("d", "7")
    page = window.bench.window.page("due")
    window.bench.until(page.further.isVisible)
    assert page.further.text().startswith("已查看队列 3 / ")
    size = page._lists[DueKind.NEXT].queue_size
    assert page.kinds.findChildren(Pill)[-1].text().endswith("+")
    assert not page.more.isVisible()
    window.press("m")
    window.bench.until(lambda: page._lists[DueKind.NEXT].looked_at == min(63, size))
    assert page.further.isVisible() is page._lists[DueKind.NEXT].goes_on
    window.press("Escape")


def test_a_case_that_goes_back_leads_to_the_placements(window: Desk) -> None:
    panel = window.show(lambda panel: panel.recall_on is not None)
    soon = replace(panel.next, action=Action(Move.HAND_BACK, "recall_near", {"days": 2}))
    window.case.panel = replace(panel, next=soon)
    window.press("g")
    settings = window.bench.window.page("settings")
    window.bench.until(settings.data.hand_back.table.isVisible)
    window.press("Ctrl+1")
