"""What a bank statement comes to, and the buttons that follow from it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.services.bank_statements import StatementResult, Sums, Tally
from app.services.imports import disagreement
from app.services.messages import said
from app.ui.desktop import Desktop
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import in_line
from app.ui.widgets.labels import Chip
from app.ui.widgets.strips import Strip


class StatementBar(QWidget):
    """Counts and sums as chips. Before booking: ``book_wanted``; after it: undo. Refused rows may be saved
    before and after."""

    book_wanted = Signal()
    undo_wanted = Signal()
    save_wanted = Signal()
    despite_changed = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._result: StatementResult | None = None
        self._sums: Sums | None = None
        self._is_done = self._is_undone = False
        self.strip = Strip(name="statement_outcome", bold=True)
        names = ("booked", "ask", "parked", "duplicates", "refused", "spent")
        self.chips = {name: Chip(name=f"statement_{name}") for name in names}
        self.book = Button("", name="statement_book", kind="primary", icon="banknote", keys="Ctrl+Enter")
        self.undo = Button("", name="statement_undo", icon="undo-2")
        self.save = Button("", name="statement_save_refused", icon="download")
        self.despite = QCheckBox()
        self.despite.setObjectName("statement_despite")
        self._line = (*self.chips.values(), self.despite, self.book, self.undo, self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.strip)
        column.addWidget(in_line(*self._line))
        self.book.clicked.connect(self.book_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.despite.clicked.connect(self.despite_changed)
        self._retranslate()

    def show_nothing(self, text: str = "", tone: str = "") -> None:
        """Nothing is known of the file: say why, or hide."""
        self._result = self._sums = None
        self._show()
        self.strip.say(text, tone=tone)

    def show_sums(self, result: StatementResult, sums: Sums) -> None:
        """What booking would do, as it is decided up to now."""
        self._result, self._sums, self._is_done, self._is_undone = result, sums, False, False
        self._show()

    def show_done(self, result: StatementResult, sums: Sums) -> None:
        """What booking did, or why it did nothing."""
        self._result, self._sums, self._is_done, self._is_undone = result, sums, True, False
        self._show()

    def show_undone(self) -> None:
        """The statement was taken back."""
        self._is_undone = True
        self._show()

    def busy(self, is_busy: bool) -> None:
        """While the file is read or written nothing else begins."""
        self.book.setEnabled(not is_busy and self._can_book())
        self.undo.setEnabled(not is_busy)
        self.save.setEnabled(not is_busy)

    def _can_book(self) -> bool:
        is_stopped = self._result is None or self._result.stopped_by is not None
        return self._sums is not None and not self._is_done and not is_stopped and self._fresh() > 0

    def _fresh(self) -> int:
        return self._sums.booked.count + self._sums.parked.count if self._sums else 0

    def _show(self) -> None:
        result, sums = self._result, self._sums
        is_known = result is not None and sums is not None
        for widget in self._line:
            widget.setVisible(is_known)
        if result is None or sums is None:
            return
        self._chip("booked", self.tr("booked") if self._is_done else self.tr("to book"), sums.booked, "ok")
        self._chip("ask", self.tr("to decide"), sums.ask, "warn")
        self._chip("parked", self.tr("parked"), sums.parked, "accent")
        self._chip("duplicates", self.tr("in already"), sums.duplicates, "")
        self._chip("refused", self.tr("refused"), result.refused, "danger")
        self._chip("spent", self.tr("money out"), result.spent, "")
        written = result.act is not None
        self.despite.setVisible(not result.controls.agree and not written)
        self.book.setVisible(not (self._is_done and written))
        self.book.setText(
            self.tr("Book {booked}, park {parked}").format(
                booked=f"{sums.booked.count:,}", parked=f"{sums.parked.count:,}"
            )
        )
        self.book.setEnabled(self._can_book())
        self.undo.setVisible(self._is_done and written and not self._is_undone)
        self.save.setVisible(bool(result.refusals))
        self._say(result, sums)

    def _chip(self, name: str, text: str, found: Tally, tone: str) -> None:
        chip = self.chips[name]
        words = self._desktop.words()
        currency = self._result.currency if self._result else ""
        figure = f"{found.count:,} · {words.money(found.minor, currency)}" if found.count else "0"
        chip.show_state(text, tone if found.count else "", figure)

    def _say(self, result: StatementResult, sums: Sums) -> None:
        if self._is_undone:
            self.strip.say(self.tr("The statement was taken back."), tone="accent")
        elif result.stopped_by is not None:
            self.strip.say(
                said(result.stopped_by, {}, self._desktop.language),
                disagreement(result.controls, result.currency, self._desktop.language),
                "warn",
            )
        elif self._is_done and result.act is not None:
            text = self.tr("Booked. What is parked waits under Parked money.")
            self.strip.say(text if sums.parked.count else self.tr("Booked."), tone="ok")
        elif not self._fresh():
            text = (
                self.tr("Nothing new in this statement.")
                if sums.duplicates.count
                else self.tr("No money in.")
            )
            self.strip.say(text, tone="accent")
        elif sums.ask.count:
            text = self.tr("A digit books the line to a case, 0 parks it, Backspace takes that back.")
            self.strip.say(text, tone="accent")
        else:
            self.strip.say("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.despite.setText(self.tr("Book although the totals disagree"))
        self.undo.setText(self.tr("Undo this statement"))
        self.save.setText(self.tr("Save refused rows…"))
        self._show()
