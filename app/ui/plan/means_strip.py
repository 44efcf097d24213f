"""The means test (收支表) beside the terms: what an instalment takes of what is left over each month."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.affordability import Burden
from app.domain.plans import Terms
from app.services.means import form as categories
from app.services.plan_sheet import MeansTest
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.widgets.bars import Part, ProportionBar
from app.ui.widgets.labels import PlainLabel

TONES = {Burden.BEARABLE: "ok", Burden.TIGHT: "warn", Burden.BEYOND: "danger"}


class MeansStrip(QWidget):
    """Hides itself where no means test is on file."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_means")
        self._desktop = desktop
        self._means: MeansTest | None = None
        self._terms: Terms | None = None
        self.title = PlainLabel(role="caption", wrap=True, name="plan_means_title")
        self.bar = ProportionBar(name="plan_means_bar", height=10)
        self.figures = PlainLabel(role="caption", wrap=True, name="plan_means_figures")
        self.burden = PlainLabel(role="strong", wrap=True, name="plan_means_burden")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.current().space(0.6), 0, 0)
        column.setSpacing(theme.current().space(0.3))
        for part in (self.title, self.bar, self.figures, self.burden):
            column.addWidget(part)
        self.setVisible(False)

    def show_means(self, means: MeansTest | None) -> None:
        """Show this means test."""
        self._means = means
        self.setVisible(means is not None)
        self._say()

    def show_terms(self, terms: Terms) -> None:
        """Show what these terms, which are complete, take of it."""
        self._terms = terms
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        means = self._means
        if means is None:
            return
        words = self._desktop.words()
        proof = self.tr("proved") if means.is_proved else self.tr("as told, no proof")
        self.title.setText(
            self.tr("Means test ({day}, {proof})").format(day=words.day(means.told_on), proof=proof)
        )

        def money(minor: int) -> str:
            return words.money(minor, means.currency)

        self.figures.setText(" · ".join(self._figures(means)))
        parts = [Part(max(means.outgoings_minor, 0), "")]
        terms = self._terms
        self.burden.setVisible(terms is not None and terms.instalment_minor is not None)
        if terms is not None and terms.instalment_minor is not None:
            taken = means.taken_by(terms.instalment_minor, terms.cadence)
            tone = TONES[taken.burden]
            parts.append(Part(max(taken.used_minor, 0), tone))
            self.burden.set_tone("" if tone == "ok" else tone)
            self.burden.setText(
                self.tr("This plan takes {used} a month and leaves {left}").format(
                    used=money(taken.used_minor), left=money(taken.left_minor)
                )
                + ("" if taken.burden is Burden.BEARABLE else self.tr(": likely to break"))
            )
        self.bar.show_parts(parts, max(means.income_minor, 1), self.figures.text())

    def _figures(self, means: MeansTest) -> Iterator[str]:
        """What comes in, what goes out (line by line where it was told so), what is put aside and left over."""
        words = self._desktop.words()
        form = categories()

        def money(minor: int) -> str:
            return words.money(minor, means.currency)

        yield self.tr("income {amount}").format(amount=money(means.income_minor))
        spent = [item for item in means.items if not form.categories[item.code].is_income]
        for item in spent:
            yield f"{form.categories[item.code].words.text(words.language)} {money(item.amount_minor)}"
        if not spent:
            yield self.tr("outgoings {amount}").format(amount=money(means.outgoings_minor))
        savings = means.income_minor - means.outgoings_minor - means.surplus_minor
        if savings > 0:
            yield self.tr("put aside {amount}").format(amount=money(savings))
        yield self.tr("left over {amount}").format(amount=money(means.surplus_minor))
