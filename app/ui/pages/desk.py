"""The desk: queue, case and call assistant side by side; the assistant folds into the case on a small screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from app.domain.facts import Id
from app.services import cases
from app.services.cases import CasePanel
from app.ui import theme
from app.ui.desk.case_pane import CasePane
from app.ui.desk.queue_pane import QueuePane
from app.ui.desktop import Desktop
from app.ui.events import Watch

CASE_KINDS = ("contacts", "promises", "plans", "payments", "holds", "cases", "states")


class DeskPage(QWidget):
    """Joins the parts of the desk: the case chosen in the queue is the case shown and worked."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk_page")
        self._desktop = desktop
        self._case: Id | None = None
        self.queue = QueuePane(desktop)
        self.case = CasePane(desktop)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("desk_splitter")
        self.splitter.setChildrenCollapsible(False)
        for part in (self.queue, self.case):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self.queue.case_chosen.connect(self._on_case_chosen)
        self._watch = Watch(self, desktop.events, CASE_KINDS, self._reload_case)
        self.setFocusProxy(self.queue)

    def open_case(self, case_id: Id) -> None:
        """Show this case, in the queue if it is there."""
        self.queue.want(case_id)
        self.queue.reload()
        self._on_case_chosen(case_id)

    def _on_case_chosen(self, case_id: Id | None) -> None:
        self._case = case_id
        self._watch.narrow(case_id)
        if case_id is None:
            self.case.show_nothing()
        else:
            self._reload_case()

    def _reload_case(self) -> None:
        if self._case is not None:
            self._desktop.tasks.read(
                cases.panel,
                self._desktop.words(),
                self._case,
                owner=self,
                on_ok=self._on_panel,
                slot="panel",
            )

    def _on_panel(self, panel: CasePanel) -> None:
        if panel.case_id == self._case:
            self.case.show_case(panel, is_checked=False, chosen=None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._watch.mark()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        queue = min(theme.current().space(29), self.width() // 3)
        self.splitter.setSizes([queue, self.width() - queue])
