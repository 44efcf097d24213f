"""The left side of the plan editor: the terms. Of instalment, number and end the one typed last is fixed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.dates import ONE_DAY, HolidayRule, monthly
from app.domain.errors import RuleViolation
from app.domain.plan_rows import rows_text
from app.domain.plans import Cadence, Terms, Unknown
from app.services.plan_sheet import PlanSheet
from app.ui.desktop import Desktop
from app.ui.plan.more_terms import MoreTerms
from app.ui.plan.readings import DAYS_OF_WEEK, Reader
from app.ui.plan.term_grid import TermGrid
from app.ui.plan.wording import cadence_word, holiday_word
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.fields import DateEdit, Line, ParsedEdit

OPEN = ("instalment_minor", "periods", "last_on")
"""The three of which one is fixed and the others are worked out."""


class PlanTermsForm(QWidget):
    """``changed`` after every change by the user; ``accepted`` on Enter in any line."""

    changed = Signal()
    accepted = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.reader = reader = Reader(desktop)
        self._is_filling = False
        self._is_first_typed = False
        self.fixed = OPEN[0]
        explain = desktop.explain
        self.down = ParsedEdit("", reader.money("down_minor", is_optional=True), explain, name="plan_down")
        self.down_on = DateEdit("", reader.day("down_on", is_optional=True), explain, name="plan_down_on")
        instalment = reader.money("instalment_minor")
        self.instalment = ParsedEdit("", instalment, explain, name="plan_instalment")
        self.periods = ParsedEdit("", reader.number("periods"), explain, name="plan_periods")
        last_on = reader.day("last_on", is_worked_out=lambda: "last_on" not in self.held)
        self.last_on = DateEdit("", last_on, explain, name="plan_last_on")
        self.first_on = DateEdit("", reader.day("first_on"), explain, name="plan_first_on")
        self.cadence = ChoiceChips("", _rhythms(), name="plan_cadence")
        self.day = ParsedEdit("", reader.due_day(lambda: self.rhythm), explain, name="plan_day")
        waived = reader.money("waived_minor", is_optional=True)
        self.waived = ParsedEdit("", waived, explain, name="plan_waived")
        self.more = MoreTerms(desktop, reader)
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
            **self.more.fields,
        }
        self._lay_out()
        self._connect()
        self._retranslate()

    # -- filling ---------------------------------------------------------------------------------

    def show_terms(self, sheet: PlanSheet, terms: Terms, fixed: str, note: str = "") -> None:
        """Start from these terms; nothing is told."""
        self.reader.sheet = sheet
        self.fixed = fixed
        self._is_first_typed = False
        self._is_filling = True
        self.cadence.set_value(terms.cadence)
        self.holidays.setCurrentIndex(self.holidays.findData(terms.holiday_rule))
        self.note.setText(note)
        texts = {
            "down_minor": self.reader.amount(terms.down_minor) if terms.down_minor else "",
            "down_on": terms.down_on.isoformat() if terms.down_on and terms.down_minor else "",
            "first_on": terms.first_on.isoformat(),
            "day": str(terms.day) if terms.day else "",
            "waived_minor": self.reader.amount(terms.waived_minor) if terms.waived_minor else "",
        }
        for name in OPEN:
            texts[name] = self._text_of(terms, name)
        for name, text in texts.items():
            self.fields[name].set_text(text)
        self.more.show_terms(terms)
        self._is_filling = False
        self._settle()
        self.more.sum_up(terms)

    def fill_solved(self, terms: Terms) -> None:
        """Put what was worked out into the fields that are not fixed; complaints of earlier terms are gone."""
        self._is_filling = True
        for name in OPEN:
            if name not in self.held:
                self.fields[name].set_text(self._text_of(terms, name))
        if self.unknown is not None:
            found = getattr(terms, self.unknown.value)
            self.fields[self.unknown.value].set_text(self.reader.amount(found) if found else "")
        for field in self.fields.values():
            if field.is_wrong:
                field.read_again()
        if self.rhythm is not Cadence.MONTH_END:
            self.day.line.setPlaceholderText(str(terms.day or ""))
        if self.first_on.value != terms.first_on:
            self.first_on.set_text(terms.first_on.isoformat())
        self._is_filling = False
        self.more.sum_up(terms)

    def complain(self, error: RuleViolation) -> bool:
        """Say a refusal at its field; whether there is one."""
        name = self.fixed if error.field == "debt_minor" else error.field
        field = self.fields.get(name)
        if field is not None:
            self.show_field(field)
            field.show_error(self._desktop.explain(error))
        return field is not None

    def show_field(self, field: ParsedEdit) -> None:
        """Unfold what hides a field."""
        if field in self.more.fields.values():
            self.more.open(is_open=True)

    def set_row(self, no: int, typed: str) -> None:
        """Set an instalment by hand as if typed in its line; nothing typed takes it back."""
        others = [edit for edit in self.more.edits.value or () if edit.no != no]
        text = rows_text(others, self.reader.currency)
        self.more.edits.set_text(f"{text} {no}={typed}".strip() if typed else text)

    # -- reading ---------------------------------------------------------------------------------

    def terms(self) -> Terms | None:
        """The terms as typed, with only the fixed one of the three; None while a field cannot be read."""
        sheet = self.reader.sheet
        if sheet is None or self.unreadable() is not None:
            return None
        unknown = self.unknown
        down = 0 if unknown is Unknown.DOWN else self.down.value or 0
        down_on = (self.down_on.value or sheet.today) if down or unknown is Unknown.DOWN else None
        typed = Terms(
            sheet.balance_minor,
            self._first_on(down_on),
            sheet.currency,
            down,
            down_on,
            self.instalment.value if "instalment_minor" in self.held else None,
            self.periods.value if "periods" in self.held else None,
            self.last_on.value if "last_on" in self.held else None,
            self.rhythm,
            None if self.rhythm is Cadence.MONTH_END else self.day.value,
            HolidayRule(self.holidays.currentData() or HolidayRule.FOLLOWING),
            0 if unknown is Unknown.WAIVED else self.waived.value or 0,
        )
        terms = self.more.applied(typed)
        return replace(terms, balloon_minor=0) if unknown is Unknown.BALLOON else terms

    @property
    def unknown(self) -> Unknown | None:
        """What is found from instalment and term, where both are held fast."""
        return self.more.unknown

    @property
    def held(self) -> frozenset[str]:
        """Which of the three are held fast: one, or two where something else is found."""
        if self.unknown is None:
            return frozenset({self.fixed})
        return frozenset({OPEN[0], self.fixed if self.fixed != OPEN[0] else OPEN[1]})

    def _first_on(self, down_on: date | None) -> date:
        """The first day; unless it was typed, it makes room for a down payment."""
        first_on = self.first_on.value or self.reader.today
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
            is_open = (name in OPEN and name not in self.held) or self.more.is_idle(name)
            is_found = self.unknown is not None and name == self.unknown.value
            if not is_open and not is_found and field.text().strip() and field.value is None:
                return field
        return None

    def typed(self) -> str:
        """Everything typed, to be kept as a draft."""
        kept = {
            name: field.text() for name, field in self.fields.items() if name not in OPEN or name in self.held
        }
        kept |= {"fixed": self.fixed, "cadence": str(self.rhythm), "note": self.note.text()}
        kept |= {"holidays": str(self.holidays.currentData())} | self.more.kept()
        return json.dumps(kept, ensure_ascii=False)

    def retype(self, draft: str) -> bool:
        """Put a kept draft back; False for one that an older FairDue wrote in another form."""
        try:
            kept = json.loads(draft)
            fixed = OPEN[OPEN.index(kept["fixed"])]
            cadence, holidays = Cadence(kept["cadence"]), HolidayRule(kept["holidays"])
            texts = {name: str(kept[name]) for name in self.fields if name in kept}
            note = str(kept["note"])
            self._is_filling = True
            self.more.restore(kept)
        except (ValueError, KeyError, TypeError):
            self._is_filling = False
            return False
        self.fixed = fixed
        self.cadence.set_value(cadence)
        self.holidays.setCurrentIndex(self.holidays.findData(holidays))
        self.note.setText(note)
        for name, text in texts.items():
            self.fields[name].set_text(text)
        self._is_filling = False
        self._settle()
        return True

    def _text_of(self, terms: Terms, name: str) -> str:
        value = getattr(terms, name)
        if value is None:
            return ""
        if name == "instalment_minor":
            return self.reader.amount(value)
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
        self.more.changed.connect(self._on_changed)
        self.holidays.currentIndexChanged.connect(self._on_changed)
        self.note.textEdited.connect(self._on_changed)
        self.note.returnPressed.connect(self.accepted)

    def _fix(self, name: str) -> None:
        """The one typed last is fixed. Comes before the text is read."""
        if self.unknown is None or name != OPEN[0]:
            self.fixed = name
        self._settle()

    def _on_first_typed(self, text: str) -> None:
        self._is_first_typed = bool(text.strip())

    def _on_cadence(self, _value: object) -> None:
        self._is_filling = True
        self.day.set_text("")
        self._is_filling = False
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        if not self._is_filling:
            self._settle()
            self.changed.emit()

    def _settle(self) -> None:
        """Say which of the three is fixed, and take no typing where there is nothing to type."""
        for name, mark in self._grid.marks.items():
            is_fixed = name in self.held
            mark.setText(self.tr("fixed") if is_fixed else self.tr("worked out"))
            mark.set_tone("accent" if is_fixed else "")
        for unknown in Unknown:
            self.fields[unknown.value].setEnabled(unknown is not self.unknown)
        is_month_end = self.rhythm is Cadence.MONTH_END
        self.day.setEnabled(not is_month_end)
        if is_month_end:
            self.day.line.setPlaceholderText(self.tr("last working day"))

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        usual = QWidget()
        self._grid = TermGrid(
            usual,
            {
                "down_minor": (self.down, self.down_on),
                "instalment_minor": (self.instalment,),
                "periods": (self.periods,),
                "last_on": (self.last_on,),
                "first_on": (self.first_on,),
                "cadence": (self.cadence,),
                "day": (self.day,),
                "holidays": (self.holidays,),
                "waived_minor": (self.waived,),
                "note": (self.note,),
            },
            marked=OPEN,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(usual)
        column.addWidget(self.more)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._grid.breathe()
            self._align()

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
        self._grid.name_rows({name: text for name, text in names.items() if name != "down_on"})
        for name, text in names.items():
            if name in self.fields:
                self.fields[name].set_label(text)
        self.down_on.line.setPlaceholderText(self.tr("today"))
        self.cadence.setAccessibleName(names["cadence"])
        self.cadence.set_choices(_rhythms())
        self.note.setAccessibleName(names["note"])
        self._fill_holidays()
        self.holidays.setAccessibleName(names["holidays"])
        self._settle()
        self._align()
        for field in self.fields.values():
            self._is_filling = True
            field.read_again()
            self._is_filling = False

    def _align(self) -> None:
        """Both grids have their fields in one column."""
        grids = (self._grid, self.more.grid)
        wide = max(grid.label_width for grid in grids)
        for grid in grids:
            grid.setColumnMinimumWidth(0, wide)

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


def _rhythms() -> list[Choice]:
    return [Choice(cadence, cadence_word(cadence)) for cadence in Cadence]
