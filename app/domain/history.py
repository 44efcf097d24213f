"""One pass over a case's standing facts: what happened last, what is open, what stops contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.codes import ResultCode, ResultCodes
from app.domain.facts import Fact, Id
from app.domain.terms import HoldKind


@dataclass(slots=True)
class History:
    """What the rules need to know of the past. Lists are in the order of the facts."""

    contacts: list[Fact] = field(default_factory=list)
    last_contact: Fact | None = None
    last_right_party: Fact | None = None
    reason: Fact | None = None
    means: Fact | None = None
    snooze: Fact | None = None
    acknowledged: Fact | None = None
    news: list[Fact] = field(default_factory=list)
    placed: list[Fact] = field(default_factory=list)
    promises: list[Fact] = field(default_factory=list)
    payments: list[Fact] = field(default_factory=list)
    plan_versions: list[Fact] = field(default_factory=list)
    agreements: list[Fact] = field(default_factory=list)
    plan_ends: list[Fact] = field(default_factory=list)
    holds: list[Fact] = field(default_factory=list)
    preferences: list[Fact] = field(default_factory=list)
    letters: list[Fact] = field(default_factory=list)
    deliveries: list[Fact] = field(default_factory=list)
    collector: Id | None = None
    released: dict[Id, Fact] = field(default_factory=dict)
    reversed: dict[Id, Fact] = field(default_factory=dict)
    cancelled_promises: dict[Id, Fact] = field(default_factory=dict)

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
    def live_payments(self) -> list[Fact]:
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
    "message": "news",
}
_LATEST = {"reason": "reason", "means": "means", "snooze": "snooze", "acknowledged": "acknowledged"}


def history(facts: Sequence[Fact], codes: ResultCodes) -> History:
    """The history of a case from its standing facts, which are in order."""
    past = History()
    for fact in facts:
        kind = fact.kind
        if kind == "contact":
            _contact(past, fact, codes.by_code.get(fact.body.result))
        elif kind == "payment":
            past.payments.append(fact)
            past.news.append(fact)
        elif kind in _LISTS:
            getattr(past, _LISTS[kind]).append(fact)
        elif kind in _LATEST:
            setattr(past, _LATEST[kind], fact)
        elif kind == "assignment":
            past.collector = fact.body.collector_id
        elif kind == "release":
            past.released[fact.body.hold] = fact
        elif kind == "reversal":
            past.reversed[fact.body.payment] = fact
            past.news.append(fact)
        elif kind == "promise_cancelled":
            past.cancelled_promises[fact.body.promise] = fact
        elif kind == "delivery":
            past.deliveries.append(fact)
            if fact.body.status == "returned":
                past.news.append(fact)
    return past


def _contact(past: History, fact: Fact, code: ResultCode | None) -> None:
    past.contacts.append(fact)
    past.last_contact = fact
    if code is not None and code.reached_right_party:
        past.last_right_party = fact


PERSON_HOLDS = frozenset(
    {HoldKind.DECEASED, HoldKind.BANKRUPTCY, HoldKind.POLICE_ORDER, HoldKind.SELF_HARM, HoldKind.VULNERABLE}
)
"""Holds that concern the person, whichever case they were written in."""


def add_person(past: History, person_facts: Sequence[Fact]) -> None:
    """Take over what facts about the person from elsewhere mean here: death, refusals, wishes."""
    for fact in person_facts:
        if fact.kind == "hold" and fact.body.hold_kind in PERSON_HOLDS:
            past.holds.append(fact)
        elif fact.kind == "release":
            past.released[fact.body.hold] = fact
        elif fact.kind == "preference":
            past.preferences.append(fact)
