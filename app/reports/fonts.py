"""The two faces of every document: Noto Sans SC Regular with all Han characters, Bold with the common ones.

Registered once a process (0.2 s). A character that Bold lacks is drawn with Regular; one that Regular lacks as well
is named by ``unprintable``, never dropped and never drawn as a box.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.lib.rl_accel import fp_str  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

from app.domain.errors import RenderProblem

REGULAR, BOLD = "NotoSansSC-Regular", "NotoSansSC-Bold"
_LONG_CODE = re.compile(r"(?<=> <)[0-9A-F]{5,6}(?=>)")
_BLANK = "\n \u00a0\u3000"


class _Face(TTFont):  # type: ignore[misc]
    """A face whose characters beyond U+FFFF are read back as they are.

    reportlab 5.1 writes their code points into the table for readers, where UTF-16 belongs (PDF 32000-1, §9.10.3): a
    name with 𬬩 is drawn right, but copied and searched as another one.
    """

    def __init__(self, name: str, path: str) -> None:
        # Without ASCII in the first subset a letter is 8 kB smaller.
        super().__init__(name, path, asciiReadable=False)
        self.face.get_table = _Tables(self.face).read

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's own name
        names = [self.getSubsetInternalName(n, doc)[1:] for n in range(len(self.state[doc].subsets))]
        super().addObjects(doc)
        for name in names:
            font = doc.idToObject["BasicFonts"].dict[name]
            table = doc.idToObject[font.ToUnicode.name]
            table.content = _LONG_CODE.sub(_utf_16, table.content)
            font.Widths.sequence = [_written(width) for width in font.Widths.sequence]


@cache
def _written(width: float) -> bytes:
    """As reportlab writes numbers, which takes it long: a font has hundreds of widths, and few different ones."""
    return str(fp_str(width)).encode("ascii")


class _Tables:
    """The tables of a font file. reportlab copies all 9 MB of outlines for each document to take some kB of them."""

    def __init__(self, file: Any) -> None:
        self._read = file.get_table
        self._data, (self._start, _) = file._ttf_data, file.get_table_pos("glyf")

    def read(self, tag: str) -> Any:
        return self if tag == "glyf" else self._read(tag)

    def __getitem__(self, glyph: slice) -> bytes:
        """The outlines of one glyph."""
        outlines: bytes = self._data[self._start + glyph.start : self._start + glyph.stop]
        return outlines


def _utf_16(code: re.Match[str]) -> str:
    return chr(int(code[0], 16)).encode("utf-16-be").hex().upper()


def register(folder: Path) -> None:
    """Make the faces in ``folder`` (``resource("fonts")``) known; nothing happens the second time."""
    for name in (REGULAR, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(_Face(name, str(folder / f"{name}.ttf")))


@cache
def widths(face: str) -> dict[int, float]:
    """Advance widths by code point in thousandths of the size; what is not in it the face cannot draw.

    Raises RenderProblem("fonts_missing") before ``register``.
    """
    if face not in pdfmetrics.getRegisteredFontNames():
        raise RenderProblem("fonts_missing")
    font = pdfmetrics.getFont(face).face
    found = {code: float(font.charWidths.get(code, font.defaultWidth)) for code in font.charToGlyph}
    found[0xA0] = found[0x20]  # drawn as a space, only not broken at
    return found


def face_of(character: str, *, bold: bool) -> str:
    """The face that draws it."""
    return BOLD if bold and ord(character) in widths(BOLD) else REGULAR


def unprintable(text: str) -> str:
    """The characters no face can draw, each once, in order."""
    missing = set(text) - _printable()
    return "".join(dict.fromkeys(c for c in text if c in missing)) if missing else ""


@cache
def _printable() -> frozenset[str]:
    return frozenset(map(chr, widths(REGULAR))) | frozenset(_BLANK)


def spelled_out(text: str) -> str:
    """The text with every such character as its code point (``<U+1F600>``): for tables, which never refuse."""
    for character in unprintable(text):
        text = text.replace(character, f"<U+{ord(character):04X}>")
    return text


def code_points(characters: str) -> str:
    """``U+1F600, U+200B``."""
    return ", ".join(f"U+{ord(character):04X}" for character in characters)
