"""What the gate is told of a case's past: its contacts, its letters and what was said of each contact point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time

from app.domain.casefile import CaseFile, Point
from app.domain.codes import NumberEffect, ResultCodes
from app.domain.facts import Fact
from app.domain.rulepack import Window
from app.domain.situation import ContactView, ElsewhereView, PointView
from app.domain.terms import Channel, Direction, Purpose, Role, Source

PHONES = ("mobile", "landline")
SENT = "LS"
LETTER_RESULTS = {"signed": "LG", "returned": "LB"}
"""What became of a letter, as the result code a collector would choose."""


def contact_views(case: CaseFile, elsewhere: Iterable[Fact], codes: ResultCodes) -> tuple[ContactView, ...]:
    """Everything that was said or sent, in order. ``elsewhere``: contacts on the case's numbers or with its people
    that its file does not hold."""
    facts = {
        fact.uid: fact for fact in (*case.facts, *case.person_facts, *elsewhere) if fact.kind == "contact"
    }
    owners = {point.id: point.person_id for point in case.points}
    people = {point.party_id: point.person_id for point in case.points}
    views = []
    for fact in facts.values():
        body, code = fact.body, codes.by_code.get(fact.body.result)
        if code is not None:
            views.append(
                ContactView(
                    fact.occurred_at,
                    fact.case_id,
                    # Limits count over the owner of the number; another case's points say so in the header.
                    owners.get(body.point_id, fact.person_id),
                    people.get(body.party_id, fact.person_id),
                    body.number,
                    Channel(body.channel),
                    Direction(body.direction),
                    code,
                    body.duration_s,
                    body.account_id,
                )
            )
    views += _letters(case, codes)
    views.sort(key=lambda view: view.at)
    return tuple(views)


def _letters(case: CaseFile, codes: ResultCodes) -> Iterable[ContactView]:
    """What was written to the people of the case: letters that ask for payment count, voided ones do not."""
    facts = {fact.uid: fact for fact in case.facts if fact.kind == "letter"}
    came = [fact for fact in case.facts if fact.kind == "delivery" and fact.body.target in facts]
    voided = {fact.body.target for fact in came if fact.body.status == "voided"}
    points = {point.id: point for point in case.points}

    def view(letter: Fact, at: datetime, code: str) -> ContactView:
        point = points.get(letter.body.point_id)
        person, address = (point.person_id, point.normal) if point else (case.person_id, None)
        return ContactView(
            at, case.case_id, person, None, address, Channel.LETTER, Direction.OUTBOUND, codes.get(code)
        )

    for letter in facts.values():
        if letter.uid not in voided and letter.body.purpose != Purpose.ANSWER:
            yield view(letter, letter.occurred_at, SENT)
    for fact in came:
        if fact.body.status in LETTER_RESULTS:
            # What came of a letter says something of the address; it is no further letter.
            told = view(facts[fact.body.target], fact.body.status_at, LETTER_RESULTS[fact.body.status])
            yield replace(told, direction=Direction.INBOUND)


def elsewhere_views(case: CaseFile) -> Iterable[ElsewhereView]:
    """What others told of their own contacts of a day."""
    for fact in (*case.facts, *case.person_facts):
        if fact.kind == "count_elsewhere":
            body = fact.body
            person = fact.person_id or case.person_id
            yield ElsewhereView(body.counted_on, person, body.connected, body.unanswered, body.number)


def wishes_of(case: CaseFile) -> list[Fact]:
    """What was asked for, in this case or any other."""
    return [fact for fact in (*case.facts, *case.person_facts) if fact.kind == "preference"]


def point_view(
    point: Point,
    case: CaseFile,
    contacts: Sequence[ContactView],
    wishes: Sequence[Fact],
    shared_with: tuple[str, ...] = (),
) -> PointView:
    """A contact point as the gate sees it, by what came of it and what its owner wished."""
    own = [wish.body for wish in wishes if _concerns(wish, point)]
    used = [contact for contact in contacts if contact.number == point.normal]
    effect = number_effect(used)
    return PointView(
        point.normal,
        point.person_id,
        Role(point.role),
        is_reserved=point.is_reserved,
        is_invalid=effect is NumberEffect.INVALID,
        do_not_contact=effect is NumberEffect.NEVER or any(wish.wish == "no_contact" for wish in own),
        has_refused=any(
            contact.result.is_refusal and point.person_id in (contact.person_id, contact.reached_id)
            for contact in contacts
        ),
        has_offered_to_pay=any(
            contact.result.code == "WTR" and contact.person_id == point.person_id for contact in contacts
        ),
        is_debt_related=any(wish.wish == "debt_related" for wish in own),
        preferred=_window(own, "hours"),
        consent=_window(own, "consent_hours"),
        refused_channels=frozenset(
            Channel(wish.channel) for wish in own if wish.wish == "channel_refused" and wish.channel
        ),
        zone=str(case.zone),
        source=Source(point.source),
        shared_with=shared_with,
    )


def _concerns(wish: Fact, point: Point) -> bool:
    """Whether a wish is about this point: named itself, or through its owner, in whichever case it was said."""
    body = wish.body
    if body.point_id is not None:
        return bool(body.point_id == point.id)
    return body.party_id == point.party_id or wish.person_id == point.person_id


def number_effect(used: Sequence[ContactView]) -> NumberEffect:
    """What the contacts on a number say of it: the last that says anything; a stranger's number stays one."""
    said = [contact.result.number for contact in used if contact.result.number is not NumberEffect.NONE]
    if NumberEffect.NEVER in said:
        return NumberEffect.NEVER
    return said[-1] if said else NumberEffect.NONE


def _window(wishes: Sequence[object], kind: str) -> Window | None:
    for wish in reversed(wishes):
        if getattr(wish, "wish", None) == kind:
            opens, closes = getattr(wish, "hours_from", None), getattr(wish, "hours_to", None)
            if opens and closes:
                return Window(time.fromisoformat(opens), time.fromisoformat(closes))
    return None
