"""Parked money: what is known of it, the cases it may belong to, and the way back to whom it came from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.domain.errors import AppError, RuleViolation
from app.domain.facts import Id
from app.domain.money import parse_amount
from app.services.bank_statements import (
    AssignParked,
    Option,
    ParkedRow,
    SendBack,
    Sent,
    assign,
    parked,
    send_back,
)
from app.services.payments import Booked
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.case_options import CaseOptions
from app.ui.imports.fields import TextField
from app.ui.letters.case_search import CaseSearch
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import MoneyEdit, Reading
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import EmptyState


class ParkedPanel(QWidget):
    """One row a line with money left. A digit gives it to a case, the search finds another, or it goes back."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._row: ParkedRow | None = None
        self._act = desktop.context.new_id()
        self.model: TableModel[ParkedRow] = TableModel(
            self._columns(), identity=lambda row: row.uid, parent=self
        )
        self.table: TableView[ParkedRow] = TableView(self.model, "", name="parked_lines")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.sheet = Sheet(self.table)
        self.empty = EmptyState("banknote", name="parked_empty")
        self.card = Card(name="parked_line")
        self.amount = PlainLabel(role="section", name="parked_amount")
        self.facts = PlainLabel(role="muted", wrap=True, name="parked_facts")
        self.part = MoneyEdit("", self._amount, desktop.explain, name="parked_part")
        self.options = CaseOptions(desktop, name="parked_option")
        self.search = CaseSearch(desktop, name="parked_case")
        self.why = TextField("parked_why")
        self.back = Button("", name="parked_back", icon="undo-2")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="parked_problem")
        self._lay_out()
        self.table.row_chosen.connect(self._on_row)
        self.options.chosen.connect(self._assign)
        self.search.chosen.connect(lambda case_id, _name: self._assign(case_id))
        self.back.clicked.connect(self._send_back)
        self.why.line.returnPressed.connect(self._send_back)
        self._watch = Watch(self, desktop.events, ("imports", "payments", "cases"), self.reload)
        self.card.setVisible(False)
        self._retranslate()

    def reload(self) -> None:
        """Read the parked money anew."""
        self._desktop.tasks.read(parked.rows, owner=self, on_ok=self._on_rows)

    def _on_rows(self, rows: list[ParkedRow]) -> None:
        self.model.show(rows)
        self.splitter.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if rows and not self.table.chosen_rows:
            self.table.selectRow(0)
        self._on_chosen(next(iter(self.table.chosen_rows), None))

    def _on_row(self, row: ParkedRow | None) -> None:
        """The same row again, in another language or order, needs no new answer."""
        if row != self._row:
            self._on_chosen(row)

    def _on_chosen(self, row: ParkedRow | None) -> None:
        self._row = row
        self._complain("")
        self.card.setVisible(row is not None)
        if row is None:
            return
        self._tell()
        self.part.set_text("")
        self.why.set_text("")
        self.options.show_options((), row.currency)
        self._desktop.tasks.read(
            parked.options, row.uid, owner=self, on_ok=self._on_options, on_error=self._on_refused
        )

    def _tell(self) -> None:
        row, words = self._row, self._desktop.words()
        if row is None:
            return
        self.amount.setText(f"{words.money(row.rest_minor, row.currency)} {row.currency}")
        whole = ""
        if row.rest_minor != row.amount_minor:
            whole = self.tr("of {amount}").format(amount=words.money(row.amount_minor, row.currency))
        facts = (whole, words.full_day(row.paid_on), row.payer, row.payer_account, row.note, row.reference)
        self.facts.setText(" · ".join(fact for fact in facts if fact))

    def _on_options(self, options: tuple[Option, ...]) -> None:
        if self._row is not None:
            self.options.show_options(options, self._row.currency)

    # -- placing it ------------------------------------------------------------------------------

    def _assign(self, case_id: Id) -> None:
        if self._row is None or self.part.is_wrong:
            return
        command = AssignParked(self._act, self._row.uid, case_id, self.part.value)
        self._desktop.tasks.write(
            assign, command, owner=self, on_ok=self._on_assigned, on_error=self._on_refused
        )

    def _on_assigned(self, booked: Booked) -> None:
        currency = self._row.currency if self._row else ""
        owed = self._desktop.words().money(booked.balance_minor, currency)
        self._done(self.tr("booked; {amount} are owed now").format(amount=owed))

    def _send_back(self) -> None:
        if self._row is None or self.part.is_wrong:
            return
        command = SendBack(self._act, self._row.uid, self.why.text(), self.part.value)
        self._desktop.tasks.write(
            send_back, command, owner=self, on_ok=self._on_sent, on_error=self._on_refused
        )

    def _on_sent(self, sent: Sent) -> None:
        currency = self._row.currency if self._row else ""
        amount = self._desktop.words().money(sent.amount_minor, currency)
        self._done(self.tr("{amount} were sent back").format(amount=amount))

    def _done(self, text: str) -> None:
        self._act = self._desktop.context.new_id()
        self._desktop.signals.done.emit(text, True)

    def _on_refused(self, error: AppError) -> None:
        sentence = self._desktop.explain(error)
        if isinstance(error, RuleViolation) and error.field == "why":
            self.why.show_error(sentence)
        elif isinstance(error, RuleViolation) and error.field == "amount_minor":
            self.part.show_error(sentence)
        else:
            self._complain(sentence)

    def _complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.options.press(event.text()):
            super().keyPressEvent(event)

    def _amount(self, text: str) -> Reading[int]:
        currency = self._row.currency if self._row else "CNY"
        minor = parse_amount(text, currency)
        return Reading(minor, self._desktop.words().money(minor, currency))

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.card.body.setSpacing(6)
        for widget in (self.amount, self.facts, self.part):
            self.card.body.addWidget(widget)
        self.card.body.addWidget(self.options, 1)
        self.card.body.addWidget(self.search)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.why, 1)
        line.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.card.body.addLayout(line)
        self.card.body.addWidget(self.problem)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.sheet)
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.empty, 1)
        self.setFocusProxy(self.table)
        self.splitter.setVisible(False)
        self._breathe()

    def _breathe(self) -> None:
        self.card.setMinimumWidth(theme.current().space(22))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "splitter"):
            self._breathe()

    def _columns(self) -> list[Column[ParkedRow]]:
        words = self._desktop.words()
        return [
            Column("day", self.tr("Day"), lambda row: words.day(row.paid_on), lambda row: row.paid_on, ems=6),
            Column(
                "rest",
                self.tr("Parked"),
                lambda row: words.money(row.rest_minor, row.currency),
                lambda row: row.rest_minor,
                right=True,
                ems=7,
            ),
            Column("payer", self.tr("Payer"), lambda row: row.payer or "—", ems=8),
            Column("note", self.tr("Note"), lambda row: row.note, ems=10),
            Column("creditor", self.tr("Creditor"), lambda row: row.creditor, ems=8),
        ]

    def _retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Parked money"))
        self.empty.say(self.tr("No money is parked."))
        self.part.set_label(self.tr("Only a part"))
        self.part.line.setPlaceholderText(self.tr("Only a part (empty: all of it)"))
        self.search.set_label(self.tr("Another case: name, pinyin, phone or card"))
        self.why.set_label(self.tr("Why it goes back"))
        self.why.line.setPlaceholderText(self.tr("Why it goes back"))
        self.back.setText(self.tr("Sent back"))
        self.model.set_columns(self._columns())
        self._tell()
