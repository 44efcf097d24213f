"""The signed copy of an agreement: attached to an issued letter from a scan, shown in its place, saved again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.services.departures import Departed, Sending
from app.services.letters import files, signed
from app.services.letters.listing import LetterRow
from app.services.letters.pictures import Picture
from app.services.letters.signed import AttachSigned, SignedCopy
from app.ui.desktop import Desktop
from app.ui.reports.sending_bar import SendingBar
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import PlainLabel


class SignedCopyBar(QWidget):
    """In sight where the chosen letter is about a plan. ``drawn`` carries the pages of a scan, ``dropped`` nothing:
    the letter itself is to be shown again."""

    drawn = Signal(object)
    dropped = Signal()

    def __init__(self, desktop: Desktop, sending: SendingBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop, self._sending = desktop, sending
        self._row: LetterRow | None = None
        self._copies: list[SignedCopy] = []
        self.attach = Button("", name="signed_attach", icon="paperclip")
        self.show_copy = Button("", name="signed_show", icon="file-text")
        self.show_copy.setCheckable(True)
        self.save = Button("", name="signed_save", icon="download")
        self.state = PlainLabel("", "muted", name="signed_state")
        self.problem = PlainLabel("", tone="danger", wrap=True, name="signed_problem")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(in_line(self.attach, self.show_copy, self.save, self.state))
        column.addWidget(self.problem)
        self.attach.clicked.connect(self.ask_for_scan)
        self.show_copy.clicked.connect(self._on_show)
        self.save.clicked.connect(self.ask_for_purpose)
        self._retranslate()
        self.show_for(None)

    def show_for(self, row: LetterRow | None) -> None:
        """Ask which copies belong to a letter."""
        self._row, self._copies = row, []
        self.problem.setText("")
        self.show_copy.setChecked(False)
        self.setVisible(row is not None and row.is_about_plan)
        self._offer()
        if row is not None and row.is_about_plan:
            self._desktop.tasks.read(signed.copies, row.uid, owner=self, on_ok=self._on_copies, slot="copies")

    def _on_copies(self, copies: list[SignedCopy]) -> None:
        self._copies = copies
        self._offer()

    def _offer(self) -> None:
        newest = self._copies[0] if self._copies else None
        for button in (self.show_copy, self.save):
            button.setVisible(newest is not None)
        if newest is None:
            self.state.setText(self.tr("no signed copy yet"))
            return
        kept = f"{newest.kept_at.astimezone(self._desktop.words().zone):%Y-%m-%d}"
        self.state.setText(f"{newest.file_name}  {kept}")

    # -- what is pressed -------------------------------------------------------------------------

    def ask_for_scan(self) -> None:
        """Choose a scan in the dialog of the system."""
        found, _ = QFileDialog.getOpenFileName(
            self, self.tr("The signed agreement"), "", self.tr("Scans (*.pdf *.png *.jpg *.jpeg)")
        )
        if found:
            self.attach_it(Path(found))

    def attach_it(self, path: Path) -> None:
        """Keep a scan as the signed copy of the chosen letter."""
        if self._row is not None:
            command = AttachSigned(self._desktop.context.new_id(), self._row.uid, path)
            self._desktop.tasks.write(
                signed.attach, command, owner=self, on_ok=self._on_attached, on_error=self._on_refused
            )

    def _on_attached(self, copy: SignedCopy) -> None:
        self._desktop.tell(self.tr("{file} is kept with its plan.").format(file=copy.file_name), "ok")
        self.show_for(self._row)

    def _on_refused(self, error: AppError) -> None:
        self.problem.setText(self._desktop.explain(error))
        self.show_copy.setChecked(False)

    def _on_show(self, is_wanted: bool) -> None:
        if not is_wanted:
            self.dropped.emit()
        elif self._copies:
            self._desktop.tasks.read(
                signed.pages,
                self._copies[0],
                owner=self,
                on_ok=self._on_pages,
                on_error=self._on_refused,
                slot="pages",
            )

    def _on_pages(self, pages: tuple[Picture, ...]) -> None:
        if self.show_copy.isChecked():
            self.drawn.emit(pages)

    def ask_for_purpose(self) -> None:
        """Ask what the newest scan is saved for."""
        self._sending.ask(self.save.text(), self.ask_for_place)

    def ask_for_place(self, sending: Sending) -> None:
        """Save the newest scan where the dialog of the system says."""
        if self._copies:
            name = self._copies[0].file_name
            chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the signed copy"), name)
            if chosen:
                self.save_it(Path(chosen), sending)

    def save_it(self, path: Path, sending: Sending) -> None:
        """Write the very bytes of the newest scan."""
        if self._copies:
            self._desktop.tasks.write(
                files.save_signed,
                self._copies[0],
                path,
                sending,
                owner=self,
                on_ok=self._on_saved,
                on_error=self._on_refused,
            )

    def _on_saved(self, left: Departed) -> None:
        self._sending.tell_saved(left.paths, left.password)

    # -- building --------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.attach.setText(self.tr("Attach the signed copy…"))
        self.show_copy.setText(self.tr("Show the signed copy"))
        self.save.setText(self.tr("Save the signed copy…"))
        self._offer()
