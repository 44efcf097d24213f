"""话术: what may be said, to whom, when; and what never.

Sentences are data in ``resources/scripts/<language>.toml``. Places such as ``{amount}`` are filled with text made
ready for the ear. Sentences for a person not yet identified, or a third person, may use no place that gives
away a debt: reading refuses such a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Any

from app.domain.entry import Entry
from app.domain.errors import AppError
from app.domain.reasons import Offer, Reason
from app.domain.terms import Purpose, Stage


class Audience(StrEnum):
    """Who is listening; it decides what may be said at all."""

    UNVERIFIED = "unverified"
    """Somebody answered the debtor's number; the identity check is not done."""
    DEBTOR = "debtor"
    GUARANTOR = "guarantor"
    THIRD_PERSON = "third_person"


class Moment(StrEnum):
    """The parts of a call, in the order of a call."""

    OPENING = "opening"
    IDENTITY = "identity"
    RELAY = "relay"
    REMINDER = "reminder"
    DISCLOSURE = "disclosure"
    BROKEN_PROMISE = "broken_promise"
    ASK_REASON = "ask_reason"
    STEER = "steer"
    CONFIRM = "confirm"
    RIGHTS = "rights"
    CLOSE = "close"


_ORDER = tuple(Moment)


class Book(StrEnum):
    """Whether we act for the creditor or are the creditor."""

    AGENCY = "agency"
    OWN = "own"


HARMLESS = frozenset({"agency", "collector", "employee_no", "person", "debtor", "callback"})
"""Places that give no debt away. ``person`` is who was called, ``debtor`` whom a third person may tell."""

DISCLOSING = frozenset(
    {
        "creditor",
        "product",
        "tail",
        "amount",
        "as_of",
        "days",
        "promise",
        "promised_on",
        "liability",
        "complaint_line",
    }
)
"""Places for the identified debtor or guarantor only."""

STRANGERS = frozenset({Audience.UNVERIFIED, Audience.THIRD_PERSON})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence and when it fits; an empty set fits always."""

    moment: Moment
    audiences: frozenset[Audience]
    text: str
    purposes: frozenset[Purpose]
    stages: frozenset[Stage]
    offers: frozenset[Offer]
    reasons: frozenset[str]
    books: frozenset[Book]

    def fill(self, values: Mapping[str, str]) -> str:
        """The sentence with its places filled; what is not known stays as ``…``."""
        return self.text.format_map(_Gaps(values))


@dataclass(frozen=True, slots=True)
class Ban:
    """Phrases that may not be said or written to an audience, and the words that say why."""

    code: str
    audiences: frozenset[Audience]
    hint: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A banned phrase that was found in a text."""

    ban: Ban
    phrase: str


@dataclass(frozen=True, slots=True)
class Script:
    """What the assistant shows: the sentences in order, the steps ahead, what never to say."""

    lines: tuple[Line, ...]
    outline: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scripts:
    """The sentences of one language."""

    language: str
    titles: Mapping[Moment, str]
    lines: tuple[Line, ...]
    bans: tuple[Ban, ...]
    as_of: date

    def select(
        self,
        audience: Audience,
        stage: Stage = Stage.NEGOTIATION,
        reason: Reason | None = None,
        *,
        purpose: Purpose = Purpose.COLLECTION,
        book: Book = Book.AGENCY,
        has_broken_promise: bool = False,
    ) -> Script:
        """The script for a listener. Before the identity check no sentence speaks of a debt, and the outline
        names what follows it. A sentence written for the reason goes before one for its offer."""

        def fitting(listener: Audience) -> list[Line]:
            lines = [
                line
                for line in self.lines
                if listener in line.audiences
                and _fits(line.purposes, purpose)
                and _fits(line.stages, stage)
                and _fits(line.books, book)
                and (has_broken_promise or line.moment is not Moment.BROKEN_PROMISE)
            ]
            return sorted(lines, key=lambda line: _ORDER.index(line.moment))

        lines = fitting(audience)
        steering = _steering(lines, reason)
        kept = tuple(line for line in lines if line.moment is not Moment.STEER or line in steering)
        never = tuple(ban.hint for ban in self.bans if audience in ban.audiences)
        return Script(kept, self._outline(audience, fitting(Audience.DEBTOR)), never)

    def _outline(self, audience: Audience, later: list[Line]) -> tuple[str, ...]:
        """The steps after the identity check; with a third person nothing follows."""
        if audience is Audience.THIRD_PERSON:
            return ()
        steps = dict.fromkeys(line.moment for line in later if line.moment is not Moment.OPENING)
        return tuple(self.titles[step] for step in steps)

    def check(self, text: str, audience: Audience) -> tuple[Breach, ...]:
        """The banned phrases in a text for an audience; blanks and letter case do not hide one."""
        heard = _plain(text)
        return tuple(
            Breach(ban, phrase)
            for ban in self.bans
            if audience in ban.audiences
            for phrase in ban.phrases
            if _plain(phrase) in heard
        )


