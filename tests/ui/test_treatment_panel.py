"""The treatment in the settings: typed, refused in sight by its line, put in force with a reason, gone back from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from small_store import open_window

from app.services import treatment_strategy, treatments
from app.services.context import Context
from app.ui.main_window import MainWindow
from app.ui.settings.treatment_panel import SHIPPED, TreatmentPanel

OLD, NEW = "hand_back_days = 3", "hand_back_days = 9"


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="settings")
    yield window
    window.close()


def panel_of(window: MainWindow, qtbot) -> TreatmentPanel:
    page = window.page("settings")
    panel: TreatmentPanel = page.treatment
    page.tabs.setCurrentIndex(
        next(at for at in range(page.tabs.count()) if page.tabs.widget(at).isAncestorOf(panel))
    )
    qtbot.waitUntil(lambda: panel.sheet is not None, timeout=10_000)
    return panel


def typed(panel: TreatmentPanel, old: str, new: str, qtbot) -> None:
    panel.text.setPlainText(panel.text.toPlainText().replace(old, new))
    qtbot.waitUntil(lambda: not panel._typing.isActive(), timeout=10_000)


def test_a_text_is_checked_kept_with_a_reason_and_gone_back_from(
    window: MainWindow, context: Context, qtbot
) -> None:
    panel = panel_of(window, qtbot)
    assert not panel.save.isEnabled()
    typed(panel, OLD, "hand_back_days = -1", qtbot)
    line = next(at for at, text in enumerate(treatments.shipped().splitlines(), start=1) if text == OLD)
    assert f"Line {line} " in panel.problem.text()
    assert [mark.cursor.blockNumber() + 1 for mark in panel.text.extraSelections()] == [line]
    assert not panel.save.isEnabled()
    typed(panel, "hand_back_days = -1", NEW, qtbot)
    assert (panel.problem.isVisible(), panel.changes.text()) == (False, f"-{OLD}\n+{NEW}")
    panel.keep()
    qtbot.waitUntil(lambda: bool(panel.why.problem.text()), timeout=10_000)
    panel.why.set_text("try it")
    panel.keep()
    qtbot.waitUntil(lambda: panel.sheet is not None and len(panel.sheet.history) == 1, timeout=10_000)
    assert NEW in treatment_strategy.sheet(context).text
    assert not panel.save.isEnabled()
    panel.versions.choose(SHIPPED)
    panel._on_version()
    panel.why.set_text("back")
    panel.keep()
    qtbot.waitUntil(lambda: panel.sheet is not None and len(panel.sheet.history) == 2, timeout=10_000)
    assert treatment_strategy.sheet(context).is_shipped


def test_a_collector_may_read_it(context: Context, qtbot, qapp) -> None:
    user = replace(context.user, role="collector", has_lead=True)
    window = open_window(replace(context, user=user), qtbot, qapp, page="settings")
    panel = panel_of(window, qtbot)
    assert panel.text.isReadOnly()
    panel._judge()
    assert not panel.why.isEnabled()
    window.close()
