"""Where the free text of one case names somebody who belongs to another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.facts import KINDS, ON_RECORD, Id, columns
from app.models.contents import table_name
from app.models.database import rows

LEAST = 2
"""Letters that a word needs: one alone stands in every second sentence."""


class Named(NamedTuple):
    """A text that names somebody: place, identity and kind of its fact, case, when it happened (ms), field, text."""

    seq: int
    uid: Id
    kind: str
    case_no: int | None
    occurred_at: int
    field: str
    text: str


def naming(connection: Connection, words: Sequence[str], but_for: Collection[int]) -> list[Named]:
    """Every text that holds one of these words, blanks and hyphens in numbers aside; not the facts of ``but_for``.

    Reads the texts of all facts: what nobody waits for at a key.
    """
    sought = [word for word in words if len(word) >= LEAST]
    found = (each for kind in sorted(KINDS.keys() - ON_RECORD) for each in _of_kind(connection, kind, sought))
    return sorted(each for each in found if each.seq not in but_for)


def _of_kind(connection: Connection, kind: str, words: Sequence[str]) -> Iterator[Named]:
    for name in (column.name for column in columns(KINDS[kind]) if column.type is str):
        plain = f"""replace(replace(c."{name}", ' ', ''), '-', '')"""
        held = " OR ".join(f"""instr(c."{name}", ?) OR instr({plain}, ?)""" for _ in words)
        given = tuple(word for word in words for _ in range(2))
        if words:
            statement = (
                f"SELECT f.seq, f.uid, f.kind, k.no, f.occurred_at, '{name}', c.\"{name}\" "  # noqa: S608
                f"FROM {table_name(kind)} AS c JOIN fact AS f ON f.seq = c.seq "
                f"LEFT JOIN case_file AS k ON k.id = f.case_id WHERE {held}"
            )
            yield from map(Named._make, rows(connection, statement, given))
