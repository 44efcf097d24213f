"""What the palette offers of the import page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.actions import PageCommand

COMMANDS = (
    PageCommand(
        "import_file",
        lambda: QCoreApplication.translate("ImportsPage", "Import a file"),
        "",
        lambda page: page.ask_for_file(),
    ),
    PageCommand(
        "import_statement",
        lambda: QCoreApplication.translate("ImportsPage", "Match a bank statement"),
        "",
        lambda page: page.ask_for_statement(),
    ),
    PageCommand(
        "import_parked",
        lambda: QCoreApplication.translate("ImportsPage", "Parked money"),
        "",
        lambda page: page.show_parked(),
    ),
    PageCommand(
        "import_by_hand",
        lambda: QCoreApplication.translate("ImportsPage", "Enter a debtor by hand"),
        "",
        lambda page: page.enter_by_hand(),
    ),
)
