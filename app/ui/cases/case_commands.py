"""What the palette offers of the page of all cases."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.permissions import Deed
from app.ui.actions import PageCommand

COMMANDS = (
    PageCommand(
        "assign",
        lambda: QCoreApplication.translate("CasesPage", "Give cases to collectors"),
        "",
        lambda page: page.assign(),
        deed=Deed.ASSIGN,
    ),
    PageCommand(
        "columns",
        lambda: QCoreApplication.translate("CasesPage", "Pick the columns"),
        "",
        lambda page: page.pick_columns(),
    ),
)
