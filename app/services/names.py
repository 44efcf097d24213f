"""How a Chinese name is read, for finding it by pinyin or initials.

Surnames are read by ``resources/codes/surnames.toml`` (单 shan, 曾 zeng, 欧阳 ouyang); the rest by pypinyin, which is
imported late: it takes 0.2 s.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from app.system.paths import resource

LONGEST_NAME = 4
"""Longer names are firms or transcribed ones, which have no surname in front."""


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
    """The syllables of the surname where it has a reading of its own, and what follows it."""
    single, double = surnames()
    if not 2 <= len(name) <= LONGEST_NAME:
        return [], name
    if name[:2] in double and len(name) > 2:
        return list(double[name[:2]]), name[2:]
    if name[0] in single:
        return [single[name[0]]], name[1:]
    return [], name


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

    return lazy_pinyin(text)
