"""The blocks a letter's body is made of: from the parts of its text to what stands on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.reports.breaking import Line, break_lines
from app.reports.dress import FRAME_PAD, QR_SIDE, SEAL, Dress, Tables
from app.reports.layout import Block, Paragraph, Style
from app.reports.letter_data import LetterData
from app.reports.letter_words import WORDS, Words
from app.reports.markup import Kind, Part, Run
from app.reports.paper import FAINT, GREY, INK, MM, Pen
from app.reports.pictures import NO_MARKS, Image, Marks, image_of
from app.reports.plan_blocks import coupons, plan_chart
from app.reports.qr import qr_bars
from app.reports.tables import Table
from app.reports.wording import day_text


def blocks_of(
    parts: Sequence[Part],
    data: LetterData,
    tables: Tables,
    width: float,
    dress: Dress,
    marks: Marks = NO_MARKS,
) -> list[Block]:
    """The body in the order of the template; a frame too tall for any page is drawn without its edge."""
    blocks = [block for part in parts for block in _blocks(part, data, tables, width, dress, marks)]
    for at, (block, following) in enumerate(pairwise(blocks)):
        if isinstance(block, Paragraph) and isinstance(following, Seal | Signatures):
            # Nobody signs a page on which nothing stands.
            blocks[at] = replace(block, style=replace(block.style, keeps_next=True))
    return blocks


def _blocks(
    part: Part, data: LetterData, tables: Tables, width: float, dress: Dress, marks: Marks
) -> Iterator[Block]:
    if part.kind is not Kind.BLOCK:
        yield paragraph_of(part, data.language, width, dress)
    elif part.mark == "pay":
        yield from _framed(part, data, width, dress)
    elif part.mark == "seal":
        yield Seal.of(data, width, dress, marks.seal)
    elif part.mark == "signatures":
        yield Signatures.of(data, width, dress)
    elif part.mark == "plan_chart":
        if data.schedule:
            yield plan_chart(data, width)
    elif part.mark == "coupons":
        yield from coupons(data, width)
    else:
        table = tables[part.mark]
        if table is not None:
            yield Table.of(table.columns, table.rows, width, totals=table.totals, look=dress.table)


def paragraph_of(part: Part, language: str, width: float, dress: Dress, *, small: bool = False) -> Paragraph:
    """A paragraph in the manner of its language: Chinese begins two characters in, English leaves a line's space."""
    size, leading = (dress.small, dress.small_leading) if small else (dress.size, dress.leading)
    is_zh = language == "zh"
    if part.kind is Kind.ITEM:
        style = Style(dress.small, dress.small_leading, left=dress.small * 1.7, space_before=1)
        return Paragraph.of(part.runs, style, width, part.mark)
    if part.kind is Kind.HEADING:
        style = Style(size, leading, space_before=dress.gap + 2, justified=False, keeps_next=True)
        return Paragraph.of(part.runs, style, width)
    is_indented = is_zh and part.kind is Kind.BODY and not small
    gap = 0.0 if small else dress.gap * (1 if is_zh else 1.4)
    style = Style(size, leading, indent=2 * size if is_indented else 0.0, space_before=gap)
    return Paragraph.of(part.runs, style, width)


def _framed(part: Part, data: LetterData, width: float, dress: Dress) -> Iterator[Block]:
    bars = qr_bars(data.pay.qr) if data.pay and data.pay.qr else None
    inner = width - 2 * FRAME_PAD - ((QR_SIDE + FRAME_PAD) if bars else 0)
    inside = tuple(paragraph_of(p, data.language, inner, dress, small=True) for p in part.parts)
    frame = Framed(inside, width, bars, dress.gap + 4)
    if frame.height < 400:
        yield frame
    else:
        yield from inside


STAMPED = 28 * MM
"""The side of a seal that is printed: as large as still leaves a notice of two accounts on one page."""


@dataclass(frozen=True, slots=True)
class Framed:
    """How to pay: paragraphs in a frame, the QR code at their right."""

    inside: tuple[Paragraph, ...]
    width: float
    bars: tuple[int, tuple[tuple[int, int, int], ...]] | None
    space_before: float
    keeps_next: bool = False

    @property
    def height(self) -> float:
        text = sum(paragraph.height + paragraph.space_before for paragraph in self.inside)
        return max(text, QR_SIDE if self.bars else 0.0) + 2 * FRAME_PAD

    @property
    def least(self) -> float:
        return self.height

    def draw(self, pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, self.width, self.height, edge=FAINT)
        if self.bars:
            cells, bars = self.bars
            left = x + self.width - FRAME_PAD - QR_SIDE
            pen.squares(bars, left, top + (self.height - QR_SIDE) / 2, QR_SIDE / cells)
        top += FRAME_PAD
        for paragraph in self.inside:
            paragraph.draw(pen, x + FRAME_PAD, top + paragraph.space_before)
            top += paragraph.height + paragraph.space_before

    def split(self, room: float) -> None:
        """A frame stands on one page."""

    def texts(self) -> list[str]:
        return [text for paragraph in self.inside for text in paragraph.texts()]