class _Gaps(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _plain(text: str) -> str:
    return "".join(text.casefold().split())


def _fits(wanted: frozenset[Any], value: object) -> bool:
    return not wanted or value in wanted


def _steering(lines: Iterable[Line], reason: Reason | None) -> list[Line]:
    """The sentences that lead from the reason to an offer; none before a reason is known."""
    if reason is None:
        return []
    steering = [line for line in lines if line.moment is Moment.STEER]
    own = [line for line in steering if reason.code in line.reasons]
    return own or [line for line in steering if reason.offer in line.offers]


def parse(data: Mapping[str, Any]) -> Scripts:
    """The scripts of a parsed TOML file. Raises ``AppError`` naming the entry: the ``data_…`` codes of
    ``entry.py``, ``script_place`` (an unknown place), ``script_discloses`` (a place that gives a debt away
    to a stranger), ``script_missing`` (an audience without an opening, or an offer without a sentence)."""
    with Entry(data) as root:
        titles = root.every("titles", Moment)
        scripts = Scripts(
            language=root.text("language"),
            titles={moment: _title(entry) for moment, entry in titles.items()},
            lines=tuple(_line(entry) for entry in root.children("lines")),
            bans=tuple(_ban(entry) for entry in root.children("bans")),
            as_of=root.day("as_of"),
        )
    _check_complete(scripts)
    return scripts


def _title(entry: Entry) -> str:
    with entry:
        return entry.text("text")


def _line(entry: Entry) -> Line:
    with entry:
        line = Line(
            moment=entry.member("moment", Moment),
            audiences=frozenset(entry.members("to", Audience)),
            text=entry.text("text"),
            purposes=frozenset(entry.members("purposes", Purpose, ())),
            stages=frozenset(entry.members("stages", Stage, ())),
            offers=frozenset(entry.members("offers", Offer, ())),
            reasons=frozenset(entry.texts("reasons", ())),
            books=frozenset(entry.members("books", Book, ())),
        )
    for _, place, _, _ in Formatter().parse(line.text):
        if place is None:
            continue
        if place not in HARMLESS | DISCLOSING:
            raise AppError("script_place", entry=entry.at("text"), place=place)
        if place in DISCLOSING and line.audiences & STRANGERS:
            raise AppError("script_discloses", entry=entry.at("text"), place=place)
    return line


def _ban(entry: Entry) -> Ban:
    with entry:
        return Ban(
            code=entry.text("code"),
            audiences=frozenset(entry.members("to", Audience, tuple(Audience))),
            hint=entry.text("hint"),
            phrases=entry.texts("phrases"),
        )


def _check_complete(scripts: Scripts) -> None:
    for audience in Audience:
        if not any(line.moment is Moment.OPENING and audience in line.audiences for line in scripts.lines):
            raise AppError("script_missing", entry=f"lines.{Moment.OPENING}.{audience}")
    for offer in Offer:
        if not any(line.moment is Moment.STEER and offer in line.offers for line in scripts.lines):
            raise AppError("script_missing", entry=f"lines.{Moment.STEER}.{offer}")
