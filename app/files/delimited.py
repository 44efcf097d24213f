"""Text files with one row a line: CSV and its kin, read strictly, row by row."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

from app.files.cells import CellError
from app.files.shapes import Record

DELIMITERS = (",", "\t", ";", "|")
LONGEST_CELL = 128 * 1024
_SNIFFED_LINES = 30
_SNIFFED_LENGTH = 1 << 16
# First line with which a spreadsheet program is told the delimiter.
_DECLARED = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?', re.IGNORECASE)


class DelimitedText:
    """A decoded text file as records. A broken row is a record with a problem, the rows behind it still come."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self.delimiter = self._sniff()

    def records(self, header_row: int = 0, width: int = 0) -> Iterator[Record]:
        """All records; behind ``header_row`` those that run over lines must have ``width`` cells.

        An open quote swallows the rows up to the next one. Such a row is given back as refused, alone, and the
        lines behind it are read again.
        """
        csv.field_size_limit(LONGEST_CELL)
        number = 0
        again: deque[str] = deque()
        seen: list[str] = []
        with self.path.open(encoding=self.encoding, newline="") as lines:
            while True:
                problem = "row_quotes"
                # A new reader, because one that met the end of the file inside a quote stays at the end.
                reader = csv.reader(_noted(again, lines, seen), delimiter=self.delimiter, strict=True)
                try:
                    for cells in reader:
                        number += 1
                        if (
                            len(seen) > 1
                            and number > header_row
                            and width
                            and _swallowed(seen, cells, width, self)
                        ):
                            break
                        seen.clear()
                        yield number, cells, None
                    else:
                        return
                except csv.Error:
                    number += 1
                    if len(seen) == 1 and len(seen[0]) > LONGEST_CELL:
                        problem = "row_cell_too_long"
                yield number, self.split(seen[0]), CellError(problem, seen[0])
                again.extendleft(reversed(seen[1:]))
                seen.clear()

    def split(self, line: str) -> list[str]:
        """One line alone, as far as it can be understood."""
        try:
            return next(csv.reader([line], delimiter=self.delimiter), [])
        except csv.Error:
            return [line[:LONGEST_CELL]]

    def _sniff(self) -> str:
        """The delimiter that cuts most of the first lines into the same number of cells, at least two."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            lines = file.read(_SNIFFED_LENGTH).splitlines()[:_SNIFFED_LINES]
        if lines and (declared := _DECLARED.fullmatch(lines[0].strip(" \r\n"))):
            return declared["delimiter"]

        def evenness(delimiter: str) -> tuple[int, int]:
            widths = Counter(map(len, _lenient(lines, delimiter)))
            del widths[0], widths[1]
            return max(((count, width) for width, count in widths.items()), default=(0, 0))

        return max(DELIMITERS, key=evenness)


def _noted(again: deque[str], lines: Iterator[str], seen: list[str]) -> Iterator[str]:
    """The lines to read ``again``, then the others; ``seen`` keeps those of the record being read."""
    while again:
        seen.append(again.popleft())
        yield seen[-1]
    for line in lines:
        seen.append(line)
        yield line


def _swallowed(seen: list[str], cells: list[str], width: int, text: DelimitedText) -> bool:
    """Whether a record over several lines is an open quote that met another, and not a cell with line breaks.

    So it is if the record is uneven, or if one of its further lines is a whole row by itself. A last line such as
    ``Wood St, Leeds",5`` looks whole too, so a quote in one of its first cells speaks for the cell with line breaks.
    """
    if len(cells) != width:
        return True
    alone = (text.split(line) for line in seen[1:])
    return any(len(row) == width and '"' not in "".join(row[:3]) for row in alone)


def _lenient(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    for line in lines[:_SNIFFED_LINES]:
        try:
            yield next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
