"""A sheet of the workbook library that writes a text for what it is, and a text that comes again without a second look.

The library takes a text from ``<r>`` to ``</r>`` for markup of its own: a note that begins and ends so would make the
whole file unreadable. And it searches every cell's text nine times, while most cells of a log repeat a few words.
"""

from __future__ import annotations

from functools import lru_cache
from inspect import unwrap
from typing import Any

from xlsxwriter.utility import _preserve_whitespace, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet

_TEXTS_KEPT = 8_192
_LONGEST_KEPT = 64


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows are written from the top down, each to the disk before the next (``constant_memory``)."""

    # Below the library's look for cells named "A1" instead of numbered, which costs a tenth of a cell.
    write_text = unwrap(Worksheet.write_string)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if type(cell) is not CellStringTuple:
            super()._write_cell(row, col, cell)
            return
        text, style = cell
        element = _kept(text) if len(text) <= _LONGEST_KEPT else _element(text)
        look = f' s="{style._get_xf_index()}"' if style else ""
        self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}"{look}{element}')


def _element(text: str) -> str:
    """The cell of a text, behind the attributes of its place."""
    escaped = Worksheet._escape_control_characters(text)
    escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    space = ' xml:space="preserve"' if _preserve_whitespace(text) else ""
    return f' t="inlineStr"><is><t{space}>{escaped}</t></is></c>'


_kept = lru_cache(_TEXTS_KEPT)(_element)
