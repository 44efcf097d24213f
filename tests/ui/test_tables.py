from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest

from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.theme import Theme


@dataclass(frozen=True)
class Payment:
    name: str
    minor: int
    note: str = ""


COLUMNS = [
    Column("name", "姓名", lambda row: row.name),
    Column(
        "amount",
        "金额",
        lambda row: f"{row.minor / 100:,.2f}",
        order=lambda row: row.minor,
        right=True,
        tone=lambda row: "danger" if row.minor < 0 else "",
    ),
    Column("note", "备注", lambda row: row.note),
]
ROWS = [
    Payment("张三", 900),
    Payment("Li Si", 120_000, "=cmd|'x'!A1"),
    Payment("王五", -50, "第一行\n第二行"),
]


@pytest.fixture
def model() -> TableModel[Payment]:
    model: TableModel[Payment] = TableModel(COLUMNS)
    model.show(ROWS)
    return model


@pytest.fixture
def view(model: TableModel[Payment], qtbot) -> TableView[Payment]:
    view = TableView(model, "还款", name="payments")
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    return view


def names(model: TableModel[Payment]) -> list[str]:
    return [row.name for row in model.shown]


def test_shows_text_and_sorts_by_value(model: TableModel[Payment], view: TableView[Payment]) -> None:
    assert model.index(1, 1).data() == "1,200.00"
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["王五", "张三", "Li Si"]
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["Li Si", "张三", "王五"]


def test_filter_looks_in_every_column_and_keeps_the_order(model: TableModel[Payment]) -> None:
    model.sort(1)
    model.filter(" li S")
    assert names(model) == ["Li Si"]
    model.filter("00")
    assert names(model) == ["张三", "Li Si"]
    model.filter("")
    assert names(model) == ["王五", "张三", "Li Si"]


def test_new_rows_keep_filter_and_order(model: TableModel[Payment]) -> None:
    model.filter("9")
    model.sort(0)
    model.show([Payment("乙", 99), Payment("丙", 1), Payment("甲", 900)])
    assert sorted(names(model)) == names(model)
    assert len(names(model)) == 2


def test_money_stands_right_and_is_coloured_by_state(model: TableModel[Payment], look: Theme) -> None:
    align = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, 1).data(align) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal, align) & Qt.AlignmentFlag.AlignRight
    assert model.index(2, 1).data(Qt.ItemDataRole.ForegroundRole) == QColor(look.tokens.danger)
    assert model.index(0, 1).data(Qt.ItemDataRole.ForegroundRole) is None


def test_copy_is_a_table_without_formulas(view: TableView[Payment]) -> None:
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines == [
        "姓名\t金额\t备注",
        "张三\t9.00\t",
        "Li Si\t1,200.00\t'=cmd|'x'!A1",
        "王五\t-0.50\t第一行 第二行",
    ]


def test_enter_opens_the_row(view: TableView[Payment], qtbot) -> None:
    view.selectRow(1)
    with qtbot.waitSignal(view.row_opened) as seen:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert seen.args == [ROWS[1]]
    assert view.chosen_rows == [ROWS[1]]


def test_current_row_is_told(view: TableView[Payment], qtbot) -> None:
    with qtbot.waitSignal(view.row_chosen) as seen:
        view.selectRow(2)
    assert seen.args == [ROWS[2]]
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_selection_survives_sort_filter_and_reload(qtbot) -> None:
    model: TableModel[Payment] = TableModel(COLUMNS, identity=lambda row: row.name)
    view = TableView(model, "还款", name="payments")
    qtbot.addWidget(view)
    model.show(ROWS)
    view.selectRow(0)
    for change in (
        lambda: model.sort(1),
        lambda: model.filter("张"),
        lambda: model.show([ROWS[1], Payment("张三", 7)]),
    ):
        change()
        assert [row.name for row in view.chosen_rows] == ["张三"]
    model.filter("Li")
    assert view.chosen_rows == []


def test_fifty_thousand_rows_sort_and_filter_quickly(qtbot) -> None:
    """QSortFilterProxyModel takes seconds; here each row is asked once."""
    calls = 0

    def order(row: Payment) -> int:
        nonlocal calls
        calls += 1
        return row.minor

    model: TableModel[Payment] = TableModel([Column("amount", "金额", lambda row: row.name, order=order)])
    model.show([Payment(str(number), number * 7919 % 50_000) for number in range(50_000)])
    model.sort(0)
    assert calls == 50_000
    assert [row.minor for row in model.shown] == sorted(row.minor for row in model.shown)
