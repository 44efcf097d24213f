"""The line over a practice store: what it is, the five tasks with their ticks, and the way out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.services import practice_tasks
from app.services.practice_tasks import Practised, Task
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.widgets.announcer import announce
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel, plain_tip
from app.ui.widgets.strips import Picture

WIDE_EMS = 70
"""Widths of a letter that all the tasks in a line or two need."""

KINDS = ("contacts", "promises", "plans", "imports", "events")


class PracticePanel(QFrame):
    """Made for a practice store only. ``leave_wanted`` carries the number of cases that would be deleted."""

    leave_wanted = Signal(int)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("practice_banner")
        self.setProperty("role", "strip")
        self.setProperty("tone", "accent")
        self._desktop = desktop
        self._practised = Practised(frozenset())
        self.title = PlainLabel(role="strong", tone="accent", name="practice_title")
        self.tasks = {task: TaskButton(task) for task in Task}
        self.all_done = PlainLabel(tone="ok", name="practice_all_done")
        self.source = PlainLabel(role="caption", tone="accent", name="practice_source")
        self.leave = Button("", name="practice_leave", kind="link")
        self.leave.clicked.connect(self._on_leave)
        for task, button in self.tasks.items():
            button.clicked.connect(lambda _checked=False, task=task: self._on_task(task))
        self._lay_out()
        self._retranslate()
        self._watch = Watch(self, desktop.events, KINDS, self._reload)

    def _reload(self) -> None:
        self._desktop.tasks.read(practice_tasks.practised, owner=self, on_ok=self._on_practised)

    def _on_practised(self, practised: Practised) -> None:
        new = practised.done - self._practised.done
        self._practised = practised
        for task, button in self.tasks.items():
            button.set_done(is_done=task in practised.done)
        self._fold()
        self._retranslate()
        if new:
            announce(
                self, self.tr("{done} of {all} tasks done").format(done=len(practised.done), all=len(Task))
            )

    def _on_task(self, task: Task) -> None:
        """Go where the task is done, and say how."""
        self._desktop.signals.page_wanted.emit("imports" if task is Task.IMPORT else "desk")
        self._desktop.tell(self._hint(task), "accent")

    def _hint(self, task: Task) -> str:
        """How a task is done."""
        return {
            Task.CALL: self.tr("Choose a case in the queue and press 1: not reached."),
            Task.PROMISE: self.tr("Press 5 on a case, then Enter for what is suggested."),
            Task.PLAN: self.tr("Press 7 on a case, then Ctrl+Enter in the plan."),
            Task.UNDO: self.tr("Press Ctrl+Z: the last thing saved is taken back, Ctrl+Y brings it again."),
            Task.IMPORT: self.tr("Choose or drop a file with cases on this page."),
        }[task]

    def _on_leave(self) -> None:
        self._desktop.tasks.read(practice_tasks.cases, owner=self, on_ok=self.leave_wanted.emit)

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Picture("graduation-cap", "accent"))
        row.addWidget(self.title)
        self._flow = FlowLayout(self)
        for part in (head, *self.tasks.values(), self.all_done, self.source, self.leave):
            self._flow.addWidget(part)
        self._breathe()
        self._fold()

    def _fold(self) -> None:
        """Where a line is too short for all the tasks, the next one stands for them."""
        is_wide = self.width() >= theme.current().space(WIDE_EMS)
        waiting = [task for task in Task if task not in self._practised.done]
        for task, button in self.tasks.items():
            button.setVisible(bool(waiting) and (is_wide or task is waiting[0]))
        self.all_done.setVisible(not waiting)
        self.source.setVisible(is_wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _breathe(self) -> None:
        space = theme.current().space
        self._flow.setContentsMargins(space(0.9), space(0.35), space(0.9), space(0.35))
        self._flow.setSpacing(space(0.9))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_flow"):
            self._breathe()
            self._fold()

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Practice portfolio"))
        words = {
            Task.CALL: self.tr("log a call"),
            Task.PROMISE: self.tr("take a promise"),
            Task.PLAN: self.tr("agree a plan"),
            Task.UNDO: self.tr("undo"),
            Task.IMPORT: self.tr("import a file"),
        }
        done = self.tr("done")
        for task, button in self.tasks.items():
            button.setText(words[task])
            button.setToolTip(plain_tip(self._hint(task)))
            button.setAccessibleName(f"{words[task]} {done}" if task in self._practised.done else words[task])
        self.all_done.setText(self.tr("All five tasks are done."))
        self.source.setText(self.tr("Amounts: UCI, Taiwan 2005 · people invented"))
        self.source.setToolTip(
            plain_tip(
                self.tr(
                    "Real amounts of card clients (UCI, Taiwan 2005), shown 1:1 as CNY; "
                    "every person, number and employer is invented."
                )
            )
        )
        self.leave.setText(self.tr("Leave and delete…"))


class TaskButton(Button):
    """One task: a ring until it is done, then a tick."""

    def __init__(self, task: Task) -> None:
        super().__init__("", name=f"practice_{task}", kind="link", icon="circle")

    def set_done(self, *, is_done: bool) -> None:
        """Tick it."""
        self._icon_name = "circle-check" if is_done else "circle"
        self._draw_icon()
