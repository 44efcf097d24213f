"""The plan editor over a real store: solved on every keystroke, saved, agreed, ended, refused at the field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_store import MovableClock, add_fact, case_ids, kinds_of, open_window, small_store

from app.domain.facts import Means, Payment
from app.domain.plan_progress import PlanState, RowProgress, RowState
from app.domain.plans import Basis, Edit, Interest, Row
from app.services import drafts
from app.services.context import Context
from app.services.words import Words
from app.ui.main_window import MainWindow
from app.ui.pages.plan import PlanEditor
from app.ui.plan.starting import papers_of
from app.ui.plan.wording import row_state

OWED = 8_362_021


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def context(tmp_path: Path, clock: MovableClock) -> Iterator[Context]:
    with small_store(tmp_path, clock) as context:
        add_fact(
            context,
            Means("CNY", 1_020_000, 730_000, 290_000, is_proved=False, pay_day=21),
            case_ids(context)[0],
        )
        yield context


@pytest.fixture
def window(context: Context, qtbot, qapp) -> MainWindow:
    return open_window(context, qtbot, qapp)


@pytest.fixture
def editor(window: MainWindow, context: Context, qtbot) -> PlanEditor:
    return _opened(window, context, qtbot)


@pytest.mark.parametrize(
    ("due_on", "is_followed", "told"),
    [
        (27, True, "not due yet"),
        (23, True, "due today"),
        (20, True, "in its days of grace"),
        (20, False, "not due yet"),
    ],
)
def test_row_that_is_open_says_how_near_its_day_is(
    context: Context, due_on: int, is_followed: bool, told: str
) -> None:
    on = date(2026, 11, due_on)
    progress = RowProgress(1, RowState.DUE, 0, None, 0) if is_followed else None
    words = Words("en", context.rules, datetime(2026, 11, 23, 3, 0, tzinfo=UTC), context.zone)
    assert row_state(Row(1, on, on, 100, 0, moved=False, provisional=False), progress, words)[0] == told


def _opened(window: MainWindow, context: Context, qtbot, which: int = 0) -> PlanEditor:
    window.desktop.signals.plan_wanted.emit(case_ids(context)[which], False)
    editor = window.page("plan")
    assert isinstance(editor, PlanEditor)
    qtbot.waitUntil(lambda: editor.sheet is not None)
    return editor


def _retype(field, text: str) -> None:
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, text)


def _enter(editor: PlanEditor) -> None:
    QTest.keyClick(QApplication.focusWidget() or editor, Qt.Key.Key_Return)


def _settled(editor: PlanEditor, qtbot) -> None:
    qtbot.waitUntil(lambda: not editor._desktop.tasks.is_busy)


def test_enter_accepts_what_is_suggested(editor: PlanEditor, context: Context, qtbot) -> None:
    assert editor.schedule is not None
    assert editor.schedule.total_minor == OWED
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None)
    assert editor.shown is not None
    assert editor.shown.state is PlanState.DRAFT
    assert sum(row.amount_minor for row in editor.shown.rows) == OWED
    _settled(editor, qtbot)
    assert kinds_of(context).count("plan_version") == 1


def test_two_quick_enters_save_one_version(editor: PlanEditor, context: Context, qtbot) -> None:
    _retype(editor.form.instalment, "2000")
    editor.save_draft()
    editor.save_draft()
    qtbot.waitUntil(lambda: editor.shown is not None)
    _settled(editor, qtbot)
    assert kinds_of(context).count("plan_version") == 1


def test_what_is_typed_last_is_fixed_and_the_rest_follows(editor: PlanEditor) -> None:
    form = editor.form
    _retype(form.instalment, "1800")
    assert form.periods.text() == "47"
    assert editor.schedule is not None
    assert editor.schedule.last_minor == OWED - 46 * 180_000
    _retype(form.periods, "24")
    assert form.fixed == "periods"
    assert form.instalment.value == 348_418
    _retype(form.last_on, "2027-11-30")
    assert form.fixed == "last_on"
    assert form.periods.value == 13
    assert len(editor.table.model.shown) == 13


def test_each_keystroke_changes_the_table(editor: PlanEditor) -> None:
    _retype(editor.form.periods, "1")
    assert len(editor.table.model.shown) == 1
    QTest.keyClicks(editor.form.periods.line, "2")
    assert len(editor.table.model.shown) == 12
    assert editor.table.total.text().startswith("12 instalments")


def test_a_down_payment_today_moves_the_first_day_unless_that_was_typed(editor: PlanEditor) -> None:
    today = date(2026, 11, 20)
    _retype(editor.form.first_on, "t")
    editor.form._is_first_typed = False
    _retype(editor.form.down, "3k")
    assert editor.schedule is not None
    rows = editor.schedule.rows
    assert (rows[0].due_on, rows[0].amount_minor) == (today, 300_000)
    assert rows[1].due_on > today
    _retype(editor.form.first_on, "t")
    assert editor.schedule is None


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("instalment", "90000", "larger than what is left"),
        ("instalment", "10", "at most 60"),
        ("periods", "61", "at most 60"),
        ("periods", "0", "at least one"),
        ("down", "90000", "whole debt"),
        ("last_on", "2026-11-20", "by the last day"),
        ("day", "32", "no such day"),
    ],
)
def test_refusals_stand_at_the_field_and_store_nothing(
    editor: PlanEditor, context: Context, qtbot, name: str, typed: str, said: str
) -> None:
    field = getattr(editor.form, name)
    _retype(field, typed)
    qtbot.waitUntil(lambda: said in field.problem.text())
    assert field.problem.isVisible()
    _enter(editor)
    _settled(editor, qtbot)
    assert "plan_version" not in kinds_of(context)
    assert field.text() == typed


@pytest.mark.parametrize(
    ("name", "typed"), [("first_on", "2020-01-01"), ("periods", "twelve"), ("down", "-5"), ("last_on", "x")]
)
def test_what_cannot_be_read_is_said_on_enter(
    editor: PlanEditor, context: Context, qtbot, name: str, typed: str
) -> None:
    field = getattr(editor.form, name)
    _retype(field, typed)
    _enter(editor)
    assert field.problem.isVisible()
    _settled(editor, qtbot)
    assert "plan_version" not in kinds_of(context)


def test_a_second_version_says_what_it_changes(editor: PlanEditor, qtbot) -> None:
    _retype(editor.form.instalment, "2320")
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None)
    _retype(editor.form.instalment, "1800")
    chips = [item.text() for item in editor.header.changes.findChildren(type(editor.header.name).__base__)]
    assert any("instalment −520.00" in text for text in chips)
    assert any("37 → 47" in text for text in chips)
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.no == 2)
    assert editor.header.versions.count() == 2
    _enter(editor)
    _settled(editor, qtbot)
    assert editor.sheet is not None
    assert len(editor.sheet.versions) == 2


def test_in_a_call_ctrl_enter_agrees_at_once(window: MainWindow, context: Context, qtbot) -> None:
    window.desktop.signals.plan_wanted.emit(case_ids(context)[0], True)
    editor = window.page("plan")
    assert isinstance(editor, PlanEditor)
    qtbot.waitUntil(lambda: editor.schedule is not None)
    for _ in range(2):  # a second press while the first is being saved does nothing
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.agreed_on is not None)
    _settled(editor, qtbot)
    assert editor.shown.how_agreed == "recorded_call"
    assert kinds_of(context)[-2:] == ["plan_version", "agreement"]
    assert kinds_of(context).count("agreement") == 1


def test_in_a_call_it_may_be_agreed_otherwise(window: MainWindow, context: Context, qtbot) -> None:
    window.desktop.signals.plan_wanted.emit(case_ids(context)[0], True)
    editor = window.page("plan")
    assert isinstance(editor, PlanEditor)
    qtbot.waitUntil(lambda: editor.schedule is not None)
    editor.otherwise.click()
    assert editor.ask.isVisible()
    QTest.keyClicks(QApplication.focusWidget(), "3")
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.agreed_on is not None)
    assert editor.shown.how_agreed == "signed"


def test_a_plan_without_a_call_is_an_act_of_its_own(window: MainWindow, context: Context, qtbot) -> None:
    window.show_page("desk")
    desk = window.page("desk")
    qtbot.waitUntil(lambda: desk.queue.list.current_row is not None)
    qtbot.waitUntil(lambda: desk.case.panel is not None)
    before = kinds_of(context)
    QTest.keyClick(window, Qt.Key.Key_F8)
    editor = window.page("plan")
    assert isinstance(editor, PlanEditor)
    qtbot.waitUntil(lambda: editor.schedule is not None)
    assert editor.agree.text().startswith("Both agreed")
    assert not editor.otherwise.isVisible()
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None)
    assert kinds_of(context)[len(before) :] == ["plan_version"]


def test_ctrl_enter_saves_and_agrees_in_one_go(editor: PlanEditor, context: Context, qtbot) -> None:
    _retype(editor.form.instalment, "2000")
    QTest.keyClick(editor.form.instalment.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert editor.ask.isVisible()
    QTest.keyClick(QApplication.focusWidget(), "3")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.agreed_on is not None)
    assert editor.shown is not None
    assert (editor.shown.state, editor.shown.how_agreed) == (PlanState.AGREED, "signed")
    assert editor.state.isVisible()
    assert not editor.agree.isEnabled()
    assert kinds_of(context)[-2:] == ["plan_version", "agreement"]


def test_a_performing_plan_shows_due_and_paid(
    editor: PlanEditor, context: Context, clock: MovableClock, qtbot
) -> None:
    _retype(editor.form.instalment, "2000")
    editor.ask_agree()
    editor.ask.answer()
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.agreed_on is not None)
    assert editor.shown is not None
    first = editor.shown.rows[0].due_on
    clock.at += first - clock.at.date() + timedelta(days=1)
    add_fact(context, Payment(200_000, "CNY", first), case_ids(context)[0])
    editor._reload()
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.state is PlanState.PERFORMING)
    line = editor.table.model.shown[0]
    assert editor.table._paid(line) == "2,000.00"
    assert editor.table._state(line) == ("paid", "ok")
    assert "due so far 2,000.00, paid 2,000.00 · on track" in editor.state.detail.text()
    assert editor.header.track.text() == "on track"
    assert "beside the plan" not in editor.state.detail.text()
    add_fact(context, Payment(50_000, "CNY", first), case_ids(context)[0])
    editor._reload()
    qtbot.waitUntil(lambda: "500.00 ahead" in editor.state.detail.text())
    clock.at += timedelta(days=40)
    editor._reload()
    qtbot.waitUntil(lambda: "1,500.00 behind" in editor.state.detail.text())


def test_a_plan_is_ended_only_with_a_reason(editor: PlanEditor, context: Context, qtbot) -> None:
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None)
    editor.end.click()
    QTest.keyClick(editor.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(editor.ask.problem.text()))
    assert "plan_ended" not in kinds_of(context)
    QTest.keyClicks(editor.ask.line, "he lost his job")
    QTest.keyClick(editor.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.state is PlanState.CANCELLED)
    assert not editor.end.isVisible()


def test_esc_goes_back_and_what_was_typed_is_there_again(
    editor: PlanEditor, window: MainWindow, context: Context, qtbot
) -> None:
    _retype(editor.form.instalment, "1755")
    editor.form.note.setText("朋友担保")
    editor.form.more.interest._buttons[1].click()
    editor.form.more.rate.set_text("7.3")
    editor.form.more.edits.set_text("2=0")
    with qtbot.waitSignal(editor.left):
        QTest.keyClick(editor.form.instalment.line, Qt.Key.Key_Escape)
    _settled(editor, qtbot)
    kept = drafts.load(context, case_ids(context)[0], "plan")
    assert kept is not None
    assert json.loads(kept)["instalment_minor"] == "1755"
    other = _opened(window, context, qtbot, which=1)
    assert other.form.instalment.text() != "1755"
    assert other.form.more.edits.text() == ""
    again = _opened(window, context, qtbot)
    assert again.form.instalment.text() == "1755"
    assert again.form.note.text() == "朋友担保"
    assert again.schedule is not None
    assert (again.schedule.terms.yearly_rate, again.schedule.terms.edits) == (Decimal("0.073"), (Edit(2, 0),))


def test_a_kept_draft_that_cannot_be_read_is_thrown_away(window: MainWindow, context: Context, qtbot) -> None:
    drafts.keep(context, case_ids(context)[0], "plan", '{"fixed": "nothing"}')
    editor = _opened(window, context, qtbot)
    assert editor.schedule is not None


def test_means_are_weighed_against_the_instalment(editor: PlanEditor) -> None:
    _retype(editor.form.instalment, "1800")
    assert "leaves 1,100.00" in editor.means.burden.text()
    _retype(editor.form.instalment, "3500")
    assert "likely to break" in editor.means.burden.text()


def test_without_means_there_is_no_strip(window: MainWindow, context: Context, qtbot) -> None:
    assert not _opened(window, context, qtbot, which=1).means.isVisible()


def test_other_rhythms(editor: PlanEditor) -> None:
    _retype(editor.form.periods, "10")
    editor.form.cadence._buttons[2].click()
    assert editor.schedule is not None
    days = [row.planned_on for row in editor.schedule.rows]
    assert {(later - earlier).days for earlier, later in pairwise(days)} == {7}


def test_a_hundred_thousand_characters_and_control_characters_do_no_harm(
    editor: PlanEditor, context: Context, qtbot
) -> None:
    editor.form.note.setText("a\u202eb")
    editor.form.note.textEdited.emit(editor.form.note.text())
    _enter(editor)
    qtbot.waitUntil(lambda: editor._desktop.tasks.is_busy is False)
    assert "plan_version" not in kinds_of(context)
    editor.form.instalment.line.setText("9" * 100_000)
    assert len(editor.form.instalment.text()) <= 200
    assert editor.schedule is None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    ("points", "size"), [(10, (1280, 760)), (10, (1600, 960)), (9, (1280, 760)), (20, (1280, 760))]
)
def test_it_is_named_and_uncut(
    editor: PlanEditor, window: MainWindow, look, qtbot, language: str, points: int, size: tuple[int, int]
) -> None:
    look.set_points(points)
    window.desktop.translations.speak(language)
    window.resize(*size)
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None)
    editor.ask_end()
    qtbot.wait(20)
    assert unnamed(editor) == []
    assert cut(editor) == []


def test_buttons_that_went_leave_their_room_in_the_row(editor: PlanEditor, window: MainWindow) -> None:
    def rows_of_the_foot() -> int:
        QApplication.processEvents()
        shown = (
            button for button in (editor.back, editor.end, editor.save, editor.agree) if button.isVisible()
        )
        return len({button.mapTo(editor, button.rect().center()).y() for button in shown})

    window.resize(1280, 760)
    assert rows_of_the_foot() == 1
    editor.end.setText("x" * 200)
    editor.end.show()
    editor.fold_buttons()
    assert rows_of_the_foot() > 1
    editor.end.hide()
    editor.fold_buttons()
    assert rows_of_the_foot() == 1


@pytest.mark.parametrize(("keys", "limit"), [("7E1E", 4), ("7E12kE", 6), ("7E1T36E", 8)])
def test_presses_from_the_queue_to_a_saved_plan(
    window: MainWindow, context: Context, qtbot, keys: str, limit: int
) -> None:
    """Accept what is offered; another amount; another number of instalments."""
    window.show_page("desk")
    window.activateWindow()
    desk = window.page("desk")
    qtbot.waitUntil(lambda: desk.case.panel is not None and window.desktop.tasks.is_busy is False)
    named = {"E": Qt.Key.Key_Return, "T": Qt.Key.Key_Tab}
    for key in keys:
        focus = QApplication.focusWidget()
        QTest.keyClick(focus, named[key]) if key in named else QTest.keyClicks(focus, key)
        qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
    qtbot.waitUntil(lambda: kinds_of(context)[-1] == "plan_version")
    assert len(keys) <= limit


def _offered(editor: PlanEditor) -> list[str]:
    return [card.figures.text() for card in editor.offers.cards if card.isVisible()]


def test_three_offers_follow_what_is_typed_and_one_key_takes_one(
    editor: PlanEditor, context: Context, qtbot
) -> None:
    # plan-light.png: 2,900 are left over.
    assert _offered(editor)[1] == "2,900.00 × 29 monthly"
    _retype(editor.form.down, "3000")
    _retype(editor.form.instalment, "1800")
    assert _offered(editor)[:2] == ["3,000.00 + 1,800.00 × 45 monthly", "2,900.00 × 29 monthly"]
    assert [card.isChecked() for card in editor.offers.cards] == [True, False, False]
    assert "62% of what is left over" in editor.offers.cards[0].details.text()
    before = _offered(editor)
    QTest.keyClick(editor.form.instalment.line, Qt.Key.Key_F3)
    assert editor.schedule is not None
    assert (editor.schedule.terms.instalment_minor, editor.schedule.terms.periods) == (290_000, 29)
    assert _offered(editor) == before  # they rest on what was said, not on what was taken
    assert [card.isChecked() for card in editor.offers.cards] == [False, True, False]
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None)
    _settled(editor, qtbot)
    assert editor.shown is not None
    assert editor.shown.terms.instalment_minor == 290_000


def test_an_offer_is_taken_by_the_mouse_and_none_while_something_is_asked(editor: PlanEditor, qtbot) -> None:
    qtbot.mouseClick(editor.offers.cards[2], Qt.MouseButton.LeftButton)
    assert editor.schedule is not None
    taken = editor.schedule.rows
    assert taken[0].no == 0
    editor.ask_agree()
    editor.offers.take(0)
    assert editor.schedule.rows == taken


def test_offers_stay_while_what_is_typed_makes_no_sense(editor: PlanEditor) -> None:
    before = _offered(editor)
    _retype(editor.form.periods, "0")
    assert editor.schedule is None
    assert _offered(editor) == before
    _retype(editor.form.periods, "61")  # what is too long is offered over the longest term
    assert _offered(editor)[0] == "1,393.67 × 60 monthly"


def test_beyond_the_limits_it_is_said_saved_and_waits_for_the_lead(context: Context, qtbot, qapp) -> None:
    mine = replace(context, user=replace(context.user, role="collector", has_lead=False))
    editor = _opened(open_window(mine, qtbot, qapp), mine, qtbot)
    _retype(editor.form.waived, "2000")
    assert "Beyond your limits" in editor.state.headline.text()
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None and editor.answer.isVisible())
    assert editor.answer.window() is editor.window()
    assert "Waits for the lead" in editor.state.headline.text()
    assert editor.shown is not None
    assert editor.shown.terms.waived_minor == 200_000
    editor.ask_answer()
    editor.ask.answer()
    qtbot.waitUntil(lambda: bool(editor.ask.problem.text()))  # who said so?
    editor.ask.line.setText("王静来电同意")
    editor.ask.answer()
    qtbot.waitUntil(lambda: not editor.answer.isVisible())
    _settled(editor, qtbot)
    assert kinds_of(context).count("approval") == 1
    assert not editor.state.isVisible()


def test_no_offers_beside_a_plan_in_force(editor: PlanEditor, qtbot) -> None:
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None)
    _settled(editor, qtbot)
    editor.agree_now()
    editor.ask.answer()
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.agreed_on is not None)
    qtbot.waitUntil(lambda: not editor.offers.isVisible())
    _retype(editor.form.instalment, "1500")
    assert editor.offers.isVisible()


def test_a_means_test_is_taken_line_by_line_and_the_offers_follow(
    window: MainWindow, context: Context, qtbot
) -> None:
    editor = _opened(window, context, qtbot, 1)
    assert editor.sheet is not None
    assert editor.sheet.means is None
    editor.test.click()
    assert editor.means_form.isVisible()
    assert not editor.table.isVisible()
    assert not editor.save.isVisible()  # Enter keeps the means test now
    form = editor.means_form
    assert unnamed(form) == []
    QTest.keyClicks(QApplication.focusWidget(), "10200")
    _retype(form.fields["housing"], "7500")
    _retype(form.fields["medical"], "free")
    _enter(editor)
    assert form.fields["medical"].problem.text()
    form.fields["medical"].set_text("")
    assert "put aside 200.00 · left over 2,500.00" in form.sums.text()
    _retype(form.pay_day, "32")
    _enter(editor)
    assert form.isVisible()
    _retype(form.pay_day, "25")
    form.asked.click()
    _enter(editor)
    qtbot.waitUntil(lambda: editor.sheet is not None and editor.sheet.means is not None)
    qtbot.waitUntil(lambda: not form.isVisible() and editor.table.isVisible())
    assert editor.sheet.means is not None
    assert (editor.sheet.means.surplus_minor, editor.sheet.means.is_proof_asked) == (250_000, True)
    assert "Rent 7,500.00 · put aside 200.00 · left over 2,500.00" in editor.means.figures.text()
    assert editor.offers.cards[1].figures.text().startswith("2,500.00 ×")
    _settled(editor, qtbot)
    assert kinds_of(context).count("means") == 2


def test_a_pay_day_alone_is_kept_and_the_plan_falls_on_it(
    window: MainWindow, context: Context, qtbot
) -> None:
    editor = _opened(window, context, qtbot, 1)
    editor.test.click()
    _retype(editor.means_form.pay_day, "10")
    _enter(editor)
    qtbot.waitUntil(lambda: editor.sheet is not None and editor.sheet.pay_day == 10)
    qtbot.waitUntil(lambda: not editor.means_form.isVisible())
    assert editor.sheet is not None
    assert editor.sheet.means is None
    assert kinds_of(context).count("preference") == 1
    _settled(editor, qtbot)


def test_an_empty_means_test_is_refused_and_escape_leaves_it(
    editor: PlanEditor, context: Context, qtbot
) -> None:
    editor.test.click()
    assert editor.means_form.fields["salary"].text() == ""  # only the sums were told
    editor.means_form.keep()
    qtbot.waitUntil(lambda: bool(editor.means_form.problem.text()))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not editor.means_form.isVisible()
    assert editor.isVisible()
    assert kinds_of(context).count("means") == 1


def _ctrl(editor: PlanEditor, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or editor, key, Qt.KeyboardModifier.ControlModifier)


def test_terms_that_few_plans_have_are_reached_by_keys_and_stored(editor: PlanEditor, qtbot) -> None:
    more = editor.form.more
    assert not more.fee.isVisible()
    _retype(editor.form.periods, "24")
    _ctrl(editor, Qt.Key.Key_M)
    # Arrows and Space choose reduced interest; Tab leads on to the rate, the basis, the fees, the step.
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Tab):
        QTest.keyClick(QApplication.focusWidget(), key)
    for typed in ("7.3", "", "10", "300", "50", "6", "2000", "2=0"):
        QTest.keyClicks(QApplication.focusWidget(), typed)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert editor.schedule is not None
    editor.save_draft()
    qtbot.waitUntil(lambda: editor.shown is not None)
    assert editor.shown is not None
    terms = editor.shown.terms
    charged = (terms.interest, terms.yearly_rate, terms.basis, terms.fee_minor, terms.opening_fee_minor)
    assert charged == (Interest.REDUCED, Decimal("0.073"), Basis.DECLINING, 1_000, 30_000)
    assert (terms.step_minor, terms.step_every, terms.balloon_minor) == (5_000, 6, 200_000)
    assert terms.edits == (Edit(2, 0),)
    assert [row.no for row in editor.shown.rows][:3] == [1, 3, 4]
    _settled(editor, qtbot)
    _ctrl(editor, Qt.Key.Key_M)
    assert not more.fee.isVisible()
    for told in ("interest reduced", "a year 7.3%", "fee each time 10.00", "by hand 2=0.00"):
        assert told in more.summary.text()


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"fee": "-5"}, "fee", "cannot be below zero"),
        ({"fee": "90000"}, "fee", "between zero and the debt"),
        ({"balloon": "83620.21"}, "balloon", "as large as the whole debt"),
        ({"step": "5", "step_every": "0"}, "step_every", "every one or more periods"),
        ({"edits": "3=5 3=6"}, "edits", "by hand twice"),
        ({"edits": "third"}, "edits", "Write 3=500"),
        ({"edits": "99=5"}, "edits", "no such instalment"),
        ({"edits": "2=@2020-01-01"}, "edits", "gone"),
        ({"rate": "much"}, "rate", "between 0 and 100"),
        ({"rate": "140"}, "rate", "between 0 and 100"),
        ({"rate": "24"}, "instalment", "never repays"),
    ],
)
def test_unusual_terms_are_refused_at_their_field(
    editor: PlanEditor, context: Context, qtbot, typed: dict[str, str], field: str, said: str
) -> None:
    more = editor.form.more
    _retype(editor.form.instalment, "1500")
    if "rate" in typed:
        more.interest._buttons[1].click()
    for name, text in typed.items():
        getattr(more, name).set_text(text)
    place = editor.form.instalment if field == "instalment" else getattr(more, field)
    editor.save_draft()
    assert said in place.problem.text()
    assert place.problem.isVisible()
    _settled(editor, qtbot)
    assert "plan_version" not in kinds_of(context)


def test_a_row_is_set_by_hand_in_the_schedule_and_the_rest_follows(editor: PlanEditor) -> None:
    _retype(editor.form.periods, "12")
    assert editor.schedule is not None
    even = editor.schedule.terms.instalment_minor or 0
    table = editor.table.table
    table.setFocus()
    table.selectRow(2)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert "Instalment 3 by hand" in editor.ask.question.text()
    QTest.keyClicks(QApplication.focusWidget(), "-1")
    _enter(editor)
    assert "below zero" in editor.ask.problem.text()
    editor.ask.line.setText("500")
    _enter(editor)
    assert not editor.ask.isVisible()
    assert editor.schedule.rows[2].amount_minor == 50_000
    assert editor.schedule.total_minor == OWED
    assert (editor.schedule.terms.instalment_minor or 0) > even
    table.selectRow(11)
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor.ask.line.setText("5")
    editor.ask.answer()
    assert "takes what is left" in editor.ask.problem.text()
    assert editor.form.more.edits.text() == "3=500"
    editor.ask.shut()
    table.selectRow(2)
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor.ask.answer()  # nothing typed takes it back
    assert editor.schedule.terms.instalment_minor == even


@pytest.mark.parametrize(("which", "field"), [(1, "down"), (2, "waived"), (3, "balloon")])
def test_what_instalment_and_number_leave_open_is_found(editor: PlanEditor, which: int, field: str) -> None:
    form = editor.form
    form.more.wanted.setCurrentIndex(which)
    form.more.wanted.activated.emit(which)
    _retype(form.periods, "60")
    _retype(form.instalment, "1000")
    shown = form.more.balloon if field == "balloon" else getattr(form, field)
    assert shown.value == OWED - 60 * 100_000
    assert not shown.isEnabled()
    assert [mark.text() for mark in form._grid.marks.values()] == ["fixed", "fixed", "worked out"]
    saved = editor._typed()
    assert saved is not None
    assert getattr(saved, f"{field}_minor") == shown.value


def _in_force(editor: PlanEditor, context: Context, clock: MovableClock, qtbot) -> list[date]:
    """Twelve instalments are agreed and the first is paid."""
    _retype(editor.form.periods, "12")
    editor.ask_agree()
    editor.ask.answer()
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.agreed_on is not None)
    assert editor.shown is not None
    rows = editor.shown.rows
    clock.at += rows[0].due_on - clock.at.date() + timedelta(days=1)
    add_fact(context, Payment(rows[0].amount_minor, "CNY", rows[0].due_on), case_ids(context)[0])
    editor._reload()
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.state is PlanState.PERFORMING)
    return [row.due_on for row in rows]


def test_the_plan_in_force_is_put_off_left_out_and_caught_up(
    editor: PlanEditor, context: Context, clock: MovableClock, qtbot
) -> None:
    days = _in_force(editor, context, clock, qtbot)
    bar = editor.changing
    _ctrl(editor, Qt.Key.Key_R)
    assert bar.isVisible()
    assert unnamed(bar) == []
    assert editor.table.model.shown[0].row.due_on == days[2]  # seen before it is kept
    _retype(bar.periods, "0")
    assert "at least one" in bar.periods.problem.text()
    _retype(bar.periods, "1")
    _retype(bar.from_on, "2029-01-01")
    assert "nothing to put off" in bar.from_on.problem.text()
    QTest.keyClick(bar.periods.line, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert editor.table.model.shown[0].row.due_on == days[0]
    _ctrl(editor, Qt.Key.Key_R)
    QTest.keyClicks(QApplication.focusWidget(), "2")
    bar.how._buttons[1].click()
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.no == 2)
    _settled(editor, qtbot)
    assert editor.shown is not None
    assert [row.due_on for row in editor.shown.rows] == days[2:]
    assert editor.shown.state is PlanState.DRAFT
    assert editor.header.changes.isVisible()
    assert not editor.change.isVisible()  # a draft is edited, not changed
    clock.at += timedelta(days=75)
    editor._wanted = editor.shown = None
    editor._reload()
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.state is PlanState.BROKEN)
    assert editor.header.track.text().endswith("behind")
    _ctrl(editor, Qt.Key.Key_R)
    assert bar.kind.value == "arrears"
    bar.accept()
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.no == 3)
    _settled(editor, qtbot)
    assert kinds_of(context).count("plan_version") == 3
    third = editor.shown.uid
    _ctrl(editor, Qt.Key.Key_P)
    with qtbot.waitSignal(editor._desktop.signals.letter_wanted) as wanted:
        _enter(editor)
    assert wanted.args == [case_ids(context)[0], "agreement", third]


def test_in_a_call_ctrl_enter_agrees_to_a_change_at_once(
    editor: PlanEditor, window: MainWindow, context: Context, clock: MovableClock, qtbot
) -> None:
    days = _in_force(editor, context, clock, qtbot)
    editor.open_case(case_ids(context)[0], is_call=True)
    qtbot.waitUntil(lambda: editor.shown is not None and editor.shown.state is PlanState.PERFORMING)
    _settled(editor, qtbot)
    before = kinds_of(context)
    bar = editor.changing
    _ctrl(editor, Qt.Key.Key_R)
    _retype(bar.from_on, "2029-01-01")
    _ctrl(editor, Qt.Key.Key_Return)  # nothing to put off: said here, and nothing is kept
    qtbot.waitUntil(lambda: "nothing to put off" in bar.from_on.problem.text())
    _settled(editor, qtbot)
    _retype(bar.periods, "x")
    _ctrl(editor, Qt.Key.Key_Return)
    assert bar.isVisible()
    assert kinds_of(context) == before
    _retype(bar.from_on, days[1].isoformat())
    _retype(bar.periods, "1")
    for _ in range(2):  # a second press while the first is being saved does nothing
        _ctrl(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: editor.shown is not None and editor.shown.no == 2 and editor.shown.agreed_on is not None
    )
    _settled(editor, qtbot)
    assert editor.shown is not None
    assert (editor.shown.how_agreed, editor.shown.state) == ("recorded_call", PlanState.AGREED)
    assert (bar.isVisible(), editor.ask.isVisible(), editor.is_edited) == (False, False, False)
    assert editor.shown.rows[0].due_on == days[2]
    assert kinds_of(context)[len(before) :] == ["plan_version", "agreement"]
    assert editor.sheet is not None
    assert [row.state for row in editor.sheet.versions] == [PlanState.REPLACED, PlanState.AGREED]


def test_every_paper_of_the_plan_is_one_key_away(
    editor: PlanEditor, window: MainWindow, context: Context, clock: MovableClock, qtbot
) -> None:
    _in_force(editor, context, clock, qtbot)
    _settled(editor, qtbot)
    assert editor.shown is not None
    version = editor.shown.uid
    first = {state: papers_of(replace(editor.shown, state=state))[:1] for state in PlanState}
    assert {state.value: papers[0] for state, papers in first.items() if papers} == {
        "draft": "agreement", "proposed": "agreement", "agreed": "confirmation", "performing": "confirmation",
        "broken": "statement", "completed": "settled",
    }  # fmt: skip
    _ctrl(editor, Qt.Key.Key_P)
    assert editor.ask.isVisible()
    assert (editor.ask.chips.value, editor.ask.line.isVisible()) == ("confirmation", False)
    assert unnamed(editor.ask) == []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not editor.ask.isVisible()
    _ctrl(editor, Qt.Key.Key_P)
    QTest.keyClicks(QApplication.focusWidget(), "2")
    writing = window.page("letters").writing
    qtbot.waitUntil(lambda: writing.is_drawn, timeout=20_000)
    assert (writing.given.template, writing.given.plan_version) == ("coupons", version)
    assert writing._sheet is not None
    assert writing._sheet.draft.plan_version == version
    assert "letter_no_plan" not in {refusal.code for refusal in writing._sheet.draft.refusals}


def test_what_the_debtor_says_fills_the_terms_and_the_offers_while_it_is_typed(
    editor: PlanEditor, context: Context, qtbot
) -> None:
    _ctrl(editor, Qt.Key.Key_T)
    line = QApplication.focusWidget()
    QTest.keyClicks(line, "3000 now and the rest")
    before = _offered(editor)
    QTest.keyClicks(line, " by summer")
    assert editor.said.reading.text() == "3,000.00 on 2026-11-20 Fri · until 2027-05-31 Mon"
    assert editor.schedule is not None
    first, *rest = editor.schedule.rows
    assert (first.no, first.amount_minor, rest[-1].due_on) == (0, 300_000, date(2027, 5, 21))
    assert (editor.form.fixed, _offered(editor)[0] != before[0]) == ("last_on", True)
    line.selectAll()
    QTest.keyClicks(line, "300 every friday or so")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "“or so” is not understood" in editor.said.problem.text()
    _settled(editor, qtbot)
    assert "plan_version" not in kinds_of(context)
    editor.said.set_text("每月10号还2000")
    assert editor.form.instalment.value == 200_000
    assert editor.form.day.value == 10
    editor.said.set_text("5000 now")  # the rest is as the lightest offer has it
    assert editor.form.down.value == 500_000
    assert editor.schedule.terms.instalment_minor == 170_000
    _retype(editor.form.instalment, "1500")
    assert editor.said.text() == "5000 now"
    editor.said.read_again()  # a change of language
    assert editor.form.instalment.value == 150_000
    editor.said.line.setFocus()
    _enter(editor)
    qtbot.waitUntil(lambda: editor.shown is not None)
    assert editor.shown is not None
    assert (editor.shown.terms.down_minor, editor.shown.terms.instalment_minor) == (500_000, 150_000)
