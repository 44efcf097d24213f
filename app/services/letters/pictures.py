"""Pages of a PDF as pictures, for a preview inside the window: no clear copy on the disk, no other program."""

from __future__ import annotations

import io
from dataclasses import dataclass
from threading import Lock

ON_SCREEN = 1.75
"""Pixels a point: 126 dots an inch, sharp at the width of a preview, 20 ms a page."""

ON_PAPER = 300 / 72
"""300 dots an inch."""

LARGEST = 2_000
"""Pixels of a scanned picture as it is shown."""

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


def page_count(content: bytes) -> int | None:
    """How many pages a PDF has; None where it cannot be opened: damaged, locked, none."""
    import pypdfium2

    with _GUARD:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return None
        try:
            return len(document) or None
        finally:
            document.close()


def of_image(content: bytes) -> Picture:
    """A picture as one page, upright, no larger than a page on the screen."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LARGEST, LARGEST))
        drawn = upright.convert("RGB")
    return Picture(drawn.width, drawn.height, drawn.width * 4, drawn.tobytes("raw", "BGRX"))


def _picture(page: object, scale: float) -> Picture:
    bitmap = page.render(scale=scale, prefer_bgrx=True, rev_byteorder=False)  # type: ignore[attr-defined]
    try:
        return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        bitmap.close()
