"""What every sentence of the timeline may need besides the fact it tells of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.allocation import AllocationRule
from app.domain.facts import Fact, Id
from app.domain.state import CaseState
from app.services.words import Words

Told = tuple[str, str, str]
"""Tone, title, detail."""

Teller = Callable[["Story", Fact], Told]


class Story:
    """A case as its facts are told: its state, the words, and what one fact says of another."""

    def __init__(
        self,
        state: CaseState,
        words: Words,
        rule: AllocationRule,
        tails: Mapping[Id, str],
        visits: frozenset[Id],
    ) -> None:
        self.state, self.words, self.rule, self.tails, self.visits = state, words, rule, tails, visits
        self.postings: dict[Id, list[Any]] = {}
        for posting in state.ledger.postings:
            self.postings.setdefault(posting.fact, []).append(posting)

    def say(self, zh: str, en: str) -> str:
        return zh if self.words.is_chinese else en

    def joined(self, *parts: str | None) -> str:
        return " · ".join(part for part in parts if part)
