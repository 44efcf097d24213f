"""The QR code of the official payment channel. ASCII only: telephones read other text wrongly."""

from __future__ import annotations

from functools import lru_cache

from reportlab.graphics.barcode.qr import QrCodeWidget  # type: ignore[import-untyped]

from app.domain.errors import RenderProblem

LONGEST = 300
_QUIET = 4
"""Cells of white around a code (ISO/IEC 18004)."""


@lru_cache(maxsize=64)
def qr_bars(payload: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Cells of a side with the quiet zone, and the black bars as (column, row, length).

    Raises RenderProblem ``letter_qr_not_ascii`` or ``letter_qr_too_long``.
    """
    if not (payload.isascii() and payload.isprintable()):
        raise RenderProblem("letter_qr_not_ascii")
    if len(payload) > LONGEST:
        raise RenderProblem("letter_qr_too_long", found=len(payload), limit=LONGEST)
    code = QrCodeWidget(payload, barLevel="M").qr
    code.make()
    side = code.getModuleCount()
    bars = []
    for row in range(side):
        column = 0
        while column < side:
            length = 0
            while column + length < side and code.isDark(row, column + length):
                length += 1
            if length:
                bars.append((column + _QUIET, row + _QUIET, length))
            column += length + 1
    return side + 2 * _QUIET, tuple(bars)
