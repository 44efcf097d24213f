"""The desk that was left: the store is closed and its key let go, and the passphrase is asked for again."""

from __future__ import annotations

import gc
import shutil
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import QAbstractItemModel, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from small_store import NOW, MovableClock, case_ids, fill, open_window, small_store

from app import main
from app.models.database import Database
from app.services import store, unlocking
from app.services.cases import CasePanel
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
from tests.quick_keys import quick_keys

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
    left_by = main._work(_Desk(qapp, visit), entrance)  # type: ignore[arg-type]
    assert left_by.ending is Ending.LOCK
    assert left_by.who is not None
    assert left_by.home == home
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


class _Visits(_Desk):
    """An application whose window is visited once by each of these in turn."""

    def __init__(self, qapp: QApplication, *visits: Callable[[MainWindow], None]) -> None:
        left = list(visits)

        def visit(window: MainWindow) -> None:
            left.pop(0)(window)

        super().__init__(qapp, visit)


class _Locked(QObject):
    """Sits at the lock: does the next of these each time that what it waits for is so."""

    def __init__(self, *steps: Callable[[UnlockDialog], bool]) -> None:
        super().__init__()
        self.left = list(steps)
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, UnlockDialog) and w.isVisible()]
        is_asked = bool(shown) and not shown[0].waiting.isVisible()
        if is_asked and self.left and self.left[0](shown[0]):
            del self.left[0]


def _open(dialog: UnlockDialog, passphrase: str) -> bool:
    dialog.passphrase.line.setText(passphrase)
    QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    return True


def test_idle_lock_wrong_passphrase_recovery_and_the_same_case_with_its_draft(
    tmp_path: Path, qtbot, qapp, translations: Translations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way, in the real window and the real dialog; the new passphrase opens the next lock."""
    monkeypatch.setattr(main, "_after_first_paint", lambda *_: None)
    new, told, cases = "velvet anchor 73 mosaic pine", "asked for a call on Friday", list[bytes]()
    home, clock = Home(tmp_path / "home"), MovableClock()

    def shown(window: MainWindow) -> CasePanel:
        page = window.page("desk")
        qtbot.waitUntil(lambda: page.case_in_hand is not None, timeout=20_000)  # type: ignore[attr-defined]
        return page.case.panel  # type: ignore[attr-defined, no-any-return]

    def work(window: MainWindow) -> None:
        first = shown(window).case_id
        other = next(case for case in case_ids(window.desktop.context) if case != first)
        window.desktop.open_case(other)
        qtbot.waitUntil(lambda: window.stack.case_in_hand == other, timeout=20_000)
        cases.append(other)
        note = window.page("desk").assistant.note  # type: ignore[attr-defined]
        note.setFocus()
        QTest.keyClicks(window.focusWidget(), told)
        qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy, timeout=20_000)
        window._idle.idle.emit()
        qtbot.waitUntil(window.isHidden, timeout=20_000)

    def same(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: window.stack.case_in_hand == cases[0], timeout=20_000)
        assert window.page("desk").assistant.note.text() == told  # type: ignore[attr-defined]
        window.lock()
        qtbot.waitUntil(window.isHidden, timeout=20_000)

    def last(window: MainWindow) -> None:
        shown(window)
        window.shut()

    def wrong(dialog: UnlockDialog) -> bool:
        assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
        return _open(dialog, "not the passphrase")

    def by_code(dialog: UnlockDialog) -> bool:
        if "does not open the store" not in dialog.passphrase.problem.text():
            return False
        dialog.other.click()
        dialog.code.line.setText(code)
        dialog.new_passphrase.line.setText(new)
        dialog.open_store()
        return True

    with quick_keys():
        code = store.make(home, NewStore(PASSPHRASE, "王静", "C0417"), lambda _code: True, clock)
        with store.opened(home, PASSPHRASE, program="test", clock=clock) as context:
            fill(context)
        first = partial(_open, passphrase=PASSPHRASE)
        sitting = _Locked(first, wrong, by_code, partial(_open, passphrase=new))
        entrance = Entrance(home, home, translations, clock)
        assert main._turns(_Visits(qapp, work, same, last), entrance, None) == 0  # type: ignore[arg-type]
        assert sitting.left == []
        sitting.deleteLater()


def test_practice_is_locked_by_the_key_alone_and_says_its_passphrase(
    tmp_path: Path, qtbot, qapp, translations: Translations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "_after_first_paint", lambda *_: None)
    bases: list[Database] = []

    def visit(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy, timeout=20_000)
        window._idle.idle.emit()
        window.on_left()
        assert window.isVisible(), "nothing in it is worth a lock"
        bases.append(window.desktop.context.db)
        private_clipboard().copy("6222021234567890123")
        window.actions_list.action("lock").trigger()
        qtbot.waitUntil(window.isHidden, timeout=20_000)

    def unlock(dialog: UnlockDialog) -> bool:
        assert bases[0].key == b""
        assert QApplication.clipboard().text() == ""
        assert not dialog.other.isVisible(), "there is no recovery code"
        assert dialog.published.isVisible()
        assert unlocking.PRACTICE_PASSPHRASE in dialog.published.text()
        assert not unnamed(dialog)
        assert not cut(dialog)
        return _open(dialog, unlocking.PRACTICE_PASSPHRASE)

    with small_store(tmp_path) as context:
        home = context.home
    sitting = _Locked(unlock)
    entrance = Entrance(home, home, translations, lambda: NOW)
    turns = _Visits(qapp, visit, lambda window: window.shut())
    assert main._turns(turns, entrance, None) == 0  # type: ignore[arg-type]
    assert sitting.left == []
    sitting.deleteLater()


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""
