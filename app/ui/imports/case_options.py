"""The cases that money may belong to, side by side with it: each with its reasons, its figures and its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.services.bank_statements import Option, hit_text
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Chip, PlainLabel

TAIL = 4


class OptionRow(QFrame):
    """One case: debtor, what is owed, what speaks for and against it, and the button that takes it."""

    def __init__(self, number: int, option: Option, desktop: Desktop, currency: str, name: str) -> None:
        super().__init__()
        self.option = option
        words, language = desktop.words(), desktop.language
        self.take = Button("", name=f"{name}_{number}", keys=str(number))
        self.take.setEnabled(option.books_minor > 0)
        self.debtor = PlainLabel(option.debtor, "strong", elide=True)
        self.score = Chip(name=f"{name}_score_{number}")
        self.owed = PlainLabel(role="muted", wrap=True)
        self.why = PlainLabel(role="caption", wrap=True, name=f"{name}_why_{number}")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.debtor, 1)
        head.addWidget(self.score)
        head.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.owed)
        column.addWidget(self.why)
        tails = ", ".join(f"…{number[-TAIL:]}" for number in option.accounts)
        owed = self.tr("{amount} owed · {accounts}")
        self.owed.setText(owed.format(amount=words.money(option.owed_minor, currency), accounts=tails))
        self.why.setText(" · ".join(f"{hit_text(hit, language)} {hit.points:+d}" for hit in option.hits))
        self.score.show_state(self.tr("points"), "accent", str(option.score))
        self.take.setText(self.tr("Book {amount}").format(amount=words.money(option.books_minor, currency)))
        self.take.setAccessibleName(
            self.tr("Book {amount} to {name}").format(
                amount=words.money(option.books_minor, currency), name=option.debtor
            )
        )


class CaseOptions(QScrollArea):
    """The options of one line, best first. ``chosen`` carries the case; digits choose through ``press``."""

    chosen = Signal(object)

    def __init__(self, desktop: Desktop, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._desktop = desktop
        self._shown: tuple[tuple[Option, ...], str, bool, str] = ((), "", True, "")
        self.rows: list[OptionRow] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(20)
        self._retranslate()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().space(24), theme.current().space(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().space(16), theme.current().space(8))

    def show_options(
        self, options: Sequence[Option], currency: str, *, is_open: bool = True, nothing: str = ""
    ) -> None:
        """Show these cases, unless they are in sight; where it is decided already (not ``is_open``) none can be taken.

        ``nothing`` is said where there are none.
        """
        wanted = (tuple(options), currency, is_open, nothing)
        if wanted != self._shown:
            self._shown = wanted
            self._build()

    def _build(self) -> None:
        options, currency, is_open, nothing = self._shown
        holder = QWidget()
        holder.setProperty("role", "panel")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        self.rows = [
            OptionRow(at, option, self._desktop, currency, self._name)
            for at, option in enumerate(options, start=1)
        ]
        for row in self.rows:
            column.addWidget(row)
            row.take.setVisible(is_open)
            row.take.clicked.connect(lambda _checked=False, case=row.option.case_id: self.chosen.emit(case))
        if not self.rows:
            column.addWidget(PlainLabel(nothing or self.tr("No case is known to fit."), "muted", wrap=True))
        column.addStretch(1)
        self.setWidget(holder)

    def press(self, key: str) -> bool:
        """Take the case with this digit; whether there is one."""
        number = int(key) if key.isascii() and key.isdigit() else 0
        _, _, is_open, _ = self._shown
        if not is_open or not 1 <= number <= len(self.rows):
            return False
        self.rows[number - 1].take.click()
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Cases the money may belong to"))
        self._build()
