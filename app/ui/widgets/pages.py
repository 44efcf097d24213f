"""What every ordinary page begins with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.labels import Figure


class PageHead(Figure):
    """The title of a page and, quiet beside it, what it holds in a few words."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(role="title", name=name, parent=parent)


class Page(QWidget):
    """A page with room around it. Put content into ``column``."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self._breathe()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        space = theme.current().space
        self.column.setContentsMargins(space(1.3), space(0.9), space(1.3), space(0.9))
        self.column.setSpacing(space(0.75))


def padded(content: QWidget) -> QWidget:
    """The content of a tab, a little below its title."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 10, 0, 0)
    column.addWidget(content)
    return holder


def bring_to_sight(part: QWidget) -> None:
    """Where the page is taller than the window, scroll to this part of it."""
    holder = part.parentWidget()
    while holder is not None and not isinstance(holder, QScrollArea):
        holder = holder.parentWidget()
    if holder is not None:
        holder.ensureWidgetVisible(part)


def scrolled(content: QWidget, *, name: str) -> QScrollArea:
    """The content of a tab that may be taller than the window; it stays at the top of a tab that is taller."""
    holder = padded(content)
    holder.layout().addStretch()  # type: ignore[attr-defined]
    return _area(holder, name)


def held(content: QWidget, *, name: str) -> QScrollArea:
    """Content that fills the tab, and scrolls where the tab is lower than it can be: large text, a small screen."""
    return _area(padded(content), name)


def _area(holder: QWidget, name: str) -> QScrollArea:
    holder.setProperty("role", "page")
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holder)
    return area
