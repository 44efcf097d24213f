"""How cases are treated, as text: checked while a lead types, with what would change in sight before it counts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QColor, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.permissions import Deed
from app.services import treatment_strategy, treatments
from app.services.treatment_strategy import SetTreatment, TreatmentSheet, differences
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import LabelledGrid, TextField
from app.ui.permitted import reserve
from app.ui.settings.strategy_state import StrategyState
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel

TYPED_MS = 250
LEAST_LINES = 8
LINES_TOLD = 6
IN_FORCE, SHIPPED = "in_force", "shipped"


class TreatmentPanel(QWidget):
    """Nothing that is typed counts before it is put in force; a text that is wrong never does."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.sheet: TreatmentSheet | None = None
        self.about = PlainLabel(role="muted", wrap=True, name="treatment_about")
        self.state = StrategyState("treatment_state")
        self.versions = Combo(name="treatment_versions", least=18)
        self.text = QPlainTextEdit()
        self.text.setObjectName("treatment_text")
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="treatment_problem")
        self.changes = PlainLabel(role="caption", wrap=True, selectable=True, name="treatment_changes")
        self.why = TextField("treatment_why")
        self.save = Button("", name="treatment_save", kind="primary", icon="check")
        self.discard = Button("", name="treatment_discard")
        may = reserve(desktop, Deed.EDIT_STRATEGY, self.why, self.save, self.discard)
        self.text.setReadOnly(not may)
        self._bottom = LabelledGrid()
        self._bottom.add("why", self.why)
        self._typing = QTimer(self, singleShot=True, interval=TYPED_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.about, self.state, in_line(self.versions)):
            column.addWidget(part)
        column.addWidget(self.text, 1)
        for part in (self.problem, self.changes, self._bottom):
            column.addWidget(part)
        column.addWidget(in_line(self.save, self.discard))
        self.setFocusProxy(self.text)
        self._connect()
        self._watch = Watch(self, desktop.events, ("rules",), self.reload)
        self._retranslate()

    # -- what is in force ------------------------------------------------------------------------

    def reload(self) -> None:
        """Read what is in force and what was before; what is typed and differs from it stays."""
        self._desktop.tasks.read(treatment_strategy.sheet, owner=self, on_ok=self._on_sheet, slot="treatment")

    def _on_sheet(self, sheet: TreatmentSheet) -> None:
        was_clean = not self.is_changed
        self.sheet = sheet
        if was_clean:
            self.text.setPlainText(sheet.text)
        self._offer_versions()
        self._judge()

    @property
    def is_changed(self) -> bool:
        """Whether what is typed differs from what is in force."""
        return self.sheet is not None and self.text.toPlainText() != self.sheet.text

    def _judge(self) -> None:
        """Say whether the text is in order, and what it would change."""
        problem = self._problem() if self.is_changed else None
        self._mark(problem)
        self.problem.setText(self._desktop.explain(problem) if problem is not None else "")
        self.problem.setVisible(problem is not None)
        self.changes.setText(self._told())
        self.changes.setVisible(self.is_changed and problem is None)
        self.save.setEnabled(self.is_changed and problem is None)
        self.discard.setEnabled(self.is_changed)
        self.why.setEnabled(self.is_changed)
        self._say_state()

    def _problem(self) -> AppError | None:
        try:
            treatment_strategy.check(self._desktop.context, self.text.toPlainText())
        except AppError as problem:
            return problem
        return None

    def _mark(self, problem: AppError | None) -> None:
        """Show the line that is wrong."""
        marks = []
        if problem is not None and "line" in problem.params:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.text.document().findBlockByNumber(problem.params["line"] - 1))
            mark.format.setBackground(QColor(theme.current().tokens.tint_danger))
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            marks.append(mark)
        self.text.setExtraSelections(marks)

    def _told(self) -> str:
        """The lines that change, the first few of them."""
        if self.sheet is None:
            return ""
        lines = differences(self.sheet.text, self.text.toPlainText())
        rest = len(lines) - LINES_TOLD
        told = [
            *lines[:LINES_TOLD],
            *([self.tr("and {count} more lines").format(count=rest)] if rest > 0 else []),
        ]
        return "\n".join(told)

    # -- versions and keeping --------------------------------------------------------------------

    def _offer_versions(self) -> None:
        if self.sheet is None:
            return
        words = self._desktop.words()
        before = [
            (f"{words.moment(one.at)} · {one.who} · {one.why}".replace("\n", " "), one.act)
            for one in self.sheet.history
        ]
        choices = [(self.tr("In force"), IN_FORCE), *before, (self.tr("As it comes with FairDue"), SHIPPED)]
        self.versions.offer(choices)

    def _on_version(self) -> None:
        """Take an earlier text up, to be put in force again."""
        if self.sheet is None:
            return
        chosen = self.versions.currentData()
        texts = {one.act: one.toml or treatments.shipped() for one in self.sheet.history}
        texts |= {IN_FORCE: self.sheet.text, SHIPPED: treatments.shipped()}  # type: ignore[dict-item]
        self.text.setPlainText(texts[chosen])
        self._judge()

    def keep(self) -> None:
        """Put the text in force."""
        if not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        command = SetTreatment(self._desktop.context.new_id(), self.text.toPlainText(), self.why.text())
        self._desktop.tasks.write(
            treatment_strategy.put, command, owner=self, on_ok=self._on_kept, on_error=self._on_refused
        )

    def _on_kept(self, sheet: TreatmentSheet) -> None:
        self.why.set_text("")
        self.text.setPlainText(sheet.text)
        self._on_sheet(sheet)
        self._desktop.tell(self.tr("Cases are treated by the new text."), "ok")

    def _on_refused(self, error: AppError) -> None:
        self.save.setEnabled(True)
        if getattr(error, "field", "") == "why":
            self.why.show_error(self._desktop.explain(error))
            self.why.setFocus()
        else:
            self.problem.setText(self._desktop.explain(error))
            self.problem.setVisible(True)

    def _on_discard(self) -> None:
        self.versions.choose(IN_FORCE)
        self._on_version()

    # -- building --------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._typing.timeout.connect(self._judge)
        self.text.textChanged.connect(self._typing.start)
        self.versions.activated.connect(self._on_version)
        self.save.clicked.connect(self.keep)
        self.discard.clicked.connect(self._on_discard)
        self.why.line.returnPressed.connect(self.keep)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "text"):
            self.text.setMinimumHeight(theme.current().space(1.6) * LEAST_LINES)

    def _say_state(self) -> None:
        if self.sheet is not None:
            changed = self.tr("Changed and not kept yet: cases are treated as before.")
            self.state.tell(self._desktop, self.sheet, changed if self.is_changed else "")

    def _retranslate(self) -> None:
        self.about.setText(
            self.tr(
                "Stages, cadence, channels and letters. Each list is read from the top: the first entry whose "
                "conditions hold counts. Only a lead may change it."
            )
        )
        self.versions.setAccessibleName(self.tr("Version"))
        self.text.setAccessibleName(self.tr("How cases are treated"))
        self._bottom.say({"why": self.tr("Why")})
        self.save.setText(self.tr("Put in force"))
        self.discard.setText(self.tr("Discard the changes"))
        self._offer_versions()
        self._judge()
