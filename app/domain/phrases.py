"""What no letter or message may say: phrases as data, and the check of a text against them.

A text that leaves the house is checked as its reader will see it: drawn, sent or copied. Spaces, widths and capitals
hide nothing; a phrase in Latin letters is found as whole words only, so that "jail" is not found in a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from app.domain.entry import Entry, Words
from app.domain.money import format_minor
from app.domain.rulepack import Status

ANYWHERE = "any"
_LONG_NUMBER = re.compile(
    r"(?<![\dA-Za-z-])(?:\d{14,18}[\dXx]|\d{4}(?:[ -]\d{4}){2,3}[ -]\d{3,4})(?![\dA-Za-z-])"
)
# As identity and card numbers are written: in one, or in groups of four.
_AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d{2}(?!\d)|(?<![\d.,])\d+\.\d{2}(?![\d.])")


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    """Phrases that are forbidden for one reason. ``source`` names an authority of the rule packs."""

    name: str
    words: Words
    source: str
    article: str
    status: Status
    as_of: date
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """Something a text may not say: the words as they stand in it, and the group that forbids them."""

    found: str
    group: PhraseGroup


Phrases = Mapping[str, tuple[PhraseGroup, ...]]
"""The groups by rule pack; ``any`` holds everywhere."""


def parse(data: Mapping[str, Any]) -> Phrases:
    """The phrases of a parsed TOML file. Raises ``AppError`` naming the entry: the ``data_…`` codes."""
    with Entry(data) as root:
        return {
            pack: tuple(_group(name, entry) for name, entry in root.named(pack).items())
            for pack in root.names()
        }


def _group(name: str, entry: Entry) -> PhraseGroup:
    with entry:
        return PhraseGroup(
            name,
            entry.words(),
            entry.text("source"),
            entry.text("article", ""),
            entry.member("status", Status),
            entry.day("as_of"),
            entry.texts("phrases"),
        )


def objections(text: str, pack: str, phrases: Phrases) -> tuple[Objection, ...]:
    """Every forbidden phrase in a text that is sent under a rule pack, in the order of the file."""
    spoken = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    joined = spoken.replace(" ", "")
    return tuple(
        Objection(phrase, group)
        for group in (*phrases.get(ANYWHERE, ()), *phrases.get(pack, ()))
        for phrase in group.phrases
        if _stands_in(phrase, spoken, joined)
    )


def _stands_in(phrase: str, spoken: str, joined: str) -> bool:
    if phrase.isascii():
        return _words(phrase).search(spoken) is not None
    return phrase in joined


@lru_cache(maxsize=1024)
def _words(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(phrase.casefold())}\b")


def numbers_in_full(text: str, official: Collection[str]) -> tuple[str, ...]:
    """Numbers of 15 to 19 signs, as of identities and cards, but for those in ``official`` texts: the pay channel."""
    known = {_digits(match.group()) for said in official for match in _LONG_NUMBER.finditer(said)}
    found = (match.group() for match in _LONG_NUMBER.finditer(unicodedata.normalize("NFKC", text)))
    return tuple(number for number in found if _digits(number) not in known)


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isalnum())


def strange_amounts(text: str, known_minor: Collection[int], currency: str) -> tuple[str, ...]:
    """Amounts with decimals in a text that are none of the known ones: nothing but the ledger's figures is said."""
    known = {format_minor(abs(minor), currency).replace(",", "") for minor in known_minor}
    return tuple(dict.fromkeys(_strange(unicodedata.normalize("NFKC", text), known)))


def _strange(text: str, known: Collection[str]) -> Iterator[str]:
    for match in _AMOUNT.finditer(text):
        if match.group().replace(",", "") not in known:
            yield match.group()
