"""Visits: an appointment is made in one line; what came of one that is marked is told below the list."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.date_entry import parse_callback
from app.domain.errors import AppError, RuleViolation
from app.domain.moments import Id
from app.domain.terms import VisitStatus
from app.domain.visits import NOTICE, VisitView
from app.services import visits
from app.services.cases import CasePanel
from app.services.given import OverrideGiven
from app.services.visits import CancelVisit, FinishVisit, Kept, Planned, PlanVisit
from app.ui import theme
from app.ui.desk.visit_result import VisitResult
from app.ui.desktop import Desktop
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import DateEdit, Line, Reading
from app.ui.widgets.flow import FlowLayout, in_line
from app.ui.widgets.strips import Strip

TABLE_EMS = 10
_BETWEEN = re.compile(r"[,，、;；]")
_TONES = {VisitStatus.PLANNED: "accent", VisitStatus.DONE: "ok", VisitStatus.CANCELLED: "warn"}


class VisitPanel(QWidget):
    """Enter plans; the gate's word on the hour stands below the line. A planned visit that is marked is told of."""

    reason_wanted = Signal(str, object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._panel: CasePanel | None = None
        self.when: DateEdit[datetime] = DateEdit("", self._read_when, desktop.explain, name="visit_when")
        self.place = Combo(name="visit_place", least=20)
        self.collectors, self.note = Line(), Line()
        self.collectors.setObjectName("visit_collectors")
        self.note.setObjectName("visit_note")
        self.plan = Button("", name="visit_plan", kind="primary", keys="Enter")
        self.gate = Strip(name="visit_gate")
        self.override = Button("", name="visit_override")
        self.notice = Button("", name="visit_notice", icon="mail")
        self.model: TableModel[VisitView] = TableModel(
            self._columns(), identity=lambda row: row.uid, parent=self
        )
        self.view: TableView[VisitView] = TableView(self.model, "", name="visit_table")
        self.result = VisitResult(desktop)
        self._lay_out()
        self._connect()
        self._retranslate()

    def show_case(self, panel: CasePanel) -> None:
        """Show the visits of this case, the latest first; another case empties the form."""
        is_same = self._panel is not None and self._panel.case_id == panel.case_id
        self._panel = panel
        self.place.offer([(point.masked, point.id) for point in panel.points if point.kind == visits.ADDRESS])
        found = list(reversed(visits.of_case(panel.desk)))
        if not is_same:
            self._clear()
        self.model.show(found)
        marked = next((visit for visit in found if visit.is_planned), None)
        self.result.show_visit(marked, panel.desk.case.zone)
        self.notice.setVisible(marked is not None and not visits.is_announced(panel.desk))
        self._say_places()

    def start(self) -> None:
        """Put the focus where typing begins."""
        self.when.line.setFocus()

    # -- planning --------------------------------------------------------------------------------

    def _on_plan(self) -> None:
        self.plan_it()

    def plan_it(self, override: OverrideGiven | None = None) -> None:
        """Ask the gate about the hour, and make the appointment where it allows one."""
        if self._panel is None or not self.when.accept():
            self.when.line.setFocus()
            return
        assert self.when.value is not None
        names = tuple(part.strip() for part in _BETWEEN.split(self.collectors.text()) if part.strip())
        point: Id | None = self.place.currentData()
        command = PlanVisit(
            self._desktop.context.new_id(),
            self._panel.case_id,
            self.when.value,
            names,
            point,
            self.note.text().strip() or None,
            override=override,
        )
        self._write(visits.plan, command, self._on_planned)

    def _on_planned(self, made: Planned) -> None:
        self.setEnabled(True)
        decision, words = made.decision, self._desktop.words()
        if made.visit is None:
            block = decision.block
            text = block.rule.words.text(words.language) if block is not None else ""
            until = (
                self.tr("again from {moment}").format(moment=words.moment(decision.until))
                if decision.until
                else ""
            )
            self.gate.say(self.tr("Not planned: {rule}").format(rule=text), until, "danger", "ban")
            self.override.setVisible(decision.overridable)
            return
        self._clear()
        notice = self.tr("no letter announced it yet") if made.needs_notice else ""
        self.gate.say(self.tr("The visit is planned."), notice, "warn" if notice else "ok")
        self._desktop.signals.done.emit(self.tr("visit planned"), True)

    def _on_notice(self) -> None:
        if self._panel is not None:
            self._desktop.signals.letter_wanted.emit(self._panel.case_id, NOTICE)

    def _on_override(self) -> None:
        self.reason_wanted.emit(
            self.tr("Why is the rule overridden?"), lambda why: self.plan_it(OverrideGiven(why))
        )

    # -- afterwards ------------------------------------------------------------------------------

    def _on_finished(self, command: FinishVisit) -> None:
        self._write(visits.finish, command, self._on_kept)

    def _on_cancel(self, visit: VisitView) -> None:
        self.reason_wanted.emit(
            self.tr("Why is the visit called off?"), lambda why: self._cancel(visit.case_id, visit.uid, why)
        )

    def _cancel(self, case_id: Id, visit: Id, why: str) -> None:
        command = CancelVisit(self._desktop.context.new_id(), case_id, visit, why)
        self._write(visits.cancel, command, self._on_kept)

    def _on_kept(self, _kept: Kept) -> None:
        self.setEnabled(True)
        self.gate.say("")
        self._desktop.signals.done.emit(self.tr("visit kept"), True)

    def _write(self, service: Callable[..., object], command: object, then: Callable[..., object]) -> None:
        self.setEnabled(False)
        self._desktop.tasks.write(service, command, owner=self, on_ok=then, on_error=self._on_refused)  # type: ignore[arg-type]

    def _on_refused(self, error: AppError) -> None:
        self.setEnabled(True)
        field = error.field if isinstance(error, RuleViolation) else ""
        sentence = self._desktop.explain(error)
        if field == "planned_at":
            self.when.show_error(sentence)
            self.when.line.setFocus()
        elif not self.result.complain(field, sentence):
            self.gate.say(sentence, tone="danger")
            if field == "collectors":
                self.collectors.setFocus()

    # -- reading ---------------------------------------------------------------------------------

    def _read_when(self, text: str) -> Reading[datetime]:
        context = self._desktop.context
        zone = self._panel.desk.case.zone if self._panel is not None else context.zone
        at = parse_callback(text, context.now(), zone, field="planned_at").at
        return Reading(at, self._desktop.words().moment(at))

    def _clear(self) -> None:
        self.when.set_text("")
        self.note.clear()
        self.collectors.setText(f"{self._desktop.context.user.name}, ")
        self.gate.say("")
        self.override.setVisible(False)

    def _on_chosen(self, visit: VisitView | None) -> None:
        if self._panel is not None:
            planned = visit if visit is not None and visit.is_planned else None
            self.result.show_visit(planned, self._panel.desk.case.zone)

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        form = QWidget()
        flow = FlowLayout(form, gap=8)
        for widget in (self.when, self.place, self.collectors, self.note, self.plan):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(form)
        column.addWidget(self.gate)
        column.addWidget(in_line(self.override, self.notice))
        column.addWidget(self.view)
        column.addWidget(self.result)
        column.addStretch()
        self.gate.say("")
        self.override.setVisible(False)
        self.notice.setVisible(False)
        self._breathe()

    def _connect(self) -> None:
        self.when.accepted.connect(self.collectors.setFocus)
        for line in (self.collectors, self.note):
            line.returnPressed.connect(self._on_plan)
        self.plan.clicked.connect(self._on_plan)
        self.notice.clicked.connect(self._on_notice)
        self.override.clicked.connect(self._on_override)
        self.view.row_chosen.connect(self._on_chosen)
        self.result.finished.connect(self._on_finished)
        self.result.cancelled.connect(self._on_cancel)

    def _columns(self) -> list[Column[VisitView]]:
        words = self._desktop.words()
        return [
            Column(
                "when",
                self.tr("When"),
                lambda row: words.moment(row.planned_at),
                lambda row: row.planned_at,
                ems=9,
            ),
            Column("state", self.tr("State"), self._state, tone=lambda row: _TONES[row.status], ems=6),
            Column("who", self.tr("Who goes"), lambda row: ", ".join(row.collectors), ems=10),
            Column("said", self.tr("Minutes, note"), lambda row: row.minutes, ems=18),
        ]

    def _state(self, row: VisitView) -> str:
        return {
            VisitStatus.PLANNED: self.tr("planned"),
            VisitStatus.DONE: self.tr("made"),
            VisitStatus.CANCELLED: self.tr("called off"),
        }[row.status]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self.view.setFixedHeight(theme.current().space(TABLE_EMS))

    def _say_places(self) -> None:
        has_place = self.place.count() > 0
        self.plan.setEnabled(has_place)
        if not has_place:
            self.gate.say(self.tr("No address to visit: add one to the contacts."), tone="warn")

    def _retranslate(self) -> None:
        self.when.set_label(self.tr("When is the visit"))
        self.when.line.setPlaceholderText(self.tr("w5 1430, 12-25 1000"))
        self.place.setAccessibleName(self.tr("Where"))
        for line, label in (
            (self.collectors, self.tr("Who goes, at least two")),
            (self.note, self.tr("What to bear in mind")),
        ):
            line.setAccessibleName(label)
            line.setPlaceholderText(label)
        self.plan.setText(self.tr("Plan the visit"))
        self.override.setText(self.tr("Override with a reason…"))
        self.notice.setText(self.tr("Write the notice of the visit…"))
        self.model.set_columns(self._columns())
        self.view.setAccessibleName(self.tr("Visits"))
