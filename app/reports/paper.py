"""A page of A4 and the pen that draws on it: distances in points, from the left and from the top.

Only here is reportlab's canvas drawn on. Documents are invariant: no moment, no name of the machine, so that the same
data gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from reportlab import rl_config  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from app.reports.breaking import Line
from app.reports.pictures import Image

# Streams as they are instead of as ASCII: a fifth smaller, and writing the fonts takes a tenth of the time.
rl_config.useA85 = 0

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A4_LANDSCAPE = (A4[1], A4[0])

Colour = tuple[float, float, float]


def _rgb(value: int) -> Colour:
    return ((value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)


INK = _rgb(0x1A1A1A)
GREY = _rgb(0x5C5C5C)
FAINT = _rgb(0xB4B4B4)
NAVY = _rgb(0x12386B)
TINT = _rgb(0xF0F3F8)
WHITE = _rgb(0xFFFFFF)

_MADE = 1000
"""Pieces of text a pen keeps to draw them again."""

_FONT, _CODE = itemgetter(0), itemgetter(1)

# Where a face's ink sits on its line: Han stand 0.88 above the baseline and 0.12 below it.
ASCENT = 0.88


@cache
def _fill(colour: Colour) -> str:
    red, green, blue = colour
    return f"BT {red:.3f} {green:.3f} {blue:.3f} rg 1 0 0 1"


class _Codes(dict[str, tuple[str, str]]):
    """The characters of a face in one document: the font of the subset each is in, and its code there in hex."""

    def __init__(self, face: str, document: Any) -> None:
        self._face, self._document = pdfmetrics.getFont(face), document

    def __missing__(self, character: str) -> tuple[str, str]:
        ((subset, code),) = self._face.splitString(character, self._document)
        found = self[character] = (self._face.getSubsetInternalName(subset, self._document), code.hex())
        return found


class Pen:
    """Draws on the page at hand of one document."""

    def __init__(self, size: tuple[float, float] = A4, title: str = "", author: str = "") -> None:
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=size, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("FairDue")
        self._codes: dict[str, _Codes] = {}
        self._made: dict[tuple[int, float, float, str, float], tuple[Sequence[Line], str]] = {}
        self.width, self.height = size

    def turn_page(self) -> None:
        """What comes next stands on a fresh page."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole document; every page was turned."""
        self._canvas.save()
        return self._buffer.getvalue()

    def lines(
        self,
        lines: Sequence[Line],
        x: float,
        top: float,
        size: float,
        leading: float,
        *,
        colour: Colour = INK,
        align: str = "left",
        width: float = 0.0,
    ) -> None:
        """Draw lines below each other; ``right`` and ``center`` are within ``width``."""
        baseline = self.height - top - (leading - size) / 2 - ASCENT * size
        code = self._code_of(lines, size, leading, align, width)
        self._canvas.addLiteral(f"{_fill(colour)} {x:.3f} {baseline:.3f} Tm\n{code} ET")

    def _code_of(self, lines: Sequence[Line], size: float, leading: float, align: str, width: float) -> str:
        """The lines from their own origin. What a table repeats is the same object each time: made once."""
        key = (id(lines), size, leading, align, width)
        kept = self._made.get(key)
        if kept is not None:
            return kept[1]
        code = ["0 Tc 0 Tw"]
        font, was_x, y, was_y = "", 0.0, 0.0, 0.0
        gaps = (0.0, 0.0)
        for line in lines:
            spare = 0.0 if align == "left" else width - line.width
            left = spare / 2 if align == "center" else spare
            for segment in line.segments:
                at = round(left + segment.x, 3)
                code.append(f"{at - was_x:.3f} {y - was_y:.3f} Td")
                if gaps != segment[3:]:
                    gaps = (segment.char_gap, segment.word_gap)
                    code.append(f"{segment.char_gap:.3f} Tc {segment.word_gap:.3f} Tw")
                was_x, was_y = at, y
                font = self._add_text(code, segment.text, segment.face, size, font)
            y -= leading
        made = "\n".join(code)
        if len(self._made) >= _MADE:
            self._made.clear()
        self._made[key] = (lines, made)  # with the lines, so that no others get their number
        return made

    def _add_text(self, code: list[str], text: str, face: str, size: float, font: str) -> str:
        """The text in the subsets of its face; the last font used."""
        codes = self._codes.get(face)
        if codes is None:
            codes = self._codes[face] = _Codes(face, self._canvas._doc)
        for subset, drawn in groupby([codes[character] for character in text], _FONT):
            name = f"{subset} {size:g} Tf"
            if name != font:
                code.append(name)
                font = name
            code.append(f"<{''.join(map(_CODE, drawn))}> Tj")
        return font

    def rule(
        self, x: float, top: float, width: float, *, weight: float = 0.5, colour: Colour = FAINT
    ) -> None:
        """A horizontal line."""
        red, green, blue = colour
        y = self.height - top
        self._canvas.addLiteral(
            f"{red:.3f} {green:.3f} {blue:.3f} RG {weight:.2f} w {x:.3f} {y:.3f} m {x + width:.3f} {y:.3f} l S"
        )

    def stroke(
        self,
        points: Sequence[tuple[float, float]],
        *,
        weight: float = 1.0,
        colour: Colour = INK,
        dash: Sequence[float] = (),
    ) -> None:
        """A line through points."""
        canvas = self._canvas
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(weight)
        canvas.setDash(*([list(dash)] if dash else []))
        path = canvas.beginPath()
        for at, (x, y) in enumerate(points):
            (path.lineTo if at else path.moveTo)(x, self.height - y)
        canvas.drawPath(path)
        canvas.setDash()

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        edge: Colour | None = None,
    ) -> None:
        """A rectangle, filled, edged or both."""
        area = f"{x:.3f} {self.height - top - height:.3f} {width:.3f} {height:.3f} re"
        for colour, paint in ((fill, "rg {} f"), (edge, "RG 0.5 w {} S")):
            if colour is not None:
                red, green, blue = colour
                self._canvas.addLiteral(f"{red:.3f} {green:.3f} {blue:.3f} {paint.format(area)}")

    def circle(self, x: float, y: float, radius: float, *, colour: Colour) -> None:
        """A dashed circle around a centre."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(0.8)
        self._canvas.setDash([3, 2.4])
        self._canvas.circle(x, self.height - y, radius)
        self._canvas.setDash()

    def picture(self, image: Image, x: float, top: float, width: float, height: float) -> None:
        """A picture; drawn again in the same document it is there once."""
        canvas = self._canvas
        name = canvas._doc.getXObjectName(image.name)
        if name not in canvas._doc.idToObject:
            canvas._doc.Reference(image.stream(), name)
            canvas._doc.addForm(image.name, canvas._doc.idToObject[name])
        canvas.addLiteral(f"q {width:.3f} 0 0 {height:.3f} {x:.3f} {self.height - top - height:.3f} cm")
        canvas.doForm(image.name)
        canvas.addLiteral("Q")

    def squares(self, squares: Sequence[tuple[int, int, int]], x: float, top: float, side: float) -> None:
        """Black bars of a grid: (column, row, length), each cell ``side`` wide."""
        bars = "\n".join(f"{column} {row} {length} 1 re" for column, row, length in squares)
        place = f"{side:.4f} 0 0 {-side:.4f} {x:.3f} {self.height - top:.3f} cm"
        self._canvas.addLiteral(f"q 0 0 0 rg {place}\n{bars}\nf Q")
