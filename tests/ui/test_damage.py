"""A store that was not closed in order is read through behind the passphrase, and a damaged one gets its backup."""

from __future__ import annotations

import shutil
import threading
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_store import open_window

from app import main
from app.domain.errors import StorageProblem
from app.models import soundness as reading
from app.services import backups, soundness, store, unlocking
from app.services.context import Context
from app.services.store import NewStore
from app.services.unlocking import DamagedStore, Opening
from app.system import unclean
from app.system.keyslots import Opened, open_as
from app.system.paths import Home
from app.system.slotfile import read_slots
from app.ui.dialogs.damage import DamageDialog
from app.ui.dialogs.unlock import UnlockDialog
from app.ui.entrance import Entrance
from app.ui.i18n import Translations
from app.ui.main_window import Ending, MainWindow

PASSPHRASE = "otter plum lantern quarry"
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Opened]:
    """A real store with a proven backup, and what its passphrase opens."""
    home = Home(tmp_path_factory.mktemp("real") / "home")
    store.make(home, NewStore(PASSPHRASE, "王静", "C0417", "lead"), lambda _code: True, lambda: NOW)
    with store.opened(home, PASSPHRASE, program="test", clock=lambda: NOW) as context:
        backups.make(context)
    return home.root, open_as(read_slots(home.slots), PASSPHRASE)


@pytest.fixture
def home(made: tuple[Path, Opened], tmp_path: Path) -> Home:
    """It was not closed in order."""
    shutil.copytree(made[0], tmp_path / "home")
    home = Home(tmp_path / "home")
    unclean.note(home)
    return home


def spoil(home: Home) -> None:
    """Flip a bit near the end of the file."""
    with home.database.open("rb+") as file:
        file.seek(-2048, 2)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))


def shown(kind: type[UnlockDialog] | type[DamageDialog]) -> UnlockDialog | DamageDialog | None:
    found = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind))
    return next((widget for widget in found if widget.isVisible()), None)


class Hands:
    """What is done in the dialogs, one after the other, as soon as each can be."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.timer = QTimer(interval=20)
        self.timer.timeout.connect(self._look)
        self.timer.start()
        self._has_typed = False

    def _look(self) -> None:
        asked, told = shown(UnlockDialog), shown(DamageDialog)
        if isinstance(asked, UnlockDialog) and not self._has_typed:
            self._has_typed = True
            asked.passphrase.line.setText(PASSPHRASE)
            QTest.keyClick(asked.passphrase.line, Qt.Key.Key_Return)
        if isinstance(told, DamageDialog) and told.go_on.isEnabled():
            self.said += [told.words.text(), told.offer.text(), told.waiting.text()]
            told.go_on.click()


def test_the_backup_takes_the_place_and_the_window_opens(
    home: Home, tmp_path: Path, translations: Translations
) -> None:
    spoil(home)
    before = home.database.read_bytes()
    hands = Hands()
    with ExitStack() as stack:
        stack.callback(hands.timer.stop)
        context = Entrance(home, Home(tmp_path), translations, lambda: NOW).enter(stack)
        assert context is not None
        assert context.user.name == "王静"
    said = "\n".join(hands.said)
    assert "HMAC verification failed for page" in said
    assert "Nothing was changed" in said
    assert "Last proven backup" in said
    assert "reading it through found 0 thing(s) wrong" in said
    (kept,) = home.root.glob("damaged-*/fairdue.db")
    assert kept.read_bytes() == before
    assert not unclean.is_noted(home)


def damage(home: Home, by: Opened) -> DamageDialog:
    problem = DamagedStore("store_unsound", by, found="HMAC verification failed for page 41")
    return DamageDialog(Opening(home, read_slots(home.slots), lambda: NOW), problem, "en")


def test_without_a_backup_nothing_can_be_pressed_and_the_way_out_is_said(
    home: Home, made: tuple[Path, Opened], qtbot
) -> None:
    shutil.rmtree(home.backups)
    dialog = damage(home, made[1])
    qtbot.addWidget(dialog)
    assert not dialog.go_on.isEnabled()
    assert "fairdue restore" in dialog.offer.text()
    dialog.go()
    assert not dialog.tasks.is_busy
    dialog.reject()


def test_a_backup_that_does_not_restore_says_why_and_closing_leaves_everything(
    home: Home, made: tuple[Path, Opened], qtbot
) -> None:
    (backup,) = home.backups.glob("*.db")
    backup.write_bytes(backup.read_bytes()[:-1])
    before = home.database.read_bytes()
    dialog = damage(home, made[1])
    qtbot.addWidget(dialog)
    dialog.go()
    assert not dialog.go_on.isEnabled()
    qtbot.waitUntil(dialog.go_on.isEnabled, timeout=20_000)
    assert "is not as it was signed" in dialog.waiting.text()
    dialog.reject()
    assert home.database.read_bytes() == before


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("points", [9, 20])
def test_it_is_named_and_uncut(
    home: Home, made: tuple[Path, Opened], translations: Translations, look, qtbot, language: str, points: int
) -> None:
    look.set_points(points)
    translations.speak(language)
    dialog = damage(home, made[1])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(1)
    assert unnamed(dialog) == []
    assert cut(dialog) == []
    dialog.reject()


def test_the_reading_is_said_and_closing_ends_it(
    home: Home, qtbot, translations: Translations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes on until the dialog is closed, which waits for nothing else."""
    threads: list[int] = []

    def endless(_raw: object, report) -> str:
        threads.append(threading.get_ident())
        while True:
            report(30, 100)

    monkeypatch.setattr(reading, "damage", endless)
    with store.held(home, program="test") as slots:
        dialog = UnlockDialog(Opening(home, slots, lambda: NOW), "en")
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.passphrase.line.setText(PASSPHRASE)
        QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "not closed in order" in dialog.waiting.text(), timeout=20_000)
        assert "30 %" in dialog.waiting.text()
        assert cut(dialog) == []
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isHidden()
        assert dialog.context is None
    assert threading.get_ident() not in threads
    assert unclean.is_noted(home)


