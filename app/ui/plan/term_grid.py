"""The two columns of the terms: what a line is called, with a mark below it, and its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.labels import PlainLabel


class TermGrid(QGridLayout):
    """``rows``: the fields of each line by its name; several stand side by side. ``marked`` lines have a mark."""

    def __init__(
        self, parent: QWidget, rows: Mapping[str, Sequence[QWidget]], marked: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self._labels = {name: PlainLabel(role="caption") for name in rows}
        self._fields = rows
        self.marks = {name: PlainLabel(role="small") for name in marked}
        self.setContentsMargins(0, 0, 0, 0)
        self.setColumnStretch(1, 1)
        for at, (name, fields) in enumerate(rows.items()):
            self.addLayout(self._words(name), at, 0)
            self.addLayout(_side_by_side(fields), at, 1)
        self.breathe()

    def name_rows(self, names: Mapping[str, str]) -> None:
        """Give the lines their words."""
        for name, text in names.items():
            self._labels[name].setText(text)

    @property
    def label_width(self) -> int:
        """How wide its words are."""
        return max(label.sizeHint().width() for label in (*self._labels.values(), *self.marks.values()))

    def show_row(self, name: str, *, is_shown: bool) -> None:
        """Show or hide a line."""
        for part in (self._labels[name], *self._fields[name]):
            part.setVisible(is_shown)

    def breathe(self) -> None:
        """Fit the gaps to the size of the text."""
        self.setVerticalSpacing(theme.current().space(0.55))
        self.setHorizontalSpacing(theme.current().space(0.7))

    def _words(self, name: str) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        for label in (self._labels[name], self.marks.get(name)):
            if label is not None:
                words.addWidget(label)
        words.addStretch()
        return words


def _side_by_side(fields: Sequence[QWidget]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.current().space(0.4))
    for field in fields:
        line.addWidget(field, 1)
    return line
