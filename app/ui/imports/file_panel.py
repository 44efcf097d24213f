"""A file comes in: chosen, looked at, tried out, imported, undone. Each step follows by itself from the one before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import AppError
from app.services import imports
from app.services.imports import ImportFile, ImportResult
from app.services.imports.known import ENCODINGS, KnownCreditor, Look, Looked, creditors
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.column_grid import ColumnGrid
from app.ui.imports.file_head import FileHead
from app.ui.imports.file_work import AT_CREDITOR, FileWork
from app.ui.imports.outcome_bar import OutcomeBar
from app.ui.imports.refusals import Refusals
from app.ui.imports.terms_form import TermsForm
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.strips import EmptyState

WIDE_EMS = 62
_ANY_WIDTH = 16_777_215  # what Qt takes for "no limit"
AT_ENCODING = ("encoding_unknown", "encoding_wrong", "nul_character")


class FilePanel(FileWork):
    """Joins the parts; a change in any of them is tried out at once, the older trial is dropped."""

    bar: OutcomeBar
    _result: ImportResult | None

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(desktop, "import", parent)
        self._seen: Look | None = None
        self._tried: ImportFile | None = None
        self.empty = EmptyState("file-spreadsheet", name="import_empty")
        self.choose = self.empty.add_action(
            Button("", name="import_choose", kind="primary", icon="folder-open")
        )
        self.encoding = QComboBox()
        self.encoding.setObjectName("import_other_encoding")
        self.encoding.setVisible(False)
        self.head = FileHead(desktop)
        self.terms = TermsForm(desktop)
        self.columns = ColumnGrid(desktop)
        self.refusals = Refusals(desktop)
        self.bar = OutcomeBar(desktop)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, ("cases", "imports"), self._reload_creditors)
        self._retranslate()

    # -- choosing --------------------------------------------------------------------------------

    def ask_for_file(self) -> None:
        """Open the dialog of the system and take what is chosen."""
        self._ask_for_file(self.tr("Choose a file"))

    def open_file(self, path: Path) -> None:
        """Look at this file, whoever it is from."""
        self._path, self._preview, self._result = path, None, None
        self.terms.begin()
        self.encoding.setVisible(False)
        self.encoding.setCurrentIndex(0)
        self._look(Look(path))

    def _look_again(self) -> None:
        """The same file, read otherwise."""
        if self._path is not None and self._preview is not None:
            wish = self._wish(self._path)
            if wish != self._seen:
                self._look(wish)

    def _wish(self, path: Path) -> Look:
        asked, head = self.terms.asked, self.head
        return Look(path, asked.creditor, asked.purpose, head.chosen_encoding, head.chosen_sheet)

    def _on_looked(self, looked: Looked) -> None:
        self._end()
        self._preview, self._tried = looked.preview, None
        is_first = self.stack.currentIndex() == 0
        self.stack.setCurrentIndex(1)
        self.head.show_preview(looked.preview)
        if looked.creditor:
            self.terms.choose(looked.creditor, looked.purpose)
        if self._path is not None:
            self._seen = self._wish(self._path)
        self.columns.show_preview(looked.preview, looked.purpose)
        self.bar.show_nothing()
        self.refusals.show_result(None)
        if is_first:
            self.terms.creditor.setFocus()  # the button that was pressed is gone
        self._try_out()

    # -- trying and importing --------------------------------------------------------------------

    def _command(self) -> ImportFile | None:
        if self._path is None or self._preview is None:
            return None
        asked = self.terms.asked
        return ImportFile(
            self._path,
            asked.creditor,
            asked.purpose,
            column_map=self.columns.column_map,
            encoding=self.head.chosen_encoding,
            sheet=self.head.chosen_sheet,
            batch_no=asked.batch_no,
            received_on=asked.received_on,
            recall_on=asked.recall_on,
            as_of=asked.as_of,
            creditor_kind=asked.creditor_kind,
            rule_pack=asked.rule_pack,
            control_count=asked.control_count,
            control_minor=asked.control_minor,
            despite_controls=asked.despite_controls,
            all_or_none=asked.all_or_none,
        )

    def _try_out(self) -> None:
        command = self._command()
        if command is None or command == self._tried or not self.terms.is_readable:
            return
        self._tried = command
        if not command.creditor:
            self.bar.show_nothing(self.tr("Whose accounts are these? Choose or name the creditor."), "accent")
            return
        self._begin(
            imports.dry_run,
            command,
            on_ok=self._on_tried,
            title=self.tr("Checking {file}").format(file=command.path.name),
        )

    def _on_tried(self, result: ImportResult) -> None:
        self._end()
        self._result = result
        self.bar.show_trial(result)
        self.refusals.show_result(result)
        if not result.controls.agree:
            self.terms.open_more()

    def _import(self) -> None:
        command = self._command()
        if command is None:
            return
        title = self.tr("Importing {file}").format(file=command.path.name)
        self._write(imports.run, command, on_ok=self._on_imported, title=title)

    def _on_imported(self, result: ImportResult) -> None:
        self._end()
        self._result = result
        self.bar.show_done(result)
        self.refusals.show_result(result)

    def _undo(self) -> None:
        self._take_back(self.tr("Undoing the import"))

    # -- work beside the window ------------------------------------------------------------------

    def _end(self) -> None:
        super()._end()
        self.terms.show_problem("")

    def _on_refused(self, error: AppError) -> None:
        self._end()
        self._seen = self._tried = None
        sentence = self._desktop.explain(error)
        if self._preview is None:
            self.stack.setCurrentIndex(0)
            self.empty.say(sentence)
            self.encoding.setVisible(error.code in AT_ENCODING)
            self.choose.setFocus()
            return
        self.refusals.show_result(None)
        if error.code in AT_CREDITOR:
            self.terms.show_problem(sentence)
        self.columns.mark_wrong(error.params.get("columns", ()))
        self.bar.show_nothing(sentence, "danger")

    def _on_stopped(self, _nothing: object) -> None:
        super()._on_stopped(_nothing)
        self._seen = self._tried = None

    def _reload_creditors(self) -> None:
        self._desktop.tasks.read(creditors, owner=self, on_ok=self._on_creditors)

    def _on_creditors(self, found: list[KnownCreditor]) -> None:
        self.terms.show_creditors(found)

    def _show_refusals(self) -> None:
        """On a small screen the rows lie below the fold."""
        self.area.ensureWidgetVisible(self.refusals, 0, 0)
        self.refusals.table.setFocus()

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._map = Card(name="import_map")
        self._map.body.addWidget(self.columns)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(12)
        self._middle.addWidget(self.terms, 0, Qt.AlignmentFlag.AlignTop)
        self._middle.addWidget(self._map, 1)
        content = QWidget()
        content.setProperty("role", "page")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addLayout(self._middle, 1)
        column.addWidget(self.refusals)
        column.addWidget(self.sending)
        scroll = self.area = QScrollArea()
        scroll.setObjectName("import_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        work = QWidget()
        whole = QVBoxLayout(work)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.bar)
        nothing = QWidget()
        begin = QVBoxLayout(nothing)
        begin.addWidget(self.empty, 1)
        begin.addWidget(self.encoding, 0, Qt.AlignmentFlag.AlignHCenter)
        self.stack.addWidget(nothing)
        self.stack.addWidget(work)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.setFocusProxy(self.choose)

    def _connect(self) -> None:
        self.choose.clicked.connect(self.ask_for_file)
        self.encoding.activated.connect(self._on_encoding)
        self.head.another_wanted.connect(self.ask_for_file)
        self.head.read_otherwise.connect(self._look_again)
        self.terms.file_changed.connect(self._look_again)
        self.terms.terms_changed.connect(self._try_out)
        self.columns.changed.connect(self._try_out)
        self.bar.import_wanted.connect(self._import)
        self.bar.undo_wanted.connect(self._undo)
        self.bar.rows_wanted.connect(self._show_refusals)
        self.bar.save_wanted.connect(self.ask_for_purpose)
        # In the largest text there is no room for both.
        self.sending.opened.connect(lambda: self.bar.setVisible(False))
        self.sending.closed.connect(lambda: self.bar.setVisible(True))
        self.bar.desk_wanted.connect(lambda: self._desktop.signals.page_wanted.emit("desk"))
        self.bar.another_wanted.connect(self.ask_for_file)

    def _on_encoding(self) -> None:
        if self._path is not None and self.encoding.currentData():
            self._look(Look(self._path, encoding=self.encoding.currentData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_middle"):
            self._share()

    def _share(self) -> None:
        """Side by side where there is room, else below each other."""
        space = theme.current().space
        is_wide = self.width() >= space(WIDE_EMS)
        direction = QBoxLayout.Direction
        self._middle.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        self.terms.setMaximumWidth(space(27) if is_wide else _ANY_WIDTH)
        self.terms.setMinimumWidth(space(27) if is_wide else 0)
        self._map.setMinimumHeight(space(17))
        self.refusals.setMinimumHeight(space(10))

    def _retranslate(self) -> None:
        self.empty.say(
            self.tr("Drop a file here: a placement, new balances or payments as CSV or a workbook.")
        )
        self.choose.setText(self.tr("Choose a file…"))
        self.encoding.clear()
        self.encoding.addItem(self.tr("Read it as…"), "")
        for name in ENCODINGS:
            self.encoding.addItem(name.upper(), name)
        self.encoding.setAccessibleName(self.tr("Encoding"))
        self.area.setAccessibleName(self.tr("Import a file"))
