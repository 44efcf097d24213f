"""What a packed workbook would unpack to, looked at before the reader may take memory for it.

The reader keeps the whole box from A1 to the last cell and a copy of each text; asked for too much it ends the
whole process. So a bomb, a stray cell at XFD1048576 and a long text used in every cell are refused here.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from app.domain.errors import ImportProblem
from app.files.shapes import Limits

# Unknown methods and flags are NotImplementedError and RuntimeError, damaged lengths the others.
_BROKEN = (
    zipfile.BadZipFile,
    expat.ExpatError,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    LookupError,
)
_CHUNK = 1 << 20
# Longer than any tag that is looked for, so that none is lost between two pieces.
_OVERLAP = 256
_PROLOG = 4096
_ENCRYPTED = 1
_SMALLEST_TEXT_CELL = len('<c t="s"><v>0</v></c>')

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# As nearly all programs write it; found three times as fast as what the standard also allows.
_WIDE_CELL = re.compile(rb'r="([A-Z]{2,3})[0-9]')
_FAR_ROW = re.compile(rb'<row [^>]*?r="([0-9]{5,7})"')
_UNCOMMON = (b"r='", b"r =", b":row", b":c ")
_ANY_WIDE_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{2,3})[0-9]""")
_ANY_FAR_ROW = re.compile(rb"""row\s[^>]*?\br\s*=\s*["']([0-9]{5,7})["']""")
_TEXT_CELL = re.compile(rb">\s*([0-9]{1,9})\s*<")
_SHARED = re.compile(rb"<(?:\w+:)?si\b")
_SHARED_STRINGS = "xl/sharedStrings.xml"
_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"


def check_archive(path: Path, limits: Limits) -> None:
    """Refuse a workbook that would not fit, before it is parsed.

    Raises ImportProblem: ``workbook_too_large``, ``workbook_entities``, ``workbook_password``, ``sheet_too_large``,
    ``file_damaged``.
    """
    with open_archive(path) as archive:
        _check_sizes(path, archive, limits)
        _check_entities(path, archive)
        _check_sheets(path, archive, limits)
        _check_content(path, archive)


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The zip file ``path``; whatever is broken in it becomes ImportProblem ``file_damaged``."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except _BROKEN as error:
        raise ImportProblem("file_damaged", file=path.name) from error


def _check_sizes(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ImportProblem("workbook_password", file=path.name)
    bombs = (
        entry
        for entry in entries
        if entry.file_size > limits.packing_ratio_from_bytes
        and entry.file_size > limits.packing_ratio * max(1, entry.compress_size)
    )
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes or any(bombs):
        raise ImportProblem("workbook_too_large", file=path.name, limit_mb=limits.unpacked_bytes // 1_000_000)


def _check_entities(path: Path, archive: zipfile.ZipFile) -> None:
    """No office program writes a document type; it is there to expand entities or to read other files."""
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                if _DOCTYPE.search(part.read(_PROLOG)):
                    raise ImportProblem("workbook_entities", file=path.name)


def _check_sheets(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    texts = archive.read(_SHARED_STRINGS) if _SHARED_STRINGS in archive.namelist() else b""
    longest = max(map(len, texts.split(b"<si")))
    for entry in archive.infolist():
        if not _SHEET.fullmatch(entry.filename):
            continue
        columns, rows = _corner(archive, entry)
        if columns * rows > limits.sheet_cells:
            raise ImportProblem("sheet_too_large", file=path.name, columns=columns, rows=rows)
        most = entry.file_size // _SMALLEST_TEXT_CELL * longest
        if most > limits.text_bytes and _text_bytes(archive, entry, texts) > limits.text_bytes:
            raise ImportProblem("workbook_too_large", file=path.name, limit_mb=limits.text_bytes // 1_000_000)


def _check_content(path: Path, archive: zipfile.ZipFile) -> None:
    """An ODS sheet must be sound XML: the reader waits for ever for an end that does not come."""
    names = archive.namelist()
    if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
        raise ImportProblem("workbook_password", file=path.name)
    if _CONTENT in names:
        parser = expat.ParserCreate()
        with archive.open(_CONTENT) as part:
            parser.ParseFile(part)


def _corner(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Columns and rows of the box around the cells of a sheet, at least 26 and 10,000, from what the cells say."""
    names: set[bytes] = set()
    last_row = 9_999
    for piece in _pieces(archive, entry):
        is_uncommon = any(sign in piece for sign in _UNCOMMON)
        names.update((_ANY_WIDE_CELL if is_uncommon else _WIDE_CELL).findall(piece))
        far_rows = (_ANY_FAR_ROW if is_uncommon else _FAR_ROW).findall(piece)
        last_row = max(last_row, max(map(int, far_rows), default=0))
    return max(map(_column, names), default=26), last_row


def _column(name: bytes) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number


def _text_bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, texts: bytes) -> int:
    """At most so many bytes of shared text does the sheet repeat; numbers that could be references count too."""
    lengths = [len(text) for text in _SHARED.split(texts)[1:]]
    total = 0
    for piece in _pieces(archive, entry):
        total += sum(lengths[index] for index in map(int, _TEXT_CELL.findall(piece)) if index < len(lengths))
    return total


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    tail = b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]
