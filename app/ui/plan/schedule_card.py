"""The right side of the plan editor: bars and table of what falls due, with what was paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QHeaderView, QWidget

from app.domain.plan_progress import PlanProgress, RowProgress
from app.domain.plans import Row
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.plan.bars import Bar, InstalmentBars
from app.ui.plan.wording import ROW_TONES, row_state
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.cards import Card
from app.ui.widgets.labels import PlainLabel, SectionTitle

FADED = 0.35


class Line(NamedTuple):
    """One row of the table: the payment due, and how it went if the plan is in force."""

    row: Row
    progress: RowProgress | None


class ScheduleCard(Card):
    """Shows a schedule; ``show_rows`` again on every keystroke."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="plan_schedule", parent=parent)
        self._desktop = desktop
        self._rows: tuple[Row, ...] = ()
        self._progress: PlanProgress | None = None
        self._currency = "CNY"
        self.title = SectionTitle(name="plan_schedule_title")
        self.total = PlainLabel(role="caption", name="plan_schedule_total")
        self.bars = InstalmentBars(name="plan_bars")
        self.model: TableModel[Line] = TableModel(
            self._columns(), identity=lambda line: line.row.no, parent=self
        )
        self.table: TableView[Line] = TableView(self.model, "", name="plan_table")
        self.table.setSortingEnabled(False)
        # At most some sixty rows: every column is as wide as its widest word.
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.total)
        self.body.addLayout(head)
        self.body.addWidget(self.bars, 1)
        self.body.addWidget(self.table, 4)
        self._retranslate()

    def show_rows(self, rows: Sequence[Row], currency: str, progress: PlanProgress | None = None) -> None:
        """Show these rows; with ``progress`` also what was paid towards each."""
        self._rows, self._progress, self._currency = tuple(rows), progress, currency
        by_no = {row.no: row for row in progress.rows} if progress is not None else {}
        lines = [Line(row, by_no.get(row.no)) for row in self._rows]
        self.model.show(lines)
        self.bars.show_bars([self._bar(line) for line in lines], self._summary())
        self.total.setText(self._summary())

    def set_stale(self, *, is_stale: bool) -> None:
        """Grey out what no longer belongs to the terms typed."""
        for part in (self.bars, self.total):
            part.setEnabled(not is_stale)
        faded = QGraphicsOpacityEffect(self, opacity=FADED) if is_stale else None
        self.table.viewport().setGraphicsEffect(faded)  # type: ignore[arg-type]

    def _bar(self, line: Line) -> Bar:
        words = self._desktop.words()
        state, _ = row_state(line.row, line.progress, words)
        tip = " · ".join(
            (self._number(line), words.full_day(line.row.due_on), self._money(line.row.amount_minor), state)
        )
        paid = line.progress.paid_minor if line.progress else 0
        tone = ROW_TONES.get(line.progress.state, "") if line.progress else ""
        return Bar(line.row.amount_minor, paid, tone, tip)

    def _summary(self) -> str:
        rows = [row for row in self._rows if row.no > 0]
        if not rows:
            return ""
        text = self.tr("{count} instalment(s) · the last {amount}", "", len(rows)).format(
            count=len(rows), amount=self._money(rows[-1].amount_minor)
        )
        if self._progress is not None and self._progress.paid_minor:
            paid = self._money(self._progress.paid_minor)
            text += " · " + self.tr("paid {amount}").format(amount=paid)
        return text

    def _money(self, minor: int) -> str:
        return self._desktop.words().money(minor, self._currency)

    def _number(self, line: Line) -> str:
        return str(line.row.no) if line.row.no else self.tr("down")

    def _due(self, line: Line) -> str:
        day = self._desktop.words().full_day(line.row.due_on)
        provisional = self.tr("provisional")
        return f"{day}  {provisional}" if line.row.provisional else day

    def _paid(self, line: Line) -> str:
        return self._money(line.progress.paid_minor) if line.progress and line.progress.paid_minor else "—"

    def _state(self, line: Line) -> tuple[str, str]:
        return row_state(line.row, line.progress, self._desktop.words())

    def _columns(self) -> list[Column[Line]]:
        return [
            Column("no", self.tr("No."), self._number),
            Column("due", self.tr("Due on"), self._due),
            Column(
                "amount",
                self.tr("Amount"),
                lambda line: self._money(line.row.amount_minor),
                right=True,
                ems=8,
            ),
            Column("paid", self.tr("Paid"), self._paid, right=True),
            Column(
                "balance",
                self.tr("Balance"),
                lambda line: self._money(line.row.balance_after_minor),
                right=True,
            ),
            Column(
                "state",
                self.tr("State"),
                lambda line: self._state(line)[0],
                right=True,
                tone=lambda line: self._state(line)[1],
            ),
        ]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "table"):
            self.table.measure()

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Schedule"))
        self.model.set_columns(self._columns())
        self.table.setAccessibleName(self.tr("Schedule"))
        self.table.setMinimumHeight(theme.current().space(12))
        self.show_rows(self._rows, self._currency, self._progress)
