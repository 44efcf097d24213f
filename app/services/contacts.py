"""Contacts (催记): a call and all that came of it, saved as one act.

Logging is never blocked: what the gate said is kept in the contact. Dialling is: see ``dialling.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from app.domain.codes import Counts, NumberEffect, Requirement, ResultCode
from app.domain.dates import is_within_hours
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Body, Contact, Fact, Hold, Id
from app.domain.gate import Decision
from app.domain.history import PERSON_HOLDS
from app.domain.identity import normalise_phone
from app.domain.plain_text import LONGEST_LINE, plain_text
from app.domain.situation import Preparation
from app.domain.terms import Channel, Direction, HoldKind, Role
from app.models import casebook
from app.models.journal import Entry
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.given import (
    Attempt,
    HoldGiven,
    OverrideGiven,
    PreferenceGiven,
    PromiseGiven,
    ReasonGiven,
    debt_named,
    hold_body,
    override_body,
    preference_body,
    promise_bodies,
    reason_body,
)
from app.services.next_steps import Made, NextStep, hold_begun, next_step
from app.services.situations import Desk

INBOUND = "inbound"
ALLOWED = "allowed"


@dataclass(frozen=True, slots=True)
class RecordContact:
    """One attempt or conversation. Only act, case and result must be given; the point brings number and party.

    ``reason`` None keeps the one on file. ``next_at`` overrides the next step the result would have.
    ``override`` says why a soft rule was overridden; ``preparation`` what the gate is told of the contact itself.
    ``account_id``: the one debt it was about, by default that of the promise; None: all of the case.
    """

    act: Id
    case_id: Id
    result: str
    point_id: Id | None = None
    number: str | None = None
    party_id: Id | None = None
    channel: Channel = Channel.CALL
    direction: Direction = Direction.OUTBOUND
    started_at: datetime | None = None
    ended_at: datetime | None = None
    is_identity_checked: bool | None = None
    identity_how: str | None = None
    reason: ReasonGiven | None = None
    promise: PromiseGiven | None = None
    hold: HoldGiven | None = None
    callback_at: datetime | None = None
    preference: PreferenceGiven | None = None
    next_at: datetime | None = None
    note: str | None = None
    override: OverrideGiven | None = None
    recording_ref: str | None = None
    script_ref: str | None = None
    preparation: Preparation | None = None
    account_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A saved contact, read back from its facts. ``rule_check``: ``allowed``, ``inbound`` or the rule it broke.

    ``opens``: the page that comes next (``plan``); ``goes_on``: whether the next case is shown by itself.
    """

    act: Id
    case_id: Id
    contact: Id
    result: str
    next_at: datetime | None
    next_kind: str | None
    hold: str | None
    hold_until: datetime | None
    promise: Id | None
    rule_check: str | None
    is_third_person: bool
    opens: str | None
    goes_on: bool


def record(context: Context, command: RecordContact) -> tuple[Recorded, Changes]:
    """Save a contact with its reason, promise, hold and preference as one act.

    Raises NotFound: ``case_missing``, ``point_missing``, ``party_missing``, ``result_unknown``; RuleViolation at the
    field: ``result_derived``, ``result_not_for_channel``, ``result_inbound_only``, ``number_required``,
    ``contact_in_future``, ``contact_ends_before_start``, ``identity_required``, ``reason_required``,
    ``promise_required``, ``promise_not_with_result``, ``callback_required``, ``callback_in_past``,
    ``callback_outside_hours``, ``preference_required``, ``remark_required``, ``next_in_past`` and those of ``given``.
    """
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            made = entries(connection, context, desk, command)
            facts = acts.append(connection, context, command.act, made)
    return _recorded(context, facts), acts.changes_of(facts)


def entries(connection: Connection, context: Context, desk: Desk, command: RecordContact) -> list[Entry]:
    """A contact with all that comes of it as facts to append, the contact first: for an act that holds more besides.

    Raises as ``record``."""
    return list(_Form(context, connection, desk, command).entries())


