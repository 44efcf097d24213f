"""What was owed on a day, and why: every figure in the window is the service's, and its lines add up to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_store import add_fact, case_ids, kinds_of, open_window, small_store

from app.domain.facts import Charge, Payment
from app.domain.money import parse_amount
from app.domain.plan_effects import Span
from app.domain.plans import Interest
from app.services import ledgers
from app.services.context import Context
from app.services.ledger_words import nothing_text
from app.ui import theme
from app.ui.ledger.change_form import KINDS
from app.ui.main_window import MainWindow
from app.ui.pages.ledger import LedgerPage

OWED = 8_362_021


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """Placed on the 15th; a charge on the 16th and a payment on the 18th."""
    with small_store(tmp_path) as context:
        case = case_ids(context)[0]
        account = account_of(context)
        add_fact(context, Charge(account, "legal_cost", 50_000, "CNY", date(2026, 11, 16), "court fee"), case)
        add_fact(context, Payment(30_000, "CNY", date(2026, 11, 18), None, "bank", "R1", "hand"), case)
        yield context


def account_of(context: Context) -> bytes:
    with context.db.read() as connection:
        found: bytes = connection.exec_driver_sql(
            "SELECT a.id FROM account AS a JOIN case_file AS c ON c.id = a.case_id WHERE c.no = 1"
        ).scalar_one()
        return found


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp)
    yield window
    window.close()


@pytest.fixture
def page(window: MainWindow, context: Context, qtbot) -> LedgerPage:
    window.desktop.signals.ledger_wanted.emit(case_ids(context)[0])
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.told is not None)
    return page


def shown(view) -> list[list[str]]:
    model = view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_figures_are_those_of_the_service_and_their_lines_add_up(
    page: LedgerPage, context: Context, qtbot
) -> None:
    told = ledgers.explain(context, page._desktop.words(), case_ids(context)[0])
    (account,) = told.accounts
    figures = {row[0]: row[1] for row in shown(page.why.figures)}
    by_name = {"purchases": "purchase", "legal cost": "legal_cost"}
    for name, component in by_name.items():
        assert parse_amount(figures[name], "CNY") == account.balance.parts[component]
    assert figures["Owed"] == "83,820.21"
    assert parse_amount(figures["Owed"], "CNY") == account.balance.total_minor == OWED + 50_000 - 30_000
    assert figures["Interest since then, an estimate"].startswith("≈ ")
    table = page.why.figures
    for row, (name, *_) in enumerate(shown(table)):
        if name not in figures or name not in (*by_name, "Owed"):
            continue
        table.setCurrentIndex(table.model().index(row, 1))
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert page.why.is_narrowed
        assert shown(page.why.lines)[-1][4] == figures[name]
        assert page.why.detail.text()
    QTest.keyClick(page.why.lines, Qt.Key.Key_Escape)
    assert not page.why.is_narrowed
    assert [line[2] for line in shown(page.why.lines)] == ["balance placed", "charge", "payment"]
    assert shown(page.why.lines)[-1][5] == "legal cost 300.00"
    page.copy.click()
    text = QGuiApplication.clipboard().text()
    for told_too in (figures["Owed"], "balance placed", told.definition, "legal cost 300.00"):
        assert told_too in text
    assert page.why.plan.isHidden()
    page.why.show_ledger(replace(told, plan_interest=(Span(told.on, None, Interest.NONE, Decimal(0)),)))
    assert page.why.plan.isVisible()
    assert f"from {told.on} on no interest runs by the plan." in page.why.text()


def test_any_day_in_the_past_and_none_ahead(page: LedgerPage, qtbot) -> None:
    page.on.line.setFocus()
    page.on.line.selectAll()
    QTest.keyClicks(page.on.line, "2026-11-17")
    qtbot.waitUntil(lambda: page.told is not None and page.told.on == date(2026, 11, 17))
    assert dict(shown(page.why.figures))["Owed"] == "84,120.21"
    assert len(shown(page.why.lines)) == 2
    assert "2026-11-17" in page.head.text()
    page.on.line.selectAll()
    QTest.keyClicks(page.on.line, "2026-12-24\r")
    qtbot.waitUntil(page.on.problem.isVisible)
    assert "lies ahead" in page.on.problem.text()
    assert page.told is not None
    assert page.told.on == date(2026, 11, 17)  # what is in sight stays what it was


def test_a_day_before_any_figure_says_so(page: LedgerPage, qtbot) -> None:
    assert not page.why.warning.isVisible()
    page.on.set_text("2026-11-14")
    QTest.keyClick(page.on.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.told is not None and page.told.on == date(2026, 11, 14))
    assert page.why.warning.headline.text() == nothing_text(date(2026, 11, 14), "en")
    assert "2026-11-14" in page.why.warning.headline.text()


def test_the_key_opens_it_escape_leaves_and_the_statement_is_a_letter(
    window: MainWindow, context: Context, qtbot
) -> None:
    window.page("desk").open_case(case_ids(context)[0])  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.page("desk").case.panel is not None)  # type: ignore[attr-defined]
    window.desktop.is_overheard = True
    window.actions_list.action("ledger").trigger()
    assert window.stack.made("ledger") is None  # somebody else listens
    window.desktop.is_overheard = False
    window.actions_list.action("ledger").trigger()
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.told is not None)
    assert QApplication.focusWidget() is page.why.figures
    QTest.keyClick(page.why.figures, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.page("desk")
    page.write_statement()
    letters = window.page("letters")
    assert window.stack.currentWidget() is letters
    qtbot.waitUntil(lambda: letters.writing.is_drawn, timeout=15_000)  # type: ignore[attr-defined]
    assert letters.writing.given.template == "statement"  # type: ignore[attr-defined]


def test_a_correction_is_previewed_refused_at_its_field_kept_and_undone(
    window: MainWindow, context: Context, qtbot
) -> None:
    window.desktop.signals.change_wanted.emit(case_ids(context)[0], "correction", None)
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    form, panel = page.changing.form, page.changing
    qtbot.waitUntil(lambda: form.kind == "correction" and form.kinds.focusProxy().hasFocus())
    form.component.choose("purchase")
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.amount.line
    QTest.keyClicks(form.amount.line, "2000")
    qtbot.waitUntil(lambda: bool(shown(panel.moved)))
    assert shown(panel.moved) == [["0001 · purchases", "83,620.21", "81,620.21"]]
    QTest.keyClick(form.amount.line, Qt.Key.Key_Return)
    qtbot.waitUntil(form.why.problem.isVisible)  # why is asked for
    form.amount.set_text("90000")
    form.why.set_text("typed twice by the bank")
    QTest.keyClick(form.why.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.amount.problem.isVisible() and panel.save.isEnabled())
    assert "83,620.21" in form.amount.problem.text()
    assert "correction" not in kinds_of(context)
    form.amount.set_text("2000")
    QTest.keyClick(form.why.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.told is not None and page.told.owed_minor == {"CNY": 8_182_021})
    assert page.tabs.currentIndex() == 0
    assert shown(page.why.lines)[-1][2:5] == ["correction", "-2,000.00", "81,820.21"]
    window.actions_list.action("undo").trigger()
    qtbot.waitUntil(lambda: page.told is not None and page.told.owed_minor == {"CNY": 8_382_021})


def test_a_payment_marked_in_its_tab_is_split_or_taken_back_in_the_ledger(
    window: MainWindow, context: Context, qtbot
) -> None:
    desk = window.page("desk")
    desk.open_case(case_ids(context)[0])  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: desk.case.panel is not None)  # type: ignore[attr-defined]
    tab = desk.case.payments  # type: ignore[attr-defined]
    tab.view.selectRow(0)
    tab.reverse.click()
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    form = page.changing.form
    qtbot.waitUntil(lambda: form.kind == "reversal")
    form.kinds.press(str(KINDS.index("split") + 1))
    assert [edit.text() for edit in form.split.edits.values()] == ["", "300.00"]
    purchase, legal_cost = form.split.edits.values()
    legal_cost.set_text("")
    page.changing.save_it()
    assert "300.00" in purchase.problem.text()
    assert "split" not in "".join(kinds_of(context))
    form.kinds.press(str(KINDS.index("reversal") + 1))
    form.why.set_text("bounced")
    page.changing.save_it()
    qtbot.waitUntil(lambda: page.told is not None and page.told.owed_minor == {"CNY": OWED + 50_000})


def test_everything_has_a_name_and_room(page: LedgerPage, window: MainWindow, qapp) -> None:
    window.resize(1280, 760)
    for points in (10, 20):
        theme.install(qapp, "dark", points)
        QApplication.processEvents()
        assert unnamed(page) == []
        assert cut(page) == []
        page.tabs.setCurrentIndex(1)
        QApplication.processEvents()
        assert unnamed(page) == []
        assert cut(page) == []
        page.tabs.setCurrentIndex(0)
