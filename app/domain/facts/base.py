"""What a fact is: a header, a typed content, a digest over the content and a link in its device's chain.

Facts are appended and never edited. ``digest`` is SHA-256 over a random salt and the canonical content, so an
erased content (salt and fields gone) leaves a digest that says nothing; ``link`` is SHA-256 over the device's
previous link and this header, so a header that is changed, dropped or moved breaks every later link.

Shapes: ids and digests are bytes (16 and 32); times are aware UTC, kept to the millisecond; money is minor units.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import repeat
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, NewType, get_args, get_type_hints

from app.domain.moments import Id, from_ms, to_ms
from app.domain.values import value

JsonText = NewType("JsonText", str)
"""A list or table kept as canonical JSON text, where a content needs rows of its own."""

FIRST_LINK = bytes(32)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def json_text(value: Any) -> JsonText:
    """Canonical JSON: sorted keys, no blanks, text as it is."""
    return JsonText(_CANONICAL.encode(value))


@value
class Body:
    """The content of one kind of fact. A subclass declares the fields; the store's table follows from them."""

    KIND: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1


@value
class Fact:
    """One fact as the rules see it: what happened, to which case and person, when, who says so."""

    uid: Id
    kind: str
    act: Id
    case_id: Id | None
    person_id: Id | None
    occurred_at: datetime
    recorded_at: datetime
    actor: Id
    supersedes: Id | None
    body: Any

    @property
    def order(self) -> tuple[datetime, datetime, Id]:
        """Facts are ordered by when it happened, then when it was written down, then the uid."""
        return (self.occurred_at, self.recorded_at, self.uid)


class Header(NamedTuple):
    """The stored header of a fact, as it goes into the chain. Times in milliseconds."""

    uid: Id
    kind: str
    kind_version: int
    device: Id
    device_seq: int
    act: Id
    case_id: Id | None
    person_id: Id | None
    occurred_at: int
    recorded_at: int
    actor: Id
    supersedes: Id | None
    digest: bytes


def link_of(previous: bytes, header: Header) -> bytes:
    """The chain link of a header after ``previous`` (``FIRST_LINK`` at a chain's start)."""
    (
        uid, kind, version, device, device_seq, act, case_id, person_id, occurred_at, recorded_at, actor, supersedes,
        digest,
    ) = header  # fmt: skip
    text = (
        f"{uid.hex()}|{kind}|{version}|{device.hex()}|{device_seq}|{act.hex()}|"
        f"{case_id.hex() if case_id else ''}|{person_id.hex() if person_id else ''}|"
        f"{occurred_at}|{recorded_at}|{actor.hex()}|{supersedes.hex() if supersedes else ''}|"
    )
    return hashlib.sha256(previous + text.encode() + digest).digest()


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a content and how its value is stored."""

    name: str
    type: type
    to_store: Callable[[Any], Any] | None
    from_store: Callable[[Any], Any] | None


_CODECS: dict[type, tuple[Callable[[Any], Any] | None, Callable[[Any], Any] | None]] = {
    str: (None, None),
    int: (None, None),
    bytes: (None, None),
    bool: (int, bool),
    date: (date.isoformat, date.fromisoformat),
    datetime: (to_ms, from_ms),
    Decimal: (str, Decimal),
}


_COLUMNS: dict[str, tuple[Column, ...]] = {}


def columns(body: type[Body]) -> tuple[Column, ...]:
    """The stored columns of a kind, in the order of its fields."""
    known = _COLUMNS.get(body.KIND)
    if known is None:
        hints = get_type_hints(body)
        known = _COLUMNS[body.KIND] = tuple(_column(field.name, hints[field.name]) for field in fields(body))
    return known


def _column(name: str, hint: Any) -> Column:
    kind: Any = next((part for part in get_args(hint) if part is not type(None)), hint)  # `X | None` is X
    kind = str if kind is JsonText else kind
    return Column(name, kind, *_CODECS[kind])


def stored(body: Body) -> list[Any]:
    """The content's values as the store keeps them, in the order of ``columns``."""
    read, codecs = _READERS.get(body.KIND) or _reader(type(body))
    values = list(read(body))
    for place, to_store in codecs:
        value = values[place]
        if value is not None:
            values[place] = to_store(value)
    return values


_Reader = tuple[Callable[[Body], tuple[Any, ...]], tuple[tuple[int, Callable[[Any], Any]], ...]]
_READERS: dict[str, _Reader] = {}


def _reader(body: type[Body]) -> _Reader:
    """How the values of a kind are read in one go, and which of them are kept in another form."""
    every = columns(body)
    names = [column.name for column in every]
    read = attrgetter(*names) if len(names) > 1 else lambda content: (getattr(content, names[0]),)
    codecs = ((place, column.to_store) for place, column in enumerate(every))
    _READERS[body.KIND] = read, tuple((place, codec) for place, codec in codecs if codec is not None)
    return _READERS[body.KIND]


def restored(body: type[Body], values: Sequence[Any]) -> Body:
    """A content from stored values. An erased content comes back with every field None."""
    named = zip(columns(body), values, strict=True)
    return next(restored_all(body, {column.name: [value] for column, value in named}))


def restored_all(body: type[Body], fields: Mapping[str, Sequence[Any]]) -> Iterator[Body]:
    """The contents of stored values given column by column, so that what a kind is is asked once and not for each of
    its facts. A column that was not read is None in every content; one at least was."""
    values: list[Iterable[Any]] = []
    for column in columns(body):
        stored, restore = fields.get(column.name), column.from_store
        if stored is None:
            values.append(repeat(None))
        elif restore is None:
            values.append(stored)
        else:
            values.append([None if value is None else restore(value) for value in stored])
    return map(body, *values)


def digest_of(kind: str, version: int, names: tuple[str, ...], values: list[Any], salt: bytes) -> bytes:
    """SHA-256 of the salted canonical content: ``json_text([kind, version, {name: value}])``, bytes in hex.

    Fields without a value are left out, so a later nullable column never changes an old digest.
    """
    # Written out by hand, since every fact passes here: an order of names is sorted once, not for each fact.
    fields = []
    for place, key in _sorted_keys(names):
        value = values[place]
        if value is not None:
            kind_of = type(value)
            if kind_of is str:
                fields.append(key + encode_basestring(value))
            elif kind_of is int:
                fields.append(f"{key}{value}")
            elif kind_of is bytes:
                fields.append(f'{key}"{value.hex()}"')
            else:
                fields.append(key + _CANONICAL.encode(value))
    text = f"[{encode_basestring(kind)},{version},{{{','.join(fields)}}}]"
    return hashlib.sha256(salt + text.encode()).digest()


@lru_cache(maxsize=256)
def _sorted_keys(names: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Place and JSON key of each name, in the order of the names."""
    places = sorted(range(len(names)), key=names.__getitem__)
    return tuple((place, f"{encode_basestring(names[place])}:") for place in places)
