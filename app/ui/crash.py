"""The crash window: what happened, what was kept, what to do. The program goes on where it can."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.errors import AppError
from app.services import crash
from app.services.crash import Crash
from app.ui import theme
from app.ui.dialogs.frame import DialogFrame
from app.ui.main_window import MainWindow
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel, SectionTitle


def watch(window: MainWindow) -> CrashWatch:
    """From now on every bug is logged and shown over ``window``, wherever it happens."""
    return CrashWatch(window)


class CrashWatch(QObject):
    """Catches what nobody caught: in the GUI thread, in other threads, in tasks. One crash window at a time."""

    _caught = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.shown: CrashWindow | None = None
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        window.desktop.tasks.broken.connect(self.report)
        # Errors of other threads come to the GUI thread first.
        self._caught.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def stop(self) -> None:
        """Give errors back to whoever got them before."""
        sys.excepthook, threading.excepthook = self._before

    def report(self, error: BaseException) -> None:
        """Log a bug and show it; a refusal that slipped through is only told."""
        if isinstance(error, AppError):
            self._window.desktop.tasks.refused.emit(error)
            return
        found = crash.record(error)
        if self.shown is None:
            self.shown = CrashWindow(self._window)
            self.shown.finished.connect(self._on_closed)
        self.shown.add(found)
        self.shown.show()
        self.shown.activateWindow()

    def _on_closed(self) -> None:
        if self.shown is not None:
            self.shown.deleteLater()
            self.shown = None

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt) or not shiboken6.isValid(self):
            self._before[0](kind, error, trace)
        else:
            self._caught.emit(error)

    def _on_thread_error(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is None or not shiboken6.isValid(self):
            self._before[1](caught)
        else:
            self._caught.emit(caught.exc_value)


class CrashWindow(DialogFrame):
    """Says the three things one wants to know; the details, without personal data, come on request."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("octagon-alert", "danger", name="crash_window", wide=44, parent=parent)
        self._crashes: list[Crash] = []
        self._titles = [SectionTitle() for _ in range(3)]
        self.texts = [PlainLabel(wrap=True, name=f"crash_{part}") for part in ("happened", "kept", "do")]
        self.details = QPlainTextEdit()
        self.details.setObjectName("crash_report")
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setVisible(False)
        self.more = Button("", name="crash_details", kind="link")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._on_more)
        self.copy = Button("", name="crash_copy", icon="copy")
        self.copy.clicked.connect(self._on_copy)
        self.leave = Button("", name="crash_quit")
        self.leave.clicked.connect(self._on_leave)
        self.go_on = Button("", name="crash_go_on", kind="primary", keys="Enter")
        self.go_on.clicked.connect(self.accept)
        self.go_on.setDefault(True)
        self._fill()
        self._retranslate()
        self.go_on.setFocus()

    def add(self, found: Crash) -> None:
        """Show this error, below those that came before it."""
        self._crashes.append(found)
        self.details.setPlainText("\n\n".join(one.report for one in self._crashes))
        self._retranslate()
        self.fit()

    def _fill(self) -> None:
        for title, text in zip(self._titles, self.texts, strict=True):
            self.body.addWidget(title)
            self.body.addWidget(text)
            self.body.addSpacing(theme.current().space(0.4))
        self.body.addWidget(self.details, 1)
        self.details.setMinimumHeight(theme.current().space(11))
        self.buttons.insertWidget(0, self.more)
        for button in (self.copy, self.leave, self.go_on):
            self.buttons.addWidget(button)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("FairDue: a fault"))
        self.headline.setText(self.tr("Something went wrong in FairDue"))
        titles = (self.tr("What happened"), self.tr("What was kept"), self.tr("What to do"))
        kind = self._crashes[-1].kind if self._crashes else ""
        happened = self.tr("An error that FairDue did not foresee ({kind}). It is in the log.").format(
            kind=kind
        )
        if len(self._crashes) > 1:
            happened += " " + self.tr("It is error no. {count} in a row.").format(count=len(self._crashes))
        texts = (
            happened,
            self.tr(
                "Everything that was saved. What you were just doing was saved whole or not at all: "
                "look at the case to see which."
            ),
            self.tr(
                "Go on working. If it happens again, close FairDue and open it anew, and give the details "
                "to whoever looks after it: they name no person and no amount."
            ),
        )
        for label, text in zip((*self._titles, *self.texts), (*titles, *texts), strict=True):
            label.setText(text)
        self.details.setAccessibleName(self.tr("Details"))
        self.more.setText(self.tr("Hide details") if self.more.isChecked() else self.tr("Show details"))
        self.copy.setText(self.tr("Copy details"))
        self.leave.setText(self.tr("Close FairDue"))
        self.go_on.setText(self.tr("Go on"))

    def _on_more(self, is_on: bool) -> None:
        self.details.setVisible(is_on)
        self._retranslate()
        self.fit()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())

    def _on_leave(self) -> None:
        self.accept()
        self.parentWidget().window().close()
