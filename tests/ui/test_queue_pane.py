"""The queue on the desk: what cannot be read is told and asked again, and the counts follow whatever changes them."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_store import case_ids, open_window

from app.domain.errors import StorageProblem
from app.services import holds, queue, views
from app.services.browse import Order, View
from app.services.context import Context
from app.services.holds import Snooze
from app.services.words import Words
from app.ui.desk import queue_pane
from app.ui.desk import views as desk_views
from app.ui.desk.queue_pane import QueuePane
from app.ui.main_window import MainWindow
from app.ui.settings.second_place_card import back_up
from app.ui.tables.rows import GroupView


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="desk")
    yield window
    window.close()


@pytest.fixture
def pane(window: MainWindow, qtbot) -> QueuePane:
    pane: QueuePane = window.page("desk").queue  # type: ignore[attr-defined]
    # Once it was read, how people answer is read too, and then the queue again.
    qtbot.waitUntil(lambda: pane.model.count == 3 and pane._rates is not None)
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
    return pane


class Refusing:
    """Refuses the first so many times, as a disk that comes back, then does what was asked."""

    def __init__(self, function, times: int) -> None:
        self.function, self.left = function, times

    def __call__(self, *arguments):
        if self.left:
            self.left -= 1
            raise StorageProblem.of(OSError(errno.EIO, "input/output error"), Path("fairdue.db"))
        return self.function(*arguments)


@pytest.fixture
def told(window: MainWindow) -> list[str]:
    told: list[str] = []
    window.desktop.signals.told.connect(lambda text, _tone: told.append(text))
    return told


def test_a_page_that_cannot_be_read_is_told_and_read_again(
    pane: QueuePane, told: list[str], qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_pane, "AGAIN_MS", 20)
    monkeypatch.setattr(queue, "listing", Refusing(queue.listing, 2))
    pane.model.show([GroupView("Cases", 3)])
    assert pane.model.row(1) is None
    qtbot.waitUntil(lambda: pane.model.row(1) is not None)
    assert len(told) == 2
    assert all(told)


def test_a_queue_that_cannot_be_read_is_read_again(
    pane: QueuePane, told: list[str], qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_pane, "AGAIN_MS", 20)
    monkeypatch.setattr(queue, "counts", Refusing(queue.counts, 1))
    with qtbot.waitSignal(pane.listed):
        pane.reload()
    assert len(told) == 1


BIG = View(order=Order.AMOUNT)
BY_AMOUNT = ["张芳琪", "王磊", "林秀兰"]


def names(pane: QueuePane) -> list[str]:
    rows = [pane.model.row(line) for line in range(pane.model.rowCount())]
    return [row.name for row in rows if row is not None]


def save(window: MainWindow, name: str, view: View, qtbot) -> None:
    with qtbot.waitSignal(window.desktop.events.changed):
        window.desktop.tasks.write(views.save, name, view, owner=window)


def test_the_queue_is_worked_through_a_saved_view(pane: QueuePane, window: MainWindow, qtbot) -> None:
    save(window, "大额", BIG, qtbot)
    qtbot.waitUntil(lambda: pane.view.count() == 5)
    assert pane.view.itemText(4) == "大额"
    pane.view.setCurrentIndex(4)
    qtbot.waitUntil(lambda: [group.title for group in pane.model.groups] == ["大额"])
    assert names(pane) == BY_AMOUNT
    first = pane.list.current_row
    assert first is not None
    assert first.name == BY_AMOUNT[0]
    save(window, "大额", View(order=Order.AMOUNT, is_descending=False), qtbot)
    qtbot.waitUntil(lambda: names(pane) == BY_AMOUNT[::-1])


def test_in_a_view_that_keeps_a_worked_case_the_next_one_follows(
    pane: QueuePane, window: MainWindow, qtbot
) -> None:
    save(window, "大额", BIG, qtbot)
    qtbot.waitUntil(lambda: pane.show_view(4))
    qtbot.waitUntil(lambda: names(pane) == BY_AMOUNT)
    desk = window.page("desk")
    qtbot.waitUntil(lambda: desk.assistant.form is not None)
    qtbot.waitUntil(lambda: desk.case.panel.name == BY_AMOUNT[0])
    QTest.keyClick(pane.list, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: desk.case.panel.name == BY_AMOUNT[1])
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
    assert names(pane) == BY_AMOUNT
    row = pane.list.current_row
    assert row is not None
    assert row.name == BY_AMOUNT[1]


def test_the_saved_view_that_was_worked_last_is_there_after_a_restart(
    pane: QueuePane, window: MainWindow, context: Context, qtbot, qapp
) -> None:
    save(window, "大额", BIG, qtbot)
    qtbot.waitUntil(lambda: pane.show_view(4))
    qtbot.waitUntil(lambda: views.worked_through(context) == "大额")
    window.close()
    again = open_window(context, qtbot, qapp, page="desk")
    pane = again.page("desk").queue  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: names(pane) == BY_AMOUNT)
    assert pane.view.currentText() == "大额"
    pane.show_view(0)
    qtbot.waitUntil(lambda: not views.worked_through(context))
    again.close()


def test_a_view_that_was_deleted_gives_way_to_today(pane: QueuePane, window: MainWindow, qtbot) -> None:
    save(window, "大额", BIG, qtbot)
    qtbot.waitUntil(lambda: pane.show_view(4))
    qtbot.waitUntil(lambda: len(pane.model.groups) == 1 and pane.model.groups[0].title == "大额")
    window.desktop.tasks.write(views.delete, "大额", owner=window)
    qtbot.waitUntil(lambda: pane.view.count() == 4)
    assert pane.view.currentIndex() == 0
    assert window.desktop.saved_views == ()


def test_alt_5_calls_the_first_saved_view_where_one_is(pane: QueuePane, window: MainWindow, qtbot) -> None:
    save(window, "大额", BIG, qtbot)
    save(window, "小额", View(order=Order.AMOUNT, is_descending=False), qtbot)
    qtbot.waitUntil(lambda: window.desktop.saved_views == ("大额", "小额"))
    assert "View: 小额" in [command.text() for command in window.actions_list]
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(pane) == BY_AMOUNT[::-1])
    window.show_page("cases")
    page = window.page("cases")
    qtbot.waitUntil(lambda: len(page.views._views) == 2)
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.views.used == "小额")
    window.show_page("imports")
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert window.stack.currentWidget() is window.page("desk")
    qtbot.waitUntil(lambda: names(pane) == BY_AMOUNT)


def test_the_page_in_which_one_works_is_read_with_the_first(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the case that follows is known even where the worked one keeps its place."""
    monkeypatch.setattr(desk_views, "PAGE_ROWS", 1)
    words = Words("en", context.rules, context.now(), context.zone)
    loaded = desk_views.load(context, words, desk_views.QueueView("x", saved=BIG), (1, 2))
    assert loaded.view == desk_views.VIEWS[0]  # no view of that name
    views.save(context, "x", BIG)
    loaded = desk_views.load(context, words, desk_views.QueueView("x", saved=BIG), (1, 2))
    assert [rows[0].name for _, rows in sorted(loaded.pages.items())] == BY_AMOUNT
    assert desk_views.load(context, words, None, (-1, 0)).pages.keys() == {0}


