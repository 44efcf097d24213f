"""What an own book charges: daily rates by their day, compounding, bills with their minimum, the late fee."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.allocation import PRINCIPAL
from app.domain.contract import LONGEST_DUE, Contract, DailyRate, LateFee, toml_of
from app.domain.errors import AppError, RuleViolation
from app.services import money_terms, term_entry
from app.services.ledger_words import component_word, percent
from app.services.money_terms import MoneyTerms
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid
from app.ui.settings.entry_fields import money_edit, number_edit, percent_edit
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import ParsedEdit, Reading
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel

NUMBERS = ("cycle_day", "due_days", "fee_rate", "floor_minor", "cap_minor", "grace_days")


class ContractForm(Card):
    """``saved`` carries the contract as TOML; empty takes it back. A book the creditor keeps has none."""

    saved = Signal(str)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="terms_contract_card", parent=parent)
        self._desktop = desktop
        self._terms: MoneyTerms | None = None
        self.about = PlainLabel(role="caption", wrap=True, name="contract_about")
        self.rates: ParsedEdit[tuple[DailyRate, ...]] = ParsedEdit(
            "", self._read_rates, desktop.explain, name="contract_rates"
        )
        self.bases = {name: QCheckBox() for name in PRINCIPAL}
        for name, box in self.bases.items():
            box.setObjectName(f"contract_base_{name}")
        self.base_row = in_line(*self.bases.values())
        self.compounded = QCheckBox()
        self.compounded.setObjectName("contract_compounded")
        self.cycle_day = number_edit(desktop, "cycle_day", 1, 31)
        self.due_days = number_edit(desktop, "due_days", 0, LONGEST_DUE)
        self.minimum = {name: percent_edit(desktop, f"minimum_{name}") for name in PRINCIPAL}
        self.fee_rate = percent_edit(desktop, "fee_rate")
        self.floor_minor = money_edit(desktop, "floor_minor", self._currency)
        self.cap_minor = money_edit(desktop, "cap_minor", self._currency)
        self.grace_days = number_edit(desktop, "late_grace_days", 0, LONGEST_DUE)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="contract_problem")
        self.save = Button("", name="contract_save", kind="primary", icon="check")
        self.drop = Button("", name="contract_drop")
        self._grid = LabelledGrid()
        self.usual = Button("", name="contract_usual")
        self._fields = in_line(self.save, self.drop, self.usual)
        self._lay_out()
        self._retranslate()

    def show_terms(self, terms: MoneyTerms) -> None:
        """Show the contract of an own book; of another only that there is none."""
        self._terms = terms
        for widget in (self._grid, self._fields):
            widget.setVisible(terms.is_own_book)
        self.problem.setVisible(False)
        self.drop.setEnabled(terms.contract is not None)
        self._say()
        self.usual.setVisible(terms.is_own_book and terms.contract is None)
        if terms.contract is None:
            for each in self._edits():
                each.set_text("")
        else:
            self._show(terms.contract)

    def _on_usual(self) -> None:
        self._show(money_terms.usual_contract())
        self.rates.setFocus()

    def _show(self, contract: Contract) -> None:
        self.rates.set_text(term_entry.rates_text(contract.rates))
        for name, box in self.bases.items():
            box.setChecked(name in contract.bases)
        self.compounded.setChecked(contract.is_compounded)
        self.cycle_day.set_text(str(contract.cycle_day))
        self.due_days.set_text(str(contract.due_days))
        for name, edit in self.minimum.items():
            edit.set_text(percent(contract.minimum[name]) if name in contract.minimum else "")
        self._show_fee(contract.late_fee, self._currency())

    def _show_fee(self, fee: LateFee | None, currency: str) -> None:
        money = self._desktop.words().money
        self.fee_rate.set_text(percent(fee.rate) if fee else "")
        self.floor_minor.set_text(money(fee.floor_minor, currency) if fee else "")
        self.cap_minor.set_text(money(fee.cap_minor, currency) if fee and fee.cap_minor is not None else "")
        self.grace_days.set_text(str(fee.grace_days) if fee else "")

    def save_it(self) -> None:
        """Ask that what is typed is kept; a field that cannot be read, or does not fit the others, says why."""
        wrong = next((edit for edit in self._edits() if edit.is_wrong), None)
        if wrong is None and self.rates.value is None:
            wrong = self.rates
        if wrong is not None:
            wrong.accept()
            wrong.setFocus()
            return
        try:
            contract = term_entry.checked(self._contract())
        except RuleViolation as refusal:
            self.complain(refusal)
            return
        self.problem.setVisible(False)
        self.saved.emit(toml_of(contract))

    def complain(self, error: AppError) -> None:
        """Say what was refused, at its field where it has one."""
        field = error.field if isinstance(error, RuleViolation) else ""
        sentence = self._desktop.explain(error)
        if field in NUMBERS:
            edit: ParsedEdit[int] | ParsedEdit[Decimal] = getattr(self, field)
            edit.show_error(sentence)
            edit.setFocus()
        else:
            self.problem.setText(sentence)
            self.problem.setVisible(True)

    def _contract(self) -> Contract:
        rates = self.rates.value
        assert rates is not None
        fee = None
        if self.fee_rate.value is not None:
            fee = LateFee(
                self.fee_rate.value,
                self.floor_minor.value or 0,
                self.cap_minor.value,
                self.grace_days.value or 0,
            )
        usual = Contract(rates)
        due_days = self.due_days.value
        return Contract(
            rates,
            tuple(name for name, box in self.bases.items() if box.isChecked()),
            self.compounded.isChecked(),
            self.cycle_day.value or usual.cycle_day,
            usual.due_days if due_days is None else due_days,
            {name: edit.value for name, edit in self.minimum.items() if edit.value is not None},
            fee,
        )

    def _edits(self) -> list[ParsedEdit[tuple[DailyRate, ...]] | ParsedEdit[int] | ParsedEdit[Decimal]]:
        return [self.rates, *self.minimum.values(), *(getattr(self, name) for name in NUMBERS)]

    def _read_rates(self, text: str) -> Reading[tuple[DailyRate, ...]]:
        return Reading(term_entry.rates_from(text, "contract_rates"))

    def _currency(self) -> str:
        return self._terms.currency if self._terms is not None else "CNY"

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._grid.add("rates", self.rates)
        self._grid.add("bases", self.base_row)
        self._grid.add("compounded", self.compounded)
        for name in ("cycle_day", "due_days"):
            self._grid.add(name, getattr(self, name))
        for name, edit in self.minimum.items():
            self._grid.add(f"minimum_{name}", edit)
        for name in NUMBERS[2:]:
            self._grid.add(name, getattr(self, name))
        self.body.setSpacing(8)
        for widget in (self.about, self._grid, self.problem, self._fields):
            self.body.addWidget(widget)
        self.problem.setVisible(False)
        self.save.clicked.connect(self.save_it)
        self.usual.clicked.connect(self._on_usual)
        self.drop.clicked.connect(lambda: self.saved.emit(""))
        for each in self._edits():
            each.accepted.connect(self.save_it)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _say(self) -> None:
        terms = self._terms
        if terms is None or not terms.is_own_book:
            text = self.tr(
                "The creditor keeps this book: its figures come in files, and nothing accrues here."
            )
        elif terms.contract is None:
            text = self.tr("Our own book without a contract: nothing accrues yet.")
        else:
            text = self.tr("Our own book: interest and fees run by this contract.")
        self.about.setText(text)

    def _retranslate(self) -> None:
        words = self._desktop.words()
        self.set_caption(self.tr("The book"))
        self._say()
        for name, box in self.bases.items():
            box.setText(component_word(name, words))
        self.compounded.setText(self.tr("unpaid interest bears interest from the next bill"))
        self.rates.line.setPlaceholderText(self.tr("2017-01-01 0.05%, 2025-03-01 0.04%"))
        self._grid.say(
            {
                "rates": self.tr("Daily rate from a day on"),
                "bases": self.tr("Interest runs on"),
                "compounded": self.tr("Compounding"),
                "cycle_day": self.tr("Bills are made on day"),
                "due_days": self.tr("and due after days"),
                **{
                    f"minimum_{name}": self.tr("Minimum payment of {what}").format(
                        what=component_word(name, words)
                    )
                    for name in PRINCIPAL
                },
                "fee_rate": self.tr("Late fee on the unpaid minimum (empty: none)"),
                "floor_minor": self.tr("at least"),
                "cap_minor": self.tr("at most (empty: no cap)"),
                "grace_days": self.tr("after days of grace"),
            }
        )
        self.save.setText(self.tr("Keep the contract"))
        self.usual.setText(self.tr("Fill in the usual card contract"))
        self.drop.setText(self.tr("Nothing accrues any more"))
