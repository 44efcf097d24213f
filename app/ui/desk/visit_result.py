"""What came of a visit: result, minutes, what was seen to, evidence; or that it is called off."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from app.domain.date_entry import parse_when
from app.domain.dates import local_date
from app.domain.moments import Id
from app.domain.plain_text import LONGEST_NOTE
from app.domain.visits import VisitView
from app.services import visits
from app.services.given import ReasonGiven
from app.services.visits import FinishVisit
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import DateEdit, Reading
from app.ui.widgets.flow import FlowLayout, in_line
from app.ui.widgets.labels import PlainLabel

RESULTS = ("VS1", "VS2", "VS3", "VS4")
IDENTITY = "identity"


class VisitResult(Card):
    """``finished`` carries a ``FinishVisit``, ``cancelled`` the visit that is called off."""

    finished = Signal(object)
    cancelled = Signal(object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="visit_result", parent=parent)
        self._desktop = desktop
        self._visit: VisitView | None = None
        self._zone = desktop.context.zone
        self._evidence: tuple[Path, ...] = ()
        self.results = ChoiceChips("", name="visit_results")
        self.made: DateEdit[date] = DateEdit("", self._read_made, desktop.explain, name="visit_made")
        self.day_why = TextField("visit_day_why")
        self.minutes = TextField("visit_minutes")
        self.minutes.line.setMaxLength(LONGEST_NOTE)
        self.reason = Combo(name="visit_reason", least=12)
        self.seen_to = PlainLabel(role="muted", name="visit_seen_to")
        self.checks = {check.name: QCheckBox() for check in visits.checklist()}
        self.attach = Button("", name="visit_attach", icon="paperclip")
        self.files = PlainLabel("", "muted", name="visit_files")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="visit_problem")
        self.save = Button("", name="visit_save", kind="primary", icon="check")
        self.call_off = Button("", name="visit_cancel")
        self._grid, self._boxes = LabelledGrid(), QWidget()
        self._lay_out()
        self.results.chosen.connect(lambda _: self._grid.show_row("reason", self._needs_reason()))
        self.made.changed.connect(self._on_made)
        self.attach.clicked.connect(self.ask_for_files)
        self.save.clicked.connect(self.save_it)
        self.made.accepted.connect(self.minutes.line.setFocus)
        self.day_why.line.returnPressed.connect(self.save_it)
        self.minutes.line.returnPressed.connect(self.save_it)
        self.call_off.clicked.connect(lambda: self.cancelled.emit(self._visit))
        self._retranslate()
        self.show_visit(None, self._zone)

    def show_visit(self, visit: VisitView | None, zone: tzinfo) -> None:
        """Ask what came of this visit, in the debtor's zone; ``None`` asks nothing. Another visit empties the form."""
        self._zone = zone
        if visit is not None and (self._visit is None or self._visit.uid != visit.uid):
            self._clear()
        self._visit = visit
        self.setVisible(visit is not None)
        self._name_itself()

    def attach_files(self, paths: tuple[Path, ...]) -> None:
        """These files are kept with the visit."""
        self._evidence = paths
        self.files.setText(", ".join(path.name for path in paths))

    def ask_for_files(self) -> None:
        """Choose the evidence in the dialog of the system."""
        found, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Evidence of the visit"), "", self.tr("Scans (*.pdf *.png *.jpg *.jpeg)")
        )
        if found:
            self.attach_files(tuple(Path(one) for one in found))

    def save_it(self) -> None:
        """Keep what came of the visit."""
        result = self.results.value
        if self._visit is None:
            return
        if result is None:
            self.complain("result", self.tr("Choose what came of the visit."))
            return
        if self.made.text().strip() and self.made.value is None:
            self.made.line.setFocus()
            return
        self.complain("", "")
        checks = {name: box.isChecked() for name, box in self.checks.items()}
        code: str | None = self.reason.currentData()
        self.finished.emit(
            FinishVisit(
                self._desktop.context.new_id(),
                self._visit.case_id,
                self._visit.uid,
                str(result),
                self.minutes.text() or None,
                checks,
                self._evidence,
                started_at=self._made_at(),
                is_identity_checked=checks[IDENTITY],
                reason=ReasonGiven(code) if code and self._needs_reason() else None,
                day_why=self.day_why.text() or None,
            )
        )

    def complain(self, field: str, sentence: str) -> bool:
        """Say what was refused, where the field is one of these; whether it is."""
        self.minutes.show_error(sentence if field == "minutes" else "")
        if field == "day_why":
            self._grid.show_row("day_why", True)
            self.day_why.line.setFocus()
        self.day_why.show_error(sentence if field == "day_why" else "")
        own = field in ("", "result", "reason", "identity", "checklist", "evidence")
        self.problem.setText(sentence if own and self.isVisible() else "")
        self.problem.setVisible(bool(self.problem.text()))
        return field in ("minutes", "day_why") or bool(self.problem.text())

    # -- building --------------------------------------------------------------------------------

    def _needs_reason(self) -> bool:
        return self.results.value == "VS1"

    def _made_at(self) -> datetime | None:
        """When it was made, where a day is typed: at the hour that was planned, for want of a better one."""
        if self.made.value is None or self._visit is None:
            return None
        planned = self._visit.planned_at.astimezone(self._zone)
        made = datetime.combine(self.made.value, planned.time(), self._zone).astimezone(UTC)
        return min(made, self._desktop.context.now())

    def _on_made(self) -> None:
        """The reason is asked for as soon as the day is another one."""
        day, visit = self.made.value, self._visit
        is_other = day is not None and visit is not None and day != local_date(visit.planned_at, self._zone)
        self._grid.show_row("day_why", is_other)

    def _read_made(self, text: str) -> Reading[date]:
        today = local_date(self._desktop.context.now(), self._zone)
        day = parse_when(text, today, backward=True, field="started_at").day
        return Reading(day, self._desktop.words().full_day(day))

    def _clear(self) -> None:
        self.results.set_value(None)
        self.made.set_text("")
        self.day_why.set_text("")
        self.minutes.set_text("")
        self.reason.setCurrentIndex(0)
        self.attach_files(())
        self.complain("", "")
        self._grid.show_row("reason", False)
        self._grid.show_row("day_why", False)
        for box in self.checks.values():
            box.setChecked(False)

    def _lay_out(self) -> None:
        flow = FlowLayout(self._boxes, gap=12)
        for name, box in self.checks.items():
            box.setObjectName(f"visit_check_{name}")
            flow.addWidget(box)
        self._grid.add("result", self.results)
        self._grid.add("made", self.made)
        self._grid.add("day_why", self.day_why)
        self._grid.add("minutes", self.minutes)
        self._grid.add("reason", self.reason)
        self._grid.add("evidence", in_line(self.attach, self.files))
        self.body.setSpacing(8)
        # Over the boxes, not beside them: at twice the size of text they need the whole width.
        for widget in (
            self._grid,
            self.seen_to,
            self._boxes,
            self.problem,
            in_line(self.save, self.call_off),
        ):
            self.body.addWidget(widget)
        self.problem.setVisible(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _name_itself(self) -> None:
        visit = self._visit
        when = self._desktop.words().moment(visit.planned_at) if visit is not None else ""
        self.set_caption(self.tr("What came of the visit, {when}").format(when=when))
        self.made.line.setPlaceholderText(self.tr("as planned: {when}").format(when=when))

    def _retranslate(self) -> None:
        language, rules = self._desktop.language, self._desktop.context.rules
        self.results.set_choices(
            [
                Choice(code, rules.codes.get(code).words.text(language), str(at))
                for at, code in enumerate(RESULTS, start=1)
            ]
        )
        reasons: list[tuple[str, Id | str | None]] = [(self.tr("as on file"), None)]
        reasons += [(known.words.text(language), code) for code, known in rules.reasons.by_code.items()]
        self.reason.offer(reasons)
        for check in visits.checklist():
            self.checks[check.name].setText(check.words.text(language).replace("&", "&&"))
        self._grid.say(
            {
                "result": self.tr("Result"),
                "made": self.tr("Made on"),
                "day_why": self.tr("Why moved"),
                "minutes": self.tr("Minutes"),
                "reason": self.tr("Overdue reason"),
                "evidence": self.tr("Evidence"),
            }
        )
        self.seen_to.setText(self.tr("Seen to"))
        self.attach.setText(self.tr("Attach files…"))
        self.save.setText(self.tr("Keep the result"))
        self.call_off.setText(self.tr("Call off…"))
        self._name_itself()
