"""Letterheads: who writes for each creditor, how to pay, where to complain. What is missing is said at its field."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.errors import AppError, RuleViolation
from app.services import creditors
from app.services.creditors import AmendCreditor, CreditorCard
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip

LINES = (
    "agency_name",
    "agency_address",
    "agency_phone",
    "agency_licence",
    "address",
    "contact_phone",
    "service_hours",
    "check_line",
    "pay_channel",
    "pay_payee",
    "pay_account",
    "pay_url",
    "sms_signature",
)
OF_AGENCY = ("agency_name", "agency_address", "agency_phone", "agency_licence")
COMPLAINTS = "complaint_lines"
COMPLAINT_LINES = 3


class LetterheadPanel(QWidget):
    """One creditor at a time; saving writes an amendment for each line that changed."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._cards: dict[bytes, CreditorCard] = {}
        self._act = desktop.context.new_id()
        self.creditor = Combo(name="letterhead_creditor")
        self.lines = {name: TextField(f"letterhead_{name}") for name in LINES}
        self.complaints = QPlainTextEdit()
        self.complaints.setObjectName("letterhead_complaint_lines")
        self.complaints.setTabChangesFocus(True)
        self.state = Strip(name="letterhead_state")
        self.problem = PlainLabel("", tone="danger", wrap=True, name="letterhead_problem")
        self.save = Button("", name="letterhead_save", kind="primary", icon="check")
        self._grid = LabelledGrid()
        self._lay_out()
        self._watch = Watch(self, desktop.events, ("creditors", "cases", "imports"), self.reload)
        self._retranslate()

    def reload(self) -> None:
        """Read the creditors anew."""
        self._desktop.tasks.read(creditors.listing, owner=self, on_ok=self._on_cards, slot="creditors")

    @property
    def card(self) -> CreditorCard | None:
        """The creditor that is shown."""
        return self._cards.get(self.creditor.currentData())

    def _on_cards(self, cards: list[CreditorCard]) -> None:
        self._cards = {card.id: card for card in cards}
        self.creditor.offer([(card.name, card.id) for card in cards])
        self._show()

    def _show(self) -> None:
        card = self.card
        self.save.setEnabled(card is not None)
        if card is None:
            self.state.say(self.tr("There is no creditor yet: import a placement first."), tone="accent")
            return
        for name, field in self.lines.items():
            field.set_text(card.letterhead[name])
            field.line.setCursorPosition(0)
            self._grid.show_row(name, not (card.is_own_book and name in OF_AGENCY))
        self.complaints.setPlainText(card.letterhead[COMPLAINTS])
        self.problem.setText("")
        missing = [self._names()[name] for name in card.missing]
        if missing:
            separator = "、" if self._desktop.words().is_chinese else ", "
            text = self.tr("No letter that collects goes out before these are filled: {names}")
            self.state.say(text.format(names=separator.join(missing)), tone="warn")
        else:
            self.state.say(self.tr("Letters of this creditor have all they need."), tone="ok")

    def save_it(self) -> None:
        """Keep what is typed."""
        card = self.card
        if card is None:
            return
        values = {name: field.text() for name, field in self.lines.items()}
        values[COMPLAINTS] = self.complaints.toPlainText()
        command = AmendCreditor(self._act, card.id, values)
        self._desktop.tasks.write(
            creditors.amend, command, owner=self, on_ok=self._on_saved, on_error=self._on_refused
        )

    def _on_saved(self, card: CreditorCard) -> None:
        self._act = self._desktop.context.new_id()
        self._cards[card.id] = card
        self._show()
        self._desktop.tell(self.tr("The letterhead of {name} is kept.").format(name=card.name), "ok")

    def _on_refused(self, error: AppError) -> None:
        self._act = self._desktop.context.new_id()
        sentence = self._desktop.explain(error)
        field = self.lines.get(error.field) if isinstance(error, RuleViolation) else None
        if field is None:
            self.problem.setText(sentence)
        else:
            field.show_error(sentence)
            field.setFocus()

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._grid.add("creditor", self.creditor)
        for name, field in self.lines.items():
            self._grid.add(name, field)
        self._grid.add(COMPLAINTS, self.complaints)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.state)
        column.addWidget(self._grid)
        column.addWidget(self.problem)
        column.addWidget(in_line(self.save))
        self.creditor.activated.connect(self._show)
        self.save.clicked.connect(self.save_it)
        self.setFocusProxy(self.creditor)
        self._breathe()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self.card is not None:
                self._show()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self._grid.setMaximumWidth(theme.current().space(54))
        line = self.complaints.fontMetrics().lineSpacing()
        self.complaints.setFixedHeight(round(line * (COMPLAINT_LINES + 1.2)))

    def _retranslate(self) -> None:
        self._grid.say({"creditor": self.tr("Creditor"), **self._names()})
        self.save.setText(self.tr("Keep the letterhead"))

    def _names(self) -> dict[str, str]:
        return {
            "agency_name": self.tr("Agency that writes"),
            "agency_address": self.tr("Its address"),
            "agency_phone": self.tr("Its telephone"),
            "agency_licence": self.tr("Its licence"),
            "address": self.tr("Address of the creditor"),
            "contact_phone": self.tr("Telephone of the creditor"),
            "service_hours": self.tr("Hours of service"),
            "check_line": self.tr("Where an account is checked"),
            "pay_channel": self.tr("Official way to pay"),
            "pay_payee": self.tr("Payee"),
            "pay_account": self.tr("Account to pay to"),
            "pay_url": self.tr("Address behind the QR code (https)"),
            "sms_signature": self.tr("Signature of text messages"),
            COMPLAINTS: self.tr("Where to complain, a line each"),
        }
