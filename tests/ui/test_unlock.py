"""The unlock dialog over real slots: every cause by its name, and a window that stays awake."""

from __future__ import annotations

import base64
import itertools
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from accessibility import cut, unnamed
from memory_keyring import Wallet
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.permissions import Post
from app.services import store, unlocking, users
from app.services.store import NewStore
from app.services.unlocking import Opening
from app.system import keyslots
from app.system.paths import Home
from app.system.slotfile import Way, read_slots
from app.ui.dialogs.unlock import UnlockDialog
from app.ui.entrance import Entrance
from app.ui.i18n import Translations

PASSPHRASE = "otter plum lantern quarry"
LEAST_TURNS, MOST_DERIVED = 5, 40
"""Turns of the window within one derivation, and how many derivations a busy machine may take to show them."""
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, str]:
    """A real store and its recovery code; its slots are put back after each test."""
    home = Home(tmp_path_factory.mktemp("real") / "home")
    code = store.make(home, NewStore(PASSPHRASE, "王静", "C0417"), lambda _code: True, lambda: NOW)
    return home, code


@pytest.fixture
def home(made: tuple[Home, str]) -> Iterator[Home]:
    slots = made[0].slots.read_bytes()
    yield made[0]
    made[0].slots.write_bytes(slots)


@contextmanager
def _asked(home: Home, qtbot) -> Iterator[UnlockDialog]:
    with store.held(home, program="test") as slots:
        dialog = UnlockDialog(Opening(home, slots, lambda: NOW), "en")
        qtbot.addWidget(dialog)
        dialog.show()
        yield dialog
        dialog.tasks.close()
        if dialog.context is not None:
            dialog.context.db.close()


@pytest.fixture
def dialog(home: Home, qtbot, translations: Translations) -> Iterator[UnlockDialog]:
    with _asked(home, qtbot) as dialog:
        yield dialog


def _enter(dialog: UnlockDialog, text: str) -> None:
    dialog.passphrase.line.setText(text)
    QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)


def test_the_passphrase_opens_the_store(dialog: UnlockDialog, qtbot) -> None:
    _enter(dialog, PASSPHRASE)
    qtbot.waitUntil(lambda: dialog.context is not None, timeout=20_000)
    assert dialog.context is not None
    assert dialog.context.user.name == "王静"
    assert dialog.isHidden()


def test_a_wrong_one_is_refused_at_the_field_and_typed_over(dialog: UnlockDialog, qtbot) -> None:
    _enter(dialog, "otter plum lantern quarrx")
    qtbot.waitUntil(lambda: "does not open" in dialog.passphrase.problem.text(), timeout=20_000)
    assert dialog.passphrase.line.selectedText()
    QTest.keyClicks(dialog.passphrase.line, PASSPHRASE)
    assert dialog.passphrase.problem.text() == ""
    QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.context is not None, timeout=20_000)


def test_an_empty_one_is_not_tried(dialog: UnlockDialog) -> None:
    _enter(dialog, "")
    assert "Type the passphrase" in dialog.passphrase.problem.text()
    assert not dialog.tasks.is_busy or dialog.waiting.text() == ""


