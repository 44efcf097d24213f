"""The four cards: what is owed and how old that is, how long overdue, the promise and its honesty, the reason."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.domain.plan_progress import PlanState
from app.domain.promises import Honesty, PromiseState
from app.services.cases import CasePanel
from app.services.words import Words
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.plan.wording import state_word
from app.ui.promises.wording import promise_word
from app.ui.widgets.bars import Part, ProportionBar
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Figure, PlainLabel


class SummaryCard(Card):
    """A caption, a figure with a quiet word beside it, and a line below."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.figure = Figure(name=f"{name}_figure")
        self.line = PlainLabel(role="caption", wrap=True, name=f"{name}_line")
        self.body.addWidget(self.figure)
        self.body.addWidget(self.line)
        self.body.addStretch()

    def say(self, caption: str, figure: str, aside: str, line: str, tone: str = "") -> None:
        """Fill the card."""
        self.set_caption(caption)
        self.figure.say(figure, aside, tone)
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self.setAccessibleName(f"{caption} {figure} {aside} {line}")


class ReasonCard(SummaryCard):
    """A reason may be long: it wraps, and its day stands in the line below."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.figure.setVisible(False)
        self.words = PlainLabel(role="figure", wrap=True, name=f"{name}_words")
        self.body.insertWidget(1, self.words)

    def say(self, caption: str, figure: str, aside: str, line: str, tone: str = "") -> None:
        super().say(caption, figure, "", " · ".join(part for part in (aside, line) if part), tone)
        self.words.setText(figure)


class SummaryCards(QWidget):
    """Four cards in a row, in two rows where there is no room."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self.owed = SummaryCard("card_owed")
        self.make_up = ProportionBar(name="card_owed_bar")
        self.owed.body.insertWidget(2, self.make_up)
        self.overdue = SummaryCard("card_overdue")
        self.promise = SummaryCard("card_promise")
        self.reason = ReasonCard("card_reason")
        self._flow = FlowLayout(self, gap=10, columns=4)
        for card in (self.owed, self.overdue, self.promise, self.reason):
            self._flow.addWidget(card)
        self._breathe()

    def show_case(self, panel: CasePanel) -> None:
        """Fill the cards from a case."""
        words = self._desktop.words()
        self._say_owed(panel, words)
        self._say_overdue(panel, words)
        self._say_promise(panel, words)
        self._say_reason(panel, words)

    def _say_owed(self, panel: CasePanel, words: Words) -> None:
        owed = panel.owed
        money = {
            "principal": words.money(owed.principal_minor, owed.currency),
            "interest": words.money(owed.interest_minor, owed.currency),
            "fees": words.money(owed.fees_minor, owed.currency),
        }
        line = self.tr("principal {principal} · interest {interest} · fees {fees}").format(**money)
        if not owed.is_split:
            line = self.tr("make-up not given by the creditor")
        self.owed.say(
            self.tr("Owed ({age})").format(age=self._age(owed.as_of, words)),
            words.money(owed.total_minor, owed.currency),
            owed.currency,
            line,
        )
        parts = [
            Part(owed.principal_minor, "accent"),
            Part(owed.interest_minor, "warn"),
            Part(owed.fees_minor, "danger"),
        ]
        self.make_up.show_parts(parts, label=line)
        self.make_up.setVisible(owed.is_split and owed.total_minor > 0)

    def _age(self, as_of: date | None, words: Words) -> str:
        if as_of is None:
            return self.tr("no figures")
        days = (words.today - as_of).days
        if days <= 1:  # "yesterday" says how old it is
            return self.tr("as of {day}").format(day=words.day(as_of))
        return self.tr("{day}, {days} day(s) old", "", days).format(day=words.day(as_of), days=days)

    def _say_overdue(self, panel: CasePanel, words: Words) -> None:
        first = self.tr("principal first") if panel.is_principal_first else self.tr("interest and fees first")
        aside = self.tr("…{tail}").format(tail=panel.overdue_tail) if panel.overdue_tail else ""
        lines = [first]
        if panel.limitation_on:
            lines.append(self.tr("limitation {day}").format(day=panel.limitation_on.isoformat()))
        if panel.recall_on:
            lines.append(self.tr("recall {day}").format(day=words.day(panel.recall_on)))
        self.overdue.say(
            self.tr("Overdue"),
            self.tr("{days} day(s)", "", panel.dpd).format(days=panel.dpd),
            aside,
            " · ".join(lines),
        )

    def _say_promise(self, panel: CasePanel, words: Words) -> None:
        record = self._record(panel.promise.honesty)
        plan = panel.promise.plan
        if plan is not None and plan.progress.state is not PlanState.COMPLETED:
            row = plan.progress.next_row
            state = state_word(plan.progress.state)
            due = [self.tr("next {day}").format(day=words.day(row.due_on))] if row else []
            amount = words.money(row.amount_minor, panel.owed.currency) if row else state
            tone = "danger" if plan.progress.state is PlanState.BROKEN else ""
            caption = self.tr("Plan · {state}").format(state=state)
            self.promise.say(caption, amount, "", " · ".join((*due, record)), tone)
            return
        view = panel.promise.current
        if view is None:
            self.promise.say(self.tr("Promise"), self.tr("none yet"), "", record)
            return
        state = promise_word(view.outcome.state)
        tone = "danger" if view.outcome.state.is_breach else ""
        amount = words.money(view.amount_minor, view.fact.body.currency)
        promises = panel.desk.state.commitments.promises
        more = sum(other.outcome.state is PromiseState.OPEN for other in promises if other is not view)
        day = words.day(view.due_on)
        if more:
            day = self.tr("{day}, {count} more open").format(day=day, count=more)
        self.promise.say(self.tr("Promise · {state}").format(state=state), amount, day, record, tone)

    def _record(self, honesty: Honesty) -> str:
        if honesty.judged == 0:
            return self.tr("no earlier promise")
        late = honesty.average_days_late or 0
        text = self.tr(
            "earlier: {kept} of {judged} kept, {late} day(s) late on average, {paid} % paid", "", late
        )
        return text.format(kept=honesty.kept, judged=honesty.judged, late=late, paid=honesty.paid_percent)

    def _say_reason(self, panel: CasePanel, words: Words) -> None:
        reason = panel.reason
        if reason is None:
            self.reason.say(self.tr("Reason"), self.tr("not asked yet"), "", "")
            return
        parts = [
            self.tr("willingness {level}").format(level=reason.willingness or "—"),
            self.tr("ability {level}").format(level=reason.ability or "—"),
        ]
        if reason.is_proof_missing:
            parts.append(self.tr("proof missing"))
        day = words.day(reason.told_at.astimezone(words.zone).date())
        self.reason.say(self.tr("Reason"), reason.text, day, " · ".join(parts))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_flow"):
            self._breathe()

    def _breathe(self) -> None:
        self._flow.set_cell(theme.current().space(11.5))
