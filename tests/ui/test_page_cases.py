"""The page of all cases over a real encrypted store: what is shown, what is kept, all of it by keyboard."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_store import DEBTORS, case_ids, open_window

from app.domain.errors import StorageProblem
from app.domain.terms import Bucket, Tier
from app.services import browse, views
from app.services.browse import Order, View
from app.services.case_fields import Field
from app.services.context import Context
from app.ui.main_window import MainWindow
from app.ui.pages.cases import CasesPage
from app.ui.tables.paged_model import PagedModel
from app.ui.tables.rows import PAGE_ROWS, PageRequest
from app.ui.tables.table_model import Column
from app.ui.tables.table_view import TableView

BY_AMOUNT = ["张芳琪", "王磊", "林秀兰"]
BY_NAME = ["林秀兰", "王磊", "张芳琪"]


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="cases")
    yield window
    window.close()


@pytest.fixture
def page(window: MainWindow, qtbot) -> CasesPage:
    page = window.page("cases")
    assert isinstance(page, CasesPage)
    qtbot.waitUntil(lambda: names(page) == BY_AMOUNT)
    return page


def names(page: CasesPage) -> list[str]:
    model = page.model
    return [model.index(row, 0).data() for row in range(model.count)]


def saved(context: Context) -> list[tuple[str, View]]:
    return [(view.name, view.view) for view in views.listing(context)]


def test_every_case_is_shown_with_count_and_sum(page: CasesPage) -> None:
    owed = sum(owed for _, _, owed in DEBTORS)
    assert page.head.text() == f"Cases 3 · {owed / 100:,.2f} owed"
    row = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert row[:5] == ["张芳琪", "83,620.21", "91", "M4", "New, never contacted"]
    assert row[6:] == ["练习", "示例银行"]


def test_rows_that_cannot_be_read_are_told_and_asked_again(
    page: CasesPage, window: MainWindow, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    window.desktop.signals.told.connect(lambda text, _tone: told.append(text))
    read, refusals = browse.window, [StorageProblem.of(OSError(errno.EIO, "error"), Path("fairdue.db"))]

    def refuse_once(*arguments):
        if refusals:
            raise refusals.pop()
        return read(*arguments)

    monkeypatch.setattr(browse, "window", refuse_once)
    page.model.show_count(3)
    qtbot.waitUntil(lambda: bool(told))
    page.table.viewport().update()
    qtbot.waitUntil(lambda: names(page) == BY_AMOUNT)


def test_enter_opens_the_case_on_the_desk(
    page: CasesPage, window: MainWindow, context: Context, qtbot
) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.desktop.signals.case_opened) as opened:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [case_ids(context)[2]]
    assert window.stack.currentWidget() is window.page("desk")


def test_a_click_on_a_title_orders_all_cases(page: CasesPage, qtbot) -> None:
    header = page.table.horizontalHeader()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=_middle_of(header, 0))
    qtbot.waitUntil(lambda: names(page) in (BY_NAME, BY_NAME[::-1]))
    assert page.view.order is Order.NAME
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=_middle_of(header, 4))
    assert page.view.order is Order.NAME
    assert header.sortIndicatorSection() == 0


def _middle_of(header, column: int):
    from PySide6.QtCore import QPoint

    return QPoint(header.sectionPosition(column) + header.sectionSize(column) // 2, header.height() // 2)


def test_typing_pinyin_initials_finds_the_debtor(page: CasesPage, qtbot) -> None:
    page.filters.search.setFocus()
    QTest.keyClicks(page.filters.search, "wl")
    qtbot.waitUntil(lambda: names(page) == ["王磊"])
    QTest.keyClick(page.filters.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: names(page) == BY_AMOUNT)
    QTest.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert page.window().focusWidget() is page.table


def test_lists_narrow_and_an_empty_result_says_so(page: CasesPage, qtbot) -> None:
    pick(page.filters.bucket, int(Bucket.M4))
    assert page.view.bucket is Bucket.M4
    qtbot.waitUntil(lambda: names(page) == BY_AMOUNT)
    pick(page.filters.tier, int(Tier.HELD))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    assert page.empty.sentence.text() == "No case is like this."
    assert not page.show_all.isHidden()
    assert page.to_import.isHidden()
    page.show_all.click()
    qtbot.waitUntil(lambda: names(page) == BY_AMOUNT)
    assert page.view == View()
    assert page.filters.tier.currentIndex() == page.filters.bucket.currentIndex() == 0


def pick(combo, value: object) -> None:
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def test_a_new_case_is_shown_without_asking(page: CasesPage, window: MainWindow, qtbot) -> None:
    from app.services import imports
    from app.services.imports import EnterAccount, EnterDebtor

    command = EnterDebtor("示例银行", "赵六", (EnterAccount("99887766", 100),), customer_no="C9")
    window.desktop.tasks.write(imports.enter, command, owner=page, on_ok=lambda _: None)
    qtbot.waitUntil(lambda: names(page) == [*BY_AMOUNT, "赵六"])
    qtbot.waitUntil(lambda: "4" in page.views.chips._buttons[0].text())


# Saved views.


def save_as(page: CasesPage, name: str) -> None:
    page.views.save.click()
    assert page.window().focusWidget() is page.views.name
    QTest.keyClicks(page.views.name, name)
    QTest.keyClick(page.views.name, Qt.Key.Key_Return)


def test_a_view_is_saved_by_picking_and_called_by_its_key(page: CasesPage, context: Context, qtbot) -> None:
    pick(page.filters.bucket, int(Bucket.M1))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    save_as(page, "fresh")
    qtbot.waitUntil(lambda: [chip.text() for chip in page.views.chips._buttons] == ["All cases 3", "fresh 0"])
    assert saved(context) == [("fresh", View(bucket=Bucket.M1))]
    assert page.views.chips.value == "fresh"
    assert page.views.name_row.isHidden()
    page.views.chips._buttons[0].click()
    qtbot.waitUntil(lambda: names(page) == BY_AMOUNT)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert page.view == View(bucket=Bucket.M1)
    assert page.filters.bucket.currentData() == Bucket.M1
    assert not page.choose_view(2)


def test_a_wrong_name_is_said_at_the_field_and_nothing_is_kept(
    page: CasesPage, context: Context, qtbot
) -> None:
    pick(page.filters.tier, int(Tier.NEW))
    page.views.save.click()
    QTest.keyClick(page.views.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.views.problem.text() == "A view needs a name. Type one.")
    assert page.views.name.property("wrong")
    assert saved(context) == []


def test_rename_and_delete_with_undo(page: CasesPage, context: Context, qtbot) -> None:
    wanted = View(tier=Tier.NEW)
    pick(page.filters.tier, int(Tier.NEW))
    save_as(page, "old")
    qtbot.waitUntil(lambda: page.views.used == "old")
    page.views.rename.click()
    assert page.views.name.selectedText() == "old"
    QTest.keyClicks(page.views.name, "new")
    QTest.keyClick(page.views.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.views.used == "new")
    assert saved(context) == [("new", wanted)]
    page.views.delete.click()
    qtbot.waitUntil(lambda: page.views.used == "")
    assert saved(context) == []
    qtbot.waitUntil(lambda: not page.views.toast.isHidden())
    page.views.toast.action.click()
    qtbot.waitUntil(lambda: page.views.used == "new")
    assert saved(context) == [("new", wanted)]


# Columns.


def titles(page: CasesPage) -> list[str]:
    model = page.model
    return [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]


def test_columns_are_picked_dragged_kept_with_the_view_and_given_up(
    page: CasesPage, context: Context, qtbot
) -> None:
    usual = titles(page)
    save_as(page, "mine")
    qtbot.waitUntil(lambda: page.views.used == "mine")
    page.views.columns.click()
    assert page.filters.isHidden()
    for field in (Field.STAGE, Field.CREDITOR, Field.COLLECTOR):
        page.columns.boxes[field].click()
    assert titles(page) == [*usual[:6], "Stage"]
    qtbot.waitUntil(lambda: page.model.index(0, 6).data() == "Firm reminder")
    page.columns.done.click()
    assert not page.filters.isHidden()
    page.table.horizontalHeader().moveSection(6, 1)
    qtbot.waitUntil(lambda: titles(page)[:3] == ["Name", "Stage", "Owed"])
    assert page.table.horizontalHeader().visualIndex(1) == 1
    assert page.views.used == ""
    page.views.change.click()
    qtbot.waitUntil(lambda: page.views.used == "mine")
    ((_, kept),) = saved(context)
    assert kept.fields == (
        Field.NAME,
        Field.STAGE,
        Field.OWED,
        Field.OVERDUE,
        Field.BUCKET,
        Field.TIER,
        Field.LAST_CONTACT,
    )
    page.views.chips._buttons[0].click()
    assert titles(page) == usual
    assert page.choose_view(1)
    assert titles(page)[1] == "Stage"
    page.views.columns.click()
    page.columns.usual.click()
    assert (titles(page), page.view.fields) == (usual, ())
    page.views.toast.action.click()
    qtbot.waitUntil(lambda: saved(context) == [("mine", View())])


# Language, size, access.


@pytest.mark.parametrize(("points", "size"), [(10, (1280, 760)), (20, (1500, 900)), (9, (1600, 960))])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_or_unnamed(
    page: CasesPage, window: MainWindow, look, qtbot, points: int, size: tuple[int, int], language: str
) -> None:
    window.desktop.translations.speak(language)
    look.set_points(points)
    window.resize(*size)
    for opened in (page.views.begin_naming, page.pick_columns):
        opened()
        qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
        qtbot.wait(20)
        assert cut(page) == []
        assert unnamed(page) == []


def test_chinese_reaches_titles_rows_and_lists(page: CasesPage, window: MainWindow, qtbot) -> None:
    window.desktop.translations.speak("zh_CN")
    qtbot.waitUntil(lambda: page.model.index(0, 4).data() == "新案，未联系")
    titles = [page.model.headerData(at, Qt.Orientation.Horizontal) for at in range(page.model.columnCount())]
    assert titles[:3] == ["姓名", "欠款", "逾期天数"]
    assert page.filters.tier.itemText(0) == "全部队列"
    assert page.head.text().startswith("案件 3 件")


# The table of a million.


class Rows:
    """Answers for pages when it is told to."""

    def __init__(self, count: int) -> None:
        self.asked: list[PageRequest] = []
        columns = [Column("n", "N", str), Column("twice", "2N", lambda row: str(row * 2))]
        self.model: PagedModel[int] = PagedModel(columns, self.asked.append, identity=lambda row: row)
        self.model.show_count(count, list(range(min(count, PAGE_ROWS))))

    def answer(self) -> None:
        request = self.asked[-1]
        last = min(request.offset + request.limit, self.model.count)
        self.model.supply(request, list(range(request.offset, last)))


@pytest.fixture
def million(qtbot) -> tuple[Rows, TableView[int]]:
    rows = Rows(1_000_000)
    view = TableView(rows.model, "numbers", name="numbers")
    qtbot.addWidget(view)
    view.resize(400, 500)
    view.show()
    return rows, view


def test_what_is_known_is_not_asked(million, qtbot) -> None:
    rows, _view = million
    qtbot.wait(20)
    assert rows.asked == []


def test_a_jump_to_the_end_asks_for_one_page_and_shows_it(million, qtbot) -> None:
    rows, view = million
    view.scrollToBottom()
    qtbot.waitUntil(lambda: len(rows.asked) == 1)
    last = rows.model.index(999_999, 0)
    assert last.data() == "…"
    assert rows.asked[0].offset == 999_800
    rows.answer()
    assert last.data() == "999999"
    qtbot.wait(20)
    assert len(rows.asked) == 1


def test_a_fast_scroll_asks_for_what_is_in_sight_last(million, qtbot) -> None:
    rows, view = million
    for place in range(10_000, 500_000, 10_000):
        view.scrollTo(rows.model.index(place, 0))
        view.viewport().repaint()
    qtbot.waitUntil(lambda: len(rows.asked) >= 1)
    assert rows.asked[0].offset == 490_000
    rows.answer()
    qtbot.waitUntil(lambda: rows.model.index(490_000, 0).data() == "490000" or len(rows.asked) > 1)
    if rows.model.index(490_000, 0).data() == "…":
        rows.answer()
    assert rows.model.index(490_000, 0).data() == "490000"
    assert len(rows.asked) <= 4


def test_an_answer_for_an_older_list_is_dropped(million, qtbot) -> None:
    rows, view = million
    rows.model.show_count(1_000)
    view.viewport().repaint()
    qtbot.waitUntil(lambda: len(rows.asked) == 1)
    assert rows.asked[0].offset == 0
    rows.model.show_count(3, [7, 8, 9])
    rows.model.supply(rows.asked[0], [1, 2, 3])
    assert [rows.model.index(row, 0).data() for row in range(3)] == ["7", "8", "9"]


def test_a_walk_over_the_rows_ends_where_nothing_is_read(million) -> None:
    rows, _view = million
    assert len(list(rows.model.shown)) == PAGE_ROWS
    rows.model.set_columns(rows.model.columns)


def test_a_click_on_a_title_is_told_and_sorts_nothing(million, qtbot) -> None:
    rows, view = million
    with qtbot.waitSignal(rows.model.order_wanted) as wanted:
        view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert wanted.args == ["twice", True]
    assert rows.model.index(0, 0).data() == "0"


def test_what_is_not_read_is_not_copied(million) -> None:
    rows, _view = million
    assert rows.model.lines([0, 500_000]) == "N\t2N\n0\t0"


def test_a_page_that_failed_is_asked_again(million, qtbot) -> None:
    rows, view = million
    view.scrollToBottom()
    qtbot.waitUntil(lambda: len(rows.asked) == 1)
    rows.model.give_up(rows.asked[0])
    view.viewport().update()
    qtbot.waitUntil(lambda: len(rows.asked) == 2)
