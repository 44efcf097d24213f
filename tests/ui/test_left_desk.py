"""The desk that was left: the store is closed and its key let go, and the passphrase is asked for again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from small_store import NOW, open_window

from app.services import store, unlocking
from app.services.store import NewStore
from app.services.unlocking import Opening
from app.system.paths import Home
from app.ui import idle
from app.ui.dialogs.unlock import UnlockDialog
from app.ui.entrance import Entrance
from app.ui.i18n import Translations
from app.ui.idle import IdleWatch
from app.ui.main_window import Ending, MainWindow

PASSPHRASE = "otter plum lantern quarry"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("left") / "home")
    store.make(home, NewStore(PASSPHRASE, "王静", "C0417"), lambda _code: True, lambda: NOW)
    return home


@pytest.fixture
def home(made: Home, tmp_path: Path) -> Home:
    """A real store of which the window knows nothing yet."""
    return Home(Path(shutil.copytree(made.root, tmp_path / "home")))


@pytest.fixture
def window(home: Home, qtbot, qapp) -> Iterator[MainWindow]:
    """The window over the real store."""
    with store.held(home, program="test") as slots:
        context = unlocking.open_by_passphrase(Opening(home, slots, lambda: NOW), PASSPHRASE)
        window = open_window(context, qtbot, qapp, page="desk")
        yield window
        window.shut()
        context.db.close()


def test_no_key_and_no_mouse_for_so_long_is_idle(qtbot, qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    watch = IdleWatch(10, widget)
    assert watch._timer.interval() == 600_000
    monkeypatch.setattr(idle, "MINUTE_MS", 20)
    watch.wait(10)
    with qtbot.assertNotEmitted(watch.idle):
        for _ in range(5):
            qtbot.wait(80)
            QTest.keyClick(widget.windowHandle(), Qt.Key.Key_A)
    with qtbot.waitSignal(watch.idle, timeout=2_000):
        pass


def test_idle_locks_a_real_store(window: MainWindow, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
    window._idle.idle.emit()
    assert window.isHidden()
    assert window.ending is Ending.LOCK


def test_what_runs_is_not_broken_off(window: MainWindow, qtbot) -> None:
    window.desktop.tasks.read(lambda _context: time.sleep(0.3), owner=window)
    assert window.desktop.tasks.is_busy
    window.lock()
    assert window.isVisible()
    assert window.ending is Ending.QUIT
    assert window._idle._timer.interval() == 60_000
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)


def test_whoever_comes_back_while_something_runs_has_the_whole_limit_again(window: MainWindow, qtbot) -> None:
    window.desktop.tasks.read(lambda _context: time.sleep(0.2), owner=window)
    window.lock()
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert window._idle._timer.interval() == window.desktop.preferences.idle_lock_minutes * 60_000


def test_minutes_follow_the_settings(window: MainWindow) -> None:
    window.desktop.preferences = replace(window.desktop.preferences, idle_lock_minutes=25)
    window.desktop.signals.preferences_changed.emit()
    assert window._idle._timer.interval() == 25 * 60_000


def test_a_locked_store_asks_for_the_passphrase_and_never_the_keyring(
    home: Home, qtbot, translations: Translations, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(UnlockDialog, "_ask_keyring", lambda dialog: asked.append(dialog))  # noqa: PLW0108 - bound
    shown: list[UnlockDialog] = []

    def leave() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, UnlockDialog) and widget.isVisible():
                shown.append(widget)
                widget.reject()

    for is_locked in (False, True):
        QTimer.singleShot(300, leave)
        with ExitStack() as stack:
            assert Entrance(home, home, translations, lambda: NOW, is_locked=is_locked).enter(stack) is None
    assert len(shown) == 2
    assert asked == [shown[0]]
