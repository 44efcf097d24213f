"""At twice the size of text on a small screen: a form that opens under the case is in sight from its title on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from practice import Desk, practice_desk
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme import Theme
from app.ui.widgets.choices import Pill


@pytest.fixture(scope="module")
def window(
    practice_store: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    with practice_desk(practice_store, tmp_path_factory.mktemp("large"), language="en") as desk:
        yield desk


@pytest.fixture(autouse=True)
def turn(look: Theme, window: Desk) -> None:
    look.set_points(20)
    window.take_turn()


def seen(desk: Desk, widget: QWidget) -> QRect:
    """What of a widget is in sight, in the coordinates of the dock."""
    view = desk.bench.desk.workbench._dock.viewport()
    return view.rect() & QRect(widget.mapTo(view, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize(
    "keys",
    [("5",), ("i", "5", "1"), ("0",), ("4",), ("8",), ("i", "9"), ("i", "9", "0"), ("/",), ("s",)],
    ids=["identity", "promise", "callback", "third", "dispute", "reason", "more", "results", "skip"],
)
def test_a_form_is_in_sight_from_its_title_on(window: Desk, keys: tuple[str, ...]) -> None:
    size = window.bench.window.size()
    with window.one_case() as desk:
        if desk.assistant.form.is_checked:
            desk.press("i")
        desk.press(*keys)
        form = desk.assistant.open_form
        assert form is not None
        view = desk.bench.desk.workbench._dock.viewport()
        desk.bench.until(
            lambda: (
                seen(desk, form).height() == min(form.height(), view.height())
                and form.mapTo(view, QPoint(0, 0)).y() >= 0
            )
        )
        assert form.width() <= view.width(), "nothing runs out of sight to the right"
        first = desk.assistant._asking.first_field()
        assert first is None or seen(desk, first).height() == first.height()
        assert desk.bench.window.size() == size, "the window does not grow"
        desk.press(*["Escape"] * (2 if keys[-1] == "0" and len(keys) > 1 else 1))
        assert desk.assistant.open_form is None
        desk.bench.until(lambda: desk.bench.desk.workbench._dock.verticalScrollBar().value() == 0)


def narrowed(pills: list[Pill]) -> list[Pill]:
    return [pill for pill in pills if pill.width() < pill.sizeHint().width()]


def test_words_wider_than_their_room_go_on_in_the_next_line(window: Desk) -> None:
    with window.one_case() as desk:
        desk.press("s")
        pills = desk.assistant.skip.findChildren(Pill)
        desk.bench.until(lambda: 0 < len(narrowed(pills)) < len(pills))
        for pill in narrowed(pills):
            assert pill.height() == pill.heightForWidth(pill.width()) > pill.sizeHint().height()
        desk.press("Escape")
