"""Which column of a file holds what: guessed from the headers, corrected by the user, kept per creditor."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.domain.errors import ImportProblem
from app.domain.facts import JsonText, json_text
from app.services.imports.catalogue import Field, Many, Purpose, catalogue, plain_header


class Target(NamedTuple):
    """Where a column goes: the field, and which of several it is (from 1; the same slot is the same person)."""

    field: str
    slot: int = 1

    @property
    def text(self) -> str:
        """``name``; ``contact_phone:2``."""
        return self.field if self.slot == 1 else f"{self.field}:{self.slot}"

    @classmethod
    def of(cls, text: str) -> Target:
        """The target written as ``text``. Raises ImportProblem ``map_field_unknown``."""
        field, _, slot = text.partition(":")
        if field not in catalogue().fields or not (slot or "1").isdecimal():
            raise ImportProblem("map_field_unknown", field=text)
        return cls(field, int(slot or "1"))


class Certainty(StrEnum):
    """How a column came to its field; ``DOUBTFUL`` ones should be looked at."""

    SAVED = "saved"
    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Guess:
    """A column of the file and what it is taken for. ``others``: fields it could be as well."""

    header: str
    target: Target | None
    certainty: Certainty
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Header → target, for the columns that are read; the others are left alone."""

    columns: Mapping[str, Target]

    def to_json(self) -> JsonText:
        """The map as it is kept."""
        return json_text({header: target.text for header, target in self.columns.items()})

    @classmethod
    def from_json(cls, text: str) -> ColumnMap:
        """Raises ImportProblem ``map_field_unknown``."""
        return cls({header: Target.of(target) for header, target in json.loads(text).items()})

    @classmethod
    def of(cls, guesses: Sequence[Guess]) -> ColumnMap:
        """The map that a guess proposes."""
        return cls({guess.header: guess.target for guess in guesses if guess.target is not None})


FIGURES = (
    "total",
    "principal",
    "purchase",
    "cash",
    "instalment",
    "interest",
    "compound",
    "late_fee",
    "service_fee",
    "legal_cost",
)


def check_map(column_map: ColumnMap, headers: Sequence[str], purpose: Purpose) -> None:
    """Raises ImportProblem: ``map_column_missing`` (columns), ``map_field_not_here`` (field), ``map_field_twice``
    (field, columns), ``map_required`` (fields), ``map_figures``."""
    missing = [header for header in column_map.columns if header not in headers]
    if missing:
        raise ImportProblem("map_column_missing", columns=", ".join(missing))
    plan = catalogue().purposes[purpose]
    taken: dict[Target, str] = {}
    for header, target in column_map.columns.items():
        if target.field not in plan.fields:
            raise ImportProblem("map_field_not_here", column=header, **_named("field", target.field))
        if catalogue().fields[target.field].many in (Many.ONCE, Many.GROUPED) and target in taken:
            columns = f"{taken[target]}, {header}"
            raise ImportProblem("map_field_twice", columns=columns, **_named("field", target.field))
        taken[target] = header
    fields = {target.field for target in taken}
    absent = [field for field in plan.required if field not in fields]
    if absent:
        raise ImportProblem("map_required", **_named("fields", *absent))
    if plan.needs_figures and fields.isdisjoint(FIGURES):
        raise ImportProblem("map_figures")


def _named(name: str, *codes: str) -> dict[str, str]:
    """The fields by code and in both languages: the sentences are made where no catalogue is."""
    words = [catalogue().fields[code].words for code in codes]
    return {
        name: ",".join(codes),
        f"{name}_en": ", ".join(word.en for word in words),
        f"{name}_zh": "、".join(word.zh for word in words),
    }


def guess(headers: Sequence[str], purpose: Purpose, saved: ColumnMap | None = None) -> tuple[Guess, ...]:
    """What each column is taken for, in the order of the file. A map saved before speaks first.

    One field is taken by one column, unless there may be several; the column whose header is the better known word
    gets it, and the others say so in ``others``.
    """
    fields = [catalogue().fields[code] for code in catalogue().purposes[purpose].fields]
    known = {
        header: target
        for header, target in (saved.columns.items() if saved else ())
        if header in headers and any(field.code == target.field for field in fields)
    }
    found = {header: _readings(header, fields) for header in headers if header and header not in known}
    taken = set(known.values())
    answers = {header: Guess(header, target, Certainty.SAVED) for header, target in known.items()}
    for header in sorted(found, key=lambda header: found[header][0].rank if found[header] else _LAST):
        answers[header] = _taken(header, found[header], taken)
    return tuple(answers.get(header) or Guess(header, None, Certainty.NONE) for header in headers)


class _Reading(NamedTuple):
    """One meaning of a header. ``rank``: exact before contained, then the place among the field's words."""

    rank: tuple[int, int]
    field: Field
    slot: int
    certainty: Certainty


_LAST = (9, 0)
_SHORTEST_CONTAINED = 2
_MORE_PEOPLE = 10


def _readings(header: str, fields: Sequence[Field]) -> list[_Reading]:
    plain, number = plain_header(header)
    doubtful = plain in catalogue().doubtful
    exact = [
        _Reading(
            (0, field.headers.index(plain)),
            field,
            number,
            Certainty.DOUBTFUL if doubtful else Certainty.SURE,
        )
        for field in fields
        if plain in field.headers
    ]
    return sorted(exact or _contained(plain, number, fields), key=lambda reading: reading.rank)


def _contained(plain: str, number: int, fields: Sequence[Field]) -> list[_Reading]:
    """Meanings by a known word inside the header; the longest word counts, at the end before elsewhere."""
    found = []
    for field in fields:
        lengths = [
            2 * len(word) + plain.endswith(word)
            for word in field.headers
            if len(word) >= _SHORTEST_CONTAINED + word.isascii() and word in plain
        ]
        if lengths:
            best = max(lengths)
            known = Certainty.LIKELY if best >= len(plain) else Certainty.DOUBTFUL
            found.append(_Reading((1, -best), field, number, known))
    return found


def _taken(header: str, readings: list[_Reading], taken: set[Target]) -> Guess:
    for reading in readings:
        target = _free(reading, taken)
        if target is not None:
            taken.add(target)
            others = tuple(other.field.code for other in readings if other is not reading)
            return Guess(header, target, reading.certainty, others)
    return Guess(header, None, Certainty.NONE, tuple(reading.field.code for reading in readings))


def _free(reading: _Reading, taken: set[Target]) -> Target | None:
    field = reading.field
    if field.many is Many.ONCE:
        target = Target(field.code)
        return None if target in taken else target
    if field.many is Many.GROUPED:
        target = Target(field.code, max(reading.slot, 1))
        # 紧急联系人 beside 联系人: two groups with the same numbers.
        return Target(field.code, target.slot + _MORE_PEOPLE) if target in taken else target
    return Target(field.code, 1 + max((t.slot for t in taken if t.field == field.code), default=0))
