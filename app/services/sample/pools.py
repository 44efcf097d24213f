"""What invented people are made from: names with their readings, places, employers, and what they say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.services.names import surnames
from app.services.sample.dice import Dice, Weighed
from app.system.paths import resource


@dataclass(frozen=True, slots=True)
class Name:
    """A name and how it is read (``ouyangzhiruo``, ``oyzr``)."""

    text: str
    full: str
    initials: str


@dataclass(frozen=True, slots=True)
class Given:
    """Given names of one sex and decade: whole ones, or made from two characters."""

    names: tuple[str, ...]
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class City:
    """A city: the first four digits of its region, its area code, how many digits a local number has."""

    name: str
    region: str
    area_code: str
    digits: int


@dataclass(frozen=True, slots=True)
class Names:
    """Surnames by frequency, given names by sex and decade, and the reading of every character."""

    surnames: Weighed[str]
    given: Mapping[tuple[bool, int], Given]
    surname_readings: Mapping[str, tuple[str, ...]]
    readings: Mapping[str, str]

    def draw(self, dice: Dice, is_male: bool, birth_year: int) -> Name:
        """A name for somebody born then."""
        given = self.given[is_male, min(max(birth_year // 10 * 10, 1950), 2000)]
        composed = dice.one_of(given.first) + dice.one_of(given.second)
        chosen = dice.one_of(given.names) if dice.chance(50) else composed
        return self.read(dice.weighed(self.surnames), chosen)

    def read(self, surname: str, given: str) -> Name:
        """The name with its reading, as ``services.names.pinyin_of`` gives it."""
        syllables = [*self.surname_readings[surname], *(self.readings[character] for character in given)]
        return Name(surname + given, "".join(syllables), "".join(syllable[0] for syllable in syllables))


@cache
def names() -> Names:
    """The pools of names that come with FairDue."""
    data = _toml("names")
    single, double = surnames()
    readings: dict[str, str] = _toml("pinyin")
    of_surnames = {
        name: double[name] if len(name) > 1 else (single.get(name, readings[name]),)
        for name in data["surnames"]
    }
    given = {
        (sex == "male", int(decade)): Given(tuple(pool["names"].split()), pool["first"], pool["second"])
        for sex in ("male", "female")
        for decade, pool in data[sex].items()
    }
    return Names(Weighed.of(data["surnames"]), given, of_surnames, readings)


@dataclass(frozen=True, slots=True)
class Places:
    """Cities, and what addresses and employers are invented from."""

    county: str
    cities: tuple[City, ...]
    mobile_prefixes: tuple[str, ...]
    local_prefix: str
    words: Mapping[str, Any]

    def address(self, dice: Dice, city: City) -> str:
        """An address that does not exist."""
        words = self.words
        street = f"{city.name}{dice.one_of(words['districts'])}{dice.one_of(words['streets'])}"
        estate, house = dice.one_of(words["estates"]), dice.number(1, 28)
        return f"{street}{dice.number(1, 399)}号{estate}{house}幢{dice.number(1, 18)}0{dice.number(1, 4)}室"

    def employer(self, dice: Dice, city: City) -> str:
        """An employer that does not exist, or a trade of one's own."""
        if dice.chance(15):
            return str(dice.one_of(self.words["jobs"]))
        place = city.name.removesuffix("市")
        return f"{place}{dice.one_of(self.words['firm_words'])}{dice.one_of(self.words['firm_trades'])}"

    def mobile(self, dice: Dice) -> str:
        """A mobile number nobody has."""
        return f"{dice.one_of(self.mobile_prefixes)}{dice.number(0, 99_999_999):08d}"

    def landline(self, dice: Dice, city: City) -> str:
        """A number of the city, with its area code."""
        left = city.digits - len(self.local_prefix)
        return f"{city.area_code}{self.local_prefix}{dice.number(0, 10**left - 1):0{left}d}"


@cache
def places() -> Places:
    """The places that come with FairDue."""
    data = _toml("places")
    cities = tuple(City(*city) for city in data["cities"])
    return Places(data["county"], cities, tuple(data["mobile_prefixes"]), data["local_prefix"], data)


@dataclass(frozen=True, slots=True)
class Sayings:
    """What people say and collectors note."""

    reasons: Mapping[str, Weighed[str]]
    reason_notes: Mapping[str, list[str]]
    notes: Mapping[str, list[str]]
    hold_why: Mapping[str, str]
    lists: Mapping[str, list[str]]

    def note(self, dice: Dice, result: str, amount: str = "", day: str = "") -> str | None:
        """What a collector notes of a result, if anything."""
        known = self.notes.get(result)
        return dice.one_of(known).format(amount=amount, day=day) if known else None


@cache
def sayings() -> Sayings:
    """The sayings that come with FairDue."""
    data = _toml("stories")
    reasons = {name: Weighed.of(weights) for name, weights in data["reasons"].items()}
    return Sayings(reasons, data["reason_notes"], data["notes"], data["hold_why"], data)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("sample", f"{name}.toml").read_text(encoding="utf-8"))
