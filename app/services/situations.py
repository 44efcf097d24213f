"""Telling the gate what it must know: a case and its points, seen through the facts of all cases."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from app.domain.call_record import PHONES, contact_views, elsewhere_views, point_view, wishes_of
from app.domain.casefile import CaseFile, Point
from app.domain.dates import local_date
from app.domain.errors import NotFound
from app.domain.facts import Fact, Id
from app.domain.gate import Decision, permit
from app.domain.lost import lost_state
from app.domain.rulepack import RulePack
from app.domain.rules import Rules
from app.domain.situation import ContactView, HoldView, PointView, Preparation, Situation
from app.domain.state import CaseState, derive
from app.domain.terms import Channel, HoldKind, Purpose, Role, Tier
from app.models import casebook


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
        self,
        point_id: Id,
        channel: Channel,
        purpose: Purpose,
        preparation: Preparation | None = None,
        account: Id | None = None,
    ) -> Decision:
        """What the gate says of one point now; ``preparation`` where the contact itself is known already, ``account``
        where it is about one debt alone."""
        view = self.points[point_id]
        return permit(self.situation, view, channel, purpose, self.now, self.pack, preparation, account)

    def without_holds(self, holds: Collection[Id], rules: Rules) -> Desk:
        """The same case seen as if these holds were not there: they concern accounts that are left out."""
        kept = hold_views(self.state, rules, holds)
        return replace(self, situation=replace(self.situation, holds=kept))

    @property
    def errand(self) -> Purpose:
        """What a call to who answers for the debt is for now: on the day of an instalment to remind of it, which a
        performing plan leaves open."""
        is_instalment_day = self.state.reason == "instalment_due"
        return Purpose.DUE_REMINDER if is_instalment_day else Purpose.COLLECTION

    def purpose_for(self, point: Point) -> Purpose:
        """Why this point would be used: a stranger to the debt can only be asked to relay."""
        if self.pack.collect_from is None or Role(point.role) in self.pack.collect_from.value:
            return self.errand
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
    contacts = contact_views(case, elsewhere, rules.codes)
    situation = _situation(case, state, rules, contacts, pack)
    wishes = wishes_of(case)
    points = {
        point.id: point_view(point, case, contacts, wishes, shared.get(point.normal, ()))
        for point in case.points
    }
    return Desk(case, state, situation, points, pack, now)


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
        tuple(elsewhere_views(case)),
        hold_views(state, rules),
        lost_state(contacts, case.person_id, reserved, case.zone, pack),
        is_closed=state.tier is Tier.CLOSED,
        # Lifting the hold, to reach an heir, does not undo the death.
        is_deceased=any(hold.body.hold_kind == HoldKind.DECEASED for hold in state.history.holds),
        is_plan_performing=performing,
        next_due_on=row.due_on if performing and row is not None else None,
        limitation_on=state.limitation_on,
        accounts=tuple(account.account_id for account in state.ledger.open_accounts),
    )


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
