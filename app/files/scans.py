"""Scanned papers that are kept as they are: a PDF, or a picture as PNG or JPEG."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import ImportProblem
from app.files.pictures import opened, read_limited

MOST_BYTES = 20_000_000
MOST_SIDE = 12_000
"""Pixels of a side: A4 at 1,000 dots an inch."""

PDF = "application/pdf"
_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Scan:
    """The bytes of a paper and what they are."""

    content: bytes
    media_type: str


def read_scan(path: Path) -> Scan:
    """A paper from a file. Whether a PDF can be drawn is for whoever draws it.

    Raises ImportProblem: ``file_not_readable``, ``file_larger`` (limit_mb), ``scan_kind``, ``scan_damaged``,
    ``picture_pixels`` (most); each with ``file``.
    """
    content = read_limited(path, MOST_BYTES)
    if content.startswith(b"%PDF-"):
        return Scan(content, PDF)
    with opened(content, path, most=MOST_SIDE, kind="scan_kind", damaged="scan_damaged") as image:
        if max(image.size) > MOST_SIDE:
            raise ImportProblem("picture_pixels", file=path.name, most=MOST_SIDE)
        image.load()
        return Scan(content, _KINDS[str(image.format)])
