"""A sheet over the window: the window dims behind it, Esc or a click beside it takes it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import style, theme
from app.ui.widgets.cards import Card

DIM = 90  # of 255: what lies behind stays readable


class Overlay(QWidget):
    """Covers ``window``; content goes into ``card.body``. The focus returns to where it was."""

    def __init__(self, window: QWidget, *, name: str) -> None:
        super().__init__(window)
        self.setObjectName(name)
        self.card = Card(name=f"{name}_card", parent=self)
        self._before: QWidget | None = None
        window.installEventFilter(self)
        self.setVisible(False)

    def open(self, focus: QWidget) -> None:
        """Show it, and put the focus on this part of it."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.place()
        self.setVisible(True)
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def shut(self) -> None:
        """Take it away."""
        if not self.isVisible():
            return
        self.setVisible(False)
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Cover the window and lay the card where ``frame_in`` wants it."""
        self.setGeometry(self.parentWidget().rect())
        self.card.setGeometry(self.frame_in(self.rect()))

    def frame_in(self, room: QRect) -> QRect:
        """Where the card lies in the window."""
        raise NotImplementedError

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside."""
        stops = [
            child
            for child in self.findChildren(QWidget)
            if child.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and child.isVisibleTo(self)
        ]
        if not stops:
            return True
        now = QApplication.focusWidget()
        at = stops.index(now) if now in stops else -1
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key goes on to the page behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.shut()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self.place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, DIM))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 7))
        for spread in range(1, 17):
            edge = self.card.geometry().adjusted(-spread, 4 - spread, spread, 4 + spread)
            painter.drawRoundedRect(edge, style.RADIUS + spread, style.RADIUS + spread)


def centred(room: QRect, wide: float, tall: float, *, top: float = 0.5) -> QRect:
    """A frame of this many ems in the middle of the room, at ``top`` of the height left over."""
    space = theme.current().space
    margin = space(1.2)
    width = min(space(wide), room.width() - 2 * margin)
    height = min(space(tall), room.height() - 2 * margin)
    x = room.x() + (room.width() - width) // 2
    y = room.y() + margin + round((room.height() - 2 * margin - height) * top)
    return QRect(x, y, width, height)
