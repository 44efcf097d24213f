"""The contact points of a case as the desk shows them: whose, in what state, what was tried, what the gate says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from app.domain.best_hour import best_hour
from app.domain.call_record import PHONES, number_effect
from app.domain.casefile import Point
from app.domain.codes import NumberEffect
from app.domain.gate import Decision
from app.domain.identity import mask_phone
from app.domain.moments import Id
from app.domain.situation import ContactView, PointView
from app.domain.terms import Channel, Direction, Purpose, Role, Source, Standing
from app.services import best_hours
from app.services.situations import Desk
from app.services.words import Words


@dataclass(frozen=True, slots=True)
class PointCard:
    """One contact point. ``state``: good, untried, doubtful, invalid or never. ``masked`` is what may be shown."""

    id: Id
    party_id: Id
    person_id: Id
    owner: str
    role: Role
    role_text: str
    kind: str
    masked: str
    normal: str
    state: str
    hint: str
    source_text: str
    shared_with: tuple[str, ...]
    purpose: Purpose
    decision: Decision

    @property
    def is_phone(self) -> bool:
        """Whether it can be dialled."""
        return self.kind in PHONES

    @property
    def is_debtor(self) -> bool:
        """Whether it is the debtor's own."""
        return self.role is Role.DEBTOR


def point_cards(
    desk: Desk,
    names: Mapping[Id, tuple[str, str, str | None]],
    values: Mapping[Id, tuple[str, str | None]],
    words: Words,
) -> tuple[PointCard, ...]:
    """The points of a case, the debtor's own first."""
    return tuple(_card(desk, point, names, values, words) for point in desk.case.points)


def _card(
    desk: Desk,
    point: Point,
    names: Mapping[Id, tuple[str, str, str | None]],
    values: Mapping[Id, tuple[str, str | None]],
    words: Words,
) -> PointCard:
    owner, _, relation = names[point.party_id]
    role, view, purpose = Role(point.role), desk.points[point.id], desk.purpose_for(point)
    used = [contact for contact in desk.situation.contacts if contact.number == point.normal]
    return PointCard(
        point.id,
        point.party_id,
        point.person_id,
        owner,
        role,
        role_text(role, relation, words),
        point.kind,
        mask_phone(point.normal) if point.kind in PHONES else values[point.id][0],
        point.normal,
        _state(used, view),
        _hint(used, view, words, desk.case.zone),
        words.rules.vocabulary.sources[Source(point.source)].text(words.language),
        view.shared_with,
        purpose,
        desk.permit(point.id, channel_of(point.kind), purpose),
    )


def role_text(role: Role, relation: str | None, words: Words) -> str:
    """Who answers there. Who has to do with the debt is called that first: a guarantor may be told of it, whatever
    relative of the debtor he is besides."""
    part = words.rules.vocabulary.roles[role]
    named = part.words.text(words.language)
    if not relation or relation == named:
        return named
    if part.standing is Standing.UNRELATED:
        return relation
    return f"{named}（{relation}）" if words.is_chinese else f"{named} ({relation})"


def channel_of(kind: str) -> Channel:
    """The way a point of this kind is used first."""
    return {"address": Channel.LETTER, "email": Channel.EMAIL, "im": Channel.IM}.get(kind, Channel.CALL)


def _state(used: Sequence[ContactView], view: PointView) -> str:
    effect = number_effect(used)
    if view.do_not_contact or view.has_refused:
        return str(NumberEffect.NEVER)
    if effect is not NumberEffect.NONE:
        return str(effect)
    return "untried"


def _hint(used: Sequence[ContactView], view: PointView, words: Words, zone: tzinfo) -> str:
    """What the log says of the number: when it was reached best, else what came last."""
    if view.has_refused or view.do_not_contact:
        return "已要求勿扰" if words.is_chinese else "asked not to be contacted"
    best = best_hour(
        (
            (contact.at.astimezone(zone).hour, contact.result.reached_right_party)
            for contact in used
            if (contact.channel, contact.direction) == (Channel.CALL, Direction.OUTBOUND)
        ),
        {},
    )
    if best is not None:
        return best_hours.told(best, words)
    if used:
        last = used[-1]
        return f"{words.day(last.at.astimezone(words.zone).date())} {last.result.words.text(words.language)}"
    return "尚未拨打" if words.is_chinese else "not tried yet"
