"""The desk: the queue at once, and the workbench for the chosen case as soon as the queue stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from app.domain.moments import Id
from app.ui import theme
from app.ui.desk.queue_pane import QueuePane
from app.ui.desk.views import VIEWS
from app.ui.desktop import Desktop

if TYPE_CHECKING:
    from app.ui.desk.assistant import Assistant
    from app.ui.desk.case_pane import CasePane
    from app.ui.desk.workbench import Workbench

QUEUE_EMS = 27
BREATH_MS = 10  # for the screen to show the queue


class DeskPage(QWidget):
    """Joins queue and workbench: the case chosen in one is worked in the other.

    The workbench is made after the queue was painted, or when it is first asked for: a day begins with the queue.
    """

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk_page")
        self._desktop = desktop
        self._bench: Workbench | None = None
        self._breath = QTimer(self, singleShot=True, interval=BREATH_MS)
        self._breath.timeout.connect(self._take_up)
        # Comes when the paint that set it off is done, which may take longer than the breath.
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._breath.start)
        self.queue = QueuePane(desktop)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("desk_splitter")
        self.splitter.setChildrenCollapsible(False)
        self._place = QWidget()
        for part in (self.queue, self._place):
            self.splitter.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self.queue.case_chosen.connect(self._on_case_chosen)
        self.queue.case_entered.connect(self._on_case_entered)
        self.setFocusProxy(self.queue)

    @property
    def workbench(self) -> Workbench:
        """Where the chosen case is worked."""
        if self._bench is None:
            from app.ui.desk.workbench import Workbench

            self._bench = Workbench(self._desktop, self.queue)
            self.splitter.replaceWidget(1, self._bench)
            self._place.deleteLater()
            self._share()
            QTimer.singleShot(0, self, self._desktop.signals.begun.emit)
        return self._bench

    @property
    def case(self) -> CasePane:
        """The case that is shown."""
        return self.workbench.case

    @property
    def assistant(self) -> Assistant:
        """The call assistant."""
        return self.workbench.assistant

    @property
    def case_in_hand(self) -> Id | None:
        """The case that is shown, if one is."""
        panel = self._bench.case.panel if self._bench is not None else None
        return panel.case_id if panel is not None else None

    def open_case(self, case_id: Id) -> None:
        """Show this case, in the queue if it is there."""
        self.workbench.open_case(case_id)

    def _on_case_chosen(self, case_id: Id | None) -> None:
        if self._bench is not None:
            self._bench.choose(case_id)
        else:
            self.queue.list.viewport().installEventFilter(self)

    def eventFilter(self, viewport: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            viewport.removeEventFilter(self)
            self._painted.start()
        return False

    def _take_up(self) -> None:
        """The queue is painted for the first time: make the workbench for the case that is chosen in it."""
        row = self.queue.list.current_row
        self.workbench.choose(row.case_id if row is not None else None)

    def _on_case_entered(self) -> None:
        self.assistant.note.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.workbench.take_key(event):
            super().keyPressEvent(event)

    def choose_view(self, number: int) -> bool:
        """Work the queue through the saved view with this number, from 1; False if there is none."""
        return self.queue.show_view(len(VIEWS) + number - 1)

    def key_rows(self) -> list[tuple[str, str]]:
        """The outcome keys, for the key sheet: key and words."""
        language = self._desktop.language
        return [(key.key, key.words.text(language)) for key in self._desktop.context.rules.codes.pad]

    def toggle_queue(self) -> None:
        """Hide the queue, or show it again."""
        self.queue.setVisible(not self.queue.isVisible())

    def leave(self) -> None:
        """The window closes: what is typed is kept, and nothing more is begun."""
        self._painted.stop()
        self._breath.stop()
        if self._bench is not None:
            self._bench.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        queue = min(theme.current().space(QUEUE_EMS), self.width() // 3)
        self.splitter.setSizes([queue, self.width() - queue])