def test_the_window_stays_awake_while_the_keys_are_worked_out(
    dialog: UnlockDialog, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window turns while one derivation of the key goes on: it is in another thread, and holds up no other."""
    turns, turned = itertools.count(), [0]
    timer = QTimer(dialog, interval=0)
    timer.timeout.connect(lambda: turned.append(next(turns)))
    timer.start()
    threads: list[int] = []
    derive = keyslots._derive

    def derived(*given: Any) -> bytes:
        threads.append(threading.get_ident())
        for _ in range(MOST_DERIVED):
            before = turned[-1]
            key = derive(*given)
            if turned[-1] - before >= LEAST_TURNS:
                return key
        raise AssertionError("the window stood still")

    monkeypatch.setattr(keyslots, "_derive", derived)
    _enter(dialog, PASSPHRASE)
    assert dialog.bar.isVisible()
    assert not dialog.open_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.context is not None, timeout=60_000)
    timer.stop()
    assert threads
    assert threading.get_ident() not in threads


def test_the_recovery_code_opens_it_and_sets_a_new_passphrase(
    dialog: UnlockDialog, made: tuple[Home, str], qtbot
) -> None:
    dialog.other.click()
    dialog.code.line.setText(made[1])
    dialog.new_passphrase.line.setText("short")
    dialog.open_store()
    qtbot.waitUntil(lambda: "too easy" in dialog.new_passphrase.problem.text(), timeout=20_000)
    dialog.new_passphrase.line.setText("velvet anchor drizzle moth")
    dialog.open_store()
    qtbot.waitUntil(lambda: dialog.context is not None, timeout=20_000)
    opening = Opening(made[0], read_slots(made[0].slots))
    unlocking.open_by_passphrase(opening, "velvet anchor drizzle moth").db.close()


@pytest.mark.parametrize(
    ("typed", "said"), [("ABC", "40 characters"), ("0" * 40, "group"), ("", "Type the recovery code")]
)
def test_a_recovery_code_is_refused_by_its_cause(dialog: UnlockDialog, qtbot, typed: str, said: str) -> None:
    dialog.other.click()
    dialog.code.line.setText(typed)
    dialog.open_store()
    qtbot.waitUntil(lambda: said in dialog.code.problem.text(), timeout=20_000)
    assert dialog.context is None


def test_a_missing_database_is_named(dialog: UnlockDialog, home: Home, qtbot) -> None:
    aside = home.database.rename(home.root / "aside")
    try:
        _enter(dialog, PASSPHRASE)
        qtbot.waitUntil(lambda: "database file is gone" in dialog.passphrase.problem.text(), timeout=20_000)
    finally:
        aside.rename(home.database)


def test_without_an_allowed_keyring_nothing_is_offered(dialog: UnlockDialog, qtbot) -> None:
    qtbot.waitUntil(lambda: not dialog.tasks.is_busy, timeout=25_000)
    assert not dialog.remember.isVisible()


def test_the_keyring_remembers_and_opens_the_next_time(wallet: Wallet, home: Home, qtbot, qapp) -> None:
    with _asked(home, qtbot) as dialog:
        qtbot.waitUntil(dialog.remember.isVisible)
        dialog.remember.setChecked(True)
        _enter(dialog, PASSPHRASE)
        qtbot.waitUntil(dialog.isHidden, timeout=20_000)
    slots = read_slots(home.slots)
    assert slots.slot(Way.KEYRING) is not None
    key = wallet.kept["FairDue", str(slots.db_uuid)]
    assert len(base64.b64decode(key)) == 32
    with _asked(home, qtbot) as dialog:
        qtbot.waitUntil(lambda: dialog.context is not None, timeout=20_000)
    unlocking.forget(Opening(home, slots), PASSPHRASE)
    assert read_slots(home.slots).slot(Way.KEYRING) is None
    assert wallet.kept == {}


def test_esc_stops_waiting_for_a_keyring_that_hangs(wallet: Wallet, home: Home, qtbot, qapp) -> None:
    unlocking.remember(Opening(home, read_slots(home.slots)), PASSPHRASE)
    wallet.delay = 2.0
    with _asked(home, qtbot) as dialog:
        assert dialog.waiting.isVisible()
        began = perf_counter()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not dialog.waiting.isVisible())
        assert perf_counter() - began < wallet.delay, "the keyring still hangs"
        assert dialog.isVisible()
        _enter(dialog, PASSPHRASE)
        qtbot.waitUntil(lambda: dialog.context is not None, timeout=20_000)


def test_a_keyring_without_the_entry_says_so_and_the_passphrase_is_asked(
    wallet: Wallet, home: Home, qtbot, qapp
) -> None:
    unlocking.remember(Opening(home, read_slots(home.slots)), PASSPHRASE)
    wallet.kept.clear()
    with _asked(home, qtbot) as dialog:
        qtbot.waitUntil(lambda: "no entry" in dialog.passphrase.problem.text())
        assert dialog.passphrase.isEnabled()


def test_the_way_in_asks_for_a_real_store_and_not_for_a_practice_one(
    home: Home, tmp_path: Path, translations: Translations
) -> None:
    def act() -> None:
        shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, UnlockDialog) and w.isVisible())
        _enter(next(shown), PASSPHRASE)

    with ExitStack() as stack:
        QTimer.singleShot(0, act)
        context = Entrance(home, Home(tmp_path), translations, lambda: NOW).enter(stack)
        assert context is not None
        assert not context.is_practice
    practice = Home(tmp_path / "practice")
    store.make_practice(practice)
    with ExitStack() as stack:
        context = Entrance(practice, practice, translations).enter(stack)
        assert context is not None
        assert context.is_practice


def test_clear_copies_last_no_longer_than_the_open_store(tmp_path: Path, translations: Translations) -> None:
    """What a crash left goes at the start; what was made meanwhile at the end, by lock or exit."""
    practice = Home(tmp_path / "practice")
    store.make_practice(practice)
    left = practice.previews / "left-refused.csv"
    left.write_text("张芳琪")
    with ExitStack() as stack:
        Entrance(practice, practice, translations).enter(stack)
        assert not left.exists()
        made = practice.previews / "made-refused.csv"
        made.write_text("张芳琪")
    assert not made.exists()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("points", [9, 10, 20])
def test_it_is_named_and_uncut(
    dialog: UnlockDialog, translations: Translations, look, qtbot, language: str, points: int
) -> None:
    look.set_points(points)
    translations.speak(language)
    dialog.remember.setVisible(True)
    dialog.passphrase.complain("This passphrase does not open the store. The file is in order. " * 2)
    dialog.fit()
    qtbot.wait(1)
    assert unnamed(dialog) == []
    assert cut(dialog) == []
    dialog.other.click()
    qtbot.wait(1)
    assert unnamed(dialog) == []
    assert cut(dialog) == []


def test_of_several_users_each_says_who_they_are_and_replaces_a_first_passphrase(
    made: tuple[Home, str], tmp_path: Path, qtbot, translations: Translations
) -> None:
    home, first, own = Home(tmp_path / "home"), "maple drum 58 canyon silk", "velvet anchor 73 mosaic pine"
    shutil.copytree(made[0].root, home.root)
    with store.opened(home, PASSPHRASE, program="test", clock=lambda: NOW) as context:
        users.add(context, PASSPHRASE, users.NewUser("李强", "C0418", Post.COLLECTOR, first))
    li = read_slots(home.slots).holders[1].user.bytes
    again = UnlockDialog(Opening(home, read_slots(home.slots)), "en", is_locked=True, who=li)
    qtbot.addWidget(again)
    assert again.who.currentText() == "李强 · C0418", "who left the desk is asked first"
    again.reject()
    with _asked(home, qtbot) as dialog:
        assert [dialog.who.itemText(at) for at in range(2)] == ["王静 · C0417", "李强 · C0418"]
        _enter(dialog, first)  # as the wrong one
        qtbot.waitUntil(lambda: "does not open" in dialog.passphrase.problem.text(), timeout=20_000)
        dialog.who.setCurrentIndex(1)
        assert not dialog.passphrase.text()
        _enter(dialog, first)
        qtbot.waitUntil(lambda: "of your own" in dialog.new_passphrase.problem.text(), timeout=20_000)
        assert dialog.new_passphrase.isVisible()
        assert not unnamed(dialog)
        assert not cut(dialog)
        dialog.new_passphrase.line.setText(own)
        QTest.keyClick(dialog.new_passphrase.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.context is not None, timeout=20_000)
        assert dialog.context is not None
        assert dialog.context.user.name == "李强"
    with store.opened(home, own, program="test", clock=lambda: NOW) as context:
        assert context.user.employee_no == "C0418"
