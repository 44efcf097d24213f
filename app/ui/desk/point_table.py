"""Every contact point of a case: whose, in what state, from which lawful source, what the gate says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.moments import Id
from app.services.cases import CasePanel
from app.services.points import PointCard
from app.ui.desk.reveal_bar import RevealBar
from app.ui.desktop import Desktop
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.flow import in_line
from app.ui.widgets.later import Later

if TYPE_CHECKING:
    from app.ui.desk.elsewhere_form import ElsewhereForm


class PointTable(QWidget):
    """One row a contact point; below, contacts on the marked one that others told of."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._case: Id | None = None
        self.model: TableModel[PointCard] = TableModel(self._columns(), parent=self)
        self.view: TableView[PointCard] = TableView(self.model, "", name="point_table")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        self.reveal, self.identity = RevealBar(desktop, "point"), RevealBar(desktop, "id_number")
        column.addWidget(in_line(self.reveal, self.identity))
        column.addWidget(self.view, 1)
        self.view.row_chosen.connect(self._on_marked)
        self._panel: CasePanel | None = None
        self.elsewhere: Later[ElsewhereForm] = Later(self._made_form)
        column.addWidget(self.elsewhere)
        self.view.row_chosen.connect(self._on_chosen)
        self._retranslate()

    def show_case(self, panel: CasePanel) -> None:
        """Show the points of this case."""
        self._case = panel.case_id
        self.model.show(panel.points)
        self.reveal.choose(panel.case_id, panel.points[0].id if panel.points else None)
        self.identity.choose(panel.case_id, panel.desk.case.person_id if panel.id_masked else None)
        self._panel = panel
        if self.elsewhere.made is not None:
            self.elsewhere.made.show_case(panel)

    def _made_form(self) -> ElsewhereForm:
        from app.ui.desk.elsewhere_form import ElsewhereForm

        form = ElsewhereForm(self._desktop)
        if self._panel is not None:
            form.show_case(self._panel)
        return form

    def _on_chosen(self, point: PointCard | None) -> None:
        if self.elsewhere.made is not None:
            self.elsewhere.made.choose(point)

    def _on_marked(self, point: PointCard | None) -> None:
        self.reveal.choose(self._case, point.id if point is not None else None)

    def _columns(self) -> list[Column[PointCard]]:
        return [
            Column("number", self.tr("Number or address"), lambda p: p.masked, ems=13),
            Column("owner", self.tr("Whose"), lambda p: f"{p.owner} · {p.role_text}", ems=11),
            Column("state", self.tr("State"), self._state, tone=_tone, ems=6),
            Column("hint", self.tr("Log"), lambda p: p.hint, ems=12),
            Column("source", self.tr("Source"), lambda p: p.source_text, ems=9),
            Column("gate", self.tr("Now"), self._gate, tone=_gate_tone, ems=14),
        ]

    def _state(self, point: PointCard) -> str:
        return {
            "good": self.tr("good"),
            "untried": self.tr("untried"),
            "doubtful": self.tr("doubtful"),
            "invalid": self.tr("no good"),
            "never": self.tr("never again"),
        }[point.state]

    def _gate(self, point: PointCard) -> str:
        if point.decision.allowed:
            return self.tr("allowed")
        block = point.decision.block
        return block.rule.words.text(self._desktop.language) if block is not None else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.model.set_columns(self._columns())
        self.view.setAccessibleName(self.tr("Contacts"))


def _tone(point: PointCard) -> str:
    return {"good": "ok", "doubtful": "warn", "invalid": "danger", "never": "danger"}.get(point.state, "")


def _gate_tone(point: PointCard) -> str:
    return "ok" if point.decision.allowed else "danger"
