"""What is asked before a plan is agreed or ended: a line below the schedule, not a dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.fields import Line
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel

Answer = Callable[[str, str], object]


class AskBar(Card):
    """Asks for one of several (by digit) and a line of text; Enter answers, Esc takes it back.

    ``opened`` and ``closed`` let the page make room.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="plan_ask", parent=parent)
        self._answer: Answer | None = None
        self.question = PlainLabel(role="strong", name="plan_ask_question")
        self.chips = ChoiceChips("", name="plan_ask_choice")
        self.chips.chosen.connect(self._on_chosen)
        self.line = Line()
        self.line.setObjectName("plan_ask_text")
        self.line.returnPressed.connect(self.answer)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="plan_ask_problem")
        self.confirm = Button("", name="plan_ask_confirm", kind="primary", keys="Enter")
        self.confirm.clicked.connect(self.answer)
        self.back = Button("", name="plan_ask_back", keys="Esc")
        self.back.clicked.connect(self.shut)
        top = QWidget()
        flow = FlowLayout(top, gap=theme.current().space(0.8))
        flow.addWidget(self.question)
        flow.addWidget(self.chips)
        row = QHBoxLayout()
        row.setSpacing(theme.current().space(0.6))
        row.addWidget(self.line, 1)
        row.addStretch()
        row.addWidget(self.back)
        row.addWidget(self.confirm)
        self.body.addWidget(top)
        self.body.addLayout(row)
        self.body.addWidget(self.problem)
        self._retranslate()
        self.setVisible(False)

    def ask(
        self,
        question: str,
        choices: Sequence[tuple[str, str]],
        hint: str,
        confirm: str,
        answer: Answer,
    ) -> None:
        """Ask; ``answer`` gets the value chosen (the first unless another is picked) and the text. Without a ``hint``
        no text is asked for, and a digit answers at once."""
        self._answer = answer
        self.question.setText(question)
        self.chips.setVisible(bool(choices))
        self.chips.setAccessibleName(question)
        self.chips.set_choices([Choice(value, text, str(at)) for at, (value, text) in enumerate(choices, 1)])
        self.chips.set_value(choices[0][0] if choices else None)
        self.line.clear()
        self.line.setVisible(bool(hint))
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(f"{question} {hint}")
        self.confirm.setText(confirm)
        self.complain("")
        self.setVisible(True)
        self.opened.emit()
        (self.chips if choices else self.line).setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> None:
        """Hand over what was given."""
        if self._answer is not None and self.isVisible():
            self._answer(str(self.chips.value or ""), self.line.text())

    def _on_chosen(self, value: object) -> None:
        if value is not None and self.line.isHidden():
            self.answer()

    def complain(self, sentence: str) -> None:
        """Say what was refused, here."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        theme.set_property(self.line, "wrong", bool(sentence))

    def shut(self) -> None:
        """Take the question back."""
        self._answer = None
        self.setVisible(False)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.answer()
        elif not self.chips.press(event.text()):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "back"):
            self._retranslate()

    def _retranslate(self) -> None:
        self.back.setText(self.tr("Back"))
