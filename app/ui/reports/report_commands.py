"""What the palette offers of the page of reports."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.actions import PageCommand

COMMANDS = (
    PageCommand(
        "report_save",
        lambda: QCoreApplication.translate("ReportsPage", "Save the weekly report as files"),
        "",
        lambda page: page.ask_for_purpose(),
    ),
    PageCommand(
        "report_earlier",
        lambda: QCoreApplication.translate("ReportsPage", "Report on the week before"),
        "",
        lambda page: page.step(1),
    ),
    PageCommand(
        "report_later",
        lambda: QCoreApplication.translate("ReportsPage", "Report on the week after"),
        "",
        lambda page: page.step(-1),
    ),
    PageCommand(
        "export_contacts",
        lambda: QCoreApplication.translate("ReportsPage", "Export the contact log"),
        "",
        lambda page: page.show_log(),
    ),
)
