"""Colours, fonts and style of the whole window: one ``Theme``, light or dark, at any font size.

Colours stand in ``resources/themes/*.toml``. Widgets that paint themselves ask ``current()`` and repaint when Qt
tells them of a style change; icons and delegates listen to ``changed``.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from app.ui import fonts, style, tokens
from app.ui.tokens import Tokens

Mode = Literal["system", "light", "dark"]
MODES: tuple[Mode, ...] = ("system", "light", "dark")
SCHEMES: dict[Mode, Qt.ColorScheme] = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
SMALLEST, NORMAL, LARGEST = 9, 10, 20  # points


def palette(colours: Tokens) -> QPalette:
    """What Fusion itself draws with, and what widgets outside the style sheet inherit."""
    role, answer = QPalette.ColorRole, QPalette()
    for target, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.base),
        (role.AlternateBase, colours.raised),
        (role.Text, colours.text),
        (role.Button, colours.base),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.danger),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.ToolTipBase, colours.base),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Light, colours.base),
        (role.Midlight, colours.track),
        (role.Mid, colours.hairline),
        (role.Dark, colours.border),
        (role.Shadow, colours.border),
    ):
        answer.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        answer.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.border))
    return answer


class Theme(QObject):
    """The look in use. ``changed`` comes after application palette, font and style sheet were set."""

    changed = Signal()

    def __init__(self, application: QApplication, mode: Mode, points: int) -> None:
        super().__init__(application)
        self._application = application
        self._mode = mode
        self._points = points
        self.tokens = tokens.load("light")
        self.em = 0.0
        self._fonts: dict[tuple[float, bool], QFont] = {}
        fonts.load()
        application.setStyle(QStyleFactory.create("Fusion"))
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._apply()

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def points(self) -> int:
        return self._points

    def set_mode(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode = mode
            self._apply()

    def set_points(self, points: int) -> None:
        """Set the text size; outside 9–20 pt the nearest allowed size is taken."""
        points = min(max(points, SMALLEST), LARGEST)
        if points != self._points:
            self._points = points
            self._apply()

    def font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """The application font, scaled. Digits of the shipped face all have one width."""
        known = self._fonts.get((scale, bold))
        if known is None:
            known = self._fonts[scale, bold] = QFont(self._application.font())
            known.setPointSizeF(self._points * scale)
            known.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return QFont(known)  # the caller may change what it gets

    def space(self, ems: float) -> int:
        """A distance that grows with the text, in pixels."""
        return round(self.em * ems)

    def _on_system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._mode == "system":
            self._apply()

    def _is_dark(self) -> bool:
        if self._mode == "system":
            # Unknown, as many Linux desks answer, means light.
            return self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    def _apply(self) -> None:
        # Where the system obeys, its own parts (title bar, file dialogs) take the same side.
        self._application.styleHints().setColorScheme(SCHEMES[self._mode])
        self.tokens = tokens.load("dark" if self._is_dark() else "light")
        font = QFont(fonts.FAMILIES, self._points)
        self._application.setFont(font)
        self._fonts.clear()
        self.em = self._points * self._application.primaryScreen().logicalDotsPerInchY() / 72
        self._application.setPalette(palette(self.tokens))
        self._application.setStyleSheet(style.sheet(self.tokens, self._points, self.em))
        self.changed.emit()


def mode_named(name: str) -> Mode:
    """The mode a preference names; whatever it does not know follows the system."""
    return next((mode for mode in MODES if mode == name), "system")


_themes: list[Theme] = []


def install(application: QApplication, mode: Mode = "system", points: int = NORMAL) -> Theme:
    """Dress the application; a second call changes the look in use."""
    if not _themes:
        _themes.append(Theme(application, mode, points))
    _themes[0].set_mode(mode)
    _themes[0].set_points(points)
    return _themes[0]


def current() -> Theme:
    """The look in use, after ``install``."""
    return _themes[0]


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet selects by, and dress the widget again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
