"""What the window shows of a case is on record: each once, in the background, and before the store is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from accessibility import cut, unnamed
from openpyxl import load_workbook
from small_store import case_ids, open_window, small_store

from app.domain.errors import StorageProblem
from app.domain.facts import Id
from app.services import openings
from app.services.context import Context
from app.services.departures import Sending
from app.ui import openings as ui_openings
from app.ui.main_window import MainWindow


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with small_store(tmp_path) as context:
        yield context


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="desk")
    qtbot.waitUntil(lambda: window.page("desk").workbench.case.panel is not None, timeout=20_000)
    settle(window, qtbot)
    yield window
    window.shut()


def settle(window: MainWindow, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.desktop.tasks.is_busy, timeout=20_000)


def kept(context: Context) -> list[tuple[Id, str]]:
    with context.db.read() as connection:
        found = connection.exec_driver_sql("SELECT case_id, place FROM opening ORDER BY seq").all()
    return [(row[0], row[1]) for row in found]


def show(window: MainWindow, qtbot, case_id: Id) -> None:
    bench = window.page("desk").workbench
    bench.choose(case_id)
    qtbot.waitUntil(
        lambda: bench.case.panel is not None and bench.case.panel.case_id == case_id, timeout=20_000
    )


def test_cases_flicked_through_are_kept_by_themselves(
    window: MainWindow, context: Context, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The timer goes from the first one: it is not put off by the next."""
    held = window.openings
    held.hand_over()
    settle(window, qtbot)
    shown = window.page("desk").workbench.case.panel.case_id
    assert kept(context) == [(shown, "desk")], "what is only read ahead was seen by nobody"
    held._timer.setInterval(300)
    others = [case for case in case_ids(context) if case != shown]
    show(window, qtbot, others[0])
    assert held._timer.isActive()
    ends = held._timer.remainingTime()
    show(window, qtbot, others[1])
    show(window, qtbot, others[0])
    assert not held._timer.isActive() or held._timer.remainingTime() <= ends
    qtbot.waitUntil(lambda: len(kept(context)) == 3, timeout=20_000)
    assert kept(context)[1:] == [(others[0], "desk"), (others[1], "desk")]
    assert ui_openings.HAND_OVER_MS == 2_000, "the bound that the manual tells"


def test_what_waits_is_kept_before_the_store_is_closed(window: MainWindow, context: Context, qtbot) -> None:
    window.openings._timer.setInterval(3_600_000)
    for case_id in case_ids(context):
        show(window, qtbot, case_id)
    before = len(kept(context))
    window.shut()
    assert len(kept(context)) == 3 > before


def test_plan_ledger_and_letters_show_a_case_too(window: MainWindow, context: Context, qtbot) -> None:
    seen: list[tuple[Id, str]] = []
    window.desktop.signals.case_shown.connect(lambda case, place: seen.append((case, place)))
    first, second, third = case_ids(context)
    signals = window.desktop.signals
    for signal, given, place in (
        (signals.ledger_wanted, (first,), "ledger"),
        (signals.plan_wanted, (second, False), "plan"),
        (signals.letter_wanted, (third, "", None), "letters"),
    ):
        signal.emit(*given)
        qtbot.waitUntil(lambda place=place: place in {each[1] for each in seen}, timeout=20_000)
        assert (given[0], place) in seen
    assert {place for _, place in seen} <= set(get_args(openings.Place))


def test_what_cannot_be_kept_waits_for_the_next_time(
    window: MainWindow, context: Context, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.openings.hand_over()
    settle(window, qtbot)
    before = len(kept(context))
    keep = openings.keep

    def full(*_: object) -> None:
        raise StorageProblem("disk_full", path="")

    monkeypatch.setattr(openings, "keep", full)
    window.openings._noticed.note(case_ids(context)[2], "letters")
    window.openings.hand_over()
    settle(window, qtbot)
    assert len(kept(context)) == before
    monkeypatch.setattr(openings, "keep", keep)
    window.openings.hand_over()
    qtbot.waitUntil(lambda: len(kept(context)) == before + 1, timeout=20_000)


def test_a_lead_sees_who_opened_a_case_and_saves_the_list(
    window: MainWindow, context: Context, qtbot, tmp_path: Path
) -> None:
    first, second, _ = case_ids(context)
    for case_id in (first, second):
        openings.keep_one(context, case_id, "cli")
    window.show_page("settings")
    page = window.page("settings")
    page.show_access()
    panel = page.access
    qtbot.waitUntil(lambda: panel.model.count >= 2 and not window.desktop.tasks.is_busy, timeout=20_000)
    window.resize(1280, 760)
    assert unnamed(panel) == []
    assert cut(panel) == []
    panel.did.setCurrentIndex(1)
    panel.show_case(2)
    qtbot.waitUntil(lambda: panel.model.count == 1, timeout=20_000)
    row = panel.model.row(panel.model.index(0, 0))
    assert (row.case_id, row.who, row.what) == (second, context.user.name, "by the command line")
    panel.save_to(tmp_path / "access.xlsx", Sending("regulator: 9"))
    qtbot.waitUntil((tmp_path / "access.xlsx.manifest.json").exists, timeout=20_000)
    settle(window, qtbot)
    assert load_workbook(tmp_path / "access.xlsx").active.max_row == 2
    panel.case_no.set_text("99")
    qtbot.waitUntil(lambda: bool(panel.problem.text()), timeout=20_000)
    assert panel.model.count == 0
    panel.case_no.set_text("2")
    qtbot.waitUntil(lambda: panel.model.count == 1, timeout=20_000)
    panel.table.row_opened.emit(row)
    qtbot.waitUntil(lambda: window.page("desk").workbench._case == second, timeout=20_000)


def test_a_collector_is_told_that_it_is_the_leads(context: Context, qtbot, qapp) -> None:
    user = replace(context.user, role="collector", has_lead=True)
    window = open_window(replace(context, user=user), qtbot, qapp, page="settings")
    panel = window.page("settings").access
    settle(window, qtbot)
    assert "Only a lead" in panel.intro.text()
    assert panel.model.count == 0
    for part in (panel.save, panel.did, panel.who):
        assert not (part.isVisibleTo(panel) and part.isEnabled())
    window.shut()
