"""Which characters the bytes of a text file mean, decided on the whole file and never guessed by frequency.

Byte order mark, then the NUL pattern of UTF-16, then strict UTF-8, then strict GB18030. Nearly any bytes are valid
GB18030, so whoever shows the table shows rows of it and lets the user name another encoding.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import ImportProblem

# What the user may choose by hand.
ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5hkscs", "cp1252", "shift_jis")

_CHUNK = 1 << 20
_HEAD = 1 << 16
# Each comma, digit and line end has a NUL; even a file full of Chinese has so many of them.
_LEAST_NUL_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text file is read: its encoding, and the number of its lines."""

    encoding: str
    lines: int


def reading(path: Path, chosen: str | None = None) -> Reading:
    """The first encoding that reads every byte of the file, or the ``chosen`` one.

    Raises ImportProblem: ``encoding_unknown`` and ``encoding_wrong`` with the first row that cannot be read,
    ``encoding_not_offered``, ``nul_character`` with its row.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    candidates = _candidates(head) if chosen is None else (_offered(path, chosen, head),)
    furthest = 0
    for encoding in candidates:
        lines, is_readable = _decode(path, encoding)
        if is_readable:
            return Reading(encoding, lines)
        furthest = max(furthest, lines)
    code = "encoding_unknown" if chosen is None else "encoding_wrong"
    raise ImportProblem(code, file=path.name, row=furthest, encoding=chosen or "")


def digest(path: Path) -> str:
    """SHA-256 of the bytes of the file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def utf16_of(head: bytes) -> str | None:
    """The UTF-16 codec for a file that begins like this, by its mark or by its NULs; else None."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.count(0) <= _LEAST_NUL_SHARE * len(head):
        return None
    # Not which side has more NULs: 一 (U+4E00) has its NUL where ASCII has none. Line ends are never ambiguous.
    little, big = (head.decode(order, errors="replace").count("\n") for order in ("utf-16-le", "utf-16-be"))
    if little == big:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _offered(path: Path, chosen: str, head: bytes) -> str:
    encoding = chosen.lower().replace("_", "-").replace("gbk", "gb18030").replace("shift-jis", "shift_jis")
    if encoding not in (*ENCODINGS, "utf-8-sig"):
        raise ImportProblem("encoding_not_offered", file=path.name, encoding=chosen)
    # A byte order mark must not become part of the first header.
    if encoding == "utf-8" and head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if encoding == "utf-16" or (encoding.startswith("utf-16") and utf16_of(head) == "utf-16"):
        return utf16_of(head) or "utf-16-le"
    return encoding


def _candidates(head: bytes) -> tuple[str, ...]:
    if head.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if (wide := utf16_of(head)) is not None:
        return (wide,)
    return ("utf-8", "gb18030")


def _decode(path: Path, encoding: str) -> tuple[int, bool]:
    """Lines of the whole file and True; or the number of the line that cannot be decoded, and False."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    for chunk in _chunks(path):
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, errors="ignore")
            return lines + before.count("\n"), False
        if "\0" in text:
            row = lines + text.count("\n", 0, text.index("\0"))
            raise ImportProblem("nul_character", file=path.name, row=row)
        lines += text.count("\n")
    return lines, True


def _chunks(path: Path) -> Iterator[bytes]:
    """The bytes of the file; an empty piece at the end, where a half character shows."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
    yield b""
