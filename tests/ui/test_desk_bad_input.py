"""What cannot be: a sentence at the field, nothing stored, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from practice import Desk, practice_desk
from PySide6.QtWidgets import QApplication, QLineEdit

from app.ui.theme import Theme


@pytest.fixture(scope="module")
def window(
    practice_store: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    with practice_desk(practice_store, tmp_path_factory.mktemp("bad")) as desk:
        yield desk


@pytest.fixture(autouse=True)
def turn(look: Theme, window: Desk) -> None:
    window.take_turn()


def fill(desk: Desk, text: str) -> QLineEdit:
    """Write into the field that has the focus, as a paste does."""
    line = desk.bench.application.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    desk.bench.application.clipboard().setText(text)
    line.paste()
    desk.bench.idle()
    return line


@pytest.mark.parametrize(
    ("amount", "part"),
    [
        ("0", "大于零"),
        ("-5", ""),
        ("99999999", "欠款"),
        ("1.234", ""),
        ("abc", ""),
        ("１２ab", ""),
        ("9" * 150, ""),
    ],
)
def test_amount_of_a_promise(fresh: Desk, amount: str, part: str) -> None:
    case = fresh.panel.case_id
    fresh.press("i", "5", "1")
    line = fill(fresh, amount)
    typed = line.text()
    fresh.press("Enter")
    assert fresh.stored() == {}
    assert fresh.panel.case_id == case
    problem = fresh.assistant.promise.amount.problem
    assert problem.isVisible()
    assert problem.text().endswith("。")
    assert part in problem.text()
    assert line.text() == typed
    assert line.accessibleDescription() == problem.text()
    fill(fresh, "1200")
    fresh.press("Enter")
    assert fresh.stored()["promise"]["amount_minor"] == 120_000


@pytest.mark.parametrize("day", ["2026-11-01", "2025-12-31", "2026-02-30", "99", "w9", "+9999", "昨天"])
def test_date_of_a_promise(fresh: Desk, day: str) -> None:
    fresh.press("i", "5", "1", "Tab")
    line = fill(fresh, day)
    fresh.press("Enter")
    assert fresh.stored() == {}
    problem = fresh.assistant.promise.day.problem
    assert problem.isVisible()
    assert problem.text().endswith("。")
    assert line.text() == day
    fresh.press("Escape")


@pytest.mark.parametrize("moment", ["0730", "2300", "2026-11-22 10:00", "25:00", "soon", ""])
def test_moment_of_a_call_back(fresh: Desk, moment: str) -> None:
    fresh.press("0")
    line = fresh.bench.application.focusWidget()
    line.clear()
    fresh.type(moment)
    fresh.press("Enter")
    assert fresh.stored() == {}
    problem = fresh.assistant.callback.at.problem
    assert problem.isVisible()
    assert problem.text().endswith("。")
    assert line.text() == moment
    fresh.press("Escape")


@pytest.mark.parametrize(
    ("note", "sign"),
    [
        ("x" * 100_000, "4,000"),
        ("price \u202e0001", "看不见"),
        ("bell \x07 rings", "看不见"),
        ("left \u2066isolate", "看不见"),
    ],
    ids=["long", "override", "control", "isolate"],
)
def test_note(fresh: Desk, note: str, sign: str) -> None:
    case = fresh.panel.case_id
    fresh.press("n")
    line = fill(fresh, note)
    assert line.text() == note
    fresh.press("Enter", "1")
    assert fresh.stored() == {}
    problem = fresh.assistant.note.problem
    assert problem.isVisible()
    assert sign.replace(",", "") in problem.text().replace(",", "")
    assert (fresh.panel.case_id, line.text(), fresh.focus) == (case, note, "call_note")
    line.setText("shorter")
    line.textEdited.emit("shorter")
    assert not problem.isVisible()
    fresh.press("Enter", "1")
    assert fresh.stored()["contact"]["note"] == "shorter"


def test_lines_of_a_pasted_note_are_kept(fresh: Desk) -> None:
    fresh.press("n")
    fill(fresh, "first\nsecond")
    fresh.press("Enter", "1")
    assert fresh.stored()["contact"]["note"].split() == ["first", "second"]


def test_full_width_figures_are_read(fresh: Desk) -> None:
    fresh.press("i", "5", "1")
    fresh.bench.application.focusWidget().clear()
    fresh.bench.application.focusWidget().insert("１，２００．５０")
    fresh.press("Enter")
    assert fresh.stored()["promise"]["amount_minor"] == 120_050
