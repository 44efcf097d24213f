"""Paints the queue: two quiet lines a case, a header a tier."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import style, theme
from app.ui.tables.rows import GroupView, QueueRowView
from app.ui.tables.rows_model import GROUP_ROLE, ROW_ROLE

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter
ROW_EMS, HEADER_EMS = 3.9, 2.15
BAR_EMS = 0.24  # 3 pixels of accent before the chosen row at the normal size


class QueueDelegate(QStyledItemDelegate):
    """Draws rows and headers with the colours and the text size in use."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row_height = self.header_height = 0
        self.measure()

    def measure(self) -> None:
        """Take over the text size in use. The view calls it before it lays out."""
        look = theme.current()
        self._name = look.font(1.08, bold=True)
        self._quiet = look.font(style.CAPTION)
        self._tag = look.font(style.SMALL)
        self._title = look.font(style.CAPTION, bold=True)
        lines = QFontMetrics(self._name).height() + QFontMetrics(self._quiet).height()
        self.row_height = max(look.space(ROW_EMS), lines + 8)
        self.header_height = look.space(HEADER_EMS)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        header = index.data(GROUP_ROLE) is not None
        return QSize(option.rect.width(), self.header_height if header else self.row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        group = index.data(GROUP_ROLE)
        if group is not None:
            self._paint_header(painter, option.rect, group)
            return
        self._paint_ground(painter, option)
        row = index.data(ROW_ROLE)
        if row is None:
            self._paint_placeholder(painter, option.rect)
        else:
            self._paint_row(painter, option.rect, row)

    def _paint_header(self, painter: QPainter, rect: QRect, group: GroupView) -> None:
        look, colours = theme.current(), theme.current().tokens
        painter.fillRect(rect, QColor(colours.raised))
        painter.fillRect(rect.x(), rect.y(), rect.width(), 1, QColor(colours.hairline))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(colours.hairline))
        room = rect.adjusted(look.space(0.9), 0, -look.space(0.95), 0)
        painter.setFont(self._title)
        painter.setPen(QColor(colours.muted))
        count = f"{group.count:,}"
        painter.drawText(room, RIGHT | MIDDLE, count)
        metrics = QFontMetrics(self._title)
        free = room.width() - metrics.horizontalAdvance(count) - look.space(0.6)
        painter.drawText(
            room, LEFT | MIDDLE, metrics.elidedText(group.title, Qt.TextElideMode.ElideRight, free)
        )

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours, rect = theme.current().tokens, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(colours.tint_accent if chosen else colours.base))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(colours.hairline))
        if chosen:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            bar = QColor(colours.accent if focused else colours.border)
            painter.fillRect(rect.x(), rect.y(), theme.current().space(BAR_EMS), rect.height(), bar)

    def _lines(self, rect: QRect) -> tuple[QRect, QRect]:
        """Where the name and the reason stand in a row."""
        look = theme.current()
        room = rect.adjusted(look.space(1.2), 0, -look.space(0.95), -1)
        name, quiet = QFontMetrics(self._name).height(), QFontMetrics(self._quiet).height()
        top = room.y() + (room.height() - name - quiet) // 2
        return QRect(room.x(), top, room.width(), name), QRect(room.x(), top + name, room.width(), quiet)

    def _paint_row(self, painter: QPainter, rect: QRect, row: QueueRowView) -> None:
        look, colours = theme.current(), theme.current().tokens
        first, second = self._lines(rect)
        painter.setPen(QColor(colours.text))
        painter.setFont(self._name)
        tag = self._tag_width(row) if self._has_room(first, row) else 0
        left = self._paint_sides(painter, first, row.name, row.amount_text, tag)
        if tag:
            self._paint_tag(painter, left + look.space(0.5), first, row)
        painter.setPen(QColor(colours.muted))
        painter.setFont(self._quiet)
        self._paint_sides(painter, second, row.reason_text, row.age_text, 0)

    @staticmethod
    def _paint_sides(painter: QPainter, line: QRect, left: str, right: str, reserved: int) -> int:
        """Draw one text at each side; the left one gives way. Answers where the left one ends."""
        metrics = painter.fontMetrics()
        free = line.width() - metrics.horizontalAdvance(right) - theme.current().space(0.6) - reserved
        shown = metrics.elidedText(left, Qt.TextElideMode.ElideRight, max(free, 0))
        painter.drawText(line, RIGHT | MIDDLE, right)
        painter.drawText(line, LEFT | MIDDLE, shown)
        return line.x() + metrics.horizontalAdvance(shown)

    def _has_room(self, line: QRect, row: QueueRowView) -> bool:
        """Whether the tag fits beside the whole name: a name is never given up for a tag."""
        metrics = QFontMetrics(self._name)
        texts = metrics.horizontalAdvance(row.name) + metrics.horizontalAdvance(row.amount_text)
        return texts + self._tag_width(row) + theme.current().space(0.6) <= line.width()

    def _tag_width(self, row: QueueRowView) -> int:
        """The room a tag takes with the gap before it."""
        if not row.tag:
            return 0
        return QFontMetrics(self._tag).horizontalAdvance(row.tag) + theme.current().space(1.6)

    def _paint_tag(self, painter: QPainter, left: int, line: QRect, row: QueueRowView) -> None:
        look, colours = theme.current(), theme.current().tokens
        height = round(QFontMetrics(self._tag).height() * 1.02)
        width = self._tag_width(row) - look.space(0.5)
        pill = QRect(left, line.y() + (line.height() - height) // 2 + 1, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint(row.tag_tone)))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.restore()
        painter.setFont(self._tag)
        painter.setPen(QColor(colours.ink(row.tag_tone)))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, row.tag)

    def _paint_placeholder(self, painter: QPainter, rect: QRect) -> None:
        look, track = theme.current(), QColor(theme.current().tokens.track)
        first, second = self._lines(rect)
        thick = look.space(0.6)
        for line, left, right in ((first, 4, 5), (second, 12, 4)):
            y = line.y() + (line.height() - thick) // 2
            painter.fillRect(line.x(), y, look.space(left), thick, track)
            painter.fillRect(line.right() - look.space(right), y, look.space(right), thick, track)
