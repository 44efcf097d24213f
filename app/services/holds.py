"""Holds (停催) placed and lifted by hand, cases put off, and what arrived seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Acknowledged, Body, Id, Release
from app.domain.facts import Snooze as SnoozeFact
from app.domain.history import PERSON_HOLDS
from app.domain.plain_text import plain_text, required_text
from app.domain.terms import HoldKind
from app.domain.vocabulary import Lifter
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.given import HoldGiven, hold_body
from app.services.situations import Desk


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Stop contact on a case."""

    act: Id
    case_id: Id
    hold: HoldGiven


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """End a hold before its time; ``hold`` is the uid of its fact."""

    act: Id
    case_id: Id
    hold: Id
    why: str


@dataclass(frozen=True, slots=True)
class Snooze:
    """Put a case off until a moment of one's own choice."""

    act: Id
    case_id: Id
    until_at: datetime
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """What arrived was seen: payment, message, returned letter."""

    act: Id
    case_id: Id


@dataclass(frozen=True, slots=True)
class Moved:
    """What was saved: the act, its first fact, and when the case comes back where that is known."""

    act: Id
    fact: Id
    until_at: datetime | None = None


def place(context: Context, command: PlaceHold) -> tuple[Moved, Changes]:
    """Place a hold. One that concerns the person holds every case of theirs.

    Raises NotFound("case_missing"); RuleViolation: ``hold_not_by_hand``, ``hold_ends_in_past``, ``text_…``.
    """

    def body(desk: Desk) -> Body:
        return hold_body(command.hold, context.rules, desk.now, desk.now)

    is_personal = command.hold.kind in PERSON_HOLDS
    return append_one(context, command.act, command.case_id, body, is_personal=is_personal)


def release(context: Context, command: ReleaseHold) -> tuple[Moved, Changes]:
    """Lift a hold that is in force.

    Raises NotFound: ``case_missing``, ``hold_missing``; RuleViolation: ``needs_lead``, ``hold_derived``,
    ``why_required``, ``text_…``.
    """
    why = required_text(command.why, "why", "why_required")

    def body(desk: Desk) -> Body:
        hold = next((hold for hold in desk.state.holds if hold.uid == command.hold), None)
        if hold is None:
            raise NotFound("hold_missing")
        _require_lifter(context, HoldKind(hold.body.hold_kind))
        return Release(command.hold, why)

    return append_one(context, command.act, command.case_id, body, is_personal=True)


def _require_lifter(context: Context, kind: HoldKind) -> None:
    match context.rules.vocabulary.holds[kind].lifted_by:
        case Lifter.DERIVED:
            raise RuleViolation("hold_derived", hold=kind)
        case Lifter.LEAD if not context.user.is_lead:
            raise RuleViolation("needs_lead", hold=kind)


def snooze(context: Context, command: Snooze) -> tuple[Moved, Changes]:
    """Put a case off. Raises NotFound("case_missing"); RuleViolation: ``snooze_in_past``, ``text_…``."""
    why = plain_text(command.why, "why")

    def body(desk: Desk) -> Body:
        if command.until_at <= desk.now:
            raise RuleViolation("snooze_in_past", "until_at")
        return SnoozeFact(command.until_at, why)

    return append_one(context, command.act, command.case_id, body)


def acknowledge(context: Context, command: Acknowledge) -> tuple[Moved, Changes]:
    """What arrived up to now was seen, and nobody need be called for it: the case stands where it would without.

    Raises NotFound("case_missing"); RuleViolation("nothing_arrived").
    """

    def body(desk: Desk) -> Body:
        fresh = desk.state.history.fresh_news
        if not fresh:
            raise RuleViolation("nothing_arrived")
        return Acknowledged(fresh[-1].kind)

    return append_one(context, command.act, command.case_id, body)


def append_one(
    context: Context, act: Id, case_id: Id, body: Callable[[Desk], Body], *, is_personal: bool = False
) -> tuple[Moved, Changes]:
    """One fact as one act; ``body`` sees the case inside the transaction and may refuse."""
    with context.db.write() as connection:
        facts = acts.saved(connection, act)
        if not facts:
            desk = acts.desk(connection, context, case_id)
            person_id = desk.case.person_id if is_personal else None
            entry = acts.entry(context, body(desk), case_id, desk.now, person_id=person_id)
            facts = acts.append(connection, context, act, [entry])
    return Moved(act, facts[0].uid, getattr(facts[0].body, "until_at", None)), acts.changes_of(facts)
