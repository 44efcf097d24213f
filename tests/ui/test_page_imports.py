"""Import over a real encrypted store: what a file would do, what it did, how it is taken back; a debtor by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from small_store import MovableClock, open_window

from app.services.bank_statements import parked
from app.services.context import Context
from app.services.departures import Sending
from app.services.imports import Purpose, Target
from app.services.imports.known import history
from app.ui.imports.statement_panel import StatementPanel
from app.ui.imports.terms_form import NEW
from app.ui.main_window import MainWindow
from app.ui.pages.imports import ImportsPage

HEADERS = ("姓名", "身份证号", "卡号", "客户号", "欠款总额", "逾期天数", "截止日期", "手机号", "备注")
ROWS = (
    (
        "赵六",
        "110101199003070011",
        "6222020200012345678",
        "C001",
        "1234.50",
        "45",
        "2026-11-19",
        "13800138000",
        "a",
    ),
    ("钱七", "110101198501010017", "0012345678", "C002", "2000.00", "10", "2026-11-19", "13700137000", "b"),
    ("孙八", "", "6225880012345", "C003", "1.2e5", "10", "2026-11-19", "13700137001", "c"),
)
GOOD = ROWS[:2]


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="imports")
    yield window
    window.close()


@pytest.fixture
def page(window: MainWindow, qtbot) -> ImportsPage:
    page = window.page("imports")
    assert isinstance(page, ImportsPage)
    qtbot.waitUntil(lambda: page.file.terms.creditor.count() == 3)
    return page


def write(
    folder: Path, rows: Sequence[Sequence[str]] = ROWS, name: str = "委案.csv", encoding: str = "utf-8"
) -> Path:
    path = folder / name
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file).writerows([HEADERS, *rows])
    return path


def open_file(page: ImportsPage, qtbot, path: Path) -> None:
    page.open_file(path)
    settle(page, qtbot)


def settle(page: ImportsPage, qtbot) -> None:
    qtbot.waitUntil(lambda: page.file._job is None and not page.file._desktop.tasks.is_busy, timeout=10_000)


def counts(page: ImportsPage) -> tuple[str, ...]:
    bar = page.file.bar
    return tuple(chip.text() for chip in (bar.new, bar.same, bar.changed, bar.refused))


def cases(context: Context) -> int:
    with context.db.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM case_state").scalar_one())


def columns(page: ImportsPage) -> dict[str, str]:
    """Header → meaning, as the lists show it."""
    preview = page.file._preview
    assert preview is not None
    return {
        header: combo.currentText()
        for header, combo in zip(preview.headers, page.file.columns.combos, strict=True)
    }


# A file.


def test_a_file_is_looked_at_and_tried_out_by_itself(
    page: ImportsPage, context: Context, tmp_path: Path, qtbot
) -> None:
    open_file(page, qtbot, write(tmp_path))
    assert page.file.terms.creditor_name == "示例银行"
    assert page.file.head.facts.text() == "3 rows · 9 columns · header in row 1"
    assert columns(page) == {
        "姓名": "Name",
        "身份证号": "ID number",
        "卡号": "Account number",
        "客户号": "Customer number",
        "欠款总额": "Total owed",
        "逾期天数": "Days past due",
        "截止日期": "Figures as of",
        "手机号": "Phone",
        "备注": "— leave out —",
    }
    assert counts(page) == ("new 2", "same 0", "changed 0", "refused 1")
    assert page.file.bar.total.text() == "sum 3,234.50 CNY"
    refused = page.file.refusals.model
    assert [refused.index(0, column).data() for column in range(2)] == ["4", "欠款总额"]
    assert "1.2e5" in refused.index(0, 2).data()
    page.window().resize(1280, 760)
    table = page.file.refusals.table
    qtbot.mouseClick(page.file.bar.rows, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: table.visibleRegion().boundingRect() == table.rect())
    assert page.window().focusWidget() is table
    assert page.file.bar.go.text() == "Import 2 rows"
    assert cases(context) == 3


def test_five_rows_of_each_column_are_shown(page: ImportsPage, tmp_path: Path, qtbot) -> None:
    many = [
        (f"甲{at}", "", f"622200{at}", f"C{at}", "10.00", "1", "2026-11-19", "", f"note {at}")
        for at in range(9)
    ]
    open_file(page, qtbot, write(tmp_path, many))
    from app.ui.widgets.labels import PlainLabel

    shown = {label.text() for label in page.file.columns.findChildren(PlainLabel)}
    assert {f"note {at}" for at in range(5)} <= shown
    assert "note 5" not in shown


def test_a_known_file_takes_two_presses_after_it_is_chosen_at_most(
    page: ImportsPage, context: Context, tmp_path: Path, qtbot
) -> None:
    open_file(page, qtbot, write(tmp_path))
    QTest.mouseClick(page.file.bar.go, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert page.file.bar.strip.headline.text() == "Imported."
    assert cases(context) == 5
    (past,) = history(context)
    assert (past.new, past.refused, past.total_minor, past.is_undone) == (2, 1, 323_450, False)
    assert page.file.bar.go.isHidden()
    for button in (page.file.bar.undo, page.file.bar.save, page.file.bar.desk):
        assert button.isVisibleTo(page)


@pytest.mark.parametrize("is_in", [False, True])
def test_refused_rows_are_saved_for_a_purpose_and_only_then(
    page: ImportsPage, context: Context, tmp_path: Path, qtbot, is_in: bool
) -> None:
    open_file(page, qtbot, write(tmp_path))
    if is_in:
        page.file.bar.go.click()
        settle(page, qtbot)
    assert not list(context.home.root.rglob("*-refused.*")), "nothing is written by itself"
    sending, out = page.file.sending, tmp_path / "back.csv"
    assert not sending.is_asking
    QTest.mouseClick(page.file.bar.save, Qt.MouseButton.LeftButton)
    assert sending.is_asking
    sending.answer()
    assert sending.is_asking, "no purpose is chosen yet"
    page.file.save_refused(out, Sending("internal"))
    qtbot.waitUntil(lambda: not sending.is_asking, timeout=10_000)
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows] == ["Row", "4"]
    assert "孙八" in rows[1]
    assert (tmp_path / "back.csv.manifest.json").exists()


def test_the_question_ends_with_the_result_it_is_about(page: ImportsPage, tmp_path: Path, qtbot) -> None:
    open_file(page, qtbot, write(tmp_path))
    page.file.bar.save.click()
    assert page.file.sending.is_asking
    open_file(page, qtbot, write(tmp_path, GOOD, "gut.csv"))
    assert not page.file.sending.is_asking
    assert not page.file.bar.save.isVisibleTo(page), "no row of this file is refused"


def test_the_same_file_again_adds_nothing(page: ImportsPage, context: Context, tmp_path: Path, qtbot) -> None:
    path = write(tmp_path, GOOD)
    open_file(page, qtbot, path)
    page.file.bar.go.click()
    settle(page, qtbot)
    open_file(page, qtbot, path)
    assert counts(page) == ("new 0", "same 2", "changed 0", "refused 0")
    assert page.file.bar.strip.headline.text() == "Nothing new in this file."
    assert not page.file.bar.go.isEnabled()
    assert page.file.head.seen.headline.text().startswith("This very file came in before")
    assert {chip.text() for chip in page.file.columns._chips if chip.isVisibleTo(page)} == {"as last time"}


def test_undo_takes_the_whole_import_back(page: ImportsPage, context: Context, tmp_path: Path, qtbot) -> None:
    open_file(page, qtbot, write(tmp_path))
    page.file.bar.go.click()
    settle(page, qtbot)
    assert cases(context) == 5
    page.file.bar.undo.click()
    settle(page, qtbot)
    assert cases(context) == 3
    assert history(context)[0].is_undone
    assert page.file.bar.strip.headline.text() == "The import was undone."
    assert page.file.bar.undo.isHidden()


def test_a_column_is_corrected_and_tried_out_anew(
    page: ImportsPage, context: Context, tmp_path: Path, qtbot
) -> None:
    open_file(page, qtbot, write(tmp_path, GOOD))
    place = HEADERS.index("备注")
    combo = page.file.columns.combos[place]
    combo.setCurrentIndex(combo.findData("employer"))
    combo.activated.emit(combo.currentIndex())
    settle(page, qtbot)
    assert page.file.columns.column_map.columns["备注"] == Target("employer")
    page.file.bar.go.click()
    settle(page, qtbot)
    with context.db.read() as connection:
        employers = (
            connection.exec_driver_sql("SELECT employer FROM person WHERE name = '赵六'").scalars().all()
        )
    assert list(employers) == ["a"]


def test_a_wrong_map_is_said_and_its_columns_are_outlined(page: ImportsPage, tmp_path: Path, qtbot) -> None:
    open_file(page, qtbot, write(tmp_path, GOOD))
    combo = page.file.columns.combos[HEADERS.index("备注")]
    combo.setCurrentIndex(combo.findData("name"))
    combo.activated.emit(combo.currentIndex())
    settle(page, qtbot)
    wrong = {
        header
        for header, combo in zip(HEADERS, page.file.columns.combos, strict=True)
        if combo.property("wrong")
    }
    assert wrong == {"姓名", "备注"}
    assert page.file.bar.strip.property("tone") == "danger"
    assert "备注" in page.file.bar.strip.headline.text()
    assert page.file.bar.go.isHidden()


def test_a_new_creditor_is_named_with_its_kind_and_pack(
    page: ImportsPage, context: Context, tmp_path: Path, qtbot
) -> None:
    open_file(page, qtbot, write(tmp_path, GOOD))
    terms = page.file.terms
    terms.creditor.setCurrentIndex(terms.creditor.findData(NEW))
    terms.creditor.activated.emit(terms.creditor.currentIndex())
    assert page.window().focusWidget() is terms.new_name
    QTest.keyClicks(terms.new_name, "East Bank")
    terms.kind.setCurrentIndex(terms.kind.findData("own_book"))
    terms.pack.setCurrentIndex(terms.pack.findData("cn"))
    QTest.keyClick(terms.new_name, Qt.Key.Key_Return)
    settle(page, qtbot)
    page.file.bar.go.click()
    settle(page, qtbot)
    with context.db.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT kind, rule_pack FROM creditor WHERE name = 'East Bank'"
        ).one()
    assert tuple(row) == ("own_book", "cn")


def test_control_totals_that_disagree_stop_the_import(
    page: ImportsPage, context: Context, tmp_path: Path, qtbot
) -> None:
    open_file(page, qtbot, write(tmp_path, GOOD))
    terms = page.file.terms
    terms.more.click()
    terms.control_count.line.setFocus()
    QTest.keyClicks(terms.control_count.line, "3")
    QTest.keyClick(terms.control_count.line, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert page.file.bar.strip.detail.text() == "3 rows said, 2 found"
    assert not page.file.bar.go.isEnabled(), "nothing of it may come in"
    assert cases(context) == 3
    terms.despite_controls.click()
    settle(page, qtbot)
    page.file.bar.go.click()
    settle(page, qtbot)
    assert cases(context) == 5


def test_a_count_that_is_none_is_refused_at_its_field(page: ImportsPage, tmp_path: Path, qtbot) -> None:
    open_file(page, qtbot, write(tmp_path, GOOD))
    terms = page.file.terms
    terms.more.click()
    terms.control_count.line.setText("about ten")
    terms.control_count.line.editingFinished.emit()
    assert terms.control_count.problem.text().startswith("This is not a number of rows.")
    assert not terms.is_readable


def test_all_or_none_writes_none(page: ImportsPage, context: Context, tmp_path: Path, qtbot) -> None:
    open_file(page, qtbot, write(tmp_path))
    page.file.terms.all_or_none.click()
    settle(page, qtbot)
    page.file.bar.go.click()
    settle(page, qtbot)
    assert cases(context) == 3
    assert page.file.bar.strip.property("tone") == "warn"
    assert history(context) == []


def test_another_encoding_can_be_chosen(page: ImportsPage, tmp_path: Path, qtbot) -> None:
    open_file(page, qtbot, write(tmp_path, GOOD, encoding="gb18030"))
    head = page.file.head
    assert head.encoding.currentData() == "gb18030"
    head.encoding.setCurrentIndex(head.encoding.findData("big5hkscs"))
    head.encoding.activated.emit(head.encoding.currentIndex())
    settle(page, qtbot)
    assert page.file.bar.strip.property("tone") == "danger"
    head.encoding.setCurrentIndex(head.encoding.findData("gb18030"))
    head.encoding.activated.emit(head.encoding.currentIndex())
    settle(page, qtbot)
    assert counts(page)[0] == "new 2"


def test_a_file_of_an_unknown_encoding_is_read_as_the_user_says(
    page: ImportsPage, context: Context, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "latin.csv"
    text = "name,account number,total,customer number\r\nJosé,622200001,10.00,C9\r\n"
    path.write_bytes(text.encode("cp1252"))
    open_file(page, qtbot, path)
    assert page.file.stack.currentIndex() == 0
    assert "latin.csv" in page.file.empty.sentence.text()
    assert page.file.encoding.isVisibleTo(page)
    page.file.encoding.setCurrentIndex(page.file.encoding.findData("cp1252"))
    page.file.encoding.activated.emit(page.file.encoding.currentIndex())
    settle(page, qtbot)
    assert counts(page) == ("new 1", "same 0", "changed 0", "refused 0")
    page.file.bar.go.click()
    settle(page, qtbot)
    with context.db.read() as connection:
        name = connection.exec_driver_sql("SELECT name FROM person ORDER BY no DESC LIMIT 1").scalar_one()
    assert name == "José"


def test_balances_of_known_accounts(page: ImportsPage, context: Context, tmp_path: Path, qtbot) -> None:
    open_file(page, qtbot, write(tmp_path, GOOD))
    page.file.bar.go.click()
    settle(page, qtbot)
    later = [(*row[:4], "900.00", row[5], "2026-11-20", *row[7:]) for row in GOOD]
    open_file(page, qtbot, write(tmp_path, later, name="余额.csv"))
    terms = page.file.terms
    terms.purpose.setCurrentIndex(terms.purpose.findData(str(Purpose.REFRESH)))
    terms.purpose.activated.emit(terms.purpose.currentIndex())
    settle(page, qtbot)
    assert counts(page) == ("new 0", "same 0", "changed 2", "refused 0")
    assert "Phone" not in columns(page).values()
    page.file.bar.go.click()
    settle(page, qtbot)
    with context.db.read() as connection:
        owed = (
            connection.exec_driver_sql("SELECT balance_minor FROM case_state WHERE case_no > 3")
            .scalars()
            .all()
        )
    assert set(owed) == {90_000}


def test_a_file_that_is_no_table_is_refused_in_words(page: ImportsPage, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "letter.csv"
    path.write_bytes(b"%PDF-1.7 nothing")
    open_file(page, qtbot, path)
    assert page.file.empty.sentence.text() == "letter.csv is a PDF, not a table. Ask for CSV or XLSX."
    assert page.file.stack.currentIndex() == 0


def test_the_keys_stay_where_the_work_is(page: ImportsPage, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "letter.csv"
    path.write_bytes(b"%PDF-1.7\n")
    page.file.choose.setFocus()
    open_file(page, qtbot, path)
    assert page.window().focusWidget() is page.file.choose
    open_file(page, qtbot, write(tmp_path))
    assert page.window().focusWidget() is page.file.terms.creditor


def test_a_dropped_file_is_looked_at(page: ImportsPage, tmp_path: Path, qtbot) -> None:
    page.tabs.setCurrentIndex(2)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write(tmp_path, GOOD)))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    settle(page, qtbot)
    assert page.tabs.currentIndex() == 0
    assert counts(page)[0] == "new 2"


def test_the_wheel_over_a_list_changes_no_meaning(page: ImportsPage, tmp_path: Path, qtbot) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    open_file(page, qtbot, write(tmp_path, GOOD))
    before = columns(page)
    combo = page.file.columns.combos[0]
    turn = QWheelEvent(
        QPointF(3, 3), QPointF(3, 3), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, turn)
    assert columns(page) == before


# History.


def test_an_old_import_is_undone_with_a_reason(
    page: ImportsPage, context: Context, tmp_path: Path, qtbot
) -> None:
    open_file(page, qtbot, write(tmp_path, GOOD))
    page.file.bar.go.click()
    settle(page, qtbot)
    clock = context.clock
    assert isinstance(clock, MovableClock)
    clock.at += timedelta(minutes=30)
    page.tabs.setCurrentIndex(2)
    page.history.reload()
    panel = page.history
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1 and panel.model.shown[0].needs_reason)
    panel.table.selectRow(0)
    assert panel.why.isVisibleTo(page)
    panel.undo.click()
    qtbot.waitUntil(lambda: bool(panel.problem.text()))
    assert panel.why.property("wrong")
    assert cases(context) == 5
    QTest.keyClicks(panel.why, "wrong creditor")
    QTest.keyClick(panel.why, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.model.shown[0].is_undone)
    assert cases(context) == 3
    assert not panel.undo.isEnabled()


# By hand.


def fill(page: ImportsPage, **changes: str) -> None:
    typed = {"name": "赵六", "id_number": "110101199003070011", "number": "6222020200012345678"} | changes
    form = page.hand
    page.tabs.setCurrentIndex(1)
    form.creditor.setCurrentText(typed.pop("creditor", "示例银行"))
    form.phones[0].line.setText(typed.pop("phone", "13800138000"))
    form.total.set_text(typed.pop("total", "1234.5"))
    form.due_on.set_text(typed.pop("due_on", "2026-10-01"))
    for name, text in typed.items():
        form.texts[name].line.setText(text)


def test_one_debtor_is_taken_in_and_opened(
    page: ImportsPage, window: MainWindow, context: Context, qtbot
) -> None:
    fill(page)
    page.hand.texts["name"].line.setFocus()
    QTest.keyClick(page.hand.texts["name"].line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.hand.result.headline.text() == "赵六 was taken in.")
    with context.db.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT p.name, p.id_number, s.balance_minor, s.oldest_due FROM case_state AS s "
            "JOIN case_file AS c ON c.no = s.case_no JOIN person AS p ON p.id = c.person_id WHERE s.case_no = 4"
        ).one()
    from datetime import date

    assert tuple(row) == ("赵六", "110101199003070011", 123_450, date(2026, 10, 1).toordinal())
    assert page.hand.texts["name"].text() == ""
    with qtbot.waitSignal(window.desktop.signals.case_opened):
        page.hand.open.click()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "hand_name"),
        ({"id_number": "110101199003070012"}, "hand_id_number"),
        ({"number": ""}, "hand_number"),
        ({"total": ""}, "hand_total"),
        ({"phone": "12"}, "hand_phone_0"),
        ({"total": "12a"}, "hand_total"),
        ({"due_on": "soon"}, "hand_due_on"),
        ({"number": "6222000000000001"}, "hand_number"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    page: ImportsPage, context: Context, qtbot, changes: dict[str, str], field: str
) -> None:
    from PySide6.QtWidgets import QLineEdit

    fill(page, **changes)
    page.hand.save.click()
    line = page.hand.findChild(QLineEdit, field)
    assert isinstance(line, QLineEdit)
    qtbot.waitUntil(lambda: bool(line.property("wrong")))
    assert line.accessibleDescription()
    assert page.window().focusWidget() is line
    assert cases(context) == 3
    assert page.hand.save.isEnabled()


def test_a_creditor_must_be_named(page: ImportsPage, context: Context, qtbot) -> None:
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.hand.creditor.count() > 0)
    fill(page, creditor="")
    page.hand.save.click()
    qtbot.waitUntil(lambda: bool(page.hand.creditor.property("wrong")))
    assert page.hand.result.headline.text().startswith("Name the creditor")
    assert cases(context) == 3


# A bank statement, and money nobody knows yet.


LINES = (
    ("2026-11-20", "", "500.00", "某人", "还款6222000000000001", "F1"),
    ("2026-11-20", "", "80.00", "林秀兰", "还款", "F2"),
    ("2026-11-20", "", "70.00", "王磊", "还款", "F3"),
    ("2026-11-20", "", "1.23", "赵六", "货款", "F4"),
    ("2026-11-20", "9.00", "", "水务公司", "水费", "F5"),
)


def statement(folder: Path) -> Path:
    path = folder / "流水.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("交易日期", "支出", "收入", "对方户名", "附言", "流水号"), *LINES])
    return path


def matched(page: ImportsPage, qtbot, path: Path) -> StatementPanel:
    page.open_statement(path)
    panel = page.statement
    qtbot.waitUntil(lambda: panel._job is None and panel._result is not None, timeout=10_000)
    return panel


def money(context: Context) -> tuple[int, int]:
    """What is booked from statements, and what is parked."""
    with context.db.read() as connection:
        booked = connection.exec_driver_sql(
            "SELECT coalesce(sum(p.amount_minor), 0) FROM fact_payment AS p JOIN fact AS f ON f.seq = p.seq "
            "WHERE p.bank_line IS NOT NULL AND f.act NOT IN (SELECT target_act FROM fact_annulment)"
        ).scalar_one()
    return int(booked), sum(row.rest_minor for row in parked.rows(context))


def test_a_statement_is_decided_by_keys_booked_and_taken_back(
    page: ImportsPage, context: Context, tmp_path: Path, qtbot
) -> None:
    panel = matched(page, qtbot, statement(tmp_path))
    view, bar = panel.view, panel.bar
    assert [line.fate for line in view.model.shown] == ["ask", "ask", "parked", "sure"]
    assert bar.chips["booked"].text() == "to book 1 · 500.00"
    assert bar.chips["spent"].text() == "money out 1 · 9.00"
    QTest.keyClick(view.table, Qt.Key.Key_1)
    assert view.table.currentIndex().row() == 1, "on to the next line that asks"
    QTest.keyClick(view.table, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: panel._job is None, timeout=10_000)
    assert [line.fate for line in view.model.shown] == ["decided", "parked", "parked", "sure"]
    assert bar.chips["ask"].text() == "to decide 0"
    view.table.selectRow(1)
    QTest.keyClick(view.table, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: panel._job is None, timeout=10_000)
    assert view.model.shown[1].fate == "ask"
    bar.book.click()
    qtbot.waitUntil(lambda: bar.undo.isVisibleTo(page), timeout=10_000)
    assert money(context) == (58000, 7123)
    bar.undo.click()
    qtbot.waitUntil(lambda: bar.strip.headline.text() == "The statement was taken back.", timeout=10_000)
    assert money(context) == (0, 0)


def test_parked_money_is_placed_by_a_key_and_sent_back_with_a_reason(
    page: ImportsPage, context: Context, tmp_path: Path, qtbot
) -> None:
    panel = matched(page, qtbot, statement(tmp_path))
    panel.bar.book.click()
    qtbot.waitUntil(lambda: panel.bar.undo.isVisibleTo(page), timeout=10_000)
    page.show_parked()
    waiting = page.parked
    qtbot.waitUntil(lambda: waiting.model.rowCount() == 3 and len(waiting.options.rows) == 1)
    assert waiting.amount.text() == "80.00 CNY"
    QTest.keyClick(waiting.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: waiting.model.rowCount() == 2)
    waiting.table.selectRow(1)
    qtbot.waitUntil(lambda: waiting.amount.text() == "1.23 CNY" and not page.window().desktop.tasks.is_busy)
    waiting.back.click()
    qtbot.waitUntil(lambda: bool(waiting.why.line.property("wrong")))
    QTest.keyClicks(waiting.why.line, "returned")
    waiting.part.set_text("0.23")
    QTest.keyClick(waiting.why.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: waiting.model.rowCount() == 2 and waiting.amount.text() == "1.00 CNY")
    assert money(context) == (58000, 7100)


def test_a_statement_that_disagrees_with_its_total_waits_for_a_tick(
    page: ImportsPage, tmp_path: Path, qtbot
) -> None:
    path = statement(tmp_path)
    path.write_text(path.read_text("utf-8") + "2026-02-30,,1.00,某人,,F6\n合计,9.00,999.00,,,\n", "utf-8")
    panel = matched(page, qtbot, path)
    assert panel.bar.strip.detail.text() == "sum 999.00 said, 652.23 found"
    assert not panel.bar.book.isEnabled()
    assert panel.refusals.model.index(0, 1).data() == "交易日期"
    panel.bar.despite.click()
    qtbot.waitUntil(lambda: panel._job is None and panel.bar.book.isEnabled(), timeout=10_000)


def test_a_statement_made_up_to_practise_on_is_matched(page: ImportsPage, qtbot) -> None:
    page.tabs.setCurrentIndex(3)
    page.statement.practise.click()
    qtbot.waitUntil(lambda: page.statement._result is not None, timeout=10_000)
    assert page.statement.bar.chips["booked"].text() != "to book 0"


# Access.


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("points", "size"), [(10, (1280, 760)), (20, (1500, 900))])
def test_nothing_is_cut_or_unnamed(
    page: ImportsPage,
    window: MainWindow,
    tmp_path: Path,
    look,
    qtbot,
    points: int,
    size: tuple[int, int],
    language: str,
) -> None:
    window.desktop.translations.speak(language)
    look.set_points(points)
    window.resize(*size)
    assert unnamed(page) == []
    open_file(page, qtbot, write(tmp_path))
    page.file.terms.open_more()
    page.statement.open_file(statement(tmp_path))
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
        qtbot.wait(20)
        assert cut(page.tabs.currentWidget()) == []
        assert unnamed(page) == []
    page.file.bar.go.click()
    settle(page, qtbot)
    page.tabs.setCurrentIndex(0)
    qtbot.wait(20)
    assert cut(page.file) == []
