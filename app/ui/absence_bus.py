"""What Linux says over D-Bus of an empty desk. A module of its own: elsewhere Qt need not bring D-Bus along."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

_LOGIND = "org.freedesktop.login1"
SYSTEM_SIGNALS = (
    (_LOGIND, f"{_LOGIND}.Manager", "PrepareForSleep"),
    (_LOGIND, f"{_LOGIND}.Session", "Lock"),
)
SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.kde.screensaver")


class BusListener(QObject):
    """``left`` when logind or a screen saver says so."""

    left = Signal()

    def listen(self, system: QDBusConnection, session: QDBusConnection) -> None:
        """Hear of sleep and lock on these two buses, as far as there are any."""
        said: Any = SLOT("on_said(QDBusMessage)")  # a text, whatever the stubs say
        for service, interface, member in SYSTEM_SIGNALS:
            if system.isConnected():
                system.connect(service, "", interface, member, self, said)
        for interface in SCREEN_SAVERS:
            if session.isConnected():
                session.connect("", "", interface, "ActiveChanged", self, said)

    @Slot(QDBusMessage)
    def on_said(self, message: QDBusMessage) -> None:
        """A signal without a word (Lock), or one that says whether it begins (sleep, screen saver)."""
        if all(argument is True for argument in message.arguments()):
            self.left.emit()


def listener(parent: QObject) -> BusListener:
    """One that hears the buses of this desk."""
    made = BusListener(parent)
    made.listen(QDBusConnection.systemBus(), QDBusConnection.sessionBus())
    return made
