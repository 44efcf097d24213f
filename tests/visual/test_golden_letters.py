"""Every page of every letter as it was when it was looked at: drawn by PDFium, the same on each system."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
import pytest
from pictures import GOLDEN, SMALLEST, different
from PySide6.QtGui import QImage

sys.path.append(str(Path(__file__).parents[1] / "unit"))

import sample_letters
from sample_letters import DOCUMENTS, LANGUAGES, letter, shipped

from app.reports.letter import render

LETTERS = GOLDEN / "letters"
DPI = 60
MOST_DIFFERENT = 0.0002
"""Share of the pixels that may differ: less than one character."""

NAMES = [(name, language) for name in DOCUMENTS for language in LANGUAGES]


def pictures_of(name: str, language: str) -> dict[str, QImage]:
    """The pages of an agency's letter, by the names of their pictures."""
    sample_letters.register()
    with pypdfium2.PdfDocument(render(letter(name, language), shipped(language)[name])) as pdf:
        return {f"{name}_{language}_{number}": picture_of(page) for number, page in enumerate(pdf, 1)}


def picture_of(page: pypdfium2.PdfPage) -> QImage:
    """The page in 16 greys, which pack well."""
    bitmap = page.render(scale=DPI / 72, grayscale=True)
    rounded = bytes(bitmap.buffer).translate(bytes(value // 17 * 17 for value in range(256)))
    grey = QImage.Format.Format_Grayscale8
    return QImage(rounded, bitmap.width, bitmap.height, bitmap.stride, grey).copy()


@pytest.mark.parametrize(("name", "language"), NAMES)
def test_letter_is_as_it_was_looked_at(qapp, renew, name, language, tmp_path):
    found = pictures_of(name, language)
    if renew:
        LETTERS.mkdir(exist_ok=True)
        for path in LETTERS.glob(f"{name}_{language}_*.png"):
            path.unlink()
        assert all(image.save(str(LETTERS / f"{stem}.png"), "PNG", SMALLEST) for stem, image in found.items())
    assert {path.stem for path in LETTERS.glob(f"{name}_{language}_*.png")} == set(found)
    for stem, image in found.items():
        share = different(image, QImage(str(LETTERS / f"{stem}.png")))
        if share > MOST_DIFFERENT:
            image.save(str(tmp_path / f"{stem}.png"))
        assert share <= MOST_DIFFERENT, (
            f"{share:.2%} of {stem} differ; it looks like {tmp_path}/{stem}.png now"
        )


def test_pictures_of_letters_stay_small():
    kept = list(LETTERS.glob("*.png"))
    assert {path.stem.rsplit("_", 1)[0] for path in kept} == {f"{name}_{lang}" for name, lang in NAMES}
    assert sum(path.stat().st_size for path in kept) < 800_000


def test_another_amount_is_seen(qapp):
    first = pictures_of("notice", "zh")["notice_zh_1"]
    other = pictures_of("formal", "zh")["formal_zh_1"]
    assert different(first, first.copy()) == 0
    assert different(first, other) > MOST_DIFFERENT
