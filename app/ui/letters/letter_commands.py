"""The commands of the page of letters that can be called from everywhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.actions import PageCommand

COMMANDS = (
    PageCommand(
        "letters_issued",
        lambda: QCoreApplication.translate("LettersPage", "Issued letters"),
        "",
        lambda page: page.show_issued(),
    ),
    PageCommand(
        "letters_many",
        lambda: QCoreApplication.translate("LettersPage", "Letters for many cases"),
        "",
        lambda page: page.tabs.setCurrentIndex(1),
    ),
    PageCommand(
        "letters_templates",
        lambda: QCoreApplication.translate("LettersPage", "Templates of letters"),
        "",
        lambda page: page.show_templates(),
    ),
)