class _Form:
    """One contact on its way to facts: what is given, what follows from it, what is wrong with it."""

    def __init__(self, context: Context, connection: Connection, desk: Desk, command: RecordContact) -> None:
        self.context, self.desk, self.command = context, desk, command
        self.rules, self.now = context.rules, desk.now
        self.result = self.rules.codes.get(command.result)
        self.point = desk.point(command.point_id) if command.point_id else None
        self.at = command.started_at or command.ended_at or self.now
        self._check_shape()
        self.parties = casebook.parties(connection, command.case_id)
        self.party_id = self._party()
        self.number = self._number()
        self.account_id = debt_named(desk, command.account_id, command.promise)
        self.hold = self._hold()
        self._check_requirements()

    # What is wrong with it.

    def _check_shape(self) -> None:
        command, result = self.command, self.result
        if result.is_derived:
            raise RuleViolation("result_derived", "result", result=result.code)
        if command.channel not in result.channels:
            raise RuleViolation(
                "result_not_for_channel", "result", result=result.code, channel=command.channel
            )
        if result.is_inbound and command.direction is not Direction.INBOUND:
            raise RuleViolation("result_inbound_only", "direction", result=result.code)
        latest = max(moment for moment in (command.started_at, command.ended_at, self.at) if moment)
        if latest > self.now:
            raise RuleViolation("contact_in_future", "started_at")
        if command.started_at and command.ended_at and command.ended_at < command.started_at:
            raise RuleViolation("contact_ends_before_start", "ended_at")

    def _check_requirements(self) -> None:
        """What the result asks, in the order in which the form asks it."""
        command = self.command
        given = {
            Requirement.IDENTITY: ("identity_required", command.is_identity_checked is not None),
            Requirement.REASON: ("reason_required", self._reason() is not None or self._has_reason),
            Requirement.PROMISE: ("promise_required", command.promise is not None),
            Requirement.CALLBACK: ("callback_required", command.callback_at is not None),
            Requirement.PREFERENCE: ("preference_required", command.preference is not None),
            Requirement.REMARK: ("remark_required", bool((command.note or "").strip())),
        }
        for requirement in self.result.requires:
            code, is_given = given.get(requirement, ("", True))
            if not is_given:
                raise RuleViolation(code, _FIELDS[requirement], result=self.result.code)
        if command.promise is not None and Requirement.PROMISE not in self.result.requires:
            raise RuleViolation("promise_not_with_result", "promise", result=self.result.code)
        if command.next_at is not None and command.next_at <= self.now:
            raise RuleViolation("next_in_past", "next_at")
        self._check_callback()

    def _check_callback(self) -> None:
        at, window = self.command.callback_at, self.desk.pack.hours
        if at is None:
            return
        if at <= self.now:
            raise RuleViolation("callback_in_past", "callback_at")
        if window is None or self._consents(at):
            return
        if not is_within_hours(at, self.desk.case.zone, window.value.start, window.value.end):
            opens, closes = f"{window.value.start:%H:%M}", f"{window.value.end:%H:%M}"
            raise RuleViolation("callback_outside_hours", "callback_at", opens=opens, closes=closes)

    def _consents(self, at: datetime) -> bool:
        """Whether the debtor agreed to that hour, now or before."""
        given = self.command.preference
        windows = []
        if given is not None and given.wish == "consent_hours" and given.hours_from and given.hours_to:
            windows.append((given.hours_from, given.hours_to))
        view = self.desk.points.get(self.command.point_id or b"")
        if view is not None and view.consent is not None:
            windows.append((view.consent.start, view.consent.end))
        return any(is_within_hours(at, self.desk.case.zone, *window) for window in windows)

    # What follows from it.

    @property
    def _has_reason(self) -> bool:
        return self.desk.state.history.reason is not None

    def _reason(self) -> ReasonGiven | None:
        """The reason told; where none is on file, the one the result itself says."""
        if self.command.reason is not None or self._has_reason or self.result.reason is None:
            return self.command.reason
        return ReasonGiven(self.result.reason)

    def _party(self) -> Id | None:
        """Who was spoken to: by default the owner of the number, unless another person answered the debtor's."""
        chosen = self.command.party_id
        if chosen is not None:
            if chosen not in self.parties:
                raise NotFound("party_missing")
            return chosen
        if self.point is None or (self.result.is_third_person and self.point.role == Role.DEBTOR):
            return None
        return self.point.party_id

    def _number(self) -> str | None:
        if self.point is not None:
            return self.point.normal
        typed = plain_text(self.command.number, "number", LONGEST_LINE)
        counts = self.result.counted(self.command.channel, self.command.direction)
        if typed is None and counts is not Counts.NONE:
            raise RuleViolation("number_required", "number")
        return typed and (normalise_phone(typed) or typed)

    def _owner(self) -> Id:
        """Whose number it is: the person whose limit the contact counts to."""
        if self.point is not None:
            return self.point.person_id
        return self.parties[self.party_id][0] if self.party_id else self.desk.case.person_id

    def _hold(self) -> Hold | None:
        if self.command.hold is not None:
            return hold_body(self.command.hold, self.rules, self.at, self.now)
        return hold_begun(self.rules, self.desk, self.result, self.at)

    def _step(self) -> NextStep:
        command = self.command
        return next_step(
            self.rules,
            self.desk,
            Made(
                self.result,
                self.now,
                command.point_id,
                self.party_id,
                self.number,
                command.channel,
                command.direction,
                self.hold,
                command.callback_at,
                command.next_at,
            ),
        )

    def _decision(self) -> Decision | None:
        """What the gate said of this contact at the moment it was made; a call that came in is not asked about."""
        desk = self.desk
        if self.point is None or self.command.direction is Direction.INBOUND:
            return None
        attempt = self._attempt()
        at_that_moment = replace(desk, now=self.at)
        return at_that_moment.permit(
            attempt.point.id, attempt.channel, attempt.purpose, self.command.preparation, self.account_id
        )

    def _attempt(self) -> Attempt:
        point = self.desk.point(self.command.point_id or b"")
        return Attempt(point, self.command.channel, self.desk.purpose_for(point), self.desk.pack.version)

    def _rule_check(self, decision: Decision | None) -> str | None:
        if self.command.direction is Direction.INBOUND:
            return INBOUND
        return None if decision is None else decision.rule or ALLOWED

    # The facts.

    def entries(self) -> Iterator[Entry]:
        """The facts of the act, the contact first."""
        command = self.command
        decision = self._decision()
        yield self._entry(self._contact(decision), person_id=self._owner())
        if command.override is not None and decision is not None and decision.overridable:
            yield self._entry(override_body(command.override, decision, self._attempt()))
        reason = self._reason()
        if reason is not None:
            yield self._entry(reason_body(reason, self.rules))
        if command.promise is not None:
            for promise, replaced in promise_bodies(command.promise, self.desk, self.desk.today):
                yield self._entry(promise, supersedes=replaced)
        if self.hold is not None:
            yield self._entry(self.hold, person_id=self._held_person(self.hold))
        if command.preference is not None:
            wish = preference_body(command.preference, self.party_id, command.point_id)
            yield self._entry(wish, person_id=self._owner())

    def _entry(self, body: Body, *, person_id: Id | None = None, supersedes: Id | None = None) -> Entry:
        return acts.entry(
            self.context, body, self.command.case_id, self.at, person_id=person_id, supersedes=supersedes
        )

    def _held_person(self, hold: Hold) -> Id | None:
        """The debtor where the hold concerns the person and not the case: told of the debtor or by the debtor."""
        if HoldKind(hold.hold_kind) not in PERSON_HOLDS:
            return None
        is_about_debtor = not self.result.reached_right_party or self._owner() == self.desk.case.person_id
        return self.desk.case.person_id if is_about_debtor else None

    def _contact(self, decision: Decision | None) -> Contact:
        command, step, point = self.command, self._step(), self.point
        return Contact(
            str(command.channel),
            str(command.direction),
            self.result.code,
            command.point_id,
            self.number,
            self.party_id,
            self._role(),
            command.is_identity_checked,
            plain_text(command.identity_how, "identity_how", LONGEST_LINE),
            command.started_at,
            command.ended_at,
            self._seconds(),
            str(point.source) if point else None,
            plain_text(command.recording_ref, "recording_ref", LONGEST_LINE),
            plain_text(command.script_ref, "script_ref", LONGEST_LINE),
            self.desk.pack.version,
            self._rule_check(decision),
            step.at,
            step.kind,
            plain_text(command.note, "note"),
            self.account_id,
        )

    def _role(self) -> str | None:
        return self.parties[self.party_id][1] if self.party_id else None

    def _seconds(self) -> int | None:
        started, ended = self.command.started_at, self.command.ended_at
        return int((ended - started).total_seconds()) if started and ended else None


