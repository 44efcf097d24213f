"""What can be said for a template's own fields from what is on file; the rest is typed, or the letter is refused.

Only facts are proposed: a day, a rule of the pack, the plan's own words, its interest and fees among them. A reason or
a step before court is a decision, and nobody's program makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain import visits
from app.domain.commitments import PlanView
from app.domain.plans import Cadence
from app.domain.promises import PromiseState
from app.domain.rules import Rules
from app.domain.visits import VisitView
from app.models.letters import Addressee
from app.reports.wording import day_text, money_text
from app.services.letters.figures import Figures
from app.services.letters.plan_terms import charges_text, replaced_text
from app.services.situations import Desk

PAY_BY_DAYS = 7
"""How long a letter gives to pay, where nothing else was typed."""

_TAIL = 4
_CADENCES = {
    Cadence.MONTHLY: ("每月", "a month"),
    Cadence.FORTNIGHTLY: ("每两周", "two weeks"),
    Cadence.WEEKLY: ("每周", "a week"),
    Cadence.MONTH_END: ("每月", "a month"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What proposals are made from."""

    desk: Desk
    rules: Rules
    creditor: Mapping[str, Any]
    debtor: Addressee
    figures: Figures
    plan: PlanView | None
    language: str

    def say(self, chinese: str, english: str) -> str:
        """The one of two texts in the letter's language."""
        return chinese if self.language == "zh" else english

    def day(self, day: date) -> str:
        """A day as the letter writes it."""
        return day_text(day, self.language)


def proposed(asked: list[str], known: Known) -> dict[str, str]:
    """A text for each of the fields that one can be made for."""
    found = {name: _MADE[name](known) for name in asked if name in _MADE}
    return {name: text for name, text in found.items() if text}


def is_proposed(name: str) -> bool:
    """Whether a field may be filled from what is on file."""
    return name in _MADE


def _pay_by(known: Known) -> str:
    day = known.figures.today + timedelta(days=PAY_BY_DAYS)
    return known.day(known.rules.calendar.adjust(day).day)


def _contract(known: Known) -> str:
    creditor = known.creditor["name"]
    return known.say(f"您与{creditor}签订的合约", f"your agreement with {creditor}")


def _law(known: Known) -> str:
    """The article behind the letter. The measures on cards are a bank's law; other lenders rest on the Civil Code."""
    pack = known.desk.pack
    rule = pack.plan_contents if known.plan is not None else pack.letter_contents
    if rule is None:
        return ""
    if known.creditor["lender_type"] != "bank" and "civil_code" in pack.authorities:
        words = pack.authorities["civil_code"].words
        return known.say(f"{words.zh}关于借款合同的规定", f"the {words.en} on loan contracts")
    words = pack.authorities[rule.source].words
    return known.say(f"{words.zh}第{rule.article}条", f"{words.en}, article {rule.article}")


def _id_tail(known: Known) -> str:
    return (known.debtor.id_number or "")[-_TAIL:]


def _settled_on(known: Known) -> str:
    return known.day(known.figures.as_of) if known.figures.owed_minor == 0 else ""


def _period(known: Known) -> str:
    lines = known.figures.statement
    if not lines:
        return ""
    first, last = known.day(lines[0].on), known.day(known.figures.today)
    return known.say(f"{first}至{last}", f"{first} to {last}")


def _due(known: Known) -> tuple[date, int] | None:
    """What falls due next: the instalment of the plan, else the nearest open promise."""
    row = known.plan.progress.next_row if known.plan else None
    if row is not None:
        return row.due_on, row.amount_minor
    promises = known.desk.state.commitments.promises
    still_open = [one for one in promises if one.outcome.state is PromiseState.OPEN]
    return min(((one.due_on, one.amount_minor) for one in still_open), default=None)


def _due_on(known: Known) -> str:
    due = _due(known)
    return known.day(due[0]) if due else ""


def _due_amount(known: Known) -> str:
    due = _due(known)
    return money_text(due[1], known.figures.currency, known.language) if due else ""


def _agreed_on(known: Known) -> str:
    agreed = known.plan.agreed if known.plan else None
    return known.day(agreed.body.agreed_on) if agreed else ""


def _cadence(known: Known) -> str:
    return known.say(*_CADENCES[Cadence(known.plan.fact.body.cadence)]) if known.plan else ""


def _charges(known: Known) -> str:
    return charges_text(known.plan, known.language) if known.plan else ""


def _other(known: Known) -> str:
    """What a later version changes, printed where both sides sign."""
    plan = known.plan
    if plan is None:
        return ""
    earlier = [
        view
        for view in known.desk.state.commitments.plans
        if view.fact.body.plan_id == plan.fact.body.plan_id
        and view.agreed is not None
        and view.fact.body.version < plan.fact.body.version
    ]
    return replaced_text(plan, earlier[-1] if earlier else None, known.language)


def _visit(known: Known) -> VisitView | None:
    """The visit that the letter announces: the next one planned."""
    return next((visit for visit in visits.views(known.desk.case.facts) if visit.is_planned), None)


def _visit_on(known: Known) -> str:
    visit = _visit(known)
    if visit is None:
        return ""
    at = visit.planned_at.astimezone(known.desk.case.zone)
    return f"{known.day(at.date())} {at:%H:%M}"


def _visit_at(known: Known) -> str:
    visit = _visit(known)
    places = {point.id: point.normal for point in known.desk.case.points}
    return places.get(visit.point_id or b"", "") if visit is not None else ""


def _visitors(known: Known) -> str:
    visit = _visit(known)
    return known.say("、", ", ").join(visit.collectors) if visit is not None else ""


_MADE: Mapping[str, Callable[[Known], str]] = {
    "pay_by": _pay_by,
    "contract": _contract,
    "law": _law,
    "id_tail": _id_tail,
    "settled_on": _settled_on,
    "period": _period,
    "due_on": _due_on,
    "due_amount": _due_amount,
    "agreed_on": _agreed_on,
    "cadence": _cadence,
    "charges": _charges,
    "other": _other,
    "visit_on": _visit_on,
    "visit_at": _visit_at,
    "visitors": _visitors,
}
