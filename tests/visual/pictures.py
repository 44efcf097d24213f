"""Comparing what the window shows with what it showed when somebody looked at it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage, QPainter

GOLDEN = Path(__file__).parent / "golden"
MOST_DIFFERENT = 0.0003
"""Share of the pixels that may differ: less than one short word."""

NEAR = 24
"""Steps of 255 a channel may be off before a pixel counts as another one."""

SMALLEST = 0
"""What Qt calls the quality of a PNG: nothing is lost, the packing takes its time."""


STEP = 8
_ROUNDED = bytes(
    255 if value > 255 - STEP // 2 else (value + STEP // 2) // STEP * STEP for value in range(256)
)


def keep(image: QImage, path: Path) -> bool:
    """Write the picture, its channels rounded to ``STEP`` so that it packs well; whether that worked."""
    whole = image.convertToFormat(QImage.Format.Format_RGB888)
    rounded = bytes(whole.constBits()).translate(_ROUNDED)
    drawn = QImage(rounded, whole.width(), whole.height(), whole.bytesPerLine(), QImage.Format.Format_RGB888)
    return drawn.save(str(path), "PNG", SMALLEST)


def different(image: QImage, kept: QImage) -> float:
    """The share of pixels that are not nearly the same; 1 for pictures of different sizes."""
    if image.size() != kept.size():
        return 1.0
    difference = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(difference)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, kept.convertToFormat(QImage.Format.Format_RGB32))
    painter.end()
    far = bytes(value > NEAR for value in range(256))
    marks = bytes(difference.constBits()).translate(far)
    # Four bytes a pixel, the last of them unused: a pixel differs where one of its three does.
    pixels = zip(marks[0::4], marks[1::4], marks[2::4], strict=True)
    if 1 not in marks:
        return 0.0
    return sum(any(pixel) for pixel in pixels) / (image.width() * image.height())
