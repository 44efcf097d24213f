"""The desk that was left: the store is closed and its key let go, and the passphrase is asked for again."""

from __future__ import annotations

import gc
import shutil
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from small_store import NOW, open_window

from app import main
from app.models.database import Database
from app.services import store, unlocking
from app.services.context import Context
from app.services.store import NewStore
from app.services.unlocking import Opening
from app.system.paths import Home
from app.ui import idle
from app.ui.clipboard import private_clipboard
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
    window._idle.idle.emit()
    assert window.isVisible()
    assert window.ending is Ending.QUIT
    assert window._idle._timer.interval() == 60_000
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)


def test_whoever_comes_back_while_something_runs_has_the_whole_limit_again(window: MainWindow, qtbot) -> None:
    window.desktop.tasks.read(lambda _context: time.sleep(0.2), owner=window)
    window._idle.idle.emit()
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


def test_a_lock_by_key_covers_the_desk_until_what_runs_is_done(window: MainWindow, qtbot) -> None:
    window.desktop.tasks.read(lambda _context: time.sleep(0.3), owner=window)
    window.lock()
    assert window.isVisible()
    assert not window.stack.isVisible()
    qtbot.waitUntil(window.isHidden, timeout=10_000)
    assert window.ending is Ending.LOCK


class _Desk:
    """Stands for the application: its event loop is a visit to the window, which ends when that is closed."""

    def __init__(self, qapp: QApplication, visit: Callable[[MainWindow], None]) -> None:
        self.primaryScreen = qapp.primaryScreen
        self._visit = visit

    def exec(self) -> None:
        shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
        self._visit(next(window for window in shown if window.isVisible()))


def test_after_the_lock_nothing_is_left(
    home: Home, qtbot, qapp, translations: Translations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No window, no model with rows, no connection, no key, no number on the clipboard, no clear copy."""
    left: list[weakref.ref[QObject]] = []
    bases: list[Database] = []

    def visit(window: MainWindow) -> None:
        for page in ("desk", "cases", "reports", "settings", "letters"):
            window.show_page(page)
            qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy, timeout=20_000)
        left.extend(weakref.ref(model) for model in window.findChildren(QAbstractItemModel))
        left.append(weakref.ref(window))
        bases.append(window.desktop.context.db)
        private_clipboard().copy("6222021234567890123")
        (home.previews / "letter.pdf").write_bytes(b"%PDF-")
        window.lock()
        assert window.isHidden()

    def by_passphrase(_entrance: Entrance, opening: Opening) -> Context:
        return unlocking.open_by_passphrase(opening, PASSPHRASE)

    monkeypatch.setattr(Entrance, "_ask", by_passphrase)
    monkeypatch.setattr(main, "_after_first_paint", lambda *_: None)  # the log would move to this home
    entrance = Entrance(home, home, translations, lambda: NOW)
    ending, who = main._work(_Desk(qapp, visit), entrance)  # type: ignore[arg-type]
    assert ending is Ending.LOCK
    assert who is not None
    gc.collect()
    (db,) = bases
    assert db.key == b""
    with pytest.raises(RuntimeError, match="closed"), db.read():
        pass
    assert len(left) > 5
    assert [ref() for ref in left if ref() is not None] == []
    assert QApplication.clipboard().text() == ""
    assert list(home.previews.iterdir()) == []
    opened = Path("/proc/self/fd")
    if opened.is_dir():
        assert not [link for link in opened.iterdir() if str(home.database) in _target(link)]
    with store.held(home, program="test") as slots:
        unlocking.open_by_passphrase(
            Opening(home, slots, lambda: NOW), PASSPHRASE
        ).db.close()  # the only way back


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""
