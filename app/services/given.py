"""What was said in a contact, as a form hands it over, and how it becomes the content of facts.

Each function checks what it is given and raises RuleViolation at the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import zip_longest

from app.domain.casefile import Point
from app.domain.commitments import PromiseView
from app.domain.date_entry import FARTHEST_YEARS
from app.domain.dates import add_months
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Blocked, Hold, Id, Override, Preference, Promise, PromiseCancelled, Reason
from app.domain.gate import Decision
from app.domain.money import format_minor
from app.domain.permissions import Deed
from app.domain.plain_text import LONGEST_LINE, plain_text, required_text
from app.domain.promise_entry import Amounts, Days, Replaces, entered
from app.domain.promises import PromiseState, check_promises
from app.domain.rulepack import RulePack
from app.domain.rules import Rules
from app.domain.terms import Channel, HoldKind, Purpose
from app.services.context import User
from app.services.situations import Desk

WISHES = frozenset({"no_contact", "hours", "consent_hours", "channel_refused", "debt_related"})


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """Why the debt is overdue, as told; willingness and ability 1–5."""

    code: str
    willingness: int | None = None
    ability: int | None = None
    is_proof_asked: bool | None = None
    is_proof_received: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PromiseGiven:
    """A promise to pay ``amount_minor`` on ``due_on``, and ``further`` amounts and days given in the same breath.

    ``replaces``: which open promises on the same account they take the place of.
    """

    amount_minor: int
    due_on: date
    account_id: Id | None = None
    channel: str | None = None
    is_partial: bool | None = None
    note: str | None = None
    further: tuple[tuple[int, date], ...] = ()
    replaces: Replaces = Replaces.EARLIEST

    @property
    def parts(self) -> tuple[tuple[int, date], ...]:
        """Every amount with its day."""
        return ((self.amount_minor, self.due_on), *self.further)


@dataclass(frozen=True, slots=True)
class HoldGiven:
    """Contact stops. Without ``starts_at`` from now on, else from when it was ordered or will be; without
    ``until_at`` as long as its kind says, or until it is lifted. ``evidence`` says what proves it."""

    kind: HoldKind
    until_at: datetime | None = None
    why: str | None = None
    evidence: str | None = None
    account_id: Id | None = None
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PreferenceGiven:
    """What a person wished. ``wish`` is one of ``WISHES``; hours are times on their own clock.

    ``is_point_only``: it concerns the number that was used, not every number of the person.
    """

    wish: str
    channel: Channel | None = None
    hours_from: time | None = None
    hours_to: time | None = None
    until_on: date | None = None
    note: str | None = None
    is_point_only: bool = False


@dataclass(frozen=True, slots=True)
class OverrideGiven:
    """Why a soft rule is overridden, and the lead who agreed where that was asked."""

    why: str
    approved_by: Id | None = None


def reason_body(given: ReasonGiven, rules: Rules) -> Reason:
    """Raises RuleViolation: ``reason_unknown``, ``level_out_of_range``, ``text_…``."""
    if given.code not in rules.reasons.by_code:
        raise RuleViolation("reason_unknown", "reason", reason=given.code)
    for field in ("willingness", "ability"):
        level = getattr(given, field)
        if level is not None and not 1 <= level <= 5:
            raise RuleViolation("level_out_of_range", field, lowest=1, highest=5)
    return Reason(
        given.code,
        given.willingness,
        given.ability,
        given.is_proof_asked,
        given.is_proof_received,
        plain_text(given.note, "reason_note"),
    )


def promise_given(
    amounts: Amounts, days: Days, account_id: Id | None = None, note: str | None = None
) -> PromiseGiven:
    """The promises typed as amounts and days. Raises RuleViolation ``promises_uneven``."""
    (minor, when), *further = entered(amounts, days)
    return PromiseGiven(
        minor,
        when.day,
        account_id,
        note=note,
        further=tuple((minor, when.day) for minor, when in further),
        replaces=amounts.replaces,
    )


def promise_bodies(
    given: PromiseGiven, desk: Desk, today: date
) -> tuple[tuple[Promise | PromiseCancelled, Id | None], ...]:
    """The promises given, each with the open one whose place it takes; where it takes the place of more than one,
    those are taken back by name of the first new one.

    Raises RuleViolation: ``promise_…``, ``promises_…``, ``date_too_far``, ``text_…``; NotFound("account_missing").
    """
    gone, staying = replaced_by(desk, given)
    lacking = sum(max(view.amount_minor - view.outcome.paid_minor, 0) for view in staying)
    owed_minor = owed(desk, given.account_id)
    check_promises(given.parts, open_minor=lacking, owed_minor=owed_minor, today=today)
    latest = max(due_on for _, due_on in given.parts)
    if latest > add_months(today, 12 * FARTHEST_YEARS):
        raise RuleViolation("date_too_far", "due_on", on=latest, years=FARTHEST_YEARS)
    currency, channel = desk.state.currency, plain_text(given.channel, "channel", LONGEST_LINE)
    note = plain_text(given.note, "promise_note")
    bodies = [
        Promise(minor, currency, due_on, given.account_id, channel, given.is_partial, note)
        for minor, due_on in given.parts
    ]
    uids = [view.fact.uid for view in gone]
    made = zip_longest(bodies, uids[: len(bodies)])
    why = f"→ {format_minor(given.amount_minor, currency)} {given.due_on.isoformat()}"
    return (*made, *((PromiseCancelled(uid, why), None) for uid in uids[len(bodies) :]))


def replaced_by(desk: Desk, given: PromiseGiven) -> tuple[Sequence[PromiseView], Sequence[PromiseView]]:
    """The open promises on the same account whose place is taken, and those that stay open, by their days."""
    standing = _open_promises(desk, given.account_id)
    number = {Replaces.NONE: 0, Replaces.EARLIEST: len(given.parts), Replaces.ALL: len(standing)}
    return standing[: number[given.replaces]], standing[number[given.replaces] :]


def _open_promises(desk: Desk, account_id: Id | None) -> list[PromiseView]:
    """The open promises on this account, or on none, by their days."""
    found = [
        view
        for view in desk.state.commitments.promises
        if view.outcome.state is PromiseState.OPEN and view.fact.body.account_id == account_id
    ]
    return sorted(found, key=lambda view: view.due_on)


def debt_named(desk: Desk, account_id: Id | None, promise: PromiseGiven | None) -> Id | None:
    """The one debt that a contact is about: as said, else that of its promise. Raises NotFound("account_missing")."""
    named = account_id or (promise.account_id if promise is not None else None)
    if named is not None and all(account.id != named for account in desk.case.accounts):
        raise NotFound("account_missing")
    return named


def owed(desk: Desk, account_id: Id | None) -> int:
    """What is owed on the open accounts, or on one of them. Raises NotFound("account_missing")."""
    if account_id is None:
        return desk.state.balance_minor
    for account in desk.state.ledger.open_accounts:
        if account.account_id == account_id:
            return account.total_minor
    raise NotFound("account_missing")


def hold_body(given: HoldGiven, rules: Rules, starts_at: datetime, now: datetime) -> Hold:
    """Raises RuleViolation: ``hold_not_by_hand``, ``hold_ends_in_past``, ``hold_ends_before_start``, ``text_…``."""
    term = rules.vocabulary.holds[given.kind]
    if not term.is_begun_by_hand:
        raise RuleViolation("hold_not_by_hand", "kind", hold=given.kind)
    if given.until_at is not None and given.until_at <= now:
        raise RuleViolation("hold_ends_in_past", "until_at")
    begins_at = given.starts_at or starts_at
    if given.until_at is not None and given.until_at <= begins_at:
        raise RuleViolation("hold_ends_before_start", "until_at")
    return Hold(
        str(given.kind),
        begins_at,
        given.until_at or term.ends_at(max(begins_at, starts_at)),
        given.account_id,
        plain_text(given.why, "hold_why"),
        plain_text(given.evidence, "evidence"),
    )


def preference_body(given: PreferenceGiven, party_id: Id | None, point_id: Id | None) -> Preference:
    """Raises RuleViolation: ``wish_unknown``, ``wish_needs_hours``, ``wish_needs_channel``, ``text_…``."""
    if given.wish not in WISHES:
        raise RuleViolation("wish_unknown", "preference", wish=given.wish)
    needs_hours = given.wish in {"hours", "consent_hours"}
    if needs_hours and (given.hours_from is None or given.hours_to is None):
        raise RuleViolation("wish_needs_hours", "hours_from")
    if given.wish == "channel_refused" and given.channel is None:
        raise RuleViolation("wish_needs_channel", "preference_channel")
    return Preference(
        given.wish,
        party_id,
        point_id if given.is_point_only else None,
        None if given.channel is None else str(given.channel),
        _clock(given.hours_from),
        _clock(given.hours_to),
        given.until_on,
        plain_text(given.note, "preference_note"),
    )


def _clock(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A contact on one point that the gate was asked about."""

    point: Point
    channel: Channel
    purpose: Purpose
    pack_version: str


