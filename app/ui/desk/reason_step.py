"""The small form that asks why the debt is overdue."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.reasons import MORE
from app.services.cases import CasePanel
from app.services.given import ReasonGiven
from app.services.reason_words import steering
from app.ui.desk.steps import NINE, StepForm
from app.ui.desktop import Desktop
from app.ui.widgets.choices import Choice, ChoiceChips, Segmented
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel


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
        self.proof = ChoiceChips("", name="step_proof")
        self.proof.chosen.connect(self._on_proof)
        self._missing = ""
        self.steer = PlainLabel(role="caption", wrap=True, name="step_steer")
        self.column.addWidget(self.chips)
        self.column.addWidget(self.steer)
        self.column.addWidget(self.proof)
        self.column.addWidget(levels)
        self._group: str | None = None
        self._code: str | None = None
        self.retranslate()

    def show_case(self, panel: CasePanel) -> None:
        """Start from what is on file."""
        self._code = panel.reason.code if panel.reason else None
        self._missing = panel.reason.code if panel.reason and panel.reason.is_proof_missing else ""
        self.proof.set_value(None)
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
        choices.append(Choice("more", self.tr("More…"), MORE))
        self._group = None
        self.chips.set_choices(choices)
        self.chips.set_value(self._code)
        known = reasons.by_code.get(self._code or "")
        self.steer.setText(steering(known, self.desktop.words()) if known is not None else "")
        self.steer.setVisible(known is not None)
        self.proof.setVisible(known is not None and self._code == self._missing)

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
            is_proof_received=True if self.proof.value is not None and self._code == self._missing else None,
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

    def _on_proof(self, _received: object) -> None:
        self.answered.emit(self.given())

    def retranslate(self) -> None:
        """Say the words anew."""
        self.proof.setAccessibleName(self.tr("Proof"))
        self.proof.set_choices([Choice("received", self.tr("proof received"))])
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
