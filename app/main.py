"""Putting the window together: paths, log, lock, key, store, look, pages; and taking it apart in order."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.domain.errors import AppError
from app.services import preferences, store
from app.services.context import Context
from app.services.messages import sentence
from app.system import logs
from app.system.clock import Clock, system_clock
from app.system.paths import choose_home
from app.ui import crash, i18n, theme
from app.ui.desktop import Desktop
from app.ui.events import Events
from app.ui.main_window import MainWindow
from app.ui.tasks import Tasks

OPENING_SIZE = (1360, 840)


def run(home: Path | None = None, *, practice: bool = False, clock: Clock = system_clock) -> int:
    """Open the window on a home; returns the exit code of the program."""
    i18n.prefer_known_input_method()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("FairDue")
    place = choose_home(home, practice=practice)
    loaded = preferences.of(place)
    language = i18n.install(application, loaded.preferences.language)
    theme.install(application, loaded.preferences.theme, loaded.preferences.font_size)
    with ExitStack() as stack:
        try:
            context = stack.enter_context(store.opened(place, None, program="window", clock=clock))
        except AppError as error:
            print(sentence(error, language), file=sys.stderr)
            return 1
        logs.configure(place)
        window = window_on(context, loaded.preferences, language)
        stack.callback(window.close)
        crash.watch(window)
        window.resize(*OPENING_SIZE)
        window.show()
        window.show_page("desk")
        return application.exec()


def window_on(context: Context, chosen: preferences.Preferences, language: str) -> MainWindow:
    """The window of an open store."""
    events = Events()
    tasks = Tasks(events, context)
    return MainWindow(Desktop(context, tasks, events, chosen, language))
