"""The small forms of a call, one for each thing an outcome asks. Each takes keys and tells when it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.codes import ResultCode
from app.domain.date_entry import CallBack, When, parse_callback, parse_when
from app.domain.errors import RuleViolation
from app.domain.money import parse_amount
from app.domain.promises import check_promise
from app.services.cases import CasePanel
from app.services.given import PreferenceGiven, PromiseGiven, ReasonGiven
from app.services.promises import Suggestion
from app.ui.desktop import Desktop
from app.ui.widgets.choices import Choice, ChoiceChips, Segmented
from app.ui.widgets.fields import DateEdit, Line, MoneyEdit, ParsedEdit, Reading
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel

NINE = "123456789"


class StepForm(QWidget):
    """One small form. ``answered`` carries the answer; keys that no field has come in by ``press``."""

    answered = Signal(object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desktop = desktop
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def press(self, _key: str) -> bool:
        """Take a key; whether it was one of ours."""
        return False

    def accept(self) -> None:
        """Enter outside a field."""

    def first_field(self) -> QWidget | None:
        """Where typing goes when the form opens, None to leave the focus where it is."""
        return None

    def show_error(self, _field: str, _sentence: str) -> bool:
        """Say what was refused at a field of this form; whether it has that field."""
        return False


class ChoiceStep(StepForm):
    """Pick one of several by its digit; Enter takes the first."""

    def __init__(self, desktop: Desktop, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self.chips = ChoiceChips("", name=name)
        self.chips.chosen.connect(self._on_chosen)
        self.column.addWidget(self.chips)
        self._first: object = None

    def offer(self, label: str, choices: Sequence[tuple[object, str]]) -> None:
        """Offer these, the first for Enter."""
        self.chips.setAccessibleName(label)
        self.chips.set_choices(
            [
                Choice(value, text, NINE[at] if at < len(NINE) else "")
                for at, (value, text) in enumerate(choices)
            ]
        )
        self.chips.set_value(None)
        self._first = choices[0][0] if choices else None

    def press(self, key: str) -> bool:
        return self.chips.press(key)

    def accept(self) -> None:
        if self._first is not None:
            self.answered.emit(self._first)

    def _on_chosen(self, value: object) -> None:
        if value is not None:
            self.answered.emit(value)


class ResultStep(ChoiceStep):
    """Which of the results behind a key it is, or any result by its code or words."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, "step_result", parent)
        self.search = Line()
        self.search.setObjectName("step_result_find")
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self.accept)
        self.column.insertWidget(0, self.search)

    def offer_results(self, results: Sequence[ResultCode], *, with_search: bool) -> None:
        """Offer results; with a search box every result that can be chosen is within reach."""
        language = self.desktop.language
        self.search.setVisible(with_search)
        self.search.setAccessibleName(self.tr("Find a result"))
        self.search.setPlaceholderText(self.tr("code or words…"))
        if not with_search:
            self.search.clear()
        self.offer(
            self.tr("Result"), [(result.code, result.words.text(language)) for result in results[: len(NINE)]]
        )

    def first_field(self) -> QWidget | None:
        return self.search if self.search.isVisibleTo(self) else None

    def _on_typed(self, text: str) -> None:
        if text.strip():
            self.offer_results(self.desktop.context.rules.codes.search(text), with_search=True)


class ReasonStep(StepForm):
    """Why the debt is overdue: six chips, the rest by group and leaf; willingness and ability beside it."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self.chips = ChoiceChips("", name="step_reason")
        self.chips.chosen.connect(self._on_chosen)
        self.willingness = Segmented("", name="step_willingness")
        self.ability = Segmented("", name="step_ability")
        self.willingness_word, self.ability_word = PlainLabel(role="caption"), PlainLabel(role="caption")
        levels = QWidget()
        flow = FlowLayout(levels, gap=12)
        flow.addWidget(_side_by_side(self.willingness_word, self.willingness))
        flow.addWidget(_side_by_side(self.ability_word, self.ability))
        self.column.addWidget(self.chips)
        self.column.addWidget(levels)
        self._group: str | None = None
        self._code: str | None = None
        self.retranslate()

    def show_case(self, panel: CasePanel) -> None:
        """Start from what is on file."""
        self._code = panel.reason.code if panel.reason else None
        self.willingness.set_value(panel.reason.willingness if panel.reason else None)
        self.ability.set_value(panel.reason.ability if panel.reason else None)
        self.show_chips()

    def show_chips(self) -> None:
        """Offer the reasons met most, and the way to the others."""
        reasons, language = self.desktop.context.rules.reasons, self.desktop.language
        choices = [
            Choice(reason.code, reason.words.text(language), NINE[at])
            for at, reason in enumerate(reasons.chips)
        ]
        if self._code and all(reason.code != self._code for reason in reasons.chips):
            known = reasons.by_code.get(self._code)
            if known is not None:
                choices.append(Choice(known.code, known.words.text(language)))
        choices.append(Choice("more", self.tr("More…"), "0"))
        self._group = None
        self.chips.set_choices(choices)
        self.chips.set_value(self._code)

    def given(self) -> ReasonGiven | None:
        """The answer as the use case takes it."""
        if self._code is None:
            return None
        known = self.desktop.context.rules.reasons.by_code[self._code]
        willingness, ability = self.willingness.value, self.ability.value
        return ReasonGiven(
            self._code,
            willingness if isinstance(willingness, int) else known.willingness,
            ability if isinstance(ability, int) else known.ability,
            is_proof_asked=True if known.proof is not None else None,
        )

    def press(self, key: str) -> bool:
        return self.chips.press(key)

    def accept(self) -> None:
        given = self.given()
        if given is not None:
            self.answered.emit(given)

    def back(self) -> bool:
        """Esc inside a group goes back to the chips; whether there was one."""
        if self._group is None:
            return False
        self.show_chips()
        return True

    def _on_chosen(self, value: object) -> None:
        reasons, language = self.desktop.context.rules.reasons, self.desktop.language
        if value == "more":
            self._group = ""
            self.chips.set_choices(
                [Choice(f"group:{g.code}", g.words.text(language), g.digit) for g in reasons.groups]
            )
        elif isinstance(value, str) and value.startswith("group:"):
            self._group = value.removeprefix("group:")
            group = next(g for g in reasons.groups if g.code == self._group)
            self.chips.set_choices(
                [
                    Choice(leaf.code, leaf.words.text(language), NINE[at])
                    for at, leaf in enumerate(reasons.leaves(group))
                ]
            )
        elif isinstance(value, str):
            self._code = value
            known = reasons.by_code[value]
            self.willingness.set_value(known.willingness)
            self.ability.set_value(known.ability)
            self.show_chips()
            self.answered.emit(self.given())

    def retranslate(self) -> None:
        """Say the words anew."""
        self.chips.setAccessibleName(self.tr("Reason for being overdue"))
        self.willingness_word.setText(self.tr("Willingness"))
        self.ability_word.setText(self.tr("Ability"))
        self.willingness.set_label(self.tr("Willingness"))
        self.ability.set_label(self.tr("Ability"))
        self.show_chips()


def _side_by_side(word: QWidget, scale: QWidget) -> QWidget:
    """A word and what it names, never torn apart by the end of a line."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(word)
    row.addWidget(scale)
    return pair


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


