"""The story of a case, newest first: a dot of state, when, what in bold, and the rest quietly below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.services.timeline import Event
from app.services.words import Words
from app.ui import style, theme

EVENT_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class EventsModel(QAbstractListModel):
    """Events with the words for their moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events: list[tuple[str, Event]] = []

    def show(self, events: Sequence[Event], words: Words) -> None:
        """Replace the events."""
        self.beginResetModel()
        self._events = [(_when(event, words), event) for event in events]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._events)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        when, event = self._events[index.row()]
        if role == EVENT_ROLE:
            return when, event
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{when} {event.title} {event.detail}"
        return None


def _when(event: Event, words: Words) -> str:
    local = event.at.astimezone(words.zone)
    if (local.hour, local.minute) == (0, 0):
        return words.day(local.date())
    return f"{words.day(local.date())} {words.clock(event.at)}"


class EventDelegate(QStyledItemDelegate):
    """Draws one event; an undone one is struck through and quiet."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        when, event = index.data(EVENT_ROLE)
        look, colours = theme.current(), theme.current().tokens
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ink(event)))
        radius = look.space(0.34)
        title_font, quiet = self._fonts(event)
        first = QFontMetrics(title_font).height()
        top = rect.y() + look.space(0.55)
        painter.drawEllipse(rect.x() + look.space(0.6), top + first // 2 - radius, 2 * radius, 2 * radius)
        painter.setPen(QColor(colours.muted))
        painter.setFont(quiet)
        painter.drawText(QRect(rect.x() + look.space(2.1), top, look.space(7), first), LINE, when)
        left = self._left(rect)
        painter.setFont(title_font)
        painter.setPen(QColor(colours.muted if event.is_undone else colours.text))
        painter.drawText(QRect(left, top, rect.right() - left, first), LINE, event.title)
        painter.setFont(quiet)
        painter.setPen(QColor(colours.muted))
        painter.drawText(
            QRect(left, top + first + 2, rect.right() - left - look.space(0.5), rect.height()),
            WRAP,
            event.detail,
        )
        painter.setPen(QColor(colours.hairline))
        painter.drawLine(left, rect.bottom(), rect.right(), rect.bottom())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        _, event = index.data(EVENT_ROLE)
        look = theme.current()
        title_font, quiet = self._fonts(event)
        width = max(option.rect.width(), look.space(20))
        height = QFontMetrics(title_font).height() + look.space(1.1)
        if event.detail:
            room = QRect(0, 0, width - self._left(QRect(0, 0, width, 1)) - look.space(0.5), 10_000)
            height += QFontMetrics(quiet).boundingRect(room, WRAP, event.detail).height() + 2
        return QSize(width, height)

    @staticmethod
    def _left(rect: QRect) -> int:
        return rect.x() + theme.current().space(9.4)

    @staticmethod
    def _ink(event: Event) -> str:
        colours = theme.current().tokens
        tone = {"info": "accent", "quiet": ""}.get(event.tone, event.tone)
        return colours.ink(tone)

    @staticmethod
    def _fonts(event: Event) -> tuple[QFont, QFont]:
        look = theme.current()
        title = look.font(1.0, bold=event.tone not in ("quiet",))
        title.setStrikeOut(event.is_undone)
        return title, look.font(style.CAPTION)


class TimelineView(QListView):
    """A read-only list of events."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.events = EventsModel(self)
        self.setModel(self.events)
        self.setItemDelegate(EventDelegate(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Timeline"))
