"""Overdue reasons: why a debtor is behind, and what that changes in the offer.

The taxonomy (主观/客观) is data in ``resources/codes/reasons.toml``. A reason is a working view: superseded by a
new fact, never shown to third persons. ``is_sensitive`` marks what PIPL art 28 protects (health, custody …).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.entry import Entry, Words, unique
from app.domain.errors import AppError, NotFound
from app.domain.terms import HoldKind

T = TypeVar("T")

MORE = "0"
"""The key that leaves the chips for the groups."""


class Side(StrEnum):
    """客观 beyond the debtor's will, 主观 by it."""

    OBJECTIVE = "objective"
    SUBJECTIVE = "subjective"
    OTHER = "other"


class Track(StrEnum):
    """What the reason suggests for the case."""

    PLAN = "plan"
    SOFT = "soft"
    MEANS_TEST = "means_test"
    WHOLE_DEBT = "whole_debt"
    REFER_CREDITOR = "refer_creditor"
    STOP = "stop"
    PAUSE = "pause"
    REMOTE_PAY = "remote_pay"
    REMINDER = "reminder"
    FIX_CHANNEL = "fix_channel"
    UPDATE_DATA = "update_data"
    VERIFY = "verify"
    EXPLAIN = "explain"
    NEGOTIATE = "negotiate"
    FACTUAL = "factual"
    EVIDENCE = "evidence"
    INFORM = "inform"
    REMARK = "remark"


class Offer(StrEnum):
    """How the reason steers the offer (domain.md §6)."""

    SMALL_START = "small_start"
    """Income lost: instalments that begin small."""
    LATER_DATE = "later_date"
    """Outgoings risen, or away: a later date."""
    EXPLAIN = "explain"
    """Terms misunderstood: explain and itemise."""
    COLLECT_PROOF = "collect_proof"
    """Dispute: stop and collect proof."""
    PAY_DAY = "pay_day"
    """Forgot, or puts it off: a promise for the next pay day."""
    NONE = "none"
    """No offer is made: death, custody, bankruptcy."""


@dataclass(frozen=True, slots=True)
class Group:
    """A branch of the taxonomy; ``digit`` opens it."""

    code: str
    digit: str
    side: Side
    words: Words


@dataclass(frozen=True, slots=True)
class Reason:
    """A leaf. ``willingness`` and ``ability`` (1-5) are first guesses, ``None`` where none is fair."""

    code: str
    group: Group
    words: Words
    track: Track
    offer: Offer
    is_sensitive: bool
    is_seen: bool
    willingness: int | None
    ability: int | None
    proof: Words | None
    """What may be asked as proof; nothing is asked where it is ``None``."""
    hold: HoldKind | None = None
    """The hold (停催) that is suggested while it is looked into; ``None`` where work goes on."""
    has_letters: bool = True
    """Whether letters that ask for payment are due by the steps of the strategy."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The taxonomy in the order of the screen, and the chips shown first."""

    by_code: Mapping[str, Reason]
    groups: tuple[Group, ...]
    chips: tuple[Reason, ...]
    source: str
    as_of: date

    def get(self, code: str) -> Reason:
        """The reason with this code. Raises ``NotFound("reason_unknown")``."""
        try:
            return self.by_code[code]
        except KeyError:
            raise NotFound("reason_unknown", reason=code) from None

    def offer_of(self, code: str) -> Offer | None:
        """How a reason steers the offer; None where none was told, or one this version does not know."""
        known = self.by_code.get(code)
        return known.offer if known is not None else None

    def leaves(self, group: Group) -> tuple[Reason, ...]:
        """The reasons of a group; the n-th has the digit n."""
        return tuple(reason for reason in self.by_code.values() if reason.group is group)


def parse(data: Mapping[str, Any]) -> Reasons:
    """The taxonomy of a parsed TOML file. Raises ``AppError`` naming the entry: the ``data_…`` codes of
    ``entry.py`` and ``reasons_too_many`` (a level that nine digits cannot hold)."""
    with Entry(data) as root:
        groups = unique([_group(entry) for entry in root.children("groups")], "groups")
        by_code = unique([_reason(entry, groups) for entry in root.children("reasons")], "reasons")
        chips = tuple(_known(root, "chips", code, by_code) for code in root.texts("chips"))
        reasons = Reasons(by_code, tuple(groups.values()), chips, root.text("source"), root.day("as_of"))
    _check_digits(reasons)
    return reasons


def _group(entry: Entry) -> tuple[str, Group]:
    with entry:
        group = Group(entry.text("code"), entry.text("digit"), entry.member("side", Side), entry.words())
    return group.code, group


def _reason(entry: Entry, groups: Mapping[str, Group]) -> tuple[str, Reason]:
    with entry:
        reason = Reason(
            code=entry.text("code"),
            group=_known(entry, "group", entry.text("group"), groups),
            words=entry.words(),
            track=entry.member("track", Track),
            offer=entry.member("offer", Offer),
            is_sensitive=entry.flag("sensitive", False),
            is_seen=entry.flag("seen", False),
            willingness=_level(entry, "willingness"),
            ability=_level(entry, "ability"),
            proof=_proof(entry),
            hold=entry.member("hold", HoldKind) if entry.has("hold") else None,
            has_letters=entry.flag("letters", True),
        )
    return reason.code, reason


def _known(entry: Entry, key: str, code: str, known: Mapping[str, T]) -> T:
    if code not in known:
        raise AppError("data_value", entry=entry.at(key), found=code, expected=", ".join(known))
    return known[code]


def _level(entry: Entry, key: str) -> int | None:
    if not entry.has(key):
        return None
    level = entry.integer(key)
    if not 1 <= level <= 5:
        raise entry.refuse(key, "1 to 5")
    return level


def _proof(entry: Entry) -> Words | None:
    if not entry.has("proof"):
        return None
    with entry.child("proof") as proof:
        return proof.words()


def _check_digits(reasons: Reasons) -> None:
    digits = [group.digit for group in reasons.groups]
    if len(set(digits)) != len(digits) or not set(digits) <= set("123456789"):
        raise AppError(
            "data_value", entry="groups", found=" ".join(digits), expected="digits 1 to 9, once each"
        )
    levels = {"chips": len(reasons.chips)} | {g.code: len(reasons.leaves(g)) for g in reasons.groups}
    for level, count in levels.items():
        if count > 9:
            raise AppError("reasons_too_many", entry=level, count=count)
