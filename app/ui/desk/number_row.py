"""The numbers that can be dialled: whose, in what state, what was tried, and the key that dials."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.moments import Id
from app.services.cases import CasePanel
from app.services.points import PointCard
from app.ui import theme
from app.ui.desk.desk_commands import DIAL_KEYS
from app.ui.desktop import Desktop
from app.ui.widgets.cards import OptionCard
from app.ui.widgets.flow import FlowLayout

_MARKS = {"good": "●", "untried": "○", "doubtful": "◐", "invalid": "×", "never": "×"}

BEST_FIRST = ("good", "untried", "doubtful", "invalid", "never")


class NumberRow(QWidget):
    """One card a key. They are made once and filled anew for each case: making them is what takes time."""

    point_chosen = Signal(object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._points: list[PointCard] = []
        self._flow = FlowLayout(self, gap=8, columns=len(DIAL_KEYS))
        self._cards = [OptionCard(key=key, name=f"point_{at}") for at, key in enumerate(DIAL_KEYS)]
        for at, card in enumerate(self._cards):
            card.setAutoExclusive(True)
            card.setVisible(False)
            card.clicked.connect(partial(self._on_clicked, at))
            self._flow.addWidget(card)
        self.breathe()

    @property
    def cards(self) -> Sequence[OptionCard]:
        """The cards in use, in the order of their keys."""
        return self._cards[: len(self._points)]

    def show_points(self, points: Sequence[PointCard], chosen: Id | None, *, is_stranger: bool) -> None:
        """Show these numbers. While a stranger is on the line nothing tells what came of earlier calls."""
        self._points = list(points[: len(self._cards)])
        for at, card in enumerate(self._cards):
            if at < len(self._points):
                point = self._points[at]
                title = f"{_MARKS[point.state]} {point.masked}  {point.role_text}"
                card.set_texts(title, "" if is_stranger else self._hint(point))
                card.setChecked(point.id == chosen)
            card.setVisible(at < len(self._points))

    def breathe(self) -> None:
        """Follow the size of the text."""
        self._flow.set_cell(theme.current().space(13))

    def _hint(self, point: PointCard) -> str:
        parts = [point.hint]
        if point.shared_with:
            names = "、".join(point.shared_with)
            parts.insert(0, self.tr("also used by {names}").format(names=names))
        if not point.decision.allowed and point.decision.block is not None and not point.is_debtor:
            parts = [point.decision.block.rule.words.text(self._desktop.language)]
        return " · ".join(parts)

    def _on_clicked(self, at: int, _checked: bool = False) -> None:
        self.point_chosen.emit(self._points[at].id)


def dial_points(panel: CasePanel) -> list[PointCard]:
    """The numbers that the keys dial: the debtor's first, those that are no good last."""
    phones = [point for point in panel.points if point.is_phone]
    phones.sort(key=lambda point: (not point.is_debtor, BEST_FIRST.index(point.state)))
    return phones[: len(DIAL_KEYS)]


def first_point(panel: CasePanel) -> Id | None:
    """The number that is tried first: the debtor's best that the gate allows, else the debtor's best."""
    phones = [point for point in panel.points if point.is_phone and point.is_debtor]
    phones.sort(key=lambda point: (not point.decision.allowed, BEST_FIRST.index(point.state)))
    return phones[0].id if phones else None