def blocked_body(decision: Decision, attempt: Attempt) -> Blocked:
    """The attempt that the gate said no to."""
    return Blocked(
        str(attempt.channel),
        str(attempt.purpose),
        str(decision.rule),
        str(decision.severity),
        attempt.pack_version,
        attempt.point.id,
        attempt.point.normal,
        decision.source,
        decision.until,
    )


def require_leave(user: User, pack: RulePack, given: OverrideGiven) -> None:
    """Whether this user may set a soft rule aside: a pack may ask for the lead as well. Raises RuleViolation
    ``override_needs_lead``."""
    asks_lead = pack.override_by_lead is not None and pack.override_by_lead.value
    if asks_lead and given.approved_by is None and not user.may(Deed.APPROVE):
        raise RuleViolation("override_needs_lead", "override_why")


def override_body(given: OverrideGiven, decision: Decision, attempt: Attempt) -> Override:
    """Raises RuleViolation: ``override_needs_reason``, ``text_…``. The decision must be overridable."""
    return Override(
        str(attempt.channel),
        str(attempt.purpose),
        str(decision.rule),
        str(decision.severity),
        attempt.pack_version,
        required_text(given.why, "override_why", "override_needs_reason"),
        attempt.point.id,
        attempt.point.normal,
        given.approved_by,
    )
