"""Notices when nobody is at the desk any more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,  # all that is seen of a shortcut
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)

MINUTE_MS = 60_000


class IdleWatch(QObject):
    """``idle`` once no key was pressed and no mouse moved for so many minutes, anywhere in the program.

    It listens at the windows, where what people do comes in: a filter on the application would be asked about each
    of a thousand paints and layouts between a key and the next case.
    """

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self.wait(minutes)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._listen)
        self._listen(application.focusWindow())

    def wait(self, minutes: int) -> None:
        """Begin to count anew, up to so many minutes."""
        self._limit = minutes
        self._timer.start(minutes * MINUTE_MS)

    def again_soon(self) -> None:
        """Tell it once more in a minute, unless somebody comes back before: then the limit counts as ever."""
        self._timer.start(MINUTE_MS)

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once, however often it comes to the front

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS and self._timer.isActive():
            self._timer.start(self._limit * MINUTE_MS)
        return False
