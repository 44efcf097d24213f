"""The users of a real store in the settings: the lead adds somebody, and lets somebody go."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from small_store import open_window

from app.domain.errors import CredentialProblem
from app.domain.permissions import Post
from app.services import store
from app.services.store import NewStore
from app.system.keyslots import open_as
from app.system.paths import Home
from app.system.slotfile import read_slots
from app.ui.main_window import MainWindow
from app.ui.settings.users_panel import UsersPanel
from tests.quick_keys import quick_keys

LEADS, FIRST = "otter plum lantern quarry", "maple drum 58 canyon silk"
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with quick_keys():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("users") / "home")
    store.make(home, NewStore(LEADS, "王静", "C0417", "lead"), lambda _code: True, lambda: NOW)
    return home.root


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(made, tmp_path / "home")))


@pytest.fixture
def window(home: Home, qtbot, qapp) -> Iterator[MainWindow]:
    with store.opened(home, LEADS, program="test", clock=lambda: NOW) as context:
        window = open_window(context, qtbot, qapp, page="settings")
        yield window
        window.shut()


def shown(window: MainWindow, qtbot, count: int = 1) -> UsersPanel:
    page = window.page("settings")
    panel: UsersPanel = page.users  # type: ignore[attr-defined]
    tabs = page.tabs  # type: ignore[attr-defined]
    tabs.setCurrentWidget(
        next(tabs.widget(at) for at in range(tabs.count()) if tabs.widget(at).isAncestorOf(panel))
    )
    qtbot.waitUntil(lambda: len(panel.members.shown) == count, timeout=20_000)
    return panel


def typed(panel: UsersPanel, **texts: str) -> None:
    for name, text in texts.items():
        getattr(panel, name).line.setText(text)


def test_the_lead_adds_somebody_and_lets_somebody_go(window: MainWindow, home: Home, qtbot) -> None:
    panel = shown(window, qtbot)
    assert not unnamed(panel)
    typed(panel, name="李强", number="C0418", first=FIRST)
    panel.add.click()
    assert "Type your own passphrase" in panel.passphrase.problem.text()
    typed(panel, passphrase=LEADS, first="liqiang")
    panel.add.click()
    qtbot.waitUntil(lambda: "too easy" in panel.first.problem.text(), timeout=20_000)
    typed(panel, passphrase=LEADS, first=FIRST)
    panel.add.click()
    qtbot.waitUntil(lambda: len(panel.members.shown) == 2 and panel.add.isEnabled(), timeout=20_000)
    assert panel.result.property("tone") == "ok"
    assert (panel.passphrase.text(), panel.first.text()) == ("", "")
    holder = open_as(read_slots(home.slots), FIRST).holder
    assert holder is not None
    assert holder.name == "李强"
    assert not panel.let_go.isEnabled()
    panel.table.selectRow(0)
    typed(panel, passphrase=LEADS, known_name="王静怡", why="married")
    panel.change.click()
    qtbot.waitUntil(lambda: "王静怡" in window.windowTitle() and panel.change.isEnabled(), timeout=20_000)
    qtbot.waitUntil(lambda: "王静怡" in window.status.who.text())
    assert panel.change.isEnabled()
    assert not panel.let_go.isEnabled(), "nobody lets themselves go"
    panel.table.selectRow(1)
    assert panel.let_go.isEnabled()
    assert "李强" in panel.chosen.text()
    assert not cut(panel)
    typed(panel, known_name="李向阳")
    panel._on_members(tuple(replace(one, must_change=not one.must_change) for one in panel.members.shown))
    assert panel.known_name.text() == "李向阳", "a list read anew takes nothing away"
    typed(panel, passphrase=LEADS)
    panel.known_role.choose(Post.LEAD)
    panel.change.click()
    qtbot.waitUntil(lambda: "Say why" in panel.why.problem.text(), timeout=20_000)
    assert panel.known_name.text() == "李向阳", "what is refused stays typed"
    typed(panel, passphrase=LEADS, why="leads the north")
    panel.change.click()
    qtbot.waitUntil(lambda: panel.members.shown[1].name == "李向阳", timeout=20_000)
    assert panel.members.shown[1].role is Post.LEAD
    qtbot.waitUntil(lambda: "leads the north" in panel.history.text() and panel.let_go.isEnabled())
    assert panel.chosen.text() == "李向阳 · C0418"
    assert not panel.why.text()
    typed(panel, passphrase=LEADS, why="left the house")
    panel.let_go.click()
    qtbot.waitUntil(lambda: not panel.members.shown[1].is_active, timeout=20_000)
    with pytest.raises(CredentialProblem, match="passphrase_wrong"):
        open_as(read_slots(home.slots), FIRST)


def test_a_practice_store_has_one_user(context, qtbot, qapp) -> None:
    window = open_window(context, qtbot, qapp, page="settings")
    panel = shown(window, qtbot)
    assert not panel.add.isVisible()
    assert "practice store" in panel.intro.text()
    window.close()
