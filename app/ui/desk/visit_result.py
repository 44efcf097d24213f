"""What came of a visit: result, minutes, what was seen to, evidence; or that it is called off."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

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
        self._evidence: tuple[Path, ...] = ()
        self.results = ChoiceChips("", name="visit_results")
        self.minutes = TextField("visit_minutes")
        self.minutes.line.setMaxLength(LONGEST_NOTE)
        self.reason = Combo(name="visit_reason")
        self.checks = {check.name: QCheckBox() for check in visits.checklist()}
        self.attach = Button("", name="visit_attach", icon="paperclip")
        self.files = PlainLabel("", "muted", name="visit_files")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="visit_problem")
        self.save = Button("", name="visit_save", kind="primary", icon="check")
        self.call_off = Button("", name="visit_cancel")
        self._grid, self._boxes = LabelledGrid(), QWidget()
        self._lay_out()
        self.results.chosen.connect(lambda _: self._grid.show_row("reason", self._needs_reason()))
        self.attach.clicked.connect(self.ask_for_files)
        self.save.clicked.connect(self.save_it)
        self.minutes.line.returnPressed.connect(self.save_it)
        self.call_off.clicked.connect(lambda: self.cancelled.emit(self._visit))
        self._retranslate()
        self.show_visit(None)

    def show_visit(self, visit: VisitView | None) -> None:
        """Ask what came of this visit; ``None`` asks nothing. Another visit empties the form."""
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
                is_identity_checked=checks[IDENTITY],
                reason=ReasonGiven(code) if code and self._needs_reason() else None,
            )
        )

    def complain(self, field: str, sentence: str) -> bool:
        """Say what was refused, where the field is one of these; whether it is."""
        self.minutes.show_error(sentence if field == "minutes" else "")
        own = field in ("", "result", "reason", "identity", "checklist", "evidence")
        self.problem.setText(sentence if own and self.isVisible() else "")
        self.problem.setVisible(bool(self.problem.text()))
        return field == "minutes" or bool(self.problem.text())

    # -- building --------------------------------------------------------------------------------

    def _needs_reason(self) -> bool:
        return self.results.value == "VS1"

    def _clear(self) -> None:
        self.results.set_value(None)
        self.minutes.set_text("")
        self.reason.setCurrentIndex(0)
        self.attach_files(())
        self.complain("", "")
        self._grid.show_row("reason", False)
        for box in self.checks.values():
            box.setChecked(False)

    def _lay_out(self) -> None:
        flow = FlowLayout(self._boxes, gap=12)
        for name, box in self.checks.items():
            box.setObjectName(f"visit_check_{name}")
            flow.addWidget(box)
        self._grid.add("result", self.results)
        self._grid.add("minutes", self.minutes)
        self._grid.add("reason", self.reason)
        self._grid.add("checks", self._boxes)
        self._grid.add("evidence", in_line(self.attach, self.files))
        self.body.setSpacing(8)
        for widget in (self._grid, self.problem, in_line(self.save, self.call_off)):
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
                "minutes": self.tr("Minutes"),
                "reason": self.tr("Overdue reason"),
                "checks": self.tr("Seen to"),
                "evidence": self.tr("Evidence"),
            }
        )
        self.attach.setText(self.tr("Attach files…"))
        self.save.setText(self.tr("Keep the result"))
        self.call_off.setText(self.tr("Call off…"))
        self._name_itself()
