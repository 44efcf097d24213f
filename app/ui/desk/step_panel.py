"""The frame around the small form that is open: outlined, named, with the keys that leave it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.desk.steps import StepForm
from app.ui.widgets.labels import PlainLabel


class StepPanel(QFrame):
    """Holds every small form and shows one. ``answered`` carries its answer, ``left`` comes on Esc."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_panel")
        self.setProperty("role", "active")
        self.title = PlainLabel(role="strong", tone="accent", name="step_title")
        self.hint = PlainLabel(role="caption", name="step_hint")
        self._forms: list[StepForm] = []
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.hint)
        self._breathe()
        self._retranslate()

    def add(self, form: StepForm) -> None:
        """Make a form known."""
        # Not a stack: that would be as high as the highest of its forms.
        self._column.insertWidget(1 + len(self._forms), form)
        self._forms.append(form)
        form.setVisible(False)
        form.answered.connect(self.answered)

    def open(self, form: StepForm, title: str) -> None:
        """Show this form under this title."""
        self.title.setText(title)
        self.setAccessibleName(title)
        for other in self._forms:
            other.setVisible(other is form)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._breathe()

    def _breathe(self) -> None:
        space = theme.current().space
        self._column.setContentsMargins(space(0.9), space(0.7), space(0.9), space(0.7))
        self._column.setSpacing(space(0.5))

    def _retranslate(self) -> None:
        self.hint.setText(self.tr("Enter: take it · Esc: back to the outcomes"))
