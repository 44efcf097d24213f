"""Holds of a case: what stops contact now, lifting it with a reason, and placing another."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.facts import Fact
from app.domain.terms import HoldKind
from app.services import holds
from app.services.cases import CasePanel
from app.services.holds import PlaceHold, ReleaseHold
from app.ui.desktop import Desktop
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.later import Later

if TYPE_CHECKING:
    from app.ui.desk.hold_term import HoldTerm


class HoldTab(QWidget):
    """A chip places a hold at once, with the term, reason and proof typed above it, if any; a marked hold is lifted
    with a reason (``reason_wanted``)."""

    reason_wanted = Signal(str, object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._panel: CasePanel | None = None
        self.term: Later[HoldTerm] = Later(self._made_term)
        self.kinds = ChoiceChips("", name="hold_kinds")
        self.kinds.chosen.connect(self._on_kind)
        self.lift = Button("", name="hold_lift")
        self.lift.clicked.connect(self._on_lift)
        self.model: TableModel[Fact] = TableModel(self._columns(), identity=lambda row: row.uid, parent=self)
        self.view: TableView[Fact] = TableView(self.model, "", name="hold_table")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.lift)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.term)
        column.addWidget(self.kinds)
        column.addLayout(foot)
        column.addWidget(self.view, 1)
        self._retranslate()

    def show_case(self, panel: CasePanel) -> None:
        """Show the holds of this case, the newest first."""
        self._panel = panel
        if self.term.made is not None:
            self.term.made.show_case(panel)
        self.model.show(list(reversed(panel.desk.state.history.holds)))
        self.lift.setEnabled(bool(panel.desk.state.holds))

    def _on_kind(self, kind: object) -> None:
        self.kinds.set_value(None)
        if self._panel is None or kind is None:
            return
        given = self.term.content.given(HoldKind(str(kind)))
        if given is None:
            return
        command = PlaceHold(self._desktop.context.new_id(), self._panel.case_id, given)
        self._desktop.tasks.write(
            holds.place, command, owner=self, on_ok=self._on_placed, on_error=self._on_refused
        )

    def _made_term(self) -> HoldTerm:
        from app.ui.desk.hold_term import HoldTerm

        term = HoldTerm(self._desktop)
        if self._panel is not None:
            term.show_case(self._panel)
        return term

    def _on_placed(self, _moved: object) -> None:
        self.term.content.clear()
        self._desktop.signals.done.emit(self.tr("contact is held"), True)

    def _on_lift(self) -> None:
        chosen = self.view.chosen_rows or list(self._panel.desk.state.holds if self._panel else ())
        if chosen:
            hold = chosen[0]
            self.reason_wanted.emit(self.tr("Why is the hold lifted?"), lambda why: self._lift(hold, why))

    def _lift(self, hold: Fact, why: str) -> None:
        if self._panel is not None:
            command = ReleaseHold(self._desktop.context.new_id(), self._panel.case_id, hold.uid, why)
            self._desktop.tasks.write(
                holds.release, command, owner=self, on_ok=self._on_lifted, on_error=self._on_refused
            )

    def _on_lifted(self, _moved: object) -> None:
        self._desktop.signals.done.emit(self.tr("hold lifted"), True)

    def _on_refused(self, error: AppError) -> None:
        self._desktop.tell(self._desktop.explain(error), "danger")

    # -- words -----------------------------------------------------------------------------------

    def _columns(self) -> list[Column[Fact]]:
        def moment(at: datetime | None) -> str:
            return self._desktop.words().moment(at) if at is not None else self.tr("until lifted")

        return [
            Column("kind", self.tr("Hold"), self._kind, ems=10),
            Column("from", self.tr("From"), lambda hold: moment(hold.body.starts_at), ems=8),
            Column("until", self.tr("Until"), lambda hold: moment(hold.body.until_at), ems=8),
            Column("why", self.tr("Why"), lambda hold: hold.body.why or "", ems=12),
            Column("proof", self.tr("Proof"), lambda hold: hold.body.evidence or "", ems=10),
            Column("state", self.tr("State"), self._state, tone=self._tone, ems=6),
        ]

    def _kind(self, hold: Fact) -> str:
        terms = self._desktop.context.rules.vocabulary.holds
        return terms[HoldKind(hold.body.hold_kind)].words.text(self._desktop.language)

    def _is_on(self, hold: Fact) -> bool:
        return self._panel is not None and any(
            hold.uid == other.uid for other in self._panel.desk.state.holds
        )

    def _state(self, hold: Fact) -> str:
        if self._is_on(hold):
            return self.tr("in force")
        history = self._panel.desk.state.history if self._panel else None
        return self.tr("lifted") if history is not None and hold.uid in history.released else self.tr("ended")

    def _tone(self, hold: Fact) -> str:
        return "warn" if self._is_on(hold) else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        terms = self._desktop.context.rules.vocabulary.holds
        self.kinds.setAccessibleName(self.tr("Place a hold"))
        self.kinds.set_choices(
            [
                Choice(str(kind), term.words.text(self._desktop.language))
                for kind, term in terms.items()
                if term.is_begun_by_hand
            ]
        )
        self.lift.setText(self.tr("Lift the marked hold"))
        self.model.set_columns(self._columns())
        self.view.setAccessibleName(self.tr("Holds"))
