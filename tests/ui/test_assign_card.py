"""A lead gives cases to collectors on the page of all cases: preview, one act, one undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_store import case_ids, open_window

from app.models import people
from app.services import assignments
from app.services.context import Context
from app.ui.cases.assign_card import AssignCard
from app.ui.main_window import MainWindow
from app.ui.pages.cases import CasesPage


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    rows = [
        {
            "no": no,
            "id": context.new_id(),
            "name": name,
            "employee_no": f"C{no}",
            "role": "collector",
            "is_active": 1,
        }
        for no, name in ((2, "赵敏"), (3, "钱<b>进 & 子"))
    ]
    with context.db.write() as connection:
        people.add_users(connection, rows)
    window = open_window(context, qtbot, qapp, page="cases")
    yield window
    window.close()


@pytest.fixture
def page(window: MainWindow, qtbot) -> CasesPage:
    page = window.page("cases")
    assert isinstance(page, CasesPage)
    qtbot.waitUntil(lambda: page.model.count == 3)
    return page


@pytest.fixture
def card(page: CasesPage, qtbot) -> AssignCard:
    page.filters.assign.click()
    card = page.giving
    qtbot.waitUntil(lambda: len(card.boxes) == 3)
    return card


def tick(card: AssignCard, *names: str) -> None:
    for box in card.boxes.values():
        box.setChecked(box.accessibleName() in names)


def held(context: Context) -> dict[str, int]:
    return {worker.name: worker.cases for worker in assignments.workers(context)}


def test_chosen_cases_are_previewed_given_and_taken_back(
    page: CasesPage, card: AssignCard, window: MainWindow, context: Context, qtbot
) -> None:
    assert not card.give.isEnabled()
    page.table.selectRow(0)
    tick(card, "赵敏")
    qtbot.waitUntil(lambda: card.outcome.text().startswith("赵敏: 1 more"))
    page.table.selectAll()
    qtbot.waitUntil(lambda: card.outcome.text().startswith("赵敏: 3 more"))
    tick(card, "赵敏", "钱<b>进 & 子")
    qtbot.waitUntil(lambda: len(card.outcome.text().split("\n")) == 2)
    card.why.setText("分案")
    qtbot.waitUntil(card.give.isEnabled)
    QTest.keyClick(card.give, Qt.Key.Key_Space)
    qtbot.waitUntil(card.isHidden)
    assert sorted(held(context).values()) == [0, 1, 2]
    qtbot.waitUntil(lambda: "赵敏" in {page.model.index(row, 6).data() for row in range(3)})
    window.page("desk").workbench.undoing.undo()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: held(context)[context.user.name] == 3)


def test_all_of_the_view_and_nobody_ticked(
    page: CasesPage, card: AssignCard, context: Context, qtbot
) -> None:
    page.table.clearSelection()
    qtbot.waitUntil(lambda: card.outcome.text() == "Tick who gets the cases.")
    tick(card, context.user.name)
    qtbot.waitUntil(lambda: "with them already: 3" in card.outcome.text())
    assert not card.give.isEnabled()
    assert page.filters.isHidden()
    card.cancel.click()
    assert card.isHidden()
    assert not page.filters.isHidden()
    assert len(case_ids(context)) == 3


def test_a_collector_is_told_to_ask(page: CasesPage, window: MainWindow, qtbot) -> None:
    told: list[str] = []
    desktop = window.desktop
    desktop.signals.told.connect(lambda text, _tone: told.append(text))
    user = replace(desktop.context.user, role="collector", has_lead=True)
    desktop.context = replace(desktop.context, user=user)
    window.actions_list.action("assign").trigger()
    qtbot.waitUntil(lambda: bool(told))
    assert "Only a lead may assign cases." in told[0]
    assert page.giving.isHidden()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_or_unnamed(
    page: CasesPage, card: AssignCard, window: MainWindow, language: str, qtbot
) -> None:
    window.desktop.translations.speak(language)
    tick(card, "赵敏", "钱<b>进 & 子")
    qtbot.waitUntil(lambda: len(card.outcome.text().split("\n")) == 2)
    assert unnamed(page) == []
    assert cut(page) == []
    window.desktop.translations.speak("en")
