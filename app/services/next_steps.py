"""What follows from an outcome: the hold it begins, when the case comes back, and the words for it on its key.

The words on a key and the saved contact come from the same functions, so a key never promises what saving does not do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.domain.call_record import PHONES
from app.domain.casefile import Point
from app.domain.codes import NumberEffect, Requirement, ResultCode
from app.domain.dates import local_date
from app.domain.facts import Hold, Id
from app.domain.gate import next_permitted
from app.domain.pace import next_try
from app.domain.rules import Rules
from app.domain.situation import ContactView, PointView
from app.domain.terms import Channel, Direction, HoldKind, Purpose
from app.services.context import Context
from app.services.messages.outcomes import WORDS
from app.services.situations import Desk
from app.services.words import Words, filled

EVENING_FROM = 18


@dataclass(frozen=True, slots=True)
class Made:
    """A contact as it is about to be saved: what the next step depends on. ``hold`` is the one it begins."""

    result: ResultCode
    at: datetime
    point_id: Id | None = None
    party_id: Id | None = None
    number: str | None = None
    channel: Channel = Channel.CALL
    direction: Direction = Direction.OUTBOUND
    hold: Hold | None = None
    callback_at: datetime | None = None
    chosen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """When the case comes back. ``kind``: ``callback`` was agreed with the debtor, ``retry`` is ours."""

    at: datetime | None
    kind: str | None


NOTHING = NextStep(None, None)


def hold_begun(rules: Rules, desk: Desk, result: ResultCode, at: datetime) -> Hold | None:
    """The hold a result begins by itself; None where one of its kind already lasts as long."""
    if result.hold is None:
        return None
    until = rules.vocabulary.holds[result.hold].ends_at(at)
    for standing in desk.state.holds:
        ends_at = standing.body.until_at
        if standing.body.hold_kind == result.hold and (
            ends_at is None or (until is not None and until <= ends_at)
        ):
            return None
    return Hold(str(result.hold), at, until)


def next_step(rules: Rules, desk: Desk, made: Made) -> NextStep:
    """When the case comes back after this contact: as chosen, as agreed, with the hold, or as the result says.

    What we plan ourselves respects the gate as it will stand after the contact: hours, counters, dead numbers.
    """
    if made.chosen_at is not None:
        return NextStep(made.chosen_at, "retry")
    if made.callback_at is not None:
        return NextStep(made.callback_at, "callback")
    if made.hold is not None:
        return NextStep(made.hold.until_at, "retry") if made.hold.until_at else NOTHING
    at = next_try(made.result, made.at, desk.case.zone, rules.pace, _Opening(desk, made))
    return NOTHING if at is None else NextStep(at, "retry")


class _Opening:
    """The gate's next permitted moment for the person who is being called, the new contact counted in."""

    def __init__(self, desk: Desk, made: Made) -> None:
        owner = next((p.person_id for p in desk.case.points if p.id == made.point_id), desk.case.person_id)
        contact = ContactView(
            made.at,
            desk.case.case_id,
            owner,
            owner,
            made.number,
            made.channel,
            made.direction,
            made.result,
        )
        self._situation = replace(desk.situation, contacts=(*desk.situation.contacts, contact))
        self._points = [_after(desk.points[point.id], made) for point in _phones(desk, owner)]
        self._pack, self._errand = desk.pack, desk.errand

    def __call__(self, at: datetime) -> datetime | None:
        return next_permitted(self._situation, self._points, Channel.CALL, self._errand, at, self._pack)


def _phones(desk: Desk, owner: Id) -> Sequence[Point]:
    """The phones of whoever was called, if one may collect from them, else the debtor's."""
    phones = [
        p for p in desk.case.points if p.kind in PHONES and desk.purpose_for(p) is not Purpose.RELAY_REQUEST
    ]
    own = [point for point in phones if point.person_id == owner]
    return own or [point for point in phones if point.person_id == desk.case.person_id]


def _after(view: PointView, made: Made) -> PointView:
    if view.number != made.number:
        return view
    effect = made.result.number
    return replace(
        view,
        is_invalid=view.is_invalid or effect is NumberEffect.INVALID,
        do_not_contact=view.do_not_contact or effect is NumberEffect.NEVER,
    )


@dataclass(frozen=True, slots=True)
class Consequence:
    """What pressing an outcome key will do. ``code`` and ``params`` name the words; ``next_at`` and ``hold`` are
    what saving will write. ``opens`` names the form that comes first: promise, plan, callback."""

    key: str
    result: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    next_at: datetime | None = None
    hold: HoldKind | None = None
    hold_until: datetime | None = None
    opens: str | None = None

    def text(self, words: Words) -> str:
        """The words on the key, such as ``→ 今晚 19:30``."""
        params = dict(self.params)
        if self.hold is not None:
            params["hold"] = words.rules.vocabulary.holds[self.hold].words.text(words.language)
        if self.next_at is not None:
            params["moment"] = words.moment(self.next_at)
        english, chinese = WORDS[self.code]
        return filled(chinese if words.is_chinese else english, params)


def consequences(context: Context, desk: Desk, point_id: Id | None = None) -> dict[str, Consequence]:
    """The consequence of each outcome key, by its digit, at ``desk.now`` on the number that would be used."""
    rules = context.rules
    return {key.key: consequence(rules, desk, key.key, key.default, point_id) for key in rules.codes.pad}


def consequence(
    rules: Rules, desk: Desk, key: str, result: ResultCode, point_id: Id | None = None
) -> Consequence:
    """What saving this result now would do, for a key or one of its variants."""
    used = next((point for point in desk.case.points if point.id == point_id), None)
    number = used.normal if used else None
    hold = hold_begun(rules, desk, result, desk.now)
    step = next_step(rules, desk, Made(result, desk.now, point_id, number=number, hold=hold))
    opens = next((str(asked) for asked in _FORMS if asked in result.requires), None)
    code, params = (_FORMS[Requirement(opens)], {}) if opens else _told(rules, desk, result, hold, step)
    return Consequence(
        key,
        result.code,
        code,
        params,
        step.at,
        HoldKind(hold.hold_kind) if hold else None,
        hold.until_at if hold else None,
        opens,
    )


def _told(
    rules: Rules, desk: Desk, result: ResultCode, hold: Hold | None, step: NextStep
) -> tuple[str, dict[str, Any]]:
    """The words' code and what fills them: the strongest consequence speaks."""
    if result.number in {NumberEffect.INVALID, NumberEffect.NEVER}:
        return "number_stopped", {}
    if result.is_third_person:
        return "third_person", {}
    if hold is not None:
        days = rules.vocabulary.holds[HoldKind(hold.hold_kind)].days
        return ("hold_days", {"days": days}) if days else ("hold_open", {})
    if result.hold is not None:
        return "hold_stands", {}
    return _told_moment(desk, step.at)


def _told_moment(desk: Desk, at: datetime | None) -> tuple[str, dict[str, Any]]:
    if at is None:
        return "nothing", {}
    zone = desk.case.zone
    days = (local_date(at, zone) - local_date(desk.now, zone)).days
    if days > 1:
        return "in_days", {"days": days}
    is_evening = days == 0 and at.astimezone(zone).hour >= EVENING_FROM
    return ("tonight" if is_evening else "next"), {}


_FORMS = {
    Requirement.PROMISE: "promise",
    Requirement.PLAN: "plan",
    Requirement.CALLBACK: "callback",
    Requirement.PREFERENCE: "preference",
}
