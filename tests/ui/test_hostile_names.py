"""Names that want to be more than text, in every page of the window: nothing becomes markup, nothing is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTextEdit, QWidget
from small_store import case_ids, open_window, small_store

from app.services.context import Context
from app.ui.main_window import MainWindow
from app.ui.rail_pages import PAGES

HOSTILE = (
    '<img src="file:///etc/hostname" width="300"><b>张三</b>',
    "{{7*7}}{% raw %}%n%s${HOME}<a href='file:///etc'>还款</a>",
    "\u202e三张\u2066 \ufffc\x07" + "长" * 3_000,
)
_WORDS = ("张三", "7*7", "长长")


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with small_store(tmp_path) as context:
        with context.db.write() as connection:
            for no, name in enumerate(HOSTILE, start=1):
                connection.exec_driver_sql("UPDATE person SET name = ? WHERE no = ?", (name, no))
            connection.exec_driver_sql("UPDATE creditor SET name = ?", (HOSTILE[0],))
            connection.exec_driver_sql("UPDATE account SET product = ?", (HOSTILE[0],))
            connection.exec_driver_sql('UPDATE "user" SET name = ?', (HOSTILE[0],))
        yield context


def _is_markup(text: object) -> bool:
    return isinstance(text, str) and any(word in text for word in _WORDS) and Qt.mightBeRichText(text)


def _shown(view: QAbstractItemView, role: Qt.ItemDataRole) -> Iterator[object]:
    model = view.model()
    for row in range(min(model.rowCount(), 5) if model else 0):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for column in range(columns):
            yield model.index(row, column).data(role)


def _hints(widget: QWidget) -> Iterator[object]:
    """What Qt would draw as markup if it looked like markup."""
    yield widget.toolTip()
    yield widget.whatsThis()
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        yield widget.text()
    if isinstance(widget, QTextEdit) and not widget.isReadOnly() and widget.acceptRichText():
        yield "<b>张三</b> could be pasted"
    if isinstance(widget, QAbstractItemView):
        yield from _shown(widget, Qt.ItemDataRole.ToolTipRole)


def _seen(window: MainWindow) -> list[str]:
    """Every text in sight that holds a hostile name."""
    texts = [label.text() for label in window.findChildren(QLabel) if label.isVisibleTo(window)]
    for view in window.findChildren(QAbstractItemView):
        if view.isVisibleTo(window):
            texts += [str(text) for text in _shown(view, Qt.ItemDataRole.DisplayRole)]
    return [text for text in texts if any(word in text for word in _WORDS)]


def _opened(window: MainWindow, context: Context, qtbot, page: str) -> None:
    if page == "plan":
        window.desktop.signals.plan_wanted.emit(case_ids(context)[0], False)
    elif page == "ledger":
        window.desktop.signals.ledger_wanted.emit(case_ids(context)[0])
    else:
        window.show_page(page)
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy, timeout=20_000)
    qtbot.wait(50)


@pytest.mark.parametrize("page", [*(page.name for page in PAGES), "plan", "ledger"])
def test_no_page_takes_a_name_for_markup(context: Context, qtbot, qapp, page: str) -> None:
    window = open_window(context, qtbot, qapp)
    window.resize(1280, 760)
    _opened(window, context, qtbot, page)
    widgets = [window, *window.findChildren(QWidget)]
    wrong = {
        widget.objectName() or type(widget).__name__: str(text)[:60]
        for widget in widgets
        for text in _hints(widget)
        if _is_markup(text)
    }
    assert wrong == {}
    assert window.width() == 1280, "a long name made the window wider"
    if page in ("desk", "cases", "plan", "ledger"):
        assert _seen(window), "the names are not in sight, so nothing was tried"
