"""Bad and awkward table files, made by script: every hazard of the import, each as bytes in a folder.

``REFUSED`` maps a case to its file name, its maker and the ``ImportProblem`` expected of it.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

HEADERS = ("姓名", "证件号码", "卡号", "欠款金额", "逾期日期")
PEOPLE = (
    ("张三", "110101199003070011", "6222020200012345678", "1,234.50", "2026-02-28"),
    ("李四", "440305198512120024", "6225880012345678", "99.00", "2026/3/1"),
    ("王五", "00110", "0001", "-5.00", "20260301"),
)
RECT = [HEADERS, *PEOPLE]

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def comma(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    quoted = ([f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows)
    return "".join(delimiter.join(row) + "\r\n" for row in quoted)


def csv_bytes(rows: Sequence[Sequence[str]] = RECT, encoding: str = "utf-8") -> bytes:
    return comma(rows).encode(encoding)


def xlsx(*sheets: tuple[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook of (name, rows); text is written as text, numbers as numbers."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write_number(number, column, value)
    return buffer.getvalue()


def raw_xlsx(sheet_data: bytes, prolog: bytes = b"", shared: bytes | None = None) -> bytes:
    """A workbook whose only sheet holds exactly ``sheet_data``."""
    buffer = BytesIO()
    sheet = (
        _XML + prolog + b"<worksheet " + _MAIN + b"><sheetData>" + sheet_data + b"</sheetData></worksheet>"
    )
    with (
        zipfile.ZipFile(BytesIO(xlsx(("S", [("a", "b")])))) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = sheet
            if name == "xl/sharedStrings.xml" and shared is not None:
                content = _XML + b"<sst " + _MAIN + b">" + shared + b"</sst>"
            new.writestr(name, content)
    return buffer.getvalue()


def zipped(*parts: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = b" ".join(
    b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name)
    for name in (b"office", b"table", b"text")
)


def ods(rows: str, manifest: bytes = b"", content: bytes = b"") -> bytes:
    content = content or (
        _XML
        + b"<office:document-content "
        + _ODS_NAMES
        + b"><office:body><office:spreadsheet>"
        + b'<table:table table:name="S">'
        + rows.encode()
        + b"</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    space = b'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    entry = (
        b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        + manifest
        + b"</manifest:file-entry>"
    )
    listed = _XML + b"<manifest:manifest " + space + b">" + entry + b"</manifest:manifest>"
    return zipped(("mimetype", _ODS_TYPE), ("content.xml", content), ("META-INF/manifest.xml", listed))


def ods_row(*cells: str | float, attributes: str = "", of_cell: str = "") -> str:
    written = (
        f'<table:table-cell office:value-type="float" office:value="{cell!r}" {of_cell}/>'
        if isinstance(cell, float)
        else f'<table:table-cell office:value-type="string" {of_cell}><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row {attributes}>{''.join(written)}</table:table-row>"


def compound(*streams: tuple[str, bytes]) -> bytes:
    """An OLE compound file (MS-CFB, version 3), small enough for one sector of allocation table."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain: list[int] = []
    body = b""

    def add(content: bytes, least: int) -> tuple[int, int]:
        nonlocal body
        size = max(least, -(-len(content) // 512) * 512)
        start = len(chain)
        chain.extend(range(start + 1, start + size // 512))
        chain.append(end)
        body += content.ljust(size, b"\0")
        return start, size

    entries = [("Root Entry", 5, end, 0)]
    entries += [(name, 2, *add(content, 4096)) for name, content in streams]
    folder = b""
    for index, (name, kind, start, size) in enumerate(entries):
        wide = name.encode("utf-16-le")
        right = index + 1 if 0 < index < len(entries) - 1 else free
        child = 1 if index == 0 else free
        folder += wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide) + 2, kind, 1, free, right, child)
        folder += bytes(36) + struct.pack("<IQ", start, size)
    folder_start, _ = add(folder, 512)
    table_start = len(chain)
    chain.append(table)
    body += struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    head = (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    )
    head += struct.pack("<9I", 0, 1, folder_start, 0, 4096, end, 0, end, 0)
    return head + struct.pack("<109I", table_start, *[free] * 108) + body


def xls(rows: Sequence[Sequence[str | float]], is_locked: bool = False) -> bytes:
    """A BIFF8 workbook with one sheet; with ``is_locked`` it says that a password is needed."""

    def record(kind: int, content: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def start(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))

    def book(offset: int) -> bytes:
        lock = record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) if is_locked else b""
        return (
            start(5) + lock + record(0x85, struct.pack("<IBBBB", offset, 0, 0, 2, 0) + b"S1") + record(0x0A)
        )

    sheet = start(0x10) + record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                sheet += record(0x204, struct.pack("<HHH", number, column, 0) + text)
            else:
                sheet += record(0x203, struct.pack("<HHHd", number, column, 0, value))
    return compound(("Workbook", book(len(book(0))) + sheet + record(0x0A)))


def bomb() -> bytes:
    """500 kB that unpack to 250 MB."""
    return raw_xlsx(b'<row r="1"><c r="A1"><v>1</v></c></row>' + b" " * 250_000_000)


def dense_bomb() -> bytes:
    """11 MB packed more than 100 : 1, within the limit of the sum."""
    return raw_xlsx(b'<row r="1"><c r="A1"><v>1</v></c></row>' + b" " * 11_000_000)


def far_cell() -> bytes:
    """What one key too many leaves behind: a cell in the last corner of the sheet."""
    first = b'<row r="1"><c r="A1" t="str"><v>a</v></c></row>'
    return raw_xlsx(first + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def far_cell_in_other_words() -> bytes:
    first = b"<row r = '1'><c r = 'A1' t='str'><v>a</v></c></row>"
    return raw_xlsx(first + b"<row r = '1048576'><c r = 'xfd1048576'><v>1</v></c></row>")


def repeated_text() -> bytes:
    """A text of 32,000 characters used in 40,000 cells: 1.3 GB out of 200 kB."""
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 40_001)
    )
    return raw_xlsx(cells, shared=b"<si><t>" + b"x" * 32_000 + b"</t></si>")


