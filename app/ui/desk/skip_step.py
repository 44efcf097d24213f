"""The small form that passes a case over: why, by a digit, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.services import skips
from app.services.cases import CasePanel
from app.ui.desk.promise_step import CallBackStep
from app.ui.desk.steps import NINE
from app.ui.desktop import Desktop
from app.ui.widgets.choices import Choice, ChoiceChips


@dataclass(frozen=True, slots=True)
class SkipGiven:
    """The answer: the code of a reason, and until when."""

    reason: str
    until: datetime


class SkipStep(CallBackStep):
    """Enter takes the reason that is marked and its usual end; a digit marks another and goes to the end."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self.at.setObjectName("skip_until")
        self.at.line.setObjectName("skip_until")
        self.chips = ChoiceChips("", name="step_skip")
        self.chips.chosen.connect(self._on_chosen)
        self.column.insertWidget(0, self.chips)

    def show_case(self, panel: CasePanel) -> None:
        """Offer the reasons, the usual one marked."""
        language, found = self.desktop.language, skips.reasons()
        self.chips.setAccessibleName(self.tr("Why it is skipped"))
        self.chips.set_choices(
            [
                Choice(reason.code, reason.words.text(language), digit)
                for digit, reason in zip(NINE, found.by_code.values(), strict=False)
            ]
        )
        self.chips.set_value(found.usual.code)
        super().show_case(panel)
        self.at.set_label(self.tr("Until"))

    def first_field(self) -> QWidget | None:
        """None: digits mark a reason until the end is asked for."""
        return None

    def press(self, key: str) -> bool:
        return self.chips.press(key)

    def accept(self) -> None:
        code = self.chips.value
        if isinstance(code, str) and self.at.value is not None:
            self.answered.emit(SkipGiven(code, self.at.value))

    def _suggestion(self) -> str:
        code = self.chips.value
        return skips.reasons().get(code).until if isinstance(code, str) else ""

    def _on_chosen(self, _code: object) -> None:
        self.at.set_text(self._suggestion())
        self.at.line.setFocus()
        self.at.line.selectAll()
