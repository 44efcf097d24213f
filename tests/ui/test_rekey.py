"""A new data key in the window: asked for in the settings, done while the store is closed, and unlocked again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_store import open_window

from app.services import store
from app.services.store import NewStore
from app.services.unlocking import Opening
from app.system.keyslots import open_with_passphrase, open_with_recovery
from app.system.paths import Home
from app.system.slotfile import read_slots
from app.ui.dialogs.rekey import RekeyDialog
from app.ui.i18n import Translations
from app.ui.main_window import Ending
from tests.quick_keys import quick_keys

PASSPHRASE = "otter plum lantern quarry"
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with quick_keys():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, str]:
    home = Home(tmp_path_factory.mktemp("rekey") / "home")
    return home, store.make(home, NewStore(PASSPHRASE, "王静", "C0417"), lambda _code: True, lambda: NOW)


@pytest.fixture
def home(made: tuple[Home, str], tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(made[0].root, tmp_path / "home")))


@pytest.fixture
def dialog(home: Home, qtbot, translations: Translations) -> Iterator[RekeyDialog]:
    with store.held(home, program="test") as slots:
        dialog = RekeyDialog(Opening(home, slots, lambda: NOW), "en", bytes(16))
        qtbot.addWidget(dialog)
        dialog.show()
        yield dialog
        dialog.tasks.close()


def enter(field, text: str) -> None:
    field.line.setText(text)
    QTest.keyClick(field.line, Qt.Key.Key_Return)


def test_the_new_key_is_made_once_its_code_was_typed_back(
    dialog: RekeyDialog, home: Home, made: tuple[Home, str], qtbot
) -> None:
    old = open_with_passphrase(read_slots(home.slots), PASSPHRASE)
    assert not unnamed(dialog)
    enter(dialog.passphrase, "wrong")
    qtbot.waitUntil(lambda: "does not open" in dialog.passphrase.problem.text(), timeout=20_000)
    enter(dialog.passphrase, PASSPHRASE)
    qtbot.waitUntil(dialog.code.isVisible, timeout=20_000)
    assert not dialog.passphrase.text()
    assert not cut(dialog)
    code = "-".join(group.text() for group in dialog.code.groups)
    enter(dialog.code.typed, made[1])
    qtbot.waitUntil(lambda: bool(dialog.code.typed.problem.text()), timeout=20_000)
    enter(dialog.code.typed, code)
    assert not dialog.quit.isEnabled()
    dialog.reject()  # nothing is broken off
    qtbot.waitUntil(dialog.isHidden, timeout=30_000)
    assert dialog.result() == RekeyDialog.DialogCode.Accepted
    new = open_with_passphrase(read_slots(home.slots), PASSPHRASE)
    assert new != old
    assert open_with_recovery(read_slots(home.slots), code) == new
    assert not any(group.text() for group in dialog.code.groups)
    assert list(home.backups.glob("fairdue-*.db"))


def test_left_before_it_changes_nothing(dialog: RekeyDialog, home: Home, qtbot) -> None:
    before = home.slots.read_bytes()
    enter(dialog.passphrase, PASSPHRASE)
    qtbot.waitUntil(dialog.code.isVisible, timeout=20_000)
    dialog.quit.click()
    assert dialog.isHidden()
    assert home.slots.read_bytes() == before
    assert not home.rekeying.exists()


def test_the_settings_close_the_store_for_it(home: Home, qtbot, qapp) -> None:
    with store.opened(home, PASSPHRASE, program="test", clock=lambda: NOW) as context:
        window = open_window(context, qtbot, qapp, page="settings")
        window.page("settings").keys.rekey.click()  # type: ignore[attr-defined]
        qtbot.waitUntil(window.isHidden, timeout=20_000)
        assert window.ending is Ending.REKEY
