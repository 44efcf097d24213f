"""Appending facts: digest, link and both tables of each fact, by executemany.

A ``Journal`` lives inside one write transaction. It continues the chain of the store's own device.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.facts import (
    FIRST_LINK,
    KINDS,
    Body,
    Fact,
    Header,
    Id,
    annulled_acts,
    columns,
    digest_of,
    from_ms,
    link_of,
    restored_all,
    standing,
    stored,
    to_ms,
)
from app.models.bulk import without_gap_check
from app.models.contents import table_name
from app.models.database import rows
from app.models.parts import parts


class Entry(NamedTuple):
    """A fact to append: everything but its place in the chain."""

    uid: Id
    body: Body
    case_id: Id | None
    person_id: Id | None
    occurred_at: datetime
    supersedes: Id | None = None
    recorded_at: datetime | None = None
    """When it was written down, where that is not now: history that came with a file."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The statement and names of one kind's content, made once."""

    names: tuple[str, ...]
    insert: str


def _shape(kind: str) -> Shape:
    names = tuple(column.name for column in columns(KINDS[kind]))
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * (len(names) + 2))
    return Shape(names, f"INSERT INTO {table_name(kind)} (seq, salt, {listed}) VALUES ({marks})")  # noqa: S608


SHAPES = {kind: _shape(kind) for kind in KINDS}
"""For every kind the columns of its content and the statement that inserts one."""


Sealed = tuple[Id, Id, str, int, Id | None, Id | None, int, int, Id | None, bytes, bytes, list[Any]]
"""A fact in stored form with its digest: all but its number and link. It can be made in another process.

Act, uid, kind, version, case, person, occurred and recorded (ms), superseded fact, digest, salt, values.
"""


def seal(fact: Fact) -> Sealed:
    """Make a fact ready for the chain."""
    body = fact.body
    values = stored(body)
    salt = os.urandom(16)
    return (
        fact.act,
        fact.uid,
        body.KIND,
        body.VERSION,
        fact.case_id,
        fact.person_id,
        to_ms(fact.occurred_at),
        to_ms(fact.recorded_at),
        fact.supersedes,
        digest_of(body.KIND, body.VERSION, SHAPES[body.KIND].names, values, salt),
        salt,
        values,
    )


# Device and actor are the same for every fact of a journal, so they are told once, in the statement.
_INSERT_HEADER = (
    "INSERT INTO fact (uid, kind, kind_version, device, device_seq, act, case_id, person_id, "
    "occurred_at, recorded_at, actor, supersedes, digest, link, seq) "
    "VALUES (?, ?, ?, x'{device}', ?, ?, ?, ?, ?, ?, x'{actor}', ?, ?, ?, ?)"
)
_FLUSH_AT = 20_000
_BULK = 2_000
"""From so many facts on it pays to put the trigger that finds gaps away and back."""


class Journal:
    """Appends facts of one actor to the chain of this store's device, inside one transaction."""

    def __init__(self, connection: Connection, actor: Id, recorded_at: datetime) -> None:
        self._connection = connection
        self._actor = actor
        self._recorded_at = recorded_at
        self._device = device_of(connection)
        self._insert = _INSERT_HEADER.format(device=self._device.hex(), actor=actor.hex())
        self._seq: int = rows(connection, "SELECT coalesce(max(seq), 0) FROM fact")[0][0]
        self._device_seq, self._link = head_of(connection, self._device)
        self._headers: list[tuple[Any, ...]] = []
        self._contents: dict[str, list[tuple[Any, ...]]] = {}

    def append(self, act: Id, entries: Iterable[Entry]) -> list[Fact]:
        """Append the entries as one act; returns them as facts. Written when the journal is flushed."""
        facts = [self._fact(act, entry) for entry in entries]
        self.append_sealed(map(seal, facts))
        return facts

    def _fact(self, act: Id, entry: Entry) -> Fact:
        return Fact(
            entry.uid,
            entry.body.KIND,
            act,
            entry.case_id,
            entry.person_id,
            entry.occurred_at,
            entry.recorded_at or self._recorded_at,
            self._actor,
            entry.supersedes,
            entry.body,
        )

    def append_sealed(self, facts: Iterable[Sealed]) -> None:
        """Append facts that were made ready elsewhere, in this order. Written when the journal is flushed."""
        for fact in facts:
            self._chain(fact)
        if len(self._headers) >= _FLUSH_AT:
            self.flush()

    def _chain(self, fact: Sealed) -> None:
        (
            act, uid, kind, version, case_id, person_id, occurred_at, recorded_at, supersedes,
            digest, salt, values,
        ) = fact  # fmt: skip
        self._seq += 1
        self._device_seq += 1
        header = Header(
            uid, kind, version, self._device, self._device_seq, act, case_id, person_id,
            occurred_at, recorded_at, self._actor, supersedes, digest,
        )  # fmt: skip
        self._link = link_of(self._link, header)
        self._headers.append(
            (
                uid, kind, version, self._device_seq, act, case_id, person_id,
                occurred_at, recorded_at, supersedes, digest, self._link, self._seq,
            )
        )  # fmt: skip
        self._contents.setdefault(kind, []).append((self._seq, salt, *values))

    def flush(self) -> None:
        """Write what was appended; called once more before the transaction ends."""
        if not self._headers:
            return
        with without_gap_check(self._connection) if len(self._headers) >= _BULK else nullcontext():
            self._connection.exec_driver_sql(self._insert, self._headers)
        for kind, contents in self._contents.items():
            self._connection.exec_driver_sql(SHAPES[kind].insert, contents)
        self._headers = []
        self._contents = {}


