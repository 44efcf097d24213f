"""Lucide icons in the colours of the theme."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.ui import assets, theme

STROKE = "1.75"  # Lucide's own 2 looks heavy beside text of 13 px


def icon(name: str, tone: str = "text", *, checked_tone: str = "") -> QIcon:
    """An icon for buttons and menus. ``tone`` names a token; greyed when disabled; made anew after a theme change."""
    colours = theme.current().tokens
    answer = QIcon()
    for size in (16, 20, 24, 32):
        for mode, token in ((QIcon.Mode.Normal, tone), (QIcon.Mode.Disabled, "border")):
            answer.addPixmap(pixmap(name, getattr(colours, token), size, 2.0), mode, QIcon.State.Off)
        if checked_tone:
            image = pixmap(name, getattr(colours, checked_tone), size, 2.0)
            answer.addPixmap(image, QIcon.Mode.Normal, QIcon.State.On)
    return answer


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon ``resources/icons/<name>.svg`` in ``colour`` (``#RRGGBB``), ``size`` logical pixels square."""
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    source = (
        _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    )
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


@cache
def _source(name: str) -> str:
    return (assets.folder("icons") / f"{name}.svg").read_text(encoding="utf-8")
