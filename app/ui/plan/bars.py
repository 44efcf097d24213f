"""The instalments as bars: how even they are, what is paid, how small the last one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui import theme
from app.ui.widgets.labels import plain_tip

GAP = 0.28  # of a bar's own width
WIDEST_EMS = 2.2


@dataclass(frozen=True, slots=True)
class Bar:
    """One payment: ``amount`` and how much of it is ``paid``, in minor units; ``tip`` says it in words."""

    amount: int
    paid: int
    tone: str
    tip: str


class InstalmentBars(QWidget):
    """Draws bars from left to right in proportion to the largest; a paid part is filled in its tone."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_bars(self, bars: Sequence[Bar], label: str) -> None:
        """Draw these; ``label`` says for the screen reader what they show."""
        self._bars = tuple(bars)
        self.setAccessibleName(label)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().space(20), theme.current().space(7.5))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().space(8), theme.current().space(3))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = next((at for at, room in enumerate(self._rooms()) if room.contains(event.pos())), None)
            QToolTip.showText(event.globalPos(), "" if hit is None else plain_tip(self._bars[hit].tip), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tallest = max((bar.amount for bar in self._bars), default=1)
        for bar, room in zip(self._bars, self._rooms(), strict=True):
            high = max(room.height() * bar.amount / tallest, 2.0)
            body = QRectF(room.x(), room.bottom() - high, room.width(), high).adjusted(0.5, 0.5, -0.5, -0.5)
            tone = (bar.tone or "accent") if self.isEnabled() else ""
            radius = min(2.5, room.width() / 3)
            painter.setPen(QPen(QColor(colours.ink(tone)), 1))
            painter.setBrush(QColor(colours.tint(tone)))
            painter.drawRoundedRect(body, radius, radius)
            if bar.paid > 0:
                share = min(bar.paid / bar.amount, 1.0)
                painter.setBrush(QColor(colours.ink(tone)))
                filled = QRectF(
                    body.x(), body.bottom() - body.height() * share, body.width(), body.height() * share
                )
                painter.drawRoundedRect(filled, radius, radius)
        painter.setPen(QPen(QColor(colours.hairline), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _rooms(self) -> list[QRectF]:
        """The column of each bar; few bars keep to a width that still looks like bars."""
        if not self._bars:
            return []
        step = min(self.width() / len(self._bars), theme.current().space(WIDEST_EMS))
        wide = max(step * (1 - GAP), 1.0)
        return [QRectF(at * step, 2, wide, self.height() - 3) for at in range(len(self._bars))]