def device_of(connection: Connection) -> Id:
    """The id of the device this store writes as."""
    ((value,),) = rows(connection, "SELECT value FROM store_info WHERE name = 'device'")
    return bytes.fromhex(value)


def head_of(connection: Connection, device: Id) -> tuple[int, bytes]:
    """The number of facts and the last link of a device's chain."""
    statement = "SELECT device_seq, link FROM fact WHERE device = ? ORDER BY device_seq DESC LIMIT 1"
    for device_seq, link in rows(connection, statement, (device,)):
        return device_seq, link
    return 0, FIRST_LINK


_FACT_COLUMNS = (
    "f.seq, f.kind, f.uid, f.act, f.case_id, f.person_id, f.occurred_at, f.recorded_at, f.actor, f.supersedes"
)


def read_facts(
    connection: Connection,
    where: str,
    parameters: tuple[Any, ...],
    unread: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> list[Fact]:
    """Facts whose header satisfies ``where`` (a constant of this package, over alias f), of known kinds.

    Two steps: the headers, then one query a kind for the contents, by the key they share. An erased content stands
    for nothing, so its fact is left out. ``unread``: by kind, columns that the caller does not look at; they stay None.
    """
    headers = rows(connection, f"SELECT {_FACT_COLUMNS} FROM fact AS f WHERE {where}", parameters)  # noqa: S608
    by_kind: dict[str, list[Any]] = {}
    for header in headers:
        by_kind.setdefault(header[1], []).append(header)
    facts: list[Fact] = []
    moments = _Moments()
    for kind, found in by_kind.items():
        body = KINDS.get(kind)
        if body is None:
            continue
        names = [name for name in SHAPES[kind].names if name not in unread.get(kind, ())]
        bodies = _contents_of(connection, body, names, [row[0] for row in found])
        facts += [
            Fact(uid, kind, act, case_id, person_id, moments[at], moments[noted_at], actor, over, bodies[seq])
            for seq, _, uid, act, case_id, person_id, at, noted_at, actor, over in found
            if seq in bodies
        ]
    return facts


class _Moments(dict[int, datetime]):
    """Moments by their milliseconds: what came with one file, and what began a call, is told many times over."""

    def __missing__(self, ms: int) -> datetime:
        moment = self[ms] = from_ms(ms)
        return moment


def _contents_of(
    connection: Connection, body: type[Body], names: Sequence[str], keys: Sequence[int]
) -> dict[int, Body]:
    listed, table = ", ".join(f'"{name}"' for name in names), table_name(body.KIND)
    contents: dict[int, Body] = {}
    for part, marks in parts(keys):
        found = rows(
            connection,
            f"SELECT seq, {listed} FROM {table} WHERE salt IS NOT NULL AND seq IN ({marks})",  # noqa: S608
            part,
        )
        if found:
            seqs, *fields = zip(*found, strict=True)
            bodies = restored_all(body, dict(zip(names, fields, strict=True)))
            contents.update(zip(seqs, bodies, strict=True))
    return contents


def undone_acts(connection: Connection, acts: Iterable[Id]) -> frozenset[Id]:
    """Which of the acts are undone; and of those that undo them."""
    if not rows(connection, "SELECT 1 FROM fact_annulment LIMIT 1"):
        return frozenset()
    found: dict[Id, Fact] = {}
    pending = set(acts)
    while pending:
        naming = [
            fact
            for part, marks in parts(pending)
            for fact in read_facts(
                connection,
                f"f.seq IN (SELECT seq FROM fact_annulment WHERE target_act IN ({marks}))",  # noqa: S608
                part,
            )
        ]
        pending = {fact.act for fact in naming if fact.uid not in found}
        found.update((fact.uid, fact) for fact in naming)
    return annulled_acts(found.values())


def read_standing(connection: Connection, where: str, parameters: tuple[Any, ...]) -> list[Fact]:
    """The facts of ``read_facts`` that still stand, in order."""
    facts = read_facts(connection, where, parameters)
    return standing(facts, undone_acts(connection, (fact.act for fact in facts)))
