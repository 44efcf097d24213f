"""The keys of a real store in the settings: changed beside the desk, refused in sentences, gone when out of sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from accessibility import cut, unnamed
from memory_keyring import Wallet
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_store import open_window

from app.services import store
from app.services.context import Context
from app.services.store import NewStore
from app.system.keyslots import open_with_passphrase, open_with_recovery
from app.system.paths import Home
from app.system.slotfile import Way, read_slots
from app.ui.main_window import MainWindow
from app.ui.settings.keys_panel import KeysPanel

PASSPHRASE = "otter plum lantern quarry"
ANOTHER = "velvet anchor 73 mosaic pine"
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
KEYS = 2


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("keys") / "home")
    store.make(home, NewStore(PASSPHRASE, "王静", "C0417"), lambda _code: True, lambda: NOW)
    return home


@pytest.fixture(scope="module")
def data_key(made: Home) -> bytes:
    return open_with_passphrase(read_slots(made.slots), PASSPHRASE)


@pytest.fixture
def real(made: Home, data_key: bytes) -> Iterator[Context]:
    """A real store, opened without deriving its key each time; its slots are put back after each test."""
    before = made.slots.read_bytes()
    with store.held(made, program="test") as slots:
        context = store.unlock(made, slots, data_key, lambda: NOW)
        yield context
        context.db.close()
    made.slots.write_bytes(before)


@pytest.fixture
def window(real: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(real, qtbot, qapp, page="settings")
    yield window
    window.shut()


def shown(window: MainWindow, qtbot) -> KeysPanel:
    page = window.page("settings")
    page.tabs.setCurrentIndex(KEYS)  # type: ignore[attr-defined]
    panel: KeysPanel = page.keys  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: panel._ways is not None and panel.change.isEnabled(), timeout=20_000)
    return panel


def settled(panel: KeysPanel, qtbot) -> None:
    qtbot.waitUntil(panel.change.isEnabled, timeout=20_000)


def test_the_passphrase_is_changed(window: MainWindow, made: Home, qtbot) -> None:
    panel = shown(window, qtbot)
    for field, text in ((panel.passphrase, PASSPHRASE), (panel.new, ANOTHER), (panel.repeat, ANOTHER)):
        field.line.setText(text)
    QTest.keyClick(panel.repeat.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.result.property("tone") == "ok", timeout=20_000)
    settled(panel, qtbot)
    open_with_passphrase(read_slots(made.slots), ANOTHER)
    assert (panel.passphrase.text(), panel.new.text(), panel.repeat.text()) == ("", "", "")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (("", ANOTHER, ANOTHER), "passphrase"),
        (("not this one", ANOTHER, ANOTHER), "passphrase"),
        ((PASSPHRASE, ANOTHER, "something else"), "repeat"),
        ((PASSPHRASE, "abc", "abc"), "new"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    window: MainWindow, made: Home, qtbot, typed: tuple[str, str, str], wrong: str
) -> None:
    panel = shown(window, qtbot)
    before = made.slots.read_bytes()
    for field, text in zip((panel.passphrase, panel.new, panel.repeat), typed, strict=True):
        field.line.setText(text)
    panel.change.click()
    qtbot.waitUntil(lambda: bool(getattr(panel, wrong).problem.text()), timeout=20_000)
    settled(panel, qtbot)
    assert made.slots.read_bytes() == before


def test_this_computer_remembers_and_forgets(wallet: Wallet, window: MainWindow, made: Home, qtbot) -> None:
    panel = shown(window, qtbot)
    assert panel.remember.isVisible()
    panel.passphrase.line.setText(PASSPHRASE)
    panel.remember.click()
    qtbot.waitUntil(panel.forget.isVisible, timeout=20_000)
    assert read_slots(made.slots).slot(Way.KEYRING) is not None
    assert len(wallet.kept) == 1
    settled(panel, qtbot)
    panel.passphrase.line.setText(PASSPHRASE)
    panel.forget.click()
    qtbot.waitUntil(panel.remember.isVisible, timeout=20_000)
    assert read_slots(made.slots).slot(Way.KEYRING) is None
    assert wallet.kept == {}
    settled(panel, qtbot)


def test_without_an_allowed_keyring_the_reason_stands_there(window: MainWindow, qtbot) -> None:
    panel = shown(window, qtbot)
    assert "keyring" in panel.keyring.text()
    assert not panel.remember.isVisible()
    assert not panel.forget.isVisible()


def test_a_new_recovery_code_is_typed_back(window: MainWindow, made: Home, qtbot) -> None:
    panel = shown(window, qtbot)
    panel.passphrase.line.setText(PASSPHRASE)
    panel.make_code.click()
    qtbot.waitUntil(panel.code.isVisible, timeout=20_000)
    code = "-".join(group.text() for group in panel.code.groups)
    panel.code.typed.line.setText(code[:-1])
    panel.keep_code.click()
    qtbot.waitUntil(lambda: bool(panel.code.typed.problem.text()), timeout=20_000)
    settled(panel, qtbot)
    panel.code.typed.line.setText(code)
    panel.keep_code.click()
    qtbot.waitUntil(lambda: not panel.code.isVisible(), timeout=20_000)
    settled(panel, qtbot)
    open_with_recovery(read_slots(made.slots), code)


def test_no_secret_stays_when_it_is_out_of_sight(window: MainWindow, qtbot) -> None:
    panel = shown(window, qtbot)
    panel.passphrase.line.setText(PASSPHRASE)
    panel.make_code.click()
    qtbot.waitUntil(panel.code.isVisible, timeout=20_000)
    panel.new.line.setText(ANOTHER)
    window.show_page("cases")
    assert panel.new.text() == panel.passphrase.text() == ""
    assert not any(group.text() for group in panel.code.groups)
    assert panel._new_code is None


def test_the_practice_store_refuses(context: Context, qtbot, qapp) -> None:
    window = open_window(context, qtbot, qapp, page="settings")
    panel = shown(window, qtbot)
    assert "published passphrase" in panel.intro.text()
    assert not panel.passphrase.isVisible()
    assert not any(card.isVisible() for card in panel._cards)
    window.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("points", "size"), [(10, (1280, 760)), (20, (1500, 900))])
def test_nothing_is_cut_or_unnamed(
    window: MainWindow, look, qtbot, points: int, size: tuple[int, int], language: str
) -> None:
    window.desktop.translations.speak(language)
    look.set_points(points)
    window.resize(*size)
    panel = shown(window, qtbot)
    panel.passphrase.line.setText(PASSPHRASE)
    panel.make_code.click()
    qtbot.waitUntil(panel.code.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
    assert cut(panel) == []
    assert unnamed(panel) == []
