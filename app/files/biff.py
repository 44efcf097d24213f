"""The records of an old workbook (MS-XLS), looked at before the workbook reader takes memory for its sheets.

The reader makes room for as many cells as a sheet announces, or as its last cell asks for. One wrong byte there asks
for hundreds of gigabytes, and the process ends.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from app.domain.errors import ImportProblem
from app.files.compound import open_compound

ROWS, COLUMNS = 65_536, 256

_END, _SHEET, _DIMENSIONS, _TEXTS, _NUMBERS = 0x0A, 0x85, 0x200, 0xFC, 0xBD
# Formula, several numbers, several blanks, rich text, text of the table, blank, number, text, truth, short number.
_CELLS = frozenset((0x06, _NUMBERS, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E))
_SMALLEST_TEXT = 3
_head = struct.Struct("<HH").unpack_from
_number = struct.Struct("<I").unpack_from


def check_old_workbook(path: Path) -> None:
    """Raises ImportProblem ``file_damaged`` if a sheet of the workbook reaches further than the format can."""
    with open_compound(path) as box:
        streams = box.streams()
        for name in ("Workbook", "Book"):
            if name in streams and not _all_sound(box.read(streams[name])):
                raise ImportProblem("file_damaged", file=path.name)


def _all_sound(stream: bytes) -> bool:
    try:
        sheets = [_number(stream, place)[0] for kind, place, _ in _records(stream, 0) if kind == _SHEET]
        return all(_is_sound(stream, start) for start in (0, *sheets))
    except (struct.error, IndexError):
        return False


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record of one part of the stream."""
    end = len(stream) - 4
    while start <= end:
        kind, length = _head(stream, start)
        yield kind, start + 4, length
        if kind == _END:
            return
        start += 4 + length


def _is_sound(stream: bytes, start: int) -> bool:
    for kind, place, length in _records(stream, start):
        if kind in _CELLS:
            # The row has two bytes and cannot be too far.
            last = place + length - 2 if kind == _NUMBERS else place + 2
            if stream[last + 1]:
                return False
        elif kind == _DIMENSIONS and length in (10, 14):
            shape = "<2I2H" if length == 14 else "<4H"
            first_row, end_row, first_column, end_column = struct.unpack_from(shape, stream, place)
            if not (first_row <= end_row <= ROWS and first_column <= end_column <= COLUMNS):
                return False
        elif kind == _TEXTS and _number(stream, place + 4)[0] * _SMALLEST_TEXT > len(stream):
            return False
    return True
