"""What cases are ranked by: every step and its points, changed by a lead with the effect in sight before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from app.domain import strategy_edits as edits
from app.domain.errors import AppError
from app.domain.permissions import Deed
from app.domain.strategy import Strategy
from app.services import rule_table, score_strategy
from app.services.rule_table import ScoreRow
from app.services.score_strategy import SetStrategy, StrategySheet
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.permitted import reserve
from app.ui.settings.score_preview import ScorePreview
from app.ui.settings.score_step_form import ScoreStepForm
from app.ui.settings.strategy_state import StrategyState
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel

PREVIEW_MS = 120
SIDE_BY_SIDE_EMS = 62
LEAST_LINES = 9
IN_FORCE = "in_force"


class ScorePanel(QWidget):
    """``draft`` is what is being tried; nothing counts before it is kept."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.sheet: StrategySheet | None = None
        self.draft: Strategy = desktop.context.rules.strategy
        self.about = PlainLabel(role="muted", wrap=True, name="scores_about")
        self.state = StrategyState("scores_state")
        self.versions = Combo(name="scores_versions", least=18)
        self.load = Button("", name="scores_import", icon="upload")
        self.export = Button("", name="scores_export", icon="download")
        self.model: TableModel[ScoreRow] = TableModel(
            self._columns(), identity=lambda row: (row.rule, row.step), parent=self
        )
        self.table: TableView[ScoreRow] = TableView(self.model, "", name="scores_table")
        self.step = ScoreStepForm(desktop)
        self.preview = ScorePreview(desktop)
        self.why = TextField("scores_why")
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="scores_problem")
        self.save = Button("", name="scores_save", kind="primary", icon="check")
        self.discard = Button("", name="scores_discard")
        self._may = reserve(
            desktop, Deed.EDIT_STRATEGY, self.load, self.step, self.why, self.save, self.discard
        )
        if not self._may:
            self.preview.hide()
        self._bottom = LabelledGrid()
        self._chosen: tuple[str, int] | None = None
        self._timer = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, ("rules", "states"), self.reload)
        self._retranslate()

    def reload(self) -> None:
        """Read what is in force and what was before; a draft that differs from it stays."""
        self._desktop.tasks.read(score_strategy.sheet, owner=self, on_ok=self._on_sheet, slot="scores")

    def _on_sheet(self, sheet: StrategySheet) -> None:
        was_clean = self.sheet is None or self.draft == self.sheet.strategy
        self.sheet = sheet
        if was_clean:
            self.draft = sheet.strategy
        self._offer_versions()
        self._show()

    @property
    def is_changed(self) -> bool:
        """Whether the draft differs from what is in force."""
        return self.sheet is not None and self.draft != self.sheet.strategy

    def _show(self) -> None:
        self.model.show(rule_table.scores(self.draft, self._desktop.words()))
        self._show_step()
        is_changed = self.is_changed
        for button in (self.save, self.discard):
            button.setEnabled(is_changed)
        self.why.setEnabled(is_changed)
        self._say_state()
        self._timer.start()

    def _show_step(self) -> None:
        row = self._row
        self.step.setVisible(row is not None)
        if row is not None:
            self.step.show_step(row, self.draft.features[row.feature])

    @property
    def _row(self) -> ScoreRow | None:
        """The chosen step, as the draft has it now."""
        return next((row for row in self.model.shown if (row.rule, row.step) == self._chosen), None)

    def _on_chosen(self, row: ScoreRow | None) -> None:
        if row is not None:
            self._chosen = row.rule, row.step
            self._show_step()

    def _ask(self) -> None:
        if self._may and self.isVisible():
            self.preview.ask(self.draft)

    def try_out(self, draft: Strategy) -> None:
        """Take this as the draft."""
        self.draft = draft
        self.problem.setVisible(False)
        self._show()

    def _change(self, change: Callable[[ScoreRow], Strategy]) -> None:
        """Change the draft at the chosen step; what makes no sense is said at the step."""
        row = self._row
        if row is None:
            return
        try:
            draft = change(row)
        except AppError as error:
            self.step.complain(error)
            return
        if draft != self.draft:
            self.try_out(draft)

    def _on_worth(self, points: int) -> None:
        self._change(lambda row: edits.with_points(self.draft, row.rule, row.step, points))

    def _on_begins(self, threshold: int) -> None:
        self._change(lambda row: edits.with_threshold(self.draft, row.feature, row.step, threshold))

    def _on_counts(self, is_on: bool) -> None:
        self._change(lambda row: edits.switched(self.draft, row.rule, is_on=is_on))

    def _on_added(self) -> None:
        row = self._row
        threshold = edits.next_threshold(self.draft.features[row.feature]) if row else None
        if row is None or threshold is None:
            return
        draft, step = edits.with_step(self.draft, row.feature, threshold)
        self.try_out(draft)
        self._choose(row.rule, step)
        self.step.threshold.setFocus()

    def _on_removed(self) -> None:
        row = self._row
        self._change(lambda row: edits.without_step(self.draft, row.feature, row.step))
        if row is not None:
            self._choose(row.rule, max(row.step - 1, 1))

    def _choose(self, rule: str, step: int) -> None:
        for at, row in enumerate(self.model.shown):
            if (row.rule, row.step) == (rule, step):
                self.table.selectRow(at)

    # Versions and files.

    def _offer_versions(self) -> None:
        if self.sheet is None:
            return
        words = self._desktop.words()
        entries: list[tuple[str, object]] = [(self.tr("what is in force"), IN_FORCE)]
        entries += [
            (f"{words.moment(one.at)} · {one.who} · {one.why}".replace("\n", " "), one.act)
            for one in self.sheet.history
        ]
        entries.append((self.tr("as it comes with FairDue"), None))
        self.versions.offer(entries)
        self.versions.choose(IN_FORCE)

    def _on_version(self) -> None:
        if self.sheet is None:
            return
        chosen = self.versions.currentData()
        try:
            self.try_out(
                self.sheet.strategy
                if chosen == IN_FORCE
                else score_strategy.of_version(self.sheet.version(chosen))
            )
        except AppError as error:
            self._complain(error)

    def ask_for_import(self) -> None:
        """Choose a file in the dialog of the system."""
        found, _ = QFileDialog.getOpenFileName(self, self.load.text(), "", "TOML (*.toml)")
        if found:
            self.import_from(Path(found))

    def import_from(self, path: Path) -> None:
        """Try the strategy of a file; one that is wrong is refused with its line, and the draft stays."""
        try:
            self.try_out(score_strategy.read_file(path))
        except AppError as error:
            self._complain(error)

    def ask_for_export(self) -> None:
        """Write the draft where the dialog of the system says."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.export.text(), f"{self.draft.name}.toml", "TOML (*.toml)"
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the draft into a file."""
        try:
            written = score_strategy.write_file(self.draft, path)
        except AppError as error:
            self._complain(error)
        else:
            self._desktop.tell(self.tr("Saved as {path}").format(path=str(written)), "ok")

    def keep(self) -> None:
        """Put the draft in force."""
        if not self.is_changed:
            return
        toml = score_strategy.toml_to_keep(self.draft)
        command = SetStrategy(self._desktop.context.new_id(), toml, self.why.text())
        self.save.setEnabled(False)
        self._desktop.tasks.write(
            score_strategy.put,
            command,
            owner=self,
            on_ok=self._on_kept,
            on_error=self._on_refused,
            on_cancelled=lambda _: self._show(),
            title=self.tr("Ranking the queue anew"),
        )

    def _on_kept(self, sheet: StrategySheet) -> None:
        self.why.set_text("")
        self.draft = sheet.strategy
        self._on_sheet(sheet)
        self._desktop.tell(self.tr("The queue stands by the new points."), "ok")
        self.table.setFocus()

    def _on_refused(self, error: AppError) -> None:
        self.save.setEnabled(True)
        if getattr(error, "field", "") == "why":
            self.why.show_error(self._desktop.explain(error))
            self.why.setFocus()
        else:
            self._complain(error)

    def _on_discard(self) -> None:
        if self.sheet is not None:
            self.versions.choose(IN_FORCE)
            self.try_out(self.sheet.strategy)

    def _complain(self, error: AppError) -> None:
        self.problem.setText(self._desktop.explain(error))
        self.problem.setVisible(True)

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        left_column, right_column = QVBoxLayout(left), QVBoxLayout(right)
        for column in (left_column, right_column):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(10)
        self._bottom.add("why", self.why)
        left_column.addWidget(Sheet(self.table), 1)
        left_column.addWidget(self.step)
        right_column.addWidget(self.preview, 1)
        right_column.addWidget(self._bottom)
        right_column.addWidget(self.problem)
        right_column.addWidget(in_line(self.save, self.discard))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(14)
        self._sides.addWidget(left, 1)
        self._sides.addWidget(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.about, self.state, in_line(self.versions, self.load, self.export)):
            column.addWidget(part)
        column.addLayout(self._sides, 1)
        self.problem.setVisible(False)
        self.step.setVisible(False)
        self.setFocusProxy(self.table)
        self._make_room()

    def _connect(self) -> None:
        self._timer.timeout.connect(self._ask)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.row_opened.connect(lambda _row: self.step.points.setFocus())
        self.step.left.connect(self.table.setFocus)
        self.step.worth.connect(self._on_worth)
        self.step.begins.connect(self._on_begins)
        self.step.counts.connect(self._on_counts)
        self.step.added.connect(self._on_added)
        self.step.removed.connect(self._on_removed)
        self.versions.activated.connect(self._on_version)
        self.load.clicked.connect(self.ask_for_import)
        self.export.clicked.connect(self.ask_for_export)
        self.save.clicked.connect(self.keep)
        self.discard.clicked.connect(self._on_discard)
        self.why.line.returnPressed.connect(self.keep)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= theme.current().space(SIDE_BY_SIDE_EMS)
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()
        elif event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def _make_room(self) -> None:
        if hasattr(self, "table"):  # the first change of style comes while the panel is being built
            self.table.setMinimumHeight(theme.current().space(2.1) * LEAST_LINES)

    def _say_state(self) -> None:
        if self.sheet is not None:
            changed = self.tr("Changed and not kept yet: the queue stands as before.")
            self.state.tell(self._desktop, self.sheet, changed if self.is_changed else "")

    def _retranslate(self) -> None:
        self.about.setText(
            self.tr(
                "Cases of one tier stand in the order of their points. Of each rule the highest step counts. "
                "Choose a step, press Enter and move its points with the arrows."
            )
            if self._may
            else self.tr(
                "Cases of one tier stand in the order of their points. Of each rule the highest step counts. "
                "Only a lead may change them."
            )
        )
        self.versions.setAccessibleName(self.tr("Version"))
        self._bottom.say({"why": self.tr("Why")})
        self.load.setText(self.tr("Import a file…"))
        self.export.setText(self.tr("Save as a file…"))
        self.save.setText(self.tr("Put in force"))
        self.discard.setText(self.tr("Discard the changes"))
        self.table.setAccessibleName(self.tr("Score rules"))
        self.model.set_columns(self._columns())
        self._offer_versions()
        self._say_state()

    def _columns(self) -> list[Column[ScoreRow]]:
        return [
            Column("text", self.tr("When"), lambda row: row.text, ems=18, tone=_tone),
            Column(
                "points", self.tr("Points"), _points, lambda row: row.points, right=True, tone=_tone, ems=6
            ),
            Column("rule", self.tr("Rule"), self._rule, ems=9, tone=_tone),
        ]

    def _rule(self, row: ScoreRow) -> str:
        return row.name if row.is_on else self.tr("{rule}, off").format(rule=row.name)


def _points(row: ScoreRow) -> str:
    return f"{row.points:+d}" if row.points else "0"


def _tone(row: ScoreRow) -> str:
    if not row.is_on:
        return "muted"
    return "danger" if row.points < 0 else ""