def entities() -> bytes:
    lol = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return raw_xlsx(b'<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>', prolog=lol)


def locked_zip() -> bytes:
    """A zip whose entries are marked as encrypted."""
    whole = bytearray(xlsx(("S", RECT)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = whole.find(mark)
        while position >= 0:
            whole[position + place] |= 1
            position = whole.find(mark, position + 4)
    return bytes(whole)


def repeat_bomb() -> bytes:
    return ods(
        ods_row(
            "a",
            1.0,
            attributes='table:number-rows-repeated="1000000"',
            of_cell='table:number-columns-repeated="8000"',
        )
    )


def circle() -> bytes:
    """An old workbook with one byte changed, so that its chain of sectors has no end."""
    content = bytearray(xls(RECT))
    (table,) = struct.unpack_from("<I", content, 76)
    struct.pack_into("<I", content, (table + 1) * 512, 0)
    return bytes(content)


def endless() -> bytes:
    """An ODS sheet whose end is missing: the workbook reader, asked directly, waits for it for ever."""
    with zipfile.ZipFile(BytesIO(ods(ods_row("a", "b")))) as archive:
        return ods("", content=archive.read("content.xml").replace(b"</table:table>", b""))


def bent_xls(kind: int, place: int, value: int) -> bytes:
    """An old workbook with one byte changed in the first record of a kind, one of 14 bytes."""
    content = bytearray(xls([*RECT, ("a", 1.0)]))
    content[content.find(struct.pack("<HH", kind, 14)) + 4 + place] = value
    return bytes(content)


def _locked_ods() -> bytes:
    return ods(
        "", content=b"\x93 not XML", manifest=b'<manifest:encryption-data manifest:checksum-type="SHA1"/>'
    )


def _duplicate() -> bytes:
    return csv_bytes(
        [("批次：2026-03",), ("姓名", "金额", "Phone", "ＰＨＯＮＥ", "姓名"), ("张三", "1", "2", "3", "4")]
    )


Expected = dict[str, Any]
# case: file name, its bytes, code, further parameters that must come with it
REFUSED: dict[str, tuple[str, Callable[[], bytes], str, Expected]] = {
    "empty": ("a.csv", lambda: b"", "file_empty", {}),
    "only white space": ("a.csv", lambda: b"\xef\xbb\xbf \r\n\t\r\n", "file_empty", {}),
    "only commas": ("a.csv", lambda: b",,,\r\n,,,\r\n", "file_empty", {}),
    "empty sheet": ("a.xlsx", lambda: xlsx(("S", [])), "file_empty", {}),
    "pdf": ("a.csv", lambda: b"%PDF-1.7\n1 0 obj", "file_is_pdf", {}),
    "png": ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "file_is_image", {}),
    "jpeg": ("a.csv", lambda: b"\xff\xd8\xff\xe0" + bytes(50), "file_is_image", {}),
    "web page named xls": (
        "a.xls",
        lambda: b"\n<html><table><tr><td>a</td></tr></table>",
        "file_is_web_page",
        {},
    ),
    "bare html table": ("a.xls", lambda: b"<TABLE border=1><tr>", "file_is_web_page", {}),
    "xml spreadsheet": ("a.xls", lambda: b'<?xml version="1.0"?><Workbook/>', "file_is_xml", {}),
    "program": ("a.csv", lambda: b"MZ\x90\x00\x03\x00\x01" + bytes(range(32)) * 20, "file_is_binary", {}),
    "plain zip": ("a.xlsx", lambda: zipped(("a.csv", b"a,b")), "file_is_archive", {}),
    "empty zip": ("a.xlsx", zipped, "file_is_archive", {}),
    "word document": ("a.xlsx", lambda: zipped(("[Content_Types].xml", b"<a/>")), "file_is_document", {}),
    "old word document": ("a.xls", lambda: compound(("WordDocument", b"x" * 99)), "file_is_document", {}),
    "other ole file": ("a.xls", lambda: compound(("Something", b"x" * 99)), "file_is_binary", {}),
    "prose": ("a.txt", "尊敬的客户：\r\n您好。\r\n此致\r\n".encode, "no_table", {}),
    "one column": ("a.csv", "姓名\r\n张三\r\n".encode, "no_table", {}),
    "prose in a sheet": ("a.xlsx", lambda: xlsx(("S", [("说明",), ("请勿外传",)])), "no_table", {}),
    "no encoding": ("a.csv", lambda: csv_bytes() + b"x,\xff\xff\xff,\r\n", "encoding_unknown", {"row": 5}),
    "half a character": (
        "a.csv",
        lambda: csv_bytes([*RECT, ("张", "1")])[:-4] + b"\xff",
        "encoding_unknown",
        {"row": 5},
    ),
    "nul": ("a.csv", lambda: csv_bytes([*RECT, ("a\0b", "1")]), "nul_character", {"row": 5}),
    "no header": ("a.csv", lambda: csv_bytes(list(PEOPLE)), "header_missing", {"row": 1}),
    "no header below a title": (
        "a.csv",
        lambda: csv_bytes([("清单",), ("a", "1", "2", "3.5")]),
        "header_missing",
        {"row": 2},
    ),
    "no header but words": (
        "a.csv",
        lambda: csv_bytes([("张三", "浙江", "13800138000", "备注"), ("李四", "江苏", "13900139000", "")]),
        "header_missing",
        {"row": 1},
    ),
    "duplicate headers": (
        "a.csv",
        _duplicate,
        "header_duplicate",
        {"row": 2, "columns": ["姓名", "Phone", "PHONE"]},
    ),
    "quote open in the header": ("a.csv", lambda: b'a,"b,c\r\n1,2,3\r\n', "row_quotes", {"row": 1}),
    "password": (
        "a.xlsx",
        lambda: compound(("EncryptionInfo", b"x" * 99), ("EncryptedPackage", b"y" * 5000)),
        "workbook_password",
        {},
    ),
    "password xls": ("a.xls", lambda: xls(RECT, is_locked=True), "workbook_password", {}),
    "password ods": ("a.ods", _locked_ods, "workbook_password", {}),
    "password ods 1.3": ("a.ods", lambda: zipped(("encrypted-package", b"x")), "workbook_password", {}),
    "password zip": ("a.xlsx", locked_zip, "workbook_password", {}),
    "bomb": ("a.xlsx", bomb, "workbook_too_large", {"limit_mb": 200}),
    "bomb by ratio": ("a.xlsx", dense_bomb, "workbook_too_large", {}),
    "bomb by repeated text": ("a.xlsx", repeated_text, "workbook_too_large", {"limit_mb": 500}),
    "bomb by repeated cells": ("a.ods", repeat_bomb, "workbook_too_large", {}),
    "far cell": ("a.xlsx", far_cell, "sheet_too_large", {"columns": 16384, "rows": 1048576}),
    "far cell, other spelling": ("a.xlsx", far_cell_in_other_words, "sheet_too_large", {"columns": 16384}),
    "entities": ("a.xlsx", entities, "workbook_entities", {}),
    "broken xml": ("a.xlsx", lambda: raw_xlsx(b'<row r="1"><c r="A1"><v>1</c>'), "file_damaged", {}),
    "half a workbook": ("a.xlsx", lambda: xlsx(("S", RECT))[:900], "file_damaged", {}),
    "ods without an end": ("a.ods", endless, "file_damaged", {}),
    "xls with a cell too far": ("a.xls", lambda: bent_xls(0x203, 3, 1), "file_damaged", {}),
    "xls that begins behind its end": ("a.xls", lambda: bent_xls(0x200, 1, 9), "file_damaged", {}),
    "xls wider than the format": ("a.xls", lambda: bent_xls(0x200, 11, 2), "file_damaged", {}),
    "half an xls": ("a.xls", lambda: xls(RECT)[:700], "file_damaged", {}),
    "xls running in a circle": ("a.xls", circle, "file_damaged", {}),
}

HOSTILE_NAMES = (
    "../../etc/passwd",
    "..\\..\\Windows\\system32",
    "/etc/shadow",
    "C:\\Windows\\win.ini",
    "\\\\10.0.0.9\\share\\a",
    "file:ads",
    "a\0b",
    "",
    ".",
    "..",
    "...",
    "   ",
    ". . .",
    "CON",
    "con.txt",
    "nul",
    "COM¹",
    "lpt9.pdf",
    "CONIN$",
    "a" * 400,
    "张" * 400,
    "invoice\u202efdp.exe",
    "\u200b\u200d\ufeff",
    "\ud800half",
    "line\r\nbreak\tand tab",
    'a<b>c:"d"|e?f*g',
    "trailing. . ",
    "~/../$HOME/`id`",
)
