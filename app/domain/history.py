"""One pass over a case's standing facts: what happened last, what is open, what stops contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from app.domain.codes import ResultCodes
from app.domain.facts import Fact, Id
from app.domain.terms import HoldKind

PAY_DAY = "pay_day"
"""The wish that says when wages come."""


@dataclass(slots=True)
class History:
    """What the rules need to know of the past. Lists are in the order of the facts."""

    contacts: Sequence[Fact] = ()
    last_contact: Fact | None = None
    last_right_party: Fact | None = None
    reason: Fact | None = None
    means: Fact | None = None
    snooze: Fact | None = None
    acknowledged: Fact | None = None
    stage: Fact | None = None
    news: Sequence[Fact] = ()
    placed: Sequence[Fact] = ()
    promises: Sequence[Fact] = ()
    payments: Sequence[Fact] = ()
    plan_versions: Sequence[Fact] = ()
    agreements: Sequence[Fact] = ()
    plan_ends: Sequence[Fact] = ()
    holds: Sequence[Fact] = ()
    preferences: Sequence[Fact] = ()
    letters: Sequence[Fact] = ()
    deliveries: Sequence[Fact] = ()
    visits: Sequence[Fact] = ()
    elsewhere: Sequence[Fact] = ()
    """What others told of contacts of a day."""
    collector: Id | None = None
    released: Mapping[Id, Fact] = field(default_factory=dict)
    reversed: Mapping[Id, Fact] = field(default_factory=dict)
    cancelled_promises: Mapping[Id, Fact] = field(default_factory=dict)

    @property
    def fresh_news(self) -> list[Fact]:
        """What arrived since somebody looked, by a contact or by saying so. Of a case that nobody has looked at yet
        everything is new, and nothing news."""
        looked = [fact.recorded_at for fact in (self.last_contact, self.acknowledged) if fact is not None]
        if not looked:
            return []
        seen_at = max(looked)
        return [fact for fact in self.news if fact.recorded_at > seen_at]

    def active_holds(self, now: datetime) -> list[Fact]:
        """Holds that are in force: begun, not run out, not released."""
        return [
            hold
            for hold in self.holds
            if hold.body.starts_at <= now
            and (hold.body.until_at is None or now < hold.body.until_at)
            and hold.uid not in self.released
        ]

    @property
    def pay_day(self) -> int | None:
        """The day of the month on which wages come, as the means test or the person's own word says, the later one."""
        told = [fact for fact in self.preferences if fact.body.wish == PAY_DAY]
        if self.means is not None and self.means.body.pay_day is not None:
            told.append(self.means)
        return max(told, key=attrgetter("order")).body.pay_day if told else None

    @property
    def live_payments(self) -> Sequence[Fact]:
        """Payments that were not taken back."""
        if not self.reversed:
            return self.payments
        return [payment for payment in self.payments if payment.uid not in self.reversed]


_LISTS = {
    "placed": "placed",
    "promise": "promises",
    "plan_version": "plan_versions",
    "agreement": "agreements",
    "plan_ended": "plan_ends",
    "hold": "holds",
    "preference": "preferences",
    "letter": "letters",
    "delivery": "deliveries",
    "contact": "contacts",
    "visit": "visits",
    "count_elsewhere": "elsewhere",
    "payment": "payments",
}
_LATEST = {
    "reason": "reason",
    "means": "means",
    "snooze": "snooze",
    "acknowledged": "acknowledged",
    "stage_set": "stage",
}
_BY_WHAT: Mapping[str, tuple[str, Callable[[Any], Id]]] = {
    "release": ("released", attrgetter("hold")),
    "reversal": ("reversed", attrgetter("payment")),
    "promise_cancelled": ("cancelled_promises", attrgetter("promise")),
}


def history(facts: Sequence[Fact], codes: ResultCodes) -> History:
    """The history of a case from its standing facts, which are in order."""
    told: dict[str, list[Fact]] = {}
    for fact in facts:
        told.setdefault(fact.kind, []).append(fact)
    past = History()
    for kind, found in told.items():
        if kind in _LISTS:
            setattr(past, _LISTS[kind], found)
        elif kind in _LATEST:
            setattr(past, _LATEST[kind], found[-1])
        elif kind in _BY_WHAT:
            name, what = _BY_WHAT[kind]
            setattr(past, name, {what(fact.body): fact for fact in found})
        elif kind == "assignment":
            past.collector = found[-1].body.collector_id
    if past.contacts:
        past.last_contact = past.contacts[-1]
        past.last_right_party = _last_right_party(past.contacts, codes)
    past.news = _news(told)
    return past


def _last_right_party(contacts: Sequence[Fact], codes: ResultCodes) -> Fact | None:
    for fact in reversed(contacts):
        code = codes.by_code.get(fact.body.result)
        if code is not None and code.reached_right_party:
            return fact
    return None


def _news(told: Mapping[str, Sequence[Fact]]) -> Sequence[Fact]:
    """What came from outside, in order."""
    kinds = [told[kind] for kind in ("payment", "message", "reversal") if kind in told]
    returned = [fact for fact in told.get("delivery", ()) if fact.body.status == "returned"]
    if returned:
        kinds.append(returned)
    if len(kinds) > 1:
        return sorted(chain.from_iterable(kinds), key=attrgetter("order"))
    return kinds[0] if kinds else ()


PERSON_HOLDS = frozenset(
    {HoldKind.DECEASED, HoldKind.BANKRUPTCY, HoldKind.POLICE_ORDER, HoldKind.SELF_HARM, HoldKind.VULNERABLE}
)
"""Holds that concern the person, whichever case they were written in."""


def add_person(past: History, person_facts: Sequence[Fact]) -> None:
    """Take over what facts about the person from elsewhere mean here: death, refusals, wishes."""
    for fact in person_facts:
        if fact.kind == "hold" and fact.body.hold_kind in PERSON_HOLDS:
            past.holds = [*past.holds, fact]
        elif fact.kind == "release":
            past.released = {**past.released, fact.body.hold: fact}
        elif fact.kind == "preference":
            past.preferences = [*past.preferences, fact]
        elif fact.kind == "count_elsewhere":
            past.elsewhere = [*past.elsewhere, fact]
