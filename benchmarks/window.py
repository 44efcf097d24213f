"""Driving the real window by keys, and waiting for what a person waits for: the next case, painted and committed."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.main import window_on
from app.services.context import Context
from app.services.preferences import Preferences
from app.ui import theme
from app.ui.i18n import Translations

NAMED = {"Return": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab, "Escape": Qt.Key.Key_Escape}
PATIENCE_S = 10.0


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
    """The window of one store, opened at the size of a small desk."""

    def __init__(self, context: Context, preferences: Preferences) -> None:
        self.application = QApplication.instance() or QApplication(["fairdue"])
        assert isinstance(self.application, QApplication)
        translations = Translations(self.application)
        translations.speak("zh_CN")
        theme.install(self.application, "light", 10)
        self.window = window_on(context, preferences, translations)
        self.window.resize(1280, 760)
        self.window.show()
        self.window.windowHandle().requestActivate()
        self.window.show_page("desk")
        self.desk = self.window.page("desk")
        self.saved = 0
        self.desk.assistant.saved.connect(self._on_saved)  # type: ignore[attr-defined]

    def _on_saved(self, _recorded: object) -> None:
        self.saved += 1

    def settle(self) -> None:
        """Wait until a case is shown, the next is at hand, and nothing is under way."""
        self._until(lambda: self.desk.case.panel is not None)  # type: ignore[attr-defined]
        self.paints = Paints(self.desk.case)  # type: ignore[attr-defined]
        self._idle()

    def call(self, keys: tuple[str, ...], *, stays: bool) -> float | None:
        """Press the keys of one call; the milliseconds from the last one to the next case painted, None if the
        outcome stays on its case."""
        case = self.desk.case.panel.case_id  # type: ignore[attr-defined]
        saved = self.saved
        for key in keys[:-1]:
            self._press(key)
            QCoreApplication.processEvents()
        self._idle()
        began = time.perf_counter_ns()
        paints = self.paints.count
        self._press(keys[-1])
        self._until(lambda: self.saved > saved)
        took = None
        if not stays:
            self._until(lambda: self._shows_another(case) and self.paints.count > paints)
            took = (time.perf_counter_ns() - began) / 1e6
        else:
            self.window.show_page("desk")
            self.desk.queue.step(1)  # type: ignore[attr-defined]
            self._until(lambda: self._shows_another(case))
        self._idle()
        return took

    def _shows_another(self, case: bytes) -> bool:
        panel = self.desk.case.panel  # type: ignore[attr-defined]
        return panel is not None and panel.case_id != case

    def _press(self, key: str) -> None:
        target = self.application.focusWidget() or self.desk.queue.list  # type: ignore[attr-defined]
        QTest.keyClick(target, NAMED.get(key, key))  # type: ignore[arg-type]

    def _until(self, done: object) -> None:
        ends = time.monotonic() + PATIENCE_S
        while not done():  # type: ignore[operator]
            QCoreApplication.processEvents(flags(), 5)
            if time.monotonic() > ends:
                raise SystemExit("the window did not answer")

    def _idle(self) -> None:
        """Let what runs beside the eye come to its end: counts, the case after the next."""
        quiet = 0
        while quiet < 3:
            QCoreApplication.processEvents(flags(), 5)
            time.sleep(0.002)
            quiet = 0 if self.window.desktop.tasks.is_busy else quiet + 1

    def close(self) -> None:
        """Close the window."""
        self.window.close()


def flags() -> object:
    """Every event."""
    from PySide6.QtCore import QEventLoop

    return QEventLoop.ProcessEventsFlag.AllEvents
