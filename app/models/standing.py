"""Counting in SQL what still stands: which acts are undone and which facts were replaced, as conditions.

The rules are those of ``app.domain.facts``; they are asked about the few facts that undo or replace others, and the
statement leaves out what they name. An erased content stands for nothing either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.domain.facts import Id, annulled_acts, conflicts
from app.models.journal import read_facts, undone_acts

UNDONE_ACT = "(SELECT a.target_act FROM fact_annulment AS a WHERE a.target_act = f.act LIMIT 1)"
"""As the last column of a row about fact ``f``: its act where somebody undid it, for ``left_standing``; else null."""


def left_standing(connection: Connection, found: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """The rows, without their ``UNDONE_ACT``, of what was never undone or was brought back."""
    rows = [tuple(row) for row in found]
    named = {row[-1] for row in rows if row[-1] is not None}
    undone = undone_acts(connection, named) if named else frozenset()
    return [row[:-1] for row in rows if row[-1] not in undone]


@dataclass(frozen=True, slots=True)
class Fallen:
    """What stands no more: acts that are undone, and facts, by place, that a standing one replaced or took back."""

    acts: frozenset[Id]
    places: frozenset[int]

    def clause(self) -> str:
        """A further condition on ``fact AS f`` that leaves the fallen out; it takes the parameters of ``values``."""
        acts = " AND f.act NOT IN (SELECT unhex(value) FROM json_each(?))" if self.acts else ""
        places = " AND f.seq NOT IN (SELECT value FROM json_each(?))" if self.places else ""
        return acts + places

    @property
    def values(self) -> tuple[str, ...]:
        """What the condition is asked with."""
        acts = (json.dumps([act.hex() for act in self.acts]),) if self.acts else ()
        places = (json.dumps(sorted(self.places)),) if self.places else ()
        return acts + places


def fallen(connection: Connection) -> Fallen:
    """What was undone, replaced or (a payment) taken back in the whole store: as a rule a few facts in a hundred."""
    undone = annulled_acts(read_facts(connection, "f.seq IN (SELECT seq FROM fact_annulment)", ()))
    replacing = read_facts(connection, "f.supersedes IS NOT NULL", ())
    standing = [fact for fact in replacing if fact.act not in undone]
    lost = {fact.uid for rivals in conflicts(standing, frozenset()) for fact in rivals[:-1]}
    lost |= {fact.supersedes for fact in standing if fact.supersedes is not None}
    reversals = read_facts(connection, "f.seq IN (SELECT seq FROM fact_reversal)", ())
    lost |= {fact.body.payment for fact in reversals if fact.act not in undone}
    return Fallen(undone, places_of(connection, lost))


def places_of(connection: Connection, uids: Iterable[Id]) -> frozenset[int]:
    """Where these facts stand in this store."""
    found = connection.exec_driver_sql(
        "SELECT seq FROM fact WHERE uid IN (SELECT unhex(value) FROM json_each(?))",
        (json.dumps([uid.hex() for uid in uids]),),
    )
    return frozenset(found.scalars())
