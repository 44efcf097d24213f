"""Tables that run over pages: the header is repeated, a row too tall for a page goes on where it stopped.

Cells are plain text. A column is as wide as its content, unless it has a ``share`` of what the others leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

from app.reports import fonts
from app.reports.breaking import Line, break_lines, natural_width
from app.reports.markup import Run
from app.reports.paper import INK, TINT, Pen

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` 0: as wide as its widest cell; else a share of the width that such columns leave."""

    title: str
    align: Align = "left"
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in points. ``pad_x`` stands at both sides of a cell, ``pad_y`` above and below."""

    size: float = 9.0
    leading: float = 13.5
    pad_x: float = 4.0
    pad_y: float = 3.0
    space_before: float = 6.0
    narrowest: float = 40.0
    """What a column with a share is left at least; below it the table is drawn smaller."""


_TALL = 12
"""A row of more lines is parted before it leaves half a page empty."""


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[Line, ...], ...]
    height: float
    is_total: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A laid out table; made by ``of``."""

    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    header: _Row
    rows: tuple[_Row, ...]
    look: Look
    said: tuple[str, ...] = ()
    is_rest: bool = False

    @classmethod
    def of(
        cls,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str]],
        width: float,
        *,
        totals: Iterable[Sequence[str]] = (),
        look: Look | None = None,
    ) -> Self:
        """Lay out rows of as many texts as there are columns; ``totals`` stand last, in bold.

        What no face can draw stands there as its code point.
        """
        plain, sums = _readable(rows), _readable(totals)
        look, widths = _fitted(columns, plain, sums, width, look or Look())
        header = _row([column.title for column in columns], widths, look, bold=False, is_total=False)
        laid = [_row(cells, widths, look, bold=False, is_total=False) for cells in plain]
        laid += [_row(cells, widths, look, bold=True, is_total=True) for cells in sums]
        said = [
            "  ".join(cell for cell in cells if cell) for cells in ([c.title for c in columns], *plain, *sums)
        ]
        return cls(tuple(columns), widths, header, tuple(laid), look, tuple(said))

    @property
    def height(self) -> float:
        return self.header.height + sum(row.height for row in self.rows)

    @property
    def space_before(self) -> float:
        return 0.0 if self.is_rest else self.look.space_before

    @property
    def keeps_next(self) -> bool:
        return False

    @property
    def least(self) -> float:
        look = self.look
        first = self.rows[0].height if self.rows else 0.0
        return self.header.height + min(first, 3 * look.leading + 2 * look.pad_y)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        width = sum(self.widths)
        pen.rule(x, top, width)
        pen.box(x, top, width, self.header.height, fill=TINT)
        for row in (self.header, *self.rows):
            self._draw_row(pen, row, x, top)
            top += row.height
            pen.rule(x, top, width)
        if self.rows and self.rows[-1].is_total:
            pen.rule(x, top, width, weight=1.0, colour=INK)

    def _draw_row(self, pen: Pen, row: _Row, x: float, top: float) -> None:
        look = self.look
        for column, width, lines in zip(self.columns, self.widths, row.cells, strict=True):
            pen.lines(
                lines,
                x + look.pad_x,
                top + look.pad_y,
                look.size,
                look.leading,
                align=column.align,
                width=width - 2 * look.pad_x,
            )
            x += width

    def split(self, room: float) -> tuple[Table, Table] | None:
        left = room - self.header.height
        fitting = 0
        while fitting < len(self.rows) and self.rows[fitting].height <= left:
            left -= self.rows[fitting].height
            fitting += 1
        if fitting == len(self.rows):
            return None
        parts = None
        if fitting == 0 or self.rows[fitting].height > _TALL * self.look.leading:
            parts = self._split_row(self.rows[fitting], left)
        # A sum never stands alone on a page.
        while parts is None and fitting > 0 and self.rows[fitting].is_total:
            fitting -= 1
        if not fitting and parts is None:
            return None
        head, rest = self.rows[:fitting], self.rows[fitting:]
        if parts is not None:
            head, rest = (*head, parts[0]), (parts[1], *rest[1:])
        return replace(self, rows=head), replace(self, rows=rest, is_rest=True)

    def _split_row(self, row: _Row, room: float) -> tuple[_Row, _Row] | None:
        """A row of many lines, if there is room for a good piece of it."""
        look = self.look
        fitting = int((room - 2 * look.pad_y) / look.leading)
        if fitting < 3 or max(len(cell) for cell in row.cells) <= fitting:
            return None
        return tuple(  # type: ignore[return-value]
            _made(tuple(cell[piece] for cell in row.cells), look, is_total=row.is_total)
            for piece in (slice(fitting), slice(fitting, None))
        )

    def texts(self) -> list[str]:
        return list(self.said)


def _readable(rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """Rows of which every character can be drawn."""
    found = list(rows)
    if not fonts.unprintable("".join([cell for row in found for cell in row])):
        return found
    return [[fonts.spelled_out(cell) for cell in row] for row in found]


def _row(cells: Sequence[str], widths: Sequence[float], look: Look, *, bold: bool, is_total: bool) -> _Row:
    lines = tuple(
        break_lines((Run(cell, bold),), look.size, width - 2 * look.pad_x)
        for cell, width in zip(cells, widths, strict=True)
    )
    return _made(lines, look, is_total=is_total)


def _made(cells: tuple[tuple[Line, ...], ...], look: Look, *, is_total: bool) -> _Row:
    tallest = max((len(lines) for lines in cells), default=1)
    return _Row(cells, max(tallest, 1) * look.leading + 2 * look.pad_y, is_total)


def _fitted(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    totals: Sequence[Sequence[str]],
    width: float,
    look: Look,
) -> tuple[Look, tuple[float, ...]]:
    """The widths of the columns, and the look made smaller until the columns with a share have room."""
    shares = sum(column.share for column in columns)
    if not shares:
        columns = [replace(column, share=1.0) if at == 0 else column for at, column in enumerate(columns)]
        shares = 1.0
    narrowest = look.narrowest * sum(column.share > 0 for column in columns)
    while True:
        fixed = [0.0 if c.share else _widest(at, c, rows, totals, look) for at, c in enumerate(columns)]
        left = width - sum(fixed)
        if left >= narrowest or look.size <= 6:
            break
        look = replace(look, size=look.size - 0.5, leading=look.leading - 0.75)
    if left < narrowest:  # nothing smaller can be read: the widest columns break their cells
        scale = (width - narrowest) / sum(fixed)
        fixed, left = [part * scale for part in fixed], narrowest
    widths = (
        left * column.share / shares if column.share else part
        for column, part in zip(columns, fixed, strict=True)
    )
    return look, tuple(widths)


def _widest(
    at: int, column: Column, rows: Sequence[Sequence[str]], totals: Sequence[Sequence[str]], look: Look
) -> float:
    regular = max((natural_width((Run(row[at]),), look.size) for row in rows), default=0.0)
    bold = max((natural_width((Run(row[at], bold=True),), look.size) for row in totals), default=0.0)
    title = natural_width((Run(column.title),), look.size)
    return max(regular, bold, title) + 2 * look.pad_x + 0.1
