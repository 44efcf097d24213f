"""May I call? One strip: green, amber or red, with the counters, the rule, its source and the moment it lifts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.domain.gate import Decision
from app.domain.gate_counts import Tally
from app.domain.moments import Id
from app.domain.rulepack import RulePack
from app.domain.terms import Purpose
from app.services.points import PointCard
from app.services.words import Words
from app.ui.desktop import Desktop
from app.ui.widgets.strips import Strip

_UNBROKEN = "\N{NO-BREAK SPACE}"


class GateStrip(Strip):
    """Says what the gate says of the number that would be used."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(name="gate_strip", bold=True, parent=parent)
        self._desktop = desktop
        self._tails: Mapping[Id, str] = {}

    def show_point(
        self, point: PointCard | None, decision: Decision | None, pack: RulePack, tails: Mapping[Id, str]
    ) -> None:
        """Show the decision on a contact point, which may be on one debt alone. ``tails``: how accounts are named."""
        self._tails = tails
        if point is None or decision is None:
            self.say(self.tr("No number to call"), tone="warn")
            return
        words = self._desktop.words()
        if decision.allowed:
            tone = "warn" if decision.warnings else "ok"
            is_reminder = point.purpose is Purpose.DUE_REMINDER
            leave = self.tr("You may remind: {who}") if is_reminder else self.tr("You may call: {who}")
            counted = self._counted(decision, pack, words)
            if is_reminder:
                counted = " · ".join((self.tr("only of the instalment due today"), counted))
            self.say(
                leave.format(who=point.role_text),
                counted,
                tone,
                "triangle-alert" if decision.warnings else "phone",
            )
        else:
            self.say(self._blocked(decision), self._why(decision, pack, words), "danger", "ban")

    def _counted(self, decision: Decision, pack: RulePack, words: Words) -> str:
        counters = decision.counters
        parts = []
        if counters.connected_limit is not None:
            parts.append(
                self.tr("connected today {count}/{limit}").format(
                    count=counters.connected, limit=counters.connected_limit
                )
            )
        if counters.unanswered_limit is not None:
            parts.append(
                self.tr("this number unanswered {count}/{limit}").format(
                    count=counters.unanswered, limit=counters.unanswered_limit
                )
            )
        if pack.placed_calls is not None:
            parts += [self._rolling(told, pack.placed_calls.value.days) for told in decision.rolling]
        if decision.closes_at is not None:
            until = self.tr("until {time}").format(time=words.clock(decision.closes_at))
            parts.append(until.replace(" ", _UNBROKEN))
        for warning in decision.warnings:
            parts.append(warning.rule.words.text(words.language))
        if decision.is_partial:
            parts.append(
                self.tr("not every rule of {pack} is known").format(pack=pack.words.text(words.language))
            )
        return " · ".join(parts)

    def _rolling(self, told: Tally, days: int) -> str:
        """The calls on one debt; which one is said where there are several."""
        named = self._tails.get(told.account or b"") if len(self._tails) > 1 else None
        if named is None:
            text = self.tr("calls in {days} days {count}/{limit}")
        else:
            text = self.tr("{account} calls in {days} days {count}/{limit}")
        return text.format(days=days, count=told.count, limit=told.limit, account=named)

    def _blocked(self, decision: Decision) -> str:
        block = decision.block
        return block.rule.words.text(self._desktop.language) if block is not None else ""

    def _why(self, decision: Decision, pack: RulePack, words: Words) -> str:
        parts = []
        authority = pack.authorities.get(decision.source or "")
        if authority is not None:
            parts.append(words.cited(authority.words, decision.article))
        debt = self._tails.get(decision.block.params.get("account") or b"") if decision.block else None
        if debt is not None and len(self._tails) > 1:
            parts.append(debt)
        if decision.until is not None:
            parts.append(self.tr("again from {moment}").format(moment=words.moment(decision.until)))
        if decision.overridable:
            parts.append(self.tr("O: override with a reason"))
        return " · ".join(parts)
