"""What every form asks before data leave: for which purpose, and shut with a password or not; the password once."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.purposes import purposes
from app.ui.clipboard import private_clipboard
from app.ui.desktop import Desktop
from app.ui.imports.fields import TextField
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.combo import Combo
from app.ui.widgets.strips import Strip


class PurposeField(QWidget):
    """A purpose of the list, none chosen beforehand, and free words."""

    def __init__(self, desktop: Desktop, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.listed = Combo(name=f"{name}_listed")
        self.words = TextField(name)
        self.problem = self.words.problem
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.listed)
        column.addWidget(self.words)
        self.listed.activated.connect(self._on_chosen)
        self.setFocusProxy(self.listed)
        self._retranslate()

    def text(self) -> str | None:
        """What was chosen and typed, as it is kept; None for nothing."""
        code, words = self.listed.currentData(), self.words.text()
        if code is None:
            return words or None
        return f"{code}: {words}" if words else str(code)

    def choose(self, code: str, words: str = "") -> None:
        """Choose a purpose of the list, or none."""
        self.listed.choose(code or None)
        self.words.set_text(words)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong until something else is chosen or typed."""
        self.words.show_error(sentence)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _on_chosen(self, _at: int) -> None:
        self.words.show_error("")

    def _retranslate(self) -> None:
        language = self._desktop.language
        listed = [(known.words.text(language), known.code) for known in purposes().values()]
        self.listed.offer([(self.tr("Choose a purpose…"), None), *listed])
        self.listed.setAccessibleName(self.tr("Purpose"))
        self.words.set_label(self.tr("Purpose in words"))
        self.words.line.setPlaceholderText(self.tr("which case, which request"))


class PasswordStrip(Strip):
    """The password of a file that just left, until it is put away: it is kept nowhere."""

    def __init__(self, desktop: Desktop, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, bold=True, parent=parent)
        self._desktop = desktop
        self._password = ""
        self.copy = Button("", name=f"{name}_copy", icon="copy")
        self.done = IconButton("x", "", name=f"{name}_done")
        self.copy.clicked.connect(self._on_copy)
        self.done.clicked.connect(self.forget)
        self.row.addWidget(self.copy)
        self.row.addWidget(self.done)
        self._retranslate()

    def show_password(self, password: str | None) -> None:
        """Show it, or what was shown before no longer."""
        self._password = password or ""
        if not self._password:
            self.forget()
            return
        self.say(
            self._password,
            self.tr("The password of this file. It is shown only now; tell it by another way than the file."),
            "warn",
            "lock",
        )

    def forget(self) -> None:
        """Show no password any more."""
        self._password = ""
        self.say("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "done"):
            self._retranslate()

    def _on_copy(self) -> None:
        private_clipboard().copy(self._password)
        self._desktop.tell(self.tr("Copied; it leaves the clipboard in 30 seconds."), "accent")

    def _retranslate(self) -> None:
        self.copy.setText(self.tr("Copy"))
        self.done.set_label(self.tr("Put the password away"))
        if self._password:
            self.show_password(self._password)