@pytest.mark.parametrize("is_locked", [False, True])
def test_beside_the_work_a_store_that_was_just_locked_is_not_read_again(
    context: Context,
    qapp: QApplication,
    translations: Translations,
    monkeypatch: pytest.MonkeyPatch,
    is_locked: bool,
) -> None:
    read: list[Context] = []
    monkeypatch.setattr(main, "_after_first_paint", lambda _window, _stack: None)
    monkeypatch.setattr(main, "READ_THROUGH_MS", 0)
    monkeypatch.setattr(soundness, "look_through", lambda store, progress: read.append(store))

    def window_on(*given: object) -> MainWindow:
        window = shown_on(*given)
        QTimer.singleShot(100, window, window.close)
        return window

    shown_on = main.window_on
    monkeypatch.setattr(main, "window_on", window_on)
    entrance = SimpleNamespace(
        translations=translations, enter=lambda _stack: context, case=None, is_locked=is_locked
    )
    assert main._work(qapp, entrance).ending is Ending.QUIT  # type: ignore[arg-type]
    assert read == ([] if is_locked else [context])


def test_what_is_found_beside_the_work_is_told_and_keeps_nobody_from_locking(
    context: Context, qtbot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Event()

    def found(_context: Context, progress) -> None:
        assert held.wait(10)
        raise StorageProblem("store_unsound_open", found="page 7")

    monkeypatch.setattr(soundness, "look_through", found)
    window = open_window(replace(context, is_practice=True), qtbot, qapp, page="desk")
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy, timeout=10_000)
    main._read_through(window)
    assert not window.desktop.tasks.is_busy
    held.set()
    qtbot.waitUntil(lambda: "is damaged (page 7)" in window.toast.headline.text(), timeout=10_000)
    window.shut()


def test_practice_is_not_kept_waiting(tmp_path: Path) -> None:
    practice = Home(tmp_path / "practice")
    store.make_practice(practice)
    unclean.note(practice)
    with store.held(practice, program="test") as slots:
        context = unlocking.open_practice(Opening(practice, slots))
        assert unclean.is_noted(practice)
        soundness.look_through(context)
        assert not practice.unchecked.exists()
        context.db.close()
