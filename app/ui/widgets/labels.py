"""Text that is only text: a debtor's name must never be read as HTML."""

from __future__ import annotations

import html
import math

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import style, theme

SHORTEST_WORDS = 7  # ems below which a large word is not elided further
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def plain_tip(text: str) -> str:
    """Data made safe for a tooltip, which would otherwise guess whether it is HTML."""
    return f"<p style='white-space: pre-wrap'>{html.escape(text)}</p>" if text else ""


def text_width(metrics: QFontMetrics, text: str) -> int:
    """The pixels in which ``text`` stands uncut. Qt's own whole number is rounded, often to one too few."""
    return math.ceil(QFontMetricsF(metrics).horizontalAdvance(text))


class PlainLabel(QLabel):
    """The only label for data. ``role`` is a text style of the sheet: caption, small, muted, strong, section,
    figure, title; ``tone`` colours it: accent, danger, warn, ok.

    ``elide`` cuts what does not fit, with the whole text as tooltip; ``selectable`` lets it be copied.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        tone: str = "",
        wrap: bool = False,
        elide: bool = False,
        selectable: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        self.setObjectName(name)
        if role:
            self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)
        if selectable:
            self.setTextInteractionFlags(SELECTABLE)
            self.setAccessibleName(text)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        if self.textInteractionFlags() & SELECTABLE:
            self.setAccessibleName(text)
        self._tell_whole()

    def set_tone(self, tone: str) -> None:
        theme.set_property(self, "tone", tone)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.current().space(3)), hint.height()) if self._elide else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter = QPainter(self)
        self.style().drawItemText(
            painter, room, self.alignment(), self.palette(), self.isEnabled(), text, self.foregroundRole()
        )

    def _tell_whole(self) -> None:
        if self._elide:
            self._tell(
                self.text(), fits=text_width(self.fontMetrics(), self.text()) <= self.contentsRect().width()
            )

    def _tell(self, text: str, *, fits: bool) -> None:
        self.setToolTip(plain_tip("" if fits else text))


class SectionTitle(PlainLabel):
    """The title over a group of cards or rows."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "section", name=name, parent=parent)


class Chip(PlainLabel):
    """A word on a tint: a tag, a count, a state. ``figure`` follows in bold ("amount **+18**")."""

    def __init__(
        self,
        text: str = "",
        tone: str = "",
        *,
        figure: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._word, self._figure = text, figure
        super().__init__(f"{text} {figure}".strip(), tone=tone, name=name, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_state(self, text: str, tone: str = "", figure: str = "") -> None:
        self._word, self._figure = text, figure
        self.setText(f"{text} {figure}".strip())
        self.set_tone(tone)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        word, figure = self._fonts()
        wide = text_width(QFontMetrics(word), self._word)
        if self._figure:
            wide += text_width(QFontMetrics(figure), f" {self._figure}")
        return QSize(wide + theme.current().space(1.1), round(QFontMetrics(word).height() * 1.05))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, tone = theme.current().tokens, self.property("tone") or ""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint(tone)))
        radius = self.height() / 2
        painter.drawRoundedRect(self.rect(), radius, radius)
        word, figure = self._fonts()
        room = self.rect().adjusted(theme.current().space(0.55), 0, 0, 0)
        painter.setFont(word)
        painter.setPen(QColor(colours.ink(tone)))
        used = painter.boundingRect(room, Qt.AlignmentFlag.AlignVCenter, self._word)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._word)
        if self._figure:
            painter.setFont(figure)
            painter.setPen(QColor(colours.text))
            room.setLeft(used.right() + 1)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, f" {self._figure}")

    @staticmethod
    def _fonts() -> tuple[QFont, QFont]:
        look = theme.current()
        return look.font(style.SMALL), look.font(style.SMALL, bold=True)


class Figure(PlainLabel):
    """A large figure or name and, on the same base line, a quiet word beside it, elided if there is no room."""

    def __init__(
        self,
        text: str = "",
        aside: str = "",
        role: str = "figure",
        *,
        tone: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._figure, self._aside = text, aside
        super().__init__("", role, tone=tone, name=name, parent=parent)
        self.say(text, aside, tone)

    def say(self, text: str, aside: str = "", tone: str = "") -> None:
        self._figure, self._aside = text, aside
        self.setText(f"{text} {aside}".strip())
        self.set_tone(tone)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._whole_width(), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        # A figure is never cut; words, which may be long, are elided and told whole in the tooltip.
        least = text_width(self.fontMetrics(), self._figure)
        if not any(sign.isdigit() for sign in self._figure):
            least = min(least, theme.current().space(SHORTEST_WORDS))
        return QSize(least, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        base = (self.height() - self.fontMetrics().height()) // 2 + self.fontMetrics().ascent()
        figure = self.fontMetrics().elidedText(self._figure, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(0, base, figure)
        left = text_width(self.fontMetrics(), figure) + self._gap()
        quiet = self._quiet()
        text = QFontMetrics(quiet).elidedText(self._aside, Qt.TextElideMode.ElideRight, self.width() - left)
        painter.setFont(quiet)
        painter.setPen(QColor(theme.current().tokens.muted))
        painter.drawText(left, base, text)

    def _tell_whole(self) -> None:
        self._tell(self.text(), fits=self._whole_width() <= self.width())

    def _whole_width(self) -> int:
        wide = text_width(self.fontMetrics(), self._figure)
        return wide + (
            self._gap() + text_width(QFontMetrics(self._quiet()), self._aside) if self._aside else 0
        )

    def _gap(self) -> int:
        return theme.current().space(0.5)

    def _quiet(self) -> QFont:
        return theme.current().font(1.0 if self.property("role") == "title" else style.CAPTION)


class KeyCap(PlainLabel):
    """The key that does what stands beside it."""

    def __init__(self, keys: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(keys, "keycap", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
