"""Result codes: what came of a contact, and what that counts to.

The codes are data in ``resources/codes/results.toml``. Their flags feed limits and reports:

- ``connected`` somebody or something answered; ``none`` where the question has no meaning (a letter).
- ``right_party`` the person the number belongs to, an obligor, was spoken to; ``unknown`` counts as no.
- ``counts`` to which daily limit an *outbound phone call* counts: ``connected`` (three a person),
  ``unanswered`` (six a number) or ``none``. Inbound contacts count to nothing, whatever their code.
- ``is_worked`` right party, or a message left with a third person, or a number ruled out.
- ``number`` what the result says of the number; ``hold`` the stop it begins; ``requires`` what is asked next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.entry import Entry, Words, unique
from app.domain.errors import AppError, NotFound
from app.domain.terms import Channel, Direction, HoldKind


class Connected(StrEnum):
    """Whether the attempt got through."""

    YES = "yes"
    NO = "no"
    NONE = "none"


class RightParty(StrEnum):
    """Whether the obligor was reached; unknown counts as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Counts(StrEnum):
    """The daily limit an outbound call with this result counts to."""

    CONNECTED = "connected"
    UNANSWERED = "unanswered"
    NONE = "none"


class NumberEffect(StrEnum):
    """What a result says of the number that was used."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    INVALID = "invalid"
    """The number is dead; dialling it again is pointless."""
    NEVER = "never"
    """The number belongs to a stranger or to somebody who refused; it may not be used again."""
    NONE = "none"


class Requirement(StrEnum):
    """What the form asks before a result is complete, in this order."""

    IDENTITY = "identity"
    REASON = "reason"
    PROMISE = "promise"
    PLAN = "plan"
    CALLBACK = "callback"
    PREFERENCE = "preference"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class ResultCode:
    """One result. ``next_days`` counts from today, ``None`` where no next step follows by itself (a form
    sets it, or the hold does); 0 days with ``next_hours`` 0 means the next good hour of the same day."""

    code: str
    words: Words
    channels: tuple[Channel, ...]
    connected: Connected
    right_party: RightParty
    counts: Counts
    is_worked: bool
    is_inbound: bool
    is_third_person: bool
    is_refusal: bool
    is_derived: bool
    is_seen: bool
    number: NumberEffect
    hold: HoldKind | None
    requires: tuple[Requirement, ...]
    reason: str | None
    """The overdue reason this result suggests."""
    next_days: int | None
    next_hours: int

    @property
    def counts_connected(self) -> bool:
        """Counts to the limit of connected calls to a person."""
        return self.counts is Counts.CONNECTED

    @property
    def counts_unanswered(self) -> bool:
        """Counts to the limit of unanswered attempts on a number."""
        return self.counts is Counts.UNANSWERED

    @property
    def is_attempt(self) -> bool:
        """An outbound contact that connected or counts as unanswered."""
        return not self.is_inbound and (self.connected is Connected.YES or self.counts_unanswered)

    @property
    def reached_right_party(self) -> bool:
        """The obligor was spoken to; unknown counts as no."""
        return self.right_party is RightParty.YES

    def counted(self, channel: Channel, direction: Direction) -> Counts:
        """What a contact with this result counts to: outbound phone calls only."""
        if channel is Channel.CALL and direction is Direction.OUTBOUND:
            return self.counts
        return Counts.NONE


@dataclass(frozen=True, slots=True)
class OutcomeKey:
    """One of the ten outcome keys of the desk: its digit, its default result and those behind Shift."""

    key: str
    words: Words
    default: ResultCode
    variants: tuple[ResultCode, ...]
    goes_on: bool
    """Whether the next case is shown by itself once the outcome is saved."""


@dataclass(frozen=True, slots=True)
class ResultCodes:
    """All result codes in the order of the file, and the outcome pad."""

    by_code: Mapping[str, ResultCode]
    pad: tuple[OutcomeKey, ...]
    source: str
    as_of: date

    def get(self, code: str) -> ResultCode:
        """The result with this code. Raises ``NotFound("result_unknown")``."""
        try:
            return self.by_code[code]
        except KeyError:
            raise NotFound("result_unknown", result=code) from None

    def key(self, digit: str) -> OutcomeKey:
        """The outcome key with this digit. Raises ``NotFound("result_key_unknown")``."""
        for key in self.pad:
            if key.key == digit:
                return key
        raise NotFound("result_key_unknown", key=digit)

    @property
    def chosen(self) -> tuple[ResultCode, ...]:
        """The results a person may choose; derived ones (KP, BP …) are only ever shown."""
        return tuple(result for result in self.by_code.values() if not result.is_derived)

    def search(
        self, text: str, spellings: Mapping[str, tuple[str, str]] | None = None
    ) -> tuple[ResultCode, ...]:
        """Choosable results whose code begins with the text, then those whose words contain it, then those typed so.

        ``spellings``: initials and full pinyin by Chinese words (``services.spelling``)."""
        wanted = text.strip().casefold()
        by_code = [r for r in self.chosen if r.code.casefold().startswith(wanted)]
        by_words = [
            r
            for r in self.chosen
            if r not in by_code and (wanted in r.words.zh.casefold() or wanted in r.words.en.casefold())
        ]
        typed = [
            r
            for r in self.chosen
            if r not in by_code and r not in by_words and _is_typed(wanted, (spellings or {}).get(r.words.zh))
        ]
        return (*by_code, *by_words, *typed)


def _is_typed(wanted: str, spelling: tuple[str, str] | None) -> bool:
    """Whether the letters stand in the initials (``cnhk`` for 承诺还款) or begin the full pinyin."""
    if spelling is None:
        return False
    initials, full = spelling
    return wanted in initials or full.startswith(wanted)


def parse(data: Mapping[str, Any]) -> ResultCodes:
    """The result codes of a parsed TOML file. Raises ``AppError`` naming the entry: the ``data_…`` codes of
    ``entry.py``, ``result_contradicts`` (flags that cannot be true together), ``result_unknown`` (an outcome
    key names no choosable result)."""
    with Entry(data) as root:
        by_code = unique([_result(entry) for entry in root.children("results")], "results")
        keys = [(key.key, key) for key in (_key(entry, by_code) for entry in root.children("pad"))]
        pad = tuple(unique(keys, "pad").values())
        return ResultCodes(by_code, pad, root.text("source"), root.day("as_of"))


def _result(entry: Entry) -> tuple[str, ResultCode]:
    with entry:
        result = ResultCode(
            code=entry.text("code"),
            words=entry.words(),
            channels=entry.members("channels", Channel, (Channel.CALL,)),
            connected=entry.member("connected", Connected),
            right_party=entry.member("right_party", RightParty),
            counts=entry.member("counts", Counts, Counts.NONE),
            is_worked=entry.flag("worked", False),
            is_inbound=entry.flag("inbound", False),
            is_third_person=entry.flag("third_person", False),
            is_refusal=entry.flag("refusal", False),
            is_derived=entry.flag("derived", False),
            is_seen=entry.flag("seen", False),
            number=entry.member("number", NumberEffect, NumberEffect.NONE),
            hold=entry.member("hold", HoldKind) if entry.has("hold") else None,
            requires=entry.members("requires", Requirement, ()),
            reason=entry.text("reason") if entry.has("reason") else None,
            next_days=entry.integer("next_days") if entry.has("next_days") else None,
            next_hours=entry.integer("next_hours", 0),
        )
    _check(result, entry.path)
    return result.code, result


def _check(result: ResultCode, path: str) -> None:
    connects = result.connected is Connected.YES
    contradictions = {
        "counts": (result.counts_connected and not connects) or (result.counts_unanswered and connects),
        "inbound": result.is_inbound and result.counts is not Counts.NONE,
        "right_party": result.reached_right_party and not connects,
        "third_person": result.is_third_person and result.reached_right_party,
        "worked": result.reached_right_party and not result.is_worked,
    }
    for flag, is_wrong in contradictions.items():
        if is_wrong:
            raise AppError("result_contradicts", entry=path, flag=flag)


def _key(entry: Entry, by_code: Mapping[str, ResultCode]) -> OutcomeKey:
    def choosable(code: str) -> ResultCode:
        result = by_code.get(code)
        if result is None or result.is_derived:
            raise AppError("result_unknown", entry=entry.path, result=code)
        return result

    with entry:
        return OutcomeKey(
            key=entry.text("key"),
            words=entry.words(),
            default=choosable(entry.text("default")),
            variants=tuple(choosable(code) for code in entry.texts("variants", ())),
            goes_on=entry.flag("goes_on", True),
        )
