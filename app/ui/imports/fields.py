"""Labels beside fields, line by line; a field for a count."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.errors import RuleViolation
from app.domain.halfwidth import half_width
from app.ui import theme
from app.ui.widgets.fields import LONGEST_ENTRY, Explain, Line, ParsedEdit, Reading
from app.ui.widgets.labels import PlainLabel

MOST = 9_999_999


class LabelledGrid(QWidget):
    """Fields below each other, each with its label at the left, which names it for a screen reader too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, PlainLabel] = {}
        self._fields: dict[str, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, field: QWidget) -> None:
        """Add a field below the others."""
        row = len(self._fields)
        self._labels[name], self._fields[name] = PlainLabel(role="muted"), field
        self._grid.addWidget(self._labels[name], row, 0)
        self._grid.addWidget(field, row, 1)

    def show_row(self, name: str, shown: bool) -> None:
        """Show or hide a field with its label."""
        self._labels[name].setVisible(shown)
        self._fields[name].setVisible(shown)

    def say(self, names: Mapping[str, str]) -> None:
        """Name the fields."""
        for name, text in names.items():
            self._labels[name].setText(text)
            field = self._fields[name]
            if isinstance(field, ParsedEdit | TextField):
                field.set_label(text)
            else:
                field.setAccessibleName(text)


class TextField(QWidget):
    """A line of text and, below it, what is wrong with it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = Line()
        self.line.setObjectName(name)
        self.line.setMaxLength(LONGEST_ENTRY)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name=f"{name}_problem")
        self.problem.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.problem)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)

    def text(self) -> str:
        """What is typed, without outer white space."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Fill the line; whatever was wrong with it is forgotten."""
        self.line.setText(text)
        self.show_error("")

    def set_label(self, label: str) -> None:
        self.line.setAccessibleName(label)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong until the text changes; empty for nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        theme.set_property(self.line, "wrong", bool(sentence))

    def _on_edited(self) -> None:
        self.show_error("")


def count_edit(explain: Explain, name: str) -> ParsedEdit[int]:
    """A field for a number of rows."""
    return ParsedEdit("", _count, explain, name=name)


def _count(text: str) -> Reading[int]:
    plain = half_width(text).strip().replace(",", "")
    if not plain.isascii() or not plain.isdigit() or int(plain) > MOST:
        raise RuleViolation("count_not_a_count", "control_count")
    return Reading(int(plain), f"{int(plain):,}")
