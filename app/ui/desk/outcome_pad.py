"""The ten outcome keys, each with what follows from it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.services.next_steps import Consequence
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.widgets.cards import KeyButton
from app.ui.widgets.flow import FlowLayout


class OutcomePad(QWidget):
    """Tells which key was pressed. The keys themselves are read by the desk, so that they work from the queue."""

    pressed = Signal(str)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcome_pad")
        self._desktop = desktop
        self._flow = FlowLayout(self, gap=8, columns=2)
        self._ems = 9.5
        self.keys: dict[str, KeyButton] = {}
        for key in desktop.context.rules.codes.pad:
            button = KeyButton(key.key, "", name=f"outcome_{key.key}")
            button.clicked.connect(lambda _checked=False, digit=key.key: self.pressed.emit(digit))
            self._flow.addWidget(button)
            self.keys[key.key] = button
        self._breathe()
        self._retranslate()

    def set_columns(self, columns: int) -> None:
        """Two columns beside the case, five below it."""
        self._flow.set_columns(columns)
        self._ems = 9.5 if columns <= 2 else 8.0
        self._breathe()

    def show_consequences(self, consequences: Mapping[str, Consequence]) -> None:
        """Say on each key what it will do."""
        words = self._desktop.words()
        for digit, button in self.keys.items():
            consequence = consequences.get(digit)
            button.set_consequence(consequence.text(words) if consequence is not None else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_flow"):
            self._breathe()

    def _breathe(self) -> None:
        self._flow.set_cell(theme.current().space(self._ems))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Outcome"))
        for key in self._desktop.context.rules.codes.pad:
            self.keys[key.key].set_title(key.words.text(self._desktop.language))
