"""Blocks of a document and how they flow over pages.

A block knows its height for the width it was made for. ``flow`` puts blocks below each other, splits what may be split
(paragraphs keep two lines together, tables repeat their header) and never draws below the frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol, Self

from app.reports.breaking import Line, break_lines
from app.reports.markup import Run
from app.reports.paper import INK, Colour, Pen


class Block(Protocol):
    """Something that stands on paper, of a fixed width. ``keeps_next``: not the last one on its page."""

    @property
    def height(self) -> float: ...

    @property
    def space_before(self) -> float: ...

    @property
    def keeps_next(self) -> bool: ...

    @property
    def least(self) -> float:
        """What of it has to stand together below a block that keeps it."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it with its left upper corner there."""

    def split(self, room: float) -> tuple[Block, Block] | None:
        """The part that fits into ``room`` and the rest; None if no part does."""

    def texts(self) -> list[str]:
        """What it says."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks; ``indent`` of its first line and ``left`` of all lines in points."""

    size: float = 10.5
    leading: float = 18.0
    indent: float = 0.0
    left: float = 0.0
    space_before: float = 4.0
    justified: bool = True
    align: str = "left"
    colour: Colour = INK
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text. ``mark`` hangs in front of the first one: the number of an item."""

    lines: tuple[Line, ...]
    style: Style
    width: float
    text: str = ""
    mark: tuple[Line, ...] = ()
    is_rest: bool = False

    @classmethod
    def of(cls, runs: Iterable[Run], style: Style, width: float, mark: str = "") -> Self:
        """Break the text into lines of ``width`` less the style's ``left``."""
        measure = width - style.left
        runs = tuple(runs)
        lines = break_lines(runs, style.size, measure, style.indent, justified=style.justified)
        marked = break_lines((Run(mark),), style.size, max(style.left, style.size)) if mark else ()
        text = " ".join([mark] * bool(mark) + ["".join(run.text for run in runs)])
        return cls(lines, style, width, text, marked)

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    @property
    def space_before(self) -> float:
        return 0.0 if self.is_rest else self.style.space_before

    @property
    def keeps_next(self) -> bool:
        return self.style.keeps_next

    @property
    def least(self) -> float:
        return min(len(self.lines), 2 if len(self.lines) > 3 else 3) * self.style.leading

    def draw(self, pen: Pen, x: float, top: float) -> None:
        style = self.style
        if self.mark:
            pen.lines(self.mark, x, top, style.size, style.leading, colour=style.colour)
        pen.lines(
            self.lines,
            x + style.left,
            top,
            style.size,
            style.leading,
            colour=style.colour,
            align=style.align,
            width=self.width - style.left,
        )

    def split(self, room: float) -> tuple[Paragraph, Paragraph] | None:
        fitting = min(int(room / self.style.leading), len(self.lines) - 2)
        if fitting < 2:
            return None
        head = replace(self, lines=self.lines[:fitting])
        return head, replace(self, lines=self.lines[fitting:], mark=(), is_rest=True)

    def texts(self) -> list[str]:
        return [self.text]


class Frame(NamedTuple):
    """Where blocks may stand: from ``first_top`` on the first page, from ``top`` on the others, down to ``bottom``."""

    left: float
    width: float
    first_top: float
    top: float
    bottom: float


class Placed(NamedTuple):
    """A block on its page."""

    block: Block
    top: float


def flow(blocks: Sequence[Block], frame: Frame) -> list[list[Placed]]:
    """The pages. There is always one, and nothing on them lies below ``frame.bottom``.

    A block that fits on no page has to be one that can be split.
    """
    pages: list[list[Placed]] = [[]]
    top = frame.first_top
    queue = list(reversed(blocks))
    while queue:
        block = queue.pop()
        start = top + (block.space_before if pages[-1] else 0.0)
        following = queue[-1].space_before + queue[-1].least if queue else 0.0
        needed = block.height + (following if block.keeps_next else 0.0)
        is_fresh = not pages[-1] and top == frame.top
        parts = None if start + needed <= frame.bottom else block.split(frame.bottom - start)
        if parts is not None:
            pages[-1].append(Placed(parts[0], start))
            queue.append(parts[1])
        elif start + (block.height if is_fresh else needed) <= frame.bottom:
            pages[-1].append(Placed(block, start))
            top = start + block.height
            continue
        elif is_fresh:
            raise ValueError(f"{type(block).__name__} of {block.height:.0f} pt fits on no page")
        else:
            queue.append(block)
        pages.append([])
        top = frame.top
    return pages
