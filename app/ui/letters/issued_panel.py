"""Issued letters: what went out, what became of it, and the paper itself beside the list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.domain.date_entry import parse_when
from app.domain.errors import AppError, RuleViolation
from app.services.context import Context
from app.services.departures import Departed, Sending
from app.services.letters import files, issuing, listing, sheet
from app.services.letters.issuing import Marked, MarkLetter, Status, VoidLetter
from app.services.letters.listing import LetterPage, LetterRow
from app.services.letters.naming import STATUSES
from app.services.letters.pictures import Picture
from app.services.words import Words
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.events import Watch
from app.ui.imports.fields import TextField
from app.ui.letters.pdf_view import GAP, PdfView
from app.ui.letters.printing import new_printer, print_pages
from app.ui.letters.signed_copy import SignedCopyBar
from app.ui.reports.sending_bar import SendingBar
from app.ui.tables.sheet import Sheet
from app.ui.tables.table_model import Column, TableModel
from app.ui.tables.table_view import TableView
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.fields import DateEdit, Reading, SearchBox
from app.ui.widgets.flow import in_line

KINDS = ("events", "letter_runs", "cases")
MOST = 2_000
"""Letters of one reading, the newest first; older ones are found at their case."""

TONES = {"returned": "danger", "voided": "warn", "signed": "ok", "delivered": "ok"}
MARKS = (Status.SENT, Status.DELIVERED, Status.SIGNED, Status.RETURNED)


class IssuedPanel(QWidget):
    """Choosing a letter shows it; the buttons write down what became of it."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letters_issued_panel")
        self._desktop = desktop
        self._row: LetterRow | None = None
        self._act = desktop.context.new_id()
        self._printer: QPrinter | None = None
        self.status = Combo(name="letters_status")
        self.search = SearchBox("", name="letters_search")
        self.letters: TableModel[LetterRow] = TableModel(
            self._columns(), identity=lambda row: row.uid, parent=self
        )
        self.table: TableView[LetterRow] = TableView(self.letters, "", name="letters_table")
        self.view = PdfView(name="letters_view")
        self.note = TextField("letters_note")
        self.day: DateEdit[date] = DateEdit("", self._read_day, desktop.explain, name="letters_day")
        self.marks = {mark: Button("", name=f"letters_{mark}") for mark in MARKS}
        self.void = Button("", name="letters_void", kind="danger", icon="ban")
        self.save = Button("", name="letters_save", icon="download")
        self.print = Button("", name="letters_print", icon="printer")
        self.sending = SendingBar(desktop, "letters_save")
        self.signed = SignedCopyBar(desktop, self.sending)
        self._lay_out()
        self._connect()
        self._watch = Watch(self, desktop.events, KINDS, self.reload)
        self._retranslate()

    # -- showing ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list anew."""
        self._desktop.tasks.read(
            _page,
            self._desktop.words(),
            self.status.currentData(),
            owner=self,
            on_ok=self._on_page,
            slot="letters",
        )

    def _on_page(self, page: LetterPage) -> None:
        self.letters.show(page.rows)
        if not page.rows:
            self._choose(None)
        elif self._row is not None:
            self._choose(next((row for row in page.rows if row.uid == self._row.uid), None))

    def _choose(self, row: LetterRow | None) -> None:
        is_other = row is None or self._row is None or row.uid != self._row.uid
        self._row = row
        self._offer()
        if row is None:
            self.view.show_pages((), self.tr("Choose a letter to see it as it was issued."))
        elif is_other:
            self.note.set_text("")
            self.day.set_text("")
            self._show_paper()
        if is_other:
            self.signed.show_for(row)
            self.sending.shut()

    def _show_paper(self) -> None:
        """The chosen letter as it was issued."""
        if self._row is not None:
            self._desktop.signals.case_shown.emit(self._row.case_id, "letters")
            self._desktop.tasks.read(
                sheet.kept_pages,
                self._row.uid,
                owner=self,
                on_ok=self._on_pages,
                on_error=self._on_no_pages,
                slot="pages",
            )

    def _on_pages(self, pages: tuple[Picture, ...]) -> None:
        self.view.show_pages(pages)

    def _on_no_pages(self, error: AppError) -> None:
        self.view.show_pages((), self._desktop.explain(error))

    def _offer(self) -> None:
        is_open = self._row is not None and self._row.status != Status.VOIDED
        for button in (*self.marks.values(), self.void):
            button.setEnabled(is_open)
        for button in (self.save, self.print):
            button.setEnabled(self._row is not None)
        for field in (self.note, self.day):
            field.setEnabled(is_open)

    # -- what is pressed -------------------------------------------------------------------------

    def mark_it(self, status: Status) -> None:
        """Write down what became of the chosen letter, today or on the day that is typed."""
        if self._row is None or (self.day.text().strip() and not self.day.accept()):
            return
        note = self.note.text() or None
        is_slip = status is not Status.RETURNED
        command = MarkLetter(
            self._act,
            self._row.uid,
            status,
            self.day.value,
            tracking=note if is_slip else None,
            why=None if is_slip else note,
        )
        self._desktop.tasks.write(
            issuing.mark, command, owner=self, on_ok=self._on_marked, on_error=self._on_refused
        )

    def void_it(self) -> None:
        """Void the chosen letter with the reason that is typed."""
        if self._row is not None:
            command = VoidLetter(self._act, self._row.uid, self.note.text())
            self._desktop.tasks.write(
                issuing.void, command, owner=self, on_ok=self._on_marked, on_error=self._on_refused
            )

    def _on_marked(self, marked: Marked) -> None:
        self._act = self._desktop.context.new_id()
        self.note.set_text("")
        self.day.set_text("")
        word = STATUSES[marked.status][not self._desktop.words().is_chinese]
        self._desktop.tell(f"{marked.letter_no}  {word}", "ok")
        self.reload()

    def _on_refused(self, error: AppError) -> None:
        self._act = self._desktop.context.new_id()
        is_of_day = isinstance(error, RuleViolation) and error.field == "on"
        field = self.day if is_of_day else self.note
        field.show_error(self._desktop.explain(error))
        field.setFocus()

    def _read_day(self, text: str) -> Reading[date]:
        when = parse_when(text, self._desktop.context.today(), backward=True, field="on")
        return Reading(when.day, self._desktop.words().full_day(when.day))

    def ask_for_printer(self) -> None:
        """Print the chosen letter where the dialog of the system says."""
        printer = new_printer()
        if QPrintDialog(printer, self).exec():
            self.print_it(printer)

    def print_it(self, printer: QPrinter) -> None:
        """Print the chosen letter as it was issued."""
        if self._row is not None:
            self._printer = printer
            self._desktop.tasks.write(
                files.to_print,
                self._row.uid,
                owner=self,
                on_ok=self._on_fine_pages,
                on_error=self._on_no_pages,
            )

    def _on_fine_pages(self, pages: tuple[Picture, ...]) -> None:
        if self._printer is not None and print_pages(self._printer, pages):
            self._desktop.tell(self.tr("Given to the printer. Mark it as sent once it is posted."), "ok")
        else:
            self._desktop.tell(
                self.tr("The printer did not take the letter. Check it and try again."), "danger"
            )
        self._printer = None

    def ask_for_purpose(self) -> None:
        """Ask what the chosen letter is saved for."""
        self.sending.ask(self.save.text(), self.ask_for_file)

    def ask_for_file(self, sending: Sending) -> None:
        """Save the chosen letter where the dialog of the system says."""
        if self._row is None:
            return
        name = f"{self._row.letter_no}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the letter"), name)
        if chosen:
            self.save_it(Path(chosen), sending)

    def save_it(self, path: Path, sending: Sending) -> None:
        """Write the very bytes of the chosen letter."""
        if self._row is not None:
            row = self._row.uid
            self._desktop.tasks.write(files.save_letter, row, path, sending, owner=self, on_ok=self._on_saved)

    def _on_saved(self, left: Departed) -> None:
        self.sending.tell_saved(left.paths, left.password)

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.status)
        tools.addWidget(self.search, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addLayout(tools)
        column.addWidget(Sheet(self.table), 1)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.note, 2, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.day, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(told)
        column.addWidget(in_line(*self.marks.values(), self.void, self.save, self.print))
        column.addWidget(self.signed)
        column.addWidget(self.sending)
        self.split = QSplitter()
        self.split.setObjectName("letters_split")
        self.split.setChildrenCollapsible(False)
        self.view.setContentsMargins(GAP, 0, 0, 0)
        self.split.addWidget(left)
        self.split.addWidget(self.view)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        self.setFocusProxy(self.table)
        self._offer()
        self._breathe()

    def _connect(self) -> None:
        self.status.activated.connect(self.reload)
        self.search.searched.connect(self.letters.filter)
        self.search.left.connect(self.table.setFocus)
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(self._on_opened)
        for status, button in self.marks.items():
            button.clicked.connect(lambda _=False, status=status: self.mark_it(status))
        self.void.clicked.connect(self.void_it)
        self.save.clicked.connect(self.ask_for_purpose)
        self.print.clicked.connect(self.ask_for_printer)
        self.signed.drawn.connect(self._on_pages)
        self.signed.dropped.connect(self._show_paper)

    def _on_opened(self, row: LetterRow) -> None:
        self._desktop.signals.case_opened.emit(row.case_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._watch.mark()
        elif event.type() == QEvent.Type.StyleChange:
            self._breathe()

    def _breathe(self) -> None:
        self.view.setMinimumWidth(theme.current().space(18))
        self.table.setMinimumHeight(theme.current().space(10))

    def _retranslate(self) -> None:
        chinese = self._desktop.words().is_chinese
        states = ((words[not chinese], status) for status, words in STATUSES.items())
        self.status.offer([(self.tr("All letters"), None), *states])
        self.status.setAccessibleName(self.tr("State"))
        self.search.set_label(self.tr("Name, number, amount…"))
        self.table.setAccessibleName(self.tr("Issued letters"))
        self.view.set_label(self.tr("The letter as it was issued"))
        self.note.set_label(self.tr("Slip number, or why it came back or is voided"))
        self.day.set_label(self.tr("Day it happened; empty: today"))
        self.day.line.setPlaceholderText(self.tr("Day it happened; empty: today"))
        self.note.line.setPlaceholderText(self.tr("Slip number, or why it came back or is voided"))
        for status, text in (
            (Status.SENT, self.tr("Sent")),
            (Status.DELIVERED, self.tr("Delivered")),
            (Status.SIGNED, self.tr("Signed for")),
            (Status.RETURNED, self.tr("Came back")),
        ):
            self.marks[status].setText(text)
        self.void.setText(self.tr("Void"))
        self.save.setText(self.tr("Save as PDF…"))
        self.print.setText(self.tr("Print…"))
        self.letters.set_columns(self._columns())
        if self._row is None:
            self.view.show_pages((), self.tr("Choose a letter to see it as it was issued."))

    def _columns(self) -> list[Column[LetterRow]]:
        words = self._desktop.words()
        zone = words.zone
        return [
            Column("number", self.tr("Number"), lambda row: row.letter_no, ems=11),
            Column("name", self.tr("Name"), lambda row: row.name, ems=6),
            Column("title", self.tr("Letter"), lambda row: row.title, ems=9),
            Column(
                "amount",
                self.tr("Amount"),
                lambda row: words.money(row.total_minor, row.currency),
                lambda row: row.total_minor,
                right=True,
                ems=8,
            ),
            Column(
                "issued",
                self.tr("Issued"),
                lambda row: f"{row.issued_at.astimezone(zone):%Y-%m-%d}",
                lambda row: row.issued_at,
                ems=7,
            ),
            Column(
                "state",
                self.tr("State"),
                lambda row: row.status_text,
                tone=lambda row: TONES.get(row.status, ""),
                ems=6,
            ),
        ]


def _page(context: Context, words: Words, status: str | None) -> LetterPage:
    """One reading of the list."""
    return listing.page(context, words, 0, MOST, status=status)
