"""Whose the keys are: outcomes in the queue, text in a field, answers in a form; and never nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from practice import Desk, at, is_workable, practice_desk
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.domain.commitments import PromiseView
from app.domain.facts import Id, from_ms
from app.domain.means_test import Item
from app.domain.promises import PromiseState
from app.domain.terms import Tier
from app.services import cases, means
from app.services.means import RecordMeans
from app.services.next_steps import consequences
from app.ui.theme import Theme


@pytest.fixture(scope="module")
def window(
    practice_store: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    with practice_desk(practice_store, tmp_path_factory.mktemp("keys")) as desk:
        yield desk


@pytest.fixture(autouse=True)
def turn(look: Theme, window: Desk) -> None:
    window.take_turn()


class TestDigits:
    @pytest.mark.parametrize(
        ("keys", "field"),
        [
            ("n", "call_note"),
            ("Ctrl+F", "queue_search"),
            ("i51", "promise_amount"),
            ("0", "callback_at"),
            ("s2", "skip_until"),
            ("/", "step_result_find"),
        ],
    )
    def test_in_a_field_they_are_text(self, fresh: Desk, keys: str, field: str) -> None:
        fresh.press(*([keys] if "+" in keys else keys))
        line = fresh.bench.application.focusWidget()
        assert isinstance(line, QLineEdit)
        assert line.objectName() == field
        line.clear()
        fresh.type("1206")
        assert line.text() == "1206"
        assert fresh.stored() == {}
        fresh.press("Escape", "Escape")
        assert (fresh.focus, fresh.assistant.is_asking) == ("queue_list", False)

    def test_escape_gives_them_back(self, fresh: Desk) -> None:
        case = fresh.panel.case_id
        fresh.press("i", "5")
        assert fresh.assistant.is_asking
        fresh.press("Escape")
        assert not fresh.assistant.is_asking
        fresh.press("2")
        assert fresh.stored()["contact"]["result"] == "HUP"
        assert fresh.panel.case_id != case

    def test_escape_goes_from_the_group_to_the_chips(self, fresh: Desk) -> None:
        fresh.press("i", "9", "0")
        groups = [button.choice.text for button in fresh.assistant.reason.chips.findChildren(QWidget)]
        assert groups == [g.words.text("zh_CN") for g in fresh.context.rules.reasons.groups]
        fresh.press("Escape")
        assert fresh.assistant.is_asking
        fresh.press("1")
        assert fresh.stored()["reason"]["code"] == fresh.context.rules.reasons.chips[0].code

    def test_reason_of_a_group_costs_three_keys(self, fresh: Desk) -> None:
        reasons = fresh.context.rules.reasons
        group = next(g for g in reasons.groups if len(reasons.leaves(g)) > 1)
        fresh.press("i", "9", "0", group.digit, "2")
        assert fresh.stored()["reason"]["code"] == reasons.leaves(group)[1].code

    def test_shift_opens_the_variants_and_a_digit_takes_one(self, fresh: Desk) -> None:
        fresh.press("!")
        assert fresh.assistant.is_asking
        fresh.press("2")
        assert fresh.stored()["contact"]["result"] == fresh.context.rules.codes.key("1").variants[1].code

    def test_what_no_result_is_called_is_said(self, fresh: Desk) -> None:
        fresh.press("/")
        none = fresh.bench.window.findChild(QWidget, "step_result_none")
        assert not none.isVisible()
        fresh.type("zzz")
        assert none.isVisible()
        fresh.press("Escape", "/")
        assert not none.isVisible()
        fresh.press("Escape")

    def test_m_begins_a_message_to_the_debtor(self, fresh: Desk) -> None:
        case = fresh.panel
        fresh.press("m")
        window = fresh.bench.window
        assert window.stack.currentWidget() is window.page("letters")
        box = window.findChild(QPlainTextEdit, "text_words")
        fresh.bench.until(box.toPlainText)
        assert fresh.words.money(case.owed.total_minor, case.owed.currency) in box.toPlainText()
        fresh.press("Ctrl+1")

    def test_any_result_is_found_by_its_code(self, fresh: Desk) -> None:
        fresh.press("/")
        fresh.type("120")
        fresh.press("Escape", "/")  # what was typed for another call is gone
        fresh.type("LAW")
        fresh.press("Enter", "1")
        stored = fresh.stored()
        assert (stored["contact"]["result"], stored["contact"]["is_identity_checked"]) == ("LAW", 1)
        assert stored["hold"]["hold_kind"] == "lawyer"

    def test_any_result_is_found_by_its_initials(self, fresh: Desk) -> None:
        step, codes = fresh.assistant.result, fresh.context.rules.codes
        (refused,) = (result.code for result in codes.chosen if result.words.zh == "拒绝还款")
        fresh.press("/")
        fresh.type("jjhk")
        fresh.bench.until(lambda: step.chips.button_of(refused) is not None)
        fresh.press("Escape", "Escape")


class TestFocus:
    """A chip that goes away must not take the keys with it."""

    @pytest.mark.parametrize(
        "keys",
        [
            "5",
            "51",
            "513",
            "513⏎",
            "4",
            "9",
            "91",
            "0",
            "0⏎",
            "8",
            "82",
            "i90",
            "!",
            "/",
            "s",
            "s3",
            "n",
            "n⏎",
        ],
    )
    def test_every_step_keeps_the_keys_on_the_desk(self, fresh: Desk, keys: str) -> None:
        fresh.press(*("Enter" if key == "⏎" else key for key in keys))
        focus = fresh.bench.application.focusWidget()
        assert focus is not None
        assert fresh.bench.desk.isAncestorOf(focus)
        fresh.press("Escape", "Escape", "Escape")
        assert fresh.focus == "queue_list"

    def test_click_on_a_chip_gives_the_keys_back(self, fresh: Desk) -> None:
        fresh.press("i", "9")
        QTest.mouseClick(fresh.assistant.reason.chips.findChildren(QWidget)[0], Qt.MouseButton.LeftButton)
        fresh.bench.idle()
        assert fresh.stored()["contact"]["result"] == "RTP"
        assert fresh.focus == "queue_list"

    def test_enter_in_the_note_ends_it_and_the_outcome_takes_it_along(self, fresh: Desk) -> None:
        case = fresh.panel.case_id
        fresh.press("n")
        fresh.type("asked for Friday 15")
        fresh.press("Enter")
        assert (fresh.focus, fresh.stored()) == ("queue_list", {})
        fresh.press("1")
        assert fresh.stored()["contact"]["note"] == "asked for Friday 15"
        fresh.open(case)
        assert fresh.assistant.note.text() == ""

    def test_escape_leaves_a_search_for_where_one_was(self, fresh: Desk) -> None:
        case = fresh.panel.case_id
        fresh.press("Ctrl+F")
        fresh.type("zz9")
        fresh.bench.until(lambda: fresh.queue.model.count == 0)
        assert fresh.panel.case_id == case, "nothing found: the case stays"
        fresh.press("Escape", "Escape")
        assert fresh.panel.case_id == case
        assert fresh.queue.list.current_row.case_id == case


class TestInputMethod:
    def test_it_stays_off_over_the_queue_and_digits_come_through(self, fresh: Desk) -> None:
        off = Qt.WidgetAttribute.WA_InputMethodEnabled
        for key in ("Down", "Down", "J", "K", "End", "Home", "PgDown"):
            fresh.press(key)
            assert fresh.focus == "queue_list"
            assert not fresh.queue.list.testAttribute(off)
            assert not fresh.queue.list.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
        fresh.press("1")
        assert fresh.stored()["contact"]["result"] == "NA"

    @pytest.mark.parametrize("keys", ["n", "i51", "0"])
    def test_enter_ends_the_composition_and_saves_nothing(self, fresh: Desk, keys: str) -> None:
        case = fresh.panel.case_id
        fresh.press(*keys)
        line = fresh.bench.application.focusWidget()
        QApplication.sendEvent(line, QInputMethodEvent("xingqiwu", []))
        fresh.press("Enter")
        assert fresh.stored() == {}
        assert (fresh.panel.case_id, fresh.bench.application.focusWidget()) == (case, line)
        QApplication.sendEvent(line, QInputMethodEvent())
        fresh.press("Escape", "Escape")


class TestConsequences:
    @pytest.mark.parametrize(
        ("digit", "keys"),
        [("1", "1"), ("2", "2"), ("3", "3"), ("6", "i61"), ("8", "i81"), ("9", "i91")],
    )
    def test_key_does_what_it_says(self, fresh: Desk, digit: str, keys: str) -> None:
        context, form = fresh.context, fresh.assistant.form
        assert form is not None
        promised = consequences(context, fresh.panel.desk, form.point_id)[digit]
        assert fresh.assistant.pad.keys[digit].accessibleDescription() == promised.text(fresh.words)
        fresh.press(*keys)
        stored = fresh.stored()
        contact, hold = stored["contact"], stored.get("hold")
        assert contact["result"] == promised.result
        assert (hold and hold["hold_kind"]) == promised.hold
        if promised.next_at is None:
            assert contact["next_at"] is None
        else:
            assert abs(from_ms(contact["next_at"]) - promised.next_at) < timedelta(seconds=2)

    def test_words_follow_the_clock(self, desk: Desk) -> None:
        key = desk.assistant.pad.keys["2"]
        assert "11:3" in key.accessibleDescription()
        desk.go(at("10:05"))
        assert "12:0" in key.accessibleDescription()


class TestQueue:
    def test_case_whose_row_leaves_stays_under_the_hands(self, fresh: Desk) -> None:
        fresh.bench.idle()  # the rows around a case are read behind it
        case, following = fresh.panel.case_id, fresh.queue.neighbour()
        fresh.press("i", "8", "1")
        assert fresh.panel.case_id == case
        assert fresh.queue.list.current_row is None
        fresh.press("Down")
        assert fresh.panel.case_id == following

    def test_case_outside_the_view_is_shown_all_the_same(self, fresh: Desk) -> None:
        held = fresh.find(lambda panel: panel.tier is Tier.HELD)
        fresh.open(held.case_id)
        fresh.bench.desk.queue.reload()
        fresh.bench.idle()
        assert fresh.panel.case_id == held.case_id

    def test_auto_next_can_be_switched_off(self, fresh: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desktop = fresh.bench.window.desktop
        monkeypatch.setattr(desktop, "preferences", replace(desktop.preferences, auto_next=False))
        case = fresh.panel.case_id
        fresh.press("2")
        assert set(fresh.stored()) == {"contact"}
        assert fresh.panel.case_id == case


class Windows(QObject):
    """Notes every window that opens."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.seen: list[str] = []
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched.objectName())
        return False


