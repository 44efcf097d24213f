from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from app.ui.tables.rows import PAGE_ROWS, GroupView, PageRequest, QueueRowView
from app.ui.tables.rows_model import PAGES_KEPT, RowsModel
from app.ui.tables.rows_view import RowsView
from app.ui.theme import Theme


def case(place: int) -> QueueRowView:
    return QueueRowView(
        place.to_bytes(16, "big"),
        f"张{place}",
        "83,620.21",
        "承诺未兑现 · 晚间易接",
        "91 天 · M4",
        "违约 2 次",
        "danger",
    )


class Store:
    """Answers for pages when the test says so."""

    def __init__(self, *counts: int, at_once: bool = True) -> None:
        self.asked: list[PageRequest] = []
        self.said: list[QueueRowView] = []
        self.at_once = at_once
        self.model = RowsModel(self.fetch, self.say)
        self.groups = [GroupView(f"第 {number} 档", count) for number, count in enumerate(counts, 1)]
        self.model.show(self.groups)

    def fetch(self, request: PageRequest) -> None:
        self.asked.append(request)
        if self.at_once:
            self.answer(request)

    def say(self, row: QueueRowView) -> QueueRowView:
        self.said.append(row)
        return row

    def answer(self, request: PageRequest) -> None:
        last = min(request.offset + request.limit, self.model.count)
        self.model.supply(request, [case(place) for place in range(request.offset, last)])


def make_view(store: Store, qtbot, size: tuple[int, int] = (390, 600)) -> RowsView:
    view = RowsView(store.model, "今日待办", name="queue")
    qtbot.addWidget(view)
    view.resize(*size)
    with qtbot.waitExposed(view):
        view.show()
    view.viewport().repaint()  # painting is what asks for the rows in sight
    return view


def settle(qtbot) -> None:
    qtbot.wait(5)


class TestModel:
    @pytest.mark.parametrize("counts", [(1,), (3, 2, 4), (1, 1, 1), (250, 0, 450)])
    def test_lines_and_places_agree(self, counts: tuple[int, ...]) -> None:
        model = Store(*counts).model
        lines: list[int | None] = []
        place = 0
        for count in filter(None, counts):
            lines.append(None)
            lines += range(place, place + count)
            place += count
        assert model.rowCount() == len(lines)
        for line, expected in enumerate(lines):
            assert model.is_header(line) is (expected is None)
            if expected is not None:
                assert (model.place_of(line), model.line_of(expected)) == (expected, line)
            else:
                assert model.place_of(line) == lines[line + 1]

    def test_headers_cannot_be_chosen_and_rows_not_edited(self) -> None:
        model = Store(2).model
        assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
        assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable
        assert not model.flags(model.index(1)) & Qt.ItemFlag.ItemIsEditable

    def test_row_is_nothing_until_its_page_came(self, qtbot) -> None:
        store = Store(500, at_once=False)
        store.model.want(0, 10)
        settle(qtbot)
        assert store.model.row(1) is None
        assert store.model.index(1).data() == "…"
        store.answer(store.asked[0])
        assert store.model.row(1) == case(0)
        assert store.model.line_of_id(case(7).case_id) == 8
        assert store.model.line_of_id(case(450).case_id) is None

    def test_what_is_known_is_not_asked_again(self, qtbot) -> None:
        store = Store(500)
        store.model.show(store.groups, {0: [case(place) for place in range(PAGE_ROWS)]})
        store.model.want(0, 20)
        settle(qtbot)
        assert store.asked == []
        assert store.model.row(5) == case(4)

    def test_fast_scroll_asks_for_what_is_in_sight_at_last(self, qtbot) -> None:
        store = Store(100_000, at_once=False)
        store.model.want(0, 20)
        settle(qtbot)
        for line in range(1000, 90_000, 1000):
            store.model.want(line, line + 20)
        settle(qtbot)
        assert [request.offset for request in store.asked] == [0]
        store.answer(store.asked[0])
        settle(qtbot)
        assert [request.offset for request in store.asked] == [0, 88_800]

    def test_sight_over_a_page_edge_gets_both_pages(self, qtbot) -> None:
        store = Store(1000)
        store.model.want(PAGE_ROWS - 5, PAGE_ROWS + 10)
        settle(qtbot)
        assert [request.offset for request in store.asked] == [0, PAGE_ROWS]

    def test_answer_for_an_older_list_is_dropped(self, qtbot) -> None:
        store = Store(500, at_once=False)
        store.model.want(0, 10)
        settle(qtbot)
        store.model.show([GroupView("别的", 400)])
        store.answer(store.asked[0])
        assert store.model.row(1) is None
        store.model.want(0, 10)
        settle(qtbot)
        store.answer(store.asked[1])
        assert store.model.row(1) == case(0)

    def test_failed_page_is_asked_again_when_the_list_moves(self, qtbot) -> None:
        store = Store(500, at_once=False)
        store.model.want(0, 10)
        settle(qtbot)
        store.model.give_up(store.asked[0])
        settle(qtbot)
        assert len(store.asked) == 1
        store.model.want(1, 11)
        settle(qtbot)
        assert len(store.asked) == 2

    def test_memory_stays_flat(self, qtbot) -> None:
        store = Store(100_000)
        for page in range(PAGES_KEPT + 30):
            store.model.want(page * PAGE_ROWS + 1, page * PAGE_ROWS + 1)
            settle(qtbot)
        assert len(store.model._pages) == PAGES_KEPT
        assert len(store.model._places) == PAGES_KEPT * PAGE_ROWS
        assert store.model.line_of_id(case(0).case_id) is None

    def test_fewer_rows_than_counted_do_not_ask_for_ever(self, qtbot) -> None:
        store = Store(300, at_once=False)
        store.model.want(0, 10)
        settle(qtbot)
        store.model.supply(store.asked[0], [case(0)])
        store.model.want(0, 10)
        settle(qtbot)
        assert len(store.asked) == 1
        assert store.model.row(2) is None


