"""The pages of the rail in their order. What a page is made of is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.ui.actions import PageCommand
from app.ui.cases import case_commands
from app.ui.desk import desk_commands
from app.ui.desktop import Desktop
from app.ui.imports import import_commands
from app.ui.letters import letter_commands
from app.ui.reports import report_commands
from app.ui.settings import settings_commands


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the rail: its name, icon, words, keys, how it is made, and its commands."""

    name: str
    icon: str
    text: Callable[[], str]
    keys: str
    make: Callable[[Desktop], QWidget]
    commands: tuple[PageCommand, ...] = ()


def _desk(desktop: Desktop) -> QWidget:
    from app.ui.pages.desk import DeskPage

    return DeskPage(desktop)


def _cases(desktop: Desktop) -> QWidget:
    from app.ui.pages.cases import CasesPage

    return CasesPage(desktop)


def _promises(desktop: Desktop) -> QWidget:
    from app.ui.pages.promises import PromisesPage

    return PromisesPage(desktop)


def _imports(desktop: Desktop) -> QWidget:
    from app.ui.pages.imports import ImportsPage

    return ImportsPage(desktop)


def _reports(desktop: Desktop) -> QWidget:
    from app.ui.pages.reports import ReportsPage

    return ReportsPage(desktop)


def _letters(desktop: Desktop) -> QWidget:
    from app.ui.pages.letters import LettersPage

    return LettersPage(desktop)


def _settings(desktop: Desktop) -> QWidget:
    from app.ui.pages.settings import SettingsPage

    return SettingsPage(desktop)


PAGES = (
    PageEntry(
        "desk",
        "phone",
        lambda: QCoreApplication.translate("MainWindow", "Desk"),
        "Ctrl+1",
        _desk,
        desk_commands.COMMANDS,
    ),
    PageEntry(
        "cases",
        "archive",
        lambda: QCoreApplication.translate("MainWindow", "Cases"),
        "Ctrl+2",
        _cases,
        case_commands.COMMANDS,
    ),
    PageEntry(
        "promises",
        "calendar-check",
        lambda: QCoreApplication.translate("MainWindow", "Promises"),
        "Ctrl+3",
        _promises,
    ),
    PageEntry(
        "imports",
        "download",
        lambda: QCoreApplication.translate("MainWindow", "Import"),
        "Ctrl+4",
        _imports,
        import_commands.COMMANDS,
    ),
    PageEntry(
        "reports",
        "chart-column",
        lambda: QCoreApplication.translate("MainWindow", "Reports"),
        "Ctrl+5",
        _reports,
        report_commands.COMMANDS,
    ),
    PageEntry(
        "letters",
        "mail",
        lambda: QCoreApplication.translate("MainWindow", "Letters"),
        "Ctrl+6",
        _letters,
        letter_commands.COMMANDS,
    ),
    PageEntry(
        "settings",
        "settings",
        lambda: QCoreApplication.translate("MainWindow", "Settings"),
        "Ctrl+7",
        _settings,
        settings_commands.COMMANDS,
    ),
)
