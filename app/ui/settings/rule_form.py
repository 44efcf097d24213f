"""One rule of a pack changed by a lead: its value as typed, what it does when broken, and why."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError, RuleViolation
from app.domain.permissions import Deed
from app.domain.rulepack import Severity
from app.services import rule_packs
from app.services.rule_packs import SetRule
from app.services.rule_table import SEVERITIES, RuleRow
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.permitted import reserve
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel


class RuleForm(QWidget):
    """Shown to those who may change rules; a rule that is a table says that it is changed in the file."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._row: RuleRow | None = None
        self.value, self.why = TextField("rule_value"), TextField("rule_why")
        self.severity = Combo(name="rule_severity")
        self.hint = PlainLabel(role="caption", wrap=True, name="rule_hint")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="rule_problem")
        self.save = Button("", name="rule_save", kind="primary", icon="check", keys="Enter")
        reserve(desktop, Deed.EDIT_RULES, self.value, self.severity, self.why, self.save)
        self._grid = LabelledGrid()
        for name, field in (("value", self.value), ("severity", self.severity), ("why", self.why)):
            self._grid.add(name, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.hint, self._grid, self.problem, in_line(self.save)):
            column.addWidget(widget)
        self.problem.setVisible(False)
        self.save.clicked.connect(self.save_it)
        for field in (self.value, self.why):
            field.line.returnPressed.connect(self.save_it)
        self._retranslate()

    def show_rule(self, row: RuleRow) -> None:
        """Offer the rule for a change."""
        self._row = row
        self.setVisible(True)
        for part in (self._grid, self.save):
            part.setVisible(bool(row.typed))
        self.hint.setVisible(not row.typed)
        self.value.set_text(row.typed)
        self.why.set_text("")
        self.severity.choose(row.severity)
        self._complain("", "")

    def save_it(self) -> None:
        """Put what is typed in force."""
        if self._row is None:
            return
        severity: Severity = self.severity.currentData()
        command = SetRule(
            self._desktop.context.new_id(),
            self._row.code,
            self._row.name,
            self.value.text(),
            self.why.text(),
            severity if severity is not self._row.severity else None,
        )
        self.setEnabled(False)
        self._desktop.tasks.write(
            rule_packs.set_rule,
            command,
            owner=self,
            on_ok=self._on_kept,
            on_error=self._on_refused,
            on_cancelled=self._on_left,
            title=self.tr("Cases by the new rule"),
        )

    def _on_kept(self, _card: object) -> None:
        self.setEnabled(True)
        self.why.set_text("")
        self._complain("", "")
        self._desktop.tell(self.tr("The rule is in force."), "ok")

    def _on_left(self, _nothing: object) -> None:
        self.setEnabled(True)

    def _on_refused(self, error: AppError) -> None:
        self.setEnabled(True)
        self._complain(error.field if isinstance(error, RuleViolation) else "", self._desktop.explain(error))

    def _complain(self, field: str, sentence: str) -> None:
        self.value.show_error(sentence if field == "value" else "")
        self.why.show_error(sentence if field == "why" else "")
        rest = "" if field in ("value", "why") else sentence
        self.problem.setText(rest)
        self.problem.setVisible(bool(rest))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        is_chinese = self._desktop.words().is_chinese
        self.severity.offer([(words[is_chinese], kind) for kind, words in SEVERITIES.items()])
        self.hint.setText(
            self.tr("This rule is a table: save the pack as a file, change it there and import it.")
        )
        self._grid.say(
            {"value": self.tr("Number"), "severity": self.tr("Effect"), "why": self.tr("Why it is changed")}
        )
        self.save.setText(self.tr("Put in force"))
