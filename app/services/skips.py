"""Passing a case over (跳过): why, and until when. What is kept is a snooze whose reason is a code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from app.domain import skips
from app.domain.date_entry import parse_callback
from app.domain.dates import day_bounds
from app.domain.errors import RuleViolation
from app.domain.facts import Body, Id, Snooze
from app.domain.moments import to_ms
from app.domain.skips import SkipReasons
from app.models import day as store
from app.services.changes import Changes
from app.services.context import Context
from app.services.holds import Moved, append_one
from app.services.situations import Desk
from app.services.words import Words
from app.system.paths import resource


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass a case over until a moment, by default the usual one of the reason; no reason is the usual reason."""

    act: Id
    case_id: Id
    reason: str = ""
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SkipCount:
    """How often a reason was given; ``code`` is empty for words of a person's own."""

    code: str
    text: str
    cases: int


@cache
def reasons() -> SkipReasons:
    """The reasons that come with the program."""
    return skips.parse(tomllib.loads(resource("codes", "skips.toml").read_text(encoding="utf-8")))


def reason_text(why: str | None, words: Words) -> str:
    """What a snooze says of itself: the words of its reason, else a person's own."""
    known = reasons().by_code.get(why or "")
    return known.words.text(words.language) if known is not None else why or ""


def code_of(why: str | None) -> str:
    """The code of a reason; empty for words of a person's own."""
    return why if why is not None and why in reasons().by_code else ""


def kind_text(code: str, words: Words) -> str:
    """What skips of one code are called."""
    return reason_text(code, words) or ("自写原因" if words.is_chinese else "own words")


def skip(context: Context, command: Skip) -> tuple[Moved, Changes]:
    """Pass a case over; it waits until its moment, then stands where it stood.

    Raises NotFound("case_missing"); RuleViolation: ``skip_reason_unknown`` (reason), ``snooze_in_past`` (until_at).
    """
    reason = reasons().get(command.reason) if command.reason else reasons().usual

    def body(desk: Desk) -> Body:
        until = command.until_at or parse_callback(reason.until, desk.now, desk.case.zone).at
        if until <= desk.now:
            raise RuleViolation("snooze_in_past", "until_at")
        return Snooze(until, reason.code)

    return append_one(context, command.act, command.case_id, body)


def today(context: Context, words: Words) -> list[SkipCount]:
    """How often each reason was given on the present day, the most first: a lead sees everybody's, others their own."""
    begins, ends = (to_ms(moment) for moment in day_bounds(context.today(), context.zone))
    with context.db.read() as connection:
        given = store.snoozed(connection, None if context.user.is_lead else context.user.id, begins, ends)
    counts: dict[str, int] = {}
    for code in map(code_of, given):
        counts[code] = counts.get(code, 0) + 1
    return [
        SkipCount(code, kind_text(code, words), cases)
        for code, cases in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
