"""Pages of paper inside the window: drawn at the width there is, sharp on every screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.services.letters.pictures import Picture
from app.ui import theme
from app.ui.widgets.strips import EmptyState

GAP = 14


class _Sheets(QWidget):
    """The pages below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def count(self) -> int:
        return len(self._images)

    def show_pages(self, pages: Sequence[Picture]) -> None:
        self._images = [
            QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()
            for page in pages
        ]
        self._measure()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().space(30), self._height(max(self.width(), 100)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(theme.current().tokens.border), 1))
        top = 0
        for image in self._images:
            place = QRect(0, top, self.width() - 1, self._tall(image, self.width()))
            painter.drawImage(place, image)
            painter.drawRect(place)
            top = place.bottom() + GAP

    def _measure(self) -> None:
        self.setFixedHeight(self._height(self.width()))

    def _height(self, width: int) -> int:
        return sum(self._tall(image, width) + GAP for image in self._images) or 1

    @staticmethod
    def _tall(image: QImage, width: int) -> int:
        return round(image.height() * width / max(image.width(), 1))


class PdfView(QStackedWidget):
    """The pages, or in their place a word on why there are none."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.sheets = _Sheets()
        self.nothing = EmptyState("file-text", name=f"{name}_nothing")
        holder = QWidget()
        holder.setProperty("role", "page")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, GAP, 0)
        column.addWidget(self.sheets)
        column.addStretch()
        self.area = QScrollArea()
        self.area.setObjectName(f"{name}_area")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidget(holder)
        self.addWidget(self.nothing)
        self.addWidget(self.area)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self.sheets.count if self.currentWidget() is self.area else 0

    def show_pages(self, pages: Sequence[Picture], instead: str = "") -> None:
        """Show these; without any, ``instead``."""
        self.sheets.show_pages(pages)
        self.nothing.say(instead)
        self.setCurrentWidget(self.area if pages else self.nothing)

    def set_label(self, label: str) -> None:
        """Name it for a screen reader."""
        self.area.setAccessibleName(label)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.sheets.update()
