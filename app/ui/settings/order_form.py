"""In which order payments of a creditor are applied, and when a promise counts as kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.domain.allocation import AllocationRule, order_toml
from app.domain.errors import AppError, RuleViolation
from app.services.ledger_words import order_text, order_words
from app.services.money_terms import LONGEST_GRACE, Lenience, MoneyTerms
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid
from app.ui.settings.entry_fields import money_edit, number_edit, order_edit
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import ParsedEdit
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel

PACK, OWN = "", "\0own"
LATEST = 3_650
OWN_FIELDS = ("early", "late_from", "late")


class OrderForm(Card):
    """``saved`` carries the order (None: as it is) and the lenience that are to be kept."""

    saved = Signal(object, object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="terms_order_card", parent=parent)
        self._desktop = desktop
        self._terms: MoneyTerms | None = None
        self.preset = Combo(name="terms_order", least=20)
        self.source = PlainLabel(role="caption", wrap=True, name="terms_order_source")
        self.early = order_edit(desktop, "terms_early")
        self.late_from = number_edit(desktop, "terms_late_from", 1, LATEST)
        self.late = order_edit(desktop, "terms_late")
        self.tolerance = money_edit(desktop, "tolerance_minor", self._currency)
        self.grace = number_edit(desktop, "grace_days", 0, LONGEST_GRACE)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="terms_order_problem")
        self.save = Button("", name="terms_order_save", kind="primary", icon="check")
        self._grid = LabelledGrid()
        for name in ("preset", "source", *OWN_FIELDS, "tolerance", "grace"):
            self._grid.add(name, getattr(self, name))
        self.body.setSpacing(8)
        for widget in (self._grid, self.problem, in_line(self.save)):
            self.body.addWidget(widget)
        self.problem.setVisible(False)
        self.preset.activated.connect(self._on_preset)
        self.save.clicked.connect(self.save_it)
        for edit in (self.early, self.late_from, self.late, self.tolerance, self.grace):
            edit.accepted.connect(self.save_it)
        self._retranslate()

    def show_terms(self, terms: MoneyTerms) -> None:
        """Show what holds for a creditor."""
        self._terms = terms
        self._offer()
        known = self._desktop.context.rules.allocations
        self.preset.choose(
            PACK if terms.allocation is None else terms.allocation if terms.allocation in known else OWN
        )
        own, words = terms.lenience, self._desktop.words()
        self.tolerance.set_text(
            "" if own.tolerance_minor is None else words.money(own.tolerance_minor, terms.currency)
        )
        self.grace.set_text("" if own.grace_days is None else str(own.grace_days))
        if own.tolerance_minor is None and terms.judged_by.tolerance_minor is not None:
            usual = words.money(terms.judged_by.tolerance_minor, terms.currency)
            self.tolerance.line.setPlaceholderText(self.tr("as the rule pack: {usual}").format(usual=usual))
        if own.grace_days is None:
            usual = str(terms.judged_by.grace_days)
            self.grace.line.setPlaceholderText(self.tr("as the rule pack: {usual}").format(usual=usual))
        self._show_rule(terms.rule)
        self._show_own()

    def save_it(self) -> None:
        """Ask that what is typed is kept; a field that cannot be read says why."""
        terms = self._terms
        wrong = next(
            (edit for edit in (*self._own_edits(), self.tolerance, self.grace) if edit.is_wrong), None
        )
        if wrong is None and self.preset.currentData() == OWN:
            wrong = next(
                (edit for edit in self._own_edits() if edit.value is None and edit is not self.late_from),
                None,
            )
        if wrong is not None:
            wrong.accept()
            wrong.setFocus()
        elif terms is not None:
            self.problem.setVisible(False)
            self.saved.emit(self._order(), Lenience(self.tolerance.value, self.grace.value))

    def complain(self, error: AppError) -> None:
        """Say what was refused."""
        field = error.field if isinstance(error, RuleViolation) else ""
        sentence = self._desktop.explain(error)
        edit = {"tolerance_minor": self.tolerance, "grace_days": self.grace}.get(field)
        if edit is not None:
            edit.show_error(sentence)
        else:
            self.problem.setText(sentence)
            self.problem.setVisible(True)

    def _order(self) -> str:
        chosen: str = self.preset.currentData()
        if chosen != OWN:
            return chosen
        early, late, late_from = self.early.value, self.late.value, self.late_from.value
        assert early is not None
        assert late is not None
        return order_toml(AllocationRule(late_from or 1, early, late if late_from else early))

    def _own_edits(self) -> tuple[ParsedEdit[tuple[str, ...]] | ParsedEdit[int], ...]:
        return (self.early, self.late_from, self.late) if self.preset.currentData() == OWN else ()

    def _currency(self) -> str:
        return self._terms.currency if self._terms is not None else "CNY"

    # -- showing ---------------------------------------------------------------------------------

    def _on_preset(self) -> None:
        """A preset is the start of an order of one's own."""
        chosen = self._desktop.context.rules.allocations.get(self.preset.currentData())
        if chosen is not None:
            self._show_rule(chosen.rule)
        self._show_own()

    def _show_rule(self, rule: AllocationRule) -> None:
        language = self._desktop.language
        self.early.set_text(order_words(rule.early, language))
        self.late.set_text(order_words(rule.late, language))
        self.late_from.set_text("" if rule.early == rule.late else str(rule.late_from_dpd))

    def _show_own(self) -> None:
        chosen = self.preset.currentData()
        for name in OWN_FIELDS:
            self._grid.show_row(name, chosen == OWN)
        preset = self._desktop.context.rules.allocations.get(chosen)
        if preset is not None:
            text = f"{order_text(preset.rule, self._desktop.language)}  ({preset.source})"
        elif chosen == PACK and self._terms is not None and self._terms.allocation is None:
            text = order_text(self._terms.rule, self._desktop.language)
        else:
            text = ""
        self.source.setText(text)
        self._grid.show_row("source", bool(text))

    def _offer(self) -> None:
        language = self._desktop.language
        presets = self._desktop.context.rules.allocations.items()
        self.preset.offer(
            [
                (self.tr("as the rule pack says"), PACK),
                *((preset.words.text(language), name) for name, preset in presets),
                (self.tr("an order of its own…"), OWN),
            ]
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self._terms is not None:
                self.show_terms(self._terms)

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Payments and promises"))
        self._grid.say(
            {
                "preset": self.tr("Payments fill"),
                "early": self.tr("At first"),
                "late_from": self.tr("From days past due (empty: never)"),
                "late": self.tr("From then on"),
                "tolerance": self.tr("A promise may fall short by"),
                "grace": self.tr("and come late by days"),
            }
        )
        self.save.setText(self.tr("Keep"))
        self._offer()
        self._show_own()
