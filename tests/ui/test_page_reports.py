"""The page of reports: figures that open their lists, buckets filled in the background, files written and recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from accessibility import cut, unnamed
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from small_store import NOW, MovableClock, add_fact, case_ids, open_window, small_store

from app.domain.facts import Blocked, Contact, Payment, Promise, Reason
from app.domain.weekly import Figure, number
from app.domain.weeks import Week
from app.services import states, weekly, weekly_lists
from app.services.context import Context
from app.services.departures import Sending
from app.services.weekly_lists import Behind, Stand
from app.ui.main_window import MainWindow
from app.ui.pages.reports import ReportsPage, Tab

TODAY = date(2026, 11, 20)
W46, W47 = Week.parse("2026-W46"), Week.parse("2026-W47")
TABLES = (
    ("figures", "trend"),
    ("figures", "people"),
    ("ageing", "ageing"),
    ("ageing", "roll"),
    ("reasons", "reasons"),
    ("reasons", "rules"),
)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """In week 47: three calls, one with a reason and a promise for that week, a payment, a blocked attempt."""
    clock = MovableClock(NOW - timedelta(days=40))
    with small_store(tmp_path, clock) as context:
        first, second, third = case_ids(context)
        clock.at = NOW - timedelta(days=2)
        add_fact(
            context, Contact("call", "outbound", "NA", number="13800000042", rule_check="allowed"), first
        )
        add_fact(
            context, Contact("call", "outbound", "PTP", number="13900008817", rule_check="allowed"), second
        )
        add_fact(context, Contact("call", "outbound", "HUP", number="13700001234", rule_check="hours"), third)
        add_fact(context, Reason("INCD", 3, 3), second)
        add_fact(context, Promise(50_000, "CNY", TODAY), second)
        add_fact(context, Payment(30_000, "CNY", TODAY - timedelta(days=1)), first)
        add_fact(context, Blocked("call", "collection", "hours", "hard", "1"), third)
        clock.at = NOW
        states.catch_up(context)
        yield context


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="reports")
    yield window
    window.close()


@pytest.fixture
def page(window: MainWindow, qtbot) -> ReportsPage:
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    settle(page, window, qtbot)
    return page


def settle(page: ReportsPage, window: MainWindow, qtbot) -> None:
    """Until the week in sight is read and its buckets are filled."""
    qtbot.waitUntil(
        lambda: (
            page.report is not None
            and page.report.week == page.week
            and not page.report.missing
            and not window.desktop.tasks.is_busy
        ),
        timeout=20_000,
    )


def cells(table: Any) -> dict[str, list[str]]:
    """What a table shows: the name of each row and its figures."""
    model = table.model()
    return {
        model.index(row, 0).data(): [model.index(row, at).data() for at in range(1, model.columnCount())]
        for row in range(model.rowCount())
    }


def tab(page: ReportsPage, which: Tab) -> None:
    page.tabs.setCurrentIndex(list(Tab).index(which))


def press(page: ReportsPage, table: Any, name: str, column: int) -> None:
    """Enter on a cell, as from the keyboard."""
    model = table.model()
    row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == name)
    table.setFocus()
    table.setCurrentIndex(model.index(row, column))
    QTest.keyClick(table, Qt.Key.Key_Return)


def test_the_page_shows_the_running_week_as_it_was_counted(page: ReportsPage, window: MainWindow) -> None:
    assert page.week == W47
    shown = cells(page.figures.trend)
    newest = {name: figures[-1] for name, figures in shown.items()}
    assert [newest[name] for name in ("Contacts", "Attempts", "Connected", "Right party")] == [
        "3",
        "3",
        "2",
        "1",
    ]
    assert [newest[name] for name in ("Promises", "Still open", "Payments", "Blocked", "Against a rule")] == [
        "1"
    ] * 5
    assert (newest["Collected CNY"], newest["Promised CNY"]) == ("300.00", "500.00")
    assert "still running" in page.head.text()
    offered = {command.name for command in window.actions_list}
    assert {"page_reports", "report_save", "report_earlier", "report_later", "export_contacts"} <= offered
    report = weekly.report(page._desktop.context, W47)
    assert {
        name: figures[-1] for name, figures in cells(page.ageing.ageing).items() if figures[-1] != "0"
    } == {
        **{bucket.label: str(counted.number) for bucket, counted in (report.ageing[-1] or {}).items()},
        "All": "3",
    }


def test_a_number_opens_its_list_and_escape_goes_back(page: ReportsPage, window: MainWindow, qtbot) -> None:
    press(page, page.figures.trend, "Attempts", 5)
    qtbot.waitUntil(lambda: page.list.model.count == 3)
    assert page.stack.currentWidget() is page.list
    assert page.list.title.text() == "Attempts · 2026-W47 — 3"
    words = {page.list.model.index(row, 3).data() for row in range(3)}
    assert words == {"No answer", "Promise to pay", "Hung up"}
    QTest.keyClick(page.list.table, Qt.Key.Key_Escape)
    assert page.stack.currentIndex() == 0
    assert page.figures.trend.hasFocus()
    assert page.tabs.isVisible()


def test_enter_in_a_list_opens_the_case_on_the_desk(page: ReportsPage, window: MainWindow, qtbot) -> None:
    page.open_list(Behind(W47, Figure.RIGHT_PARTY))
    qtbot.waitUntil(lambda: page.list.model.count == 1)
    wanted = page.list.model.row(page.list.model.index(0, 0)).case_id
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    desk: Any = window.page("desk")
    qtbot.waitUntil(lambda: desk.workbench is not None and desk.workbench._case == wanted, timeout=20_000)


def test_a_cell_without_a_list_opens_none(page: ReportsPage) -> None:
    press(page, page.figures.trend, "Overridden", 5)
    assert page.stack.currentIndex() == 0


def test_every_number_that_opens_a_list_is_its_length(page: ReportsPage) -> None:
    desktop = page._desktop
    for sheet, name in TABLES:
        opened = 0
        for row in getattr(getattr(page, sheet), name)._rows.shown:
            for cell in row.cells:
                if cell.asked is not None and "." not in cell.text:
                    found = weekly_lists.behind(desktop.context, desktop.words(), cell.asked)
                    assert found.total == int(cell.text.replace(",", "")), (name, row.name, cell)
                    opened += 1
        assert opened > 0, name


def test_another_week_is_chosen_with_keys_and_filled(page: ReportsPage, window: MainWindow, qtbot) -> None:
    assert not page.later.isEnabled()
    page.earlier.click()
    settle(page, window, qtbot)
    assert page.week == W46
    assert cells(page.figures.trend)["Contacts"] == ["0"] * 5
    assert cells(page.ageing.ageing)["All"][-1] == "3"
    assert page.log.first_on.value == date(2026, 11, 9)
    page.later.click()
    settle(page, window, qtbot)
    assert page.week == W47
    assert not page.later.isEnabled()


def test_a_new_contact_is_counted_when_it_is_saved(
    page: ReportsPage, window: MainWindow, context: Context, qtbot
) -> None:
    first = case_ids(context)[0]
    add_fact(context, Contact("call", "outbound", "NA", number="13800000042", rule_check="allowed"), first)
    window.desktop.events.changed.emit(weekly_changes())
    qtbot.waitUntil(lambda: cells(page.figures.trend)["Contacts"][-1] == "4")


def weekly_changes() -> Any:
    from app.services.changes import Changes

    return Changes.of("contacts")


def test_one_collectors_figures_are_shown_alone(page: ReportsPage, qtbot) -> None:
    assert [page.collector.itemText(at) for at in range(page.collector.count())] == ["All collectors", "练习"]
    page.collector.setCurrentIndex(1)
    page._on_collector()
    assert page.collector_no == 1
    assert page.report is not None
    shown = cells(page.figures.trend)["Contacts"][-1]
    assert shown == str(number(page.report.whose(1).sheet, Figure.CONTACTS))
    press(page, page.figures.trend, "Contacts", 5)
    assert "练习" in page.list.title.text()


def test_files_are_saved_and_recorded(
    page: ReportsPage, window: MainWindow, context: Context, tmp_path: Path, qtbot
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    told: list[str] = []
    window.desktop.signals.told.connect(lambda text, _tone: told.append(text))
    page.save(folder, Sending("internal"))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert sorted(path.name for path in folder.iterdir()) == [
        "weekly-2026-W47.manifest.json",
        "weekly-2026-W47.pdf",
        "weekly-2026-W47.xlsx",
    ]
    assert str(folder / "weekly-2026-W47.xlsx") in told[0]
    rows = {
        row[0]: row
        for row in load_workbook(folder / "weekly-2026-W47.xlsx")["Trend"].iter_rows(values_only=True)
    }
    assert rows["Attempts"][5] == 3
    assert exports(context) == ["weekly-2026-W47.xlsx", "weekly-2026-W47.pdf"]
    assert page.save_files.isEnabled()


def exports(context: Context) -> list[str]:
    with context.db.read() as connection:
        return list(connection.exec_driver_sql("SELECT what FROM fact_export ORDER BY seq").scalars())


def test_a_folder_that_cannot_be_written_is_told(
    page: ReportsPage, window: MainWindow, context: Context, tmp_path: Path, qtbot
) -> None:
    told: list[str] = []
    window.desktop.signals.told.connect(lambda text, tone: told.append(f"{tone} {text}"))
    page.save(tmp_path / "none", Sending("internal"))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0].startswith("danger ")
    assert exports(context) == []


# -- the contact log -------------------------------------------------------------------------------


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the dialog of the system answers."""
    path = tmp_path / "log.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


