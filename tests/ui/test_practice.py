"""The practice line: five tasks ticked off by the facts of doing them, and the store taken away as a whole."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from small_store import DEBTORS, MovableClock, add_fact, case_ids, open_window, small_store

from app.domain.errors import AppError
from app.domain.facts import (
    Agreement,
    Annulment,
    Body,
    Contact,
    Imported,
    JsonText,
    Promise,
)
from app.services import practice_tasks, sample, store
from app.services.context import Context
from app.services.practice_tasks import Task
from app.services.store import NewStore
from app.system import logs
from app.system.paths import Home
from app.ui.dialogs.confirm import DeletePracticeDialog
from app.ui.i18n import Translations
from app.ui.main_window import Ending, MainWindow

TODAY = date(2026, 11, 20)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def context(tmp_path: Path, clock: MovableClock) -> Iterator[Context]:
    with small_store(tmp_path, clock) as context:
        yield context


@pytest.fixture
def window(context: Context, qtbot, qapp) -> MainWindow:
    return open_window(context, qtbot, qapp)


def _bodies(context: Context) -> dict[Task, Body]:
    one = context.new_id()
    return {
        Task.CALL: Contact("call", "outbound", "NA", number="13800000042"),
        Task.PROMISE: Promise(100_000, "CNY", TODAY + timedelta(days=3)),
        Task.PLAN: Agreement(one, one, TODAY, "signed"),
        Task.UNDO: Annulment(one),
        Task.IMPORT: Imported("a.csv", b"\0" * 32, "placement", 1, 1, 0, 0, 0, 1, "CNY", JsonText("{}")),
    }


@pytest.mark.parametrize("task", list(Task))
def test_each_task_is_ticked_by_its_own_fact(context: Context, task: Task) -> None:
    assert practice_tasks.practised(context).done == frozenset()
    add_fact(context, _bodies(context)[task], case_ids(context)[0])
    assert practice_tasks.practised(context).done == {task}


def test_the_history_that_came_with_the_sample_ticks_nothing(tmp_path: Path) -> None:
    """The sample holds calls, promises, agreements and imports of its own."""
    home = Home(tmp_path / "practice")
    sample.build(home, today=TODAY)
    with store.opened(home, None, program="test") as context:
        assert practice_tasks.practised(context).done == frozenset()
        assert practice_tasks.cases(context) == 60
        bodies = _bodies(context)
        for task in Task:
            add_fact(context, bodies[task], case_ids(context)[0])
        assert practice_tasks.practised(context).is_all


def test_the_line_ticks_what_was_done_elsewhere_in_the_window(
    window: MainWindow, context: Context, qtbot
) -> None:
    panel = window.practice
    assert panel is not None
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
    add_fact(context, _bodies(context)[Task.PROMISE], case_ids(context)[0])
    panel._watch.mark()
    qtbot.waitUntil(lambda: panel._practised.done == {Task.PROMISE})
    assert panel.tasks[Task.PROMISE].accessibleName() == "take a promise done"
    assert panel.tasks[Task.CALL].accessibleName() == "log a call"


def test_when_all_is_done_the_tasks_make_room(window: MainWindow, context: Context, qtbot) -> None:
    for body in _bodies(context).values():
        add_fact(context, body, case_ids(context)[0])
    assert window.practice is not None
    window.practice._watch.mark()
    qtbot.waitUntil(window.practice.all_done.isVisible)
    assert not any(button.isVisible() for button in window.practice.tasks.values())


def test_where_the_line_is_short_the_next_task_stands_for_all(
    window: MainWindow, context: Context, look, qtbot
) -> None:
    panel = window.practice
    assert panel is not None
    look.set_points(20)
    window.resize(1280, 760)
    qtbot.waitUntil(
        lambda: [task for task, button in panel.tasks.items() if button.isVisible()] == [Task.CALL]
    )
    for task in (Task.CALL, Task.PROMISE):
        add_fact(context, _bodies(context)[task], case_ids(context)[0])
    panel._watch.mark()
    qtbot.waitUntil(
        lambda: [task for task, button in panel.tasks.items() if button.isVisible()] == [Task.PLAN]
    )
    look.set_points(10)
    qtbot.waitUntil(lambda: all(button.isVisible() for button in panel.tasks.values()))


def test_a_task_leads_to_where_it_is_done(window: MainWindow, qtbot) -> None:
    assert window.practice is not None
    wanted: list[str] = []
    window.desktop.signals.page_wanted.disconnect(window.stack.show_page)
    window.desktop.signals.page_wanted.connect(wanted.append)
    window.practice.tasks[Task.IMPORT].click()
    window.practice.tasks[Task.CALL].click()
    assert wanted == ["imports", "desk"]
    assert "press 1" in window.toast.headline.text()


def test_leaving_asks_with_the_number_of_cases_and_then_closes(window: MainWindow, qtbot) -> None:
    assert window.practice is not None
    seen: list[str] = []

    def answer(*, yes: bool) -> None:
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, DeletePracticeDialog))
        seen.append(dialog.words.text())
        (dialog.delete if yes else dialog.keep).click()
        dialog.deleteLater()

    QTimer.singleShot(300, lambda: answer(yes=False))
    window._on_leave_practice(len(DEBTORS))
    assert seen[0].startswith("3 practice cases")
    assert window.isVisible()
    assert window.ending is Ending.QUIT
    QApplication.processEvents()
    QTimer.singleShot(300, lambda: answer(yes=True))
    with qtbot.waitSignal(window.practice.leave_wanted):
        window.practice.leave.click()
    qtbot.waitUntil(window.isHidden)
    assert window.ending is Ending.DISCARD


def test_discarding_takes_the_store_and_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    home = Home(tmp_path / "practice")
    store.make_practice(home)
    logs.configure(home)
    logging.getLogger("test").warning("something")
    logs.stop()
    own = home.root / "my notes.txt"
    own.write_text("keep")
    practice_tasks.discard(home)
    assert [path.name for path in home.root.iterdir()] == ["my notes.txt"]
    own.unlink()
    store.make_practice(home)
    practice_tasks.discard(home)
    assert not home.root.exists()


def test_a_real_store_is_never_discarded(tmp_path: Path) -> None:
    home = Home(tmp_path / "own")
    store.make(home, NewStore("otter plum lantern quarry", "王静", "C0417"), lambda _code: True)
    before = sorted(home.root.rglob("*"))
    with pytest.raises(AppError, match="practice_only"):
        practice_tasks.discard(home)
    assert [path for path in before if path.name != "fairdue.lock"] == [
        path for path in sorted(home.root.rglob("*")) if path.name != "fairdue.lock"
    ]


def test_an_open_store_is_not_discarded(context: Context) -> None:
    with pytest.raises(AppError, match="home_in_use"):
        practice_tasks.discard(context.home)
    assert context.home.database.exists()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("points", "wide"), [(9, 1280), (10, 1280), (10, 1600), (20, 1280)])
def test_it_is_named_and_uncut(
    window: MainWindow, look, qtbot, translations: Translations, language: str, points: int, wide: int
) -> None:
    look.set_points(points)
    translations.speak(language)
    window.resize(wide, 760)
    qtbot.wait(20)
    assert window.practice is not None
    assert unnamed(window.practice) == []
    assert cut(window.practice) == []
    dialog = DeletePracticeDialog(60, window)
    dialog.show()
    qtbot.wait(1)
    assert unnamed(dialog) == []
    assert cut(dialog) == []
    dialog.close()
