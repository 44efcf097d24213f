"""Visits of a case: a tab that makes what it holds when it first comes to sight, since few cases are visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.cases import CasePanel
from app.ui.desktop import Desktop
from app.ui.widgets.later import Later

if TYPE_CHECKING:
    from app.ui.desk.visit_panel import VisitPanel


class VisitTab(QWidget):
    """``reason_wanted`` asks for a line of text and hands it over."""

    reason_wanted = Signal(str, object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._case: CasePanel | None = None
        self._later: Later[VisitPanel] = Later(self._made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._later)

    @property
    def panel(self) -> VisitPanel:
        """What the tab holds."""
        return self._later.content

    @property
    def is_made(self) -> bool:
        """Whether anybody wanted it yet."""
        return self._later.made is not None

    def show_case(self, case: CasePanel) -> None:
        """Show the visits of this case."""
        self._case = case
        if self._later.made is not None:
            self._later.made.show_case(case)

    def start(self) -> None:
        """Put the focus where planning begins."""
        self.panel.start()

    def _made(self) -> VisitPanel:
        from app.ui.desk.visit_panel import VisitPanel

        panel = VisitPanel(self._desktop)
        panel.reason_wanted.connect(self.reason_wanted)
        if self._case is not None:
            panel.show_case(self._case)
        return panel
