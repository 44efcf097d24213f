"""Which debt a call is about, where the rules count the calls on each debt by itself: 12 CFR 1006.14(b)(2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.moments import Id
from app.domain.rulepack import RulePack
from app.services.points import PointCard
from app.ui.widgets.choices import Choice, ChoiceChips
from app.ui.widgets.labels import PlainLabel

ALL = 0
"""The choice that names no debt: the call is about all of the case, and counts to each."""


class DebtRow(QWidget):
    """One chip a debt with the calls that count on it, and one for all. ``debt_chosen`` carries the account, or None.

    Out of sight unless it matters: another pack, a single account, or somebody else on the line.
    """

    debt_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(role="caption", name="call_debt_title")
        self.chips = ChoiceChips("", name="call_debt")
        self.chips.chosen.connect(self._on_chosen)
        self._debts: list[Id] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.chips, 1)
        self.setVisible(False)
        self._retranslate()

    def show_debts(
        self,
        debts: Sequence[Id],
        tails: Mapping[Id, str],
        point: PointCard | None,
        chosen: Id | None,
        pack: RulePack,
    ) -> None:
        """Offer the debts that are open; ``tails`` are empty while nobody may hear of them."""
        named = [debt for debt in debts if debt in tails]
        matters = pack.counts_each_debt and len(named) > 1
        self._debts = named if matters else []
        self.setVisible(matters)
        if not matters:
            return
        rolling = point.decision.rolling if point is not None else ()
        counted = {told.account: f"{told.count}/{told.limit}" for told in rolling}
        chips = [
            Choice(at, " ".join(filter(None, (tails[debt], counted.get(debt)))))
            for at, debt in enumerate(named, ALL + 1)
        ]
        self.chips.set_choices([Choice(ALL, self.tr("all accounts")), *chips])
        self.chips.set_value(named.index(chosen) + 1 if chosen in named else ALL)

    def turn(self) -> None:
        """On to the next debt, and from the last to all of them."""
        if self._debts and isinstance(self.chips.value, int):
            self._on_chosen((self.chips.value + 1) % (len(self._debts) + 1))

    def _on_chosen(self, at: object) -> None:
        self.debt_chosen.emit(self._debts[at - 1] if isinstance(at, int) and at != ALL else None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Call about (B):"))
        self.chips.setAccessibleName(self.tr("Which debt the call is about"))
