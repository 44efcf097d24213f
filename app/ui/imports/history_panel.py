"""What came in before, and the undo of one import."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.services.imports import Purpose
from app.services.imports.known import PastImport, history
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.work import undo
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import Line
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import EmptyState


class HistoryPanel(QWidget):
    """One row an import. The chosen one can be undone; after ten minutes that wants a reason, asked in a line."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.model: TableModel[PastImport] = TableModel(
            self._columns(), identity=lambda row: row.act, parent=self
        )
        self.table: TableView[PastImport] = TableView(self.model, "", name="import_history")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.sheet = Sheet(self.table)
        self.empty = EmptyState("history", name="import_history_empty")
        self.why = Line()
        self.why.setObjectName("import_undo_why")
        self.undo = Button("", name="import_history_undo", icon="undo-2")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="import_undo_problem")
        self._line = QWidget()
        flow = FlowLayout(self._line, gap=8)
        for widget in (self.undo, self.why, self.problem):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.sheet, 1)
        column.addWidget(self._line)
        column.addWidget(self.empty, 1)
        self.table.row_chosen.connect(self._on_chosen)
        self.undo.clicked.connect(self._on_undo)
        self.why.returnPressed.connect(self._on_undo)
        self._watch = Watch(self, desktop.events, ("imports", "cases"), self.reload)
        self._on_chosen(None)
        self._retranslate()

    def reload(self) -> None:
        """Read the history anew."""
        self._desktop.tasks.read(history, owner=self, on_ok=self._on_history)

    def _on_history(self, rows: list[PastImport]) -> None:
        self.model.show(rows)
        self.sheet.setVisible(bool(rows))
        self._line.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._on_chosen(self._chosen())

    def _chosen(self) -> PastImport | None:
        return next(iter(self.table.chosen_rows), None)

    def _on_chosen(self, row: PastImport | None) -> None:
        can_undo = row is not None and not row.is_undone
        self.undo.setEnabled(can_undo)
        self.why.setVisible(can_undo and row is not None and row.needs_reason)
        self._complain("")

    def _on_undo(self) -> None:
        row = self._chosen()
        if row is None:
            return
        self._desktop.tasks.write(
            undo,
            row.act,
            self.why.text().strip() or None,
            owner=self,
            on_ok=self._on_undone,
            on_error=self._on_refused,
            title=self.tr("Undoing the import"),
        )

    def _on_undone(self, _act: bytes) -> None:
        self.why.clear()
        self._desktop.tell(self.tr("The import was undone."))

    def _on_refused(self, error: AppError) -> None:
        self._complain(self._desktop.explain(error))

    def _complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.why.setAccessibleDescription(sentence)
        theme.set_property(self.why, "wrong", bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Earlier imports"))
        self.undo.setText(self.tr("Undo this import"))
        self.why.setAccessibleName(self.tr("Why it is undone"))
        self.why.setPlaceholderText(self.tr("Why it is undone"))
        self.empty.say(self.tr("Nothing was imported yet."))
        self.model.set_columns(self._columns())

    def _columns(self) -> list[Column[PastImport]]:
        purposes = {
            Purpose.PLACEMENT: self.tr("placement"),
            Purpose.REFRESH: self.tr("balances"),
            Purpose.PAYMENTS: self.tr("payments"),
            Purpose.BANK_STATEMENT: self.tr("bank statement"),
        }
        return [
            Column(
                "at",
                self.tr("When"),
                lambda row: self._desktop.words().moment(row.at),
                lambda row: row.at,
                ems=9,
            ),
            Column("file", self.tr("File"), lambda row: row.file, ems=13),
            Column("purpose", self.tr("Brings"), lambda row: purposes[row.purpose], ems=7),
            Column("creditor", self.tr("Creditor"), lambda row: row.creditor or "—", ems=9),
            _number("new", self.tr("New")),
            _number("changed", self.tr("Changed")),
            _number("same", self.tr("Same")),
            _number("refused", self.tr("Refused"), "danger"),
            Column(
                "total",
                self.tr("Sum"),
                lambda row: self._desktop.words().money(row.total_minor, row.currency),
                lambda row: row.total_minor,
                right=True,
                ems=9,
            ),
            Column("user", self.tr("By"), lambda row: row.user, ems=6),
            Column(
                "state",
                self.tr("State"),
                lambda row: self.tr("undone") if row.is_undone else "",
                tone=lambda row: "warn" if row.is_undone else "",
                ems=6,
            ),
        ]


def _number(key: str, title: str, tone: str = "") -> Column[PastImport]:
    """How many rows: of a past import the field ``key``."""
    return Column(
        key,
        title,
        lambda row: f"{getattr(row, key):,}",
        lambda row: getattr(row, key),
        right=True,
        tone=lambda row: tone if getattr(row, key) else "",
        ems=5,
    )
