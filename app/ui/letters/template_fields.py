"""The fields that a template asks of whoever writes from it, each with its label; for one letter and for many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.letters.sheet import FieldAsked
from app.ui.imports.fields import LabelledGrid, TextField


class TemplateFields(LabelledGrid):
    """In sight where a template asks for something. ``edited`` with every keystroke in one of the fields."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, TextField] = {}
        self._name = name
        self._asked: list[str] = []
        self.setVisible(False)

    @property
    def texts(self) -> dict[str, str]:
        """What is typed into the fields that are asked for, by name."""
        return {name: self.fields[name].text() for name in self._asked}

    def ask(self, asked: Sequence[FieldAsked]) -> None:
        """Show these fields, filled with what is known."""
        self.offer(asked)
        for one in asked:
            field = self.fields[one.name]
            if not field.line.hasFocus() and field.text() != one.text:  # one that is typed in is left alone
                field.set_text(one.text)
                field.line.setCursorPosition(0)

    def offer(self, asked: Sequence[FieldAsked]) -> None:
        """Show these fields; what stands in them stays."""
        self._asked = [one.name for one in asked]
        for one in asked:
            if one.name not in self.fields:
                field = self.fields[one.name] = TextField(f"{self._name}_{one.name}")
                field.line.textEdited.connect(self.edited)
                self.add(one.name, field)
            instead = self.tr("empty: as on file for each case") if one.is_proposed else ""
            self.fields[one.name].line.setPlaceholderText(instead)
        for name in self.fields:
            self.show_row(name, name in self._asked)
        self.say({one.name: one.label for one in asked})
        self.setVisible(bool(asked))

    def forget(self) -> None:
        """Empty them all."""
        for field in self.fields.values():
            field.set_text("")

    def complain(self, wrong: Mapping[str, str]) -> None:
        """Say at each of these fields what is wrong with it, and go to the first."""
        for name in self._asked:
            self.fields[name].show_error(wrong.get(name, ""))
        first = next((name for name in self._asked if name in wrong), None)
        if first is not None:
            self.fields[first].setFocus()
