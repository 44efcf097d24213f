"""The points of the queue in the settings: moved by keys with the effect in sight, kept with a reason, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_store import open_window

from app.models import states
from app.services import queue, score_strategy
from app.services.context import Context
from app.ui.main_window import MainWindow
from app.ui.settings.score_panel import ScorePanel


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="settings")
    yield window
    window.close()


def panel_of(window: MainWindow, qtbot) -> ScorePanel:
    page = window.page("settings")
    page.show_points()
    panel: ScorePanel = page.scores
    qtbot.waitUntil(lambda: panel.sheet is not None and not window.desktop.tasks.is_busy, timeout=10_000)
    return panel


@pytest.fixture
def panel(window: MainWindow, qtbot) -> ScorePanel:
    return panel_of(window, qtbot)


def choose(panel: ScorePanel, rule: str, step: int) -> None:
    at = next(at for at, row in enumerate(panel.model.shown) if (row.rule, row.step) == (rule, step))
    panel.table.selectRow(at)


def tried(panel: ScorePanel, qtbot) -> None:
    """Wait until the preview of the present draft is in sight."""
    qtbot.waitUntil(
        lambda: (
            not panel._timer.isActive()
            and not panel._desktop.tasks.is_busy
            and panel.preview.found is not None
        ),
        timeout=10_000,
    )


def test_a_weight_is_moved_by_keys_tried_kept_with_a_reason_and_taken_back(
    panel: ScorePanel, context: Context, qtbot
) -> None:
    shipped = context.rules.strategy
    words = panel._desktop.words()
    before = [row.score for row in queue.listing(context, words, 0, 10)]
    choose(panel, "amount", 4)
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.step.points.hasFocus()
    worth = panel.step.points.value()
    QTest.keyClick(panel.step.points, Qt.Key.Key_Up)
    panel.step.points.setValue(-50)
    assert worth == 18
    assert panel.is_changed
    assert "not kept" in panel.state.text()
    tried(panel, qtbot)
    assert panel.preview.headline.text() == "First hundred: 0 in, 0 out, 3 more change places."
    assert "→" in panel.preview.first.text()
    assert [row.score for row in queue.listing(context, words, 0, 10)] == before  # nothing counts yet
    panel.save.click()
    qtbot.waitUntil(panel.why.problem.isVisible, timeout=10_000)
    assert panel.is_changed
    panel.why.set_text("ask the fresh ones later")
    with qtbot.waitSignal(panel._desktop.events.changed, timeout=10_000):
        QTest.keyClick(panel.why.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.is_changed, timeout=10_000)
    after = [row.score for row in queue.listing(context, words, 0, 10)]
    assert after != before
    assert "ask the fresh ones later" in panel.state.text()
    assert score_strategy.sheet(context).strategy == context.rules.strategy != shipped

    panel.versions.setCurrentIndex(panel.versions.count() - 1)
    panel.versions.activated.emit(panel.versions.currentIndex())
    assert panel.draft == shipped
    panel.why.set_text("back")
    panel.save.click()
    qtbot.waitUntil(lambda: context.rules.strategy == shipped, timeout=10_000)
    assert [row.score for row in queue.listing(context, words, 0, 10)] == before
    assert score_strategy.sheet(context).is_shipped


def test_an_empty_queue_of_ones_own_gives_way_to_all_queues(
    panel: ScorePanel, context: Context, qtbot
) -> None:
    tried(panel, qtbot)
    assert panel.preview.whose.currentText() == "My queue"
    with context.db.write() as connection:
        connection.exec_driver_sql("UPDATE case_state SET collector_no = 0")
        states.recount(connection)
    panel.preview.ask(panel.draft)
    qtbot.waitUntil(lambda: panel.preview.whose.currentText() == "All queues together")
    qtbot.waitUntil(lambda: panel.preview.found is not None and panel.preview.found.first.cases == 3)
    panel.preview.whose.choose("own")
    panel.preview.whose.activated.emit(0)
    qtbot.waitUntil(lambda: "No work" in panel.preview.headline.text())


def test_steps_come_and_go_and_a_rule_is_switched_off(panel: ScorePanel, qtbot) -> None:
    rows = panel.model.rowCount()
    choose(panel, "untouched", 4)
    panel.step.more.click()
    assert panel.model.rowCount() == rows + 1
    assert panel.draft.features["untouched"].thresholds == (3, 7, 14, 30, 46)
    panel.step.threshold.set_text("45")
    QTest.keyClick(panel.step.threshold.line, Qt.Key.Key_Return)
    assert panel.draft.features["untouched"].thresholds == (3, 7, 14, 30, 45)
    panel.step.threshold.set_text("2")
    QTest.keyClick(panel.step.threshold.line, Qt.Key.Key_Return)
    assert "not in order" in panel.step.problem.text()
    tried(panel, qtbot)
    choose(panel, "untouched", 5)
    panel.step.less.click()
    assert not panel.is_changed
    choose(panel, "broken", 3)
    panel.step.more.click()
    tried(panel, qtbot)
    panel.step.less.click()
    assert not panel.is_changed
    choose(panel, "untouched", 1)
    panel.step.is_on.click()
    assert [rule.name for rule in panel.draft.rules if not rule.is_on] == ["untouched"]
    panel.discard.click()
    assert not panel.is_changed


def test_a_file_goes_out_comes_in_and_is_refused_by_its_line(
    panel: ScorePanel, tmp_path: Path, qtbot
) -> None:
    choose(panel, "amount", 1)
    panel.step.points.setValue(1)
    mine = panel.draft
    good, bad = tmp_path / "mine.toml", tmp_path / "bad.toml"
    panel.export_to(good)
    bad.write_text(good.read_text(encoding="utf-8").replace('"minor"', '"yuan"'), encoding="utf-8")
    panel.discard.click()
    panel.import_from(bad)
    assert panel.problem.text().startswith("Line 6 of the file: ")
    assert "possible is: minor" in panel.problem.text()
    assert not panel.is_changed
    panel.import_from(good)
    assert panel.draft == mine
    assert not panel.problem.isVisible()
    panel.import_from(tmp_path / "nowhere.toml")
    assert panel.problem.isVisible()


def test_a_collector_sees_and_cannot_change(context: Context, qtbot, qapp) -> None:
    mine = replace(context, user=replace(context.user, role="collector", has_lead=True))
    window = open_window(mine, qtbot, qapp, page="settings")
    panel = panel_of(window, qtbot)
    assert "Only a lead" in panel.about.text()
    choose(panel, "amount", 1)
    assert not panel.step.points.isEnabled()
    for part in (panel.save, panel.discard, panel.why, panel.load):
        assert not part.isEnabled()
    assert not panel.preview.isVisible()
    assert panel.export.isVisible()
    window.close()
