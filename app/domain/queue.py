"""The tier of a case: exactly one, with one reason for it. The first that applies, in a fixed order.

9 closed, 8 held, 7 for a reached limit, then 1 call-back due, 2 due today, 3 broken, 4 news, 5 never contacted,
6 ranked work; and 7 for whatever waits for a later moment. A step that we planned ourselves (a retry, a snooze)
after tiers 2–4 became true puts the case into 7 until its moment; an agreed call-back and a new event do not wait.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.domain.terms import Tier
from app.domain.values import value

NOTHING: Mapping[str, Any] = MappingProxyType({})


@value
class Claim:
    """Something that puts a case into a tier: why, since when, and what the words need."""

    reason: str
    since: datetime
    params: Mapping[str, Any] = field(default_factory=lambda: NOTHING)


@value
class Wait:
    """A moment before which the case is not worked, and when that was decided."""

    reason: str
    until: datetime
    set_at: datetime
    params: Mapping[str, Any] = field(default_factory=lambda: NOTHING)


@value
class Standing:
    """What the tier is decided from. None where there is nothing of the kind."""

    is_open: bool
    closed_how: str
    hold: Claim | None
    hold_until: datetime | None
    limit: Wait | None
    call_back: Claim | None
    due_today: Claim | None
    broken: Claim | None
    news: Claim | None
    was_contacted: bool
    retry: Wait | None
    promise: Wait | None


@value
class Place:
    """Where a case stands: its tier, the reason in a code and parameters, and when it comes forward."""

    tier: Tier
    reason: str
    params: Mapping[str, Any]
    next_at: datetime | None = None


def place(standing: Standing) -> Place:
    """The tier of a case and the reason for it."""
    return next(_candidates(standing))


def _candidates(s: Standing) -> Iterator[Place]:
    """Every tier that applies, the one that counts first."""
    if not s.is_open:
        yield Place(Tier.CLOSED, s.closed_how, NOTHING)
    is_performing = s.hold is not None and s.hold.reason == "plan_performing"
    if s.hold is not None and not (is_performing and s.due_today is not None):
        yield Place(Tier.HELD, s.hold.reason, s.hold.params, s.hold_until)
    if s.limit is not None:
        yield _waiting(s.limit)
    if s.call_back is not None:
        yield Place(Tier.CALL_BACK, s.call_back.reason, s.call_back.params)
    for tier, claim in ((Tier.DUE_TODAY, s.due_today), (Tier.BROKEN, s.broken), (Tier.NEWS, s.news)):
        if claim is not None:
            if s.retry is not None and s.retry.set_at >= claim.since:
                yield _waiting(s.retry)
            yield Place(tier, claim.reason, claim.params)
    if s.retry is not None:
        yield _waiting(s.retry)
    if s.promise is not None:
        yield _waiting(s.promise)
    if not s.was_contacted:
        yield Place(Tier.NEW, "never_contacted", NOTHING)
    yield Place(Tier.RANKED, "ranked", NOTHING)


def _waiting(wait: Wait) -> Place:
    return Place(Tier.WAITING, wait.reason, wait.params, wait.until)
