"""What is asked where a file is asked for: for which purpose, shut or not. A line in the page, not a dialog; once the
file has left, its password stands in the same place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget

from app.domain.errors import AppError, RuleViolation
from app.services.departures import Sending
from app.services.purposes import purpose_given
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.reports.sending_fields import PasswordStrip, PurposeField
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import in_line
from app.ui.widgets.pages import bring_to_sight

LAID_OUT_MS = 60  # a splitter in a page that scrolls takes its height in several steps
Answer = Callable[[Sending], object]


class SendingBar(QWidget):
    """Hidden until ``ask``. The answer is called with a purpose that is kept so; Esc takes the question back.

    ``opened`` and ``closed`` let the page make room.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, desktop: Desktop, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._answer: Answer | None = None
        self._asked_from: QWidget | None = None
        self.card = Card(name=f"{name}_sending")
        self.purpose = PurposeField(desktop, f"{name}_purpose")
        self.is_protected = QCheckBox()
        self.is_protected.setObjectName(f"{name}_protect")
        self.confirm = Button("", name=f"{name}_confirm", kind="primary")
        self.back = Button("", name=f"{name}_back", keys="Esc")
        self.password = PasswordStrip(desktop, f"{name}_password")
        self.card.body.setSpacing(8)
        self.card.body.addWidget(self.purpose)
        self.card.body.addWidget(in_line(self.is_protected, self.back, self.confirm))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        column.addWidget(self.password)
        self.card.setVisible(False)
        self.confirm.clicked.connect(self.answer)
        self.back.clicked.connect(self.shut)
        self.purpose.words.line.returnPressed.connect(self.answer)
        self._breathe()
        self._retranslate()

    @property
    def is_asking(self) -> bool:
        """Whether the question stands."""
        return self._answer is not None

    def ask(self, confirm: str, answer: Answer, usual: str = "") -> None:
        """Ask; ``confirm`` is the word of the button, ``usual`` the purpose that the place itself tells."""
        self._answer = answer
        if not self.card.isVisible():
            self._asked_from = QApplication.focusWidget()
        self.password.forget()
        self.confirm.setText(confirm)
        self.purpose.choose(usual)
        self.is_protected.setChecked(False)
        self.opened.emit()
        self.card.setVisible(True)
        self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)
        self._hold_height()
        QTimer.singleShot(LAID_OUT_MS, self, lambda: bring_to_sight(self))

    def answer(self) -> None:
        """Hand over what was chosen, unless no purpose can be kept of it."""
        if self._answer is None:
            return
        try:
            kept = purpose_given(self.purpose.text())
        except RuleViolation as error:
            self.refuse(error)
            return
        self._answer(Sending(kept, self.is_protected.isChecked()))

    def refuse(self, error: AppError) -> bool:
        """Whether this is about the purpose; then it is said there."""
        if not isinstance(error, RuleViolation) or error.field != "purpose":
            return False
        self.purpose.show_error(self._desktop.explain(error))
        self._hold_height()
        self.purpose.setFocus()
        return True

    def tell_saved(self, paths: Sequence[Path], password: str | None) -> None:
        """Say where the files lie, and show once what shuts them."""
        names = ", ".join(str(path) for path in paths)
        self._desktop.tell(self.tr("Saved as {names}").format(names=names), "ok")
        self.show_left(password)

    def show_left(self, password: str | None) -> None:
        """The file has left; what shuts it is shown once."""
        self.shut()
        self.password.show_password(password)

    def shut(self) -> None:
        """Take the question back."""
        self._answer = None
        focus = QApplication.focusWidget()
        has_keys = focus is not None and self.card.isAncestorOf(focus)
        self.card.setVisible(False)
        self._hold_height()
        self.closed.emit()
        if has_keys and self._asked_from is not None and shiboken6.isValid(self._asked_from):
            self._asked_from.setFocus()  # else Qt hands the keys to whatever comes next in the window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold_height()

    def _hold_height(self) -> None:
        """A splitter does not ask for the height at a width, and would squeeze the fields."""
        is_open = self.card.isVisibleTo(self)
        self.setMinimumHeight(self.heightForWidth(self.width()) if is_open else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_asking:
            self.shut()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "password"):
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "password"):
            self._breathe()

    def _breathe(self) -> None:
        self.card.setMaximumWidth(theme.current().space(46))

    def _retranslate(self) -> None:
        self.card.set_caption(self.tr("Files leave only for a purpose; it is kept with the record of it"))
        self.is_protected.setText(self.tr("Shut with a new password (AES-256)"))
        self.back.setText(self.tr("Back"))
