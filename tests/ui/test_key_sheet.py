"""The key sheet: every key of the window, in both languages, at every size."""

from __future__ import annotations

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from small_store import open_window

from app.services.context import Context
from app.ui.key_sheet import KeyGroup, _balanced
from app.ui.main_window import MainWindow
from app.ui.widgets.labels import KeyCap


@pytest.fixture(params=["en", "zh_CN"])
def window(request: pytest.FixtureRequest, context: Context, qtbot, qapp) -> MainWindow:
    return open_window(context, qtbot, qapp, request.param, page="desk")


def test_question_mark_opens_and_closes_it(window: MainWindow) -> None:
    QTest.keyClick(window, "?")
    assert window.key_sheet.isVisible()
    window.key_sheet.toggle()
    assert not window.key_sheet.isVisible()
    window.actions_list.action("key_sheet").trigger()
    assert window.key_sheet.isVisible()
    QTest.keyClick(window.key_sheet.area, Qt.Key.Key_Escape)
    assert not window.key_sheet.isVisible()


def test_it_lists_every_key_of_every_command_and_outcome(window: MainWindow) -> None:
    window.key_sheet.summon()
    shown = {cap.text() for cap in window.key_sheet.findChildren(KeyCap)}
    wanted = {command.keys for command in window.actions_list if command.keys}
    assert wanted <= shown
    assert set("1234567890") <= shown


def test_groups_have_titles_of_the_language(window: MainWindow) -> None:
    titles = [group.title for group in window.key_sheet.groups()]
    assert len(set(titles)) == len(titles)
    is_chinese = window.desktop.language == "zh_CN"
    assert all(title.isascii() is not is_chinese for title in titles)


@pytest.mark.parametrize(("points", "size"), [(10, (1280, 760)), (10, (1600, 960)), (20, (1280, 760))])
def test_nothing_is_cut_or_unnamed(
    window: MainWindow, look, qtbot, points: int, size: tuple[int, int]
) -> None:
    look.set_points(points)
    window.resize(*size)
    window.key_sheet.summon()
    qtbot.wait(1)
    assert cut(window.key_sheet) == []
    assert unnamed(window.key_sheet) == []
    page: QWidget = window.key_sheet.area.widget()
    assert page.width() <= window.key_sheet.area.viewport().width()


def test_columns_are_of_about_the_same_height_and_in_order() -> None:
    groups = [KeyGroup(str(at), [("k", "w")] * many) for at, many in enumerate((10, 6, 12, 5, 3))]
    columns = _balanced(groups, 3)
    assert [group.title for column in columns for group in column] == ["0", "1", "2", "3", "4"]
    assert len(columns) == 3
    tall = [sum(len(group.rows) + 2 for group in column) for column in columns]
    assert max(tall) - min(tall) <= 10
