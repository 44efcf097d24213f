"""The terms that few plans have, behind one line: interest, fees, steps, a lump sum, rows by hand, what is found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.plan_rows import rows_text
from app.domain.plans import Basis, Interest, Terms, Unknown
from app.ui.desktop import Desktop
from app.ui.plan.readings import Reader
from app.ui.plan.term_grid import TermGrid
from app.ui.plan.wording import basis_word, interest_word, unknown_word, unusual_words
from app.ui.widgets.buttons import Button
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import ParsedEdit
from app.ui.widgets.labels import PlainLabel

_AMOUNTS = ("fee_minor", "opening_fee_minor", "step_minor", "balloon_minor")
USUAL_STEP = 12


class MoreTerms(QWidget):
    """``changed`` after a choice by the user; the lines tell by themselves. ``summary`` says what the fold hides."""

    changed = Signal()

    def __init__(self, desktop: Desktop, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop, self._reader = desktop, reader
        self._unused_every = 1
        explain = desktop.explain
        self.toggle = Button("", name="plan_more", kind="link", keys="Ctrl+M")
        self.summary = PlainLabel(role="caption", wrap=True, name="plan_more_summary")
        self.interest = ChoiceChips("", _interests(), name="plan_interest")
        self.basis = ChoiceChips("", _bases(), name="plan_basis")
        self.wanted = Combo(name="plan_find", least=10)
        self.rate = ParsedEdit("", reader.rate("yearly_rate"), explain, name="plan_rate")
        self.fee, self.opening_fee, self.step, self.balloon = (
            ParsedEdit(
                "",
                reader.money(field, is_optional=True),
                explain,
                name=f"plan_{field.removesuffix('_minor')}",
            )
            for field in _AMOUNTS
        )
        number = reader.number("step_every", is_optional=True)
        self.step_every = ParsedEdit("", number, explain, name="plan_step_every")
        self.edits = ParsedEdit("", reader.rows, explain, name="plan_edits")
        self.fields: dict[str, ParsedEdit] = {
            "yearly_rate": self.rate,
            "fee_minor": self.fee,
            "opening_fee_minor": self.opening_fee,
            "step_minor": self.step,
            "step_every": self.step_every,
            "balloon_minor": self.balloon,
            "edits": self.edits,
        }
        self._lay_out()
        self.interest.chosen.connect(self._on_interest)
        self.basis.chosen.connect(lambda _value: self.changed.emit())
        self.wanted.activated.connect(lambda _at: self.changed.emit())
        self._retranslate()
        self.open(is_open=False)

    def _lay_out(self) -> None:
        self._body = QWidget()
        self.grid = TermGrid(
            self._body,
            {
                "interest": (self.interest,),
                "yearly_rate": (self.rate,),
                "basis": (self.basis,),
                "fee_minor": (self.fee, self.opening_fee),
                "step_minor": (self.step, self.step_every),
                "balloon_minor": (self.balloon,),
                "edits": (self.edits,),
                "find": (self.wanted,),
            },
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.summary)
        column.addWidget(self._body)

    @property
    def is_open(self) -> bool:
        """Whether the lines are in sight."""
        return self._body.isVisibleTo(self)

    @property
    def unknown(self) -> Unknown | None:
        """What is found from instalment and term, if that is neither of the two."""
        value = self.wanted.currentData()
        return Unknown(value) if value else None

    @property
    def interest_kind(self) -> Interest:
        """What was agreed of interest."""
        return Interest(str(self.interest.value or Interest.NONE))

    def open(self, *, is_open: bool) -> None:
        """Show or fold the lines."""
        self._body.setVisible(is_open)
        self.summary.setVisible(not is_open and bool(self.summary.text()))
        self._name_toggle()

    def show_terms(self, terms: Terms) -> None:
        """Fill the lines; nothing is told."""
        self._unused_every = terms.step_every
        self.interest.set_value(terms.interest)
        self.basis.set_value(terms.basis)
        self.wanted.choose("")
        for name in _AMOUNTS:
            minor = getattr(terms, name)
            self.fields[name].set_text(self._reader.amount(minor) if minor else "")
        self.rate.set_text(self._reader.per_cent(terms.yearly_rate) if terms.yearly_rate else "")
        self.step_every.set_text(str(terms.step_every) if terms.step_minor else "")
        self.edits.set_text(rows_text(terms.edits, terms.currency))
        self._show_rate()

    def applied(self, terms: Terms) -> Terms:
        """The terms with what these lines say; interest that does not run has no rate."""
        interest = self.interest_kind
        return replace(
            terms,
            interest=interest,
            yearly_rate=Decimal(0) if interest is Interest.NONE else self.rate.value or Decimal(0),
            basis=Basis(str(self.basis.value or Basis.DECLINING)),
            fee_minor=self.fee.value or 0,
            opening_fee_minor=self.opening_fee.value or 0,
            step_minor=self.step.value or 0,
            step_every=self._step_every(),
            balloon_minor=self.balloon.value or 0,
            edits=self.edits.value or (),
        )

    def _step_every(self) -> int:
        """Once a year unless it is said; without a step it is as it was."""
        if not self.step.value:
            return self._unused_every
        return USUAL_STEP if self.step_every.value is None else self.step_every.value

    def is_idle(self, name: str) -> bool:
        """Whether a line says nothing just now, whatever stands in it."""
        return name == "yearly_rate" and self.interest_kind is Interest.NONE

    def sum_up(self, terms: Terms) -> None:
        """Say what the fold hides."""
        self.summary.setText(" · ".join(unusual_words(terms, self._desktop.words())))
        self.summary.setVisible(not self.is_open and bool(self.summary.text()))

    def kept(self) -> dict[str, str]:
        """The choices, to be kept as a draft beside the lines."""
        return {
            "interest": str(self.interest_kind),
            "basis": str(self.basis.value or Basis.DECLINING),
            "find": str(self.wanted.currentData() or ""),
        }

    def restore(self, kept: dict[str, str]) -> None:
        """Put kept choices back; older drafts have none. Raises ValueError."""
        self.interest.set_value(Interest(kept.get("interest", Interest.NONE)))
        self.basis.set_value(Basis(kept.get("basis", Basis.DECLINING)))
        self.wanted.choose(kept.get("find", ""))
        self._show_rate()

    def _on_interest(self, _value: object) -> None:
        sheet = self._reader.sheet
        if self.interest_kind is Interest.CONTRACTUAL and sheet is not None and sheet.contract_rate:
            self.rate.set_text(self._reader.per_cent(sheet.contract_rate))
        self._show_rate()
        self.changed.emit()

    def _show_rate(self) -> None:
        for name in ("yearly_rate", "basis"):
            self.grid.show_row(name, is_shown=self.interest_kind is not Interest.NONE)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "grid"):
            self.grid.breathe()

    def _name_toggle(self) -> None:
        self.toggle.setText(self.tr("Fewer terms") if self.is_open else self.tr("More terms…"))

    def _retranslate(self) -> None:
        names = {
            "interest": self.tr("Interest"),
            "yearly_rate": self.tr("Yearly rate"),
            "basis": self.tr("Reckoned"),
            "fee_minor": self.tr("Fees"),
            "step_minor": self.tr("Rises by"),
            "balloon_minor": self.tr("Lump sum"),
            "edits": self.tr("Rows by hand"),
            "find": self.tr("Worked out"),
        }
        own = names | {
            "fee_minor": self.tr("Fee in each instalment"),
            "opening_fee_minor": self.tr("Fee with the first instalment"),
            "step_every": self.tr("Rises every so many instalments"),
        }
        self.grid.name_rows(names)
        for name, field in self.fields.items():
            field.set_label(own[name])
        self.fee.line.setPlaceholderText(self.tr("each time"))
        self.opening_fee.line.setPlaceholderText(self.tr("at first"))
        self.step_every.line.setPlaceholderText(self.tr("every {count}").format(count=USUAL_STEP))
        self.edits.line.setPlaceholderText("3=500 5=0 4=@12-25")
        self.interest.setAccessibleName(names["interest"])
        self.interest.set_choices(_interests())
        self.basis.setAccessibleName(names["basis"])
        self.basis.set_choices(_bases())
        self.wanted.setAccessibleName(names["find"])
        usual = [(self.tr("instalment or term"), "")]
        self.wanted.offer([*usual, *((unknown_word(each), str(each)) for each in Unknown)])
        self._name_toggle()


def _interests() -> list[Choice]:
    return [Choice(each, interest_word(each)) for each in Interest]


def _bases() -> list[Choice]:
    return [Choice(each, basis_word(each)) for each in Basis]
