"""The left side of the plan editor: the terms. Of instalment, number and end the one typed last is fixed."""

from __future__ import annotations

import json
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.date_entry import parse_when
from app.domain.dates import ONE_DAY, HolidayRule, monthly
from app.domain.errors import RuleViolation
from app.domain.halfwidth import half_width
from app.domain.money import parse_amount
from app.domain.plans import Cadence, Terms
from app.services.plan_sheet import PlanSheet
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.plan.starting import kept_of
from app.ui.plan.wording import cadence_word, holiday_word
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.fields import DateEdit, Line, Parse, ParsedEdit, Reading
from app.ui.widgets.labels import PlainLabel

OPEN = ("instalment_minor", "periods", "last_on")
"""The three of which one is fixed and the others are worked out."""
OPTIONAL = ("down_minor", "down_on", "day", "waived_minor")
DAYS_OF_WEEK = 7


class PlanTermsForm(QWidget):
    """``changed`` after every change by the user; ``accepted`` on Enter in any line."""

    changed = Signal()
    accepted = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._sheet: PlanSheet | None = None
        self._shown: Terms | None = None
        self._is_filling = False
        self._is_first_typed = False
        self.fixed = OPEN[0]
        explain = desktop.explain
        self.down = ParsedEdit("", self._money("down_minor"), explain, name="plan_down")
        self.down_on = DateEdit("", self._day("down_on"), explain, name="plan_down_on")
        self.instalment = ParsedEdit("", self._money("instalment_minor"), explain, name="plan_instalment")
        self.periods = ParsedEdit("", self._number, explain, name="plan_periods")
        self.last_on = DateEdit("", self._day("last_on"), explain, name="plan_last_on")
        self.first_on = DateEdit("", self._day("first_on"), explain, name="plan_first_on")
        self.cadence = ChoiceChips("", name="plan_cadence")
        self.day = ParsedEdit("", self._pay_day, explain, name="plan_day")
        self.waived = ParsedEdit("", self._money("waived_minor"), explain, name="plan_waived")
        self.holidays = QComboBox()
        self.holidays.setObjectName("plan_holidays")
        self.note = Line()
        self.note.setObjectName("plan_note")
        self.fields: dict[str, ParsedEdit] = {
            "down_minor": self.down,
            "down_on": self.down_on,
            "instalment_minor": self.instalment,
            "periods": self.periods,
            "last_on": self.last_on,
            "first_on": self.first_on,
            "day": self.day,
            "waived_minor": self.waived,
        }
        self._labels = {
            name: PlainLabel(role="caption") for name in (*self.fields, "cadence", "holidays", "note")
        }
        self._marks = {name: PlainLabel(role="small") for name in OPEN}
        self._lay_out()
        self._connect()
        self._retranslate()

    # -- filling ---------------------------------------------------------------------------------

    def show_terms(self, sheet: PlanSheet, terms: Terms, fixed: str, note: str = "") -> None:
        """Start from these terms; nothing is told."""
        self._sheet, self._shown = sheet, terms
        self.fixed = fixed
        self._is_first_typed = False
        self._is_filling = True
        self.cadence.set_value(terms.cadence)
        self.holidays.setCurrentIndex(self.holidays.findData(terms.holiday_rule))
        self.note.setText(note)
        texts = {
            "down_minor": self._amount(terms.down_minor) if terms.down_minor else "",
            "down_on": terms.down_on.isoformat() if terms.down_on and terms.down_minor else "",
            "first_on": terms.first_on.isoformat(),
            "day": str(terms.day) if terms.day else "",
            "waived_minor": self._amount(terms.waived_minor) if terms.waived_minor else "",
        }
        for name in OPEN:
            texts[name] = self._text_of(terms, name)
        for name, text in texts.items():
            self.fields[name].set_text(text)
        self._is_filling = False
        self._mark()

    def fill_solved(self, terms: Terms) -> None:
        """Put what was worked out into the fields that are not fixed; complaints of earlier terms are gone."""
        self._is_filling = True
        for name in OPEN:
            if name != self.fixed:
                self.fields[name].set_text(self._text_of(terms, name))
        for field in self.fields.values():
            if field.is_wrong:
                field.read_again()
        self.day.line.setPlaceholderText(str(terms.day or ""))
        if self.first_on.value != terms.first_on:
            self.first_on.set_text(terms.first_on.isoformat())
        self._is_filling = False

    def complain(self, error: RuleViolation) -> bool:
        """Say a refusal at its field; whether there is one."""
        name = self.fixed if error.field == "debt_minor" else error.field
        field = self.fields.get(name)
        if field is not None:
            field.show_error(self._desktop.explain(error))
        return field is not None

    # -- reading ---------------------------------------------------------------------------------

    def terms(self) -> Terms | None:
        """The terms as typed, with only the fixed one of the three; None while a field cannot be read."""
        if self._sheet is None or self.unreadable() is not None:
            return None
        down = self.down.value or 0
        down_on = (self.down_on.value or self._sheet.today) if down else None
        typed = Terms(
            self._sheet.balance_minor,
            self._first_on(down_on),
            self._sheet.currency,
            down,
            down_on,
            self.instalment.value if self.fixed == "instalment_minor" else None,
            self.periods.value if self.fixed == "periods" else None,
            self.last_on.value if self.fixed == "last_on" else None,
            self.rhythm,
            self.day.value,
            HolidayRule(self.holidays.currentData() or HolidayRule.FOLLOWING),
            self.waived.value or 0,
        )
        return kept_of(self._shown, typed)

    def _first_on(self, down_on: date | None) -> date:
        """The first day; unless it was typed, it makes room for a down payment."""
        assert self._sheet is not None
        first_on = self.first_on.value or self._sheet.today
        if down_on is None or first_on > down_on or self._is_first_typed:
            return first_on
        if self.rhythm is Cadence.MONTHLY:
            return next(monthly(down_on + ONE_DAY, self.day.value or first_on.day))
        return down_on + timedelta(days=DAYS_OF_WEEK)

    @property
    def rhythm(self) -> Cadence:
        """How often is paid."""
        return Cadence(str(self.cadence.value or Cadence.MONTHLY))

    def unreadable(self) -> ParsedEdit | None:
        """The first field whose text means nothing; the two that are worked out do not count."""
        for name, field in self.fields.items():
            is_open = name in OPEN and name != self.fixed
            if not is_open and field.text().strip() and field.value is None:
                return field
        return None

    def typed(self) -> str:
        """Everything typed, to be kept as a draft."""
        kept = {name: field.text() for name, field in self.fields.items() if name not in OPEN}
        kept[self.fixed] = self.fields[self.fixed].text()
        more = {"fixed": self.fixed, "cadence": str(self.rhythm), "note": self.note.text()}
        return json.dumps(kept | more | {"holidays": str(self.holidays.currentData())}, ensure_ascii=False)

    def retype(self, draft: str) -> bool:
        """Put a kept draft back; False for one that an older FairDue wrote in another form."""
        try:
            kept = json.loads(draft)
            fixed = OPEN[OPEN.index(kept["fixed"])]
            cadence, holidays = Cadence(kept["cadence"]), HolidayRule(kept["holidays"])
            texts = {name: str(kept[name]) for name in self.fields if name in kept}
            note = str(kept["note"])
        except (ValueError, KeyError, TypeError):
            return False
        self.fixed = fixed
        self._is_filling = True
        self.cadence.set_value(cadence)
        self.holidays.setCurrentIndex(self.holidays.findData(holidays))
        self.note.setText(note)
        for name, text in texts.items():
            self.fields[name].set_text(text)
        self._is_filling = False
        self._mark()
        return True

    # -- parsers ---------------------------------------------------------------------------------

    def _money(self, name: str) -> Parse[int | None]:
        def parse(text: str) -> Reading[int | None]:
            if name in OPTIONAL and not text.strip():
                return Reading(None)
            return Reading(parse_amount(text, self._currency, field=name))

        return parse

    def _day(self, name: str) -> Parse[date | None]:
        def parse(text: str) -> Reading[date | None]:
            if name in OPTIONAL and not text.strip():
                return Reading(None)
            today = self._sheet.today if self._sheet else self._desktop.context.today()
            pay_day = self._sheet.pay_day if self._sheet else None
            if name == "last_on" and self.fixed != name:
                # Worked out: it may lie further than one would type.
                day = date.fromisoformat(text)
            else:
                day = parse_when(text, today, pay_day, field=name).day
            whole = self._desktop.words().full_day(day)
            return Reading(day, whole.removeprefix(f"{text.strip()} "))

        return parse

    def _number(self, text: str) -> Reading[int]:
        return Reading(whole(text, "periods"))

    def _pay_day(self, text: str) -> Reading[int | None]:
        if not text.strip():
            return Reading(None)
        day = whole(text, "day")
        if self.rhythm is Cadence.MONTHLY or not 1 <= day <= DAYS_OF_WEEK:
            return Reading(day)
        # 1 January 2024 was a Monday.
        weekday = self._desktop.words().full_day(date(2024, 1, day)).split(" ")[1]
        return Reading(day, weekday)

    @property
    def _currency(self) -> str:
        return self._sheet.currency if self._sheet else "CNY"

    def _amount(self, minor: int) -> str:
        return self._desktop.words().money(minor, self._currency)

    def _text_of(self, terms: Terms, name: str) -> str:
        value = getattr(terms, name)
        if value is None:
            return ""
        if name == "instalment_minor":
            return self._amount(value)
        return value.isoformat() if isinstance(value, date) else str(value)

    # -- changes ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        for name, field in self.fields.items():
            if name in OPEN:
                field.line.textEdited.connect(lambda _text, name=name: self._fix(name))
            field.line.textChanged.connect(self._on_changed)
            field.line.returnPressed.connect(self.accepted)
        self.first_on.line.textEdited.connect(self._on_first_typed)
        self.cadence.chosen.connect(self._on_cadence)
        self.holidays.currentIndexChanged.connect(self._on_changed)
        self.note.textEdited.connect(self._on_changed)
        self.note.returnPressed.connect(self.accepted)

    def _fix(self, name: str) -> None:
        """The one typed last is fixed. Comes before the text is read."""
        self.fixed = name
        self._mark()

    def _on_first_typed(self, text: str) -> None:
        self._is_first_typed = bool(text.strip())

    def _on_cadence(self, _value: object) -> None:
        self._is_filling = True
        self.day.set_text("")
        self._is_filling = False
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        if not self._is_filling:
            self.changed.emit()

    def _mark(self) -> None:
        for name, mark in self._marks.items():
            is_fixed = name == self.fixed
            mark.setText(self.tr("fixed") if is_fixed else self.tr("worked out"))
            mark.set_tone("accent" if is_fixed else "")

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        down = QHBoxLayout()
        down.setSpacing(theme.current().space(0.4))
        down.addWidget(self.down, 3)
        down.addWidget(self.down_on, 3)
        rows: tuple[tuple[str, QWidget | QHBoxLayout], ...] = (
            ("down_minor", down),
            ("instalment_minor", self.instalment),
            ("periods", self.periods),
            ("last_on", self.last_on),
            ("first_on", self.first_on),
            ("cadence", self.cadence),
            ("day", self.day),
            ("holidays", self.holidays),
            ("waived_minor", self.waived),
            ("note", self.note),
        )
        for at, (name, field) in enumerate(rows):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addStretch()
            for label in (self._labels[name], self._marks.get(name)):
                if label is not None:
                    words.addWidget(label)
            words.addStretch()
            grid.addLayout(words, at, 0)
            if isinstance(field, QHBoxLayout):
                grid.addLayout(field, at, 1)
            else:
                grid.addWidget(field, at, 1)
        self._grid = grid
        self._breathe()

    def _breathe(self) -> None:
        self._grid.setVerticalSpacing(theme.current().space(0.55))
        self._grid.setHorizontalSpacing(theme.current().space(0.7))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._breathe()

    def _retranslate(self) -> None:
        names = {
            "down_minor": self.tr("Down payment"),
            "down_on": self.tr("Day of the down payment"),
            "instalment_minor": self.tr("Instalment"),
            "periods": self.tr("Instalments"),
            "last_on": self.tr("Last day"),
            "first_on": self.tr("First day"),
            "cadence": self.tr("How often"),
            "day": self.tr("Due day"),
            "holidays": self.tr("On holidays"),
            "waived_minor": self.tr("Waived"),
            "note": self.tr("Note"),
        }
        for name, text in names.items():
            self._labels[name].setText(text)
            if name in self.fields:
                self.fields[name].set_label(text)
        self.down_on.line.setPlaceholderText(self.tr("today"))
        self.cadence.setAccessibleName(names["cadence"])
        self.cadence.set_choices([Choice(cadence, cadence_word(cadence)) for cadence in Cadence])
        self.note.setAccessibleName(names["note"])
        self._fill_holidays()
        self.holidays.setAccessibleName(names["holidays"])
        self._mark()
        for field in self.fields.values():
            self._is_filling = True
            field.read_again()
            self._is_filling = False

    def _fill_holidays(self) -> None:
        self._is_filling = True
        chosen = max(self.holidays.currentIndex(), 0)
        self.holidays.clear()
        for rule in HolidayRule:
            self.holidays.addItem(holiday_word(rule), rule)
        self.holidays.setCurrentIndex(chosen)
        self._is_filling = False

    def start(self) -> None:
        """Put the focus on the instalment, which is what is talked about; its text is chosen, so typing replaces it."""
        line: QLineEdit = self.instalment.line
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()


def whole(text: str, field: str) -> int:
    """A whole number as typed; RuleViolation ``plan_number_not_understood``."""
    typed = half_width(text).strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
        raise RuleViolation("plan_number_not_understood", field)
    return int(typed)
