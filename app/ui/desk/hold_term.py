"""What goes with a hold: since when, until when, why, and what proves it. All of it may be left empty."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.domain.date_entry import parse_callback, parse_when
from app.domain.dates import local_date, utc_of
from app.domain.errors import RuleViolation
from app.domain.terms import HoldKind
from app.services.cases import CasePanel
from app.services.given import HoldGiven
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.widgets.fields import DateEdit, Line, Reading
from app.ui.widgets.flow import FlowLayout


class HoldTerm(QWidget):
    """Days are the debtor's; a hold begins with the day that is typed."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._panel: CasePanel | None = None
        self.since: DateEdit[date] = DateEdit("", self._read_since, desktop.explain, name="hold_since")
        self.until: DateEdit[datetime] = DateEdit("", self._read_until, desktop.explain, name="hold_until")
        self.why, self.proof = Line(), Line()
        self.why.setObjectName("hold_why")
        self.proof.setObjectName("hold_proof")
        self._flow = FlowLayout(self, gap=8, columns=4)
        for widget in (self.since, self.until, self.why, self.proof):
            self._flow.addWidget(widget)
        self._breathe()
        self._retranslate()

    def show_case(self, panel: CasePanel) -> None:
        """Another case empties the fields."""
        if self._panel is None or self._panel.case_id != panel.case_id:
            self.clear()
        self._panel = panel

    def given(self, kind: HoldKind) -> HoldGiven | None:
        """The hold as typed; ``None`` where a field cannot be read, which then says so."""
        for field in (self.since, self.until):
            if field.text().strip() and field.value is None:
                field.accept()
                field.line.setFocus()
                return None
        return HoldGiven(
            kind,
            self.until.value,
            self.why.text().strip() or None,
            self.proof.text().strip() or None,
            starts_at=None if self.since.value is None else utc_of(self.since.value, time(), self._zone),
        )

    def clear(self) -> None:
        """Empty the fields."""
        for field in (self.since, self.until):
            field.set_text("")
        self.why.clear()
        self.proof.clear()

    @property
    def _zone(self) -> tzinfo:
        return self._panel.desk.case.zone if self._panel is not None else self._desktop.context.zone

    def _read_since(self, text: str) -> Reading[date]:
        today = local_date(self._desktop.context.now(), self._zone)
        try:
            day = parse_when(text, today, backward=True, field="starts_at").day
        except RuleViolation as refusal:
            if refusal.code != "date_future":
                raise
            day = parse_when(text, today, field="starts_at").day  # ordered today, to begin then
        return Reading(day, self._desktop.words().full_day(day))

    def _read_until(self, text: str) -> Reading[datetime]:
        at = parse_callback(text, self._desktop.context.now(), self._zone, field="until_at").at
        return Reading(at, self._desktop.words().moment(at))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_flow"):
            self._breathe()

    def _breathe(self) -> None:
        self._flow.set_cell(theme.current().space(11))

    def _retranslate(self) -> None:
        self.since.set_label(self.tr("Since when"))
        self.since.line.setPlaceholderText(self.tr("since: 11-20"))
        self.until.set_label(self.tr("Until when"))
        self.until.line.setPlaceholderText(self.tr("until: 12-25, w5"))
        for line, label in (
            (self.why, self.tr("Why")),
            (self.proof, self.tr("Proof: order, letter, file number")),
        ):
            line.setAccessibleName(label)
            line.setPlaceholderText(label)
