"""The recovery code, shown once and typed back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.dialogs.fields import SECRET_HINTS, Field
from app.ui.widgets.cards import Card
from app.ui.widgets.labels import PlainLabel

GROUPS_A_LINE = 4
SIZE = 1.5
SPACING = 115


class CodePage(QWidget):
    """Eight groups of five characters in two lines; ``typed`` takes them back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.advice = PlainLabel(wrap=True, name="code_advice")
        self.groups = [PlainLabel(name=f"code_group_{at}") for at in range(2 * GROUPS_A_LINE)]
        self.typed = Field(name="code_typed")
        self.typed.line.setInputMethodHints(SECRET_HINTS | Qt.InputMethodHint.ImhPreferUppercase)
        card = Card(name="code_card")
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.current().space(0.4))
        for at, group in enumerate(self.groups):
            group.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(group, at // GROUPS_A_LINE, at % GROUPS_A_LINE)
        card.body.addLayout(grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(0.9))
        for part in (self.advice, card, self.typed):
            column.addWidget(part)
        column.addStretch()
        self._dress()
        self._retranslate()

    def show_code(self, code: str) -> None:
        """Show a new code; what was typed for another one is gone."""
        for label, group in zip(self.groups, code.split("-"), strict=True):
            label.setText(group)
        self.typed.line.clear()

    def forget(self) -> None:
        """Show no code any more."""
        for label in self.groups:
            label.setText("")
        self.typed.line.clear()
        self.typed.complain("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "groups"):
            self._dress()

    def _dress(self) -> None:
        """Large and wide apart: this is copied by hand."""
        font = theme.current().font(SIZE, bold=True)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, SPACING)
        for group in self.groups:
            group.setFont(font)

    def _retranslate(self) -> None:
        self.advice.setText(
            self.tr(
                "Without passphrase and code nobody can open the store, not even we. Write the code on paper, keep it "
                "away from this computer, and type it back here. It is not shown again."
            )
        )
        self.typed.say(
            self.tr("The code, typed back"), self.tr("8 groups of 5 characters; hyphens may be left out")
        )
