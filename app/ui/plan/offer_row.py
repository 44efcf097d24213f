"""Three plans side by side while somebody is on the line: what each means, and the key that takes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.affordability import Burden
from app.domain.errors import RuleViolation
from app.domain.plan_offers import Offer, OfferKind
from app.domain.plans import Row, Terms
from app.services import plan_offers
from app.services.plan_sheet import PlanSheet
from app.services.words import Words
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.plan.means_strip import TONES
from app.ui.plan.starting import said_of
from app.ui.plan.wording import cadence_word, limit_word
from app.ui.widgets.cards import CardButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Chip, Figure, KeyCap, PlainLabel

KEYS = ("F2", "F3", "F4")
LEAST_EMS = 19


class OfferCard(CardButton):
    """One offer: its name and key, its figures, what follows from them, whether it is within the limits."""

    def __init__(self, keys: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setCheckable(True)
        self.kind = PlainLabel(role="caption")
        self.figures = Figure(role="figure")
        self.details = PlainLabel(role="caption", wrap=True)
        self.chips = (Chip(), Chip())
        head, foot = QHBoxLayout(), QHBoxLayout()
        for line in (head, foot):
            line.setSpacing(theme.current().space(0.4))
        head.addWidget(self.kind)
        head.addWidget(KeyCap(keys))
        head.addStretch()
        for chip in self.chips:
            foot.addWidget(chip)
        foot.addStretch()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.figures)
        column.addWidget(self.details)
        column.addLayout(foot)
        column.addStretch()
        self.fill(column)

    def show_offer(self, offer: Offer, words: Words) -> None:
        """Say everything of an offer."""
        terms = offer.schedule.terms
        self.kind.setText(self._kind_word(offer.kind))
        self.figures.say(self._sums(offer, words), cadence_word(terms.cadence))
        self.details.setText(self._told(offer, words))
        self._say_chips(offer)
        self.setAccessibleName(f"{self.kind.text()}: {self.figures.text()}. {self.details.text()}")

    def _kind_word(self, kind: OfferKind) -> str:
        return {
            OfferKind.LIGHTEST: self.tr("Lightest start"),
            OfferKind.SHORTEST: self.tr("Shortest"),
            OfferKind.CHEAPEST: self.tr("Least in all"),
        }[kind]

    def _sums(self, offer: Offer, words: Words) -> str:
        terms = offer.schedule.terms
        down = f"{words.money(terms.down_minor, terms.currency)} + " if terms.down_minor else ""
        each = words.money(terms.instalment_minor or 0, terms.currency)
        if terms.step_minor:
            highest = max(row.amount_minor for row in offer.schedule.rows if row.no)
            each = f"{each} → {words.money(highest, terms.currency)}"
        return f"{down}{each} × {terms.periods}"

    def _told(self, offer: Offer, words: Words) -> str:
        schedule, terms = offer.schedule, offer.schedule.terms

        def money(minor: int) -> str:
            return words.money(minor, terms.currency)

        parts = [offer.steer.words.text(words.language)] if offer.steer is not None else []
        if terms.step_minor:
            rising = self.tr("{amount} more every {count} instalments")
            parts.append(rising.format(amount=money(terms.step_minor), count=terms.step_every))
        parts += [
            self.tr("until {day}").format(day=words.day(schedule.rows[-1].due_on)),
            self.tr("the last {amount}").format(amount=money(schedule.last_minor)),
            self.tr("in all {amount}").format(amount=money(schedule.total_minor)),
        ]
        if terms.waived_minor:
            parts.append(self.tr("waived {amount}").format(amount=money(terms.waived_minor)))
        if offer.yearly_cost is not None:
            rate = f"{offer.yearly_cost * 100:.1f}%" if offer.yearly_cost else ""
            parts.append(
                self.tr("{rate} a year in all").format(rate=rate) if rate else self.tr("no interest")
            )
        if offer.burden is not None and offer.burden.percent is not None:
            parts.append(self.tr("{percent}% of what is left over").format(percent=offer.burden.percent))
        return " · ".join(parts)

    def _say_chips(self, offer: Offer) -> None:
        limit, burden = self.chips
        if offer.beyond:
            names = ", ".join(limit_word(each.limit) for each in offer.beyond)
            limit.show_state(self.tr("needs approval: {limits}").format(limits=names), "danger")
        else:
            limit.show_state(self.tr("within limits"), "")
        state = offer.burden.burden if offer.burden is not None else Burden.BEARABLE
        burden.setVisible(state is not Burden.BEARABLE)
        is_tight = state is Burden.TIGHT
        burden.show_state(
            self.tr("nothing to spare") if is_tight else self.tr("more than is left over"), TONES[state]
        )


class OfferRow(QWidget):
    """``chosen`` carries the offer that was taken."""

    chosen = Signal(object)

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_offers")
        self._desktop = desktop
        self._offers: tuple[Offer, ...] = ()
        self.cards = tuple(OfferCard(keys, name=f"plan_offer_{keys}") for keys in KEYS)
        self._flow = FlowLayout(self, gap=theme.current().space(0.8), columns=len(KEYS))
        for at, card in enumerate(self.cards):
            card.clicked.connect(lambda _checked=False, at=at: self.take(at))
            self._flow.addWidget(card)
        self._breathe()
        self.setVisible(False)

    @property
    def has_any(self) -> bool:
        """Whether there is anything to offer."""
        return bool(self._offers)

    def offer(self, sheet: PlanSheet, terms: Terms, rows: Sequence[Row], *, is_spoken: bool) -> None:
        """Show what can be offered by these terms; while they make no sense, what was offered before stays."""
        try:
            found = plan_offers.offers(sheet.ground, said_of(terms, is_spoken=is_spoken))
        except RuleViolation:
            return
        self.show_offers(found, rows)

    def show_offers(self, offers: Sequence[Offer], rows: Sequence[Row]) -> None:
        """Show these; the one whose rows are ``rows`` is marked."""
        self._offers = tuple(offers)
        words = self._desktop.words()
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(offers))
            if at < len(offers):
                card.show_offer(offers[at], words)
        self.mark(rows)

    def mark(self, rows: Sequence[Row]) -> None:
        """Mark the offer that is in the form, if any."""
        for card, offer in zip(self.cards, self._offers, strict=False):
            card.setChecked(offer.schedule.rows == tuple(rows))
            card.update()

    def take(self, at: int) -> None:
        """Take an offer by its place; where there is none, nothing happens."""
        if at < len(self._offers):
            self.chosen.emit(self._offers[at])

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self._flow.heightForWidth(max(self.width(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_flow"):
            self._breathe()
        elif event.type() == QEvent.Type.LanguageChange and self._offers:
            words = self._desktop.words()
            for card, offer in zip(self.cards, self._offers, strict=False):
                card.show_offer(offer, words)

    def _breathe(self) -> None:
        self._flow.set_cell(theme.current().space(LEAST_EMS))
