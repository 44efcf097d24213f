"""Twelve scenes of the window, and two in the other theme and language, as they were when they were looked at.

The pictures are drawn by Qt alone, in the shipped font, at half past nine on the practice portfolio's own Monday.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pictures import GOLDEN, MOST_DIFFERENT, different, keep
from practice import Desk, build, is_workable, practice_desk
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.domain.promises import PromiseState
from app.domain.terms import Purpose, Tier
from app.services.cases import CasePanel
from app.ui import theme

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="text is drawn by FreeType")

LARGE, SMALL = (1600, 960), (1280, 760)


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("pictured") / "home")


@pytest.fixture
def window(pictured: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """A window of its own for each scene: the line at the bottom tells of what was done before."""
    qapp.setCursorFlashTime(0)
    with practice_desk(pictured, tmp_path, size=LARGE) as desk:
        yield desk
        theme.install(qapp, "light", theme.NORMAL)


def broken(desk: Desk) -> CasePanel:
    """A case whose promise was broken, with two earlier ones to judge by."""

    def suits(panel: CasePanel) -> bool:
        current = panel.promise.current
        return (
            panel.tier is Tier.BROKEN
            and current is not None
            and current.outcome.state is PromiseState.BROKEN
            and panel.promise.honesty.judged > 1
        )

    return desk.show(suits)


def callable_case(desk: Desk) -> CasePanel:
    return desk.show(lambda panel: panel.tier is Tier.RANKED and is_workable(panel, allowed=True))


def desk_at_work(desk: Desk) -> None:
    broken(desk)


def reason_asked(desk: Desk) -> None:
    broken(desk)
    desk.press("i", "9")


def promise_form(desk: Desk) -> None:
    broken(desk)
    desk.press("i", "5", "1")


def third_person(desk: Desk) -> None:
    desk.show(
        lambda panel: any(p.purpose is Purpose.RELAY_REQUEST and p.decision.allowed for p in panel.points)
    )
    desk.press("4")


def gate_blocked(desk: Desk) -> None:
    desk.show(lambda panel: any(hold.body.hold_kind == "dispute" for hold in panel.desk.state.holds))


def timeline(desk: Desk) -> None:
    panel = max(
        (desk.find(lambda p, n=name: p.name == n) for name in _names(desk)), key=lambda p: len(p.events)
    )
    desk.open(panel.case_id)
    desk.case.tabs.setCurrentIndex(0)


def _names(desk: Desk) -> set[str]:
    return {row.name for row in desk._rows()}


def plan_editor(desk: Desk) -> None:
    callable_case(desk)
    desk.bench.window.desktop.signals.plan_wanted.emit(desk.panel.case_id, True)


def letter(desk: Desk) -> None:
    callable_case(desk)
    desk.press("F9")


def page(number: int) -> Callable[[Desk], None]:
    return lambda desk: desk.press(f"Ctrl+{number}") and None


def palette(desk: Desk) -> None:
    broken(desk)
    desk.press("Ctrl+K", "c", "h")


@dataclass(frozen=True)
class Scene:
    """How a picture comes about."""

    act: Callable[[Desk], None]
    size: tuple[int, int] = LARGE
    language: str = "zh_CN"
    mode: theme.Mode = "light"


SCENES = {
    "desk": Scene(desk_at_work),
    "desk_small": Scene(desk_at_work, SMALL),
    "reason": Scene(reason_asked, SMALL),
    "promise": Scene(promise_form),
    "third_person": Scene(third_person),
    "gate_blocked": Scene(gate_blocked, SMALL),
    "timeline": Scene(timeline, SMALL),
    "plan": Scene(plan_editor),
    "cases": Scene(page(2), SMALL),
    "import": Scene(page(4), SMALL),
    "letter": Scene(letter, SMALL),
    "settings": Scene(page(7), SMALL),
    "palette": Scene(palette, SMALL),
    "desk_dark_english": Scene(desk_at_work, LARGE, "en", "dark"),
    "plan_dark_english": Scene(plan_editor, SMALL, "en", "dark"),
}


def picture(desk: Desk, scene: Scene) -> QImage:
    """Bring the window to the scene and take its picture."""
    window = desk.bench.window
    theme.install(desk.bench.application, scene.mode, theme.NORMAL)
    desk.bench.translations.speak(scene.language)
    window.resize(*scene.size)
    # Another case in between: nothing is left of the call that the scene before began.
    desk.press("Escape", "Escape", "Ctrl+1", "Alt+1", "Escape", "Escape", "Home", "Down", "Home")
    scene.act(desk)
    desk.bench.idle()
    window.toast.hide()
    desk.bench.idle()
    taken = window.grab().toImage()
    desk.press("Escape", "Escape", "Escape")
    return taken


@pytest.mark.parametrize("name", SCENES)
def test_scene_is_as_it_was_looked_at(window: Desk, renew: bool, name: str, tmp_path: Path) -> None:
    taken = picture(window, SCENES[name])
    kept = GOLDEN / f"{name}.png"
    if renew:
        assert keep(taken, kept)
    share = different(taken, QImage(str(kept)))
    if share > MOST_DIFFERENT:
        taken.save(str(tmp_path / f"{name}.png"))
    assert share <= MOST_DIFFERENT, f"{share:.2%} of {name} differ; it looks like {tmp_path / name}.png now"


def test_every_picture_belongs_to_a_scene() -> None:
    assert {path.stem for path in GOLDEN.glob("*.png")} == set(SCENES)


def test_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in GOLDEN.glob("*.png")) < 2_800_000


def test_changed_word_is_seen(window: Desk) -> None:
    before = picture(window, SCENES["desk_small"])
    window.bench.window.status.last.setText("✓ x")
    after = window.bench.window.grab().toImage()
    assert different(before, before.copy()) == 0
    assert 0 < different(after, before) < MOST_DIFFERENT
    window.bench.window.status.last.setText("✓ 张三：承诺还款")
    window.bench.idle()
    assert different(window.bench.window.grab().toImage(), before) > MOST_DIFFERENT / 2