def test_a_case_that_is_put_off_leaves_the_queue_and_the_count_of_the_day(
    pane: QueuePane, window: MainWindow, context: Context, qtbot
) -> None:
    """Putting off is neither a contact nor a promise: the news of it is that the queue is another."""
    qtbot.waitUntil(lambda: "to do 3" in window.status.count.text())
    later = context.now() + timedelta(days=3)
    command = Snooze(context.new_id(), case_ids(context)[0], later)
    window.desktop.tasks.write(holds.snooze, command, owner=window)
    qtbot.waitUntil(lambda: pane.model.count == 2)
    qtbot.waitUntil(lambda: "to do 2" in window.status.count.text())


def test_a_backup_is_told_in_the_line_at_the_bottom(window: MainWindow, pane: QueuePane, qtbot) -> None:
    assert window.status.backup.text() == "No proven backup yet"
    window.desktop.tasks.write(back_up, owner=window, title="Backing up")
    qtbot.waitUntil(lambda: window.status.backup.text().startswith("Backup proven"), timeout=15_000)


def test_budget_follows_the_calls_and_the_preference(pane: QueuePane, window: MainWindow, qtbot) -> None:
    line = pane.budget
    qtbot.waitUntil(lambda: line.text.text().startswith("80 calls left today: enough for all"))
    window.desktop.preferences = replace(window.desktop.preferences, calls_a_day=1)
    window.desktop.signals.preferences_changed.emit()
    qtbot.waitUntil(lambda: line.text.text().startswith("1 call left today: the first 1 case carry"))
    assert line.days.isHidden()
    window.actions_list.action("budget").trigger()
    qtbot.waitUntil(lambda: not line.days.isHidden())
    first, *days = line.days.text().split("\n")
    assert first == "Calls a day: 1"
    assert len(days) == 5
    assert all(": 1 case, " in day for day in days[:2])
    line.more.click()
    assert line.days.isHidden()
