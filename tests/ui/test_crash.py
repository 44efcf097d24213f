"""The crash window: every bug ends there, once, without a name or an amount, and the program goes on."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from small_store import open_window

from app import main
from app.domain.errors import RuleViolation
from app.services.context import Context
from app.system import logs
from app.ui import crash
from app.ui.crash import CrashWatch


@pytest.fixture
def watch(context: Context, qtbot, qapp) -> Iterator[CrashWatch]:
    watch = crash.watch(open_window(context, qtbot, qapp))
    yield watch
    watch.stop()


def test_the_eyes_for_bugs_close_with_the_window(context: Context, qtbot, qapp) -> None:
    before = sys.excepthook, threading.excepthook
    window = open_window(context, qtbot, qapp)
    with ExitStack() as stack:
        main._after_first_paint(window, stack)
        assert sys.excepthook is not before[0]
        assert threading.excepthook is not before[1]
    assert (sys.excepthook, threading.excepthook) == before
    logs.stop()


def _leak() -> None:
    raise KeyError("张芳琪 13800000042 83,620.21")


def _log_lines(context: Context) -> list[dict[str, object]]:
    text = (context.home.logs / logs.FILE_NAME).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_bug_in_the_window_is_shown_and_logged_without_its_text(
    watch: CrashWatch, context: Context, qtbot
) -> None:
    handler = logs.configure(context.home)
    QTimer.singleShot(0, _leak)
    qtbot.waitUntil(lambda: watch.shown is not None)
    handler.close()
    assert watch.shown is not None
    report = watch.shown.details.toPlainText()
    assert "KeyError" in report
    assert "_leak" in report
    assert "张芳琪" not in report
    assert "138" not in report
    line = _log_lines(context)[-1]
    assert line["text"] == "crash"
    assert "张芳琪" not in json.dumps(line, ensure_ascii=False)
    assert not watch.shown.details.isVisible()
    watch.shown.more.click()
    assert watch.shown.details.isVisible()
    watch.shown.copy.click()
    assert QGuiApplication.clipboard().text() == report


def test_errors_of_threads_and_tasks_end_in_the_same_window(
    watch: CrashWatch, context: Context, qtbot
) -> None:
    thread = threading.Thread(target=_leak)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: watch.shown is not None)
    first = watch.shown
    watch._window.desktop.tasks.read(_broken, owner=watch, on_ok=print)
    qtbot.waitUntil(lambda: first.details.toPlainText().count("FairDue") == 2)
    assert watch.shown is first
    assert "2" in first.texts[0].text()
    first.go_on.click()
    qtbot.waitUntil(lambda: watch.shown is None)
    assert watch._window.isVisible()


def test_a_refusal_that_slipped_through_is_told_and_is_no_crash(watch: CrashWatch, qtbot) -> None:
    watch.report(RuleViolation("plan_no_debt", "debt_minor"))
    assert watch.shown is None
    assert watch._window.toast.headline.text().startswith("Nothing is owed")


def test_an_interrupt_is_left_to_python(watch: CrashWatch, monkeypatch) -> None:
    passed: list[object] = []
    monkeypatch.setattr(watch, "_before", (lambda *args: passed.append(args[0]), watch._before[1]))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
    assert watch.shown is None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("points", [10, 20])
def test_the_window_is_named_and_uncut(watch: CrashWatch, look, qtbot, language: str, points: int) -> None:
    look.set_points(points)
    watch._window.desktop.translations.speak(language)
    watch.report(ValueError("x"))
    assert watch.shown is not None
    watch.shown.more.click()
    qtbot.wait(1)
    assert unnamed(watch.shown) == []
    assert cut(watch.shown) == []


def _broken(_context: Context) -> None:
    raise ZeroDivisionError
