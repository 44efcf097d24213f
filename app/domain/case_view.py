"""What the choice of the next action is made from, read out of the state of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from app.domain.dates import local_date, utc_of
from app.domain.letter_steps import Written
from app.domain.next_action import CaseView, Tried
from app.domain.reasons import Reason, Reasons
from app.domain.rules import Rules
from app.domain.scripts import Book
from app.domain.state import CaseState
from app.domain.terms import Channel, Direction, HoldKind, Stage, Tier
from app.domain.treatment import Strategy, Traits, Treated


@dataclass(frozen=True, slots=True)
class Ground:
    """What a view rests on. ``letter_days``: the least between two letters of a case, None where nothing rules it."""

    strategy: Strategy
    rules: Rules
    book: Book
    zone: tzinfo
    letter_days: int | None


def treated(state: CaseState, ground: Ground, now: datetime) -> Treated:
    """What the strategy says of a case."""
    return ground.strategy.treat(_traits(state, ground, now), decided_stage(state))


def view(state: CaseState, ground: Ground, now: datetime) -> CaseView:
    """The case as ``next_action`` sees it."""
    found, today = treated(state, ground, now), local_date(now, ground.zone)
    told, tried = _reason(state, ground.rules.reasons), tried_of(state)
    plans = [plan.progress.state for plan in state.commitments.plans]
    return CaseView(
        state.tier,
        state.reason,
        found,
        today,
        state.reason_params,
        state.next_at,
        tried,
        _again_at(found, tried, ground, today),
        told.code if told is not None else "",
        any(plan.is_in_force or plan.is_offered for plan in plans),
        any(plan.is_offered for plan in plans),
        letter_due(state, told, ground, today),
        _hold(state, told),
        _proof_since(state, ground.zone),
    )


def decided_stage(state: CaseState) -> Stage | None:
    """The stage a lead put the case at; None where its age says."""
    fact = state.history.stage
    return Stage(fact.body.stage) if fact is not None and fact.body.stage in tuple(Stage) else None


def tried_of(state: CaseState) -> Tried:
    """What was tried since the debtor was last reached."""
    reached, last = state.history.last_right_party, state.history.last_contact
    attempts: dict[Channel, int] = {}
    for fact in reversed(state.history.contacts):
        if fact is reached:
            break
        if fact.body.direction == Direction.OUTBOUND:
            channel = Channel(fact.body.channel)
            attempts[channel] = attempts.get(channel, 0) + 1
    return Tried(attempts, last.occurred_at if last is not None else None, reached is not None)


def letter_due(state: CaseState, told: Reason | None, ground: Ground, today: date) -> str:
    """The template of the letter that is due; empty where none is, or where the reason asks for none."""
    if state.oldest_due_on is None or not _asks_for_letters(told):
        return ""
    step = ground.strategy.letters.due(
        state.oldest_due_on, written(state, ground.zone), today, ground.letter_days
    )
    return step.template if step is not None else ""


def written(state: CaseState, zone: tzinfo) -> list[Written]:
    """The letters of a case that were not voided."""
    voided = {fact.body.target for fact in state.history.deliveries if fact.body.status == "voided"}
    return [
        Written(fact.body.template, local_date(fact.occurred_at, zone))
        for fact in state.history.letters
        if fact.uid not in voided
    ]


def _asks_for_letters(told: Reason | None) -> bool:
    return told is None or told.has_letters


def _reason(state: CaseState, reasons: Reasons) -> Reason | None:
    fact = state.history.reason
    return reasons.by_code.get(fact.body.code) if fact is not None else None


def _traits(state: CaseState, ground: Ground, now: datetime) -> Traits:
    today, told = local_date(now, ground.zone), _reason(state, ground.rules.reasons)
    fact, last = state.history.reason, state.history.last_contact
    return Traits(
        dpd=state.dpd(today),
        balance_minor=state.balance_minor,
        broken=sum(promise.outcome.state.is_breach for promise in state.commitments.promises),
        attempts_made=sum(tried_of(state).attempts.values()),
        willingness=fact.body.willingness if fact is not None else None,
        ability=fact.body.ability if fact is not None else None,
        untouched_days=(today - local_date(last.occurred_at, ground.zone)).days if last is not None else None,
        recall_days=(state.recall_on - today).days if state.recall_on is not None else None,
        reason=told.code if told is not None else "",
        offer=str(told.offer) if told is not None else "",
        book=str(ground.book),
    )


def _again_at(found: Treated, tried: Tried, ground: Ground, today: date) -> datetime | None:
    """When the next try is due by the cadence, None where that is today or was before."""
    if tried.last_at is None:
        return None
    on = local_date(tried.last_at, ground.zone) + timedelta(days=found.treatment.every_days)
    if on <= today:
        return None
    return utc_of(on, ground.rules.pace.morning, ground.zone)


def _hold(state: CaseState, told: Reason | None) -> HoldKind | None:
    """The hold that the reason told suggests, unless one was placed since then."""
    fact = state.history.reason
    if fact is None or told is None or told.hold is None or state.tier in (Tier.HELD, Tier.CLOSED):
        return None
    was_placed = any(hold.occurred_at >= fact.occurred_at for hold in state.history.holds)
    return None if was_placed else told.hold


def _proof_since(state: CaseState, zone: tzinfo) -> date | None:
    fact = state.history.reason
    if fact is None or not fact.body.is_proof_asked or fact.body.is_proof_received:
        return None
    return local_date(fact.occurred_at, zone)
