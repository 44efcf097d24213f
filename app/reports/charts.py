"""Charts drawn with rules and boxes: bars, lines, and a grid of numbers tinted by size.

Each is a block, so it flows with headings and tables. Values are numbers only to be drawn; their words (``labels``)
come from the caller, so that a chart and the table beside it say the same. Nothing is told by colour alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from app.reports import fonts
from app.reports.breaking import Line, break_lines, natural_width
from app.reports.markup import Run
from app.reports.paper import FAINT, GREY, INK, NAVY, TINT, WHITE, Colour, Pen

_SIZE, _LEADING = 8.0, 11.0
PLOT = 44.0
"""Points of upright bars, without their words."""

SERIES: tuple[Colour, ...] = (NAVY, (0.80, 0.42, 0.12), (0.25, 0.52, 0.36), (0.50, 0.36, 0.62))
"""Colours of the lines of a chart; each line also has its own dash."""
_DASHES: tuple[tuple[float, ...], ...] = ((), (4, 2), (1.5, 1.5), (6, 2, 1.5, 2))


def _lines(text: str, width: float) -> tuple[Line, ...]:
    return break_lines((Run(fonts.spelled_out(text)),), _SIZE, width)


class _Whole:
    """What is neither split nor kept with what follows."""

    __slots__ = ()
    space_before = 6.0
    keeps_next = False

    @property
    def height(self) -> float:
        """In points."""
        raise NotImplementedError

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:
        """A chart stands on one page."""


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its size (≥ 0) and the size in words."""

    name: str
    value: int
    label: str


@dataclass(frozen=True)
class Bars(_Whole):
    """Horizontal bars with names before and words behind them; the longest fills the room."""

    bars: tuple[Bar, ...]
    width: float
    row: float = 16.0

    @property
    def height(self) -> float:
        return self.row * len(self.bars)

    def texts(self) -> list[str]:
        return [f"{bar.name}  {bar.label}" for bar in self.bars]

    def draw(self, pen: Pen, x: float, top: float) -> None:
        names = min(max((_wide(bar.name) for bar in self.bars), default=0.0) + 6, self.width * 0.4)
        labels = min(max((_wide(bar.label) for bar in self.bars), default=0.0) + 6, self.width * 0.3)
        room = self.width - names - labels
        largest = max((bar.value for bar in self.bars), default=0) or 1
        for bar in self.bars:
            middle = (self.row - _LEADING) / 2
            pen.lines(_lines(bar.name, names)[:1], x, top + middle, _SIZE, _LEADING)
            length = room * bar.value / largest
            pen.box(x + names, top + 3, max(length, 0.5), self.row - 6, fill=NAVY)
            pen.lines(_lines(bar.label, labels)[:1], x + names + length + 4, top + middle, _SIZE, _LEADING)
            top += self.row


@dataclass(frozen=True)
class Column:
    """One upright bar: its name, its size (≥ 0) and how much of it is filled, at most all."""

    name: str
    value: int
    filled: int


@dataclass(frozen=True)
class Columns(_Whole):
    """Upright bars in outline, filled from below; ``legend`` says what outline and filling are."""

    columns: tuple[Column, ...]
    legend: tuple[str, str]
    width: float
    plot: float = PLOT

    @property
    def height(self) -> float:
        return columns_height(self.plot)

    def texts(self) -> list[str]:
        return list(self.legend)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        self._draw_legend(pen, x, top)
        top += _LEADING + 4
        step = min(self.width / max(len(self.columns), 1), 44.0)
        wide = step * 0.72
        largest = max((column.value for column in self.columns), default=0) or 1
        every = max(math.ceil((max(_wide(column.name) for column in self.columns) + 3) / step), 1)
        for at, column in enumerate(self.columns):
            left = x + at * step
            high = max(self.plot * column.value / largest, 1.0)
            pen.box(left, top + self.plot - high, wide, high, fill=TINT, edge=NAVY)
            part = high * min(column.filled, column.value) / (column.value or 1)
            if part:
                pen.box(left, top + self.plot - part, wide, part, fill=NAVY)
            if at % every == 0:
                name = _lines(column.name, step * every)[:1]
                middle = left + wide / 2 - _wide(column.name) / 2
                pen.lines(name, max(middle, x), top + self.plot + 2, _SIZE, _LEADING, colour=GREY)
        pen.rule(x, top + self.plot, self.width)

    def _draw_legend(self, pen: Pen, x: float, top: float) -> None:
        for text, fill in zip(self.legend, (TINT, NAVY), strict=True):
            pen.box(x, top + 2, 7, 7, fill=fill, edge=NAVY)
            pen.lines(_lines(text, self.width)[:1], x + 11, top, _SIZE, _LEADING)
            x += 11 + _wide(text) + 16


def columns_height(plot: float = PLOT) -> float:
    """Of upright bars with their names and their legend, in points."""
    return plot + 2 * _LEADING + 6


@dataclass(frozen=True)
class Series:
    """One line of a chart: its name and a value (≥ 0, None where unknown) for each point."""

    name: str
    values: tuple[int | None, ...]
    labels: tuple[str, ...]
    """The values in words; drawn at the last point."""


