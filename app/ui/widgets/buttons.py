"""Buttons that show their key, and buttons that are only an icon."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QToolButton, QWidget

from app.ui import icons, style, theme
from app.ui.widgets.labels import plain_tip

NARROWEST = 12  # ems to which a button that wraps may be pressed
WRAPPED = Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextWordWrap


class Button(QPushButton):
    """A push button. ``kind``: "" plain, primary, danger, link. ``keys`` stands in a cap behind the text.

    ``wraps``: a long text goes on in further lines where there is no room for one.
    """

    def __init__(
        self,
        text: str,
        *,
        name: str,
        kind: str = "",
        keys: str = "",
        icon: str = "",
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self._keys = keys
        self._wraps = wraps
        self._icon_name = icon
        if kind:
            self.setProperty("kind", kind)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAutoDefault(False)
        self._draw_icon()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(
            hint.width() + self._cap_width() + (self._gap() if self._keys else 0) + self._gap(), hint.height()
        )

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self._wraps:
            hint.setWidth(min(hint.width(), theme.current().space(NARROWEST)))
        return hint

    def hasHeightForWidth(self) -> bool:
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        return self.sizeHint().height() + self._words(width).height() - self.fontMetrics().height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self._keys or self._icon_name):
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        icon = self.iconSize().width() + self._gap() if self._icon_name else 0
        cap = self._cap_width() + self._gap() if self._keys else 0
        words = self._words(self.width()).width()
        left = (self.width() - icon - words - cap) // 2
        if icon:
            mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
            top = (self.height() - self.iconSize().height()) // 2
            self.icon().paint(painter, QRect(QPoint(left, top), self.iconSize()), mode=mode)
        room = QRect(left + icon, 0, words + 2, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | (WRAPPED if self._wraps else Qt.TextFlag.TextShowMnemonic)
        painter.setPen(option.palette.color(QPalette.ColorRole.ButtonText))
        painter.drawText(room, flags, self.text())
        if cap:
            height = round(self._cap_metrics().height() * 1.05)
            top = (self.height() - height) // 2
            self._draw_cap(painter, QRect(room.right() + self._gap() - 1, top, self._cap_width(), height))

    def _words(self, width: int) -> QSize:
        """What the text takes in a button of this width."""
        line = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        if not self._wraps:
            return line
        room = max(width - (self.sizeHint().width() - line.width()), 1)
        if line.width() <= room:
            return line
        return self.fontMetrics().boundingRect(QRect(0, 0, room, 0), WRAPPED, self.text()).size()

    def _draw_cap(self, painter: QPainter, rect: QRect) -> None:
        colours = theme.current().tokens
        primary = self.property("kind") == "primary" and self.isEnabled()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.on_accent if primary else colours.hairline), 1))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QColor(colours.on_accent if primary else colours.muted))
        painter.setFont(theme.current().font(style.SMALL))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._keys)

    @staticmethod
    def _gap() -> int:
        return theme.current().space(0.5)

    @staticmethod
    def _cap_metrics() -> QFontMetrics:
        return QFontMetrics(theme.current().font(style.SMALL))

    def _cap_width(self) -> int:
        return self._cap_metrics().horizontalAdvance(self._keys) + self._gap() * 2 if self._keys else 0

    def _draw_icon(self) -> None:
        if self._icon_name:
            tone = {"primary": "on_accent", "danger": "danger", "link": "accent"}.get(
                self.property("kind"), "text"
            )
            self.setIcon(icons.icon(self._icon_name, tone))
            self.setIconSize(QSize(theme.current().space(1.2), theme.current().space(1.2)))


class IconButton(QToolButton):
    """An icon alone. ``label`` is its tooltip and its accessible name: a tooltip alone names nothing."""

    def __init__(
        self, icon: str, label: str, *, name: str, tone: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon_name = icon
        self._tone = tone
        self.set_label(label)
        self._draw_icon()

    def set_label(self, label: str) -> None:
        self.setAccessibleName(label)
        self.setToolTip(plain_tip(label))

    def set_icon(self, icon: str) -> None:
        self._icon_name = icon
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        self.setIcon(icons.icon(self._icon_name, self._tone))
        self.setIconSize(QSize(theme.current().space(1.4), theme.current().space(1.4)))
