"""The lines of a bank statement as a table and, beside it, the chosen line with the cases it may belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QVBoxLayout, QWidget

from app.domain.moments import Id
from app.services.bank_statements import Fate, LineResult
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.imports.case_options import CaseOptions
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.labels import PlainLabel

TONES = {Fate.SURE: "ok", Fate.DECIDED: "ok", Fate.ASK: "warn", Fate.PARKED: "accent", Fate.DUPLICATE: ""}
ORDER = (Fate.ASK, Fate.PARKED, Fate.SURE, Fate.DUPLICATE, Fate.DECIDED)


class StatementView(QWidget):
    """Lines that ask come first. ``decided`` after each decision; a digit takes a case, 0 parks, Backspace undoes."""

    decided = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._found: tuple[LineResult, ...] = ()
        self._currency = ""
        self._is_open = True
        self._decisions: dict[int, Id | None] = {}
        self.model: TableModel[LineResult] = TableModel(
            self._columns(), identity=lambda line: line.received.row, parent=self
        )
        self.table: TableView[LineResult] = TableView(self.model, "", name="statement_lines")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.card = Card(name="statement_line")
        self.amount = PlainLabel(role="section", name="statement_line_amount")
        self.facts = PlainLabel(role="muted", wrap=True, name="statement_line_facts")
        self.options = CaseOptions(desktop, name="statement_option")
        self.park = Button("", name="statement_park", icon="archive", keys="0")
        self._lay_out()
        self.table.row_chosen.connect(self._on_chosen)
        self.options.chosen.connect(self._decide)
        self.park.clicked.connect(lambda: self._decide(None))
        self._retranslate()

    # -- what it shows ---------------------------------------------------------------------------

    @property
    def decisions(self) -> Mapping[int, Id | None]:
        """By row the case that was chosen, None for parked."""
        return dict(self._decisions)

    @property
    def lines(self) -> tuple[LineResult, ...]:
        """The lines with what was decided of them."""
        return tuple(self._as_decided(line) for line in self._found)

    def show_lines(self, lines: Sequence[LineResult], currency: str, *, is_open: bool) -> None:
        """Show these lines; ``is_open``: they may still be decided."""
        rank = {fate: at for at, fate in enumerate(ORDER)}
        self._found = tuple(sorted(lines, key=lambda line: (rank[line.fate], line.received.row)))
        self._currency, self._is_open = currency, is_open
        self._decisions = {}
        self._show()
        self.table.selectRow(0)

    def refresh_lines(self, lines: Sequence[LineResult]) -> None:
        """The same lines matched anew with what was decided; each stays where it is."""
        by_row = {line.received.row: line for line in lines}
        self._found = tuple(by_row[line.received.row] for line in self._found)
        self._show()

    def _as_decided(self, line: LineResult) -> LineResult:
        row = line.received.row
        return line.decided(self._decisions[row]) if row in self._decisions else line

    def _show(self) -> None:
        self.model.show(self.lines)
        self._on_chosen(self._chosen())

    def _chosen(self) -> LineResult | None:
        return self.model.row(self.table.currentIndex())

    def _on_chosen(self, line: LineResult | None) -> None:
        if line is None:
            self.card.setVisible(False)
            return
        words, told = self._desktop.words(), line.received.line
        self.card.setVisible(True)
        self.card.set_caption(
            self.tr("Row {row} · {fate}").format(row=line.received.row, fate=self._fate(line))
        )
        self.amount.setText(f"{words.money(told.amount_minor, self._currency)} {self._currency}")
        facts = (
            words.full_day(told.paid_on),
            told.payer,
            told.payer_account,
            told.note,
            line.received.reference,
        )
        self.facts.setText(" · ".join(fact for fact in facts if fact))
        can_decide = self._is_open and line.fate is not Fate.DUPLICATE
        before = self.tr("This line came before; it adds nothing.") if line.fate is Fate.DUPLICATE else ""
        self.options.show_options(line.options, self._currency, is_open=can_decide, nothing=before)
        self.park.setVisible(can_decide)

    # -- deciding --------------------------------------------------------------------------------

    def _decide(self, case_id: Id | None) -> None:
        line = self._chosen()
        if line is None or not self._is_open or line.fate is Fate.DUPLICATE:
            return
        self._decisions[line.received.row] = case_id
        self._show_and_go_on()

    def _take_back(self) -> None:
        line = self._chosen()
        if line is not None and self._decisions.pop(line.received.row, line) is not line:
            self._show()
            self.decided.emit()

    def _show_and_go_on(self) -> None:
        """The next line that asks, else the same one."""
        at = self.table.currentIndex().row()
        self._show()
        asking = [place for place, line in enumerate(self.model.shown) if line.fate is Fate.ASK]
        following = next((place for place in asking if place > at), asking[0] if asking else at)
        self.table.selectRow(following)
        self.table.setFocus()
        self.decided.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self._chosen()
        can_decide = self._is_open and line is not None and line.fate is not Fate.DUPLICATE
        if can_decide and event.text() == "0":
            self._decide(None)
        elif can_decide and self.options.press(event.text()):
            return
        elif event.key() == Qt.Key.Key_Backspace:
            self._take_back()
        else:
            super().keyPressEvent(event)

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.card.body.setSpacing(6)
        for widget in (self.amount, self.facts):
            self.card.body.addWidget(widget)
        self.card.body.addWidget(self.options, 1)
        self.card.body.addWidget(self.park, 0, Qt.AlignmentFlag.AlignLeft)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(Sheet(self.table))
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self.setFocusProxy(self.table)
        self._breathe()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "splitter"):
            self._breathe()

    def _breathe(self) -> None:
        self.splitter.setMinimumHeight(theme.current().space(14))
        self.card.setMinimumWidth(theme.current().space(22))

    def _fate(self, line: LineResult) -> str:
        return {
            Fate.SURE: self.tr("sure"),
            Fate.DECIDED: self.tr("decided"),
            Fate.ASK: self.tr("to decide"),
            Fate.PARKED: self.tr("parked"),
            Fate.DUPLICATE: self.tr("in already"),
        }[line.fate]

    def _columns(self) -> list[Column[LineResult]]:
        def money(line: LineResult) -> str:
            return self._desktop.words().money(line.amount_minor, self._currency)

        def case(line: LineResult) -> str:
            return next((option.debtor for option in line.options if option.case_id == line.case_id), "—")

        return [
            Column("fate", self.tr("Becomes"), self._fate, tone=lambda line: TONES[line.fate], ems=6),
            Column("case", self.tr("Case"), case, ems=5),
            Column("amount", self.tr("Amount"), money, lambda line: line.amount_minor, right=True, ems=7),
            Column("payer", self.tr("Payer"), lambda line: line.received.line.payer or "—", ems=7),
            Column("note", self.tr("Note"), lambda line: line.received.line.note, ems=10),
            Column(
                "paid_on",
                self.tr("Day"),
                lambda line: self._desktop.words().day(line.received.line.paid_on),
                lambda line: line.received.line.paid_on,
                ems=6,
            ),
        ]

    def _retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Lines of the statement"))
        self.park.setText(self.tr("Park it"))
        self.model.set_columns(self._columns())
        self._show()
