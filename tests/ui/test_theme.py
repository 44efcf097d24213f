from __future__ import annotations

import itertools
import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QStyleOptionComboBox

from app.ui import assets, fonts, icons, tokens
from app.ui.theme import Theme
from app.ui.widgets.combo import Combo

NAMES = ("light", "dark")
GROUNDS = ("window", "base", "raised", "track", "tint_accent", "tint_danger", "tint_warn", "tint_ok")


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = QColor(colour).getRgbF()[:3]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pairs() -> list[tuple[str, str, float]]:
    """(ink, ground, least contrast) for all that meets on the screen."""
    answer = [(ink, ground, 4.5) for ink, ground in itertools.product(("text", "muted"), GROUNDS)]
    for tone in tokens.TONES:
        answer += [(tone, ground, 4.5) for ground in ("window", "base", "raised", f"tint_{tone}")]
    answer += [("accent", "track", 4.5), ("on_accent", "accent", 4.5), ("on_accent", "accent_hover", 4.5)]
    answer += [
        (edge, ground, 3.0) for edge in ("border", "accent") for ground in ("window", "base", "raised")
    ]
    return answer


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("ink", "ground", "least"), pairs())
def test_contrast_is_enough_to_read(name: str, ink: str, ground: str, least: float) -> None:
    colours = tokens.load(name)
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= least


@pytest.mark.parametrize("name", NAMES)
def test_pictures_of_the_style_sheet_have_the_colours_of_the_theme(name: str) -> None:
    colours = tokens.load(name)
    for picture in (assets.folder("themes") / name).glob("*.svg"):
        expected = colours.on_accent if picture.stem in ("check", "dash", "dot") else colours.muted
        assert f'stroke="{expected}"' in picture.read_text(encoding="utf-8"), picture.name


def test_style_sheet_names_pictures_that_exist(look: Theme, qapp) -> None:
    named = re.findall(r"url\(\"([^\"]+)\"\)", qapp.styleSheet())
    assert named
    for path in named:
        assert assets.Path(path).is_file(), path


def test_mode_changes_palette_and_tells(look: Theme, qapp, qtbot) -> None:
    with qtbot.waitSignal(look.changed):
        look.set_mode("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == tokens.load("dark").window
    with qtbot.assertNotEmitted(look.changed):
        look.set_mode("dark")


def test_system_mode_follows_what_the_system_answers(look: Theme, monkeypatch) -> None:
    monkeypatch.setattr(Theme, "_is_dark", lambda self: True)
    look.set_mode("system")
    assert look.tokens.name == "dark"


@pytest.mark.parametrize(("wished", "got"), [(4, 9), (14, 14), (60, 20)])
def test_text_size_stays_between_9_and_20_points(look: Theme, qapp, wished: int, got: int) -> None:
    look.set_points(wished)
    assert look.points == got
    assert qapp.font().pointSize() == got


def test_everything_grows_with_the_text(look: Theme, qtbot) -> None:
    button, label = QPushButton("登记"), QLabel("张芳琪")
    label.setProperty("role", "title")
    for widget in (button, label):
        qtbot.addWidget(widget)
        widget.show()
    small = (button.sizeHint(), label.sizeHint(), look.em)
    look.set_points(20)
    assert look.em == pytest.approx(small[2] * 2)
    assert button.sizeHint().height() >= small[0].height() * 1.8
    assert label.sizeHint().height() >= small[1].height() * 1.8


def test_box_shows_its_widest_entry_whole_at_every_size(look: Theme, qtbot) -> None:
    box = Combo(name="language")
    qtbot.addWidget(box)
    box.offer([("as the system", "system"), ("English", "en")])
    for points in range(9, 21):
        look.set_points(points)
        box.ensurePolished()
        box.resize(box.sizeHint())
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        assert option.currentText == "as the system", points


def test_shipped_font_is_used_and_its_digits_have_one_width(look: Theme) -> None:
    for bold in (False, True):
        font = look.font(bold=bold)
        assert QFontInfo(font).family() == fonts.FAMILY
        metrics = QFontMetricsF(font)
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
        assert all(metrics.inFontUcs4(ord(character)) for character in "张芳琪䶮¥承诺→·")


def test_rare_bold_names_have_a_face_behind(look: Theme) -> None:
    fonts.load_rest()
    assert QFontMetricsF(look.font()).inFontUcs4(ord("堌"))
    assert look.font(bold=True).families() == [fonts.FAMILY, fonts.REST_FAMILY]


@pytest.mark.parametrize("path", sorted((assets.folder("icons")).glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_draws_in_the_wanted_colour_only(path, look: Theme) -> None:
    image = icons.pixmap(path.stem, "#B42318", 24, 2.0).toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {"#b42318"}
    assert image.width() == 48


def test_icon_follows_the_theme(look: Theme) -> None:
    def darkest() -> str:
        image = icons.icon("phone", "accent").pixmap(24, 24).toImage()
        inks = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        return max(inks, key=lambda colour: colour.alpha()).name().upper()

    assert darkest() == tokens.load("light").accent
    look.set_mode("dark")
    assert darkest() == tokens.load("dark").accent
