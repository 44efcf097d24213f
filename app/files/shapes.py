"""What a table is made of once its file format no longer matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from app.files.cells import CellError


class TableKind(StrEnum):
    """The formats that can be read."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may ask of this machine before it is refused unread."""

    rows: int = 1_048_576  # what one spreadsheet sheet can hold
    columns: int = 500
    # The reader keeps a whole sheet in memory, about 32 bytes for each cell of the box around the data.
    sheet_cells: int = 30_000_000
    unpacked_bytes: int = 200_000_000
    # A bomb of 400 MB was packed 417 : 1; real sheets stay below 30 : 1.
    packing_ratio: int = 100
    packing_ratio_from_bytes: int = 10_000_000
    text_bytes: int = 500_000_000


DEFAULT_LIMITS = Limits()


class Row(NamedTuple):
    """One row of the table below its header.

    ``number`` is the row as a spreadsheet program counts it, from 1. ``cells`` has one text for each header; a
    cell of the class ``Rounded`` held a number of 16 or more digits. ``problem`` says why the row cannot be
    used, ``cells`` is then what could be read of it. ``is_total`` marks 合计, 小计, Total and the like, which
    are sums for the control totals and not data.
    """

    number: int
    cells: tuple[str, ...]
    problem: CellError | None = None
    is_total: bool = False


# A row as it stands in the file, before header, width and totals are known: number, cells, problem. A plain tuple,
# because one is made for every row of every file.
Record = tuple[int, list[str], CellError | None]


class Source(Protocol):
    """A file that gives its records in order, as often as asked."""

    def records(self, header_row: int = 0, width: int = 0) -> Iterator[Record]:
        """All records from the first of the file on; header and width help to find broken quotes."""
        ...
