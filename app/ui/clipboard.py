"""The clipboard for what nobody else should keep: numbers of people, passwords of files.

Sources: KeePassXC, ``Clipboard.cpp`` (hints for clipboard histories on KDE, Windows and macOS).
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

CLEAR_MS = 30_000

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_NO = QByteArray(bytes(4))
_HINTS = {
    "x-kde-passwordManagerHint": QByteArray(b"secret"),
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): QByteArray(b"1"),
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
    "application/x-nspasteboard-concealed-type": QByteArray(b"1"),
}
"""What asks a history or a cloud to leave the text alone; whether it does is its own affair."""


def private_clipboard() -> PrivateClipboard:
    """The one of the application."""
    application = QGuiApplication.instance()
    assert application is not None
    return application.findChild(PrivateClipboard) or PrivateClipboard(application)


class PrivateClipboard(QObject):
    """Copies a text, and takes it away after half a minute and with the store, if it is still there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self._timer = QTimer(self, singleShot=True, interval=CLEAR_MS)
        self._timer.timeout.connect(self.clear)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard for half a minute."""
        data = QMimeData()
        data.setText(text)
        for kind, hint in _HINTS.items():
            data.setData(kind, hint)
        QGuiApplication.clipboard().setMimeData(data)
        self._text = text
        self._timer.start()

    def clear(self) -> None:
        """Take away what was copied here. What somebody else put there since stays."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
