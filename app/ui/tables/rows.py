"""What a queue shows: rows of finished text in groups, fetched page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

PAGE_ROWS = 200


@dataclass(frozen=True, slots=True)
class QueueRowView:
    """One case in the queue, all in words: filled from the DTO of a service, painted as it stands."""

    case_id: bytes
    name: str
    amount_text: str
    reason_text: str
    age_text: str
    tag: str = ""
    tag_tone: str = ""

    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = (self.name, self.tag, self.amount_text, self.reason_text, self.age_text)
        return "，".join(part for part in parts if part)


class Row(Protocol):
    """One case as it was read; it is put into words when it is painted."""

    @property
    def case_id(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class GroupView:
    """A header over its rows: a tier of the queue and how many cases stand in it."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page that a list wants: ``limit`` rows from ``offset`` (headers not counted).

    ``generation`` tells a late answer for an older list from one for this list.
    """

    generation: int
    offset: int
    limit: int = PAGE_ROWS
