"""What the palette offers of the settings."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.permissions import Deed
from app.ui.actions import PageCommand

COMMANDS = (
    PageCommand(
        "store_backup",
        lambda: QCoreApplication.translate("SettingsPage", "Back up now"),
        "",
        lambda page: page.back_up(),
    ),
    PageCommand(
        "store_verify",
        lambda: QCoreApplication.translate("SettingsPage", "Verify the store"),
        "",
        lambda page: page.verify(),
    ),
    PageCommand(
        "creditor_terms",
        lambda: QCoreApplication.translate("SettingsPage", "Terms of a creditor"),
        "",
        lambda page: page.show_terms(),
    ),
    PageCommand(
        "score_points",
        lambda: QCoreApplication.translate("SettingsPage", "Points of the queue"),
        "",
        lambda page: page.show_points(),
    ),
    PageCommand(
        "access_log",
        lambda: QCoreApplication.translate("SettingsPage", "Who opened and exported what"),
        "",
        lambda page: page.show_access(),
        deed=Deed.SEE_ACCESS,
    ),
)
