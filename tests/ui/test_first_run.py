"""The first start: practise, or a store of one's own whose recovery code is typed back; real files, real keys."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from accessibility import cut, unnamed
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services import preferences, store
from app.system.paths import Home
from app.ui.dialogs.first_run import CHOICE, CODE, OWN, FirstRunDialog
from app.ui.entrance import Entrance
from app.ui.i18n import Translations

TODAY = date(2026, 11, 20)
PASSPHRASE = "otter plum lantern quarry"


@pytest.fixture
def dialog(tmp_path: Path, translations: Translations, qtbot) -> FirstRunDialog:
    dialog = FirstRunDialog(Home(tmp_path / "own"), Home(tmp_path / "practice"), TODAY, translations)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _fill(dialog: FirstRunDialog, passphrase: str = PASSPHRASE, repeat: str = PASSPHRASE) -> None:
    QTest.keyClick(dialog, "2")
    page = dialog.page
    page.user_name.line.setText(" 王静 ")
    page.employee_no.line.setText("C0417")
    page.passphrase.line.setText(passphrase)
    page.repeat.line.setText(repeat)


def _prepared(dialog: FirstRunDialog, qtbot) -> str:
    _fill(dialog)
    dialog.go_on.click()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == CODE, timeout=20_000)
    assert dialog.prepared is not None
    return dialog.prepared.recovery_code


def test_a_store_is_made_once_the_code_is_typed_back(dialog: FirstRunDialog, tmp_path: Path, qtbot) -> None:
    code = _prepared(dialog, qtbot)
    assert "-".join(group.text() for group in dialog.code.groups) == code
    assert not (tmp_path / "own" / "fairdue.db").exists()
    dialog.code.typed.line.setText(code.lower().replace("-", " "))
    QTest.keyClick(dialog.code.typed.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.home is not None, timeout=20_000)
    home = Home(tmp_path / "own")
    assert dialog.home == home
    with store.opened(home, PASSPHRASE, program="test") as context:
        assert (context.user.name, context.user.employee_no, context.user.role) == (
            "王静",
            "C0417",
            "collector",
        )
        assert not context.is_practice
    header = home.database.read_bytes()[:16]
    assert not header.startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "40 characters"), ("ABCDE-FGHJK", "40 characters"), ("other", "40 characters")],
)
def test_without_the_right_code_no_store_is_made(
    dialog: FirstRunDialog, tmp_path: Path, qtbot, typed: str, said: str
) -> None:
    _prepared(dialog, qtbot)
    dialog.code.typed.line.setText(typed)
    dialog.go_on.click()
    assert said in dialog.code.typed.problem.text()
    assert not (tmp_path / "own" / "fairdue.db").exists()
    assert dialog.home is None


def test_a_slip_names_its_group_and_a_foreign_code_is_told(dialog: FirstRunDialog, qtbot) -> None:
    code = _prepared(dialog, qtbot)
    wrong = ("0" if code[0] != "0" else "1") + code[1:]
    dialog.code.typed.line.setText(wrong)
    dialog.go_on.click()
    assert "group 1" in dialog.code.typed.problem.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.pages.currentIndex() == OWN
    dialog.go_on.click()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == CODE, timeout=20_000)
    dialog.code.typed.line.setText(code)
    dialog.go_on.click()
    assert "not the code above" in dialog.code.typed.problem.text()


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("user_name", "name"),
        ("employee_no", "employee number"),
        ("passphrase", "passphrase"),
        ("repeat", "differ"),
    ],
)
def test_what_is_missing_is_said_at_its_field(dialog: FirstRunDialog, qtbot, field: str, said: str) -> None:
    _fill(dialog)
    getattr(dialog.page, field).line.setText("  " if field != "repeat" else "another")
    dialog.go_on.click()
    assert said in getattr(dialog.page, field).problem.text()
    assert dialog.pages.currentIndex() == OWN


def test_a_weak_passphrase_is_measured_and_refused(dialog: FirstRunDialog, tmp_path: Path, qtbot) -> None:
    _fill(dialog, "wangjing2026", "wangjing2026")
    meter = dialog.page.meter.words
    qtbot.waitUntil(lambda: "weak" in meter.text(), timeout=20_000)
    dialog.go_on.click()
    qtbot.waitUntil(lambda: bool(dialog.page.passphrase.problem.text()), timeout=20_000)
    assert dialog.pages.currentIndex() == OWN
    assert not (tmp_path / "own" / "keyslots.json").exists()
    dialog.page.passphrase.line.setText(PASSPHRASE)
    qtbot.waitUntil(lambda: "good" in meter.text())
    assert dialog.page.passphrase.problem.text() == ""


def test_nothing_is_made_over_a_store(dialog: FirstRunDialog, tmp_path: Path, qtbot) -> None:
    store.make_practice(Home(tmp_path / "own"))
    _fill(dialog)
    dialog.go_on.click()
    qtbot.waitUntil(lambda: "already" in dialog.waiting.text(), timeout=20_000)
    assert dialog.go_on.isEnabled()


def test_practising_builds_sixty_cases(dialog: FirstRunDialog, tmp_path: Path, qtbot) -> None:
    QTest.keyClick(dialog, "1")
    qtbot.waitUntil(lambda: dialog.home is not None, timeout=60_000)
    with store.opened(Home(tmp_path / "practice"), None, program="test") as context:
        assert context.is_practice
        with context.db.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM case_file").scalar_one() == 60


def test_a_practice_store_that_is_there_is_taken(dialog: FirstRunDialog, tmp_path: Path) -> None:
    store.make_practice(Home(tmp_path / "practice"))
    dialog.practise.click()
    assert dialog.home == Home(tmp_path / "practice")


def test_the_language_is_chosen_here(dialog: FirstRunDialog, qtbot) -> None:
    dialog.language.setCurrentIndex(dialog.language.findData("zh_CN"))
    qtbot.waitUntil(lambda: dialog.headline.text() == "欢迎使用有还")
    assert dialog.picked == "zh_CN"


def test_esc_goes_back_and_out(dialog: FirstRunDialog) -> None:
    dialog.make.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.pages.currentIndex() == CHOICE
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    assert dialog.home is None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("points", [9, 10, 20])
def test_every_page_is_named_and_uncut(
    dialog: FirstRunDialog, translations: Translations, look, qtbot, language: str, points: int
) -> None:
    look.set_points(points)
    translations.speak(language)
    for page in (CHOICE, OWN, CODE):
        dialog.code.show_code("-".join(["WMQQM"] * 8))
        dialog._show(page)
        if page == OWN:
            dialog.page.check()
            dialog.fit()
        qtbot.wait(1)
        assert unnamed(dialog) == []
        assert cut(dialog) == []


def test_the_way_in_leads_from_the_first_start_into_the_store(
    tmp_path: Path, translations: Translations, qtbot
) -> None:
    """No second question: the keys that were just made open the store, and the language is kept."""

    def act() -> None:
        dialog = next(
            w for w in QApplication.topLevelWidgets() if isinstance(w, FirstRunDialog) and w.isVisible()
        )
        dialog.language.setCurrentIndex(dialog.language.findData("zh_CN"))
        code = _prepared(dialog, qtbot)
        dialog.code.typed.line.setText(code)
        dialog.go_on.click()

    entrance = Entrance(Home(tmp_path / "own"), Home(tmp_path / "practice"), translations)
    with ExitStack() as stack:
        QTimer.singleShot(0, act)
        context = entrance.enter(stack)
        assert context is not None
        assert context.user.employee_no == "C0417"
    assert preferences.of(Home(tmp_path / "own")).preferences.language == "zh_CN"


def test_the_way_in_to_a_missing_practice_store_builds_it_unasked(
    tmp_path: Path, translations: Translations
) -> None:
    home = Home(tmp_path / "practice")
    with ExitStack() as stack:
        context = Entrance(home, home, translations, day=TODAY, is_practice_wanted=True).enter(stack)
        assert context is not None
        assert context.is_practice
