"""The next best action on a case, and why: a pure function of its state, the strategy and what the gate says.

What is to be written or called is asked of the gate first, so nothing that it forbids now is ever offered for now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.domain.moments import Id
from app.domain.queue import NOTHING
from app.domain.terms import Channel, HoldKind, Purpose, Stage, Tier
from app.domain.treatment import Strategy, Treated


class Move(StrEnum):
    """What to do. Its value is the code of the words that say so."""

    CALL = "call"
    RELAY = "relay"
    TEXT = "text"
    LETTER = "letter"
    VISIT = "visit"
    PLAN = "plan"
    PROOF = "proof"
    HOLD = "hold"
    HAND_BACK = "hand_back"
    ESCALATE = "escalate"
    WAIT = "wait"
    FIND = "find"
    """No way is open, and time alone opens none: another number or address is needed."""
    NONE = "none"


_MOVES: Mapping[Channel, Move] = {
    Channel.CALL: Move.CALL,
    Channel.SMS: Move.TEXT,
    Channel.IM: Move.TEXT,
    Channel.EMAIL: Move.TEXT,
    Channel.LETTER: Move.LETTER,
    Channel.VISIT: Move.VISIT,
}


@dataclass(frozen=True, slots=True)
class Way:
    """What the gate says of one channel now: the point to use where it is open, else when it opens by itself."""

    channel: Channel
    is_open: bool
    point_id: Id | None = None
    until: datetime | None = None


Gate = Callable[[Channel, Purpose], Way]
"""The best way of a channel for a purpose, over all points of those who answer for the debt."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What was done so far. ``attempts``: tries in one way since the debtor was last reached; ``last_at``: the last try
    or conversation of any kind."""

    attempts: Mapping[Channel, int] = field(default_factory=dict)
    last_at: datetime | None = None
    was_reached: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """What the choice is made from. ``tier``, ``why``, ``params``, ``next_at``: the place of the case in the queue.

    ``letter``: the template that is due, ``hold``: the one that the reason told suggests and nobody placed;
    ``proof_since``: the day from which proof that was asked for is missing; ``again_at``: when the cadence asks for the
    next try.
    """

    tier: Tier
    why: str
    treated: Treated
    today: date
    params: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    next_at: datetime | None = None
    tried: Tried = field(default_factory=Tried)
    again_at: datetime | None = None
    reason: str = ""
    has_plan: bool = False
    has_open_plan: bool = False
    letter: str = ""
    hold: HoldKind | None = None
    proof_since: date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """What to do next. ``why`` is a code of words, or of the tier's reason, and ``params`` fill them.

    ``at``: from when on, None for now or for nothing that time brings. ``point_id``: whom to call, write or visit.
    """

    move: Move
    why: str
    params: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    at: datetime | None = None
    channel: Channel | None = None
    point_id: Id | None = None
    template: str = ""
    stage: Stage | None = None
    hold: HoldKind | None = None


_OWN_WAITS = frozenset({"next_step_ahead", "limit_reached"})
"""Waits during which a letter may go all the same: nothing was agreed with the debtor."""
_REMINDERS: Mapping[Channel, str] = {Channel.SMS: "sms_reminder", Channel.EMAIL: "email_reminder"}
_DUE_REMINDER = "sms_due"


def next_action(case: CaseView, strategy: Strategy, gate: Gate) -> Action:
    """What to do next with a case, and why."""
    return next(_actions(case, strategy, gate))


def _actions(case: CaseView, strategy: Strategy, gate: Gate) -> Iterator[Action]:
    """Every action that applies, the one that counts first."""
    tier = case.tier
    if tier is Tier.CLOSED:
        yield Action(Move.NONE, case.why, case.params)
    recall = case.treated.traits.recall_days
    if recall is not None and recall <= strategy.hand_back_days:
        yield Action(Move.HAND_BACK, "recall_near" if recall >= 0 else "recall_past", {"days": abs(recall)})
    if tier is Tier.HELD:
        yield _held(case)
    if case.hold is not None:
        yield Action(Move.HOLD, "reason_holds", {"reason": case.reason}, hold=case.hold)
    if tier is Tier.WAITING:
        if case.why in _OWN_WAITS:
            yield from _letter_meanwhile(case, gate)
        yield Action(Move.WAIT, case.why, case.params, case.next_at)
    if tier is Tier.CALL_BACK:
        yield from _contact(case, gate, (Channel.CALL,))
    if tier is Tier.DUE_TODAY:
        yield from _reminder(case, gate)
    yield from _work(case, strategy, gate)


def _held(case: CaseView) -> Action:
    if case.proof_since is not None:
        return Action(Move.WAIT, "held_for_proof", {"date": case.proof_since}, case.next_at)
    return Action(Move.WAIT, case.why, case.params, case.next_at)


def _work(case: CaseView, strategy: Strategy, gate: Gate) -> Iterator[Action]:
    """What the strategy makes of a case that is to be worked."""
    treated, ranked = case.treated, case.tier is Tier.RANKED
    if treated.escalation is not None and ranked:
        yield Action(
            Move.ESCALATE,
            "goes_further",
            {"days": treated.traits.dpd, "attempts": treated.traits.attempts_made},
            stage=treated.escalation,
        )
    if case.has_open_plan:
        yield from _spoken(Move.PLAN, "plan_offered", gate)
    if _is_proof_late(case, strategy):
        yield from _spoken(Move.PROOF, "proof_missing", gate, date=case.proof_since)
    if ranked and case.again_at is not None:
        yield from _letter_meanwhile(case, gate)
        params = {"days": treated.treatment.every_days}
        yield Action(Move.WAIT, "cadence", params, case.again_at)
    if ranked and _asks_for_plan(case):
        yield from _spoken(Move.PLAN, "reason_plans", gate, reason=case.reason)
    yield from _contact(case, gate, _in_order(case))


def _is_proof_late(case: CaseView, strategy: Strategy) -> bool:
    since = case.proof_since
    return since is not None and (case.today - since).days >= strategy.proof_days


def _asks_for_plan(case: CaseView) -> bool:
    treatment = case.treated.treatment
    return treatment.is_plan_offered and bool(case.reason) and case.tried.was_reached and not case.has_plan


def _in_order(case: CaseView) -> tuple[Channel, ...]:
    """The channels of the treatment: those that were not tried often enough yet come first; a letter only if one is
    due."""
    treatment, tried = case.treated.treatment, case.tried.attempts
    order = [one for one in treatment.channels if one is not Channel.LETTER or case.letter]
    order.sort(key=lambda one: tried.get(one, 0) >= treatment.attempts)
    return tuple(order)


def _contact(case: CaseView, gate: Gate, channels: Iterable[Channel]) -> Iterator[Action]:
    """The first way that is open; else the letter that is due; else to wait for the first that opens by itself, or to
    look for another."""
    shut: list[Way] = []
    for channel in channels:
        way = gate(channel, Purpose.COLLECTION)
        if way.is_open:
            yield _go(case, way)
            return
        shut.append(way)
    yield from _letter(case, gate)
    waiting = _until(shut)
    if waiting.move is Move.FIND:
        yield from _relay(gate)
    yield waiting


def _relay(gate: Gate) -> Iterator[Action]:
    """Where the debtor counts as lost, somebody else may be asked to relay."""
    way = gate(Channel.CALL, Purpose.RELAY_REQUEST)
    if way.is_open:
        yield Action(Move.RELAY, "lost", channel=way.channel, point_id=way.point_id)


def _go(case: CaseView, way: Way) -> Action:
    move = _MOVES[way.channel]
    template = case.letter if move is Move.LETTER else _REMINDERS.get(way.channel, "")
    why, params = case.why, dict(case.params)
    if case.tier is Tier.RANKED:
        why, params = "treatment", {"treatment": case.treated.treatment.name}
    if move is Move.LETTER:
        why, params = "letter_due", {"days": case.treated.traits.dpd}
    return Action(move, why, params, channel=way.channel, point_id=way.point_id, template=template)


def _until(shut: Iterable[Way]) -> Action:
    opening = [(way.until, at, way.channel) for at, way in enumerate(shut) if way.until is not None]
    if not opening:
        return Action(Move.FIND, "no_way")
    until, _, channel = min(opening)
    return Action(Move.WAIT, "gate_opens", {"channel": str(channel)}, until, channel)


def _letter(case: CaseView, gate: Gate) -> Iterator[Action]:
    if case.letter:
        way = gate(Channel.LETTER, Purpose.COLLECTION)
        if way.is_open:
            yield _go(case, way)


def _letter_meanwhile(case: CaseView, gate: Gate) -> Iterator[Action]:
    """The letter that is due while a call waits; not behind the back of one who was just talked to."""
    if case.tried.attempts:
        yield from _letter(case, gate)


def _reminder(case: CaseView, gate: Gate) -> Iterator[Action]:
    """A courtesy on the day: a text where one may be sent, else a call where one may be made."""
    text = gate(Channel.SMS, Purpose.DUE_REMINDER)
    if text.is_open:
        yield Action(
            Move.TEXT,
            case.why,
            case.params,
            channel=text.channel,
            point_id=text.point_id,
            template=_DUE_REMINDER,
        )
    is_instalment = case.why == "instalment_due"
    call = gate(Channel.CALL, Purpose.DUE_REMINDER if is_instalment else Purpose.COLLECTION)
    if call.is_open:
        yield _go(case, call)
    yield _until((text, call))


def _spoken(move: Move, why: str, gate: Gate, **params: Any) -> Iterator[Action]:
    """What is talked over in a call, as long as one may be made."""
    way = gate(Channel.CALL, Purpose.COLLECTION)
    if way.is_open:
        yield Action(move, why, params, channel=way.channel, point_id=way.point_id)