@dataclass(frozen=True)
class Lines(_Whole):
    """Lines over named points, from zero up; the last value of each stands at its end in words."""

    points: tuple[str, ...]
    series: tuple[Series, ...]
    width: float
    plot: float = 110.0

    @property
    def height(self) -> float:
        return self.plot + 2 * _LEADING + 8

    def texts(self) -> list[str]:
        return [f"{line.name}  {'  '.join(line.labels)}" for line in self.series]

    def draw(self, pen: Pen, x: float, top: float) -> None:
        ends = max((_wide(line.labels[-1]) for line in self.series if line.labels), default=0.0) + 10
        room = self.width - ends
        largest = _round_up(max((v for line in self.series for v in line.values if v is not None), default=0))
        for fifth in range(6):
            pen.rule(x, top + self.plot * fifth / 5, room, weight=0.5 if fifth < 5 else 0.8)
        step = room / max(len(self.points) - 1, 1)
        for at, point in enumerate(self.points):
            words = _lines(point, step)[:1]
            left = min(max(x + at * step - step / 2, x), x + room - step)
            align = "left" if left == x else "right" if at == len(self.points) - 1 else "center"
            pen.lines(words, left, top + self.plot + 3, _SIZE, _LEADING, colour=GREY, align=align, width=step)
        taken: list[float] = []
        for number, line in enumerate(self.series):
            self._draw_line(pen, line, number, (x, top, step, largest), taken)
        self._draw_legend(pen, x, top + self.plot + _LEADING + 6)

    def _draw_line(
        self,
        pen: Pen,
        line: Series,
        number: int,
        place: tuple[float, float, float, int],
        taken: list[float],
    ) -> None:
        x, top, step, largest = place
        colour, dash = SERIES[number % len(SERIES)], _DASHES[number % len(_DASHES)]
        points = [
            (x + at * step, top + self.plot - self.plot * value / largest)
            for at, value in enumerate(line.values)
            if value is not None
        ]
        if not points:
            return
        pen.stroke(points, weight=1.4, colour=colour, dash=dash)
        for left, y in points:
            pen.box(left - 1.6, y - 1.6, 3.2, 3.2, fill=colour)
        words_top = points[-1][1] - _LEADING / 2
        while any(abs(words_top - other) < _LEADING - 1 for other in taken):
            words_top -= 1
        taken.append(words_top)
        words = _lines(line.labels[-1], self.width)[:1]
        pen.lines(words, points[-1][0] + 5, words_top, _SIZE, _LEADING, colour=colour)

    def _draw_legend(self, pen: Pen, x: float, top: float) -> None:
        for number, line in enumerate(self.series):
            colour, dash = SERIES[number % len(SERIES)], _DASHES[number % len(_DASHES)]
            middle = top + _LEADING / 2
            pen.stroke([(x, middle), (x + 18, middle)], weight=1.4, colour=colour, dash=dash)
            pen.lines(_lines(line.name, self.width)[:1], x + 22, top, _SIZE, _LEADING)
            x += 22 + _wide(line.name) + 16


@dataclass(frozen=True)
class Grid(_Whole):
    """A grid such as the roll between buckets: ``values`` tint the cells, ``labels`` are what stands in them.

    ``values[row][column]`` is a share from 0 to 1, or None for an empty cell.
    """

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    values: tuple[tuple[Fraction | None, ...], ...]
    labels: tuple[tuple[str, ...], ...]
    width: float
    row: float = 17.0

    @property
    def height(self) -> float:
        return self.row * (len(self.rows) + 1)

    def texts(self) -> list[str]:
        return [f"{name}  {'  '.join(labels)}" for name, labels in zip(self.rows, self.labels, strict=True)]

    def draw(self, pen: Pen, x: float, top: float) -> None:
        named = min(max(_wide(name) for name in (self.corner, *self.rows)) + 10, self.width * 0.3)
        cell = (self.width - named) / max(len(self.columns), 1)
        middle = (self.row - _LEADING) / 2
        pen.box(x, top, self.width, self.row, fill=TINT)
        self._draw_cell(pen, self.corner, x, top + middle, named, "left")
        for at, name in enumerate(self.columns):
            self._draw_cell(pen, name, x + named + at * cell, top + middle, cell, "center")
        for name, values, labels in zip(self.rows, self.values, self.labels, strict=True):
            top += self.row
            self._draw_cell(pen, name, x, top + middle, named, "left")
            for at, (value, label) in enumerate(zip(values, labels, strict=True)):
                left = x + named + at * cell
                if value is not None:
                    pen.box(left, top, cell, self.row, fill=_tint(value), edge=WHITE)
                dark = value is not None and value > Fraction(3, 4)
                self._draw_cell(pen, label, left, top + middle, cell, "center", colour=WHITE if dark else INK)
            pen.rule(x, top + self.row, self.width, colour=FAINT)

    @staticmethod
    def _draw_cell(
        pen: Pen, text: str, x: float, top: float, width: float, align: str, *, colour: Colour = INK
    ) -> None:
        words = _lines(text, width - 6)[:1]
        pen.lines(words, x + 3, top, _SIZE, _LEADING, align=align, width=width - 6, colour=colour)


def _wide(text: str) -> float:
    return natural_width((Run(fonts.spelled_out(text)),), _SIZE)


def _tint(share: Fraction) -> Colour:
    """From white to navy."""
    part = float(min(max(share, Fraction(0)), Fraction(1))) * 0.85
    red, green, blue = (1 - part + part * channel for channel in NAVY)
    return (red, green, blue)


def _round_up(value: int) -> int:
    """The next of 5, 10, 20, 25, 50, 100, 200… so that five rules fall on whole values."""
    power = 5
    while value > power * 20:
        power *= 10
    return next((power * n for n in (1, 2, 4, 5, 10, 20) if power * n >= value), power * 20)
