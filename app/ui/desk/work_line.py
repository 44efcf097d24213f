"""The line above the queue while work mode is on: done, left, time a case, what was passed over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel


class WorkLine(QFrame):
    """Says what it is told. ``worded`` comes when the language changed: it is to be told again."""

    worded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("work_line")
        self.setProperty("role", "active")
        self.text = PlainLabel(role="strong", wrap=True, name="work_text")
        self.passed = PlainLabel(role="caption", tone="warn", wrap=True, name="work_passed")
        self.pause = Button("", name="work_pause", keys="F2")
        self.end = Button("", name="work_end", kind="link")
        self._is_paused = False
        self._column = QVBoxLayout(self)
        for part in (self.text, self.passed, in_line(self.pause, self.end)):
            self._column.addWidget(part)
        self._breathe()
        self._name_keys()

    def say(self, done: int, left: int, each: str, passed: tuple[int, str], *, is_paused: bool) -> None:
        """How many were worked, how many of today's calls are left, the time of one, how many were passed over and
        when the first of them comes back; empty where nothing is known."""
        self._is_paused = is_paused
        parts = [
            self.tr("Paused") if is_paused else self.tr("At work"),
            self.tr("{count} done").format(count=done),
            self.tr("{count} left").format(count=left),
        ]
        if each:
            parts.append(self.tr("{time} a case").format(time=each))
        self.text.setText(" · ".join(parts))
        count, moment = passed
        text = self.tr("{count} passed over: may not be called now").format(count=count)
        if moment:
            text = self.tr("{count} passed over; the first may be called at {moment}").format(
                count=count, moment=moment
            )
        self.passed.setText(text)
        self.passed.setVisible(count > 0)
        self.setAccessibleName(self.text.text())
        self._name_keys()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.worded.emit()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._breathe()

    def _breathe(self) -> None:
        space = theme.current().space
        self._column.setContentsMargins(space(0.8), space(0.5), space(0.8), space(0.5))
        self._column.setSpacing(space(0.3))

    def _name_keys(self) -> None:
        self.pause.setText(self.tr("Go on") if self._is_paused else self.tr("Pause"))
        self.end.setText(self.tr("End"))
