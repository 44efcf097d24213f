"""Pictures that a letter bears: PNG or JPEG read with suspicion, and kept as a small PNG of our own making.

What comes in is drawn once and written anew, so nothing of the file itself is kept: no metadata, no trailing bytes.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import ImportProblem

if TYPE_CHECKING:
    from PIL.Image import Image as Drawing

MOST_BYTES = 4_000_000
LEAST_SIDE, MOST_SIDE = 40, 6_000
"""Pixels of a side: less cannot be printed, more is no logo."""

KEPT_SIDE = 400
"""Pixels of the longer side as kept: 33 mm at 300 dots an inch, wider than what is printed."""

COLOURS = 32
_WHITE = 248
"""From this grey on a margin is empty and cut off."""


def read_picture(path: Path) -> bytes:
    """The picture in a file as a PNG with a palette, its empty margins cut off, on white.

    Raises ImportProblem: ``file_not_readable``, ``file_larger`` (limit_mb), ``picture_kind``, ``picture_damaged``,
    ``picture_size`` (width, height, least, most), ``picture_pixels`` (most), ``picture_empty``; each with ``file``.
    """
    content = read_limited(path, MOST_BYTES)
    with opened(content, path, most=MOST_SIDE, kind="picture_kind", damaged="picture_damaged") as image:
        width, height = image.size
        # Asked before a single pixel is unpacked: a small file may claim to be huge.
        if min(width, height) < LEAST_SIDE or max(width, height) > MOST_SIDE:
            limits = {"width": width, "height": height, "least": LEAST_SIDE, "most": MOST_SIDE}
            raise ImportProblem("picture_size", file=path.name, **limits)
        image.load()
        return _kept(image, path)


@contextmanager
def opened(content: bytes, path: Path, *, most: int, kind: str, damaged: str) -> Iterator[Drawing]:
    """A PNG or JPEG whose pixels nobody has unpacked yet; what is wrong with them shows while it is open.

    Raises ImportProblem ``picture_pixels`` (most), or with the code ``kind`` where it is another kind of file, and
    ``damaged``.
    """
    from PIL import Image, UnidentifiedImageError

    hostile = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
            yield image
    except hostile as error:
        raise ImportProblem("picture_pixels", file=path.name, most=most) from error
    except UnidentifiedImageError as error:
        raise ImportProblem(kind, file=path.name) from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise ImportProblem(damaged, file=path.name) from error


def read_limited(path: Path, limit: int) -> bytes:
    """The bytes of a file. Raises ImportProblem ``file_not_readable``, ``file_larger`` (limit_mb)."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise ImportProblem("file_not_readable", file=path.name) from error
    if len(content) > limit:
        raise ImportProblem("file_larger", file=path.name, limit_mb=limit // 1_000_000)
    return content


def _kept(image: Drawing, path: Path) -> bytes:
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image).convert("RGBA")
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    seen = flat.convert("L").point(lambda grey: 255 if grey < _WHITE else 0).getbbox()
    if seen is None:
        raise ImportProblem("picture_empty", file=path.name)
    drawn = flat.crop(seen)
    drawn.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    drawn.quantize(COLOURS, Image.Quantize.MEDIANCUT).save(out, "PNG", optimize=True)
    return out.getvalue()
