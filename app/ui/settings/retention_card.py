"""Who is kept until when, and the erasure of everybody whose period is over."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError, RuleViolation
from app.domain.permissions import Deed
from app.services import retention
from app.services.retention import EraseDue, KeptPerson
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.permitted import reserve
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel

ROWS_IN_SIGHT = 8


class RetentionCard(Card):
    """The list of everybody whose cases are closed, with the rule that keeps them; one button for those who are due."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="retention", parent=parent)
        self._desktop = desktop
        self._due = 0
        self.people: TableModel[KeptPerson] = TableModel(
            self._columns(), identity=lambda one: one.person, parent=self
        )
        self.table: TableView[KeptPerson] = TableView(self.people, "", name="retention_table")
        self.why = TextField("retention_why")
        self.count = PlainLabel(role="muted", wrap=True, name="retention_count")
        self.erase = Button("", name="retention_erase", kind="danger", icon="trash-2")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="retention_problem")
        self.grid = LabelledGrid()
        self.grid.add("why", self.why)
        for part in (self.count, self.table, self.grid, in_line(self.erase), self.problem):
            self.body.addWidget(part)
        reserve(desktop, Deed.ERASE, self.why, self.erase)
        self.erase.clicked.connect(self._on_erase)
        self._watch = Watch(self, desktop.events, ("events", "states"), self.reload)
        self._retranslate()

    def reload(self) -> None:
        """Read the list anew."""
        self._desktop.tasks.read(
            retention.kept, owner=self, on_ok=self._on_kept, on_error=self._on_refused, slot="retention"
        )

    def _on_kept(self, people: list[KeptPerson]) -> None:
        today = self._desktop.context.today()
        self._due = sum(one.is_due(today) for one in people)
        self.people.show(people)
        self.table.setFixedHeight(theme.current().space(2.1) * (min(max(len(people), 2), ROWS_IN_SIGHT) + 2))
        self._show()

    def _show(self) -> None:
        self.count.setText(
            self.tr("{count} people are closed; {due} of them are kept long enough").format(
                count=f"{len(self.people.shown):,}", due=f"{self._due:,}"
            )
        )
        self.erase.setText(self.tr("Erase {due} people for good").format(due=f"{self._due:,}"))
        self.erase.setEnabled(self._due > 0)

    def _on_erase(self) -> None:
        self.problem.setText("")
        self.erase.setEnabled(False)
        command = EraseDue(self._desktop.context.new_id(), self._due, self.why.text())
        self._desktop.tasks.write(
            retention.erase_due,
            command,
            owner=self,
            on_ok=self._on_erased,
            on_error=self._on_refused,
            on_cancelled=self._on_cancelled,
            title=self.tr("Erasing"),
        )

    def _on_erased(self, count: int) -> None:
        self.why.set_text("")
        self._desktop.tell(self.tr("{count} people erased").format(count=f"{count:,}"), "ok")
        self.reload()

    def _on_cancelled(self, _value: object) -> None:
        self.reload()

    def _on_refused(self, error: AppError) -> None:
        self._show()
        sentence = self._desktop.explain(error)
        if isinstance(error, RuleViolation) and error.field == "why":
            self.why.show_error(sentence)
            self.why.setFocus()
        else:
            self.problem.setText(sentence)

    # -- words -----------------------------------------------------------------------------------

    def _columns(self) -> list[Column[KeptPerson]]:
        return [
            Column(
                "until",
                self.tr("Kept until"),
                lambda one: one.until_on.isoformat() if one.until_on else "—",
                ems=8,
            ),
            Column("cases", self.tr("Cases"), lambda one: ", ".join(map(str, one.cases)), ems=8),
            Column("creditors", self.tr("Creditor"), lambda one: "、".join(one.creditors), ems=12),
            Column("why", self.tr("Because"), self._because, ems=24),
        ]

    def _because(self, one: KeptPerson) -> str:
        if one.is_held:
            return self.tr("legal hold")
        return one.rule.text(self._desktop.language) if one.rule else self.tr("nothing ever happened")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.set_caption(self.tr("Kept long enough"))
        self.people.set_columns(self._columns())
        self.table.setAccessibleName(self.tr("People by the end of their period"))
        self.grid.say({"why": self.tr("Why erase")})
        self._show()
