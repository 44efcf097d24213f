"""Before a call: may this number be dialled now? A blocked attempt and an overridden rule are facts; a yes is none."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.facts import Body, Id
from app.domain.gate import Decision
from app.domain.terms import Channel, Purpose
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.given import Attempt, OverrideGiven, blocked_body, override_body, require_leave


@dataclass(frozen=True, slots=True)
class Dial:
    """An attempt on one point. Without ``purpose`` it is what the point may be used for; ``account_id`` where it is
    about one debt of the case alone."""

    act: Id
    case_id: Id
    point_id: Id
    channel: Channel = Channel.CALL
    purpose: Purpose | None = None
    override: OverrideGiven | None = None
    account_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Dialled:
    """``is_permitted``: allowed, or soft rules were overridden with a reason. ``number`` is then to be dialled."""

    decision: Decision
    is_permitted: bool
    is_overridden: bool
    number: str
    is_third_person: bool


def dial(context: Context, command: Dial) -> tuple[Dialled, Changes]:
    """Ask the gate before dialling. Raises NotFound: ``case_missing``, ``point_missing``; RuleViolation:
    ``override_needs_reason``, ``override_needs_lead``, ``text_…``."""
    with context.db.write() as connection:
        desk = acts.desk(connection, context, command.case_id)
        point = desk.point(command.point_id)
        purpose = command.purpose or desk.purpose_for(point)
        attempt = Attempt(point, command.channel, purpose, desk.pack.version)
        decision = desk.permit(point.id, command.channel, purpose, account=command.account_id)
        is_overridden = command.override is not None and decision.overridable
        if command.override is not None and is_overridden:
            require_leave(context.user, desk.pack, command.override)
        facts = acts.saved(connection, command.act)
        if not facts and not decision.allowed:
            body: Body
            if command.override is not None and is_overridden:
                body = override_body(command.override, decision, attempt)
            else:
                body = blocked_body(decision, attempt)
            facts = acts.append(
                connection, context, command.act, [acts.entry(context, body, command.case_id, desk.now)]
            )
    dialled = Dialled(
        decision,
        decision.allowed or is_overridden,
        is_overridden,
        point.normal,
        purpose is Purpose.RELAY_REQUEST,
    )
    return dialled, acts.changes_of(facts) if facts else Changes()
