"""The rows that do not come in: row, column, why."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from app.services.bank_statements import StatementResult
from app.services.imports import ImportResult, reason
from app.ui.desktop import Desktop
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView

SHOWN = 200


class RefusalRow(NamedTuple):
    """One thing wrong with one row."""

    row: int
    column: str
    text: str


class Refusals(Sheet):
    """The first refusals of a result; hidden when there are none. Saved as a file, they are all there."""

    def __init__(self, desktop: Desktop, *, name: str = "import", parent: QWidget | None = None) -> None:
        self._desktop = desktop
        self._result: ImportResult | StatementResult | None = None
        self.model: TableModel[RefusalRow] = TableModel(columns(), identity=lambda row: row[:2])
        self.table: TableView[RefusalRow] = TableView(self.model, "", name=f"{name}_refusals")
        super().__init__(self.table, parent=parent)
        self.model.setParent(self)
        self._retranslate()

    def show_result(self, result: ImportResult | StatementResult | None) -> None:
        """Show what was refused in this result."""
        self._result = result
        rows = [
            RefusalRow(refused.row, problem.column or "—", reason(problem, self._desktop.language))
            for refused in (result.refusals[:SHOWN] if result else ())
            for problem in refused.problems
        ]
        self.model.show(rows)
        self.setVisible(bool(rows))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Refused rows"))
        self.model.set_columns(columns())
        self.show_result(self._result)


def columns() -> list[Column[RefusalRow]]:
    """The columns in the language of the window."""
    row = QCoreApplication.translate("Refusals", "Row")
    column = QCoreApplication.translate("Refusals", "Column")
    why = QCoreApplication.translate("Refusals", "Why it is refused")
    return [
        Column("row", row, lambda found: str(found.row), lambda found: found.row, right=True, ems=5),
        Column("column", column, lambda found: found.column, ems=10),
        Column("text", why, lambda found: found.text, ems=40),
    ]
