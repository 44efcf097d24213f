"""Who is on the line decides what may be seen and said: nothing of a debt to a stranger, nothing before the check."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from practice import Desk, practice_desk
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QTabWidget,
    QWidget,
)

from app.domain.scripts import Audience
from app.domain.terms import Purpose, Role, Tier
from app.services.cases import CasePanel
from app.system.paths import resource
from app.ui.theme import Theme

SIZES = [(1280, 760), (1600, 960)]


@pytest.fixture(scope="module", params=SIZES, ids=["small", "large"])
def window(
    request: pytest.FixtureRequest,
    practice_store: Path,
    tmp_path_factory: pytest.TempPathFactory,
    qapp: QApplication,
) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("strangers")
    with practice_desk(practice_store, folder, size=request.param) as desk:
        yield desk


@pytest.fixture(autouse=True)
def turn(look: Theme, window: Desk) -> None:
    window.take_turn()


def seen(root: QWidget) -> str:
    """Every word in sight under a widget: labels, buttons, fields, tabs, and the rows of lists."""
    words = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            words.append(widget.text())
        elif isinstance(widget, QTabWidget):
            words += [widget.tabText(at) for at in range(widget.count()) if widget.isTabVisible(at)]
        elif isinstance(widget, QAbstractItemView) and widget.objectName() != "queue_list":
            model = widget.model()
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
            words += [
                str(model.index(row, column).data())
                for row in range(model.rowCount())
                for column in range(columns)
            ]
    return "\n".join(words)


def figures(desk: Desk, panel: CasePanel) -> set[str]:
    """How the debt of this case would be read off: its sums, the tails of its accounts, who claims it."""
    words, owed = desk.words, panel.owed
    sums = [owed.total_minor, owed.principal_minor, owed.interest_minor, owed.fees_minor]
    sums += [view.amount_minor for view in panel.desk.state.commitments.promises]
    sums += [fact.body.amount_minor for fact in panel.desk.state.history.payments]
    written = {words.money(minor, owed.currency) for minor in sums if minor}
    return (
        written
        | {account.tail for account in panel.accounts}
        | {account.number for account in panel.accounts}
        | {panel.creditor}
    )


def relay_sentences() -> set[str]:
    book = tomllib.loads(resource("scripts", "zh_CN.toml").read_text(encoding="utf-8"))
    return {line["text"] for line in book["lines"] if str(Audience.THIRD_PERSON) in line["to"]}


def is_said(sentence: str, allowed: set[str]) -> bool:
    """Whether a spoken sentence is one of the book's, its places filled."""
    for pattern in allowed:
        at, fits = 0, True
        for piece in (
            part.partition("}")[2] if number else part for number, part in enumerate(pattern.split("{"))
        ):
            found = sentence.find(piece, at)
            fits = fits and found >= 0
            at = found + len(piece)
        if fits:
            return True
    return False


def assert_nothing_told(desk: Desk, panel: CasePanel) -> None:
    everything = seen(desk.bench.desk.workbench)
    for figure in figures(desk, panel):
        assert figure not in everything, f"{figure} is in sight of a stranger"
    assert panel.name in everything
    row = desk.queue.list.current_row
    if row is not None:
        assert row.spoken() == row.name == panel.name
    said = desk.assistant.script.lines.text().splitlines()
    assert said
    assert all(is_said(sentence, relay_sentences()) for sentence in said), said
    assert desk.assistant.script.isVisible()


def assert_told(desk: Desk, panel: CasePanel) -> None:
    everything = seen(desk.bench.desk.workbench)
    assert desk.words.money(panel.owed.total_minor, panel.owed.currency) in everything
    assert panel.creditor in everything
    row = desk.queue.list.current_row
    assert row is None or row.amount_text


