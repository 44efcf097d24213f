"""Pictures of a letterhead as a PDF takes them: the packed rows of a PNG as they are, nothing is unpacked.

Only what ``app.files.pictures`` makes is drawn: one palette, no transparency, no interlacing.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase import pdfdoc  # type: ignore[import-untyped]

from app.domain.errors import RenderProblem

_SIGN = b"\x89PNG\r\n\x1a\n"
_PALETTE = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on the letterhead beside its words, each a PNG as kept; None where there is none."""

    logo: bytes | None = None
    seal: bytes | None = None


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Image:
    """One picture: pixels, bits a pixel, the colours (three bytes each), the rows as zlib packed them."""

    name: str
    width: int
    height: int
    bits: int
    palette: bytes
    rows: bytes

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Its width and height in points where it fills a field without being pressed."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale

    def stream(self) -> pdfdoc.PDFStream:
        """The object of a PDF (ISO 32000-1, 7.4.4.4: a PNG predictor)."""
        name = pdfdoc.PDFName
        colours = len(self.palette) // 3 - 1
        space = pdfdoc.PDFArray([name("Indexed"), name("DeviceRGB"), colours, f"<{self.palette.hex()}>"])
        return pdfdoc.PDFStream(
            pdfdoc.PDFDictionary(
                {
                    "Type": name("XObject"),
                    "Subtype": name("Image"),
                    "Width": self.width,
                    "Height": self.height,
                    "BitsPerComponent": self.bits,
                    "ColorSpace": space,
                    "Filter": name("FlateDecode"),
                    "DecodeParms": pdfdoc.PDFDictionary(
                        {"Predictor": 15, "Colors": 1, "BitsPerComponent": self.bits, "Columns": self.width}
                    ),
                }
            ),
            self.rows,
        )


@lru_cache(maxsize=32)
def image_of(png: bytes) -> Image:
    """A kept picture. Raises RenderProblem ``letter_picture`` where it is none of ours."""
    chunks: dict[bytes, bytes] = {}
    at = len(_SIGN)
    while png.startswith(_SIGN) and at + 8 <= len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        chunks[kind] = chunks.get(kind, b"") + png[at + 8 : at + 8 + length]
        at += length + 12
    if not {b"IHDR", b"PLTE", b"IDAT"} <= chunks.keys():
        raise RenderProblem("letter_picture")
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if colour != _PALETTE or interlaced:
        raise RenderProblem("letter_picture")
    name = hashlib.sha256(png).hexdigest()[:16]
    return Image(name, width, height, bits, chunks[b"PLTE"], chunks[b"IDAT"])
