"""What a Chinese keyboard types in place of ASCII, turned back: ０–９, ，, 。, － and the like.

A fixed table instead of Unicode NFKC, because NFKC also reads ² as 2 and ½ as 1⁄2, which no amount means.
"""

from __future__ import annotations

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE: dict[int, int | str] = {
    **_FULL_WIDTH,
    ord("\u3000"): " ",
    ord("\u00a0"): " ",
    ord("。"): ".",
    ord("｡"): ".",
    ord("、"): ",",
    ord("￥"): "¥",
    ord("￡"): "£",
    ord("−"): "-",
    ord("–"): "-",
    ord("—"): "-",
}


def half_width(text: str) -> str:
    """``text`` with full-width and Chinese punctuation as ASCII, without outer white space."""
    # Nearly all numbers are ASCII already, and every cell of a file passes here.
    return text.strip() if text.isascii() else text.translate(_TABLE).strip()
