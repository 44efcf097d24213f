"""The queue on the desk: what cannot be read is told and asked again, and the counts follow whatever changes them."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from small_store import case_ids, open_window

from app.domain.errors import StorageProblem
from app.services import holds, queue
from app.services.context import Context
from app.services.holds import Snooze
from app.ui.desk import queue_pane
from app.ui.desk.queue_pane import QueuePane
from app.ui.main_window import MainWindow
from app.ui.settings.store_panel import back_up
from app.ui.tables.rows import GroupView


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    window = open_window(context, qtbot, qapp, page="desk")
    yield window
    window.close()


@pytest.fixture
def pane(window: MainWindow, qtbot) -> QueuePane:
    pane: QueuePane = window.page("desk").queue  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: pane.model.count == 3)
    return pane


class Refusing:
    """Refuses the first so many times, as a disk that comes back, then does what was asked."""

    def __init__(self, function, times: int) -> None:
        self.function, self.left = function, times

    def __call__(self, *arguments):
        if self.left:
            self.left -= 1
            raise StorageProblem.of(OSError(errno.EIO, "input/output error"), Path("fairdue.db"))
        return self.function(*arguments)


@pytest.fixture
def told(window: MainWindow) -> list[str]:
    told: list[str] = []
    window.desktop.signals.told.connect(lambda text, _tone: told.append(text))
    return told


def test_a_page_that_cannot_be_read_is_told_and_read_again(
    pane: QueuePane, told: list[str], qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_pane, "AGAIN_MS", 20)
    monkeypatch.setattr(queue, "listing", Refusing(queue.listing, 2))
    pane.model.show([GroupView("Cases", 3)])
    assert pane.model.row(1) is None
    qtbot.waitUntil(lambda: pane.model.row(1) is not None)
    assert len(told) == 2
    assert all(told)


def test_a_queue_that_cannot_be_read_is_read_again(
    pane: QueuePane, told: list[str], qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_pane, "AGAIN_MS", 20)
    monkeypatch.setattr(queue, "counts", Refusing(queue.counts, 1))
    with qtbot.waitSignal(pane.listed):
        pane.reload()
    assert len(told) == 1


def test_a_case_that_is_put_off_leaves_the_queue_and_the_count_of_the_day(
    pane: QueuePane, window: MainWindow, context: Context, qtbot
) -> None:
    """Putting off is neither a contact nor a promise: the news of it is that the queue is another."""
    qtbot.waitUntil(lambda: "to do 3" in window.status.count.text())
    later = context.now() + timedelta(days=3)
    command = Snooze(context.new_id(), case_ids(context)[0], later)
    window.desktop.tasks.write(holds.snooze, command, owner=window)
    qtbot.waitUntil(lambda: pane.model.count == 2)
    qtbot.waitUntil(lambda: "to do 2" in window.status.count.text())


def test_a_backup_is_told_in_the_line_at_the_bottom(window: MainWindow, pane: QueuePane, qtbot) -> None:
    assert window.status.backup.text() == "No proven backup yet"
    window.desktop.tasks.write(back_up, owner=window, title="Backing up")
    qtbot.waitUntil(lambda: window.status.backup.text().startswith("Backup proven"), timeout=15_000)
