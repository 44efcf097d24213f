"""How close a letter is set: the widest sizes that need the fewest pages.

Laying a letter out costs a millisecond for each dress it tries on, so those that cannot do are left out beforehand: a
paragraph of so many characters never takes fewer lines than they are wide.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reports.breaking import natural_width
from app.reports.letter_data import LetterData
from app.reports.letter_tables import TABLES, TableText, table_of
from app.reports.markup import FRAME, Kind, Part
from app.reports.tables import Look

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


def least_heights(parts: Sequence[Part], tables: Tables, width: float) -> tuple[float, ...]:
    """For each dress a height that the body cannot be lower than."""
    heights = [0.0] * len(DRESSES)
    for part in parts:
        if part.kind is not Kind.BLOCK:
            wide, is_small = natural_width(part.runs, 1) / width, part.kind is Kind.ITEM
            for at, dress in enumerate(DRESSES):
                size, leading = (
                    (dress.small, dress.small_leading) if is_small else (dress.size, dress.leading)
                )
                heights[at] += max(math.ceil(wide * size - 0.01), 1) * leading
        elif part.mark == FRAME:
            for at in range(len(DRESSES)):
                heights[at] += 2 * FRAME_PAD
        elif part.mark in TABLES:
            table = tables[part.mark]
            rows = len(table.rows) + len(table.totals) + 1 if table else 0
            for at, dress in enumerate(DRESSES):
                # A table that is too wide is set smaller, but never below 6 points.
                heights[at] += rows * (dress.table.leading * 6 / dress.small + 2 * dress.table.pad_y)
        else:
            heights = [height + SEAL for height in heights]
    return tuple(heights)
