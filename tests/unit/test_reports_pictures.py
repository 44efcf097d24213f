"""A letter with logo and seal: nothing it says is lost, the pictures stand where they belong, bytes are the same."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import sample_letters
from PIL import Image, ImageChops, ImageDraw
from pypdf import PdfReader
from sample_letters import letter, shipped

from app.files.pictures import read_picture
from app.reports.letter import pages, render
from app.reports.letter_head import LEFT
from app.reports.paper import A4, MM
from app.reports.pictures import NO_MARKS, Marks


@pytest.fixture(scope="module")
def marks(tmp_path_factory: pytest.TempPathFactory) -> Marks:
    """A green square and a red disc."""
    sample_letters.register()
    folder = tmp_path_factory.mktemp("marks")
    Image.new("RGB", (200, 200), (0, 200, 0)).save(folder / "logo.png")
    seal = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(seal).ellipse((10, 10, 290, 290), fill=(255, 0, 0, 255))
    seal.save(folder / "seal.png")
    return Marks(read_picture(folder / "logo.png"), read_picture(folder / "seal.png"))


def drawn(name: str, language: str, marks: Marks = NO_MARKS) -> bytes:
    return render(letter(name, language), shipped(language)[name], marks)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_is_said_on_as_many_pages(tmp_path: Path, marks: Marks, language: str) -> None:
    plain, marked = drawn("notice", language), drawn("notice", language, marks)
    read = [
        [page.extract_text() for page in PdfReader(_kept(tmp_path, one)).pages] for one in (plain, marked)
    ]
    assert len(read[0]) == len(read[1])
    seal = "业务公章" if language == "zh" else "Business seal"
    words = ["".join("".join(pages).split()).replace(seal.replace(" ", ""), "") for pages in read]
    assert sorted(words[0]) == sorted(words[1]), "but for the word in the empty place of the seal"
    assert seal.replace(" ", "") not in "".join(read[1][-1].split())


def _kept(folder: Path, content: bytes) -> Path:
    path = folder / f"{len(content)}.pdf"
    path.write_bytes(content)
    return path


def test_logo_stands_in_the_head_and_seal_at_the_signature(marks: Marks) -> None:
    with pypdfium2.PdfDocument(drawn("notice", "zh", marks)) as pdf:
        image = pdf[0].render(scale=1).to_pil().convert("RGB")
    green, red = _box(image, (0, 200, 0)), _box(image, (255, 0, 0))
    assert green[0] == pytest.approx(LEFT, abs=2)
    assert green[3] < 101, "above the rule"
    assert red[2] == pytest.approx(A4[0] - LEFT, abs=2)
    assert red[2] - red[0] == pytest.approx(28 * MM, abs=3)
    assert A4[1] - 57 > red[3] > A4[1] / 2


def _box(image: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Where a colour stands: left, top, right, bottom."""
    far = ImageChops.difference(image, Image.new("RGB", image.size, colour)).convert("L")
    found = far.point(lambda grey: 255 if grey < 30 else 0).getbbox()
    assert found is not None
    return found


def test_the_same_pictures_give_the_same_bytes(marks: Marks) -> None:
    assert drawn("reminder", "en", marks) == drawn("reminder", "en", marks)
    assert drawn("reminder", "en", marks) != drawn("reminder", "en", Marks(seal=marks.seal))


def test_a_letter_of_many_pages_holds_each_picture_once(marks: Marks) -> None:
    content = drawn("statement", "zh", marks)
    assert content.count(b"/Subtype /Image") == 2
    assert len(pages(letter("statement", "zh"), shipped("zh")["statement"], marks).placed) > 1
