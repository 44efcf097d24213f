"""How the workbench is laid out: case and call assistant side by side or, on a small screen, one under the other."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.desk.assistant import Assistant
from app.ui.desk.case_pane import ARRIVAL_MS, CasePane
from app.ui.desktop import Desktop

WIDE_EMS = 73
DOCK_SHARE, ASKING_SHARE = 0.55, 0.85
"""How much of the height the assistant under the case takes at most: more while a form is open in it."""


class WorkbenchView(QWidget):
    """The parts of the workbench and their places; what they do is the workbench's."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workbench")
        self._is_wide: bool | None = None
        self.case = CasePane(desktop)
        self.assistant = Assistant(desktop)
        self._lay_out()
        self.assistant.installEventFilter(self)
        self._arriving = QTimer(self, singleShot=True, interval=ARRIVAL_MS)
        self._dock.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.assistant.work_shown.connect(self._on_work)

    def _lay_out(self) -> None:
        self._middle = QWidget()
        self._below = QVBoxLayout(self._middle)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(0)
        self._below.addWidget(self.case, 1)
        self._dock = _scroller("assistant_dock")
        self._below.addWidget(self._dock)
        self._side = _scroller("assistant_scroll")
        self._holder = QWidget()
        self._holder.setProperty("role", "page")
        self._column = QVBoxLayout(self._holder)
        self._side.setWidget(self._holder)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("workbench_splitter")
        self.splitter.setChildrenCollapsible(False)
        for part in (self._middle, self._side):
            self.splitter.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._fold(again=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def eventFilter(self, assistant: QObject, event: QEvent) -> bool:
        """The assistant asks for more room, or needs less."""
        if event.type() == QEvent.Type.LayoutRequest and not self._is_wide:
            self._size_dock()
        return super().eventFilter(assistant, event)

    def _fold(self, *, again: bool = False) -> None:
        """Three columns where there is room, else the assistant under the case with the script as a tab."""
        space = theme.current().space
        wide = self.width() >= space(WIDE_EMS)
        if wide != self._is_wide or again:
            self._is_wide = wide
            if wide:
                self.case.fold_in(None)
                self.assistant.arrange(wide=True)
                self._dock.takeWidget()
                self._column.addWidget(self.assistant)
            else:
                self.assistant.arrange(wide=False)
                self.case.fold_in(self.assistant.script_scroll)
                self._dock.setWidget(self.assistant)
            self._order_tabs()
            self._side.setVisible(wide)
            self._dock.setVisible(not wide)
            margins = (space(0.4), space(0.9), space(1.0), space(0.6)) if wide else (0, 0, 0, 0)
            self._column.setContentsMargins(*margins)
            self.assistant.set_margins(0 if wide else space(1.1), 0 if wide else space(0.6))
        self._size_dock()
        side = space(29) if wide else 0
        self.splitter.setSizes([self.width() - side, side])

    def _order_tabs(self) -> None:
        """Tab goes as one reads: what moves to another place comes last in its window, so it is put back."""
        stops = [self.case.points.view, *self.assistant.pad.keys.values(), self.assistant.note.line]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _on_work(self) -> None:
        """A form that opens under the case is in sight from its title on, or all of it."""
        self._arriving.start()
        self._size_dock()
        QTimer.singleShot(0, self, self._bring_form)

    def _on_range(self) -> None:
        """A form that was only shown now has wrapped its lines."""
        if self._arriving.isActive():
            self._bring_form()

    def _bring_form(self) -> None:
        form, bar = self.assistant.open_form, self._dock.verticalScrollBar()
        if self._is_wide or form is None:
            bar.setValue(0)
            return
        top, room = form.y(), self._dock.viewport().height()
        bottom = top + form.height()
        bar.setValue(0 if bottom <= room else min(top, bottom - room) if form.height() <= room else top)

    def _size_dock(self) -> None:
        """The assistant under the case takes what it needs, but leaves the case almost half of the height."""
        wanted = self.assistant.heightForWidth(self._dock.viewport().width())
        if wanted <= 0:
            wanted = self.assistant.sizeHint().height()
        share = DOCK_SHARE if self.assistant.open_form is None else ASKING_SHARE
        # What both need at least must not be more than there is: the window would grow.
        room = min(round(self.height() * share), self.height() - self.case.minimumSizeHint().height())
        self._dock.setFixedHeight(min(wanted, room))


def _scroller(name: str) -> QScrollArea:
    """A column that scrolls when it must and takes no focus of its own."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
