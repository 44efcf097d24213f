"""The weekly report on paper: the trend, each collector, the promises that fell due, reasons, ageing and compliance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.reports.charts import Bar, Bars, Grid, Lines, Series
from app.reports.document import content_width, document_pdf, heading, paragraph
from app.reports.layout import Block
from app.reports.tables import Column, Look, Table

_LOOK = Look(size=8.5, leading=12.5, pad_y=2.5)


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table in words: the first column names the row, the others are figures. ``note`` stands where it is empty."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of a chart over the weeks."""

    name: str
    values: tuple[int | None, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperGrid:
    """The roll between buckets: cases in words, tinted by their share of the row."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    shares: tuple[tuple[Fraction | None, ...], ...]
    labels: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class WeeklyPaper:
    """Everything the report says, in words and in the order in which it is said."""

    title: str
    lines: tuple[str, ...]
    points: tuple[str, ...]
    trend: PaperTable
    activity: tuple[PaperLine, ...]
    money_title: str
    money: tuple[tuple[str, int, str], ...]
    collectors: PaperTable
    due: PaperTable
    reasons_title: str
    reasons: tuple[tuple[str, int, str], ...]
    ageing: PaperTable
    roll_title: str
    roll: PaperGrid | None
    compliance: PaperTable
    rules: PaperTable
    skips: PaperTable
    nothing: str
    language: str


def weekly_pdf(paper: WeeklyPaper, progress: Callable[[int, int], None] | None = None) -> bytes:
    """The report as a PDF, A4 across. Same data, same bytes."""
    width = content_width(landscape=True)
    blocks: list[Block] = [
        Lines(paper.points, tuple(Series(*_line(line)) for line in paper.activity), width, plot=100),
        *_table(paper.collectors, width, paper.nothing),
        *_table(paper.due, width, paper.nothing),
        *_bars(paper.money_title, paper.money, width, paper.nothing),
        *_table(paper.trend, width, paper.nothing),
        *_bars(paper.reasons_title, paper.reasons, width, paper.nothing),
        *_table(paper.ageing, width, paper.nothing),
        *_roll(paper, width),
        *_table(paper.compliance, width, paper.nothing),
        *_table(paper.rules, width, paper.nothing),
        *_table(paper.skips, width, paper.nothing),
    ]
    return document_pdf(
        paper.title,
        paper.lines,
        blocks,
        language=paper.language,
        footer=paper.title,
        landscape=True,
        progress=progress,
    )


def _line(line: PaperLine) -> tuple[str, tuple[int | None, ...], tuple[str, ...]]:
    return line.name, line.values, line.labels


def _table(table: PaperTable, width: float, nothing: str) -> list[Block]:
    if not table.rows:
        return [heading(table.title, width), paragraph(table.note or nothing, width)]
    columns = [
        Column(name, "left" if at == 0 else "right", 1.0 if at == 0 else 0.0)
        for at, name in enumerate(table.headers)
    ]
    laid = Table.of(columns, table.rows, width, totals=table.totals, look=_LOOK)
    return [heading(table.title, width), laid]


def _bars(title: str, bars: Sequence[tuple[str, int, str]], width: float, nothing: str) -> list[Block]:
    if not any(value for _, value, _ in bars):
        return [heading(title, width), paragraph(nothing, width)]
    return [heading(title, width), Bars(tuple(Bar(*bar) for bar in bars), width)]


def _roll(paper: WeeklyPaper, width: float) -> list[Block]:
    grid = paper.roll
    if grid is None or not grid.rows:
        return [heading(paper.roll_title, width), paragraph(paper.nothing, width)]
    drawn = Grid(grid.corner, grid.columns, grid.rows, grid.shares, grid.labels, width)
    return [heading(paper.roll_title, width), drawn]
