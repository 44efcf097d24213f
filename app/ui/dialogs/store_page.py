"""The form for a store of one's own: who works in it, its passphrase, the rules that hold."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.store import NewStore
from app.services.unlocking import Strength
from app.ui import theme
from app.ui.dialogs.fields import Field, SecretField, StrengthMeter
from app.ui.widgets.combo import Combo
from app.ui.widgets.labels import PlainLabel

LONGEST_NAME = 80


class StorePage(QWidget):
    """``strength_wanted`` carries the passphrase, the name and the employee number."""

    strength_wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.user_name = Field(name="own_name")
        self.employee_no = Field(name="own_employee_no")
        self.passphrase = SecretField(name="own_passphrase")
        self.repeat = SecretField(name="own_repeat")
        self.meter = StrengthMeter(name="own_strength")
        self.rules = Combo(name="own_rules")
        self.rules_words = PlainLabel(role="caption")
        self.role = Combo(name="own_role")
        self.role_words = PlainLabel(role="caption")
        self.fields = (self.user_name, self.employee_no, self.passphrase, self.repeat)
        for field in (self.user_name, self.employee_no):
            field.line.setMaxLength(LONGEST_NAME)
            field.changed.connect(self._ask)
        self.passphrase.changed.connect(self._ask)
        self._lay_out()
        self._retranslate()
        self._ask()

    def wanted(self) -> NewStore:
        """What was asked for."""
        return NewStore(
            self.passphrase.text(),
            self.user_name.text().strip(),
            self.employee_no.text().strip(),
            str(self.role.currentData()),
            str(self.rules.currentData()),
        )

    def check(self) -> bool:
        """Whether the form is whole; else the first field that is not says so."""
        missing = (
            (self.user_name, self.tr("Your name stands under everything you record. Type it.")),
            (self.employee_no, self.tr("Your employee number is said in every call. Type it.")),
            (self.passphrase, self.tr("Choose a passphrase.")),
            (self.repeat, self.tr("Type the passphrase once more.")),
        )
        for field, words in missing:
            if not field.text().strip():
                field.complain(words)
                return False
        if self.repeat.text() != self.passphrase.text():
            self.repeat.complain(self.tr("The two passphrases differ. Type the same one twice."))
            return False
        return True

    def show_strength(self, strength: Strength) -> None:
        """Show how hard the passphrase is to guess."""
        if self.passphrase.text():
            self.meter.show_strength(strength.score, strength.warning_code, is_enough=strength.is_enough)

    def _ask(self) -> None:
        if self.passphrase.text():
            self.strength_wanted.emit(self.passphrase.text(), self.user_name.text(), self.employee_no.text())
        else:
            self.meter.show_nothing(self.tr("Four words that do not belong together make a good passphrase."))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().space(1.2))
        grid.setVerticalSpacing(theme.current().space(0.7))
        grid.addWidget(self.user_name, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.employee_no, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.passphrase, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.repeat, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.meter, 2, 0, 1, 2)
        for column, (words, box) in enumerate(((self.role_words, self.role), (self.rules_words, self.rules))):
            grid.addWidget(words, 3, column)
            grid.addWidget(box, 4, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(5, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.user_name.say(self.tr("Name"))
        self.employee_no.say(self.tr("Employee number"))
        self.passphrase.say(self.tr("Passphrase"))
        self.repeat.say(self.tr("Passphrase again"))
        self.rules_words.setText(self.tr("Rules of new creditors"))
        self.role_words.setText(self.tr("You are"))
        self.rules.offer([(self.tr("China"), "cn"), (self.tr("United States"), "us")])
        self.role.offer([(self.tr("collector"), "collector"), (self.tr("lead"), "lead")])
        for box, words in ((self.rules, self.rules_words), (self.role, self.role_words)):
            box.setAccessibleName(words.text())
        if not self.passphrase.text():
            self._ask()
