"""Leaving the desk: a real store is backed up once the window is closed, and not when it is only locked."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import main
from app.services.context import Context
from app.ui.i18n import Translations
from app.ui.main_window import Ending, MainWindow


@pytest.mark.parametrize(("ending", "made"), [(Ending.QUIT, 1), (Ending.LOCK, 0)])
def test_a_backup_is_made_when_the_window_is_closed(
    context: Context,
    qapp: QApplication,
    translations: Translations,
    monkeypatch: pytest.MonkeyPatch,
    ending: Ending,
    made: int,
) -> None:
    monkeypatch.setattr(main, "_after_first_paint", lambda _window, _stack: None)

    def shown(*given: object) -> MainWindow:
        window = window_on(*given)
        window.ending = ending
        QTimer.singleShot(0, qapp.exit)
        return window

    window_on = main.window_on
    monkeypatch.setattr(main, "window_on", shown)
    real = replace(context, is_practice=False)

    def enter(_stack: ExitStack) -> Context:
        return real

    entrance = SimpleNamespace(translations=translations, enter=enter)
    assert main._work(qapp, entrance) is ending  # type: ignore[arg-type]
    assert len(list(context.home.backups.glob("fairdue-*.db"))) == made
