"""Charts drawn with QPainter: lines over weeks, bars with their figures. Each line has its own dash and name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import style, theme

_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_TONES = ("accent", "warn", "ok", "danger")
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, a value (≥ 0) for each point, the last of them in words."""

    name: str
    values: tuple[int, ...]
    last: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its value (≥ 0), the value in words."""

    name: str
    value: int
    text: str


class _Chart(QWidget):
    """What a chart says is its accessible description too: nobody has to see it."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().space(12), self.sizeHint().height())

    @staticmethod
    def _metrics() -> QFontMetrics:
        return QFontMetrics(theme.current().font(style.SMALL))

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.current().font(style.SMALL))
        return painter


class LineChart(_Chart):
    """Lines over named points, from zero up."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._points: tuple[str, ...] = ()
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, label: str, points: Sequence[str], lines: Sequence[Line]) -> None:
        """Draw these lines."""
        self._points, self._lines = tuple(points), tuple(lines)
        self.setAccessibleName(label)
        told = (f"{line.name}: {', '.join(f'{value:,}' for value in line.values)}" for line in lines)
        self.setAccessibleDescription("; ".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().space(28), theme.current().space(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, metrics = self._painter(), self._metrics()
        colours = theme.current().tokens
        high = metrics.height()
        ends = max((metrics.horizontalAdvance(line.last) for line in self._lines), default=0) + 12
        plot = QRectF(high / 2, high * 1.8, self.width() - ends - high / 2, self.height() - high * 3.6)
        top = max((value for line in self._lines for value in line.values), default=0) or 1
        painter.setPen(QPen(QColor(colours.hairline), 1))
        for step in range(_STEPS + 1):
            y = plot.bottom() - plot.height() * step / _STEPS
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        self._draw_points(painter, plot)
        taken: list[float] = []
        left = plot.left()
        for number, line in enumerate(self._lines):
            colour = QColor(colours.ink(_TONES[number % len(_TONES)]))
            painter.setPen(QPen(colour, 2, _DASHES[number % len(_DASHES)]))
            places = [
                QPointF(self._x(plot, at), plot.bottom() - plot.height() * value / top)
                for at, value in enumerate(line.values)
            ]
            painter.drawPolyline(places)
            painter.drawLine(QPointF(left, high * 0.75), QPointF(left + high * 1.4, high * 0.75))
            painter.setPen(QPen(colour, 1))
            painter.setBrush(colour)
            for place in places:
                painter.drawEllipse(place, 2.5, 2.5)
            if places:
                y = _free(places[-1].y(), taken, high * 0.95)
                painter.drawText(QPointF(places[-1].x() + 7, y + high * 0.3), line.last)
            painter.setPen(QColor(colours.text))
            painter.drawText(QPointF(left + high * 1.7, high), line.name)
            left += high * 2.6 + metrics.horizontalAdvance(line.name)

    def _draw_points(self, painter: QPainter, plot: QRectF) -> None:
        metrics = self._metrics()
        painter.setPen(QColor(theme.current().tokens.muted))
        for at, point in enumerate(self._points):
            wide = metrics.horizontalAdvance(point)
            x = min(max(self._x(plot, at) - wide / 2, 0), self.width() - wide)
            painter.drawText(QPointF(x, plot.bottom() + metrics.height() * 1.2), point)

    def _x(self, plot: QRectF, at: int) -> float:
        return plot.left() + plot.width() * at / max(len(self._points) - 1, 1)


class BarChart(_Chart):
    """Horizontal bars with names before and figures behind them."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._bars: tuple[Bar, ...] = ()

    def show_bars(self, label: str, bars: Sequence[Bar]) -> None:
        """Draw these bars."""
        self._bars = tuple(bars)
        self.setAccessibleName(label)
        self.setAccessibleDescription("; ".join(f"{bar.name}: {bar.text}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().space(24), round(self._row() * max(len(self._bars), 1)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, metrics, row = self._painter(), self._metrics(), self._row()
        colours = theme.current().tokens
        names = max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0) + 2
        names = min(names, self.width() // 3)
        figures = max((metrics.horizontalAdvance(bar.text) for bar in self._bars), default=0)
        room = max(self.width() - names - figures - 20, 1)
        largest = max((bar.value for bar in self._bars), default=0) or 1
        for number, bar in enumerate(self._bars):
            line = QRectF(0, number * row, names, row)
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
            painter.setPen(QColor(colours.text))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, name)
            length = room * bar.value / largest
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(names + 8, line.top() + row * 0.22, length, row * 0.56), 2, 2)
            painter.setPen(QColor(colours.text))
            place = QRectF(names + 14 + length, line.top(), figures + 6, row)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, bar.text)

    def _row(self) -> float:
        return self._metrics().height() * 1.45


def _free(y: float, taken: list[float], apart: float) -> float:
    """A place for words near ``y`` that no other words have."""
    while any(abs(y - other) < apart for other in taken):
        y -= 1
    taken.append(y)
    return y
