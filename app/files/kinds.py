"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from app.domain.errors import ImportProblem
from app.files.archives import open_archive
from app.files.compound import SIGNATURE, open_compound
from app.files.decoding import utf16_of
from app.files.shapes import TableKind

_HEAD = 4096
_ZIP = b"PK\x03\x04"
_STARTS = (
    (b"%PDF", "file_is_pdf"),
    (b"\x89PNG", "file_is_image"),
    (b"\xff\xd8\xff", "file_is_image"),
    (b"GIF8", "file_is_image"),
    (b"II*\x00", "file_is_image"),
    (b"MM\x00*", "file_is_image"),
    (b"{\\rtf", "file_is_document"),
    (b"PK\x05\x06", "file_is_archive"),
    (b"Rar!", "file_is_archive"),
    (b"7z\xbc\xaf\x27\x1c", "file_is_archive"),
    (b"\x1f\x8b", "file_is_archive"),
    (b"\x7fELF", "file_is_binary"),
    (b"SQLite format 3\x00", "file_is_binary"),
)
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype html|html|head|meta|body|table|style|script)\b", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f\x7f\ufffd]")
_CONTROL_SHARE = 0.01


def sniff(path: Path) -> TableKind:
    """The kind of table ``path`` holds, from its first bytes.

    Raises ImportProblem: ``file_missing``, ``file_not_readable``, ``file_empty``, ``file_damaged``,
    ``workbook_password``, and ``file_is_…`` folder, pdf, image, document, archive, web_page, xml or binary.
    """
    try:
        if path.is_dir():
            raise ImportProblem("file_is_folder", file=path.name)
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError as error:
        raise ImportProblem("file_missing", file=path.name) from error
    except OSError as error:
        raise ImportProblem("file_not_readable", file=path.name) from error
    if head.startswith(SIGNATURE):
        return _ole(path)
    if head.startswith(_ZIP):
        return _zip(path)
    _refuse_other(path, head)
    return TableKind.CSV


def _refuse_other(path: Path, head: bytes) -> None:
    text = head.removeprefix(b"\xef\xbb\xbf")
    if not text.strip():
        raise ImportProblem("file_empty", file=path.name)
    for start, code in _STARTS:
        if head.startswith(start):
            raise ImportProblem(code, file=path.name)
    if _WEB_PAGE.match(text):
        raise ImportProblem("file_is_web_page", file=path.name)
    if _XML.match(text):
        raise ImportProblem("file_is_xml", file=path.name)
    characters = head.decode(utf16_of(head) or "latin-1", errors="replace")
    if len(_CONTROL.findall(characters)) > _CONTROL_SHARE * len(characters):
        raise ImportProblem("file_is_binary", file=path.name)


def _ole(path: Path) -> TableKind:
    """An old workbook, or the box in which a password-protected new one is kept."""
    with open_compound(path) as box:
        names = box.streams().keys()
    if names & {"Workbook", "Book"}:
        return TableKind.XLS
    if "EncryptedPackage" in names:
        raise ImportProblem("workbook_password", file=path.name)
    is_document = bool(names & {"WordDocument", "PowerPoint Document"})
    raise ImportProblem("file_is_document" if is_document else "file_is_binary", file=path.name)


def _zip(path: Path) -> TableKind:
    with open_archive(path) as archive:
        names = set(archive.namelist())
        is_ods = "content.xml" in names and b"spreadsheet" in _media_type(archive)
    if "encrypted-package" in names:
        raise ImportProblem("workbook_password", file=path.name)
    if "xl/workbook.xml" in names:
        return TableKind.XLSX
    if is_ods:
        return TableKind.ODS
    if "xl/workbook.bin" in names or "[Content_Types].xml" in names or "content.xml" in names:
        raise ImportProblem("file_is_document", file=path.name)
    raise ImportProblem("file_is_archive", file=path.name)


def _media_type(archive: zipfile.ZipFile) -> bytes:
    if "mimetype" not in archive.namelist():
        return b""
    with archive.open("mimetype") as part:
        return part.read(200)
