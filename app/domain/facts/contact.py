"""Facts of contact: the call, the reason, the promise, the hold, what was blocked and what was wished."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from app.domain.facts.base import Body, JsonText
from app.domain.moments import Id
from app.domain.values import value


@value
class Contact(Body):
    """One attempt or conversation (催记). ``number`` is normalised, as it was dialled or came in.

    ``next_kind`` says what ``next_at`` is: ``callback`` was agreed with the debtor, ``retry`` is ours. ``account_id``:
    the one debt it was about; None: all of the case, or nobody said.
    """

    KIND: ClassVar[str] = "contact"
    channel: str
    direction: str
    result: str
    point_id: Id | None = None
    number: str | None = None
    party_id: Id | None = None
    party_role: str | None = None
    is_identity_checked: bool | None = None
    identity_how: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    duration_s: int | None = None
    point_source: str | None = None
    recording_ref: str | None = None
    script_ref: str | None = None
    pack_version: str | None = None
    rule_check: str | None = None
    next_at: datetime | None = None
    next_kind: str | None = None
    note: str | None = None
    account_id: Id | None = None


@value
class Reason(Body):
    """Why the debt is overdue, as told; willingness and ability 1–5. A working view, superseded by a later one."""

    KIND: ClassVar[str] = "reason"
    code: str
    willingness: int | None = None
    ability: int | None = None
    is_proof_asked: bool | None = None
    is_proof_received: bool | None = None
    note: str | None = None


@value
class Means(Body):
    """Income and outgoings as told (收支表); ``surplus_minor`` is what an instalment may use a month.

    ``items`` is JSON: rows of [category, amount a month]. ``is_proved``: the proof asked for was received.
    """

    KIND: ClassVar[str] = "means"
    currency: str
    income_minor: int
    outgoings_minor: int
    surplus_minor: int
    items: JsonText | None = None
    is_proved: bool | None = None
    pay_day: int | None = None
    is_proof_asked: bool | None = None


@value
class Promise(Body):
    """A promise to pay. A promise that replaces another names it in the header's ``supersedes``."""

    KIND: ClassVar[str] = "promise"
    amount_minor: int
    currency: str
    due_on: date
    account_id: Id | None = None
    channel: str | None = None
    is_partial: bool | None = None
    note: str | None = None


@value
class PromiseCancelled(Body):
    """A promise is taken back, with the reason."""

    KIND: ClassVar[str] = "promise_cancelled"
    promise: Id
    why: str


@value
class Hold(Body):
    """A period in which some or all contact is blocked (停催). No ``until_at``: until it is released."""

    KIND: ClassVar[str] = "hold"
    hold_kind: str
    starts_at: datetime
    until_at: datetime | None = None
    account_id: Id | None = None
    why: str | None = None
    evidence: str | None = None


@value
class Release(Body):
    """A hold ends before its time, with the reason."""

    KIND: ClassVar[str] = "release"
    hold: Id
    why: str


@value
class Preference(Body):
    """What a person wished: no contact at all, none on a point, other hours, a channel; or that consent is gone.

    ``pay_day`` (the wish of that name): the day of the month on which wages come, told without a means test.
    """

    KIND: ClassVar[str] = "preference"
    wish: str
    party_id: Id | None = None
    point_id: Id | None = None
    channel: str | None = None
    hours_from: str | None = None
    hours_to: str | None = None
    until_on: date | None = None
    note: str | None = None
    pay_day: int | None = None


@value
class Message(Body):
    """A message of the debtor or of the creditor came in."""

    KIND: ClassVar[str] = "message"
    channel: str
    sender: str
    text: str
    point_id: Id | None = None


@value
class Acknowledged(Body):
    """The collector has seen what arrived up to now."""

    KIND: ClassVar[str] = "acknowledged"
    what: str


@value
class Blocked(Body):
    """The gate said no to an attempt: the rule, its source, and when it lifts."""

    KIND: ClassVar[str] = "blocked"
    channel: str
    purpose: str
    rule: str
    severity: str
    pack_version: str
    point_id: Id | None = None
    number: str | None = None
    source: str | None = None
    until_at: datetime | None = None


@value
class Override(Body):
    """A soft rule was overridden, with the reason and, where the pack asks, the lead who agreed."""

    KIND: ClassVar[str] = "override"
    channel: str
    purpose: str
    rule: str
    severity: str
    pack_version: str
    why: str
    point_id: Id | None = None
    number: str | None = None
    approved_by: Id | None = None


@value
class CountElsewhere(Body):
    """Contacts of that day made by the lender or another agency, as told to us."""

    KIND: ClassVar[str] = "count_elsewhere"
    counted_on: date
    connected: int
    unanswered: int
    number: str | None = None
    told_by: str | None = None


@value
class Visit(Body):
    """An appointment in person: at least two collectors, what was noticed, found and agreed."""

    KIND: ClassVar[str] = "visit"
    status: str
    planned_at: datetime
    point_id: Id | None = None
    collectors: JsonText | None = None
    checklist: JsonText | None = None
    minutes: str | None = None
    evidence: JsonText | None = None
