"""The rules in force, to be read and searched: each with its number, source, article, status and date; a lead changes
the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.rulepack import Severity, Status
from app.services import rule_table
from app.services.rule_table import RuleRow
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.settings.rule_form import RuleForm
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.cards import Card
from app.ui.widgets.fields import SearchBox
from app.ui.widgets.labels import PlainLabel

TABLE_EMS = 15
_SEVERITY_TONES = {Severity.HARD: "danger", Severity.SOFT: "warn", Severity.WARN: "warn", Severity.INFO: ""}
_ORDER = list(Severity)


class RulesPanel(QWidget):
    """One row a rule; the chosen one is told in full below."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.search = SearchBox("", name="rules_search")
        self.model: TableModel[RuleRow] = TableModel(
            self._columns(), identity=lambda row: (row.pack, row.name), parent=self
        )
        self.table: TableView[RuleRow] = TableView(self.model, "", name="rules_table")
        self.text = PlainLabel(role="strong", wrap=True, name="rule_text")
        self.origin = PlainLabel(role="caption", wrap=True, name="rule_origin")
        self.detail = Card(name="rule_detail")
        self.detail.body.addWidget(self.text)
        self.detail.body.addWidget(self.origin)
        self.form = RuleForm(desktop)
        self.detail.body.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(Sheet(self.table), 1)
        column.addWidget(self.detail)
        self.detail.setVisible(False)
        self._breathe()
        self.search.searched.connect(self.model.filter)
        self.search.left.connect(self.table.setFocus)
        self.table.row_chosen.connect(self._on_chosen)
        self._watch = Watch(self, desktop.events, ("rules",), self.reload)
        self._retranslate()

    def reload(self) -> None:
        """Read the rules in the language of the window."""
        self._desktop.tasks.read(
            rule_table.rules, self._desktop.words(), owner=self, on_ok=self.model.show, slot="rules"
        )

    def _on_chosen(self, row: RuleRow | None) -> None:
        self.detail.setVisible(row is not None)
        if row is not None:
            self.text.setText(" · ".join(part for part in (row.text, row.value) if part))
            parts = (row.cited, row.status_text, row.as_of.isoformat())
            self.origin.setText(" · ".join(part for part in parts if part))
            self.form.show_rule(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self.table.setMinimumHeight(theme.current().space(TABLE_EMS))

    def _retranslate(self) -> None:
        self.search.set_label(self.tr("Rule, source, article…"))
        self.table.setAccessibleName(self.tr("Rules"))
        self.model.set_columns(self._columns())

    def _columns(self) -> list[Column[RuleRow]]:
        return [
            Column("pack", self.tr("Pack"), lambda row: row.pack, ems=6),
            Column("text", self.tr("Rule"), lambda row: row.text, ems=26),
            Column("value", self.tr("Number"), lambda row: row.value, ems=8),
            Column(
                "severity",
                self.tr("Effect"),
                lambda row: row.severity_text,
                lambda row: _ORDER.index(row.severity),
                tone=lambda row: _SEVERITY_TONES[row.severity],
                ems=11,
            ),
            Column("source", self.tr("Source"), lambda row: row.source, ems=16),
            Column("article", self.tr("Article"), lambda row: row.article, ems=7),
            Column(
                "status",
                self.tr("Status"),
                lambda row: row.status_text,
                tone=lambda row: "warn" if row.status is Status.RECALLED else "",
                ems=8,
            ),
            Column("as_of", self.tr("As of"), lambda row: row.as_of.isoformat(), ems=7),
        ]
