"""Who had which case before their eyes, beside the facts: a page that is read is no act, and the chain stays short."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from app.domain.moments import Id

KEPT_DAYS = 1096
"""Three years: PIPL (个人信息保护法) art. 56 asks for that of records of how personal data were handled."""
KEPT_MS = KEPT_DAYS * 86_400_000


class Opened(NamedTuple):
    """A case came to sight: when (ms), who saw it, and where (``desk``, ``plan``, ``ledger``, ``letters``, ``cli``)."""

    at: int
    actor: Id
    case_id: Id
    place: str


def add(connection: Connection, openings: Iterable[Opened]) -> None:
    """Append them; one of a case that is not in this store is left out."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.executemany(
        "INSERT INTO opening (at, actor, case_id, place) SELECT ?1, ?2, ?3, ?4 "
        "WHERE EXISTS (SELECT 1 FROM case_file WHERE id = ?3)",
        openings,
    )


def drop_old(connection: Connection, now_ms: int) -> int:
    """Delete what was kept long enough; how many."""
    newest = connection.exec_driver_sql("SELECT max(at) FROM opening").scalar_one_or_none()
    if newest is None:
        return 0
    # By the newest of them, as the trigger has it: a clock that runs ahead deletes nothing by itself.
    before = min(now_ms, newest) - KEPT_MS
    return connection.exec_driver_sql("DELETE FROM opening WHERE at <= ?", (before,)).rowcount


def count_of(connection: Connection, cases: Iterable[Id]) -> int:
    """How many openings of these cases are on record."""
    return sum(
        connection.exec_driver_sql("SELECT count(*) FROM opening WHERE case_id = ?", (case,)).scalar_one()
        for case in cases
    )
