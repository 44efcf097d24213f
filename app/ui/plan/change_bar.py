"""Changing the plan in force, in a card below the schedule: put off, leave one out, make up what is missed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.errors import RuleViolation
from app.domain.plan_changes import MakeUp
from app.services.plan_changes import Arrears, Change, Pause, Skip
from app.services.plan_sheet import PlanSheet
from app.services.plans import VersionRow
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.plan.readings import Reader
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.fields import DateEdit, ParsedEdit
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel

PAUSE, SKIP, ARREARS = "pause", "skip", "arrears"


class ChangeBar(Card):
    """``wanted`` carries the change as it stands on every keystroke, None while it cannot be read; ``accepted`` the one
    that is to be kept. ``opened`` and ``closed`` let the page make room."""

    wanted = Signal(object)
    accepted = Signal(object)
    opened = Signal()
    closed = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="plan_change_bar", parent=parent)
        self._desktop = desktop
        self._reader = Reader(desktop)
        self._is_filling = self._has_arrears = False
        explain = desktop.explain
        self.question = PlainLabel(role="strong", name="plan_change_question")
        self.kind = ChoiceChips("", name="plan_change_kind")
        self.from_on = DateEdit("", self._reader.any_day("from_on"), explain, name="plan_change_from")
        self.periods = ParsedEdit("", self._reader.number("periods"), explain, name="plan_change_periods")
        self.number = ParsedEdit("", self._reader.number("no"), explain, name="plan_change_number")
        self.how = ChoiceChips("", self._ways(), name="plan_change_how")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="plan_change_problem")
        self.confirm = Button("", name="plan_change_confirm", kind="primary", keys="Enter")
        self.back = Button("", name="plan_change_back", keys="Esc")
        self.fields: dict[str, ParsedEdit] = {
            "from_on": self.from_on,
            "periods": self.periods,
            "no": self.number,
        }
        self._captions = {name: PlainLabel(role="caption") for name in (*self.fields, "how")}
        self._lay_out()
        self._connect()
        self._retranslate()
        self.setVisible(False)

    def open(self, sheet: PlanSheet, version: VersionRow) -> None:
        """Ask what is to change: first the next instalment, or what is missed."""
        self._reader.sheet = sheet
        following = version.progress.next_row or version.rows[-1]
        self._has_arrears = version.progress.overdue_minor > 0
        self._is_filling = True
        self.kind.set_choices(self._kinds())
        self.kind.set_value(ARREARS if self._has_arrears else PAUSE)
        self.how.set_value(MakeUp.APPEND)
        self.from_on.set_text(following.due_on.isoformat())
        self.periods.set_text("1")
        self.number.set_text(str(following.no))
        self._is_filling = False
        self.setVisible(True)
        self._fit()
        self.opened.emit()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def shut(self) -> None:
        """Take the question back."""
        if self.isVisible():
            self.setVisible(False)
            self.closed.emit()

    def complain(self, error: RuleViolation) -> None:
        """Say a refusal: at its field if it is in sight, else below."""
        field = self.fields.get(error.field or "")
        sentence = self._desktop.explain(error)
        if field is not None and field.isVisibleTo(self):
            field.show_error(sentence)
        else:
            self._say_problem(sentence)

    def change(self) -> Change | None:
        """What is wanted; None while a field cannot be read."""
        how = MakeUp(str(self.how.value or MakeUp.APPEND))
        kind = self.kind.value
        if kind == ARREARS:
            return Arrears(how)
        if kind == SKIP:
            return None if self.number.value is None else Skip(self.number.value, how)
        if self.from_on.value is None or self.periods.value is None:
            return None
        return Pause(self.from_on.value, self.periods.value)

    def accept(self) -> None:
        """Hand over the change; a field that cannot be read complains."""
        change = self.change()
        if change is not None:
            self.accepted.emit(change)
            return
        unread = (each for each in self.fields.values() if each.isVisibleTo(self) and each.value is None)
        wrong = next(unread)
        wrong.accept()
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif not self.kind.press(event.text()):
            super().keyPressEvent(event)

    def _tell(self, *_: object) -> None:
        if not self._is_filling and self.isVisible():
            self._say_problem("")
            self.wanted.emit(self.change())

    def _on_kind(self, _value: object) -> None:
        self._fit()
        self._tell()

    def _fit(self) -> None:
        """Only what the chosen change needs is in sight."""
        kind = self.kind.value
        shown = {"from_on": kind == PAUSE, "periods": kind == PAUSE, "no": kind == SKIP, "how": kind != PAUSE}
        for name, is_shown in shown.items():
            self._captions[name].setVisible(is_shown)
            (self.how if name == "how" else self.fields[name]).setVisible(is_shown)

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind)
        self.how.chosen.connect(self._tell)
        for field in self.fields.values():
            field.line.textChanged.connect(self._tell)
            field.line.returnPressed.connect(self.accept)
        self.confirm.clicked.connect(self.accept)
        self.back.clicked.connect(self.shut)

    def _lay_out(self) -> None:
        top, middle = QWidget(), QWidget()
        gap = theme.current().space(0.8)
        asked, given = FlowLayout(top, gap=gap), FlowLayout(middle, gap=gap)
        asked.addWidget(self.question)
        asked.addWidget(self.kind)
        for name, caption in self._captions.items():
            given.addWidget(caption)
            given.addWidget(self.how if name == "how" else self.fields[name])
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.current().space(0.6))
        buttons.addWidget(self.problem, 1)
        buttons.addStretch()
        buttons.addWidget(self.back)
        buttons.addWidget(self.confirm)
        for part in (top, middle):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self._say_problem("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "back"):
            self._retranslate()

    def _kinds(self) -> list[Choice]:
        kinds = {PAUSE: self.tr("put off"), SKIP: self.tr("leave one out")}
        if self._has_arrears:
            kinds[ARREARS] = self.tr("make up what is missed")
        return [Choice(value, text, str(at)) for at, (value, text) in enumerate(kinds.items(), 1)]

    def _ways(self) -> list[Choice]:
        return [
            Choice(MakeUp.APPEND, self.tr("after the last")),
            Choice(MakeUp.SPREAD, self.tr("spread over the rest")),
        ]

    def _retranslate(self) -> None:
        self.question.setText(self.tr("What changes in the plan?"))
        names = {
            "from_on": self.tr("All due from"),
            "periods": self.tr("by so many instalments"),
            "no": self.tr("Instalment"),
            "how": self.tr("to be paid"),
        }
        for name, text in names.items():
            self._captions[name].setText(text)
            if name in self.fields:
                self.fields[name].set_label(text)
        self.kind.setAccessibleName(self.question.text())
        self.kind.set_choices(self._kinds())
        self.how.setAccessibleName(names["how"])
        self.how.set_choices(self._ways())
        self.confirm.setText(self.tr("Save as draft"))
        self.back.setText(self.tr("Back"))
