from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import translations as catalogue
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QLabel, QWidget

from app.ui import i18n
from app.ui.i18n import Translations
from app.ui.widgets.strips import ProgressBanner

SOURCE = """
from PySide6.QtWidgets import QWidget

class Page(QWidget):
    def say(self, count):
        self.tr("Save {name}").format(name="x")
        return self.tr("%n case(s)", "", count)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program of one page, its strings collected, translated and compiled."""
    place = tmp_path_factory.mktemp("program")
    page, folder = place / "page.py", place / "i18n"
    page.write_text(SOURCE, encoding="utf-8")
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "sources", lambda: [page])
        catalogue.update(folder)
        fill(folder, "fairdue_zh_CN.ts", "Page\tSave {name}\t保存 {name}", "Page\t%n case(s)\t%n 件")
        english = folder / "fairdue_en.ts"
        text = english.read_text(encoding="utf-8").replace('<translation type="unfinished">', "<translation>")
        for form in ("%n case", "%n cases"):
            text = text.replace("<numerusform></numerusform>", f"<numerusform>{form}</numerusform>", 1)
        english.write_text(text, "utf-8")
        catalogue.compile_all(folder, folder)
    return place


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that program, to be spoiled."""
    shutil.copytree(made, tmp_path / "program")
    monkeypatch.setattr(catalogue, "sources", lambda: [tmp_path / "program" / "page.py"])
    return tmp_path / "program" / "i18n"


def fill(folder: Path, ts: str, *lines: str) -> None:
    table = folder / "table.tsv"
    table.write_text("\n".join(lines), encoding="utf-8")
    catalogue.fill(folder / ts, table)


def test_complete_folder_passes(folder: Path) -> None:
    assert list(catalogue.check(folder)) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"Save {name}"', '"Keep {name}"', "not collected: Page: Keep {name}"),
        ('"Save {name}"', '"Keep {name}"', "no longer in the code: Page: Save {name}"),
    ],
)
def test_code_and_files_out_of_step_are_found(folder: Path, old: str, new: str, complaint: str) -> None:
    page = folder.parent / "page.py"
    page.write_text(SOURCE.replace(old, new), encoding="utf-8")
    assert any(complaint in line for line in catalogue.check(folder))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("保存 {name}", "保存 {nam}", "Page: Save {name}: other placeholders"),
        ("%n 件", "件", "Page: %n case(s): other placeholders"),
        ("保存 {name}", "", "Page: Save {name}: not translated"),
        ("保存 {name}", "储存 {name}", "fairdue_zh_CN.qm: out of step"),
    ],
)
def test_bad_translation_is_found(folder: Path, old: str, new: str, complaint: str) -> None:
    ts = folder / "fairdue_zh_CN.ts"
    ts.write_text(ts.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(complaint in line for line in catalogue.check(folder))


def test_missing_file_is_found(folder: Path) -> None:
    (folder / "fairdue_en.ts").unlink()
    assert list(catalogue.check(folder)) == ["fairdue_en.ts is missing"]


def test_table_with_an_unknown_string_is_refused(folder: Path) -> None:
    with pytest.raises(SystemExit, match="no such string"):
        fill(folder, "fairdue_zh_CN.ts", "Page\tNowhere\t无处")


def test_tabs_and_lines_go_through_a_table() -> None:
    text = "a\tb\nc\\n"
    assert catalogue.unescape(catalogue.escape(text)) == text
    assert "\t" not in catalogue.escape(text)


def test_strings_of_the_window_are_collected_translated_and_compiled() -> None:
    assert list(catalogue.check(catalogue.FOLDER)) == []


def test_window_changes_language_while_it_runs(translations: Translations, qtbot) -> None:
    window = QWidget()
    banner = ProgressBanner(parent=window)
    qtbot.addWidget(window)
    assert translations.speak("zh_CN") == "zh_CN"
    QCoreApplication.processEvents()
    assert banner.cancel.text() == "取消"
    translations.speak("en")
    QCoreApplication.processEvents()
    assert banner.cancel.text() == "Cancel"


def test_words_of_qt_itself_are_chinese_too(translations: Translations) -> None:
    translations.speak("zh_CN")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QLocale().name() == "zh_CN"


@pytest.mark.parametrize(("system", "language"), [("zh_CN", "zh_CN"), ("zh_TW", "zh_CN"), ("de_DE", "en")])
def test_system_language_is_followed(
    translations: Translations, system: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class System(QLocale):
        @staticmethod
        def system() -> QLocale:
            return QLocale(system)

    monkeypatch.setattr(i18n, "QLocale", System)
    assert translations.speak("system") == language


def test_missing_language_is_said_at_once(translations: Translations, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(i18n.assets, "folder", lambda name: tmp_path)
    with pytest.raises(FileNotFoundError):
        translations.speak("zh_CN")
    assert translations.language == "en", "what is spoken stays what it was"


def test_a_label_would_not_change_by_itself(translations: Translations, qtbot) -> None:
    """What makes the test above able to fail: nothing retranslates without its own code."""
    label = QLabel("Cancel")
    qtbot.addWidget(label)
    translations.speak("zh_CN")
    QCoreApplication.processEvents()
    assert label.text() == "Cancel"


@pytest.mark.parametrize(
    ("language", "texts"),
    [("en", ["0 days", "1 day", "2 days"]), ("zh_CN", ["0 天", "1 天", "2 天"])],
)
def test_the_program_counts_in_each_language(
    translations: Translations, language: str, texts: list[str]
) -> None:
    translations.speak(language)
    said = [
        QCoreApplication.translate("SummaryCards", "{days} day(s)", "", number).format(days=number)
        for number in range(3)
    ]
    assert said == texts