@dataclass(frozen=True, slots=True)
class Seal:
    """Who signs and when, and the business seal, or the place for it."""

    lines: tuple[Line, ...]
    label: tuple[Line, ...]
    width: float
    dress: Dress
    image: Image | None = None
    space_before: float = 10.0
    keeps_next: bool = False

    @classmethod
    def of(cls, data: LetterData, width: float, dress: Dress, seal: bytes | None = None) -> Seal:
        """From the sender and the day of issue; ``seal`` is its picture as kept."""
        said = f"{data.sender.name}\n{day_text(data.issued_on, data.language)}"
        image = image_of(seal) if seal else None
        lines = break_lines((Run(said),), dress.size, width - (STAMPED if image else SEAL) - 30)
        label = break_lines((Run(WORDS[data.language].seal),), 8.5, SEAL - 16)
        return cls(lines, label, width, dress, image)

    @property
    def height(self) -> float:
        return max(STAMPED if self.image else SEAL, len(self.lines) * self.dress.leading)

    @property
    def least(self) -> float:
        return self.height

    def draw(self, pen: Pen, x: float, top: float) -> None:
        dress, radius = self.dress, SEAL / 2
        low = self.height - len(self.lines) * dress.leading
        pen.lines(self.lines, x, top + low, dress.size, dress.leading)
        if self.image:
            width, height = self.image.fitted(STAMPED, STAMPED)
            pen.picture(self.image, x + self.width - width, top, width, height)
            return
        pen.circle(x + self.width - radius, top + radius, radius, colour=FAINT)
        middle = top + radius - len(self.label) * 6
        left = x + self.width - SEAL
        pen.lines(self.label, left, middle, 8.5, 12, colour=FAINT, align="center", width=SEAL)

    def split(self, room: float) -> None:
        """A signature stands on one page."""

    def texts(self) -> list[str]:
        return [line.text for line in self.lines]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Two parties side by side, each with room to sign and seal and a day to write in."""

    parties: tuple[tuple[Line, ...], tuple[Line, ...]]
    words: tuple[tuple[Line, ...], tuple[Line, ...]]
    width: float
    dress: Dress
    space_before: float = 14.0
    keeps_next: bool = False

    @classmethod
    def of(cls, data: LetterData, width: float, dress: Dress) -> Signatures:
        """The creditor, with its agency, and the debtor."""
        words: Words = WORDS[data.language]
        creditor = f"{words.party_a}\n{data.sender.creditor}"
        if data.sender.is_agency:
            creditor += "\n" + words.agent.format(agency=data.sender.name)
        texts = (creditor, f"{words.party_b}\n{data.recipient.name}")
        half = width / 2 - 16
        broken = tuple(break_lines((Run(text),), dress.small, half) for text in texts)
        said = tuple(break_lines((Run(word),), dress.small, half) for word in (words.signed, words.signed_on))
        return cls((broken[0], broken[1]), (said[0], said[1]), width, dress)

    @property
    def height(self) -> float:
        return self._names + 84

    @property
    def _names(self) -> float:
        return max(len(lines) for lines in self.parties) * self.dress.small_leading

    @property
    def least(self) -> float:
        return self.height

    def draw(self, pen: Pen, x: float, top: float) -> None:
        dress, half = self.dress, self.width / 2 - 16
        for at, lines in enumerate(self.parties):
            left = x + at * (self.width / 2 + 16)
            pen.lines(lines, left, top, dress.small, dress.small_leading)
            for word, below in zip(self.words, (46.0, 74.0), strict=True):
                foot = top + self._names + below
                pen.lines(
                    word, left, foot - dress.small_leading, dress.small, dress.small_leading, colour=GREY
                )
                pen.rule(left + 36, foot, half - 36, colour=INK)

    def split(self, room: float) -> None:
        """Signatures stand on one page."""

    def texts(self) -> list[str]:
        return [line.text for lines in self.parties for line in lines]