def test_no_window_but_the_one(practice_store: Path, tmp_path: Path, qapp: QApplication) -> None:
    """A part that is shown before it has a place flashes up as a window of its own and takes the keys."""
    windows = Windows(qapp)
    try:
        with practice_desk(practice_store, tmp_path) as desk:
            for page in range(1, 6):
                desk.press(f"Ctrl+{page}")
            desk.press("Ctrl+1", "i", "5", "1", "Escape", "Ctrl+K", "Escape", "F1", "Escape", "4", "Escape")
            desk.bench.window.resize(1600, 960)
            desk.bench.idle()
    finally:
        qapp.removeEventFilter(windows)
    assert set(windows.seen) == {"main_window"}


class TestSeveralPromises:
    def open_promises(self, desk: Desk, case: Id) -> list[PromiseView]:
        promises = cases.panel(desk.context, desk.words, case).desk.state.commitments.promises
        return [view for view in promises if view.outcome.state is PromiseState.OPEN]

    def test_three_months_typed_in_the_amount_are_one_act(self, fresh: Desk) -> None:
        case = fresh.panel.case_id
        before = [view.fact for view in self.open_promises(fresh, case)]
        fresh.press("i", "5", "1")
        fresh.type("3x100")
        fresh.press("Tab")
        fresh.type("10")
        step = fresh.assistant.promise
        assert step.amount.reading.text() == "3 × 100.00"
        said = step.several.text()
        assert step.several.isVisibleTo(step)
        for day in ("2026-12-10", "2027-01-11", "2027-02-10"):
            assert day in said
        assert "300.00" in said
        fresh.press("Enter")
        fresh.bench.until(lambda: fresh.panel.case_id != case)
        promises = self.open_promises(fresh, case)
        assert [(view.amount_minor, view.due_on.isoformat()) for view in promises] == [
            (10_000, "2026-12-10"), (10_000, "2027-01-11"), (10_000, "2027-02-10"),
        ]  # fmt: skip
        assert len({view.fact.act for view in promises}) == 1
        assert fresh.stored_count() == 5  # contact, reason, three promises
        fresh.press("Ctrl+Z")
        fresh.bench.idle()
        assert fresh.stored_count() == 1  # an annulment
        assert [view.fact for view in self.open_promises(fresh, case)] == before

    def test_pay_days_of_the_means_test_are_typed_as_p(self, fresh: Desk) -> None:
        case = fresh.panel.case_id
        lines = [Item("salary", 800_000), Item("housing", 300_000)]
        means.record(fresh.context, RecordMeans(fresh.context.new_id(), case, lines, pay_day=15))
        fresh.press("Down")
        fresh.open(case)
        fresh.stored()
        fresh.press("i", "5", "1")
        fresh.type("2x100")
        fresh.press("Tab")
        fresh.type("p")
        fresh.press("Enter")
        fresh.bench.until(lambda: fresh.panel.case_id != case)
        days = [view.due_on.isoformat() for view in self.open_promises(fresh, case)]
        assert days == ["2026-12-15", "2027-01-15"]
        fresh.stored_count()

    def test_what_does_not_fit_is_said_and_nothing_is_stored(self, fresh: Desk) -> None:
        fresh.show(lambda panel: is_workable(panel, allowed=True) and not panel.desk.state.history.pay_day)
        fresh.press("i", "5", "1")
        fresh.type("100;200;300")
        fresh.press("Tab")
        fresh.type("10;25")
        step = fresh.assistant.promise
        assert "分号" in step.several.text()
        fresh.press("Enter")
        assert "分号" in step.day.problem.text()
        fresh.press("Ctrl+A")
        fresh.type("3xp")
        fresh.press("Enter")
        assert "发薪日" in step.day.problem.text()
        assert fresh.stored() == {}
