"""The page of a letter: letterhead, window of the envelope, particulars, title, footer.

The window is that of a DL envelope (110 × 220 mm) after DIN 5008 form B: 20–105 mm from the left, 45–90 mm from the
top. Nothing but name and address stands in it, so that the envelope gives no debt away, and the title stands below it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import count

from app.domain.errors import RenderProblem
from app.reports import fonts
from app.reports.breaking import Line
from app.reports.dress import DRESSES, Dress, likely_heights, tables_of
from app.reports.layout import Block, Frame, Paragraph, Placed, Style, flow
from app.reports.letter_blocks import blocks_of
from app.reports.letter_data import LetterData
from app.reports.letter_head import LEFT, WIDTH, LetterHead
from app.reports.markup import Part, Run
from app.reports.paper import A4, MM, Pen
from app.reports.pictures import NO_MARKS, Marks

WINDOW = (20 * MM, 45 * MM, 105 * MM, 90 * MM)
"""Left, top, right, bottom of what shows through the envelope."""

FRAME = Frame(LEFT, WIDTH, WINDOW[3] + 8, 64.0, A4[1] - 57)
_FOLDS = (105 * MM, 210 * MM)
_TITLE_GAP = 0.35
"""Of the size, between the characters of a Chinese title."""


class LetterPages:
    """One letter, laid out: ``placed`` is what stands where in its body, page by page."""

    def __init__(
        self,
        data: LetterData,
        title: str,
        version: int,
        parts: Sequence[Part],
        code: str,
        marks: Marks = NO_MARKS,
    ) -> None:
        """Raises RenderProblem: ``letter_characters``, ``letter_address_long``, ``letter_head_long``,
        ``letter_picture``."""
        _refuse_unprintable(data, title, parts)
        self._data, self._title, self._marks = data, title, marks
        self._head = LetterHead(data, title, version, code, marks)
        self.placed = self._flow(parts)

    def draw(self, pen: Pen) -> None:
        """All pages, each ended."""
        for number, page in enumerate(self.placed, 1):
            if number == 1:
                self._head.draw(pen)
                for fold in _FOLDS:
                    pen.rule(5 * MM, fold, 4 * MM, weight=0.4)
            else:
                self._head.draw_running(pen)
            for placed in page:
                placed.block.draw(pen, LEFT, placed.top)
            self._head.draw_footer(pen, number, len(self.placed))
            pen.turn_page()

    def _flow(self, parts: Sequence[Part]) -> list[list[Placed]]:
        """In the widest of the dresses that need the fewest pages, as far as can be told beforehand."""
        tables = tables_of(parts, self._data)
        title = list(self._title_block())
        heights = likely_heights(parts, self._data, tables, WIDTH)
        likely = [_pages(title[0].height + height) for height in heights]
        tried: dict[Dress, list[list[Placed]]] = {}
        for goal in count(min(likely)):
            for dress, pages in zip(DRESSES, likely, strict=True):
                if pages > goal:
                    continue
                if dress not in tried:
                    body = blocks_of(parts, self._data, tables, WIDTH, dress, self._marks)
                    tried[dress] = flow([*title, *body], FRAME)
                if len(tried[dress]) <= goal:
                    return tried[dress]
        raise AssertionError("a letter without pages")

    def _title_block(self) -> Iterator[Block]:
        style = Style(16, 26, space_before=0, justified=False, align="center", keeps_next=True)
        title = Paragraph.of((Run(self._title, bold=True),), style, WIDTH)
        if self._data.language == "zh" and len(title.lines) == 1:
            title = Paragraph((_spaced(title.lines[0], style.size),), style, WIDTH, title.text)
        yield title


def _pages(height: float) -> int:
    """The fewest pages for so many points of height."""
    first, other = FRAME.bottom - FRAME.first_top, FRAME.bottom - FRAME.top
    return 1 + max(math.ceil((height - first) / other), 0)


def _spaced(line: Line, size: float) -> Line:
    """A short line of Han characters set wide, as titles are; any other line as it is."""
    gap = size * _TITLE_GAP
    if len(line.segments) != 1 or len(line.text) > 12 or not line.text.isalpha():
        return line
    spaced = (line.segments[0]._replace(char_gap=gap),)
    return Line(line.text, line.width + gap * (len(line.text) - 1), spaced)


def _refuse_unprintable(data: LetterData, title: str, parts: Sequence[Part]) -> None:
    sender = data.sender
    said = [
        *(title, data.letter_no, data.case_reference),
        *(sender.name, sender.creditor, sender.address, sender.phone, sender.hours),
        *(sender.licence_line, sender.handler, data.recipient.name, data.recipient.salutation),
        *data.recipient.address_lines,
        *(line.product + line.masked_number for line in data.accounts),
        *(line.text for line in data.statement),
        *(part.text for outer in parts for part in (outer, *outer.parts)),
    ]
    missing = fonts.unprintable("".join(said))
    if missing:
        raise RenderProblem("letter_characters", characters=fonts.code_points(missing))