_FIELDS = {
    Requirement.IDENTITY: "identity",
    Requirement.REASON: "reason",
    Requirement.PROMISE: "promise",
    Requirement.CALLBACK: "callback_at",
    Requirement.PREFERENCE: "preference",
    Requirement.REMARK: "note",
}


def _recorded(context: Context, facts: Sequence[Fact]) -> Recorded:
    by_kind = {fact.kind: fact for fact in facts}
    contact, hold, promise = by_kind["contact"], by_kind.get("hold"), by_kind.get("promise")
    result = context.rules.codes.get(contact.body.result)
    return Recorded(
        contact.act,
        contact.case_id or b"",
        contact.uid,
        result.code,
        contact.body.next_at,
        contact.body.next_kind,
        hold.body.hold_kind if hold else None,
        hold.body.until_at if hold else None,
        promise.uid if promise else None,
        contact.body.rule_check,
        result.is_third_person or result.number is NumberEffect.NEVER,
        "plan" if Requirement.PLAN in result.requires else None,
        _goes_on(context, result),
    )


def _goes_on(context: Context, result: ResultCode) -> bool:
    """Whether the key the result lies on shows the next case; one that lies on none does."""
    keys = (key for key in context.rules.codes.pad if result is key.default or result in key.variants)
    return all(key.goes_on for key in keys)
