"""The small forms of a call, one for each thing an outcome asks. Each takes keys and tells when it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codes import ResultCode
from app.domain.errors import RuleViolation
from app.services import spelling
from app.services.given import PreferenceGiven
from app.ui.desktop import Desktop
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.fields import Line, ParsedEdit, Reading
from app.ui.widgets.labels import PlainLabel

NINE = "123456789"


class StepForm(QWidget):
    """One small form. ``answered`` carries the answer; keys that no field has come in by ``press``."""

    answered = Signal(object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desktop = desktop
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def press(self, _key: str) -> bool:
        """Take a key; whether it was one of ours."""
        return False

    def accept(self) -> None:
        """Enter outside a field."""

    def first_field(self) -> QWidget | None:
        """Where typing goes when the form opens, None to leave the focus where it is."""
        return None

    def show_error(self, _field: str, _sentence: str) -> bool:
        """Say what was refused at a field of this form; whether it has that field."""
        return False


class ChoiceStep(StepForm):
    """Pick one of several by its digit; Enter takes the first."""

    def __init__(self, desktop: Desktop, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self.chips = ChoiceChips("", name=name)
        self.chips.chosen.connect(self._on_chosen)
        self.column.addWidget(self.chips)
        self._first: object = None

    def offer(self, label: str, choices: Sequence[tuple[object, str]]) -> None:
        """Offer these, the first for Enter."""
        self.chips.setAccessibleName(label)
        self.chips.set_choices(
            [
                Choice(value, text, NINE[at] if at < len(NINE) else "")
                for at, (value, text) in enumerate(choices)
            ]
        )
        self.chips.set_value(None)
        self._first = choices[0][0] if choices else None

    def press(self, key: str) -> bool:
        return self.chips.press(key)

    def accept(self) -> None:
        if self._first is not None:
            self.answered.emit(self._first)

    def _on_chosen(self, value: object) -> None:
        if value is not None:
            self.answered.emit(value)


class ResultStep(ChoiceStep):
    """Which of the results behind a key it is, or any result by its code or words."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, "step_result", parent)
        self.search = Line()
        self.search.setObjectName("step_result_find")
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self.accept)
        self.none = PlainLabel(role="caption", name="step_result_none")
        self.none.setVisible(False)
        self.column.insertWidget(0, self.search)
        self.column.insertWidget(1, self.none)
        self._spellings: dict[str, tuple[str, str]] = {}

    def offer_results(self, results: Sequence[ResultCode], *, with_search: bool) -> None:
        """Offer results; with an empty search box every result that can be chosen is within reach."""
        self.search.clear()
        self.search.setVisible(with_search)
        self.search.setAccessibleName(self.tr("Find a result"))
        self.search.setPlaceholderText(self.tr("code or words…"))
        self._show(results)
        if with_search and not self._spellings:
            words = tuple(result.words.zh for result in self.desktop.context.rules.codes.chosen)
            self.desktop.tasks.read(spelling.spellings, words, owner=self, on_ok=self._on_spelled)

    def _on_spelled(self, spellings: dict[str, tuple[str, str]]) -> None:
        self._spellings = spellings
        self._on_typed(self.search.text())

    def first_field(self) -> QWidget | None:
        return self.search if self.search.isVisibleTo(self) else None

    def _on_typed(self, text: str) -> None:
        if text.strip():
            self._show(self.desktop.context.rules.codes.search(text, self._spellings))

    def _show(self, results: Sequence[ResultCode]) -> None:
        language = self.desktop.language
        self.none.setText(self.tr("No result is called that; try its code, as NA, or a word of it."))
        self.none.setVisible(not results)
        self.offer(
            self.tr("Result"), [(result.code, result.words.text(language)) for result in results[: len(NINE)]]
        )


class PreferenceStep(StepForm):
    """What the debtor wished: a time of day, no calls on this number, no contact this way."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self.kind = ChoiceChips("", name="preference_kind")
        self.hours: ParsedEdit[tuple[time, time]] = ParsedEdit(
            "", self._read_hours, desktop.explain, name="preference_hours"
        )
        self.hours.accepted.connect(self.accept)
        self.kind.chosen.connect(self._on_kind)
        self.column.addWidget(self.kind)
        self.column.addWidget(self.hours)

    def start(self) -> None:
        """Ask which wish it is."""
        self.kind.setAccessibleName(self.tr("Wish"))
        self.kind.set_choices(
            [
                Choice("hours", self.tr("only at these hours"), "1"),
                Choice("consent_hours", self.tr("also at these hours"), "2"),
                Choice("no_contact", self.tr("no calls on this number"), "3"),
            ]
        )
        self.hours.set_label(self.tr("Hours"))
        self.hours.line.setPlaceholderText("18:00-21:00")
        self.hours.setVisible(False)

    def press(self, key: str) -> bool:
        return self.kind.press(key)

    def accept(self) -> None:
        wish = self.kind.value
        if wish == "no_contact":
            self.answered.emit(PreferenceGiven("no_contact", is_point_only=True))
        elif isinstance(wish, str) and self.hours.value is not None:
            opens, closes = self.hours.value
            self.answered.emit(PreferenceGiven(wish, hours_from=opens, hours_to=closes))

    def _on_kind(self, wish: object) -> None:
        self.hours.setVisible(wish in ("hours", "consent_hours"))
        if wish == "no_contact":
            self.accept()
        elif wish is not None:
            self.hours.line.setFocus()

    def _read_hours(self, text: str) -> Reading[tuple[time, time]]:
        parts = text.replace("—", "-").replace("–", "-").replace("~", "-").split("-")
        try:
            opens, closes = (time.fromisoformat(_clock(part)) for part in parts)
        except ValueError:
            raise RuleViolation("time_not_understood", "hours_from") from None
        return Reading((opens, closes), f"{opens:%H:%M}–{closes:%H:%M}")


def _clock(text: str) -> str:
    digits = text.strip().replace("：", ":")
    return f"{int(digits):02d}:00" if digits.isdigit() else digits.zfill(5)


class TextStep(StepForm):
    """A line of text that is asked for: a remark, a reason for an exception or an undo."""

    def __init__(self, desktop: Desktop, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self.line = Line()
        self.line.setObjectName(name)
        self.line.returnPressed.connect(self.accept)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name=f"{name}_problem")
        self.problem.setVisible(False)
        self.line.textChanged.connect(lambda: self.problem.setVisible(False))
        self.column.addWidget(self.line)
        self.column.addWidget(self.problem)

    def ask(self, label: str, placeholder: str) -> None:
        """Ask for this text."""
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(placeholder)
        self.line.clear()

    def first_field(self) -> QWidget | None:
        return self.line

    def accept(self) -> None:
        if self.line.text().strip() and not self.line.is_composing:
            self.answered.emit(self.line.text())

    def show_error(self, _field: str, sentence: str) -> bool:
        self.problem.setText(sentence)
        self.problem.setVisible(True)
        self.line.setFocus()
        return True
