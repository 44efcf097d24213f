"""Documents of many pages for people: lists, registers, logs and reports made of blocks under one title.

``app.reports.fonts.register`` has to be told first where the fonts are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.reports import fonts
from app.reports.breaking import break_lines
from app.reports.layout import Block, Frame, Paragraph, Style, flow
from app.reports.markup import Run
from app.reports.paper import A4, A4_LANDSCAPE, FAINT, GREY, NAVY, Pen

MARGIN = 42.0
_FOOT = 40.0
_TITLE = Style(size=15, leading=22, space_before=0, justified=False, colour=NAVY, keeps_next=True)
_LINE = Style(size=8.5, leading=13, space_before=0, justified=False, colour=GREY, keeps_next=True)
_HEADING = Style(size=11, leading=18, space_before=14, justified=False, keeps_next=True)
_TEXT = Style(size=9, leading=14.5, space_before=4, justified=True)


def content_width(*, landscape: bool) -> float:
    """The width that blocks of such a document are made for, in points."""
    return (A4_LANDSCAPE if landscape else A4)[0] - 2 * MARGIN


def heading(text: str, width: float) -> Paragraph:
    """A heading between blocks; it stays with what follows."""
    return Paragraph.of((Run(fonts.spelled_out(text), bold=True),), _HEADING, width)


def paragraph(text: str, width: float) -> Paragraph:
    """A paragraph between blocks."""
    return Paragraph.of((Run(fonts.spelled_out(text)),), _TEXT, width)


def document_pdf(
    title: str,
    lines: Sequence[str],
    blocks: Sequence[Block],
    *,
    language: str,
    footer: str = "",
    landscape: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The title, grey ``lines`` below it (period, filter, by whom and when), then the blocks; ``footer`` on every page.

    ``progress`` hears pages drawn and pages in all; what it raises ends the work. Same input, same bytes.
    """
    pen = Pen(A4_LANDSCAPE if landscape else A4, title=title)
    width = content_width(landscape=landscape)
    head: list[Block] = [Paragraph.of((Run(fonts.spelled_out(title), bold=True),), _TITLE, width)]
    head += [Paragraph.of((Run(fonts.spelled_out(line)),), _LINE, width) for line in lines]
    frame = Frame(MARGIN, width, MARGIN, MARGIN, pen.height - _FOOT - 14)
    pages = flow([*head, *blocks], frame)
    for number, page in enumerate(pages, 1):
        for placed in page:
            placed.block.draw(pen, frame.left, placed.top)
        _draw_footer(pen, fonts.spelled_out(footer), page_text(number, len(pages), language), width)
        pen.turn_page()
        if progress is not None:
            progress(number, len(pages))
    return pen.finish()


def page_text(number: int, total: int, language: str) -> str:
    """``第1页，共3页`` or ``Page 1 of 3``."""
    return f"第{number}页，共{total}页" if language.startswith("zh") else f"Page {number} of {total}"


def _draw_footer(pen: Pen, left: str, right: str, width: float) -> None:
    top = pen.height - _FOOT
    pen.rule(MARGIN, top, width, colour=FAINT)
    said = break_lines((Run(right),), 8, width / 4)
    pen.lines(said, MARGIN, top + 4, 8, 12, colour=GREY, align="right", width=width)
    pen.lines(break_lines((Run(left),), 8, width * 0.75)[:1], MARGIN, top + 4, 8, 12, colour=GREY)
