"""Rule packs as a whole: which are in force for whom, taken in and given out as files, their history, going back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.errors import AppError, RuleViolation
from app.domain.permissions import Deed
from app.domain.rulepack import Completeness
from app.services import creditors, rule_packs
from app.services.context import Context
from app.services.creditors import CreditorCard
from app.services.rule_packs import ChoosePack, GoBack, PackCard, PackChange, PutPack
from app.services.rule_words import rule_text
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.permitted import reserve
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel, SectionTitle
from app.ui.widgets.pages import bring_to_sight

TABLE_EMS = 12


class PacksPanel(QWidget):
    """The pack that is marked is the one that files, history and going back are about."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._code: str | None = None
        self._marked: PackChange | None = None
        self.model: TableModel[PackCard] = TableModel(
            self._columns(), identity=lambda row: row.code, parent=self
        )
        self.table: TableView[PackCard] = TableView(self.model, "", name="packs_table")
        self.load = Button("", name="packs_import", icon="upload")
        self.export = Button("", name="packs_export", icon="download")
        self.adopt = Button("", name="packs_adopt")
        self.why = TextField("packs_why")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="packs_problem")
        self.title = SectionTitle(name="packs_history_title")
        self.changes: TableModel[PackChange] = TableModel(self._change_columns(), parent=self)
        self.history: TableView[PackChange] = TableView(self.changes, "", name="packs_history")
        self.back = Button("", name="packs_back", icon="undo-2")
        self.whose = SectionTitle(name="packs_creditor_title")
        self.creditor = Combo(name="packs_creditor", least=16)
        self.pack = Combo(name="packs_pack", least=12)
        self.choose = Button("", name="packs_choose")
        reserve(desktop, Deed.EDIT_RULES, self.load, self.adopt, self.why, self.back)
        reserve(desktop, Deed.EDIT_RULES, self.creditor, self.pack, self.choose)
        self._grid = LabelledGrid()
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, ("rules", "creditors", "imports"), self.reload)
        self._retranslate()

    def reload(self) -> None:
        """Read packs and creditors anew."""
        self._desktop.tasks.read(rule_packs.listing, owner=self, on_ok=self._on_cards, slot="packs")
        self._desktop.tasks.read(creditors.listing, owner=self, on_ok=self._on_creditors, slot="creditors")

    def _on_cards(self, cards: list[PackCard]) -> None:
        self.model.show(cards)
        if self._code is None and cards:
            self.table.selectRow(next((at for at, card in enumerate(cards) if card.used_by), 0))
        self.pack.offer([(self._name(card), card.code) for card in cards])
        self._on_creditor()
        self._read_history()
        self._offer()

    def _on_creditors(self, cards: list[CreditorCard]) -> None:
        self.creditor.offer([(card.name, card) for card in cards])
        self._on_creditor()

    def _on_creditor(self) -> None:
        card: CreditorCard | None = self.creditor.currentData()
        if card is not None:
            self.pack.choose(card.rule_pack)
        self._offer()

    def _on_pack(self, row: PackCard | None) -> None:
        self._code = row.code if row is not None else None
        self._complain("", "")
        self._offer()
        self._read_history()

    def _on_change(self, row: PackChange | None) -> None:
        self._marked = row
        self._offer()

    def _read_history(self) -> None:
        if self._code is not None:
            self._desktop.tasks.read(
                rule_packs.history, self._code, owner=self, on_ok=self._on_history, slot="pack_history"
            )

    def _on_history(self, changes: list[PackChange]) -> None:
        self.changes.show(changes)
        # What was marked in the list before is not gone back from unseen.
        self._marked = next(iter(self.history.chosen_rows), None)
        self._offer()

    @property
    def _card(self) -> PackCard | None:
        return next((card for card in self.model.shown if card.code == self._code), None)

    def _offer(self) -> None:
        card = self._card
        self.export.setEnabled(card is not None)
        self.load.setEnabled(card is not None)
        self.adopt.setEnabled(card is not None and (card.has_newer or not card.is_in_store))
        self.back.setEnabled(self._marked is not None)
        self.choose.setEnabled(self.creditor.count() > 0)

    # -- what is pressed -------------------------------------------------------------------------

    def ask_for_file(self) -> None:
        """Choose a pack's file in the dialog of the system."""
        found, _ = QFileDialog.getOpenFileName(self, self.tr("A rule pack"), "", "TOML (*.toml)")
        if found:
            self.take_in(Path(found))

    def take_in(self, path: Path) -> None:
        """Check a file and put it in force in the place of the marked pack."""
        self._desktop.tasks.read(
            _read_file, path, owner=self, on_ok=self._put, on_error=self._on_refused, slot="file"
        )

    def _put(self, toml: str | None) -> None:
        if self._code is not None:
            command = PutPack(self._desktop.context.new_id(), self._code, toml, self.why.text())
            self._write(rule_packs.put, command)

    def ask_for_place(self) -> None:
        """Save the marked pack where the dialog of the system says."""
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the rule pack"), f"{self._code}.toml")
        if chosen:
            self.give_out(Path(chosen))

    def give_out(self, path: Path) -> None:
        """Write the marked pack."""
        self._desktop.tasks.read(
            rule_packs.write_file,
            self._code,
            path,
            owner=self,
            on_ok=self._on_saved,
            on_error=self._on_refused,
            slot="save",
        )

    def _on_saved(self, path: Path) -> None:
        self._desktop.tell(self.tr("Saved as {path}").format(path=str(path)), "ok")

    def _on_back(self) -> None:
        if self._marked is not None and self._code is not None:
            new_id = self._desktop.context.new_id()
            self._write(rule_packs.go_back, GoBack(new_id, self._code, self._marked.act, self.why.text()))

    def _on_choose(self) -> None:
        card: CreditorCard | None = self.creditor.currentData()
        if card is not None:
            command = ChoosePack(self._desktop.context.new_id(), card.id, self.pack.currentData())
            self._write(rule_packs.choose, command)

    def _write(self, service: Callable[..., object], command: object) -> None:
        self.setEnabled(False)
        self._desktop.tasks.write(
            service,  # type: ignore[arg-type]
            command,
            owner=self,
            on_ok=self._on_kept,
            on_error=self._on_refused,
            on_cancelled=lambda _: self.setEnabled(True),
            title=self.tr("Cases by the new rules"),
        )

    def _on_kept(self, _card: object) -> None:
        self.setEnabled(True)
        self.why.set_text("")
        self._complain("", "")
        self._desktop.tell(self.tr("The rules are in force."), "ok")

    def _on_refused(self, error: AppError) -> None:
        self.setEnabled(True)
        self._complain(error.field if isinstance(error, RuleViolation) else "", self._desktop.explain(error))

    def _complain(self, field: str, sentence: str) -> None:
        self.why.show_error(sentence if field == "why" else "")
        self.problem.setText("" if field == "why" else sentence)
        self.problem.setVisible(bool(self.problem.text()))
        if field == "why":
            self.why.setFocus()
        if sentence:
            bring_to_sight(self.why)  # the button that was pressed may stand far below

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._grid.add("why", self.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (
            Sheet(self.table),
            self._grid,
            in_line(self.load, self.export, self.adopt),
            self.problem,
            self.title,
            Sheet(self.history),
            in_line(self.back),
            self.whose,
            in_line(self.creditor, self.pack, self.choose),
        ):
            column.addWidget(widget)
        column.addStretch()
        self.problem.setVisible(False)
        self._breathe()

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._on_pack)
        self.history.row_chosen.connect(self._on_change)
        self.load.clicked.connect(self.ask_for_file)
        self.export.clicked.connect(self.ask_for_place)
        self.adopt.clicked.connect(lambda: self._put(None))
        self.back.clicked.connect(self._on_back)
        self.creditor.activated.connect(self._on_creditor)
        self.choose.clicked.connect(self._on_choose)

    def _name(self, card: PackCard) -> str:
        return f"{card.pack.words.text(self._desktop.language)} ({card.code})"

    def _state(self, card: PackCard) -> str:
        if card.problem is not None:
            return self._desktop.explain(card.problem)
        if not card.is_in_store:
            return self.tr("comes with the program")
        if card.is_shipped:
            return self.tr("in force as it comes")
        return self.tr("changed, or an older one; the program brings another")

    def _columns(self) -> list[Column[PackCard]]:
        return [
            Column("pack", self.tr("Pack"), self._name, ems=12),
            Column("as_of", self.tr("As of"), lambda row: row.pack.as_of.isoformat(), ems=7),
            Column(
                "whole",
                self.tr("Completeness"),
                lambda row: (
                    self.tr("whole") if row.pack.completeness is Completeness.COMPLETE else self.tr("in part")
                ),
                tone=lambda row: "" if row.pack.completeness is Completeness.COMPLETE else "warn",
                ems=9,
            ),
            Column(
                "used_by",
                self.tr("Creditors"),
                lambda row: str(row.used_by),
                lambda row: row.used_by,
                right=True,
                ems=6,
            ),
            Column(
                "state",
                self.tr("State"),
                self._state,
                tone=lambda row: "danger" if row.problem is not None else "",
                ems=18,
            ),
        ]

    def _changed_rule(self, row: PackChange) -> str:
        return rule_text(row.rule, self._desktop.words()) if row.rule else self.tr("the whole pack")

    def _change_columns(self) -> list[Column[PackChange]]:
        words = self._desktop.words()
        return [
            Column("at", self.tr("When"), lambda row: words.moment(row.at), lambda row: row.at, ems=8),
            Column("who", self.tr("Who"), lambda row: row.who, ems=6),
            Column("rule", self.tr("Rule"), self._changed_rule, ems=16),
            Column("old", self.tr("Before"), lambda row: row.old, ems=8),
            Column("new", self.tr("After it"), lambda row: row.new, ems=8),
            Column("why", self.tr("Why"), lambda row: row.why, ems=14),
        ]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        for view in (self.table, self.history):
            view.setFixedHeight(theme.current().space(TABLE_EMS))

    def _retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Rule packs"))
        self.history.setAccessibleName(self.tr("Who changed what"))
        self.title.setText(self.tr("Who changed what"))
        self.whose.setText(self.tr("Which rules a creditor goes by"))
        self.creditor.setAccessibleName(self.tr("Creditor"))
        self.pack.setAccessibleName(self.tr("Pack"))
        self._grid.say({"why": self.tr("Why it is changed")})
        self.load.setText(self.tr("Import a file…"))
        self.export.setText(self.tr("Save as a file…"))
        self.adopt.setText(self.tr("Take that of the program"))
        self.back.setText(self.tr("Back to before the marked change"))
        self.choose.setText(self.tr("Let it go by this pack"))
        self.model.set_columns(self._columns())
        self.changes.set_columns(self._change_columns())


def _read_file(_context: Context, path: Path) -> str:
    return rule_packs.read_file(path)
