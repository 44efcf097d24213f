"""The words and meanings of ``terms.py``: what each role may be told, what each hold stops.

Data in ``resources/codes/terms.toml``. The names of things are the same in every country; what the law of a
country says of them stands in its rule pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum
from typing import Any, TypeVar

from app.domain.entry import Entry, Words
from app.domain.terms import (
    Bucket,
    Channel,
    Direction,
    HoldKind,
    Purpose,
    Role,
    Source,
    Stage,
    Standing,
    Tier,
)

K = TypeVar("K", bound=Enum)


class Lifter(StrEnum):
    """Who may end a hold before its time."""

    COLLECTOR = "collector"
    LEAD = "lead"
    DERIVED = "derived"
    """Nobody by hand: it ends with what it is derived from."""


@dataclass(frozen=True, slots=True)
class RoleTerm:
    """A role, and what it makes of the person before the debt."""

    words: Words
    standing: Standing


@dataclass(frozen=True, slots=True)
class HoldTerm:
    """A kind of hold. ``days`` is its default length, ``None`` until somebody lifts it."""

    words: Words
    blocks: frozenset[Purpose]
    channels: frozenset[Channel]
    days: int | None
    lifted_by: Lifter
    is_begun_by_hand: bool

    def ends_at(self, starts_at: datetime) -> datetime | None:
        """The default end of a hold that starts then."""
        return None if self.days is None else starts_at + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class TierReason:
    """The sentence that says why a case stands in a tier, with ``{named}`` places to fill."""

    code: str
    tier: Tier
    words: Words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words for every member of the closed vocabularies."""

    roles: Mapping[Role, RoleTerm]
    standings: Mapping[Standing, Words]
    channels: Mapping[Channel, Words]
    directions: Mapping[Direction, Words]
    purposes: Mapping[Purpose, Words]
    holds: Mapping[HoldKind, HoldTerm]
    sources: Mapping[Source, Words]
    stages: Mapping[Stage, Words]
    tiers: Mapping[Tier, Words]
    tier_reasons: Mapping[str, TierReason]
    buckets: Mapping[Bucket, Words]
    as_of: date


def parse(data: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary of a parsed TOML file; every member must be there. Raises ``AppError`` with the
    ``data_…`` codes of ``entry.py``."""
    with Entry(data) as root:
        return Vocabulary(
            roles={role: _role(entry) for role, entry in root.every("roles", Role).items()},
            standings=_words(root.every("standings", Standing)),
            channels=_words(root.every("channels", Channel)),
            directions=_words(root.every("directions", Direction)),
            purposes=_words(root.every("purposes", Purpose)),
            holds={kind: _hold(entry) for kind, entry in root.every("holds", HoldKind).items()},
            sources=_words(root.every("sources", Source)),
            stages=_words(root.every("stages", Stage)),
            tiers=_by_name(root, "tiers", Tier),
            tier_reasons={c: _tier_reason(c, entry) for c, entry in root.named("tier_reasons").items()},
            buckets=_by_name(root, "buckets", Bucket),
            as_of=root.day("as_of"),
        )


def _words(entries: Mapping[K, Entry]) -> dict[K, Words]:
    found = {}
    for member, entry in entries.items():
        with entry:
            found[member] = entry.words()
    return found


def _by_name(root: Entry, key: str, kind: type[K]) -> dict[K, Words]:
    """Words of numbered members, written in the file by their names in small letters."""
    names = StrEnum(kind.__name__, {member.name: member.name.lower() for member in kind})  # type: ignore[misc]
    return {kind[named.name]: words for named, words in _words(root.every(key, names)).items()}


def _role(entry: Entry) -> RoleTerm:
    with entry:
        return RoleTerm(entry.words(), entry.member("standing", Standing))


def _hold(entry: Entry) -> HoldTerm:
    with entry:
        return HoldTerm(
            words=entry.words(),
            blocks=frozenset(entry.members("blocks", Purpose)),
            channels=frozenset(entry.members("channels", Channel, tuple(Channel))),
            days=entry.integer("days", lowest=1) if entry.has("days") else None,
            lifted_by=entry.member("lifted_by", Lifter),
            is_begun_by_hand=entry.flag("by_hand", True),
        )


def _tier_reason(code: str, entry: Entry) -> TierReason:
    with entry:
        tier = entry.text("tier").upper()
        if tier not in Tier.__members__:
            raise entry.refuse("tier", ", ".join(name.lower() for name in Tier.__members__))
        return TierReason(code, Tier[tier], entry.words())
