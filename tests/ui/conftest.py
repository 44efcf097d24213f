"""Qt without a screen, in the shipped font and look; a Qt warning fails the test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import keyring
import pytest
from memory_keyring import Wallet
from practice import Desk, build, practice_desk
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QDesktopServices, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_store import small_store
from telephone import Telephone

from app.services import unlocking, ways_in
from app.services.context import Context
from app.system.credentials import SystemKeyring
from app.ui import theme
from app.ui.i18n import Translations
from app.ui.main_window import MainWindow
from app.ui.theme import Theme

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # The offscreen platform has no window manager to hand size hints to.
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[Theme]:
    """The light look at the normal size, whatever the test before did."""
    yield theme.install(qapp, "light", theme.NORMAL)
    # Windows that were thrown away need no other dress.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.install(qapp, "light", theme.NORMAL)


@pytest.fixture(autouse=True)
def hands_off(qapp: QApplication) -> None:
    """No key is down, whatever chord the test before pressed last: Qt would take the next choice for a further one."""
    QTest.keyRelease(QWindow(), Qt.Key.Key_Control)
    assert qapp.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True, scope="module")
def english_after(qapp: QApplication) -> Iterator[None]:
    """Whatever a file's windows spoke, the next file finds English."""
    yield
    translations = qapp.findChild(Translations)
    if translations is not None:
        translations.speak("en")


@pytest.fixture(autouse=True)
def english_before(qapp: QApplication) -> None:
    """Where no window is open, a test begins in English, whatever the windows of the test before spoke."""
    if not any(isinstance(widget, MainWindow) and widget.isVisible() for widget in qapp.topLevelWidgets()):
        for voice in qapp.findChildren(Translations):
            if voice.language is not None:
                voice.speak("en")


@pytest.fixture
def translations(qapp: QApplication) -> Iterator[Translations]:
    """The one voice of the application, in English before and after, whatever the test before did."""
    translations = qapp.findChild(Translations) or Translations(qapp)
    translations.speak("en")
    yield translations
    translations.speak("en")


@pytest.fixture(scope="session")
def practice_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice portfolio, closed, to be copied."""
    return build(tmp_path_factory.mktemp("practice") / "home")


@pytest.fixture
def desk(practice_store: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """The desk on a copy of the practice portfolio, on Monday the 23rd at half past nine."""
    with practice_desk(practice_store, tmp_path) as desk:
        yield desk


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """A small real store with three debtors."""
    with small_store(tmp_path) as context:
        yield context


@pytest.fixture
def fresh(window: Desk) -> Iterator[Desk]:
    """The desk of the module with a case that no other test works."""
    with window.one_case() as desk:
        yield desk


@pytest.fixture
def telephone() -> Iterator[Telephone]:
    """Who answers when the window dials."""
    yield Telephone()
    QDesktopServices.unsetUrlHandler("tel")


@pytest.fixture
def wallet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wallet]:
    """The keyring of this desk, allowed as if it were the system's."""
    wallet = Wallet()
    before = keyring.get_keyring()
    keyring.set_keyring(wallet)
    name = f"{Wallet.__module__}.{Wallet.__qualname__}"
    for module in (unlocking, ways_in):
        monkeypatch.setattr(module, "SystemKeyring", lambda: SystemKeyring(allowed={name}, limit_s=5.0))
    monkeypatch.setattr(keyring, "get_keyring", lambda: wallet)
    yield wallet
    keyring.set_keyring(before)
