"""The small forms that ask for a day: a promise with its amount, a call back with its hour."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtWidgets import QWidget

from app.domain.date_entry import CallBack, When, parse_callback, parse_when
from app.domain.money import parse_amount
from app.domain.promises import check_promise
from app.services.cases import CasePanel
from app.services.given import PromiseGiven
from app.services.promises import Suggestion
from app.ui.desk.steps import StepForm
from app.ui.desktop import Desktop
from app.ui.widgets.fields import DateEdit, MoneyEdit, ParsedEdit, Reading
from app.ui.widgets.labels import PlainLabel


class PromiseStep(StepForm):
    """How much and when; both are suggested, so that Enter is enough. The honesty of earlier promises stands by."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self._panel: CasePanel | None = None
        self.amount = MoneyEdit("", self._read_amount, desktop.explain, name="promise_amount")
        self.day: DateEdit[date] = DateEdit("", self._read_day, desktop.explain, name="promise_day")
        self.honesty = PlainLabel(role="caption", wrap=True, name="promise_honesty")
        self.why = PlainLabel(role="caption", wrap=True, name="promise_why")
        for widget in (self.amount, self.day, self.why, self.honesty):
            self.column.addWidget(widget)
        for field in (self.amount, self.day):
            field.accepted.connect(self.accept)

    def show_case(self, panel: CasePanel, suggestion: Suggestion | None) -> None:
        """Suggest an amount and a day for this case."""
        self._panel = panel
        words = self.desktop.words()
        self.amount.set_label(self.tr("Amount"))
        self.day.set_label(self.tr("Date"))
        self.amount.line.setPlaceholderText(self.tr("amount, 2k, 0.2w"))
        self.day.line.setPlaceholderText(self.tr("+3, 25, w5"))
        if suggestion is not None:
            self.amount.set_text(words.money(suggestion.amount_minor, panel.owed.currency))
            self.day.set_text(suggestion.due_on.isoformat())
            self.why.setText(self._why(suggestion, panel.owed.currency))
        record = panel.promise.honesty
        late = record.average_days_late or 0
        text = self.tr("Earlier promises: {kept} of {judged} kept, {late} day(s) late on average", "", late)
        self.honesty.setText(
            text.format(kept=record.kept, judged=record.judged, late=late)
            if record.judged
            else self.tr("No earlier promise to judge by")
        )

    def _why(self, suggestion: Suggestion, currency: str) -> str:
        """Why this amount and this day are proposed."""
        words = self.desktop.words()
        places = {
            name.removesuffix("_minor"): words.money(value, currency) if name.endswith("_minor") else value
            for name, value in suggestion.params.items()
        }
        sentences = {
            "suggest_rest_of_promise": self.tr("what the last promise still lacks"),
            "suggest_surplus": self.tr("what is left over each month"),
            "suggest_minimum": self.tr("the minimum payments"),
            "suggest_share": self.tr("{percent} % of the debt"),
            "suggest_pay_day": self.tr("the next pay day"),
            "suggest_soon": self.tr("in a few days"),
        }
        amount, day = sentences[suggestion.amount_why], sentences[suggestion.date_why]
        return self.tr("Suggested: {amount}; {day}").format(amount=amount.format_map(places), day=day)

    def first_field(self) -> QWidget | None:
        self.amount.line.selectAll()
        return self.amount.line

    def accept(self) -> None:
        amount, day = self.amount.value, self.day.value
        if amount is None:
            self.amount.line.setFocus()
            return
        if day is None:
            self.day.line.setFocus()
            self.day.line.selectAll()
            return
        self.answered.emit(PromiseGiven(amount, day))

    def show_error(self, field: str, sentence: str) -> bool:
        edits: dict[str, ParsedEdit] = {"amount_minor": self.amount, "due_on": self.day}
        edit = edits.get(field)
        if edit is None:
            return False
        edit.show_error(sentence)
        edit.line.setFocus()
        return True

    def _read_amount(self, text: str) -> Reading[int]:
        currency = self._panel.owed.currency if self._panel else "CNY"
        minor = parse_amount(text, currency)
        if self._panel is not None:
            today = self.desktop.context.today()
            check_promise(minor, today, owed_minor=self._panel.owed.total_minor, today=today)
        return Reading(minor, self.desktop.words().money(minor, currency))

    def _read_day(self, text: str) -> Reading[date]:
        context = self.desktop.context
        when: When = parse_when(text, context.today(), _pay_day(self._panel), context.rules.calendar)
        note = ""
        if when.moved:
            note = self.tr("moved from {day}, no working day").format(day=when.asked_on.isoformat())
        elif when.provisional:
            note = self.tr("holidays not announced yet")
        return Reading(when.day, self.desktop.words().full_day(when.day), note)


class CallBackStep(StepForm):
    """When to call again; Enter takes the next good hour."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self.at: ParsedEdit[datetime] = ParsedEdit("", self._read, desktop.explain, name="callback_at")
        self.at.accepted.connect(self.accept)
        self.column.addWidget(self.at)
        self._zone = desktop.context.zone

    def show_case(self, panel: CasePanel) -> None:
        """Suggest the next good hour on this debtor's clock."""
        self._zone = panel.desk.case.zone
        self.at.set_label(self.tr("Call back at"))
        self.at.line.setPlaceholderText(self.tr("1430, +2h, m 1000, w5 pm"))
        self.at.set_text(self._suggestion())

    def _suggestion(self) -> str:
        local = self.desktop.context.now().astimezone(self._zone)
        return "+2h" if time(8) <= local.time() < time(19) else self.tr("m 1000")

    def first_field(self) -> QWidget | None:
        self.at.line.selectAll()
        return self.at.line

    def accept(self) -> None:
        if self.at.value is not None:
            self.answered.emit(self.at.value)

    def show_error(self, field: str, sentence: str) -> bool:
        if field not in ("callback_at", "until_at"):
            return False
        self.at.show_error(sentence)
        self.at.line.setFocus()
        return True

    def _read(self, text: str) -> Reading[datetime]:
        context = self.desktop.context
        meant: CallBack = parse_callback(text, context.now(), self._zone)
        note = self.tr("tomorrow: that time has passed today") if meant.rolled else ""
        return Reading(meant.at, self.desktop.words().moment(meant.at), note)


def _pay_day(panel: CasePanel | None) -> int | None:
    means = panel.desk.state.history.means if panel is not None else None
    return means.body.pay_day if means is not None else None
