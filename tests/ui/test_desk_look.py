"""The desk for everybody: named for who cannot see it, whole at every size, in the language that is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import cut, tab_order, unnamed
from practice import Desk, practice_desk
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabWidget, QWidget

from app.ui.main_window import PAGES
from app.ui.theme import Theme

HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{3,}")
MARKUP = re.compile(r"<[^>]+>")
SIZES = [(1280, 760), (1600, 960)]


@pytest.fixture(scope="module")
def window(
    practice_store: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    with practice_desk(practice_store, tmp_path_factory.mktemp("look")) as desk:
        yield desk


@pytest.fixture(autouse=True)
def turn(look: Theme, window: Desk) -> None:
    window.bench.window.resize(*SIZES[0])
    window.take_turn()


@pytest.mark.parametrize(
    ("key", "name"), [("h", "hold_kinds_payment_check"), ("p", "payment_amount"), ("v", "visit_when")]
)
def test_a_form_that_a_key_opens_is_in_sight_on_a_small_desk(window: Desk, key: str, name: str) -> None:
    with window.one_case() as desk:
        desk.press(key)
        assert desk.focus == name
        widget = desk.bench.application.focusWidget()
        desk.bench.until(lambda: widget.visibleRegion().boundingRect() == widget.rect())
        desk.press("Escape")
        desk.case.tabs.setCurrentWidget(desk.case.timeline)  # as every other test of the file finds it


def test_a_reason_is_told_whole(window: Desk) -> None:
    with window.one_case() as desk:
        card = desk.case.cards.reason
        for text in ("忘记还款", "家庭变故/离婚/赡养", "Several lenders", "Income fell, wages unpaid"):
            card.say("", text, "10-22", "")
            desk.bench.idle()
            assert card.words.text() == text
            assert card.words.heightForWidth(card.words.width()) <= card.words.height()
            assert card.line.text() == "10-22"


FORMS = {
    "the ten keys": "",
    "which result": "!",
    "third person": "4",
    "identity": "9",
    "reason": "i9",
    "group of reasons": "i90",
    "promise": "i51",
    "call back": "0",
    "any result": "/",
    "remark": "n",
}


def in_every_form(window: Desk) -> Iterator[str]:
    """Open the small forms of a call one after the other."""
    for name, keys in FORMS.items():
        with window.one_case() as desk:
            desk.press(*keys)
            yield name
            desk.press("Escape", "Escape", "Escape")


@pytest.mark.parametrize("size", SIZES)
def test_everything_that_takes_keys_has_a_name(window: Desk, size: tuple[int, int]) -> None:
    window.bench.window.resize(*size)
    found = {form: unnamed(window.bench.window) for form in in_every_form(window)}
    assert found == {form: [] for form in FORMS}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_page_fits_a_small_screen_in_the_largest_text(desk: Desk, look: Theme, language: str) -> None:
    """In a window of its own: with every page in it, the shared one would be dressed anew for seconds each time."""
    desk.bench.translations.speak(language)
    look.set_points(20)
    for page in PAGES:
        desk.bench.window.show_page(page.name)
        desk.bench.idle()
        least = desk.bench.window.minimumSizeHint()
        assert least.width() <= SIZES[0][0], page.name
        assert least.height() <= SIZES[0][1], page.name


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_ten_keys_take_two_rows_on_a_small_screen(window: Desk, language: str) -> None:
    window.bench.translations.speak(language)
    with window.one_case() as desk:
        assert len({button.y() for button in desk.assistant.pad.keys.values()}) == 2


@pytest.mark.parametrize("points", [9, 20])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(window: Desk, look: Theme, size: tuple[int, int], points: int) -> None:
    window.bench.window.resize(*size)
    look.set_points(points)
    # The arrows that move a row of tabs are Qt's own and as narrow as it likes.
    found = {
        form: [line for line in cut(window.bench.desk) if not line.startswith("Scroll")]
        for form in in_every_form(window)
    }
    assert found == {form: [] for form in FORMS}


def test_tab_goes_in_the_order_of_reading(window: Desk) -> None:
    order = tab_order(window.bench.window)
    parts = [
        "queue_view",
        "queue_search",
        "queue_list",
        "point_0",
        "qt_tabwidget_tabbar",
        "timeline",
        "outcome_1",
        "outcome_0",
        "call_note",
    ]
    assert [name for name in order if name in parts] == parts


def test_queue_and_keys_say_what_they_are_to_a_reader(window: Desk) -> None:
    interface = QAccessible.queryAccessibleInterface(window.queue.list)
    assert interface.text(QAccessible.Text.Name) == "队列"
    key = QAccessible.queryAccessibleInterface(window.assistant.pad.keys["1"])
    assert key.text(QAccessible.Text.Name) == "1 未接通"
    assert "→" in key.text(QAccessible.Text.Description)


def test_saving_is_announced(window: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("app.ui.desk.workbench.announce", lambda _widget, text: said.append(text))
    with window.one_case() as desk:
        name = desk.panel.name
        desk.press("1")
    assert len(said) == 1
    assert said[0].startswith(f"{name}：无人接听")


def words_of(root: QWidget) -> list[str]:
    """Every word of the program in sight; what was typed or imported is not its own."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        if isinstance(widget, QLineEdit):
            found.append(widget.placeholderText())
        if isinstance(widget, QTabWidget):
            found += [widget.tabText(at) for at in range(widget.count())]
        found += [widget.accessibleName(), widget.toolTip()]
    return [text for text in found if text]


def of_the_data(desk: Desk) -> set[str]:
    """Words that are the same in every language: people, houses, products."""
    panel = desk.panel
    names = {
        panel.name,
        panel.creditor,
        panel.employer or "",
        panel.agency_name or "",
        desk.context.user.name,
    }
    names |= {account.product for account in panel.accounts} | {point.owner for point in panel.points}
    names |= {point.role_text for point in panel.points if HAN.search(point.role_text)}
    names |= {line.partition(": ")[2] for line in panel.news}  # what the debtor wrote
    return {name for name in names if name}


@pytest.mark.parametrize("keys", ["", "i9", "i51", "4", "0", "!"])
def test_language_changes_under_the_hands(window: Desk, keys: str) -> None:
    with window.one_case() as desk:
        desk.press(*keys)
        chinese = words_of(desk.bench.desk)
        desk.bench.translations.speak("en")
        desk.bench.idle()
        english = words_of(desk.bench.desk)
        data = of_the_data(desk)
        left = [text for text in english if HAN.search(_without(text, data))]
        assert left == [], "still Chinese"
        desk.bench.translations.speak("zh_CN")
        desk.bench.idle()
        assert words_of(desk.bench.desk) == chinese, "back again it is as it was"
        data.add("CNY")
        assert [text for text in chinese if text in english and LATIN.search(_without(text, data))] == []
        desk.press("Escape", "Escape", "Escape")


def _without(text: str, data: set[str]) -> str:
    text = MARKUP.sub("", text)  # a tooltip is a paragraph, whatever it says
    for name in sorted(data, key=len, reverse=True):
        text = text.replace(name, "")
    return text
