"""The note of a call. What is typed is kept as a draft, so that a crash or a change of case loses nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.moments import Id
from app.services import drafts
from app.ui.desktop import Desktop
from app.ui.widgets.announcer import announce
from app.ui.widgets.fields import Line
from app.ui.widgets.labels import PlainLabel

DRAFT_MS = 800
"""From the first key after a kept draft to the next keeping: typing without a pause loses no more than this."""

FORM = "call_note"
LONGEST_PASTE = 1_000_000
"""Far above what a note may hold: what is too long is refused with a sentence, not cut without a word."""


class NoteField(QWidget):
    """One line, and below it what is wrong with it. ``left`` comes on Enter."""

    left = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._case: Id | None = None
        self._kept: dict[Id, str] = {}
        self.line = Line()
        self.line.setObjectName("call_note")
        self.line.setMaxLength(LONGEST_PASTE)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name="call_note_problem")
        self.problem.setVisible(False)
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.problem)
        self.setFocusProxy(self.line)
        self._retranslate()

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Write it as if typed: it is kept like that."""
        self.line.setText(text)
        self._on_edited()

    def show_case(self, case_id: Id, draft: str) -> None:
        """Take up the note of another case, with what was typed there before."""
        self.keep_draft()
        self._case = case_id
        # What was typed a moment ago may be on its way to the store while the case was read.
        self.line.setText(self._kept.setdefault(case_id, draft))
        self._complain("")

    def keep_draft(self) -> None:
        """Keep what is typed, if it is not kept already."""
        self._timer.stop()
        text = self.line.text()
        if self._case is not None and text != self._kept[self._case]:
            self._kept[self._case] = text
            self._desktop.tasks.write(drafts.keep, self._case, FORM, text, owner=self)

    def finish(self) -> None:
        """The note was saved with its call."""
        self.line.clear()
        self.keep_draft()

    def show_error(self, sentence: str) -> None:
        """Say what was refused; the text stays as it is."""
        self._complain(sentence)
        self.line.setFocus()
        announce(self, sentence)

    def _on_edited(self) -> None:
        self._complain("")
        if not self._timer.isActive():
            self._timer.start()

    def _complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.line.setAccessibleName(self.tr("Note"))
        self.line.setPlaceholderText(self.tr("Note (N)…"))
