"""All widgets together: named, reachable, uncut in both themes and at double size."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from accessibility import cut, tab_order, unnamed
from gallery import Gallery
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton

from app.ui import tokens
from app.ui.theme import Theme


@pytest.fixture
def gallery(look: Theme, qtbot) -> Gallery:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(1500, 900)
    gallery.show()
    return gallery


def test_every_widget_is_named(gallery: Gallery) -> None:
    assert unnamed(gallery) == []


def test_crawl_finds_a_widget_without_a_name(gallery: Gallery) -> None:
    nobody = QPushButton(gallery)
    nobody.show()
    assert len(unnamed(gallery)) == 2


def test_tab_goes_as_one_reads(gallery: Gallery) -> None:
    order = tab_order(gallery)
    expected = ["phone_0", "phone_1", "tabs", "import", "practice", "reason_0", "scale_3_3", "scale_2_2"]
    expected += [f"offer_{number}" for number in range(3)] + [f"outcome_{key}" for key in "1234567890"]
    expected += ["search", "amount", "wrong", "day", "view"]
    assert [name for name in order if name in expected] == expected


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("points", "size"), [(9, (1400, 860)), (10, (1500, 900)), (20, (2600, 1900))])
def test_nothing_is_cut(
    gallery: Gallery, look: Theme, mode: str, points: int, size: tuple[int, int], qtbot
) -> None:
    look.set_mode(mode)
    look.set_points(points)
    gallery.resize(*size)
    qtbot.wait(1)
    assert cut(gallery) == []
    picture = gallery.grab().toImage()
    save(picture, f"gallery-{mode}-{points}")
    assert picture.pixelColor(2, 2).name().upper() == tokens.load(mode).window
    assert share_of(picture, tokens.load(mode).base) > 0.05


def test_cut_text_would_be_found(gallery: Gallery) -> None:
    button = gallery.findChild(QPushButton, "practice")
    button.setFixedWidth(20)
    gallery.grab()
    assert [line for line in cut(gallery) if line.startswith("practice")]


def share_of(picture: QImage, colour: str) -> float:
    """How much of a picture is exactly this colour, by a sparse look."""
    points = [(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)]
    return sum(picture.pixelColor(x, y).name().upper() == colour for x, y in points) / len(points)


def save(picture: QImage, name: str) -> None:
    """Keep the picture where the environment asks for it, to be looked at."""
    folder = os.environ.get("FAIRDUE_PICTURES")
    if folder:
        picture.save(str(Path(folder) / f"{name}.png"))
