"""What a file would do or did, in counts, and the buttons that follow from it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.imports import ImportResult, disagreement, reason
from app.services.imports.drafts import Flag
from app.services.messages import said
from app.ui.desktop import Desktop
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Chip, PlainLabel
from app.ui.widgets.strips import Strip


class OutcomeBar(QWidget):
    """Counts as chips. Before the import: ``import_wanted``; after it: undo, the desk. Refused rows may
    be saved before and after."""

    import_wanted = Signal()
    undo_wanted = Signal()
    rows_wanted = Signal()
    save_wanted = Signal()
    desk_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._result: ImportResult | None = None
        self._is_done = False
        self.strip = Strip(name="import_outcome", bold=True)
        self.new = Chip(name="import_new")
        self.same = Chip(name="import_same")
        self.changed = Chip(name="import_changed")
        self.refused = Chip(name="import_refused")
        self.total = Chip(name="import_total")
        self.notes = PlainLabel(role="caption", wrap=True, name="import_notes")
        self.go = Button("", name="import_go", kind="primary", icon="download")
        self.undo = Button("", name="import_undo", icon="undo-2")
        self.rows = Button("", name="import_show_refused")
        self.save = Button("", name="import_save_refused", icon="download")
        self.desk = Button("", name="import_desk", icon="phone")
        self.another = Button("", name="import_another_after", icon="file-spreadsheet")
        line = QWidget()
        self._flow = FlowLayout(line, gap=8)
        chips = (self.new, self.same, self.changed, self.refused, self.total)
        buttons = (self.go, self.undo, self.rows, self.save, self.desk, self.another)
        for widget in (*chips, *buttons):
            self._flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.strip)
        column.addWidget(self.notes)
        column.addWidget(line)
        self.go.clicked.connect(self.import_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.rows.clicked.connect(self.rows_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.desk.clicked.connect(self.desk_wanted)
        self.another.clicked.connect(self.another_wanted)
        self._retranslate()

    def show_nothing(self, text: str = "", tone: str = "") -> None:
        """Nothing is known of the file: say why, or hide."""
        self._result = None
        self._show()
        self.strip.say(text, tone=tone)

    def show_trial(self, result: ImportResult) -> None:
        """What the import would do."""
        self._result, self._is_done = result, False
        self._show()

    def show_done(self, result: ImportResult) -> None:
        """What the import did, or why it did nothing."""
        self._result, self._is_done = result, True
        self._show()

    def show_undone(self) -> None:
        """The import was taken back."""
        self.undo.setVisible(False)
        self.strip.say(self.tr("The import was undone."), tone="accent")

    def busy(self, is_busy: bool) -> None:
        """While the file is read or written nothing else begins."""
        self.go.setEnabled(not is_busy and self._may_go())
        self.undo.setEnabled(not is_busy)
        self.save.setEnabled(not is_busy)

    # -- words -----------------------------------------------------------------------------------

    def _coming(self) -> int:
        return self._result.new + self._result.changed if self._result else 0

    def _may_go(self) -> bool:
        """Whether importing would write anything."""
        return self._result is not None and self._result.stopped_by is None and self._coming() > 0

    def _show(self) -> None:
        result = self._result
        every = (self.new, self.same, self.changed, self.refused, self.total, self.notes)
        for widget in (*every, self.go, self.undo, self.rows, self.save, self.desk, self.another):
            widget.setVisible(result is not None)
        if result is None:
            return
        words = self._desktop.words()
        self.new.show_state(self.tr("new"), "ok" if result.new else "", f"{result.new:,}")
        self.same.show_state(self.tr("same"), "", f"{result.same:,}")
        self.changed.show_state(self.tr("changed"), "accent" if result.changed else "", f"{result.changed:,}")
        self.refused.show_state(self.tr("refused"), "danger" if result.refused else "", f"{result.refused:,}")
        total = words.money(result.total_minor, result.currency)
        self.total.show_state(self.tr("sum"), "", f"{total} {result.currency}")
        written = result.act is not None
        self.go.setVisible(not (self._is_done and written))
        self.go.setText(
            self.tr("Import {count} row(s)", "", self._coming()).format(count=f"{self._coming():,}")
        )
        self.go.setEnabled(self._may_go())
        self.undo.setVisible(self._is_done and written)
        self.desk.setVisible(self._is_done and written)
        self.another.setVisible(self._is_done)
        self.rows.setVisible(bool(result.refusals))
        self.save.setVisible(bool(result.refusals))
        self.notes.setText(" · ".join(self._notes(result)))
        self.notes.setVisible(bool(self.notes.text()))
        self._say(result)

    def _say(self, result: ImportResult) -> None:
        if result.stopped_by is not None:
            told = disagreement(result.controls, result.currency, self._desktop.language)
            self.strip.say(said(result.stopped_by, {}, self._desktop.language), told, "warn")
        elif self._is_done and result.act is not None:
            cases = self.tr("New cases: {cases}").format(cases=f"{result.cases:,}")
            self.strip.say(self.tr("Imported."), cases if result.cases else "", "ok")
        elif not self._coming():
            text = self.tr("Nothing new in this file.") if result.same else self.tr("No row can come in.")
            self.strip.say(text, tone="accent" if result.same else "danger")
        else:
            self.strip.say("")

    def _notes(self, result: ImportResult) -> list[str]:
        """What should be known of rows that come in: each kind once, with how many."""
        language = self._desktop.language
        first: dict[str, Flag] = {}
        for flag in result.flags:
            first.setdefault(flag.code, flag)
        return [
            self.tr("Row {row}: {text} ({count} rows in all)").format(
                row=flag.row, text=reason(flag, language), count=f"{result.flag_counts[code]:,}"
            )
            for code, flag in first.items()
        ]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.undo.setText(self.tr("Undo this import"))
        self.rows.setText(self.tr("Show refused rows"))
        self.save.setText(self.tr("Save refused rows…"))
        self.desk.setText(self.tr("To the desk"))
        self.another.setText(self.tr("Another file"))
        self._show()
