"""Where others' notes name a person: each can be read whole, and a passage be taken out of one for good."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.errors import AppError, RuleViolation
from app.domain.permissions import Deed
from app.services import passages
from app.services.erasing import Mention
from app.services.messages import said
from app.services.messages.erasing import named
from app.services.passages import ErasePassage
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.permitted import reserve
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel

ROWS_IN_SIGHT = 6


class MentionsPart(QWidget):
    """Hidden where nobody is named. ``erased`` tells that a passage went, and so that the list is to be read anew."""

    erased = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._is_busy = False
        self._read: Mention | None = None
        self.told = PlainLabel(wrap=True, name="mentions_told")
        self.mentions: TableModel[Mention] = TableModel(
            self._columns(), identity=lambda one: (one.uid, one.field), parent=self
        )
        self.table: TableView[Mention] = TableView(self.mentions, "", name="mentions_table")
        self.whole = PlainLabel(wrap=True, name="mentions_whole")
        self.passage = TextField("mentions_passage")
        self.is_whole = QCheckBox()
        self.is_whole.setObjectName("mentions_is_whole")
        self.why = TextField("mentions_why")
        self.go = Button("", name="mentions_go", kind="danger", icon="trash-2")
        self.caution = PlainLabel(role="caption", wrap=True, name="mentions_caution")
        self.grid = LabelledGrid()
        for name, field in (("passage", self.passage), ("is_whole", self.is_whole), ("why", self.why)):
            self.grid.add(name, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._of_one = (self.whole, self.grid, in_line(self.go), self.caution)
        for part in (self.told, self.table, *self._of_one):
            column.addWidget(part)
        reserve(desktop, Deed.ERASE, self.passage, self.is_whole, self.why, self.go)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.is_whole.toggled.connect(self._show)
        self.go.clicked.connect(self._on_go)
        self._retranslate()
        self.show_mentions(())

    def show_mentions(self, mentions: Sequence[Mention]) -> None:
        """List them, or nothing."""
        self.mentions.show(list(mentions))
        rows = min(max(len(mentions), 2), ROWS_IN_SIGHT)
        self.table.setFixedHeight(theme.current().space(2.1) * (rows + 2))
        self.told.setText(named(len(mentions), self._desktop.language) if mentions else "")
        self.setVisible(bool(mentions))
        self._on_chosen()

    # -- one of them -----------------------------------------------------------------------------

    def _on_chosen(self, *_: object) -> None:
        rows = self.table.chosen_rows
        one = rows[0] if rows else None
        if one != self._read:
            self._read = one
            self.is_whole.setChecked(False)
            self.why.set_text("")
            self.passage.set_text(one.word if one is not None else "")
        self._show()

    def _show(self, *_: object) -> None:
        one = self._read
        can = one is not None and passages.can_lose(one.kind, one.field)
        self.whole.setText("" if one is None else one.whole)
        self.caution.setText(self._caution(can))
        for part in self._of_one:
            part.setVisible(one is not None)
        self.grid.setVisible(can)
        self.passage.setEnabled(not self.is_whole.isChecked())
        self.go.setEnabled(can and not self._is_busy)

    def _caution(self, can: bool) -> str:
        if not can:
            return said("passage_no_text", {}, self._desktop.language)
        return self.tr(
            "There is no undo. The entry stays, with a dash in the place of the passage; who took it out, when and why "
            "is on record."
        )

    def _on_go(self) -> None:
        one = self._read
        if one is None:
            return
        passage = None if self.is_whole.isChecked() else self.passage.text()
        act = self._desktop.context.new_id()
        command = ErasePassage(act, one.uid, one.field, passage, self.why.text())
        self._busy(True)
        self._desktop.tasks.write(
            passages.erase, command, owner=self, on_ok=self._on_erased, on_error=self._on_refused
        )

    def _on_erased(self, _done: object) -> None:
        self._busy(False)
        self._read = None  # what is left of it is read, and asked about, anew
        self._desktop.tell(self.tr("The passage is erased. The record is whole."), "ok")
        self.erased.emit()

    def _on_refused(self, error: AppError) -> None:
        self._busy(False)
        field = self.why if isinstance(error, RuleViolation) and error.field == "why" else self.passage
        field.show_error(self._desktop.explain(error))
        field.setFocus()

    def _busy(self, is_on: bool) -> None:
        self._is_busy = is_on
        self._show()

    # -- words -----------------------------------------------------------------------------------

    def _columns(self) -> list[Column[Mention]]:
        return [
            Column(
                "case",
                self.tr("Case"),
                lambda one: str(one.case_no or "—"),
                lambda one: one.case_no or 0,
                ems=5,
            ),
            Column("on", self.tr("Day"), lambda one: one.on.isoformat(), ems=7),
            Column("text", self.tr("Text"), lambda one: one.text, ems=40),
        ]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.mentions.set_columns(self._columns())
        self.table.setAccessibleName(self.tr("Texts that name the person"))
        self.grid.say(
            {
                "passage": self.tr("Passage to take out"),
                "is_whole": self.tr("Extent"),
                "why": self.tr("Why erase"),
            }
        )
        self.is_whole.setText(self.tr("The whole text"))
        self.go.setText(self.tr("Take it out for good"))
        self.told.setText(named(self.mentions.rowCount(), self._desktop.language))
        self._show()
