"""The small forms that ask for a day: a promise with its amount, a call back with its hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.date_entry import CallBack, parse_callback
from app.domain.errors import RuleViolation
from app.domain.promise_entry import Amounts, Days, parse_amounts, parse_days
from app.domain.promises import check_promise
from app.services.cases import CasePanel
from app.services.given import promise_given, replaced_by
from app.services.promises import Suggestion
from app.ui import theme
from app.ui.desk.steps import StepForm
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid
from app.ui.widgets.fields import DateEdit, MoneyEdit, ParsedEdit, Reading
from app.ui.widgets.labels import PlainLabel

FIELDS_EMS = 34


class PromiseStep(StepForm):
    """How much and when; both are suggested, so that Enter is enough. The honesty of earlier promises stands by.

    Several promises are typed as one (``promise_entry``); what they come to is said below, before Enter takes them.
    """

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self._panel: CasePanel | None = None
        self.amount: MoneyEdit[Amounts] = MoneyEdit(
            "", self._read_amount, desktop.explain, name="promise_amount"
        )
        self.day: DateEdit[Days] = DateEdit("", self._read_day, desktop.explain, name="promise_day")
        self.several = PlainLabel(wrap=True, name="promise_several")
        self.honesty = PlainLabel(role="caption", wrap=True, name="promise_honesty")
        self.why = PlainLabel(role="caption", wrap=True, name="promise_why")
        self.fields = LabelledGrid()
        self.fields.add("amount", self.amount)
        self.fields.add("day", self.day)
        row = QHBoxLayout()
        row.addWidget(self.fields, 1)
        row.addStretch()
        self.column.addLayout(row)
        for widget in (self.several, self.why, self.honesty):
            self.column.addWidget(widget)
        for field in (self.amount, self.day):
            field.accepted.connect(self.accept)
            field.line.textChanged.connect(self._say_several)

    def show_case(self, panel: CasePanel, suggestion: Suggestion | None) -> None:
        """Suggest an amount and a day for this case."""
        self._panel = panel
        words = self.desktop.words()
        # Below the case the form is as wide as the desk; an amount at its far end would stand alone.
        self.fields.setMaximumWidth(theme.current().space(FIELDS_EMS))
        self.fields.say({"amount": self.tr("Amount"), "day": self.tr("Date")})
        self.amount.line.setPlaceholderText(self.tr("amount, 2k, 3x500"))
        self.day.line.setPlaceholderText(self.tr("+3, 25, w5, 10;25"))
        if suggestion is not None:
            self.amount.set_text(words.money(suggestion.amount_minor, panel.owed.currency))
            self.day.set_text(suggestion.due_on.isoformat())
            self.why.setText(self._why(suggestion, panel.owed.currency))
        self._say_several()
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
            "suggest_later": self.tr("later, since outgoings have risen"),
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
        try:
            given = promise_given(amount, day)
        except RuleViolation as error:
            self.show_error(error.field, self.desktop.explain(error))
            return
        self.answered.emit(given)

    def show_error(self, field: str, sentence: str) -> bool:
        edits: dict[str, ParsedEdit] = {"amount_minor": self.amount, "due_on": self.day}
        edit = edits.get(field)
        if edit is None:
            return False
        edit.show_error(sentence)
        edit.line.setFocus()
        return True

    def _say_several(self) -> None:
        """What more than one promise comes to, and what becomes of those that are open already."""
        self.several.setText(" · ".join(self._several()))
        self.several.setVisible(bool(self.several.text()))

    def _several(self) -> Iterator[str]:
        amounts, days, panel = self.amount.value, self.day.value, self._panel
        if amounts is None or days is None or panel is None:
            return
        try:
            given = promise_given(amounts, days)
        except RuleViolation as error:
            yield self.desktop.explain(error)
            return
        words, currency = self.desktop.words(), panel.owed.currency
        if given.further:
            for minor, due_on in given.parts:
                yield self.tr("{amount} by {day}").format(
                    amount=words.money(minor, currency), day=words.full_day(due_on)
                )
            total = sum(minor for minor, _ in given.parts)
            yield self.tr("together {amount}").format(amount=words.money(total, currency))
        gone, staying = replaced_by(panel.desk, given)
        if gone and (given.further or staying):
            yield self.tr("open promises replaced: {count}").format(count=len(gone))
        if staying:
            yield self.tr("open promises that stay: {count}").format(count=len(staying))

    def _read_amount(self, text: str) -> Reading[Amounts]:
        currency = self._panel.owed.currency if self._panel else "CNY"
        amounts = parse_amounts(text, currency)
        if self._panel is not None:
            today = self.desktop.context.today()
            for minor in amounts.minors:
                check_promise(minor, today, owed_minor=self._panel.owed.total_minor, today=today)
        said = "; ".join(self.desktop.words().money(minor, currency) for minor in amounts.minors)
        return Reading(amounts, f"{amounts.times} × {said}" if amounts.times else said)

    def _read_day(self, text: str) -> Reading[Days]:
        context, words = self.desktop.context, self.desktop.words()
        days = parse_days(text, context.today(), _pay_day(self._panel), context.rules.calendar)
        if days.number > 1:
            return Reading(days, self.tr("days: {count}").format(count=days.number))
        when = days.whens[0]
        note = ""
        if when.moved:
            note = self.tr("moved from {day}, no working day").format(day=when.asked_on.isoformat())
        elif when.provisional:
            note = self.tr("holidays not announced yet")
        return Reading(days, words.full_day(when.day), note)


class CallBackStep(StepForm):
    """When to call again; Enter takes the next good hour."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self.at: ParsedEdit[datetime] = ParsedEdit("", self._read, desktop.explain, name="callback_at")
        self.at.accepted.connect(self.accept)
        self.column.addWidget(self.at)
        self._zone = desktop.context.zone
        self._pay_day: int | None = None

    def show_case(self, panel: CasePanel) -> None:
        """Suggest the next good hour on this debtor's clock."""
        self._zone = panel.desk.case.zone
        self._pay_day = _pay_day(panel)
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
        meant: CallBack = parse_callback(text, context.now(), self._zone, pay_day=self._pay_day)
        note = self.tr("tomorrow: that time has passed today") if meant.rolled else ""
        return Reading(meant.at, self.desktop.words().moment(meant.at), note)


def _pay_day(panel: CasePanel | None) -> int | None:
    return panel.desk.state.history.pay_day if panel is not None else None
