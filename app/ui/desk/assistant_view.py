"""How the call assistant is laid out, and what of it is in sight: beside the case in one column, below it in short."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from app.domain.gate import Decision
from app.domain.scripts import Audience
from app.domain.terms import Channel, Purpose
from app.services.points import PointCard
from app.services.script_book import spoken
from app.ui.desk.call_form import CallForm
from app.ui.desk.debt_row import DebtRow
from app.ui.desk.gate_strip import GateStrip
from app.ui.desk.note_field import NoteField
from app.ui.desk.outcome_pad import OutcomePad
from app.ui.desk.promise_step import CallBackStep, PromiseStep
from app.ui.desk.reason_card import ReasonCard
from app.ui.desk.reason_step import ReasonStep
from app.ui.desk.script_card import ScriptCard, ScriptScroll
from app.ui.desk.skip_step import SkipStep
from app.ui.desk.step_panel import StepPanel
from app.ui.desk.steps import PreferenceStep, ResultStep, StepForm, TextStep
from app.ui.desktop import Desktop

SCRIPT_FIRST = 1_000
"""The share of spare height the script takes before the air below the note gets any."""


class AssistantView(QWidget):
    """The parts of the assistant and their places; what they do is the assistant's. ``work_shown`` comes when the ten
    keys or a form in their place came to sight."""

    work_shown = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("assistant")
        self._desktop = desktop
        self.form: CallForm | None = None
        self.gate = GateStrip(desktop)
        self.debts = DebtRow()
        self.script = ScriptCard()
        self.script_scroll = ScriptScroll(self.script)
        self.pad = OutcomePad(desktop)
        self.steps = StepPanel()
        self.result = ResultStep(desktop)
        self.reason = ReasonStep(desktop)
        self.promise = PromiseStep(desktop)
        self.callback = CallBackStep(desktop)
        self.preference = PreferenceStep(desktop)
        self.skip = SkipStep(desktop)
        self.text = TextStep(desktop, "step_text")
        for step in (self.result, self.promise, self.callback, self.preference, self.skip, self.text):
            self.steps.add(step)
        self.reason_card = ReasonCard(self.reason)
        self._asking: StepForm | None = None
        self._is_wide = True
        self.note = NoteField(desktop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._air: QSpacerItem | None = None

    @property
    def point(self) -> PointCard | None:
        """The contact point of the call."""
        if self.form is None:
            return None
        return next((point for point in self.form.panel.points if point.id == self.form.point_id), None)

    def decision(self) -> Decision | None:
        """What the gate says of the point, on the debt that the call is about."""
        point, form = self.point, self.form
        if point is None or form is None:
            return None
        if form.account_id is None:
            return point.decision
        desk = replace(form.panel.desk, now=self._desktop.context.now())
        return desk.permit(point.id, Channel.CALL, point.purpose, account=form.account_id)

    @property
    def is_stranger(self) -> bool:
        """Whether who is called may hear nothing of the debt."""
        point, form = self.point, self.form
        is_other_phone = point is not None and point.purpose is Purpose.RELAY_REQUEST
        return is_other_phone or (form is not None and form.is_third_person)

    def arrange(self, *, wide: bool) -> None:
        """Beside the case everything stands in one column; below it only the gate, the keys and the note do."""
        self._is_wide = wide
        parts = [self.gate, self.debts, self.script_scroll, self.reason_card, self.pad, self.steps, self.note]
        for part in parts:
            self._column.removeWidget(part)
        if self._air is not None:
            self._column.removeItem(self._air)
            self._air = None
        self.pad.set_columns(2 if wide else 5)
        self.script_scroll.stand_in_column(wide)
        for part in parts if wide else [part for part in parts if part is not self.script_scroll]:
            self._column.addWidget(part, SCRIPT_FIRST if part is self.script_scroll else 0)
        if wide:
            self.script_scroll.show()
            self._air = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
            self._column.addItem(self._air)
            self._column.setStretch(self._column.count() - 1, 1)
        self._show_work()

    def set_margins(self, sides: int, below: int) -> None:
        """The air around the assistant where it stands under the case."""
        self._column.setContentsMargins(sides, 0, sides, below)

    def _show_work(self) -> None:
        """Show the ten keys, or the form that is open in their place."""
        asks_reason = self._asking is self.reason
        self.pad.setVisible(self._asking is None or (asks_reason and self._is_wide))
        self.pad.setEnabled(self._asking is None)
        self.steps.setVisible(self._asking is not None and not asks_reason)
        self.reason_card.setVisible((self._is_wide and not self.is_stranger) or asks_reason)
        self.work_shown.emit()

    @property
    def open_form(self) -> QWidget | None:
        """The frame of the small form that is open."""
        if self._asking is None:
            return None
        return self.reason_card if self._asking is self.reason else self.steps

    def _show_gate(self) -> None:
        """Say whether this call may be made; while somebody else is on the line no account is named."""
        if self.form is None:
            return
        panel, chosen = self.form.panel, self.form.account_id
        tails = {account.id: f"…{account.tail}" for account in panel.accounts if not self.is_stranger}
        pack, debts = panel.desk.pack, panel.desk.situation.accounts
        self.gate.show_point(self.point, self.decision(), pack, tails)
        self.debts.show_debts(debts, tails, self.point, chosen, pack)

    def _show_script(self) -> None:
        if self.form is None:
            return
        context, panel = self._desktop.context, self.form.panel
        audience = Audience.DEBTOR if self.form.is_checked else Audience.UNVERIFIED
        purpose = Purpose.COLLECTION
        if self.is_stranger:
            audience, purpose = Audience.THIRD_PERSON, Purpose.RELAY_REQUEST
        code = self.form.reason.code if self.form.reason else (panel.reason.code if panel.reason else None)
        reason = context.rules.reasons.by_code.get(code or "")
        title = self.tr("third person") if self.is_stranger else panel.bucket
        if reason is not None and self.form.is_checked and not self.is_stranger:
            title = f"{title} · {reason.words.text(self._desktop.language)}"
        self.script.show_script(
            spoken(context, self._desktop.words(), panel, audience, reason, purpose), title
        )
