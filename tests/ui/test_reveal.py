"""A masked number is shown for half a minute, and no longer than its row and its case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QTextEdit, QWidget
from small_store import case_ids, kinds_of, open_window

from app.services import reveals
from app.services.context import Context
from app.ui.main_window import MainWindow


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="desk")
    yield window
    window.close()


def test_a_number_is_shown_logged_and_hidden_again(window: MainWindow, context: Context, qtbot) -> None:
    assert reveals.SHOWN_SECONDS == 30
    first, second = case_ids(context)[:2]
    window.desktop.open_case(first)
    case = window.page("desk").workbench.case  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: case.panel is not None and case.panel.case_id == first, timeout=20_000)
    case.tabs.setCurrentWidget(case.points)
    bar = case.points.reveal
    bar._timer.setInterval(150)
    bar.reveal.click()
    qtbot.waitUntil(lambda: bar.value.text().isdigit(), timeout=20_000)
    assert "reveal" in kinds_of(context)
    assert "*" not in bar.value.text()
    qtbot.waitUntil(lambda: bar.value.text() == "", timeout=20_000)
    bar._timer.setInterval(60_000)
    bar.reveal.click()
    qtbot.waitUntil(lambda: bool(bar.value.text()), timeout=20_000)
    window.desktop.open_case(second)
    qtbot.waitUntil(lambda: case.panel is not None and case.panel.case_id == second, timeout=20_000)
    assert bar.value.text() == ""


ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def told(root: QWidget) -> Iterator[str]:
    """Every text of a window that can be seen, pointed at or read out."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            top = QModelIndex()
            rows = model.rowCount(top)
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
            places = [(row, column) for row in range(rows) for column in range(columns)]
            yield from (str(model.index(*place).data(role) or "") for place in places for role in ROLES)


def test_no_number_is_shown_in_full_before_it_is_asked_for(
    window: MainWindow, context: Context, qtbot
) -> None:
    first = case_ids(context)[0]
    with context.db.write() as connection:
        connection.exec_driver_sql("UPDATE person SET id_number = '110101199003070011'")
        numbers = connection.exec_driver_sql(
            "SELECT normal FROM contact_point UNION SELECT number FROM account UNION SELECT id_number FROM person"
        ).scalars()
        full = set(numbers)
    assert len(full) > 6
    window.desktop.open_case(first)
    case = window.page("desk").workbench.case  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: case.panel is not None and case.panel.case_id == first, timeout=20_000)
    for at in range(case.tabs.count()):
        case.tabs.setCurrentIndex(at)
    qtbot.waitUntil(lambda: any("138****0042" in text for text in told(window)), timeout=20_000)
    plain = [text.replace(" ", "") for text in told(window)]
    assert [(number, text) for number in full for text in plain if number in text] == []
