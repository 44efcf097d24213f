"""Notices that nobody may be at the desk any more: the screen was locked, the machine slept, the user was switched.

Linux says so over D-Bus (logind, and the screen savers of GNOME, KDE and freedesktop.org), Windows by messages to the
window. macOS tells only programs that are built on its own frameworks; there, as everywhere, a jump of the clock shows
that the machine slept. A lock of the screen there is left to the minutes of the settings.

Sources: systemd, org.freedesktop.login1(5); Microsoft Learn, WM_WTSSESSION_CHANGE and WM_POWERBROADCAST.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from ctypes import wintypes
from functools import partial

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QCoreApplication,
    QDateTime,
    QObject,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QWidget

LOOK_MS = 10_000
SLEPT_MS = 60_000

WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
PBT_APMSUSPEND = 4
WTS_LEAVING = frozenset({2, 4, 6, 7})
"""Console disconnected (another user), remote session disconnected, logged off, locked."""


class AbsenceWatch(QObject):
    """``left`` when the system says so. It listens as long as ``window`` lives."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._seen = QDateTime.currentMSecsSinceEpoch()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._filter: SessionFilter | None = None
        if sys.platform == "win32":
            self._filter = SessionFilter(self.left.emit)
            application = QCoreApplication.instance()
            application.installNativeEventFilter(self._filter)
            window.destroyed.connect(partial(application.removeNativeEventFilter, self._filter))
            _tell_of_session(int(window.winId()))
        elif sys.platform != "darwin":
            from app.ui.absence_bus import listener

            listener(self).left.connect(self.left)

    def look(self) -> None:
        """Whether far more time has passed than between two looks: the machine slept."""
        now = QDateTime.currentMSecsSinceEpoch()
        slept, self._seen = now - self._seen > LOOK_MS + SLEPT_MS, now
        if slept:
            self.left.emit()


class SessionFilter(QAbstractNativeEventFilter):
    """Tells of the messages by which Windows says that the session is locked, left or put to sleep."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self._tell = tell

    def nativeEventFilter(self, kind: object, message: object) -> object:
        if bytes(kind) == b"windows_generic_MSG":  # type: ignore[call-overload]
            said = wintypes.MSG.from_address(int(message))  # type: ignore[call-overload]
            if is_leaving(said.message, said.wParam):
                self._tell()
        return False, 0


def is_leaving(message: int, word: int) -> bool:
    """Whether a message of Windows says that nobody is at the desk any more."""
    if message == WM_WTSSESSION_CHANGE:
        return word in WTS_LEAVING
    return message == WM_POWERBROADCAST and word == PBT_APMSUSPEND


def _tell_of_session(window: int) -> None:
    """Ask Windows for the messages about the session; of sleep it tells unasked."""
    if sys.platform != "win32":
        return
    import ctypes

    this_session = 0
    ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window, this_session)
