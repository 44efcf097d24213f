"""A thin bar of parts: what a debt is made of, how the day's budget stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: its weight (any whole unit) and tone; the words stand beside the bar."""

    weight: int
    tone: str = ""


class ProportionBar(QWidget):
    """Parts side by side, each as wide as its share; without ``total`` they fill the bar.

    ``label`` says in words what the bar shows.
    """

    def __init__(
        self, label: str = "", *, name: str = "", height: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._height = height
        self._parts: tuple[Part, ...] = ()
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[Part], total: int = 0, label: str = "") -> None:
        self._parts = tuple(parts)
        self._total = total or sum(part.weight for part in parts)
        if label:
            self.setAccessibleName(label)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().space(8), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().space(2), self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(room, self._height / 2, self._height / 2)
        painter.setClipPath(shape)
        painter.fillRect(room, QColor(colours.track))
        x = 0.0
        for part in self._parts:
            width = room.width() * part.weight / self._total if self._total else 0.0
            painter.fillRect(QRectF(x, 0, width, room.height()), QColor(colours.ink(part.tone)))
            x += width
        painter.setPen(Qt.PenStyle.NoPen)
