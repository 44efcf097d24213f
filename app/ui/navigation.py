"""The rail of pages at the left edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from app.ui import icons, theme
from app.ui.widgets.labels import PlainLabel, plain_tip

ICON = Qt.ToolButtonStyle.ToolButtonIconOnly
ICON_AND_WORD = Qt.ToolButtonStyle.ToolButtonTextUnderIcon


class Rail(QFrame):
    """One button a page, icon over word or, where that is too high, icons alone. ``chosen`` carries the page's name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._icons: dict[str, str] = {}
        self._mark = PlainLabel("有还", "section", tone="accent")
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addWidget(self._mark)
        self._column.addStretch()
        self._full = self._least = 0
        self._breathe()

    def add(self, name: str, icon: str, text: str, keys: str) -> None:
        """Add a page's button."""
        button = QToolButton(self)
        button.setObjectName(f"rail_{name}")
        button.setProperty("role", "rail")
        button.setCheckable(True)
        button.setToolButtonStyle(ICON_AND_WORD)
        button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._buttons[name], self._icons[name] = button, icon
        self._group.addButton(button)
        self._column.insertWidget(self._column.count() - 1, button)
        self.say(name, text, keys)
        self._draw()

    def minimumSizeHint(self) -> QSize:
        """Icons alone are enough where the screen is low and the text large."""
        return QSize(super().minimumSizeHint().width(), self._least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def say(self, name: str, text: str, keys: str) -> None:
        """Name a page's button."""
        button = self._buttons[name]
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(plain_tip(f"{text}  {keys}"))

    def check(self, name: str) -> None:
        """Mark the page that is shown."""
        self._buttons[name].setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._breathe()
            self._draw()

    def _draw(self) -> None:
        size = theme.current().space(1.5)
        for name, button in self._buttons.items():
            button.setIcon(icons.icon(self._icons[name], "muted", checked_tone="accent"))
            button.setIconSize(QSize(size, size))
        self._measure()

    def _measure(self) -> None:
        """How high the rail is without words and with them."""
        self._least, self._full = self._height_in(ICON), self._height_in(ICON_AND_WORD)
        self.updateGeometry()
        self._fold()

    def _height_in(self, style: Qt.ToolButtonStyle) -> int:
        self._dress(style)
        self._column.invalidate()
        return self._column.totalMinimumSize().height()

    def _fold(self) -> None:
        self._dress(ICON if self.height() < self._full else ICON_AND_WORD)

    def _dress(self, style: Qt.ToolButtonStyle) -> None:
        for button in self._buttons.values():
            button.setToolButtonStyle(style)

    def _breathe(self) -> None:
        space = theme.current().space
        self._column.setContentsMargins(space(0.4), space(0.7), space(0.4), space(0.5))
