"""Settings over a real store: a preference holds at once and is kept; the store is backed up and verified."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from small_store import open_window

from app.domain.contract import LateFee
from app.services import money_terms, preferences
from app.services.context import Context
from app.services.money_terms import Lenience
from app.services.preferences import Preferences
from app.ui import theme
from app.ui.dialogs.confirm import DeletePracticeDialog
from app.ui.main_window import MainWindow
from app.ui.pages.settings import SettingsPage


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="settings")
    window.desktop.preferences = Preferences(language="en", theme="light")
    yield window
    window.close()


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.preferences.show_preferences()
    return page


def kept(context: Context) -> Preferences:
    return preferences.of(context.home).preferences


def pick(combo, value: str) -> None:
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def show(page: SettingsPage, part: QWidget) -> None:
    """Bring the tab to the front that holds this part."""
    tabs = page.tabs
    tabs.setCurrentWidget(
        next(tab for tab in map(tabs.widget, range(tabs.count())) if tab.isAncestorOf(part))
    )


# Preferences.


def test_the_language_changes_at_once_and_is_kept(
    page: SettingsPage, window: MainWindow, context: Context, qtbot
) -> None:
    with qtbot.waitSignal(window.desktop.signals.preferences_changed):
        pick(page.preferences.language, "zh_CN")
    assert window.desktop.language == "zh_CN"
    qtbot.waitUntil(lambda: page.head.text() == "设置")
    assert page.tabs.tabText(0) == "偏好"
    assert page.preferences.language.currentData() == "zh_CN"
    assert kept(context) == Preferences(language="zh_CN", theme="light")


def test_the_colours_change_at_once_and_are_kept(
    page: SettingsPage, window: MainWindow, context: Context, qtbot
) -> None:
    with qtbot.waitSignal(window.desktop.signals.preferences_changed):
        pick(page.preferences.theme, "dark")
    assert theme.current().tokens.name == "dark"
    assert kept(context).theme == "dark"


def test_the_text_grows_with_each_step_and_no_further_than_it_may(
    page: SettingsPage, window: MainWindow, context: Context, qtbot
) -> None:
    box = page.preferences.font_size
    box.setFocus()
    with qtbot.waitSignal(window.desktop.signals.preferences_changed):
        QTest.keyClick(box, Qt.Key.Key_Up)
    assert (theme.current().points, kept(context).font_size) == (11, 11)
    box.setValue(99)
    qtbot.waitUntil(lambda: kept(context).font_size == 20)
    qtbot.waitUntil(lambda: theme.current().points == 20)


def test_pace_is_kept(page: SettingsPage, window: MainWindow, context: Context, qtbot) -> None:
    form = page.preferences
    QTest.keyClick(form.auto_next, Qt.Key.Key_Space)
    form.idle_lock_minutes.setValue(30)
    form.calls_a_day.setValue(120)
    qtbot.waitUntil(lambda: window.desktop.preferences.calls_a_day == 120)
    assert kept(context) == Preferences(
        language="en", theme="light", auto_next=False, idle_lock_minutes=30, calls_a_day=120
    )


def test_what_cannot_be_kept_is_said_and_taken_back(
    page: SettingsPage, window: MainWindow, context: Context, qtbot
) -> None:
    context.home.preferences.mkdir()  # a folder in the way of the file
    pick(page.preferences.theme, "dark")
    qtbot.waitUntil(lambda: not page.preferences.problem.isHidden())
    assert page.preferences.theme.currentData() == "light"
    assert theme.current().tokens.name == "light"
    assert window.desktop.preferences.theme == "light"


# The store.


def test_the_store_tells_of_itself(page: SettingsPage, context: Context, qtbot) -> None:
    show(page, page.store)
    qtbot.waitUntil(lambda: len(page.store.values) == 11)
    texts = [label.text() for label in page.store.values]
    assert texts[0] == "practice: nothing in it is real"
    assert texts[1] == str(context.home.root)
    assert texts[2] == "练习 · P000 · lead"
    assert texts[7].startswith("3 cases · 3 facts · ")
    assert texts[8] == "none yet"
    assert texts[10] == "made with the first export or backup"


def test_a_backup_is_made_proven_and_told(
    page: SettingsPage, window: MainWindow, context: Context, qtbot
) -> None:
    show(page, page.store)
    QTest.keyClick(page.store.backup, Qt.Key.Key_Space)
    assert not page.store.backup.isEnabled()
    qtbot.waitUntil(page.store.backup.isEnabled, timeout=15_000)
    (made,) = context.home.backups.glob("fairdue-*.db")
    assert page.store.result.headline.text() == f"Backup proven: {made.name}"
    assert page.store.result.detail.text().startswith("3 cases, 3 facts, ")
    qtbot.waitUntil(lambda: page.store.values[8].text() != "none yet")


def test_a_refused_backup_says_why(page: SettingsPage, context: Context, qtbot) -> None:
    show(page, page.store)
    context.home.backups.rmdir()
    context.home.backups.write_text("a file in the way")
    page.store.backup.click()
    qtbot.waitUntil(lambda: page.store.result.property("tone") == "danger", timeout=15_000)
    assert page.store.result.headline.text()
    assert page.store.backup.isEnabled()


def test_a_whole_store_is_verified(page: SettingsPage, qtbot) -> None:
    show(page, page.store)
    page.store.verify.click()
    qtbot.waitUntil(page.store.verify.isEnabled, timeout=15_000)
    assert page.store.result.headline.text() == "The store is whole."
    assert page.store.result.detail.text().startswith("3 facts and 3 cases read in ")
    assert not page.store.found.isVisibleTo(page)


def test_a_wrong_state_is_found_and_named(page: SettingsPage, context: Context, qtbot) -> None:
    with context.db.write() as connection:
        connection.exec_driver_sql("UPDATE case_state SET balance_minor = 1 WHERE case_no = 2")
    show(page, page.store)
    page.store.verify.click()
    qtbot.waitUntil(page.store.verify.isEnabled, timeout=15_000)
    assert page.store.result.property("tone") == "danger"
    assert page.store.found.isVisibleTo(page)
    texts = [page.store.findings.index(row, 0).data() for row in range(page.store.findings.rowCount())]
    assert any("2" in text for text in texts)
    assert not any("{" in text for text in texts)


def test_practice_offers_a_real_store(page: SettingsPage, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    """It leads to the question that ends practice."""
    asked: list[str] = []
    monkeypatch.setattr(DeletePracticeDialog, "exec", lambda dialog: asked.append(dialog.words.text()) or 0)
    show(page, page.store)
    qtbot.waitUntil(lambda: page.store.real_store.isVisibleTo(page))
    with qtbot.waitSignal(page.store._desktop.signals.real_store_wanted):
        page.store.real_store.click()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked[0].startswith("3 practice cases")


# The rules.


def test_rules_are_read_searched_and_told_in_full(page: SettingsPage, context: Context, qtbot) -> None:
    show(page, page.rules)
    rules = page.rules
    wanted = sum(len(pack.rules()) for pack in context.packs.values())
    qtbot.waitUntil(lambda: rules.model.rowCount() == wanted)
    QTest.keyClicks(rules.search, "08:00")
    qtbot.waitUntil(lambda: 0 < rules.model.rowCount() < 5)
    row = next(at for at, row in enumerate(rules.model.shown) if row.pack == "China")
    rules.table.selectRow(row)
    assert rules.detail.isVisibleTo(page)
    assert rules.text.text().endswith("08:00–22:00")
    assert ", art. 13 · text was read · 2026-11-21" in rules.origin.text()


def test_points_are_read(page: SettingsPage, context: Context, qtbot) -> None:
    show(page, page.scores)
    steps = sum(len(rule.steps) for rule in context.rules.strategy.rules)
    qtbot.waitUntil(lambda: page.scores.model.rowCount() == steps)
    first = [page.scores.model.index(0, column).data() for column in range(3)]
    assert first == ["over 5,000.00", "+4", "amount"]


def test_the_palette_is_offered_backup_and_verification(
    page: SettingsPage, window: MainWindow, qtbot
) -> None:
    assert {"store_backup", "store_verify"} <= {command.name for command in window.actions_list}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("points", "size"), [(10, (1280, 760)), (20, (1500, 900))])
def test_nothing_is_cut_or_unnamed(
    page: SettingsPage, window: MainWindow, look, qtbot, points: int, size: tuple[int, int], language: str
) -> None:
    window.desktop.translations.speak(language)
    look.set_points(points)
    window.resize(*size)
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy)
        qtbot.wait(5)
        assert cut(page.tabs.currentWidget()) == []
        assert unnamed(page) == []


# The terms of a creditor.


def test_the_terms_of_a_creditor_are_kept_each_with_who_changed_them(
    page: SettingsPage, context: Context, qtbot
) -> None:
    panel = page.terms
    with context.db.write() as connection:
        connection.exec_driver_sql("UPDATE creditor SET kind = 'own_book'")
    page.show_terms()
    qtbot.waitUntil(lambda: panel.sheet is not None and panel.contract.save.isVisible())
    order, contract, limits = panel.order, panel.contract, panel.limits
    pick(order.preset, "principal_first")
    pick(order.preset, "\0own")
    assert order.early.text().startswith("cash, purchases")
    order.early.set_text("cash, spirits")
    order.save.click()
    assert "spirits" in order.early.problem.text()
    order.early.set_text(
        "legal cost, cash, purchases, instalment principal, interest, compound interest, late fee, service fee"
    )
    order.tolerance.set_text("5")
    order.grace.set_text("40")
    order.save.click()
    assert "31" in order.grace.problem.text()
    assert money_terms.sheet(context, panel.sheet.terms.creditor).history == ()  # nothing was kept so far
    order.grace.set_text("3")
    order.save.click()
    qtbot.waitUntil(lambda: len(panel.model.shown) == 3)
    contract.usual.click()
    assert contract.rates.text() == "2017-01-01 0.05%"
    contract.floor_minor.set_text("20")
    contract.cap_minor.set_text("10")
    contract.save.click()
    assert "20.00" in contract.cap_minor.problem.text()
    contract.cap_minor.set_text("500")
    contract.save.click()
    qtbot.waitUntil(lambda: len(panel.model.shown) == 4)
    limits.numbers["collector", "longest_periods"].set_text("61")
    limits.save.click()
    assert "60" in limits.numbers["collector", "longest_periods"].problem.text()
    limits.numbers["collector", "longest_periods"].set_text("36")
    limits.save.click()
    qtbot.waitUntil(lambda: len(panel.model.shown) == 5)
    kept = money_terms.sheet(context, panel.sheet.terms.creditor)
    assert kept.terms.rule.early[0] == "legal_cost"
    assert kept.terms.judged_by == Lenience(500, 3)
    assert kept.terms.contract is not None
    assert kept.terms.contract.bases == ("cash", "purchase")
    assert kept.terms.contract.late_fee == LateFee(Decimal("0.05"), 2_000, 50_000, 3)
    assert (kept.limits["collector"].longest_periods, kept.has_own_limits) == (36, True)
    assert {change.who for change in kept.history} == {context.user.name}
    assert panel.model.index(4, 3).data() == "—"
    panel.history.selectRow(1)
    assert "floor_minor = 2000" in panel.detail.text()
    limits.drop.click()
    contract.drop.click()
    qtbot.waitUntil(lambda: len(panel.model.shown) == 7)
    assert not money_terms.sheet(context, kept.terms.creditor).has_own_limits


def test_a_number_is_changed_with_its_reason_and_gone_back(
    page: SettingsPage, context: Context, qtbot
) -> None:
    show(page, page.rules)
    rules, form = page.rules, page.rules.form
    qtbot.waitUntil(lambda: rules.model.rowCount() > 0)
    at = next(
        at for at, row in enumerate(rules.model.shown) if (row.code, row.name) == ("cn", "visit_collectors")
    )
    rules.table.selectRow(at)
    assert form.value.text() == "2"
    form.value.set_text("two")
    form.why.set_text("the creditor asks for three")
    form.save_it()
    qtbot.waitUntil(form.isEnabled)
    assert "0, 1, 2" in form.value.problem.text()
    form.value.set_text("3")
    form.save_it()
    qtbot.waitUntil(lambda: context.packs["cn"].visit_collectors.value == 3)
    qtbot.waitUntil(lambda: rules.text.text().startswith("a visit takes at least 3 collectors"))
    packs = page.packs
    show(page, packs)
    qtbot.waitUntil(lambda: packs.changes.rowCount() == 1)
    (change,) = packs.changes.shown
    assert (change.rule, change.old, change.new, change.why) == (
        "visit_collectors",
        "2",
        "3",
        "the creditor asks for three",
    )
    packs.history.selectRow(0)
    qtbot.waitUntil(packs.back.isEnabled)
    packs.back.click()
    qtbot.waitUntil(lambda: bool(packs.why.problem.text()))  # going back asks why as well
    assert packs.why.isAncestorOf(packs.window().focusWidget())
    packs.why.set_text("a mistake")
    packs.back.click()
    qtbot.waitUntil(lambda: context.packs["cn"].visit_collectors.value == 2)
    qtbot.waitUntil(lambda: packs.changes.rowCount() == 2)
    assert packs.back.isEnabled() is bool(packs.history.chosen_rows), "nothing unseen is gone back from"


def test_a_pack_as_a_file_and_for_a_creditor(
    page: SettingsPage, context: Context, qtbot, tmp_path: Path
) -> None:
    packs = page.packs
    show(page, packs)
    qtbot.waitUntil(lambda: packs.creditor.count() > 0 and packs.changes.rowCount() == 0)
    path = tmp_path / "cn.toml"
    packs.give_out(path)
    qtbot.waitUntil(path.exists)
    path.write_text(path.read_text("utf-8").replace("[rules.hours]", "[rules.siesta]"), "utf-8")
    packs.take_in(path)
    qtbot.waitUntil(packs.problem.isVisible)
    assert "rules.siesta" in packs.problem.text()
    packs.pack.choose("uk")
    packs.choose.click()
    qtbot.waitUntil(lambda: "uk" in context.packs and packs.isEnabled())
    qtbot.waitUntil(lambda: any(card.code == "uk" and card.used_by for card in packs.model.shown))
