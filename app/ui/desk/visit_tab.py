"""Visits of a case: a tab that builds what it holds when it first comes to sight, since few cases are visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.cases import CasePanel
from app.ui.desktop import Desktop

if TYPE_CHECKING:
    from app.ui.desk.visit_panel import VisitPanel


class VisitTab(QWidget):
    """``reason_wanted`` asks for a line of text and hands it over."""

    reason_wanted = Signal(str, object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._case: CasePanel | None = None
        self._panel: VisitPanel | None = None

    @property
    def panel(self) -> VisitPanel:
        """What the tab holds, built now if it never was."""
        if self._panel is None:
            from app.ui.desk.visit_panel import VisitPanel

            self._panel = VisitPanel(self._desktop)
            self._panel.reason_wanted.connect(self.reason_wanted)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._panel)
            if self._case is not None:
                self._panel.show_case(self._case)
        return self._panel

    def show_case(self, case: CasePanel) -> None:
        """Show the visits of this case."""
        self._case = case
        if self._panel is not None:
            self._panel.show_case(case)

    def start(self) -> None:
        """Put the focus where planning begins."""
        self.panel.start()

    def showEvent(self, event: QShowEvent) -> None:
        self.panel.show()
        super().showEvent(event)
