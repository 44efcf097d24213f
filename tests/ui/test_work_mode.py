"""Work mode in the real window: the next case by itself, what may not be called passed over, the line that tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from practice import TODAY, Desk, at, is_workable, practice_desk
from PySide6.QtWidgets import QApplication

from app.domain.facts import Id
from app.services import cases, queue
from app.services.cases import CasePanel
from app.services.points import PointCard
from app.system.preferences import Preferences
from app.ui.theme import Theme


@pytest.fixture(scope="module")
def window(
    practice_store: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("work")
    with practice_desk(
        practice_store, folder, language="en", preferences=Preferences(auto_next=False)
    ) as desk:
        yield desk


@pytest.fixture
def desk(look: Theme, window: Desk) -> Iterator[Desk]:
    window.take_turn()
    window.clock.moment = at("09:30")
    window.press("Ctrl+1", "Escape", "Escape")
    yield window
    window.press("Shift+F2")


@pytest.fixture
def alone(practice_store: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """A desk of its own: it goes some days ahead, and the clock of a store does not go back."""
    with practice_desk(practice_store, tmp_path, language="en") as desk:
        yield desk


@pytest.fixture
def night(practice_store: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """A desk of its own in an hour in which nobody may be called: the clock of a store does not go back."""
    with practice_desk(practice_store, tmp_path, now="22:30", language="en") as desk:
        yield desk


def rows(desk: Desk) -> list[CasePanel]:
    found = queue.listing(desk.context, desk.words, 0, 40, queue.TODAY)
    return [cases.panel(desk.context, desk.words, row.case_id) for row in found]


def own_phones(panel: CasePanel) -> list[PointCard]:
    return [point for point in panel.points if point.is_phone and point.is_debtor]


def may_call(panel: CasePanel) -> bool:
    return any(point.decision.allowed for point in own_phones(panel))


def text(desk: Desk, name: str) -> str:
    line = desk.queue.findChild(object, name)
    return line.text() if line is not None else ""  # type: ignore[attr-defined]


def shown(desk: Desk) -> Id:
    return desk.panel.case_id


def test_next_case_opens_by_itself_only_while_it_runs(desk: Desk) -> None:
    workable = next(panel for panel in rows(desk) if is_workable(panel, allowed=True))
    desk.open(workable.case_id)
    desk.press("F2")
    assert text(desk, "work_text").startswith("At work · 0 done · ")
    desk.clock.moment += timedelta(minutes=2)
    desk.press("1")
    desk.bench.until(lambda: shown(desk) != workable.case_id)
    desk.bench.idle()
    assert "1 done" in text(desk, "work_text")
    assert "2:00 a case" in text(desk, "work_text")
    desk.press("F2")
    assert text(desk, "work_text").startswith("Paused · 1 done")
    case = shown(desk)
    desk.press("1")
    desk.bench.idle()
    assert shown(desk) == case  # the preference says that a case stays
    assert "1 done" in text(desk, "work_text")
    desk.told.clear()
    desk.press("Shift+F2")
    assert desk.queue.findChild(object, "work_line").isHidden()  # type: ignore[attr-defined]
    assert desk.told == ["Worked: 1 in 2:00, 2:00 each"]


def test_forbidden_case_in_the_queue_is_stepped_over(alone: Desk) -> None:
    # Whose promise breaks tomorrow stands high in the queue of that day, whatever the number.
    dead = next(
        panel
        for panel in rows(alone)
        if panel.desk.state.reason == "promise_due"
        and is_workable(panel, allowed=True)
        and len(own_phones(panel)) == 1
    )
    alone.open(dead.case_id)
    alone.press("3")  # nobody has this number
    alone.go(at("09:30", TODAY + timedelta(days=1)))
    panels = rows(alone)
    place = next(at for at, panel in enumerate(panels) if panel.case_id == dead.case_id)
    assert not may_call(panels[place])
    before = next(at for at in range(place - 1, -1, -1) if may_call(panels[at]))
    following = next(panel for panel in panels[place + 1 :] if may_call(panel))
    alone.open(panels[before].case_id)
    alone.press("F2")
    alone.bench.idle()
    alone.press("1")
    alone.bench.until(lambda: shown(alone) == following.case_id)
    assert dead.case_id in alone.bench.desk.workbench.work.passed
    # Who chooses it by hand sees it, and it is passed over no more.
    alone.open(dead.case_id)
    assert dead.case_id not in alone.bench.desk.workbench.work.passed


def test_what_may_not_be_called_is_passed_over_and_comes_back_at_its_moment(night: Desk) -> None:
    night.press("F2")
    night.bench.until(lambda: any("No case may be called now" in told for told in night.told))
    assert text(night, "work_text").startswith("Paused")
    assert "passed over" in text(night, "work_passed")
    passed = dict(night.bench.desk.workbench.work.passed)
    assert passed
    moments = [moment for moment in passed.values() if moment is not None]
    assert min(moments) == at("08:00") + timedelta(days=1)
