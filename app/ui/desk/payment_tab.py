"""Payments of a case: one form to enter what came in, how it would be applied, and the list with its reversals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.date_entry import parse_when
from app.domain.errors import AppError, RuleViolation
from app.domain.ledger import Posting
from app.domain.money import parse_amount
from app.services import payments
from app.services.cases import CasePanel
from app.services.ledger_words import component_word
from app.services.payments import Booked, PaymentGiven, PaymentRow, RecordPayment
from app.ui.desktop import Desktop
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import DateEdit, Line, MoneyEdit, Reading
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel


class PaymentTab(QWidget):
    """Enter saves; the allocation is shown while the amount is typed. One that is marked is reversed in the ledger."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._panel: CasePanel | None = None
        self.amount = MoneyEdit("", self._read_amount, desktop.explain, name="payment_amount")
        self.day: DateEdit[date] = DateEdit("", self._read_day, desktop.explain, name="payment_day")
        self.channel, self.reference = Line(), Line()
        self.channel.setObjectName("payment_channel")
        self.reference.setObjectName("payment_reference")
        self.save = Button("", name="payment_save", kind="primary", keys="Enter")
        self.reverse = Button("", name="payment_reverse")
        self.applied = PlainLabel(role="caption", wrap=True, name="payment_applied")
        self.model: TableModel[PaymentRow] = TableModel(
            self._columns(), identity=lambda row: row.uid, parent=self
        )
        self.view: TableView[PaymentRow] = TableView(self.model, "", name="payment_table")
        self._lay_out()
        self._connect()
        self._retranslate()

    def show_case(self, panel: CasePanel) -> None:
        """Show the payments of this case; another case empties the form."""
        is_same = self._panel is not None and self._panel.case_id == panel.case_id
        self._panel = panel
        if not is_same:
            self._clear()
        self.model.show(payments.rows(panel.desk))

    def start(self) -> None:
        """Put the focus where typing begins."""
        self.amount.line.setFocus()

    # -- saving ----------------------------------------------------------------------------------

    def _on_save(self) -> None:
        given = self._given()
        if given is None or self._panel is None:
            return
        self.setEnabled(False)
        command = RecordPayment(self._desktop.context.new_id(), self._panel.case_id, given)
        self._desktop.tasks.write(
            payments.record, command, owner=self, on_ok=self._on_saved, on_error=self._on_refused
        )

    def _given(self) -> PaymentGiven | None:
        for field in (self.amount, self.day):
            if field.value is None:
                field.line.setFocus()
                return None
        assert self.amount.value is not None
        assert self.day.value is not None
        return PaymentGiven(
            self.amount.value,
            self.day.value,
            channel=self.channel.text().strip() or None,
            reference=self.reference.text().strip() or None,
        )

    def _on_saved(self, booked: Booked) -> None:
        self.setEnabled(True)
        self._clear()
        words = self._desktop.words()
        currency = self._panel.owed.currency if self._panel else "CNY"
        text = self.tr("payment saved; {left} still owed").format(
            left=words.money(booked.balance_minor, currency)
        )
        self._desktop.signals.done.emit(text, True)

    def _on_refused(self, error: AppError) -> None:
        self.setEnabled(True)
        field = error.field if isinstance(error, RuleViolation) else ""
        sentence = self._desktop.explain(error)
        edit = {"amount_minor": self.amount, "paid_on": self.day}.get(field)
        if edit is not None:
            edit.show_error(sentence)  # type: ignore[attr-defined]
            edit.line.setFocus()  # type: ignore[attr-defined]
        else:
            self._desktop.tell(sentence, "danger")

    def _on_reverse(self) -> None:
        chosen = self.view.chosen_rows
        if self._panel is not None and chosen and not chosen[0].is_reversed:
            self._desktop.signals.change_wanted.emit(self._panel.case_id, "reversal", chosen[0].uid)

    # -- reading ---------------------------------------------------------------------------------

    def _read_amount(self, text: str) -> Reading[int]:
        currency = self._panel.owed.currency if self._panel else "CNY"
        minor = parse_amount(text, currency)
        return Reading(minor, self._desktop.words().money(minor, currency))

    def _read_day(self, text: str) -> Reading[date]:
        when = parse_when(text, self._desktop.context.today(), backward=True, field="paid_on")
        return Reading(when.day, self._desktop.words().full_day(when.day))

    def _preview(self) -> None:
        """How the money would be applied, or nothing while the form is not whole."""
        self.applied.setText("")
        if self._panel is None or self.amount.value is None or self.day.value is None:
            return
        given = PaymentGiven(self.amount.value, self.day.value)
        try:
            postings = payments.preview(self._desktop.context.rules, self._panel.desk, given)
        except AppError:
            return
        self.applied.setText(self.tr("goes to {parts}").format(parts=self._parts(postings)))

    def _parts(self, postings: Sequence[Posting]) -> str:
        words = self._desktop.words()
        currency = self._panel.owed.currency if self._panel else "CNY"
        parts = [
            f"{component_word(name, words)} {words.money(-amount, currency)}"
            for posting in postings
            for name, amount in posting.parts.items()
        ]
        return " · ".join(parts)

    def _clear(self) -> None:
        self.amount.set_text("")
        self.day.set_text("t")
        self.channel.clear()
        self.reference.clear()
        self.applied.setText("")

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        form = QWidget()
        flow = FlowLayout(form, gap=8)
        for widget in (self.amount, self.day, self.channel, self.reference, self.save):
            flow.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self.applied, 1)
        foot.addWidget(self.reverse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(form)
        column.addLayout(foot)
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        for field in (self.amount, self.day):
            field.accepted.connect(self._on_save)
            field.changed.connect(self._preview)
        for line in (self.channel, self.reference):
            line.returnPressed.connect(self._on_save)
        self.save.clicked.connect(self._on_save)
        self.reverse.clicked.connect(self._on_reverse)

    def _columns(self) -> list[Column[PaymentRow]]:
        def money(row: PaymentRow) -> str:
            return self._desktop.words().money(row.amount_minor, row.currency)

        return [
            Column("paid_on", self.tr("Paid on"), lambda row: row.paid_on.isoformat(), ems=7),
            Column("amount", self.tr("Amount"), money, lambda row: row.amount_minor, right=True, ems=7),
            Column("parts", self.tr("Went to"), lambda row: self._parts(row.postings), ems=18),
            Column("channel", self.tr("Channel"), lambda row: row.channel or "", ems=7),
            Column("reference", self.tr("Reference"), lambda row: row.reference or "", ems=9),
            Column(
                "state",
                self.tr("State"),
                lambda row: self.tr("reversed") if row.is_reversed else self.tr("booked"),
                tone=lambda row: "danger" if row.is_reversed else "ok",
                ems=5,
            ),
        ]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.amount.set_label(self.tr("Amount"))
        self.amount.line.setPlaceholderText(self.tr("amount"))
        self.day.set_label(self.tr("Paid on"))
        self.day.line.setPlaceholderText(self.tr("t, 25, 11-20"))
        for line, label in ((self.channel, self.tr("Channel")), (self.reference, self.tr("Reference"))):
            line.setAccessibleName(label)
            line.setPlaceholderText(label)
        self.save.setText(self.tr("Save the payment"))
        self.reverse.setText(self.tr("Reverse or redirect…"))
        self.model.set_columns(self._columns())
        self.view.setAccessibleName(self.tr("Payments"))
