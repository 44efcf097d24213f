"""Fields that read what is typed at once, say how they read it, and what is wrong, at the field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.domain.errors import AppError
from app.domain.halfwidth import half_width
from app.ui import icons, theme
from app.ui.widgets.announcer import announce
from app.ui.widgets.labels import PlainLabel

SEARCH_MS = 120
LONGEST_ENTRY = 200

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Reading(Generic[V]):
    """What was understood: the value, how it reads in full ("2026-11-27 周五"), and a note ("moved off …")."""

    value: V
    text: str = ""
    note: str = ""


Parse = Callable[[str], Reading[V]]
Explain = Callable[[AppError], str]


class Line(QLineEdit):
    """A line edit that knows whether an input method is composing: then Enter only ends the composition."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_composing = False

    @property
    def is_composing(self) -> bool:
        return self._is_composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_composing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QGuiApplication.inputMethod().commit()
            event.accept()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # told by returnPressed; what stands around the line must not take it once more


class ParsedEdit(QWidget, Generic[V]):
    """A line and, beside it, how it is read; below it, in words, what is wrong.

    ``parse`` turns text into a ``Reading`` or raises an ``AppError``; ``explain`` makes a sentence of that error.
    ``changed`` comes with every readable or emptied text, ``accepted`` on Enter when the text is readable.
    """

    changed = Signal()
    accepted = Signal()

    def __init__(
        self, label: str, parse: Parse[V], explain: Explain, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parse = parse
        self._explain = explain
        self._reading: Reading[V] | None = None
        self._problem = ""
        self.line = Line(self)
        self.line.setObjectName(name)
        self.line.setAccessibleName(label)
        self.line.setMaxLength(LONGEST_ENTRY)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        self.reading = PlainLabel(role="caption", name=f"{name}_reading")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name=f"{name}_problem")
        self.reading.setContentsMargins(8, 0, 0, 0)
        for words in (self.reading, self.problem):
            words.setVisible(False)
        self.setFocusProxy(self.line)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.line, 0, 0)
        grid.addWidget(self.reading, 0, 1)
        grid.addWidget(self.problem, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.line.textEdited.connect(self._on_edited)
        self.line.textChanged.connect(self._on_changed)
        self.line.returnPressed.connect(self.accept)
        self.line.editingFinished.connect(self._show_problem)

    @property
    def value(self) -> V | None:
        """What is typed, understood; None if it is empty or wrong."""
        return self._reading.value if self._reading else None

    @property
    def is_wrong(self) -> bool:
        return bool(self._problem)

    @property
    def refusal(self) -> str:
        """What is wrong with the text, in words; nothing if it is readable."""
        return self._problem

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Fill the field as if typed, without a complaint before the user leaves it."""
        self.line.setText(text)

    def set_label(self, label: str) -> None:
        self.line.setAccessibleName(label)

    def read_again(self) -> None:
        """Parse the same text anew: today, the calendar or the language changed."""
        self._on_changed()

    def show_error(self, sentence: str) -> None:
        """Say what a service refused, at this field, until the text changes."""
        self._problem = sentence
        self._show_problem()
        announce(self, sentence)

    def accept(self) -> bool:
        """Enter: tell, if the text is readable; else complain. An empty field asks the parser for its complaint."""
        if self.line.is_composing:
            return False
        if self._reading is None:
            self._understand(self.line.text())
        if self._reading is None:
            self._show_problem()
            announce(self, self._problem)
            return False
        self.accepted.emit()
        return True

    def _on_edited(self, text: str) -> None:
        half = "".join(half_width(character) or character for character in text)
        if half != text:
            cursor = self.line.cursorPosition()
            self.line.setText(half)
            self.line.setCursorPosition(cursor)

    def _on_changed(self) -> None:
        # Not the text of the signal: it is the old one when full-width characters were just replaced.
        text = self.line.text()
        self._reading, self._problem = None, ""
        if text.strip():
            self._understand(text)
        self.problem.setVisible(False)
        theme.set_property(self.line, "wrong", False)
        shown = self._reading
        self.reading.setText(" · ".join(part for part in (shown.text, shown.note) if part) if shown else "")
        self.reading.setVisible(bool(self.reading.text()))
        self.reading.set_tone("warn" if shown and shown.note else "")
        if shown or not text.strip():
            self.changed.emit()

    def _understand(self, text: str) -> None:
        try:
            self._reading = self._parse(text)
        except AppError as error:
            self._problem = self._explain(error)

    def _show_problem(self) -> None:
        self.problem.setText(self._problem)
        self.problem.setVisible(bool(self._problem))
        self.line.setAccessibleDescription(self._problem)
        theme.set_property(self.line, "wrong", bool(self._problem))


class MoneyEdit(ParsedEdit[V]):
    """An amount, or several, in minor units; the figure stands at the right, as in every column of money."""

    def __init__(
        self, label: str, parse: Parse[V], explain: Explain, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, parse, explain, name=name, parent=parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.setMinimumWidth(theme.current().space(8))


class DateEdit(ParsedEdit[V]):
    """A day in the short forms of the desk (``+3``, ``w5``, ``25``); its full date and weekday stand beside it."""


class SearchBox(Line):
    """A search that answers while one types; Esc empties it, and a second Esc leaves it."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.set_label(label)
        self.setMaxLength(LONGEST_ENTRY)
        self.setClearButtonEnabled(True)
        self._told = ""
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._on_changed)
        self._make_room()

    def set_label(self, label: str) -> None:
        self.setPlaceholderText(label)
        self.setAccessibleName(label)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().space(16), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.is_composing:
            if self.text():
                self.clear()
                self._tell()
            else:
                self.left.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_composing:
            self._tell()
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look, size = theme.current(), theme.current().space(1.2)
        glass = icons.pixmap("search", look.tokens.muted, size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(look.space(0.65), (self.height() - size) // 2, glass)

    def _on_changed(self) -> None:
        self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    def _make_room(self) -> None:
        self.setTextMargins(theme.current().space(1.5), 0, 0, 0)
