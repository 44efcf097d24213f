"""Facts: what came from outside, appended and never edited. Kinds by name, and which facts still stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from app.domain.facts.base import (
    FIRST_LINK,
    Body,
    Column,
    Fact,
    Header,
    JsonText,
    columns,
    digest_of,
    json_text,
    link_of,
    restored,
    restored_all,
    stored,
)
from app.domain.facts.contact import (
    Acknowledged,
    Blocked,
    Contact,
    CountElsewhere,
    Hold,
    Means,
    Message,
    Override,
    Preference,
    Promise,
    PromiseCancelled,
    Reason,
    Release,
    Visit,
)
from app.domain.facts.money import (
    Approval,
    BankLine,
    Charge,
    Correction,
    DebtorWish,
    HandAllocation,
    Payment,
    Reversal,
    SentBack,
    Waiver,
    WriteOff,
)
from app.domain.facts.placement import (
    Assignment,
    Balance,
    Closing,
    Imported,
    Placed,
    Recall,
    Snapshot,
    Snooze,
    Statement,
)
from app.domain.facts.plan import Agreement, PlanEnded, PlanVersion
from app.domain.facts.record import (
    Amendment,
    Anchor,
    Annulment,
    Attachment,
    Delivery,
    Erasure,
    Export,
    Letter,
    Reveal,
    SamePerson,
)
from app.domain.facts.texts import ON_RECORD, free_texts
from app.domain.facts.treatment import StageSet
from app.domain.moments import EPOCH, Id, from_ms, to_ms

_ALL: tuple[type[Body], ...] = (
    Placed, Snapshot, Statement, Recall, Closing, Assignment, Imported, Snooze,
    Contact, Reason, Means, Promise, PromiseCancelled, Hold, Release, Preference, Message, Acknowledged,
    Blocked, Override, CountElsewhere, Visit,
    Payment, Reversal, DebtorWish, HandAllocation, Charge, Correction, Waiver, Approval, WriteOff,
    BankLine, SentBack,
    PlanVersion, Agreement, PlanEnded, StageSet,
    Annulment, Amendment, SamePerson, Letter, Delivery, Export, Reveal, Erasure, Attachment, Anchor,
)  # fmt: skip
KINDS: dict[str, type[Body]] = {body.KIND: body for body in _ALL}
"""Every kind this version knows. An unknown kind in a store is kept and passed on, and stands for nothing."""


def annulled_acts(annulments: Iterable[Fact]) -> frozenset[Id]:
    """The acts that are undone: those that an annulment names which is not itself undone.

    No clock is asked: one that went back between an undo and its redo changes nothing.
    """
    undoing: dict[Id, list[Id]] = {}
    for fact in annulments:
        undoing.setdefault(fact.body.target_act, []).append(fact.act)

    def is_undone(act: Id, above: frozenset[Id]) -> bool:
        above |= {act}
        return any(by not in above and not is_undone(by, above) for by in undoing.get(act, ()))

    return frozenset(act for act in undoing if is_undone(act, frozenset()))


def standing(facts: Sequence[Fact], undone: frozenset[Id]) -> list[Fact]:
    """The facts that still stand, in order: not annulled, not superseded by one that stands.

    Where two devices supersede one fact, the later (recorded_at, uid) wins; see ``conflicts``.
    """
    alive = [fact for fact in facts if fact.act not in undone] if undone else facts
    replaced = {fact.supersedes for fact in alive if fact.supersedes is not None}
    if replaced:
        losers = {fact.uid for pair in _rivals(alive) for fact in pair[:-1]}
        alive = [fact for fact in alive if fact.uid not in replaced and fact.uid not in losers]
    return sorted(alive, key=_ORDER)


_ORDER = attrgetter("occurred_at", "recorded_at", "uid")
"""``Fact.order``, read without a call for each fact."""


def conflicts(facts: Sequence[Fact], undone: frozenset[Id]) -> tuple[tuple[Fact, ...], ...]:
    """Facts that supersede the same one, as groups with the winner last; both are shown to the user."""
    return tuple(tuple(group) for group in _rivals([fact for fact in facts if fact.act not in undone]))


def _rivals(facts: Sequence[Fact]) -> list[list[Fact]]:
    groups: dict[Id, list[Fact]] = {}
    for fact in facts:
        if fact.supersedes is not None:
            groups.setdefault(fact.supersedes, []).append(fact)
    return [
        sorted(group, key=lambda fact: (fact.recorded_at, fact.uid))
        for group in groups.values()
        if len(group) > 1
    ]


__all__ = [
    "EPOCH", "FIRST_LINK", "KINDS", "ON_RECORD", "Acknowledged", "Agreement", "Amendment", "Anchor",
    "Annulment", "Approval", "Assignment", "Attachment", "Balance", "BankLine", "Blocked", "Body", "Charge", "Closing",
    "Column", "Contact", "Correction", "CountElsewhere", "DebtorWish", "Delivery", "Erasure", "Export",
    "Fact", "HandAllocation", "Header", "Hold", "Id", "Imported", "JsonText", "Letter", "Means", "Message",
    "Override", "Payment", "Placed", "PlanEnded", "PlanVersion", "Preference", "Promise", "PromiseCancelled",
    "Reason", "Recall", "Release", "Reveal", "Reversal", "SamePerson", "SentBack", "Snapshot", "Snooze",
    "StageSet", "Statement", "Visit", "Waiver", "WriteOff", "annulled_acts", "columns", "conflicts", "digest_of",
    "free_texts", "from_ms", "json_text", "link_of", "restored", "restored_all", "standing", "stored", "to_ms",
]  # fmt: skip
