"""The parts of a payment that is split by hand: a field for each component it may fill, and what is still to place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.allocation import COMPONENTS
from app.domain.facts import Id
from app.domain.money import parse_amount
from app.services.adjustment_previews import Ground
from app.services.ledger_words import component_word
from app.services.payments import PaymentRow
from app.ui.desktop import Desktop
from app.ui.imports.fields import LabelledGrid
from app.ui.widgets.fields import MoneyEdit, Reading
from app.ui.widgets.labels import PlainLabel

Part = tuple[Id, str]


class SplitFields(QWidget):
    """``changed`` with every readable amount, ``accepted`` on Enter in one of them."""

    changed = Signal()
    accepted = Signal()

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._payment: PaymentRow | None = None
        self._asked: tuple[Part, ...] = ()
        self._numbers: dict[Id, str] = {}
        self.edits: dict[Part, MoneyEdit] = {}
        self.left = PlainLabel(role="caption", wrap=True, name="split_left")
        self._grid = LabelledGrid()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._grid)
        self._column.addWidget(self.left)

    def ask(self, ground: Ground, payment: PaymentRow | None) -> None:
        """Ask for the parts of this payment, as it is applied now."""
        self._payment = payment
        now = {} if payment is None else _applied(payment)
        self._numbers = {held.id: held.number for held in ground.accounts}
        asked = tuple(
            (held.id, name)
            for held in ground.accounts
            for name in COMPONENTS
            if payment is not None
            and held.currency == payment.currency
            and (held.parts[name] or (held.id, name) in now)
        )
        if asked != self._asked:
            self._asked = asked
            self._build()
        for part, edit in self.edits.items():
            minor = now.get(part, 0)
            edit.set_text(self._desktop.words().money(minor, self._currency) if minor else "")
        self._say_left()

    def parts(self) -> Sequence[tuple[Id, str, int]]:
        """The parts above nothing."""
        return [(*part, edit.value) for part, edit in self.edits.items() if edit.value]

    def lines(self) -> list[QWidget]:
        """The fields in their order."""
        return [edit.line for edit in self.edits.values()]

    def unreadable(self) -> MoneyEdit | None:
        """The first field that holds something else than an amount."""
        return next((edit for edit in self.edits.values() if edit.is_wrong), None)

    def show_error(self, sentence: str) -> None:
        """Say what was refused, at the first part."""
        for edit in self.edits.values():
            edit.show_error(sentence)
            edit.setFocus()
            break

    @property
    def _currency(self) -> str:
        return self._payment.currency if self._payment is not None else "CNY"

    def _build(self) -> None:
        self._column.removeWidget(self._grid)
        self._grid.hide()
        self._grid.deleteLater()
        self._grid = LabelledGrid()
        self.edits = {}
        for at, part in enumerate(self._asked):
            edit = MoneyEdit("", self._read, self._desktop.explain, name=f"split_part_{at}")
            edit.changed.connect(self._on_changed)
            edit.accepted.connect(self.accepted)
            self.edits[part] = edit
            self._grid.add(str(at), edit)
        self._column.insertWidget(0, self._grid)
        self._name()

    def _read(self, text: str) -> Reading[int]:
        return Reading(parse_amount(text, self._currency, field="parts"))

    def _on_changed(self) -> None:
        self._say_left()
        self.changed.emit()

    def _say_left(self) -> None:
        if self._payment is None:
            self.left.setText("")
            return
        money = partial(self._desktop.words().money, currency=self._currency)
        placed = sum(minor for *_, minor in self.parts())
        text = self.tr("{placed} of {amount} are placed")
        self.left.setText(text.format(placed=money(placed), amount=money(self._payment.amount_minor)))
        self.left.set_tone("ok" if placed == self._payment.amount_minor else "warn")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self._say_left()

    def _name(self) -> None:
        words = self._desktop.words()
        self._grid.say(
            {
                str(at): f"{self._numbers[account][-4:]} · {component_word(name, words)}"
                for at, (account, name) in enumerate(self._asked)
            }
        )


def _applied(payment: PaymentRow) -> dict[Part, int]:
    return {
        (posting.account_id, name): -minor
        for posting in payment.postings
        for name, minor in posting.parts.items()
    }