class TestView:
    def test_only_rows_in_sight_are_put_into_words_and_once(self, qtbot) -> None:
        store = Store(1000)
        view = make_view(store, qtbot)
        for _ in range(2):
            store.said.clear()
            store.model.show(store.groups, {0: [case(place) for place in range(PAGE_ROWS)]})
            for _ in range(3):
                view.viewport().repaint()
            in_sight = view.viewport().height() // view.visualRect(store.model.index(1)).height()
            assert in_sight <= len(store.said) <= in_sight + 1 < PAGE_ROWS
            assert store.said == [case(place) for place in range(len(store.said))]

    def test_every_pixel_belongs_to_the_line_drawn_there(self, qtbot) -> None:
        store = Store(3, 1, 7)
        view = make_view(store, qtbot, (300, 2000))
        expected = 0
        for line in range(store.model.rowCount()):
            rect = view.visualRect(store.model.index(line))
            assert rect.top() == expected
            for y in (rect.top(), rect.bottom()):
                assert view.indexAt(rect.center().__class__(5, y)).row() == line
            expected = rect.bottom() + 1
        assert not view.indexAt(rect.center().__class__(5, expected)).isValid()

    @pytest.mark.parametrize(
        ("key", "place"),
        [
            (Qt.Key.Key_Down, 3),
            (Qt.Key.Key_J, 3),
            (Qt.Key.Key_Up, 1),
            (Qt.Key.Key_K, 1),
            (Qt.Key.Key_End, 10),
            (Qt.Key.Key_Home, 0),
            (Qt.Key.Key_PageDown, 10),
            (Qt.Key.Key_PageUp, 0),
        ],
    )
    def test_keys_move_from_row_to_row_over_headers(self, qtbot, key: Qt.Key, place: int) -> None:
        view = make_view(Store(3, 1, 7), qtbot)
        view.choose_place(2)
        QTest.keyClick(view, key)
        assert view.current_place == place
        assert view.selectionModel().selectedRows() == [view.currentIndex()]

    def test_ends_of_the_list_hold(self, qtbot) -> None:
        view = make_view(Store(2), qtbot)
        view.choose_place(99)
        assert view.current_place == 1
        assert not view.step(1)
        QTest.keyClick(view, Qt.Key.Key_Down)
        assert view.current_place == 1

    def test_click_chooses_a_row_and_not_a_header(self, qtbot) -> None:
        store = Store(3, 2)
        view = make_view(store, qtbot)
        for line, place in ((5, 3), (4, 3), (2, 1)):
            spot = view.visualRect(store.model.index(line)).center()
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
            assert view.current_place == place

    def test_digits_and_letters_go_on_to_the_window(self, qtbot) -> None:
        caught: list[str] = []

        class Window(QWidget):
            def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
                caught.append(event.text())

        window = Window()
        qtbot.addWidget(window)
        view = RowsView(Store(9).model, "今日待办", name="queue")
        QVBoxLayout(window).addWidget(view)
        window.show()
        view.choose_place(3)
        for key in (
            Qt.Key.Key_1,
            Qt.Key.Key_0,
            Qt.Key.Key_N,
            Qt.Key.Key_S,
            Qt.Key.Key_Slash,
            Qt.Key.Key_Space,
        ):
            QTest.keyClick(view, key)
        assert "".join(caught) == "10ns/ "
        assert view.current_place == 3

    def test_input_method_stays_off(self, qtbot) -> None:
        """Measured with fcitx: an editable list eats digits, for Qt switches the input method on at each row."""
        view = make_view(Store(30, 30), qtbot)
        off = Qt.WidgetAttribute.WA_InputMethodEnabled
        assert not view.testAttribute(off)
        for place in (0, 1, 29, 30, 59):
            view.choose_place(place)
            assert not view.testAttribute(off)
        assert view.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers

    def test_chosen_row_is_told_once_and_when_it_is_known(self, qtbot) -> None:
        store = Store(500, at_once=False)
        view = make_view(store, qtbot)
        told: list[object] = []
        view.row_chosen.connect(told.append)
        view.choose_place(0)
        settle(qtbot)
        assert told == []
        store.answer(store.asked[0])
        assert told == [case(0)]
        view.viewport().repaint()
        assert told == [case(0)]
        store.model.show([])
        assert told == [case(0), None]

    def test_enter_opens(self, qtbot) -> None:
        view = make_view(Store(5), qtbot)
        settle(qtbot)
        view.choose_place(2)
        with qtbot.waitSignal(view.row_opened) as seen:
            QTest.keyClick(view, Qt.Key.Key_Return)
        assert seen.args == [case(2)]

    def test_choice_survives_a_reload(self, qtbot) -> None:
        store = Store(5, 5)
        view = make_view(store, qtbot)
        settle(qtbot)
        view.choose_place(7)
        store.model.show([GroupView("一", 9)], {0: [case(place + 1) for place in range(9)]})
        assert view.choose_id(case(7).case_id)
        assert view.current_place == 6
        assert not view.choose_id(case(0).case_id, otherwise=4), (
            "it left the list: the row at its place comes next"
        )
        assert view.current_place == 4

    def test_first_row_comes_into_sight_with_its_header(self, qtbot) -> None:
        store = Store(50, 50)
        view = make_view(store, qtbot)
        view.choose_place(99)
        view.choose_place(50)
        header = view.visualRect(store.model.index(store.model.line_of(50) - 1))
        assert header.top() == 0

    def test_larger_text_makes_taller_rows_and_keeps_the_choice_in_sight(self, qtbot, look: Theme) -> None:
        store = Store(1000)
        view = make_view(store, qtbot)
        view.choose_place(500)
        before = view.visualRect(view.currentIndex()).height()
        look.set_points(20)
        after = view.visualRect(view.currentIndex())
        assert after.height() == pytest.approx(before * 2, abs=2)
        assert view.viewport().rect().contains(after)

    def test_rows_are_there_for_screen_readers(self, qtbot) -> None:
        store = Store(2, 3)
        view = make_view(store, qtbot)
        settle(qtbot)
        interface = QAccessible.queryAccessibleInterface(view)
        assert interface.role() is QAccessible.Role.List
        assert interface.childCount() == 7
        qtbot.waitUntil(lambda: interface.child(2).text(QAccessible.Text.Name) != "…")
        names = [interface.child(number).text(QAccessible.Text.Name) for number in range(3)]
        assert names == ["第 1 档 2", case(0).spoken(), case(1).spoken()]
        assert "违约 2 次" in names[1]

    def test_chosen_row_is_tinted_with_a_bar(self, qtbot, look: Theme) -> None:
        store = Store(3)
        view = make_view(store, qtbot)
        view.activateWindow()
        view.setFocus()
        view.choose_place(1)
        settle(qtbot)
        picture = view.grab().toImage()
        rect = view.visualRect(view.currentIndex())
        seen = [picture.pixelColor(x, rect.center().y()).name().upper() for x in (1, 8)]
        assert seen == [look.tokens.accent, look.tokens.tint_accent]
        other = view.visualRect(store.model.index(3))
        assert picture.pixelColor(1, other.center().y()).name().upper() == look.tokens.base

    def test_empty_list_has_nothing_to_choose(self, qtbot) -> None:
        view = make_view(Store(), qtbot)
        assert not view.choose_place(0)
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert view.currentIndex() == QModelIndex()
        assert view.current_row is None
        view.grab()


def test_a_million_rows_are_asked_for_no_more_than_a_thousand(qtbot) -> None:
    """How long a jump takes is measured by the benchmark; here, that it reads only what comes into sight."""

    def pages_asked(count: int) -> int:
        store = Store(*(count // 4,) * 4)
        view = make_view(store, qtbot, (390, 800))
        view.choose_place(0)
        for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Up):
            QTest.keyClick(view, key)
            view.viewport().repaint()
            settle(qtbot)
        assert view.current_place > count - 40
        return len(store.asked)

    assert pages_asked(1_000_000) == pages_asked(1000)
