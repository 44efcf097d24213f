"""How a Chinese name is read, for finding it by pinyin or initials.

Surnames are read by ``resources/codes/surnames.toml`` (单 shan, 曾 zeng, 欧阳 ouyang); the rest by pypinyin, which is
imported late: it takes 0.2 s.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from typing import NamedTuple

from app.system.paths import resource

LONGEST_NAME = 4
"""Longer names are firms or transcribed ones, which have no surname in front."""

LONGEST_GIVEN = 2
"""Of so many characters pypinyin knows either the whole or each alone."""


class Reading(NamedTuple):
    """``full`` without blanks or tones (``ouyangzhiruo``), ``initials`` a letter a character (``oyzr``)."""

    full: str
    initials: str


def pinyin_of(name: str) -> Reading:
    """The reading of a name. Latin letters and digits stay, in lower case; other signs are left out."""
    bare = "".join(character for character in name.lower() if character.isalnum())
    surname, rest = _surname(bare)
    syllables = [*surname, *_syllables(rest)]
    return Reading("".join(syllables), "".join(syllable[0] for syllable in syllables))


def _surname(name: str) -> tuple[list[str], str]:
    """The syllables of the surname and what follows it; read apart, or 于思雨 would be taken for a word (yusai)."""
    single, double = surnames()
    if not 2 <= len(name) <= LONGEST_NAME or name.isascii():
        return [], name
    if name[:2] in double and len(name) > 2:
        return list(double[name[:2]]), name[2:]
    return [single[name[0]]] if name[0] in single else _syllables(name[0]), name[1:]


@cache
def surnames() -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Surnames of one character with their reading, and of two characters with both syllables."""
    data = tomllib.loads(resource("codes", "surnames.toml").read_text(encoding="utf-8"))
    double = {name: tuple(reading.split(" ", 1)) for name, reading in data["double"].items()}
    return data["single"], double


def _syllables(text: str) -> list[str]:
    if not text or text.isascii():
        return [text] if text else []
    from pypinyin import lazy_pinyin
    from pypinyin.constants import PHRASES_DICT

    if len(text) <= LONGEST_GIVEN and text not in PHRASES_DICT:
        return [syllable for character in text for syllable in _character(character)]
    return lazy_pinyin(text)


@lru_cache(maxsize=16_384)
def _character(character: str) -> tuple[str, ...]:
    """One character read alone; an import asks for the same few thousand over and over."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(character))
