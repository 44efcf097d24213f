"""How close a letter is set: the widest sizes that need the fewest pages.

Laying a letter out costs a millisecond for each dress it tries on, so those that will hardly do are left out beforehand
by the width of its paragraphs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reports.breaking import natural_width
from app.reports.charts import columns_height
from app.reports.letter_data import LetterData
from app.reports.letter_tables import TABLES, TableText, table_of
from app.reports.markup import FRAME, Kind, Part
from app.reports.tables import Look

CHART, COUPONS = "plan_chart", "coupons"
FRAME_PAD, QR_SIDE, SEAL = 9.0, 72.0, 72.0
"""Points: inside the frame of the payment channel, its code, the business seal."""

Tables = Mapping[str, TableText | None]


@dataclass(frozen=True, slots=True)
class Dress:
    """The sizes of a letter's body in points; items, tables and the frame are set in the ``small`` one."""

    size: float
    leading: float
    small: float
    small_leading: float
    gap: float

    @property
    def table(self) -> Look:
        """How its tables look."""
        return Look(self.small, self.small * 1.45, 5, self.gap * 0.6 + 0.4, self.gap + 3, narrowest=112)


DRESSES = (
    Dress(size=10.5, leading=18.5, small=9.5, small_leading=15.5, gap=5),
    Dress(size=10.5, leading=16.5, small=9, small_leading=13.8, gap=3.5),
    Dress(size=10, leading=15.2, small=9, small_leading=13, gap=3),
    Dress(size=9.5, leading=14.4, small=8.5, small_leading=12.4, gap=2.5),
)


def tables_of(parts: Sequence[Part], data: LetterData) -> Tables:
    """What the tables of a body say, by the names of their blocks."""
    return {part.mark: table_of(part.mark, data) for part in parts if part.mark in TABLES}


def likely_heights(parts: Sequence[Part], data: LetterData, tables: Tables, width: float) -> list[float]:
    """For each dress about how tall the body becomes, within a line or two."""
    heights = [0.0] * len(DRESSES)
    is_zh = data.language == "zh"
    slips = sum(row.open_minor > 0 for row in data.schedule)
    for part in parts:
        wide = natural_width(part.runs, 1) / width
        rows = 0
        if part.mark in TABLES:
            table = tables[part.mark]
            rows = len(table.rows) + len(table.totals) + 1 if table else 0
        for at, dress in enumerate(DRESSES):
            heights[at] += _likely(part, dress, wide, rows, slips, is_zh=is_zh)
    framed = [inner for part in parts for inner in part.parts]
    if framed:
        room = width - 2 * FRAME_PAD - ((QR_SIDE + FRAME_PAD) if data.pay and data.pay.qr else 0)
        wides = [natural_width(inner.runs, 1) / room for inner in framed]
        for at, dress in enumerate(DRESSES):
            lines = sum(_lines(wide, dress.small) for wide in wides)
            heights[at] += max(lines * dress.small_leading, QR_SIDE)
    return heights


def _likely(part: Part, dress: Dress, wide: float, rows: int, slips: int, *, is_zh: bool) -> float:
    """``wide``: how many lines the text would fill at a size of one point."""
    if part.kind is Kind.ITEM:
        return _lines(wide, dress.small) * dress.small_leading + 1
    if part.kind is Kind.HEADING:
        return _lines(wide, dress.size) * dress.leading + dress.gap + 2
    if part.kind is not Kind.BLOCK:
        gap = dress.gap * (1 if is_zh else 1.4)
        return _lines(wide, dress.size) * dress.leading + gap
    return _likely_block(part.mark, dress, rows, slips)


def _likely_block(mark: str, dress: Dress, rows: int, slips: int) -> float:
    if mark in TABLES:
        look = dress.table
        return rows * (look.leading + 2 * look.pad_y) + look.space_before if rows else 0.0
    if mark == CHART:
        return columns_height() + 6
    if mark == COUPONS:
        return math.ceil(slips / 2) * (QR_SIDE + FRAME_PAD)
    return 2 * FRAME_PAD + dress.gap + 4 if mark == FRAME else SEAL + 10


def _lines(wide: float, size: float) -> int:
    # A fiftieth of a line is lost where words and marks may not part.
    return max(math.ceil(wide * size * 1.02), 1)
