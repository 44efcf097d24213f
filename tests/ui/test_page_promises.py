"""Promises and plans over all cases: each list holds what belongs there, with its count and sum."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_store import NOW, MovableClock, add_fact, case_ids, kinds_of, open_window, small_store

from app.domain.facts import Payment, Promise
from app.domain.plan_progress import PlanState
from app.services import states
from app.services.context import Context
from app.ui.main_window import MainWindow
from app.ui.pages.promises import PromisesPage
from app.ui.promises.book import Tab

TODAY = date(2026, 11, 20)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """First: due today and in three days. Second: broken, and kept. Third: nothing but one for next month."""
    clock = MovableClock(NOW - timedelta(days=10))
    with small_store(tmp_path, clock) as context:
        first, second, third = case_ids(context)
        promise(context, first, 100_000, TODAY)
        promise(context, first, 200_000, TODAY + timedelta(days=3))
        promise(context, second, 50_000, TODAY - timedelta(days=5))
        promise(context, second, 70_000, TODAY - timedelta(days=1))
        promise(context, third, 10_000, TODAY + timedelta(days=20))
        clock.at = NOW - timedelta(days=1)
        add_fact(
            context, Payment(70_000, "CNY", TODAY - timedelta(days=1), None, "bank", "R1", "hand"), second
        )
        clock.at = NOW
        states.catch_up(context)
        yield context


def promise(context: Context, case_id: bytes, minor: int, due_on: date) -> None:
    add_fact(context, Promise(minor, "CNY", due_on), case_id)


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="promises")
    yield window
    window.close()


@pytest.fixture
def page(window: MainWindow, qtbot) -> PromisesPage:
    page = window.page("promises")
    assert isinstance(page, PromisesPage)
    qtbot.waitUntil(lambda: page._book is not None)
    return page


def rows(page: PromisesPage) -> list[list[str]]:
    model = page.promises
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def show(page: PromisesPage, tab: Tab) -> None:
    page.tabs.setCurrentIndex(list(Tab).index(tab))


def test_tabs_say_how_many(page: PromisesPage) -> None:
    texts = [page.tabs.tabText(at) for at in range(page.tabs.count())]
    assert texts == ["Due today 1", "Next 7 days 1", "Later 1", "Kept 1", "Broken 1", "Plans"]


@pytest.mark.parametrize(
    ("tab", "expected"),
    [
        (Tab.TODAY, ["2026-11-20 Fri", "张芳琪", "1,000.00", "0.00", "open", "—", "1"]),
        (Tab.SOON, ["2026-11-23 Mon", "张芳琪", "2,000.00", "0.00", "open", "—", "1"]),
        (Tab.LATER, ["2026-12-10 Thu", "王磊", "100.00", "0.00", "open", "—", "3"]),
        (Tab.KEPT, ["2026-11-19 Thu", "林秀兰", "700.00", "700.00", "kept", "—", "2"]),
        (Tab.BROKEN, ["2026-11-15 Sun", "林秀兰", "500.00", "0.00", "broken", "5", "2"]),
    ],
)
def test_each_list_shows_its_promises_with_their_sum(
    page: PromisesPage, tab: Tab, expected: list[str]
) -> None:
    show(page, tab)
    assert rows(page) == [expected]
    assert page.head.text() == (f"Promises and plans {expected[2]} promised, {expected[3]} of it paid")


def test_enter_opens_the_case(page: PromisesPage, window: MainWindow, context: Context, qtbot) -> None:
    page.promise_table.selectRow(0)
    page.promise_table.setFocus()
    with qtbot.waitSignal(window.desktop.signals.case_opened) as opened:
        QTest.keyClick(page.promise_table, Qt.Key.Key_Return)
    assert opened.args == [case_ids(context)[0]]


def test_an_open_promise_is_taken_back_with_a_reason(
    page: PromisesPage, context: Context, qtbot, qapp
) -> None:
    show(page, Tab.SOON)
    page.promise_table.selectRow(0)
    page.promise_table.setFocus()
    assert page.take_back.isVisible()
    QTest.keyClick(page.promise_table, Qt.Key.Key_Delete)
    assert "张芳琪" in page.ask.question.text()
    QTest.keyClick(page.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.ask.problem.isVisible)
    assert "promise_cancelled" not in kinds_of(context)
    QTest.keyClick(page.ask.line, Qt.Key.Key_Escape)
    assert not page.ask.isVisible()
    page.take_back.click()
    QTest.keyClicks(page.ask.line, "in hospital")
    QTest.keyClick(page.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._book is not None and not page._book.count(Tab.SOON))
    assert not page.ask.isVisible()
    assert kinds_of(context)[-1] == "promise_cancelled"
    show(page, Tab.BROKEN)
    page.promise_table.selectRow(0)
    assert not page.take_back.isVisible()  # what is broken stays broken


def test_the_clock_alone_breaks_a_promise(page: PromisesPage, context: Context, qtbot) -> None:
    clock = context.clock
    assert isinstance(clock, MovableClock)
    clock.at += timedelta(days=1)
    page.reload()
    qtbot.waitUntil(lambda: page.tabs.tabText(4) == "Broken 2")
    assert page.stack.currentWidget() is page.empty
    assert page.empty.sentence.text() == "No promise falls due today."


def test_a_plan_is_listed_with_its_next_instalment(page: PromisesPage, context: Context, qtbot) -> None:
    agree_plan(context, case_ids(context)[2])
    page.reload()
    qtbot.waitUntil(lambda: page.tabs.tabText(5) == "Plans 1")
    show(page, Tab.PLANS)
    model = page.plans
    (row,) = page._book.plans if page._book else ()
    assert row.state is PlanState.AGREED
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown[:3] == ["2026-12-15 Tue", "王磊", "10,000.00"]
    assert shown[6] == "agreed"
    assert not page.plan_table.isHidden()


def agree_plan(context: Context, case_id: bytes) -> None:
    from app.domain.facts import Agreement, PlanVersion
    from app.models.journal import read_facts

    schedule = '[[1,"2026-12-15","2026-12-15",1000000,0],[2,"2027-01-15","2027-01-15",3236909,0]]'
    plan_id = context.new_id()
    version = PlanVersion(
        plan_id, 1, "proposed", "CNY", 4_236_909, 0, None, 1_000_000, 2, "monthly",
        date(2026, 12, 15), date(2027, 1, 15), "following", "periods", schedule,  # type: ignore[arg-type]
    )  # fmt: skip
    add_fact(context, version, case_id)
    with context.db.read() as connection:
        (fact,) = read_facts(connection, "f.kind = 'plan_version'", ())
    add_fact(context, Agreement(plan_id, fact.uid, TODAY, "oral"), case_id)


def test_typing_narrows_the_list_and_empty_lists_say_so(page: PromisesPage, qtbot) -> None:
    show(page, Tab.KEPT)
    QTest.keyClicks(page.search, "nobody")
    qtbot.waitUntil(lambda: rows(page) == [])
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    show(page, Tab.PLANS)
    assert page.empty.sentence.text() == "There is no plan yet. Agree one on the desk with 7."


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("points", "size"), [(10, (1280, 760)), (20, (1500, 900))])
def test_nothing_is_cut_or_unnamed(
    page: PromisesPage, window: MainWindow, look, qtbot, points: int, size: tuple[int, int], language: str
) -> None:
    window.desktop.translations.speak(language)
    look.set_points(points)
    window.resize(*size)
    for tab in (Tab.TODAY, Tab.SOON, Tab.LATER, Tab.KEPT, Tab.BROKEN):
        show(page, tab)
        qtbot.wait(1)
        assert cut(page) == []
        assert unnamed(page) == []


def test_chinese_reaches_tabs_titles_and_states(page: PromisesPage, window: MainWindow, qtbot) -> None:
    window.desktop.translations.speak("zh_CN")
    show(page, Tab.BROKEN)
    qtbot.waitUntil(lambda: page.tabs.tabText(4) == "未兑现 1")
    assert rows(page)[0][0] == "2026-11-15 周日"
    assert rows(page)[0][4] == "未兑现"
