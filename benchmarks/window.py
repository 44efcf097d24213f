"""Driving the real window by keys, and waiting for what a person waits for: the next case, painted and committed."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.main import window_on
from app.services.context import Context
from app.services.preferences import Preferences
from app.ui import theme
from app.ui.i18n import Translations
from app.ui.pages.desk import DeskPage

PATIENCE_S = 10.0
BARE_KEYS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta})


class Presses(QObject):
    """Counts the keys pressed in a window. A chord is one: its modifiers alone do not count.

    A key is counted when it comes up: a shortcut takes its press before the window sees it.
    """

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease and event.key() not in BARE_KEYS:  # type: ignore[attr-defined]
            self.count += 1
        return False


class Paints(QObject):
    """Counts the paints of a widget and of everything in it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        for child in (widget, *widget.findChildren(QWidget)):
            child.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


class Bench:
    """The window of one store, in Chinese, by default at the size of a small desk."""

    def __init__(
        self,
        context: Context,
        preferences: Preferences,
        *,
        language: str = "zh_CN",
        size: tuple[int, int] = (1280, 760),
    ) -> None:
        application = QApplication.instance() or QApplication(["fairdue"])
        assert isinstance(application, QApplication)
        self.application = application
        # One for the application: a second one would leave the words of the first installed.
        self.translations = application.findChild(Translations) or Translations(application)
        self.translations.speak(language)
        theme.install(application, "light", theme.NORMAL)
        self.window = window_on(context, preferences, self.translations)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.window.show_page("desk")
        desk = self.window.page("desk")
        assert isinstance(desk, DeskPage)
        self.desk = desk
        self.presses = Presses(self.window.windowHandle())
        # Wakes who waits for an event that never comes.
        self._pulse = QTimer(self.window, interval=200)
        self._pulse.timeout.connect(lambda: None)
        self._pulse.start()
        self.saved = 0
        self.desk.assistant.saved.connect(self._on_saved)

    def _on_saved(self, _recorded: object) -> None:
        self.saved += 1

    @property
    def case_id(self) -> bytes | None:
        """The case that is shown."""
        panel = self.desk.case.panel
        return panel.case_id if panel is not None else None

    # -- waiting ---------------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until a case is shown, the next is at hand, and nothing is under way."""
        self.until(lambda: self.window.isActiveWindow() and self.desk.case.panel is not None)
        self.desk.queue.list.setFocus()
        self.paints = Paints(self.desk.case)
        self.idle()

    def until(self, done: Callable[[], object]) -> None:
        """Let the window work until something is so. Raises TimeoutError after ``PATIENCE_S``.

        It sleeps between events, as the program does: asking on and on would slow the threads that do the work.
        """
        ends = time.monotonic() + PATIENCE_S
        while not done():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > ends:
                raise TimeoutError("the window did not answer")

    def idle(self) -> None:
        """Let what runs beside the eye come to its end: counts, the case after the next."""
        quiet = 0
        while quiet < 3:
            QCoreApplication.processEvents()
            # Outside the loop of the program nobody else sweeps out what was thrown away.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            busy = self.window.desktop.tasks.is_busy
            quiet = 0 if busy else quiet + 1
            if busy:
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    # -- keys ------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each a character or a chord as ``Ctrl+K``; wait after each."""
        for key in keys:
            self.strike(key)
            self.idle()

    def type(self, text: str) -> None:
        """Press the keys of a text."""
        self.press(*text)

    def strike(self, key: str) -> None:
        """Press one key, at the window as the system does, and do not wait."""
        handle = self.window.windowHandle()
        if len(key) == 1:
            QTest.keyClick(handle, key)  # type: ignore[call-overload]
            return
        chord = QKeySequence(key)[0]
        QTest.keyClick(handle, chord.key(), chord.keyboardModifiers())

    def call(self, keys: tuple[str, ...], *, stays: bool) -> float | None:
        """Press the keys of one call; the milliseconds from the last one to the next case painted, None if the
        outcome stays on its case."""
        case, saved = self.case_id, self.saved
        for key in keys[:-1]:
            self.strike(key)
            QCoreApplication.processEvents()
        self.idle()
        began = time.perf_counter_ns()
        paints = self.paints.count
        self.strike(keys[-1])
        self.until(lambda: self.saved > saved)
        took = None
        if not stays:
            self.until(lambda: self.case_id not in (None, case) and self.paints.count > paints)
            took = (time.perf_counter_ns() - began) / 1e6
        else:
            self.idle()
            self.press("Ctrl+1", "Down")
            self.until(lambda: self.case_id not in (None, case))
        self.idle()
        return took

    def close(self) -> None:
        """Close the window."""
        self.window.close()
