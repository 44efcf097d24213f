"""The box in which old workbooks and password-protected new ones are kept: an OLE compound file (MS-CFB).

Only its table of contents is read, and every chain of sectors is followed once: the workbook reader would follow
one that runs in a circle until it has taken all memory and the process ends.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import ImportProblem

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEAD = 512
_HEAD_TABLE = 109
_LAST_SECTOR = 0xFFFFFFF9
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class _Unsound(Exception):
    """A chain of sectors leaves the file, meets another or itself."""


@contextmanager
def open_compound(path: Path) -> Iterator[Compound]:
    """The compound file ``path``. What is not sound in it becomes ImportProblem ``file_damaged``."""
    try:
        with path.open("rb") as file:
            yield Compound(file)
    except (_Unsound, struct.error, UnicodeDecodeError) as error:
        raise ImportProblem("file_damaged", file=path.name) from error


class Compound:
    """The table of contents of a compound file, and its large streams."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        head = file.read(_HEAD)
        (shift,) = struct.unpack_from("<H", head, 30)
        if shift not in (9, 12):
            raise _Unsound
        self._sector_size = 1 << shift
        self._numbers = f"<{self._sector_size // 4}I"
        fields = struct.unpack_from("<9I", head, 40)
        _, _, self._folder, _, self._small_limit, self._small_table, _, self._more_tables, _ = fields
        self._used: set[int] = set()
        self._next = self._allocation_table(head)

    def streams(self) -> dict[str, list[int]]:
        """For each stream its sectors; none for a small one, which lies within another."""
        folder = b"".join(self._sector(number) for number in self._chain(self._folder))
        small_next = [link for number in self._chain(self._small_table) for link in self._links(number)]
        small_used: set[int] = set()
        found: dict[str, list[int]] = {}
        for place in range(0, len(folder), _ENTRY):
            entry = folder[place : place + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            if kind not in (_STREAM, _ROOT):
                continue
            is_small = kind == _STREAM and size < self._small_limit
            sectors = []
            if is_small and size:
                list(_follow(start, small_next, small_used))
            elif size:
                sectors = list(self._chain(start))
            found[entry[: min(length, 64)].decode("utf-16-le").rstrip("\0")] = sectors
        return found

    def read(self, sectors: list[int]) -> bytes:
        return b"".join(map(self._sector, sectors))

    def _allocation_table(self, head: bytes) -> list[int]:
        """For each sector the one that follows it; the sectors of the table itself are counted as used."""
        tables = list(struct.unpack_from(f"<{_HEAD_TABLE}I", head, 76))
        more = self._more_tables
        while more <= _LAST_SECTOR:
            self._use(more)
            *found, more = self._links(more)
            tables += found
        links: list[int] = []
        for number in tables:
            if number <= _LAST_SECTOR:
                self._use(number)
                links += self._links(number)
        return links

    def _chain(self, start: int) -> Iterator[int]:
        return _follow(start, self._next, self._used)

    def _use(self, number: int) -> None:
        if number in self._used:
            raise _Unsound
        self._used.add(number)

    def _sector(self, number: int) -> bytes:
        self._file.seek((number + 1) * self._sector_size)
        return self._file.read(self._sector_size)

    def _links(self, number: int) -> tuple[int, ...]:
        return struct.unpack(self._numbers, self._sector(number))


def _follow(start: int, links: list[int], used: set[int]) -> Iterator[int]:
    """The sectors of one chain; each sector of a file belongs to one chain only."""
    while start <= _LAST_SECTOR:
        if start >= len(links) or start in used:
            raise _Unsound
        used.add(start)
        yield start
        start = links[start]
