"""Pictures for a letterhead: drawn anew and small, or refused with the code that says why."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from app.domain.errors import ImportProblem, RenderProblem
from app.files.pictures import KEPT_SIDE, MOST_BYTES, read_picture
from app.reports.pictures import image_of

RED, WHITE = (200, 20, 30), (255, 255, 255)


def stamp(mode: str = "RGBA", size: tuple[int, int] = (900, 900), kind: str = "PNG") -> bytes:
    """A red ring in the middle of nothing."""
    image = Image.new("RGBA", size, (0, 0, 0, 0) if mode == "RGBA" else (*WHITE, 255))
    left, top = size[0] // 4, size[1] // 4
    ImageDraw.Draw(image).ellipse((left, top, size[0] - left, size[1] - top), outline=(*RED, 255), width=20)
    out = io.BytesIO()
    image.convert(mode).save(out, kind)
    return out.getvalue()


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG that claims a size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def text_behind(content: bytes) -> bytes:
    return content + b"<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("seal.png", stamp()),
        ("seal.jpg", stamp("RGB", kind="JPEG")),
        ("grey.png", stamp("L")),
        ("palette.png", stamp("P")),
        ("cmyk.jpg", stamp("CMYK", kind="JPEG")),
        ("wrong_ending.txt", text_behind(stamp())),
    ],
)
def test_a_picture_is_drawn_anew_without_its_margins(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    kept = read_picture(path)
    assert b"script" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.mode) == ("PNG", "P")
        assert max(image.size) == KEPT_SIDE, "the ring fills it: the margin is cut off"
        red, green, blue = image.convert("RGB").getpixel((KEPT_SIDE // 2, 6))  # type: ignore[misc]
        assert min(red, green, blue) < 120, "ink"
        assert image.convert("RGB").getpixel((KEPT_SIDE // 2, KEPT_SIDE // 2)) == WHITE
    drawn = image_of(kept)
    assert (drawn.width, drawn.height) == image.size
    assert drawn.fitted(drawn.width / 2, drawn.height) == (drawn.width / 2, drawn.height / 2)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty file": (lambda: b"", "picture_kind"),
    "a gif": (lambda: stamp("P", kind="GIF"), "picture_kind"),
    "a table": ("姓名,金额\n".encode, "picture_kind"),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_kind"),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", "picture_kind"),
    "cut off": (lambda: stamp()[:900], "picture_damaged"),
    "cut off jpeg": (lambda: stamp("RGB", kind="JPEG")[:700], "picture_damaged"),
    "no rows": (lambda: png(400, 400), "picture_damaged"),
    "tiny": (lambda: stamp(size=(30, 900)), "picture_size"),
    "too wide": (lambda: png(6_001, 100), "picture_size"),
    "bomb": (lambda: png(60_000, 60_000, b"\0" * 1_000_000), "picture_pixels"),
    "white": (lambda: png(60, 60, (b"\0" + b"\xff" * 180) * 60), "picture_empty"),
    "large": (lambda: stamp() + b"\0" * MOST_BYTES, "file_larger"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused(tmp_path: Path, case: str) -> None:
    make, code = REFUSED[case]
    path = tmp_path / "logo.png"
    path.write_bytes(make())
    with pytest.raises(ImportProblem, match=f"^{code}$") as refused:
        read_picture(path)
    assert refused.value.params["file"] == "logo.png"


def test_a_file_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="file_not_readable"):
        read_picture(tmp_path / "none.png")
    with pytest.raises(ImportProblem, match="file_not_readable"):
        read_picture(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", png(50, 50, b"\0"), stamp()])
def test_only_our_own_pictures_are_drawn(content: bytes) -> None:
    with pytest.raises(RenderProblem, match="letter_picture"):
        image_of(content)
