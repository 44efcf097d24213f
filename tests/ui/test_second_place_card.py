"""The second place for backups in the settings: chosen, filled at once, told of calmly where it fails, given up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtWidgets import QFileDialog
from small_store import open_window

from app.services import backups, day, second_place
from app.services.changes import Changes
from app.services.context import Context
from app.ui.i18n import Translations
from app.ui.main_window import MainWindow
from app.ui.pages.settings import STORE, SettingsPage
from app.ui.settings.second_place_card import SecondPlaceCard


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(replace(context, is_practice=False), qtbot, qapp, page="settings")
    yield window
    window.shut()


@pytest.fixture
def card(window: MainWindow, qtbot) -> SecondPlaceCard:
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(STORE)
    card = page.store.second_place
    qtbot.waitUntil(lambda: bool(card.state.text()), timeout=10_000)
    return card


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("fairdue-*.db"))


def test_a_folder_is_chosen_filled_told_of_and_given_up(
    card: SecondPlaceCard,
    window: MainWindow,
    context: Context,
    stick: Path,
    qtbot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert card.state.text().startswith("None")
    assert not card.stop.isVisible()
    made = backups.make(context).path
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    card.choose.click()
    assert not card.choose.isEnabled()
    qtbot.waitUntil(lambda: "holds the backup of" in card.state.text(), timeout=20_000)
    assert copies(stick) == [made.name]
    assert card.choose.isEnabled()
    assert not card.problem.isVisible()
    qtbot.waitUntil(lambda: ", copy of " in window.status.backup.text(), timeout=10_000)
    card.stop.click()
    qtbot.waitUntil(lambda: card.state.text().startswith("None"), timeout=10_000)
    assert copies(stick) == [made.name]
    qtbot.waitUntil(lambda: "copy" not in window.status.backup.text(), timeout=10_000)


def test_back_up_now_copies_too_and_says_calmly_where_it_could_not(
    card: SecondPlaceCard, window: MainWindow, context: Context, stick: Path, qtbot
) -> None:
    panel = window.page("settings").store
    card.take(stick)
    qtbot.waitUntil(lambda: "no backup lies there yet" in card.state.text(), timeout=20_000)
    qtbot.waitUntil(panel.backup.isEnabled, timeout=10_000)
    shutil.rmtree(stick)
    panel.backup.click()
    qtbot.waitUntil(lambda: "is not there" in card.problem.headline.text(), timeout=20_000)
    assert panel.result.property("tone") == "ok", "the backup itself is proven"
    assert "copied to" not in panel.result.detail.text()
    assert card.problem.property("tone") == "warn"
    stick.mkdir()
    second_place.bring(context)
    assert len(copies(stick)) == 1
    card.reload()
    qtbot.waitUntil(lambda: not card.problem.isVisible(), timeout=10_000)


def test_a_folder_of_the_store_itself_is_refused(card: SecondPlaceCard, context: Context, qtbot) -> None:
    card.take(context.home.root)
    qtbot.waitUntil(lambda: "would be lost with it" in card.problem.headline.text(), timeout=10_000)
    assert card.choose.isEnabled()
    assert second_place.of(context) is None


def test_closing_brings_the_copy_and_a_missing_place_keeps_nobody(
    window: MainWindow, context: Context, stick: Path, qtbot
) -> None:
    second_place.choose(context, stick)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert len(copies(context.home.backups)) == 1
    assert copies(stick) == copies(context.home.backups)


def test_closing_without_the_place_goes_on(window: MainWindow, context: Context, stick: Path, qtbot) -> None:
    second_place.choose(context, stick)
    stick.rmdir()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert len(copies(context.home.backups)) == 1
    found = second_place.of(context)
    assert found is not None
    assert found.problem is not None
    assert found.problem.code == "place_missing"


def test_it_is_named_and_uncut(
    card: SecondPlaceCard, translations: Translations, look, qtbot, stick: Path
) -> None:
    card.take(stick)
    qtbot.waitUntil(card.stop.isVisible, timeout=10_000)
    look.set_points(20)
    for language in ("en", "zh_CN"):
        translations.speak(language)
        qtbot.wait(1)
        assert unnamed(card) == []
        assert cut(card) == []


def test_little_room_is_said_before_anything_fails(
    window: MainWindow, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = window.status
    qtbot.waitUntil(lambda: line.backup.text() == "No proven backup yet", timeout=10_000)
    monkeypatch.setattr(day, "free_bytes", lambda _: 123_456_789)
    window.desktop.events.changed.emit(Changes.of("backups"))
    qtbot.waitUntil(lambda: line.backup.text().startswith("Only 123 MB left"), timeout=10_000)
    assert line.backup.property("tone") == "warn"
    monkeypatch.undo()
    window.desktop.events.changed.emit(Changes.of("backups"))
    qtbot.waitUntil(lambda: line.backup.property("tone") == "", timeout=10_000)
    assert line.backup.text() == "No proven backup yet"
