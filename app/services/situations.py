"""Telling the gate what it must know: a case and its points, seen through the facts of all cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import Connection

from app.domain.casefile import CaseFile, Point
from app.domain.codes import NumberEffect
from app.domain.dates import local_date
from app.domain.errors import NotFound
from app.domain.facts import Fact, Id
from app.domain.gate import Decision, permit
from app.domain.lost import lost_state
from app.domain.rulepack import RulePack, Window
from app.domain.rules import Rules
from app.domain.situation import ContactView, ElsewhereView, HoldView, PointView, Preparation, Situation
from app.domain.state import CaseState, derive
from app.domain.terms import Channel, Direction, HoldKind, Purpose, Role, Source, Tier
from app.models import casebook

PHONES = ("mobile", "landline")
SENT = "LS"
LETTER_RESULTS = {"signed": "LG", "returned": "LB"}
"""What became of a letter, as the result code a collector would choose."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One case opened for work: its file, its state, and what the gate knows of it at one moment."""

    case: CaseFile
    state: CaseState
    situation: Situation
    points: Mapping[Id, PointView]
    pack: RulePack
    now: datetime

    @property
    def today(self) -> date:
        """The debtor's calendar day."""
        return local_date(self.now, self.case.zone)

    @property
    def told(self) -> str:
        """The code of the last overdue reason; empty where none was told."""
        fact = self.state.history.reason
        return str(fact.body.code) if fact is not None else ""

    def point(self, point_id: Id) -> Point:
        """One of its points. Raises NotFound("point_missing")."""
        found = next((point for point in self.case.points if point.id == point_id), None)
        if found is None:
            raise NotFound("point_missing")
        return found

    def permit(
        self, point_id: Id, channel: Channel, purpose: Purpose, preparation: Preparation | None = None
    ) -> Decision:
        """What the gate says of one point now; ``preparation`` where the contact itself is known already."""
        view = self.points[point_id]
        return permit(self.situation, view, channel, purpose, self.now, self.pack, preparation)

    def without_holds(self, holds: Collection[Id], rules: Rules) -> Desk:
        """The same case seen as if these holds were not there: they concern accounts that are left out."""
        kept = hold_views(self.state, rules, holds)
        return replace(self, situation=replace(self.situation, holds=kept))

    def purpose_for(self, point: Point) -> Purpose:
        """Why this point would be used: a stranger to the debt can only be asked to relay."""
        if self.pack.collect_from is None or Role(point.role) in self.pack.collect_from.value:
            return Purpose.COLLECTION
        return Purpose.RELAY_REQUEST


def open_case(
    connection: Connection, case_id: Id, rules: Rules, packs: Mapping[str, RulePack], now: datetime
) -> Desk | None:
    """The case with its state and situation, None when there is no such case."""
    case = casebook.load(connection, case_id)
    if case is None:
        return None
    numbers = [point.normal for point in case.points if point.kind in PHONES]
    elsewhere = casebook.contacts_with(connection, numbers, {point.person_id for point in case.points})
    shared = casebook.sharers(connection, case_id, numbers)
    state = derive(case, rules, now)
    pack = packs[case.rule_pack]
    contacts = _contacts(case, elsewhere, rules)
    situation = _situation(case, state, rules, contacts, pack)
    wishes = [fact for fact in (*case.facts, *case.person_facts) if fact.kind == "preference"]
    points = {
        point.id: _point_view(point, case, contacts, wishes, shared.get(point.normal, ()))
        for point in case.points
    }
    return Desk(case, state, situation, points, pack, now)


def _contacts(case: CaseFile, elsewhere: Sequence[Fact], rules: Rules) -> tuple[ContactView, ...]:
    facts = {
        fact.uid: fact for fact in (*case.facts, *case.person_facts, *elsewhere) if fact.kind == "contact"
    }
    owners = {point.id: point.person_id for point in case.points}
    people = {point.party_id: point.person_id for point in case.points}
    views = []
    for fact in facts.values():
        body, code = fact.body, rules.codes.by_code.get(fact.body.result)
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
                )
            )
    views += _letters(case, rules)
    views.sort(key=lambda view: view.at)
    return tuple(views)


def _letters(case: CaseFile, rules: Rules) -> Iterable[ContactView]:
    """What was written to the people of the case: letters that ask for payment count, voided ones do not."""
    facts = {fact.uid: fact for fact in case.facts if fact.kind == "letter"}
    came = [fact for fact in case.facts if fact.kind == "delivery" and fact.body.target in facts]
    voided = {fact.body.target for fact in came if fact.body.status == "voided"}
    points = {point.id: point for point in case.points}

    def view(letter: Fact, at: datetime, code: str) -> ContactView:
        point = points.get(letter.body.point_id)
        person, address = (point.person_id, point.normal) if point else (case.person_id, None)
        return ContactView(
            at, case.case_id, person, None, address, Channel.LETTER, Direction.OUTBOUND, rules.codes.get(code)
        )

    for letter in facts.values():
        if letter.uid not in voided and letter.body.purpose != Purpose.ANSWER:
            yield view(letter, letter.occurred_at, SENT)
    for fact in came:
        if fact.body.status in LETTER_RESULTS:
            # What came of a letter says something of the address; it is no further letter.
            told = view(facts[fact.body.target], fact.body.status_at, LETTER_RESULTS[fact.body.status])
            yield replace(told, direction=Direction.INBOUND)


def _situation(
    case: CaseFile, state: CaseState, rules: Rules, contacts: tuple[ContactView, ...], pack: RulePack
) -> Situation:
    reserved = [
        point.normal
        for point in case.points
        if point.is_reserved and point.kind == "mobile" and point.role == Role.DEBTOR
    ]
    plan = state.commitments.plan
    performing = plan is not None and plan.progress.state.blocks_collection
    row = plan.progress.next_row if plan is not None else None
    return Situation(
        case.case_id,
        contacts,
        tuple(_elsewhere(case)),
        hold_views(state, rules),
        lost_state(contacts, case.person_id, reserved, case.zone, pack),
        is_closed=state.tier is Tier.CLOSED,
        # Lifting the hold, to reach an heir, does not undo the death.
        is_deceased=any(hold.body.hold_kind == HoldKind.DECEASED for hold in state.history.holds),
        is_plan_performing=performing,
        next_due_on=row.due_on if performing and row is not None else None,
        limitation_on=state.limitation_on,
    )


def _elsewhere(case: CaseFile) -> Iterable[ElsewhereView]:
    for fact in (*case.facts, *case.person_facts):
        if fact.kind == "count_elsewhere":
            body = fact.body
            person = fact.person_id or case.person_id
            yield ElsewhereView(body.counted_on, person, body.connected, body.unanswered, body.number)


def hold_views(state: CaseState, rules: Rules, but: Collection[Id] = ()) -> tuple[HoldView, ...]:
    """The holds that were not lifted, but for some."""
    return tuple(
        _hold_view(hold, rules)
        for hold in state.history.holds
        if hold.uid not in state.history.released and hold.uid not in but
    )


def _hold_view(fact: Fact, rules: Rules) -> HoldView:
    kind = HoldKind(fact.body.hold_kind)
    term = rules.vocabulary.holds[kind]
    return HoldView(kind, fact.body.starts_at, fact.body.until_at, term.blocks, term.channels)


def _point_view(
    point: Point,
    case: CaseFile,
    contacts: Sequence[ContactView],
    wishes: Sequence[Fact],
    shared_with: tuple[str, ...],
) -> PointView:
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
