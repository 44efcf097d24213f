"""The palette: any command in five presses, cases by initials, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from accessibility import unnamed
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from small_store import case_ids, open_window

from app.services.context import Context
from app.ui.main_window import MainWindow
from app.ui.matching import fit
from app.ui.pages.settings import SettingsPage
from app.ui.palette import Palette
from app.ui.rail_pages import PAGES


@pytest.fixture(params=["en", "zh_CN"])
def window(request: pytest.FixtureRequest, context: Context, qtbot, qapp) -> MainWindow:
    return open_window(context, qtbot, qapp, request.param, page="desk")


def _summon(window: MainWindow, qtbot) -> Palette:
    palette = window.palette_sheet
    palette.summon()
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
    return palette


def _typings(texts: list[str]) -> Iterator[str]:
    """What one might type for a command in at most three presses: beginnings of words and initials."""
    for text in texts:
        words = text.casefold().split()
        yield from (word[:many] for many, word in product((1, 2, 3), words))
        yield "".join(word[0] for word in words)[:3]
        if not text.isascii():
            yield text[:3]


def test_ctrl_k_opens_it_and_esc_leaves(window: MainWindow, qtbot) -> None:
    window.actions_list.action("palette").trigger()
    assert window.palette_sheet.isVisible()
    QTest.keyClick(window.palette_sheet.line, Qt.Key.Key_Escape)
    assert not window.palette_sheet.isVisible()


def test_every_command_is_listed_with_its_key(window: MainWindow, qtbot) -> None:
    palette = _summon(window, qtbot)
    listed = {(entry.text, entry.keys) for entry in palette.entries}
    assert listed == {(command.text(), command.keys) for command in window.actions_list}
    assert "Ctrl+K" in {keys for _, keys in listed}
    assert {"store_backup", "store_verify", "import_file", "import_by_hand"} <= {
        command.name for command in window.actions_list
    }


def test_every_command_tells_in_words_where_it_belongs(window: MainWindow, qtbot) -> None:
    is_chinese = window.desktop.language == "zh_CN"
    groups = {entry.detail for entry in _summon(window, qtbot).entries}
    assert all(group.isascii() is not is_chinese for group in groups)
    assert len(groups) == len({command.group for command in window.actions_list})


def test_no_two_commands_have_the_same_key_on_any_page(window: MainWindow) -> None:
    for page in PAGES:
        window.page(page.name)
    keys = [command.keys for command in window.actions_list if command.keys]
    keys += [shortcut.key().toString() for shortcut in window.findChildren(QShortcut)]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("name", ["store_verify", "import_by_hand", "search"])
def test_a_command_of_a_page_brings_it_to_the_front(window: MainWindow, name: str, qtbot) -> None:
    window.show_page("cases")
    window.actions_list.action(name).trigger()
    page = {"store_verify": "settings", "import_by_hand": "imports", "search": "desk"}[name]
    assert window.stack.currentWidget() is window.page(page)
    if name == "store_verify":
        settings = window.page("settings")
        assert isinstance(settings, SettingsPage)
        qtbot.waitUntil(lambda: settings.store.result.isVisible(), timeout=15_000)  # noqa: PLW0108
        qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)


def test_undo_is_called_from_every_page_without_leaving_it(window: MainWindow, qtbot) -> None:
    window.show_page("cases")
    window.actions_list.action("undo").trigger()
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
    assert window.stack.currentWidget() is window.page("cases")


def test_any_command_takes_at_most_five_presses(window: MainWindow, qtbot) -> None:
    """Ctrl+K, three letters, Enter."""
    palette = _summon(window, qtbot)
    for command in window.actions_list:
        text = command.text()
        for typed in _typings([text, *palette._spelled.get(text, ()), command.name.replace("_", " ")]):
            palette.line.setText(typed)
            if palette.entries and palette.entries[0].text == text:
                break
        else:
            pytest.fail(f"no three letters bring up {text}")


def test_enter_runs_the_line_in_front(window: MainWindow, qtbot) -> None:
    palette = _summon(window, qtbot)
    QTest.keyClicks(palette.line, "qbkj" if window.desktop.language == "zh_CN" else "all k")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.key_sheet.isVisible()


def test_a_case_is_found_by_initials_and_opened(window: MainWindow, context: Context, qtbot) -> None:
    opened: list[bytes] = []
    window.desktop.signals.case_opened.connect(opened.append)
    palette = _summon(window, qtbot)
    QTest.keyClicks(palette.line, "lxl")
    qtbot.waitUntil(lambda: bool(palette.entries) and palette.entries[-1].text == "林秀兰")
    palette._move(-1)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert opened == [case_ids(context)[1]]


def test_arrows_choose_and_nothing_found_says_so(window: MainWindow, qtbot) -> None:
    palette = _summon(window, qtbot)
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    QTest.keyClicks(palette.line, "qqzzqq")
    assert not palette.list.isVisible()
    assert palette.nothing.isVisible()
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_everything_in_it_is_named(window: MainWindow, qtbot) -> None:
    assert unnamed(_summon(window, qtbot)) == []


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("des", "Desk", "Hide the desk"),
        ("b n", "Backup now", "Number of banks"),
        ("bn", "Backup now", "Cabin"),
        ("und", "Undo", "Found anew"),
    ],
)
def test_the_better_fit_stands_first(typed: str, better: str, worse: str) -> None:
    assert fit(typed, (better,)) > fit(typed, (worse,))


def test_letters_in_another_order_fit_nothing() -> None:
    assert fit("knab", ("Bank",)) == 0