def export_log(
    page: ReportsPage, window: MainWindow, qtbot, code: str, words: str = "", shut: bool = False
) -> None:
    page.log.export.click()
    page.log.sending.purpose.choose(code, words)
    page.log.sending.is_protected.setChecked(shut)
    page.log.sending.confirm.click()
    qtbot.waitUntil(lambda: page.log.export.isEnabled() and not window.desktop.tasks.is_busy, timeout=20_000)


def test_the_log_of_the_week_is_exported_with_the_ticked_columns(
    page: ReportsPage, window: MainWindow, context: Context, asked: Path, qtbot
) -> None:
    page.show_log()
    qtbot.waitUntil(lambda: page.log.count.text() == "3 contacts, undone ones among them")
    for at in range(page.log.columns.count()):
        item = page.log.columns.item(at)
        if item.data(Qt.ItemDataRole.UserRole) not in ("result_code", "debtor"):
            item.setCheckState(Qt.CheckState.Unchecked)
    export_log(page, window, qtbot, "internal")
    rows = list(load_workbook(asked).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Debtor", "Result code", "Status")
    assert {row[1] for row in rows[1:]} == {"NA", "PTP", "HUP"}
    assert all(row[0].endswith("*") for row in rows[1:])
    assert exports(context) == ["contacts"]


def test_full_data_ask_for_a_purpose_at_the_field(
    page: ReportsPage, window: MainWindow, context: Context, asked: Path, qtbot
) -> None:
    page.show_log()
    page.log.is_full.setChecked(True)
    export_log(page, window, qtbot, "")
    assert page.log.sending.purpose.problem.text()
    assert exports(context) == []
    assert not asked.exists()
    export_log(page, window, qtbot, "court", "file 1024")
    with context.db.read() as connection:
        facts = connection.exec_driver_sql("SELECT purpose, is_masked FROM fact_export").all()
    assert [tuple(fact) for fact in facts] == [("court: file 1024", 0)]


def test_a_shut_log_tells_its_password_once(
    page: ReportsPage, window: MainWindow, asked: Path, qtbot, qapp
) -> None:
    page.show_log()
    export_log(page, window, qtbot, "creditor", shut=True)
    password = page.log.sending.password.headline.text()
    with pyzipper.AESZipFile(asked.with_suffix(".zip")) as archive:
        assert archive.read("1.xlsx", pwd=password.encode())
    assert page.log.sending.password.isVisibleTo(page)
    page.log.sending.password.copy.click()
    assert qapp.clipboard().text() == password
    page.log.sending.password.done.click()
    assert page.log.sending.password.headline.text() == ""
    assert not page.log.sending.password.isVisibleTo(page)
    window.close()
    assert qapp.clipboard().text() == ""


def test_a_shut_week_tells_its_password(page: ReportsPage, window: MainWindow, tmp_path: Path, qtbot) -> None:
    page.save(tmp_path, Sending("creditor", is_protected=True))
    qtbot.waitUntil(
        lambda: page.sending.password.isVisibleTo(page) and not window.desktop.tasks.is_busy, timeout=20_000
    )
    with pyzipper.AESZipFile(tmp_path / "weekly-2026-W47.zip") as archive:
        assert archive.read("1.xlsx", pwd=page.sending.password.headline.text().encode())


def test_a_day_that_is_none_is_told_at_its_field(page: ReportsPage) -> None:
    page.show_log()
    page.log.first_on.line.setFocus()
    page.log.first_on.line.selectAll()
    QTest.keyClicks(page.log.first_on.line, "nonsense")
    page.log.last_on.line.setFocus()
    assert page.log.first_on.is_wrong


# -- look ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("points", "size"), [(10, (1280, 760)), (20, (1280, 760))])
def test_nothing_is_cut_or_unnamed(
    page: ReportsPage, window: MainWindow, look, qtbot, points: int, size: tuple[int, int], language: str
) -> None:
    window.desktop.translations.speak(language)
    look.set_points(points)
    window.resize(*size)
    settle(page, window, qtbot)
    for which in Tab:
        tab(page, which)
        qtbot.wait(5)
        assert cut(page) == []
        assert unnamed(page) == []
    page.open_list(Stand(W47, next(iter(page.report.ageing[-1]))))  # type: ignore[union-attr, arg-type]
    qtbot.waitUntil(lambda: page.list.model.count > 0)
    assert cut(page) == []
    assert unnamed(page) == []
