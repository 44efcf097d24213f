"""Fields of the dialogs: words above, what is wrong below; secrets are shown only while one asks for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.ui import theme
from app.ui.widgets.announcer import announce
from app.ui.widgets.bars import Part, ProportionBar
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.fields import Line
from app.ui.widgets.labels import PlainLabel

LONGEST_SECRET = 1024
SECRET_HINTS = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class Field(QWidget):
    """One line with its words and, below it, what is wrong. ``changed`` when its text did, ``accepted`` on Enter."""

    changed = Signal()
    accepted = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel(role="caption")
        self.line = Line()
        self.line.setObjectName(name)
        self.line.textChanged.connect(self._on_changed)
        self.line.returnPressed.connect(self.accepted)
        self.problem = PlainLabel(role="caption", tone="danger", wrap=True, name=f"{name}_problem")
        self.problem.setVisible(False)
        self.setFocusProxy(self.line)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setVerticalSpacing(2)
        self.grid.setHorizontalSpacing(0)
        self.grid.addWidget(self.words, 0, 0)
        self.grid.addWidget(self.line, 1, 0)
        self.grid.addWidget(self.problem, 2, 0, 1, 2)
        self.grid.setColumnStretch(0, 1)

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def say(self, words: str, hint: str = "") -> None:
        """Name the field."""
        self.words.setText(words)
        self.line.setAccessibleName(words)
        self.line.setPlaceholderText(hint)

    def complain(self, sentence: str) -> None:
        """Say what is wrong until the text changes."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        theme.set_property(self.line, "wrong", bool(sentence))
        if sentence:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.selectAll()
            announce(self.line, sentence)

    def _on_changed(self) -> None:
        if self.problem.text():
            self.complain("")
        self.changed.emit()


class SecretField(Field):
    """A passphrase, dotted; the eye shows it."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.line.setMaxLength(LONGEST_SECRET)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(SECRET_HINTS)
        self.eye = IconButton("eye", "", name=f"{name}_show")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._on_eye)
        self.grid.addWidget(self.eye, 1, 1)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "eye"):
            self._retranslate()

    def _on_eye(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.eye.set_icon("eye-off" if is_shown else "eye")
        self._retranslate()

    def _retranslate(self) -> None:
        self.eye.set_label(self.tr("Hide") if self.eye.isChecked() else self.tr("Show"))


class StrengthMeter(QWidget):
    """How hard a passphrase is to guess, 0–4, in a bar and in words."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = ProportionBar(name=name, height=6)
        self.words = PlainLabel(role="caption", wrap=True, name=f"{name}_words")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.bar, 0, 0)
        grid.addWidget(self.words, 1, 0)

    def show_strength(self, score: int, warning: str, *, is_enough: bool) -> None:
        """Show a score, and why it is low."""
        tone = "ok" if is_enough else "warn" if score else "danger"
        words = (
            self.tr("guessed at once"),
            self.tr("very weak"),
            self.tr("weak"),
            self.tr("good"),
            self.tr("very good"),
        )[score]
        reasons = {
            "keyboard": self.tr("a row of keys"),
            "repeats": self.tr("it repeats itself"),
            "sequence": self.tr("a sequence such as abc or 6543"),
            "date": self.tr("a date or year"),
            "common": self.tr("a common password"),
            "word": self.tr("a single word"),
            "name": self.tr("a name"),
            "short": self.tr("too short; four words that do not belong together are good"),
        }
        text = words
        if warning in reasons and not is_enough:
            text = self.tr("{word}: {why}").format(word=words, why=reasons[warning])
        self.words.setText(text)
        self.words.set_tone("" if is_enough else tone)
        self.bar.show_parts([Part(max(score, 1) if text else 0, tone)], 4, text)

    def show_nothing(self, hint: str) -> None:
        """Nothing is typed yet."""
        self.words.setText(hint)
        self.words.set_tone("")
        self.bar.show_parts([], 4, hint)
