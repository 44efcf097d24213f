"""Many small PDF files in one, page after page. What is drawn stays as it is: objects are numbered anew, nothing else.

For files with one table of cross references and a flat list of pages, as ``app.reports`` writes them. A general reader
takes each object apart and puts it together again, which takes fifteen times as long.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s")
_ENTRY = 20
"""Bytes of an entry of the table: ISO 32000-1, §7.5.4."""
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_CATALOG, _PAGES = 1, 2


class PdfJoiner:
    """Takes files one by one; ``finish`` gives the whole. Same files, same bytes."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        self._places: dict[int, int] = {}
        self._pages: list[int] = []

    def add(self, content: bytes) -> None:
        """The pages of one more file. Raises ValueError where it is not of the plain kind."""
        objects, root = _objects(content)
        tree = _referred(objects[root], b"/Pages")
        kids = _KIDS.search(objects[tree])
        if kids is None:
            raise ValueError("no pages")
        pages = _references(kids[1])
        new = {tree: _PAGES}
        waiting = list(pages)
        while waiting:
            number = waiting.pop()
            if number not in new:
                new[number] = _PAGES + len(self._places) + len(new)
                waiting += _references(_head(objects[number]))
        for number, numbered in new.items():
            if number != tree:
                self._write(numbered, _numbered(objects[number], new))
        self._pages += [new[page] for page in pages]

    def finish(self) -> bytes:
        """The whole file."""
        kids = b" ".join(b"%d 0 R" % page for page in self._pages)
        self._write(_PAGES, b"<< /Type /Pages /Count %d /Kids [ %b ] >>\n" % (len(self._pages), kids))
        self._write(_CATALOG, b"<< /Type /Catalog /Pages %d 0 R >>\n" % _PAGES)
        start, size = self._out.tell(), len(self._places) + 1
        self._out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        self._out.write(b"".join(b"%010d 00000 n \n" % self._places[number] for number in range(1, size)))
        self._out.write(b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (size, _CATALOG))
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._out.getvalue()

    def _write(self, number: int, body: bytes) -> None:
        self._places[number] = self._out.tell()
        self._out.write(b"%d 0 obj\n" % number + body + b"endobj\n")


def _objects(content: bytes) -> tuple[dict[int, bytes], int]:
    """What stands between ``obj`` and ``endobj`` by number, and the number of the catalog."""
    ends = _START.search(content, max(len(content) - 64, 0))
    table = _TABLE.match(content, int(ends[1])) if ends else None
    if ends is None or table is None:
        raise ValueError("no table of cross references")
    trailer = content[table.end() + _ENTRY * int(table[1]) :]
    places = dict(_places(content, table.end(), int(table[1])))
    ordered = sorted(places, key=places.__getitem__)
    found = {}
    for number, following in zip(ordered, [*(places[n] for n in ordered[1:]), int(ends[1])], strict=True):
        begin = b"%d 0 obj" % number
        place = places[number]
        if not content.startswith(begin, place):
            raise ValueError(f"object {number} is not in its place")
        found[number] = content[place + len(begin) : content.rindex(b"endobj", place, following)].lstrip()
    return found, _referred(trailer, b"/Root")


def _places(content: bytes, start: int, size: int) -> Iterator[tuple[int, int]]:
    for number in range(size):
        entry = content[start + number * _ENTRY : start + (number + 1) * _ENTRY]
        if entry[17:18] == b"n":
            yield number, int(entry[:10])


def _referred(text: bytes, name: bytes) -> int:
    """The object a dictionary names under ``name``."""
    found = re.search(name + rb"\s+(\d+) 0 R", text)
    if found is None:
        raise ValueError(f"no {name.decode()}")
    return int(found[1])


def _references(text: bytes) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(text)]


def _head(body: bytes) -> bytes:
    """An object without the content of its stream."""
    return body.partition(b"stream")[0]


def _numbered(body: bytes, new: dict[int, int]) -> bytes:
    head, stream, content = body.partition(b"stream")
    return _REFERENCE.sub(lambda found: b"%d 0 R" % new[int(found[1])], head) + stream + content
