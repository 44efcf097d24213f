"""Pages of a PDF as pictures, for a preview inside the window: no clear copy on the disk, no other program."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

ON_SCREEN = 1.75
"""Pixels a point: 126 dots an inch, sharp at the width of a preview, 20 ms a page."""

ON_PAPER = 300 / 72
"""300 dots an inch."""

_GUARD = Lock()  # PDFium may be used by one thread at a time


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: width and height in pixels, rows of four bytes a pixel (blue, green, red, unused)."""

    width: int
    height: int
    stride: int
    pixels: bytes


def of_pdf(content: bytes, scale: float = ON_SCREEN) -> tuple[Picture, ...]:
    """Every page, in order."""
    import pypdfium2  # type: ignore[import-untyped]

    with _GUARD:
        document = pypdfium2.PdfDocument(content)
        try:
            return tuple(_picture(document[at], scale) for at in range(len(document)))
        finally:
            document.close()


def _picture(page: object, scale: float) -> Picture:
    bitmap = page.render(scale=scale, prefer_bgrx=True, rev_byteorder=False)  # type: ignore[attr-defined]
    try:
        return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        bitmap.close()
