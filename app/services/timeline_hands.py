"""Through whose hands a case went: who had it before, who gave it away, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.facts import Fact, Id
from app.services.timeline import Event
from app.services.words import Words


def handed_over(
    facts: Sequence[Fact], undone: frozenset[Id], names: Mapping[Id, str], words: Words
) -> list[Event]:
    """The assignments made after the case came; who got it when it came goes without saying. ``names``: of everybody
    who ever was a user."""
    placed = {fact.act for fact in facts if fact.kind == "placed"}
    given = sorted((fact for fact in facts if fact.kind == "assignment"), key=lambda fact: fact.order)
    events, before = [], ""
    for fact in given:
        name, is_undone = names.get(fact.body.collector_id, "—"), fact.act in undone
        if fact.act not in placed:
            title = f"分配给 {name}" if words.is_chinese else f"Given to {name}"
            detail = _detail(before, names.get(fact.actor, "—"), fact.body.why, words)
            tone = "quiet" if is_undone else "info"
            events.append(
                Event(fact.occurred_at, fact.kind, tone, title, detail, fact.act, fact.uid, is_undone)
            )
        if not is_undone:
            before = name
    return events


def _detail(before: str, by: str, why: str | None, words: Words) -> str:
    parts = [f"由 {by} 分配" if words.is_chinese else f"by {by}"]
    if before:
        parts.insert(0, f"原催收员 {before}" if words.is_chinese else f"from {before}")
    return " · ".join([*parts, why] if why else parts)
