"""Putting the window together: paths, log, lock, key, store, look, pages; and taking it apart in order."""

from __future__ import annotations

import gc
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, QTimer
from PySide6.QtWidgets import QApplication

from app.domain.errors import AppError
from app.services import preferences
from app.services.context import Context
from app.system.clock import Clock
from app.system.paths import Home, choose_home
from app.ui import input_method, theme
from app.ui.desktop import Desktop
from app.ui.entrance import Entrance
from app.ui.events import Events
from app.ui.i18n import Translations
from app.ui.main_window import Ending, MainWindow
from app.ui.sweeping import Sweeper, settled
from app.ui.tasks import Tasks

OPENING_SIZE = QSize(1360, 840)
SETTLED_MS = (
    300  # the queue and the first case stand by then, on a slow machine too; before, this thread is theirs
)

READ_THROUGH_MS = 10_000  # whoever begins has a first call to make; the reading takes seconds of a whole core


def run(
    home: Path | None = None, *, practice: bool = False, clock: Clock | None = None, day: date | None = None
) -> int:
    """Open the window on a home; returns the exit code of the program."""
    input_method.prefer_known()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("FairDue")
    Sweeper(application)
    place = choose_home(home, practice=practice)
    chosen = preferences.of(place).preferences
    translations = Translations(application)
    translations.speak(chosen.language)
    theme.install(application, theme.mode_named(chosen.theme), chosen.font_size)
    entrance = Entrance(place, choose_home(home, practice=True), translations, clock, day, practice)
    return _turns(application, entrance, home)


def _turns(application: QApplication, entrance: Entrance, home: Path | None) -> int:
    """One store after the other, and the same one again after a lock; returns the exit code."""
    left = _work(application, entrance)
    while left.ending in (Ending.LOCK, Ending.REKEY, Ending.DISCARD):
        gc.collect()  # what the window showed goes before anybody sits there to unlock
        is_locked = left.ending is not Ending.DISCARD
        place = left.home if is_locked and left.home is not None else choose_home(home, practice=False)
        entrance = replace(
            entrance,
            place=place,
            is_practice_wanted=False,
            is_locked=is_locked,
            who=left.who,
            case=left.case if is_locked else None,
        )
        left = _work(application, entrance, is_rekey_wanted=left.ending is Ending.REKEY)
    return 1 if left.ending is None else 0


@dataclass(frozen=True, slots=True)
class Left:
    """How the window over a store was left, None where there was none: by whom, which store, which case in hand."""

    ending: Ending | None
    who: bytes | None = None
    home: Home | None = None
    case: bytes | None = None


def _work(application: QApplication, entrance: Entrance, *, is_rekey_wanted: bool = False) -> Left:
    """One store from its opening to its closing, and what comes then."""
    translations = entrance.translations
    try:
        if is_rekey_wanted:
            entrance.rekey()
        with ExitStack() as stack:
            context = entrance.enter(stack)
            if context is None:
                return Left(Ending.QUIT)
            window = window_on(context, preferences.of(context.home).preferences, translations)
            stack.callback(_forget, window)
            stack.callback(window.shut)
            window.resize(OPENING_SIZE.boundedTo(application.primaryScreen().availableSize()))
            window.show()
            window.show_page("desk")
            if entrance.case is not None and context.user.id == entrance.who:
                window.desktop.open_case(entrance.case)
            QTimer.singleShot(SETTLED_MS, window, partial(_after_first_paint, window, stack))
            if not entrance.is_locked:  # what was locked was closed in order
                QTimer.singleShot(READ_THROUGH_MS, window, partial(_read_through, window))
            application.exec()
            case = window.stack.case_in_hand
        if window.ending is Ending.DISCARD:
            _discard(context)
    except AppError as error:
        from app.ui.dialogs.refusal import RefusalDialog

        RefusalDialog(error, translations.language or "en").exec()
        return Left(None)
    else:
        return Left(window.ending, context.user.id, context.home, case)


def _forget(window: MainWindow) -> None:
    """Take a closed window apart, and with it what its lists and fields hold: Python cannot see into Qt's connections,
    so the window would stay for ever."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def _discard(context: Context) -> None:
    """Delete the practice store that was just closed. Its log is let go first: Windows keeps what is open."""
    from app.services import practice_tasks
    from app.system import logs

    logs.stop()
    practice_tasks.discard(context.home)


def _after_first_paint(window: MainWindow, stack: ExitStack) -> None:
    """What a window needs that nobody waits for: eyes for bugs and for an empty desk, short sweeps until ``stack``
    ends, rare characters in bold."""
    from app.system import logs
    from app.ui import crash, fonts
    from app.ui.absence import AbsenceWatch

    logs.configure(window.desktop.context.home)
    stack.callback(crash.watch(window).stop)
    AbsenceWatch(window).left.connect(window.on_left)
    fonts.load_rest()
    stack.enter_context(settled())


def _read_through(window: MainWindow) -> None:
    """Look whether the store is sound, beside the work."""
    from app.services import soundness

    window.desktop.tasks.beside(soundness.look_through, owner=window)


def window_on(context: Context, chosen: preferences.Preferences, translations: Translations) -> MainWindow:
    """The window of an open store."""
    events = Events()
    tasks = Tasks(events, context)
    return MainWindow(Desktop(context, tasks, events, chosen, translations))
