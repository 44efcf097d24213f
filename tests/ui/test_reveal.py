"""A masked number is shown for half a minute, and no longer than its row and its case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from small_store import case_ids, kinds_of, open_window

from app.services import reveals
from app.services.context import Context
from app.ui.main_window import MainWindow


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="desk")
    yield window
    window.close()


def test_a_number_is_shown_logged_and_hidden_again(window: MainWindow, context: Context, qtbot) -> None:
    assert reveals.SHOWN_SECONDS == 30
    first, second = case_ids(context)[:2]
    window.desktop.open_case(first)
    case = window.page("desk").workbench.case  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: case.panel is not None and case.panel.case_id == first, timeout=20_000)
    case.tabs.setCurrentWidget(case.points)
    bar = case.points.reveal
    bar._timer.setInterval(150)
    bar.reveal.click()
    qtbot.waitUntil(lambda: bar.value.text().isdigit(), timeout=20_000)
    assert "reveal" in kinds_of(context)
    assert "*" not in bar.value.text()
    qtbot.waitUntil(lambda: bar.value.text() == "", timeout=20_000)
    bar._timer.setInterval(60_000)
    bar.reveal.click()
    qtbot.waitUntil(lambda: bool(bar.value.text()), timeout=20_000)
    window.desktop.open_case(second)
    qtbot.waitUntil(lambda: case.panel is not None and case.panel.case_id == second, timeout=20_000)
    assert bar.value.text() == ""
