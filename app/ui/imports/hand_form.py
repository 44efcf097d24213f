"""One debtor entered by hand; what is wrong is said at its field."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.domain.date_entry import parse_when
from app.domain.errors import AppError
from app.domain.money import parse_amount
from app.services import imports
from app.services.imports import EnterAccount, EnterDebtor, Entered
from app.services.imports.known import KnownCreditor, creditors
from app.services.messages import said
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import DateEdit, MoneyEdit, Reading
from app.ui.widgets.flow import FlowLayout, in_line
from app.ui.widgets.strips import Strip

PHONES = 3
COMPONENTS = ("purchase", "interest", "late_fee", "service_fee")


class HandForm(QWidget):
    """Who, whose account, how much, since when, which phones. Enter in any line saves."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._entered: Entered | None = None
        self.creditor = QComboBox()
        self.creditor.setObjectName("hand_creditor")
        self.creditor.setEditable(True)
        self.creditor.lineEdit().setObjectName("hand_creditor_name")
        texts = ("name", "id_number", "customer_no", "employer", "number", "product")
        self.texts = {name: TextField(f"hand_{name}") for name in texts}
        self.total = MoneyEdit("", self._amount, desktop.explain, name="hand_total")
        self.parts = {
            name: MoneyEdit("", self._amount, desktop.explain, name=f"hand_{name}") for name in COMPONENTS
        }
        self.due_on = DateEdit("", self._past, desktop.explain, name="hand_due_on")
        self.phones = [TextField(f"hand_phone_{at}") for at in range(PHONES)]
        self.result = Strip(name="hand_result")
        self.save = Button("", name="hand_save", kind="primary", keys="Enter")
        self.open = Button("", name="hand_open", icon="phone")
        self._person, self._debt = LabelledGrid(), LabelledGrid()
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, ("cases", "imports"), self._reload)
        self._retranslate()

    # -- saving ----------------------------------------------------------------------------------

    @property
    def command(self) -> EnterDebtor:
        """What is typed, as a command."""
        text = {name: field.text() for name, field in self.texts.items()}
        parts = {name: edit.value for name, edit in self.parts.items()}
        account = EnterAccount(
            text["number"],
            self.total.value,
            {name: value for name, value in parts.items() if value is not None},
            self.due_on.value,
            product=text["product"] or None,
        )
        return EnterDebtor(
            self.creditor.currentText().strip(),
            text["name"],
            (account,),
            text["id_number"],
            customer_no=text["customer_no"],
            phones=tuple(phone.text() for phone in self.phones),
            employer=text["employer"],
        )

    def save_it(self) -> None:
        """Save, unless a field cannot be read: then that one is shown."""
        for edit in self._edits():
            if edit.text().strip() and edit.value is None:
                edit.accept()
                edit.line.setFocus()
                return
        for field in (*self.texts.values(), *self.phones):
            field.show_error("")
        self.save.setEnabled(False)
        self._desktop.tasks.write(
            imports.enter, self.command, owner=self, on_ok=self._on_entered, on_error=self._on_refused
        )

    def _edits(self) -> tuple[MoneyEdit | DateEdit[date], ...]:
        return (self.total, *self.parts.values(), self.due_on)

    def _on_entered(self, entered: Entered) -> None:
        self.save.setEnabled(True)
        self._entered = entered
        name = self.texts["name"].text()
        words = [said(code, {"count": 2, "known": name}, self._desktop.language) for code in entered.flags]
        text = (
            self.tr("{name} was taken in.")
            if entered.is_new_case
            else self.tr("{name} has one more account.")
        )
        self.result.say(text.format(name=name), " ".join(words), "warn" if words else "ok")
        self.open.setVisible(True)
        for field in (*self.texts.values(), *self.phones):
            field.set_text("")
        for edit in self._edits():
            edit.set_text("")
        self.texts["name"].line.setFocus()

    def _on_refused(self, error: AppError) -> None:
        self.save.setEnabled(True)
        self.open.setVisible(False)
        sentence = self._desktop.explain(error)
        field = self._field_of(getattr(error, "field", ""), error.code)
        if field is None:
            self.result.say(sentence, tone="danger")
            return
        self.result.say("")
        if isinstance(field, QComboBox):
            theme.set_property(field, "wrong", True)
            self.result.say(sentence, tone="danger")
        else:
            field.show_error(sentence)
        field.setFocus()

    def _field_of(self, name: str, code: str) -> TextField | MoneyEdit | DateEdit[date] | QComboBox | None:
        """The field a refusal is about."""
        if code.startswith("creditor_"):
            return self.creditor
        if name in self.texts:
            return self.texts[name]
        if name.startswith("phones."):
            return self.phones[int(name.partition(".")[2])]
        if name == "accounts.0.number":
            return self.texts["number"]
        if code == "due_after_as_of":
            return self.due_on
        return self.total if name.startswith("accounts.") else None

    def _amount(self, text: str) -> Reading[int]:
        minor = parse_amount(text, field="total_minor")
        return Reading(minor, self._desktop.words().money(minor, "CNY"))

    def _past(self, text: str) -> Reading[date]:
        when = parse_when(text, self._desktop.context.today(), backward=True)
        return Reading(when.day, self._desktop.words().full_day(when.day))

    # -- building --------------------------------------------------------------------------------

    def _reload(self) -> None:
        self._desktop.tasks.read(creditors, owner=self, on_ok=self._on_creditors, slot="hand_creditors")

    def _on_creditors(self, found: list[KnownCreditor]) -> None:
        typed = self.creditor.currentText()
        # Nobody typed: what was refused at this field stays marked.
        with QSignalBlocker(self.creditor):
            self.creditor.clear()
            self.creditor.addItems([known.name for known in found])
            self.creditor.setCurrentText(typed or (found[0].name if len(found) == 1 else ""))

    def _lay_out(self) -> None:
        for name in ("name", "id_number", "customer_no", "employer"):
            self._person.add(name, self.texts[name])
        for at, phone in enumerate(self.phones):
            self._person.add(f"phone_{at}", phone)
        self._debt.add("creditor", self.creditor)
        for name in ("number", "product"):
            self._debt.add(name, self.texts[name])
        self._debt.add("total", self.total)
        for name, edit in self.parts.items():
            self._debt.add(name, edit)
        self._debt.add("due_on", self.due_on)
        self.person_card, self.debt_card = Card(name="hand_person"), Card(name="hand_debt")
        self.person_card.body.addWidget(self._person)
        self.debt_card.body.addWidget(self._debt)
        for card in (self.person_card, self.debt_card):
            card.body.addStretch()
        cards = QWidget()
        self._cards = FlowLayout(cards, gap=12, columns=2)
        self._cards.addWidget(self.person_card)
        self._cards.addWidget(self.debt_card)
        buttons = in_line(self.save, self.open)
        self.open.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (cards, self.result, buttons):
            column.addWidget(widget)
        column.addStretch()
        self._breathe()

    def _connect(self) -> None:
        self.save.clicked.connect(self.save_it)
        self.open.clicked.connect(self._on_open)
        for field in (*self.texts.values(), *self.phones):
            field.line.returnPressed.connect(self.save_it)
        for edit in self._edits():
            edit.accepted.connect(self.save_it)
        self.creditor.editTextChanged.connect(lambda: theme.set_property(self.creditor, "wrong", False))

    def _on_open(self) -> None:
        if self._entered is not None:
            self._desktop.open_case(self._entered.case_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_cards"):
            self._breathe()

    def _breathe(self) -> None:
        self._cards.set_cell(theme.current().space(26))

    def _retranslate(self) -> None:
        phones = {
            f"phone_{at}": self.tr("Phone {number}").format(number=at + 1) for at in range(len(self.phones))
        }
        self._person.say(
            {
                "name": self.tr("Name"),
                "id_number": self.tr("ID number"),
                "customer_no": self.tr("Customer number"),
                "employer": self.tr("Employer"),
                **phones,
            }
        )
        self._debt.say(
            {
                "creditor": self.tr("Creditor"),
                "number": self.tr("Account number"),
                "product": self.tr("Product"),
                "total": self.tr("Owed in all"),
                "purchase": self.tr("of it principal"),
                "interest": self.tr("of it interest"),
                "late_fee": self.tr("of it penalty"),
                "service_fee": self.tr("of it fees"),
                "due_on": self.tr("Unpaid since"),
            }
        )
        self.person_card.set_caption(self.tr("The debtor"))
        self.debt_card.set_caption(self.tr("The account"))
        self.creditor.lineEdit().setAccessibleName(self.tr("Creditor"))
        self.save.setText(self.tr("Take in"))
        self.open.setText(self.tr("Open on the desk"))
