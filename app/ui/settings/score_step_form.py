"""One step of a score rule: at which threshold it begins, what it is worth, whether its rule counts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from app.domain.errors import AppError
from app.domain.halfwidth import half_width
from app.domain.money import parse_amount
from app.domain.strategy import TRAITS, Feature, Unit
from app.domain.strategy_edits import next_threshold
from app.domain.strategy_file import MOST_POINTS
from app.services.rule_table import ScoreRow
from app.services.term_entry import days_from
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import ParsedEdit, Reading
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel

_CURRENCY = "CNY"


class PointsBox(QSpinBox):
    """Points, moved by the arrows; Enter and Esc go back to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.accept()
            self.left.emit()


class ScoreStepForm(Card):
    """``worth`` and ``begins`` carry new points and a new threshold; ``counts`` whether the rule is on."""

    worth = Signal(int)
    begins = Signal(int)
    counts = Signal(bool)
    added = Signal()
    removed = Signal()
    left = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="score_step", parent=parent)
        self._desktop = desktop
        self._feature: Feature | None = None
        self.text = PlainLabel(role="strong", wrap=True, name="score_step_text")
        self.is_on = QCheckBox()
        self.is_on.setObjectName("score_rule_on")
        self.points = PointsBox()
        self.points.setObjectName("score_points")
        self.points.setRange(-MOST_POINTS, MOST_POINTS)
        self.points.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.threshold: ParsedEdit[int] = ParsedEdit("", self._read, desktop.explain, name="score_threshold")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="score_step_problem")
        self.more = Button("", name="score_step_add", icon="plus")
        self.less = Button("", name="score_step_remove", icon="trash-2")
        self._worth, self._from = LabelledGrid(), LabelledGrid()
        self._worth.add("points", self.points)
        self._from.add("threshold", self.threshold)
        fields = QHBoxLayout()
        fields.setSpacing(16)
        fields.addWidget(self._worth, 1)
        fields.addWidget(self._from, 2)
        self.body.setSpacing(8)
        self.body.addWidget(self.text)
        self.body.addLayout(fields)
        for part in (in_line(self.is_on, self.more, self.less), self.problem):
            self.body.addWidget(part)
        self.problem.setVisible(False)
        self.points.valueChanged.connect(self.worth)
        self.points.left.connect(self.left)
        self.threshold.accepted.connect(self._on_threshold)
        self.threshold.line.editingFinished.connect(self._on_threshold)
        self.is_on.toggled.connect(self.counts)
        self.more.clicked.connect(self.added)
        self.less.clicked.connect(self.removed)
        self._retranslate()

    def show_step(self, row: ScoreRow, feature: Feature) -> None:
        """Show a step."""
        is_group = TRAITS[feature.measure].unit is Unit.GROUP
        self._feature = feature
        self.text.setText(row.text)
        with QSignalBlocker(self.points), QSignalBlocker(self.is_on):
            self.points.setValue(row.points)
            self.is_on.setChecked(row.is_on)
        self.threshold.set_text(self._shown(row.threshold))
        self.threshold.setEnabled(not is_group)
        self.more.setEnabled(next_threshold(feature) is not None)
        self.less.setEnabled(not is_group and len(feature.thresholds) > 1)
        self.problem.setVisible(False)
        self._say()

    def complain(self, error: AppError) -> None:
        """Say why a change was refused."""
        self.problem.setText(self._desktop.explain(error))
        self.problem.setVisible(True)

    def _unit(self) -> Unit | None:
        return None if self._feature is None else TRAITS[self._feature.measure].unit

    def _shown(self, threshold: int) -> str:
        is_money = self._unit() is Unit.MINOR
        return self._desktop.words().money(threshold, _CURRENCY) if is_money else str(threshold)

    def _read(self, text: str) -> Reading[int]:
        if self._feature is None:
            return Reading(0)
        trait = TRAITS[self._feature.measure]
        if trait.unit is Unit.MINOR:
            minor = parse_amount(text, _CURRENCY, field="threshold")
            read = self._desktop.words().money(minor, _CURRENCY)
            return Reading(minor, "" if read == text.strip() else read)
        return Reading(
            days_from(half_width(text), "threshold", trait.lowest, trait.highest), self._unit_name()
        )

    def _on_threshold(self) -> None:
        if self.threshold.value is not None:
            self.begins.emit(self.threshold.value)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _unit_name(self) -> str:
        return {
            Unit.DAYS: self.tr("days"),
            Unit.TIMES: self.tr("times"),
            Unit.PERCENT: self.tr("percent"),
            Unit.LEVEL: self.tr("of 5"),
        }.get(self._unit() or Unit.GROUP, "")

    def _say(self) -> None:
        is_falling = self._feature is not None and self._feature.sign < 0
        self._from.say({"threshold": self.tr("From, or fewer") if is_falling else self.tr("From")})

    def _retranslate(self) -> None:
        self._worth.say({"points": self.tr("Points")})
        self._say()
        self.threshold.read_again()
        self.is_on.setText(self.tr("This rule counts"))
        self.more.setText(self.tr("Add a step"))
        self.less.setText(self.tr("Remove the step"))