class TestStranger:
    def test_number_of_a_listed_contact(self, window: Desk) -> None:
        panel = window.show(
            lambda panel: any(p.purpose is Purpose.RELAY_REQUEST and p.decision.allowed for p in panel.points)
        )
        assert_told(window, panel)
        at = next(
            at for at, card in enumerate(window.case.numbers.cards) if "本人" not in card.accessibleName()
        )
        QTest.mouseClick(window.case.numbers.cards[at], Qt.MouseButton.LeftButton)
        window.bench.idle()
        assert window.assistant.point.role is Role.LISTED_CONTACT
        assert_nothing_told(window, panel)
        window.press("i")
        assert_nothing_told(window, panel)
        window.press("i")
        QTest.mouseClick(window.case.numbers.cards[0], Qt.MouseButton.LeftButton)
        window.bench.idle()
        assert_told(window, panel)

    def test_the_palette_tells_no_sum_while_a_stranger_is_on_the_line(self, fresh: Desk) -> None:
        name = fresh.panel.name

        def details() -> list[str]:
            fresh.press("Ctrl+K")
            palette = fresh.bench.window.palette_sheet
            palette.line.setText(name)
            fresh.bench.until(lambda: any(entry.text == name for entry in palette.entries))
            found = [entry.detail for entry in palette.entries if entry.text == name]
            fresh.press("Escape")
            fresh.queue.list.setFocus()
            return found

        assert all(details())
        fresh.press("4")
        assert fresh.assistant.is_stranger
        assert not any(details())
        fresh.press("Escape")
        assert all(details())

    def test_another_person_answers(self, fresh: Desk) -> None:
        panel = fresh.panel
        assert_told(fresh, panel)
        fresh.press("4")
        assert_nothing_told(fresh, panel)
        fresh.press("Escape")
        assert_told(fresh, panel)
        fresh.press("4", "3")
        stored = fresh.stored()
        assert stored["contact"]["result"] == "TPX"
        assert stored["contact"]["party_id"] is None, "who refuses is not the debtor"
        assert_told(fresh, fresh.panel)

    def test_reading_the_case_anew_tells_nothing_either(self, fresh: Desk) -> None:
        panel = fresh.panel
        fresh.press("4")
        fresh.bench.desk.workbench._reload_case()
        fresh.queue.reload()
        fresh.bench.idle()
        assert_nothing_told(fresh, panel)
        fresh.press("Escape")


class TestIdentity:
    def test_script_tells_of_the_debt_only_after_the_check(self, fresh: Desk) -> None:
        panel = fresh.panel
        script = fresh.assistant.script.lines
        for figure in figures(fresh, panel):
            assert figure not in script.text()
        fresh.press("i")
        assert fresh.words.money(panel.owed.total_minor, panel.owed.currency) in script.text()
        fresh.press("i")
        assert fresh.words.money(panel.owed.total_minor, panel.owed.currency) not in script.text()

    def test_outcome_of_the_right_person_asks_for_it_once(self, fresh: Desk) -> None:
        fresh.press("9")
        assert fresh.assistant.steps.isVisible()
        fresh.press("2", "1")
        stored = fresh.stored()
        assert (stored["contact"]["result"], stored["contact"]["is_identity_checked"]) == ("RTP", 0)


class TestWarnings:
    """Told before anybody is dialled."""

    def test_same_name(self, window: Desk) -> None:
        panel = window.show(lambda panel: panel.same_names > 1 and panel.tier <= Tier.HELD)
        assert window.case.headline.same_names.isVisible()
        assert str(panel.same_names) in window.case.headline.same_names.text()
        window.show(lambda panel: panel.same_names == 1)
        assert not window.case.headline.same_names.isVisible()

    def test_shared_phone(self, window: Desk) -> None:
        panel = window.show(lambda panel: any(p.shared_with for p in panel.points if p.is_phone))
        shared = next(p for p in panel.points if p.shared_with)
        card = next(c for c in window.case.numbers.cards if shared.masked in c.accessibleName())
        assert shared.shared_with[0] in card.accessibleDescription()
