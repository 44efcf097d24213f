"""A bank statement comes in: chosen, matched, decided line by line, booked as one, undone as one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.services import bank_statements
from app.services.bank_statements import Fate, MatchStatement, StatementResult, Sums
from app.services.imports import Purpose
from app.services.imports.known import KnownCreditor, Look, Looked, creditors
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.column_grid import ColumnGrid
from app.ui.imports.file_head import FileHead
from app.ui.imports.file_work import AT_CREDITOR, FileWork
from app.ui.imports.refusals import Refusals
from app.ui.imports.statement_bar import StatementBar
from app.ui.imports.statement_view import StatementView
from app.ui.imports.work import make_up_statement
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.combo import Combo
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.strips import EmptyState


class StatementPanel(FileWork):
    """Joins the parts; a change of creditor or columns is matched anew, and decisions begin anew with it."""

    bar: StatementBar
    _result: StatementResult | None

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, "statement", parent)
        self._creditors: list[str] = []
        self.empty = EmptyState("banknote", name="statement_empty")
        self.choose = self.empty.add_action(
            Button("", name="statement_choose", kind="primary", icon="folder-open")
        )
        self.practise = self.empty.add_action(Button("", name="statement_practise", icon="graduation-cap"))
        self.practise.setVisible(desktop.context.is_practice)
        self.head = FileHead(desktop, name="statement")
        self.creditor = Combo(name="statement_creditor")
        self.creditor_label = PlainLabel(role="muted")
        self.more = Button("", name="statement_more", kind="link")
        self.columns = ColumnGrid(desktop, name="statement")
        self.map = Card(name="statement_map")
        self.view = StatementView(desktop)
        self.refusals = Refusals(desktop, name="statement")
        self.bar = StatementBar(desktop)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, ("cases", "imports"), self._reload_creditors)
        self._retranslate()

    # -- choosing --------------------------------------------------------------------------------

    def ask_for_file(self) -> None:
        """Open the dialog of the system and take what is chosen."""
        self._ask_for_file(self.tr("Choose a bank statement"))

    def open_file(self, path: Path) -> None:
        """Look at this file, whoever's statement it is."""
        self._path, self._preview, self._result = path, None, None
        self._open_map(False)
        self.bar.despite.setChecked(False)
        self._look(Look(path, purpose=Purpose.BANK_STATEMENT))

    def _practise(self) -> None:
        """Make a statement up and look at it."""
        name = self.tr("statement") + ".csv"
        self._desktop.tasks.read(make_up_statement, name, owner=self, on_ok=self.open_file)

    def _look_again(self) -> None:
        """The same file in another encoding or another sheet."""
        if self._path is not None and self._preview is not None:
            self._look(
                Look(
                    self._path,
                    self.creditor.currentData() or "",
                    Purpose.BANK_STATEMENT,
                    self.head.chosen_encoding,
                    self.head.chosen_sheet,
                )
            )

    def _on_looked(self, looked: Looked) -> None:
        self._end()
        self._preview = looked.preview
        self.stack.setCurrentIndex(1)
        self.head.show_preview(looked.preview)
        if looked.creditor:
            if looked.creditor not in self._creditors:  # the file was read before the list of creditors came
                self._creditors.append(looked.creditor)
                self._offer_creditors()
            self.creditor.choose(looked.creditor)
        self.columns.show_preview(looked.preview, Purpose.BANK_STATEMENT)
        self._match()

    # -- matching and booking --------------------------------------------------------------------

    def _command(self) -> MatchStatement | None:
        if self._path is None or self._preview is None:
            return None
        return MatchStatement(
            self._path,
            self.creditor.currentData() or "",
            self.columns.column_map,
            self.head.chosen_encoding,
            self.head.chosen_sheet,
            despite_controls=self.bar.despite.isChecked(),
            decisions=self.view.decisions,
            digest=self._preview.digest,
        )

    def _match(self) -> None:
        self.view.show_lines((), "", is_open=False)
        self.refusals.show_result(None)
        command = self._command()
        if command is None:
            return
        if not command.creditor:
            self.bar.show_nothing(self.tr("Whose money is it? Choose the creditor."), "accent")
            return
        title = self.tr("Matching {file}").format(file=command.path.name)
        self._begin(bank_statements.dry_run, command, on_ok=self._on_matched, title=title)

    def _on_matched(self, result: StatementResult) -> None:
        self._end()
        self._result = result
        self.view.show_lines(result.lines, result.currency, is_open=result.stopped_by is None)
        self.refusals.show_result(result)
        self.bar.show_sums(result, Sums.of(result.lines))
        self.view.table.setFocus()

    def _on_decided(self) -> None:
        """Shown at once, and matched anew: what one line takes is owed no more when another is weighed."""
        command = self._command()
        if self._result is None or command is None:
            return
        self.bar.show_sums(self._result, Sums.of(self.view.lines))
        title = self.tr("Matching {file}").format(file=command.path.name)
        self._begin(bank_statements.dry_run, command, on_ok=self._on_matched_anew, title=title)

    def _on_matched_anew(self, result: StatementResult) -> None:
        self._end()
        self._result = result
        self.view.refresh_lines(result.lines)
        self.bar.show_sums(result, Sums.of(self.view.lines))

    def _book(self) -> None:
        command = self._command()
        if command is None or self._result is None or not self.bar.book.isEnabled():
            return
        title = self.tr("Booking {file}").format(file=command.path.name)
        self._write(bank_statements.run, command, on_ok=self._on_booked, title=title)

    def _on_booked(self, result: StatementResult) -> None:
        """Whatever nobody decided is parked now."""
        self._end()
        self._result = result
        lines = [line.decided(None) if line.fate is Fate.ASK else line for line in result.lines]
        self.view.show_lines(lines, result.currency, is_open=False)
        self.bar.show_done(result, Sums.of(lines))

    def _undo(self) -> None:
        self._take_back(self.tr("Undoing the statement"))

    # -- work beside the window ------------------------------------------------------------------

    def _on_refused(self, error: AppError) -> None:
        self._end()
        sentence = self._desktop.explain(error)
        if self._preview is None:
            self.stack.setCurrentIndex(0)
            self.empty.say(sentence)
            return
        self.columns.mark_wrong(error.params.get("columns", ()))
        self._open_map(error.code not in AT_CREDITOR)
        self.bar.show_nothing(sentence, "danger")

    def _reload_creditors(self) -> None:
        self._desktop.tasks.read(creditors, owner=self, on_ok=self._on_creditors)

    def _on_creditors(self, found: list[KnownCreditor]) -> None:
        self._creditors = [one.name for one in found]
        self._offer_creditors()

    def _offer_creditors(self) -> None:
        self.creditor.offer([(self.tr("choose…"), ""), *((name, name) for name in self._creditors)])

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        line = QWidget()
        flow = FlowLayout(line, gap=12)
        for widget in (self.creditor_label, self.creditor, self.more):
            flow.addWidget(widget)
        self.head.body.addWidget(line)
        self.map.body.addWidget(self.columns)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.map)
        column.addWidget(self.view, 1)
        column.addWidget(self.refusals)
        column.addWidget(self.bar)
        column.addWidget(self.sending)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(work)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.map.setVisible(False)
        self._breathe()
        self.setFocusProxy(self.choose)

    def _connect(self) -> None:
        self.choose.clicked.connect(self.ask_for_file)
        self.practise.clicked.connect(self._practise)
        self.head.another_wanted.connect(self.ask_for_file)
        self.head.read_otherwise.connect(self._look_again)
        self.creditor.activated.connect(self._look_again)
        self.more.clicked.connect(lambda: self._open_map(self.map.isHidden()))
        self.columns.changed.connect(self._match)
        self.view.decided.connect(self._on_decided)
        self.bar.book_wanted.connect(self._book)
        self.bar.despite_changed.connect(self._match)
        self.bar.undo_wanted.connect(self._undo)
        self.bar.save_wanted.connect(self.ask_for_purpose)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._book)

    def _open_map(self, is_open: bool) -> None:
        self.map.setVisible(is_open)
        self._name_more()

    def _name_more(self) -> None:
        self.more.setText(self.tr("Hide the columns") if not self.map.isHidden() else self.tr("Columns…"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "refusals"):
            self._breathe()

    def _breathe(self) -> None:
        self.refusals.setFixedHeight(theme.current().space(8))
        self.map.setMinimumHeight(theme.current().space(17))

    def _retranslate(self) -> None:
        self.empty.say(
            self.tr("Drop a bank statement here, as CSV or a workbook. Money in is matched with the cases.")
        )
        self.choose.setText(self.tr("Choose a statement…"))
        self.practise.setText(self.tr("Make one up to practise on"))
        self.creditor_label.setText(self.tr("Money of"))
        self.creditor.setAccessibleName(self.tr("Creditor"))
        self._name_more()
        self._offer_creditors()
