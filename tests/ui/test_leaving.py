"""Leaving the desk: a real store is backed up before the window closes, and not when it is only locked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from small_store import open_window

from app import main
from app.domain.errors import Cancelled, StorageProblem
from app.services import backups
from app.services.changes import Changes
from app.services.context import Context
from app.ui import leaving
from app.ui.i18n import Translations
from app.ui.main_window import Ending, MainWindow


@pytest.fixture
def window(context: Context, qtbot, qapp) -> Iterator[MainWindow]:
    """The window over a store as if what is in it were real."""
    window = open_window(replace(context, is_practice=False), qtbot, qapp, page="desk")
    yield window
    window.shut()


def kept(context: Context) -> int:
    return len(list(context.home.backups.glob("fairdue-*.db")))


def close_by_hand(window: MainWindow) -> None:
    window.close()


def lock(window: MainWindow) -> None:
    window.ending = Ending.LOCK
    window.close()


@pytest.mark.parametrize(
    ("leave", "ending", "made"), [(close_by_hand, Ending.QUIT, 1), (lock, Ending.LOCK, 0)]
)
def test_a_backup_is_made_when_the_window_is_closed(
    context: Context,
    qapp: QApplication,
    translations: Translations,
    monkeypatch: pytest.MonkeyPatch,
    leave: Callable[[MainWindow], None],
    ending: Ending,
    made: int,
) -> None:
    monkeypatch.setattr(main, "_after_first_paint", lambda _window, _stack: None)

    def shown(*given: object) -> MainWindow:
        window = window_on(*given)
        QTimer.singleShot(0, window, lambda: leave(window))
        return window

    window_on = main.window_on
    monkeypatch.setattr(main, "window_on", shown)
    real = replace(context, is_practice=False)

    def enter(_stack: ExitStack) -> Context:
        return real

    entrance = SimpleNamespace(translations=translations, enter=enter, case=None, is_locked=False)
    assert main._work(qapp, entrance).ending is ending  # type: ignore[arg-type]
    assert kept(context) == made


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (StorageProblem("disk_low", path="x", free=1, needed=2), "Close again to leave without a backup."),
        (Cancelled(), "The backup was stopped. Close again"),
    ],
)
def test_a_window_without_a_backup_stays_once_and_says_why(
    window: MainWindow, context: Context, qtbot, monkeypatch: pytest.MonkeyPatch, why: Exception, told: str
) -> None:
    def refused(*_given: object) -> None:
        raise why

    monkeypatch.setattr(backups, "make_if_due", refused)
    window.close()
    assert window.isVisible()
    assert not window.stack.isEnabled()
    qtbot.waitUntil(lambda: told in window.toast.headline.text(), timeout=10_000)
    assert window.stack.isEnabled()
    window.desktop.events.changed.emit(Changes.of("payments"))  # one went on working
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(window.stack.isEnabled, timeout=10_000)
    window.close()
    assert not window.isVisible()
    assert kept(context) == 0


def test_a_system_that_shuts_down_is_not_kept_waiting_for_a_backup(
    window: MainWindow, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = SimpleNamespace(isSavingSession=lambda: True)
    monkeypatch.setattr(leaving, "QGuiApplication", SimpleNamespace(instance=lambda: system))
    window.close()
    assert not window.isVisible()
    assert kept(context) == 0
