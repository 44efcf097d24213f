"""What can be said of a case from its kept state alone, for lists: its stage, and the step that its place asks for.

A list never asks the gate: the next action, which does, is told when the case is opened.
"""

from __future__ import annotations

from enum import StrEnum

from app.domain.terms import Stage, Tier
from app.domain.treatment import Strategy, Traits, first

_KEPT = frozenset({"dpd", "balance_minor", "recall_days", "bucket"})
"""The traits that the kept state has as finely as conditions ask for them."""


class Step(StrEnum):
    """What the place of a case asks for next."""

    NONE = "none"
    HAND_BACK = "hand_back"
    WAIT = "wait"
    CALL_BACK = "call_back"
    REMIND = "remind"
    CONTACT = "contact"


_STEPS = {
    Tier.CALL_BACK: Step.CALL_BACK,
    Tier.DUE_TODAY: Step.REMIND,
    Tier.WAITING: Step.WAIT,
    Tier.HELD: Step.WAIT,
    Tier.CLOSED: Step.NONE,
}


def stage(strategy: Strategy, traits: Traits) -> Stage | None:
    """The stage that the strategy gives a case without a lead's word; None where it asks for more than is kept."""
    asked = {name for rule in strategy.stages for name, *_ in (*rule.when.spans, *rule.when.named)}
    found = first(strategy.stages, traits) if asked <= _KEPT else None
    return None if found is None else found.stage


def step(tier: Tier, recall_days: int | None, hand_back_days: int) -> Step:
    """The step of a case, in the order in which ``next_action`` takes them."""
    if tier is not Tier.CLOSED and recall_days is not None and recall_days <= hand_back_days:
        return Step.HAND_BACK
    return _STEPS.get(tier, Step.CONTACT)
