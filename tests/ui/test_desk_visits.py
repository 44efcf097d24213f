"""Visits on the desk: planned by keys where the gate allows, told of with what was found, called off with a reason; and
a hold with its term and proof, and contacts that others made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from practice import Desk, practice_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.terms import HoldKind, VisitStatus
from app.services import visits
from app.ui.desk.visit_panel import VisitPanel
from app.ui.theme import Theme


@pytest.fixture
def window(practice_store: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """A desk for each test: what one planned stands in the case for the next."""
    with practice_desk(practice_store, tmp_path, size=(1600, 960)) as desk:
        yield desk


@pytest.fixture(autouse=True)
def turn(look: Theme, window: Desk) -> None:
    window.take_turn()


def opened(desk: Desk) -> VisitPanel:
    """A case with an address, and its visits opened by the key."""
    desk.show(lambda panel: any(p.kind == visits.ADDRESS and p.is_debtor for p in panel.points))
    desk.press("v")
    case = desk.case
    assert case.tabs.currentWidget() is case.visits
    return case.visits.panel


def type_plan(panel: VisitPanel, who: str, when: str = "w5 1430") -> None:
    panel.when.line.setFocus()
    QTest.keyClicks(panel.when.line, when)
    QTest.keyClick(panel.when.line, Qt.Key.Key_Return)
    panel.collectors.setText(who)
    QTest.keyClick(panel.collectors, Qt.Key.Key_Return)


def states(desk: Desk) -> list[VisitStatus]:
    return [visit.status for visit in visits.of_case(desk.panel.desk)]


def test_a_visit_from_plan_to_result(window: Desk) -> None:
    panel = opened(window)
    type_plan(panel, "王芳")
    window.bench.until(panel.gate.isVisible)
    rule = window.context.packs["cn"].visit_collectors
    assert rule is not None
    assert rule.words.text("zh_CN") in panel.gate.headline.text()
    assert not panel.override.isVisible(), "a hard rule is not set aside"
    panel.when.set_text("")
    type_plan(panel, "王芳、李强")
    window.bench.until(lambda: states(window) == [VisitStatus.PLANNED])
    window.bench.until(panel.result.isVisible)
    panel.result.save_it()
    assert panel.result.problem.text(), "a result is asked for"
    panel.result.results.set_value("VS1")
    panel.result.save_it()
    window.bench.until(lambda: panel.isEnabled() and panel.result.day_why.isVisible())
    assert "2026-11-27" in panel.result.day_why.problem.text(), "it was planned for Friday"
    panel.result.made.set_text("2026-11-20")
    panel.result.made.set_text("")
    assert not panel.result.day_why.isVisible()
    panel.result.made.set_text("2026-11-23")
    assert panel.result.day_why.isVisible()
    panel.result.day_why.set_text("债务人改约")
    panel.result.save_it()
    window.bench.until(lambda: panel.isEnabled() and bool(panel.result.minutes.problem.text()))
    panel.result.minutes.set_text("本人在家")
    for box in panel.result.checks.values():
        box.setChecked(True)
    panel.result.reason.setCurrentIndex(1)
    panel.result.save_it()
    window.bench.until(lambda: states(window) == [VisitStatus.DONE])
    assert not panel.result.isVisible()
    assert not panel.gate.isVisible(), "what was said of the plan is over with the visit"
    (visit,) = visits.of_case(window.panel.desk)
    assert (visit.collectors, visit.minutes, all(visit.checks.values())) == (
        ("王芳", "李强"),
        "本人在家",
        True,
    )
    told = {event.title: event.detail for event in window.panel.events}
    assert "外访已完成" in told
    assert any(title.startswith("外访改到") and "债务人改约" in told[title] for title in told)


def test_a_visit_is_called_off_with_a_reason(window: Desk) -> None:
    panel = opened(window)
    before = len(states(window))
    type_plan(panel, "王芳, 李强", "w4 1000")
    window.bench.until(lambda: len(states(window)) == before + 1)
    window.bench.until(panel.result.isVisible)
    panel.result.call_off.click()
    line = window.assistant.text.line
    line.setText("已还款")
    QTest.keyClick(line, Qt.Key.Key_Return)
    window.bench.until(lambda: VisitStatus.CANCELLED in states(window))


def test_nothing_is_built_before_it_is_wanted(window: Desk) -> None:
    case = window.case
    assert not case.visits.is_made
    assert case.holds.term.made is None
    assert case.points.elsewhere.made is None


def test_a_hold_with_its_term_and_proof(window: Desk) -> None:
    window.stored_count()
    with window.one_case() as desk:
        desk.press("h")
        term = desk.case.holds.term.content
        term.since.set_text("32-13")
        desk.case.holds._on_kind("bankruptcy")
        assert term.since.problem.text(), "a day that cannot be read says so, and nothing is held"
        assert desk.panel.desk.state.holds == ()
        term.since.set_text("+3")
        ahead = term.given(HoldKind.CREDITOR_ORDER)
        assert ahead is not None
        assert ahead.starts_at is not None
        assert ahead.starts_at > desk.context.now(), "an order may begin on a day that comes"
        term.since.set_text("t")
        term.until.set_text("+2h")
        term.proof.setText("〔2026〕17号")
        desk.case.holds._on_kind("bankruptcy")
        desk.bench.until(lambda: bool(desk.panel.desk.state.holds))
        (hold,) = desk.panel.desk.state.holds
        assert (hold.body.hold_kind, hold.body.evidence) == ("bankruptcy", "〔2026〕17号")
        assert hold.body.starts_at < hold.occurred_at < hold.body.until_at
        assert not term.proof.text()


def test_contacts_made_elsewhere_close_the_gate(window: Desk) -> None:
    window.stored_count()
    with window.one_case() as desk:
        desk.case.tabs.setCurrentWidget(desk.case.points)
        form = desk.case.points.elsewhere.content
        form.save_it()
        desk.bench.until(form.problem.isVisible)
        form.connected.set_text("3")
        form.told_by.setText("委托方")
        form.save_it()
        rule = desk.context.packs["cn"].connected_calls
        assert rule is not None
        desk.bench.until(lambda: desk.assistant.gate.headline.text() == rule.words.text("zh_CN"))
        assert not form.connected.text()