class PreferenceStep(StepForm):
    """What the debtor wished: a time of day, no calls on this number, no contact this way."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self.kind = ChoiceChips("", name="preference_kind")
        self.hours: ParsedEdit[tuple[time, time]] = ParsedEdit(
            "", self._read_hours, desktop.explain, name="preference_hours"
        )
        self.hours.accepted.connect(self.accept)
        self.kind.chosen.connect(self._on_kind)
        self.column.addWidget(self.kind)
        self.column.addWidget(self.hours)

    def start(self) -> None:
        """Ask which wish it is."""
        self.kind.setAccessibleName(self.tr("Wish"))
        self.kind.set_choices(
            [
                Choice("hours", self.tr("only at these hours"), "1"),
                Choice("consent_hours", self.tr("also at these hours"), "2"),
                Choice("no_contact", self.tr("no calls on this number"), "3"),
            ]
        )
        self.hours.set_label(self.tr("Hours"))
        self.hours.line.setPlaceholderText("18:00-21:00")
        self.hours.setVisible(False)

    def press(self, key: str) -> bool:
        return self.kind.press(key)

    def accept(self) -> None:
        wish = self.kind.value
        if wish == "no_contact":
            self.answered.emit(PreferenceGiven("no_contact", is_point_only=True))
        elif isinstance(wish, str) and self.hours.value is not None:
            opens, closes = self.hours.value
            self.answered.emit(PreferenceGiven(wish, hours_from=opens, hours_to=closes))

    def _on_kind(self, wish: object) -> None:
        self.hours.setVisible(wish in ("hours", "consent_hours"))
        if wish == "no_contact":
            self.accept()
        elif wish is not None:
            self.hours.line.setFocus()

    def _read_hours(self, text: str) -> Reading[tuple[time, time]]:
        parts = text.replace("—", "-").replace("–", "-").replace("~", "-").split("-")
        try:
            opens, closes = (time.fromisoformat(_clock(part)) for part in parts)
        except ValueError:
            raise RuleViolation("time_not_understood", "hours_from") from None
        return Reading((opens, closes), f"{opens:%H:%M}–{closes:%H:%M}")


def _clock(text: str) -> str:
    digits = text.strip().replace("：", ":")
    return f"{int(digits):02d}:00" if digits.isdigit() else digits.zfill(5)


def _pay_day(panel: CasePanel | None) -> int | None:
    means = panel.desk.state.history.means if panel is not None else None
    return means.body.pay_day if means is not None else None


class TextStep(StepForm):
    """A line of text that is asked for: a remark, a reason for an exception or an undo."""

    def __init__(self, desktop: Desktop, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desktop, parent)
        self.line = Line()
        self.line.setObjectName(name)
        self.line.returnPressed.connect(self.accept)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name=f"{name}_problem")
        self.problem.setVisible(False)
        self.line.textChanged.connect(lambda: self.problem.setVisible(False))
        self.column.addWidget(self.line)
        self.column.addWidget(self.problem)

    def ask(self, label: str, placeholder: str) -> None:
        """Ask for this text."""
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(placeholder)
        self.line.clear()

    def first_field(self) -> QWidget | None:
        return self.line

    def accept(self) -> None:
        if self.line.text().strip() and not self.line.is_composing:
            self.answered.emit(self.line.text())

    def show_error(self, _field: str, sentence: str) -> bool:
        self.problem.setText(sentence)
        self.problem.setVisible(True)
        self.line.setFocus()
        return True
