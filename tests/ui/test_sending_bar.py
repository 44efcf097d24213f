"""What is asked before a file leaves, in every place that lets one out: a purpose, shut or not; the password once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from small_store import open_window, small_store

from app.domain.errors import RuleViolation
from app.services.departures import Sending
from app.ui.main_window import MainWindow
from app.ui.reports.sending_bar import SendingBar
from app.ui.widgets.buttons import Button


@pytest.fixture
def window(tmp_path: Path, qtbot, qapp) -> Iterator[MainWindow]:
    with small_store(tmp_path) as context:
        window = open_window(context, qtbot, qapp)
        yield window
        window.shut()


@pytest.fixture
def bar(window: MainWindow) -> Iterator[SendingBar]:
    bar = SendingBar(window.desktop, "any", window)
    bar.resize(700, 200)
    bar.show()
    yield bar
    bar.deleteLater()


def test_no_purpose_no_file(bar: SendingBar) -> None:
    given: list[Sending] = []
    bar.ask("Save…", given.append)
    assert bar.purpose.listed.currentData() is None, "none is chosen beforehand"
    bar.confirm.click()
    assert given == []
    assert "only for a purpose" in bar.purpose.problem.text()
    bar.purpose.choose("court")
    bar.confirm.click()
    assert given == []
    assert "say which" in bar.purpose.problem.text()
    bar.purpose.choose("court", "file 1024")
    bar.is_protected.setChecked(True)
    QTest.keyClick(bar.purpose.words.line, Qt.Key.Key_Return)
    assert given == [Sending("court: file 1024", is_protected=True)]
    assert bar.is_asking, "until the file has left"
    bar.show_left("pass-word-1")
    assert not bar.card.isVisible()
    assert bar.password.headline.text() == "pass-word-1"
    bar.ask("Save…", given.append)
    assert bar.password.headline.text() == ""
    assert (bar.purpose.listed.currentData(), bar.purpose.words.text()) == (None, "")
    assert not bar.is_protected.isChecked()
    QTest.keyClick(bar.purpose.listed, Qt.Key.Key_Escape)
    assert not bar.is_asking
    bar.confirm.click()
    assert len(given) == 1


def _letters(at: int, name: str) -> Callable[[MainWindow], tuple[SendingBar, QPushButton]]:
    def find(window: MainWindow) -> tuple[SendingBar, QPushButton]:
        window.show_page("letters")
        page = window.page("letters")
        page.tabs.setCurrentIndex(at)  # type: ignore[attr-defined]
        panel = page.tabs.currentWidget()  # type: ignore[attr-defined]
        button = panel.findChild(QPushButton, name)
        (bar,) = panel.findChildren(SendingBar)
        return bar, button

    return find


def _week(window: MainWindow) -> tuple[SendingBar, QPushButton]:
    window.show_page("reports")
    page = window.page("reports")
    return page.sending, page.save_files  # type: ignore[attr-defined]


PLACES = {
    "the weekly report": _week,
    "a draft": _letters(0, "letter_save"),
    "issued letters": _letters(2, "letters_save"),
    "the files of a run": _letters(1, "run_files"),
    "texts for a platform": _letters(3, "text_export"),
}


def test_the_keys_go_back_to_where_it_was_asked(bar: SendingBar, window: MainWindow, qtbot) -> None:
    # Left to itself, Qt would take the next of the window.
    beside = Button("Beside", name="any_beside", parent=window)
    asked_from = Button("Save", name="any_save", parent=window)
    beside.show()
    asked_from.show()
    for leave in (lambda: QTest.keyClick(bar.purpose.listed, Qt.Key.Key_Escape), lambda: bar.show_left("p")):
        asked_from.setFocus()
        qtbot.waitUntil(asked_from.hasFocus)
        bar.ask("Save…", lambda _sending: None)
        bar.refuse(RuleViolation("purpose_required", "purpose"))
        assert bar.card.isAncestorOf(QApplication.focusWidget())
        leave()
        assert asked_from.hasFocus()
    beside.deleteLater()
    asked_from.deleteLater()


def test_each_place_asks_and_nothing_is_cut(window: MainWindow, qtbot) -> None:
    window.resize(1280, 760)
    for place, find in PLACES.items():
        bar, button = find(window)
        qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy, timeout=20_000)
        assert not bar.card.isVisible(), place
        button.setEnabled(True)  # what has to be chosen before is of no interest here
        button.click()
        assert bar.card.isVisibleTo(window), place
        bar.confirm.click()
        assert "only for a purpose" in bar.purpose.problem.text(), place
        assert unnamed(bar) == [], place
        assert cut(bar) == [], place
        bar.back.click()
        assert not bar.card.isVisibleTo(window), place
