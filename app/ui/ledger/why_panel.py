"""What was owed on a day, and why: the figures, and below them the lines that lead to the figure in focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.money import format_minor
from app.services.ledger_words import nothing_text, percent
from app.services.ledgers import LedgerTold, LineTold
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.ledger.figures import Behind, Shown, figure_table, lines_behind
from app.ui.ledger.wording import limitation_text, plan_interest_note
from app.ui.reports.cell_table import CellTable
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import Strip

LEAST_LINES = 12
WIDE, WIDE_COLUMN = 66, 12
BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class WhyPanel(QWidget):
    """Enter on a figure shows its lines alone; ``payment_opened`` carries the line of a payment that was opened."""

    payment_opened = Signal(object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._told: LedgerTold | None = None
        self._asked: Behind | None = None
        self.warning = Strip(name="ledger_warning")
        self.figures = CellTable(name="ledger_figures")
        self.about = PlainLabel(role="caption", wrap=True, name="ledger_about")
        self.limitation = PlainLabel(role="caption", wrap=True, name="ledger_limitation")
        self.plan = PlainLabel(role="caption", wrap=True, name="ledger_plan")
        self.heading = PlainLabel(role="section", elide=True, name="ledger_heading")
        self.all = Button("", name="ledger_all", kind="link")
        self.model: TableModel[Shown] = TableModel(self._columns(), identity=_identity, parent=self)
        self.lines: TableView[Shown] = TableView(self.model, "", name="ledger_lines")
        self._halves = QBoxLayout(BESIDE)
        self._halves.setSpacing(16)
        self.detail = PlainLabel(role="caption", wrap=True, selectable=True, name="ledger_detail")
        self._lay_out()
        self.figures.list_wanted.connect(self._on_asked)
        self.all.clicked.connect(self.show_all)
        self.lines.row_chosen.connect(self._on_chosen)
        self.lines.row_opened.connect(self._on_opened)
        self.setFocusProxy(self.figures)
        self._retranslate()

    def show_ledger(self, told: LedgerTold) -> None:
        """Show the answer for a case and a day; what was asked stays asked where it is the same case."""
        if self._told is None or self._told.case_id != told.case_id:
            self._asked = None
        self._told = told
        words = self._desktop.words()
        self.figures.show_table(figure_table(told, words))
        self.figures.setFixedHeight(self.figures.full_height)
        self._fold()
        self._say(told)
        self._show_lines()

    def show_all(self) -> None:
        """Every line again."""
        self._asked = None
        self._show_lines()
        self.lines.setFocus()

    @property
    def is_narrowed(self) -> bool:
        """Whether only the lines of one figure are in sight."""
        return self._asked is not None

    def text(self) -> str:
        """Figures and lines as tables, for the clipboard."""
        model = self.figures.model()
        assert isinstance(model, TableModel)
        tables = [each.lines(range(len(each.shown))) for each in (model, self.model)]
        about = (self.plan.text(), self.limitation.text(), self.about.text())
        return "\n\n".join(part for part in (*tables, *about) if part)

    # -- what is said ----------------------------------------------------------------------------

    def _say(self, told: LedgerTold) -> None:
        costs = [account.cost for account in told.accounts if account.cost is not None]
        above = [cost for cost in costs if cost.is_above]
        if not told.lines:
            self.warning.say(nothing_text(told.on, self._desktop.language), tone="accent")
        elif above:
            cost = max(above, key=lambda cost: cost.rate)
            assert cost.limit is not None
            self.warning.say(
                self.tr("The all-in yearly cost of {rate} is above the line of {limit}.").format(
                    rate=percent(cost.rate, 2), limit=percent(cost.limit)
                ),
                cost.source,
                "warn",
            )
        else:
            self.warning.say("")
        kept = (
            self.tr("Our own book: interest and fees run by the contract.")
            if told.is_own_book
            else self.tr("The creditor keeps the book: what may have run since its figures is an estimate.")
        )
        order = self.tr("Payments are applied so: {order}.").format(order=told.allocation)
        self.about.setText("  ".join((kept, order, told.definition)))
        self.limitation.setText(limitation_text(told))
        self.plan.setText(plan_interest_note(told, self._desktop.words().language))
        self.plan.setVisible(bool(told.plan_interest))

    def _show_lines(self) -> None:
        told = self._told
        if told is None:
            return
        self.model.set_columns(self._columns())
        rows = lines_behind(told, self._asked)
        self.model.show(rows)
        self.all.setVisible(self.is_narrowed)
        title = self._asked.title if self._asked else self.tr("Every movement")
        self.heading.setText(self.tr("{what}: {count}").format(what=title, count=len(rows)))
        self.lines.setAccessibleName(self.heading.text())
        self._on_chosen(rows[-1] if rows else None)
        if rows:
            self.lines.setCurrentIndex(self.model.index(len(rows) - 1, 0))
            self.lines.scrollToBottom()

    def _on_asked(self, asked: Behind) -> None:
        self._asked = asked
        self._show_lines()
        self.lines.setFocus()

    def _on_chosen(self, row: Shown | None) -> None:
        self.detail.setText("" if row is None else self._whole(row.line))
        self.detail.setVisible(row is not None)

    def _whole(self, line: LineTold) -> str:
        parts = [self._desktop.words().full_day(line.on), line.title, self._how(line)]
        if line.kind == "payment" and line.dpd:
            parts.append(self.tr("{days} days past due on that day").format(days=line.dpd))
        return " · ".join(part for part in parts if part)

    def _how(self, line: LineTold) -> str:
        """How it came about; of money that changed no account its amount."""
        return line.detail or self._desktop.words().money(line.unallocated_minor, line.currency)

    def _on_opened(self, row: Shown) -> None:
        if row.line.kind == "payment":
            self.payment_opened.emit(row.line)

    # -- building --------------------------------------------------------------------------------

    def _columns(self) -> list[Column[Shown]]:
        words = self._desktop.words()
        after = self.tr("After it") if self._asked else self.tr("Owed after it")
        return [
            Column("on", self.tr("Day"), lambda row: row.line.on.isoformat(), ems=7),
            Column("account", self.tr("Account"), lambda row: row.line.tail, ems=5),
            Column("what", self.tr("What"), lambda row: row.line.title, ems=12),
            Column(
                "change",
                self.tr("Change"),
                lambda row: (
                    format_minor(row.change_minor, row.line.currency, sign=True) if row.change_minor else "—"
                ),
                lambda row: row.change_minor,
                right=True,
                tone=lambda row: "ok" if row.change_minor < 0 else "",
                ems=8,
            ),
            Column(
                "after",
                after,
                lambda row: words.money(row.after_minor, row.line.currency),
                lambda row: row.after_minor,
                right=True,
                ems=8,
            ),
            Column("how", self.tr("How"), lambda row: self._how(row.line), ems=16),
        ]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.warning)
        column.addLayout(self._halves, 1)
        figures, lines = QVBoxLayout(), QVBoxLayout()
        for half, share in ((figures, 2), (lines, 3)):
            half.setSpacing(8)
            self._halves.addLayout(half, share)
        for widget in (Sheet(self.figures), self.plan, self.limitation, self.about):
            figures.addWidget(widget)
        figures.addStretch(1)
        lines.addLayout(head)
        lines.addWidget(Sheet(self.lines), 1)
        lines.addWidget(self.detail)
        self._breathe()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self.lines.setMinimumHeight(theme.current().space(LEAST_LINES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The lines beside the figures where there is room for both, else below them."""
        accounts = max(self.figures.model().columnCount() - 2, 0)
        is_wide = self.width() >= theme.current().space(WIDE + WIDE_COLUMN * accounts)
        self._halves.setDirection(BESIDE if is_wide else BELOW)

    def _retranslate(self) -> None:
        self.all.setText(self.tr("Show every movement"))
        self.figures.setAccessibleName(self.tr("What was owed"))


def _identity(row: Shown) -> object:
    return row.line.on, row.line.kind, row.line.fact, row.line.account_id
